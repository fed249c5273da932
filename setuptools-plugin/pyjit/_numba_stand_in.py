"""What stands in for Numba where it is not installed: its decorators leave functions to Python.

It has what is found where functions are defined and called: decorators, types, typed containers.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

from ._numba_ufuncs import Generalized, Vectorized

# Packages ask whether it is new enough.
VERSION = "0.65.0"
_NUMBERS = {
    **{f"{kind}{bits}": f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)},
    **{name: name for name in ("float16", "float32", "float64", "complex64", "complex128")},
    **{"intp": "int64", "uintp": "uint64", "intc": "int32", "uintc": "uint32", "int_": "int64"},
    **{"uint": "uint64", "double": "float64", "float_": "float32", "boolean": "bool_"},
    **{"bool_": "bool_", "byte": "uint8", "char": "int8", "uchar": "uint8", "short": "int16"},
    **{"ushort": "uint16", "long_": "int64", "ulong": "uint64", "longlong": "int64"},
    **{"ulonglong": "uint64", "b1": "bool_", "i1": "int8", "i2": "int16", "i4": "int32"},
    **{"i8": "int64", "u1": "uint8", "u2": "uint16", "u4": "uint32", "u8": "uint64"},
    **{"f4": "float32", "f8": "float64", "c8": "complex64", "c16": "complex128"},
}
_OTHERS = ("void", "none", "unicode_type", "string", "pyobject", "undefined", "range_state64_type")


class Type:
    """A type of Numba's, as it is written: `float64[:, ::1]`, `int64(float64)`."""

    def __init__(self, text: str, number: str = "") -> None:
        self.name = text
        self._number = number

    def __repr__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Type) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __getitem__(self, axes: Any) -> Type:
        axes = axes if isinstance(axes, tuple) else (axes,)
        return Type(f"{self}[{', '.join('::1' if it.step == 1 else ':' for it in axes)}]")

    def __call__(self, *arguments: Any) -> Any:
        """A signature, or a number of this type."""
        if self._number and len(arguments) == 1 and not _is_type(arguments[0]):
            import numpy

            return getattr(numpy, self._number)(arguments[0])
        return Type(f"{self}({', '.join(map(str, arguments))})")


def _is_type(value: object) -> bool:
    return isinstance(value, (Type, type)) or (
        isinstance(value, tuple) and all(map(_is_type, value)) and bool(value)
    )


class _Maker:
    """Makes types of others: `types.UniTuple(float64, 2)`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *arguments: Any, **keywords: Any) -> Type:
        given = [*map(str, arguments), *(f"{key}={value}" for key, value in keywords.items())]
        return Type(f"{self._name}({', '.join(given)})")

    def __getitem__(self, argument: Any) -> Type:
        return Type(f"{self._name}[{argument}]")


class List:
    """`numba.typed.List`: Python's."""

    def __new__(cls, *arguments: Any, **keywords: Any) -> Any:
        return list(*arguments)

    def __class_getitem__(cls, kind: Any) -> Any:
        return list

    @staticmethod
    def empty_list(kind: Any, allocated: int = 0) -> list[Any]:
        return []


class Dict:
    """`numba.typed.Dict`: Python's."""

    def __new__(cls, *arguments: Any, **keywords: Any) -> Any:
        return dict(*arguments)

    def __class_getitem__(cls, kind: Any) -> Any:
        return dict

    @staticmethod
    def empty(key_type: Any, value_type: Any, n_keys: int = 0) -> dict[Any, Any]:
        return {}


@contextlib.contextmanager
def objmode(*arguments: Any, **keywords: Any) -> Any:
    """A block that Python runs, as it runs all others."""
    yield


def is_signature(value: object) -> bool:
    """Whether it is what types are declared by."""
    return value is None or isinstance(value, (str, list, tuple, Type))


def decorators(replace: Callable[..., Any]) -> dict[str, Any]:
    """The decorators; `replace` gives what stands for a function that declares no types, also for
    one that arrays are handed to in whatever order their elements are (`any_order=True`)."""

    def jit(signature: Any = None, *others: Any, **options: Any) -> Any:
        def decorate(function: Any) -> Any:
            if not isinstance(function, FunctionType):
                raise TypeError(
                    f"The decorated object is not a function (got type {type(function)})."
                )
            made: Any = replace(function) if signature is None else function
            made.py_func = function
            return made

        if is_signature(signature):
            return decorate
        function, signature = signature, None
        return decorate(function)

    def vectorize(signatures: Any = (), **options: Any) -> Any:
        if isinstance(signatures, FunctionType):
            return Vectorized(replace(signatures), ())
        listed = [signatures] if isinstance(signatures, (str, Type)) else list(signatures)
        texts = [str(it) for it in listed]

        def decorate(function: FunctionType) -> Vectorized:
            return Vectorized(function if texts else replace(function), texts)

        return decorate

    def guvectorize(*arguments: Any, **options: Any) -> Any:
        *declared, layout = arguments
        listed = declared[0] if declared else []
        texts = [listed] if isinstance(listed, str) else [str(it) for it in listed]

        def decorate(function: FunctionType) -> Generalized:
            called = function if texts else replace(function, any_order=True)
            return Generalized(called, texts, layout)

        return decorate

    return {"jit": jit, "njit": jit, "vectorize": vectorize, "guvectorize": guvectorize}


def leaving(*arguments: Any, **keywords: Any) -> Any:
    """A decorator that leaves what it decorates as it is, with arguments or without."""
    if len(arguments) == 1 and not keywords and isinstance(arguments[0], (FunctionType, type)):
        return arguments[0]
    return lambda function: function


def taking(*arguments: Any, **keywords: Any) -> Any:
    """The same of a decorator that always has arguments: `overload(function)`."""
    return lambda function: function


def fill(module: ModuleType, replace: Callable[..., Any]) -> None:
    """Makes a module Numba, with those that are in it."""
    name = module.__name__
    numbers = {known: Type(known, number) for known, number in _NUMBERS.items()}
    types = {**numbers, **{known: Type(known) for known in _OTHERS}}
    makers = {"optional": _Maker("optional"), "Omitted": _Maker("Omitted")}
    marks = dict.fromkeys(("overload", "overload_method", "overload_attribute"), taking)
    errors = {
        it: type(it, (Warning if it.endswith("Warning") else Exception,), {"__module__": name})
        for it in (
            "NumbaError", "NumbaWarning", "NumbaPerformanceWarning", "NumbaDeprecationWarning",
            "NumbaPendingDeprecationWarning", "NumbaExperimentalFeatureWarning", "TypingError",
            "UnsupportedError",
        )
    }  # fmt: skip
    content = {
        "": {**decorators(replace), **types, **makers, **errors, "cfunc": taking},
        "types": {**types, **makers},
        "typed": {"List": List, "Dict": Dict},
        "extending": {**marks, "register_jitable": leaving},
        "experimental": {"jitclass": leaving},
        "core": {},
        "core.errors": errors,
        "core.config": {"DISABLE_JIT": 1, "NUMBA_NUM_THREADS": 1},
    }
    content[""] |= {"prange": range, "objmode": objmode, "literally": lambda value: value}
    content[""] |= {"get_num_threads": lambda: 1, "set_num_threads": lambda count: None}
    content[""] |= {"literal_unroll": lambda values: values, "__version__": VERSION}
    modules = {"": module}
    for inner, variables in content.items():
        made = modules.setdefault(inner, ModuleType(f"{name}.{inner}"))
        vars(made).update(variables)
        vars(made)["__getattr__"] = _missing(made.__name__)
        made.__path__ = []
    # Whatever makes a type.
    vars(modules["types"])["__getattr__"] = _maker
    # What is found in two places.
    for inner in ("types", "extending"):
        modules[f"core.{inner}"] = modules[inner]
    for inner in ("errors", "config"):
        modules[inner] = modules[f"core.{inner}"]
    for inner, made in modules.items():
        sys.modules[f"{name}.{inner}" if inner else name] = made
        above, _, last = inner.rpartition(".")
        if last:
            setattr(modules[above], last, made)


def _maker(name: str) -> _Maker:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Maker(name)


def _missing(module: str) -> Callable[[str], Any]:
    def missing(name: str) -> Any:
        text = f"what stands in for Numba here, `{module}`, has no `{name}`"
        raise AttributeError(f"{text}: install Numba" if not name.startswith("__") else name)

    return missing
