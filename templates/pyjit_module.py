"""Stands in for pyjit in this built package: `jit` looks up the compiled form of its function.

Where the extension beside this file is missing or does not load, functions stay as they are; so
they do if the environment variable PYJIT_DISABLE is set to 1. Made by pyjit; part of the package
that it was built into.
"""

import os
import sys

__version__ = "VERSION"  # of the pyjit that built the package

# Shared text begins (the same in pyjit itself and in the module that built packages get).
TYPE_CHECKING = False  # as in `typing`, which takes longer to import than all of this

__all__ = [
    "jit",
    "jit_immediate",
    "prange",
    "i8",
    "i16",
    "i32",
    "i64",
    "u8",
    "u16",
    "u32",
    "u64",
    "f32",
    "f64",
    "c64",
    "c128",
]

prange = range


class Type:
    """What an annotation or a signature says: `f64`, `f64[:, ::1]`, `f64(f64[:], i64)`.

    Types compare and hash by their spelling. Calling a scalar type with a value converts it as the
    compiled code does: to NumPy's scalar of that type. Calling an array type with every length, as
    `u8[2, 80, 40]()`, makes an array of zeros.
    """

    __slots__ = ("__weakref__", "_spelling")

    def __init__(self, spelling):
        self._spelling = spelling

    def __repr__(self):
        return self._spelling

    def __eq__(self, other):
        return self._spelling == other._spelling if isinstance(other, Type) else NotImplemented

    def __hash__(self):
        return hash(self._spelling)

    def __reduce__(self):
        return Type, (self._spelling,)

    def __getitem__(self, axes):
        if not self._spelling.isalnum():
            raise TypeError(f"{self} is not a scalar type, so there is no array of it")
        axes = axes if isinstance(axes, tuple) else (axes,)
        return Type(f"{self}[{', '.join(map(_spell_axis, axes))}]")

    def __call__(self, *values):
        if len(values) == 1 and self._spelling.isalnum() and not _is_type(values[0]):
            return _numpy_type(self._spelling)(values[0])
        if not values and "[" in self._spelling and ":" not in self._spelling:
            scalar, _, lengths = self._spelling[:-1].partition("[")
            return _zeros(scalar, tuple(map(int, lengths.split(", "))))
        return Type(f"{self}({', '.join(map(_spell, values))})")

    def __or__(self, other):
        from typing import Union

        return Union[self, other]

    def __ror__(self, other):
        from typing import Union

        return Union[other, self]


def _spell_axis(axis):
    if axis == slice(None):
        return ":"
    if axis == slice(None, None, 1):
        return "::1"
    if not hasattr(axis, "__index__"):
        raise TypeError(
            "write `:` or its length for each dimension of an array, or `::1` for the last one"
        )
    length = axis.__index__()
    if length < 0:
        raise ValueError("negative dimensions are not allowed")
    return str(length)


def _is_type(value):
    # Unions and `tuple[int, float]` have `__args__`.
    return value is None or isinstance(value, (type, Type)) or hasattr(value, "__args__")


def _spell(value):
    return value.__name__ if isinstance(value, type) else repr(value)


def _numpy(call):
    try:
        # Type checkers need not follow it.
        return __import__("numpy")
    except ImportError:
        message = f"`{call}` gives what is NumPy's in plain Python; NumPy is not installed"
        raise ImportError(message, name="numpy") from None


def _numpy_type(spelling):
    kind = {"i": "int", "u": "uint", "f": "float", "c": "complex"}[spelling[0]]
    return getattr(_numpy(f"{spelling}(x)"), kind + spelling[1:])


def _zeros(spelling, lengths):
    return _numpy(f"{spelling}{list(lengths)}()").zeros(lengths, _numpy_type(spelling))


if TYPE_CHECKING:
    # Type checkers see Python's own numbers.
    from typing import Any, Callable, TypeVar, Union, overload

    Function = TypeVar("Function", bound=Callable[..., Any])
    Signature = Union[str, float, "list[Any]", "tuple[Any, ...]"]

    i8 = int
    i16 = int
    i32 = int
    i64 = int
    u8 = int
    u16 = int
    u32 = int
    u64 = int
    f32 = float
    f64 = float
    c64 = complex
    c128 = complex

    @overload
    def jit(function: Function, /) -> Function: ...
    @overload
    def jit(
        signature: Signature = ...,
        /,
        *,
        boundscheck: bool = ...,
        fastmath: Union[bool, set[str]] = ...,
        overflow: str = ...,
        fallback: bool = ...,
    ) -> Callable[[Function], Function]: ...

    jit_immediate = jit
else:
    i8, i16, i32, i64 = map(Type, ("i8", "i16", "i32", "i64"))
    u8, u16, u32, u64 = map(Type, ("u8", "u16", "u32", "u64"))
    f32, f64 = map(Type, ("f32", "f64"))
    c64, c128 = map(Type, ("c64", "c128"))

    def jit(*signatures, **options):
        """Marks a function to be compiled: when its package is built, and else when it is called.

        Used plainly (`@jit`), with signatures (`@jit("f64(f64[:], i64)")`, or a list of them) and
        with options (`@jit(boundscheck=False)`).
        """
        return _decorator(signatures, options, immediate=False)

    def jit_immediate(*signatures, **options):
        """The same, but what declares its types is compiled when its module is imported."""
        return _decorator(signatures, options, immediate=True)

    def _decorator(signatures, options, immediate):
        def decorate(function):
            return _decorate(function, options, immediate)

        if signatures and not isinstance(signatures[0], (str, list, tuple, Type)):
            return decorate(signatures[0])
        return decorate
# Shared text ends.

# So that `from … import pyjit` gives what `import pyjit` gave in the source.
pyjit = sys.modules[__name__]


def _load():
    """The extension that lies beside this file; `None` if there is none for this platform."""
    if os.environ.get("PYJIT_DISABLE", "0") not in ("", "0"):
        return None
    name = __name__ + "__native"
    try:
        __import__(name)
    except ImportError:
        return None
    return sys.modules[name]


_native = _load()


class CompilationError(Exception):
    """What cannot be compiled raises it in source that is not built; here nothing does."""


def _decorate(function, options, immediate):
    if isinstance(function, staticmethod):
        return staticmethod(_decorate(function.__func__, options, immediate))
    if _native is None or not hasattr(function, "__code__"):
        return function
    kernel = _native.bind(function, _module_of(function))
    return function if kernel is None else kernel


def _module_of(function):
    """The name that the function's module is imported under, also where it runs as `__main__`."""
    variables = function.__globals__
    spec = variables.get("__spec__")
    if spec is not None:
        return spec.name
    # A script has only its path.
    folder = os.path.dirname(os.path.abspath(__file__)) + os.sep
    path, extension = os.path.splitext(os.path.abspath(variables.get("__file__", "")))
    if extension != ".py" or not path.startswith(folder):
        return function.__module__
    name = path[len(folder) :].replace(os.sep, ".")
    package = __name__.rpartition(".")[0]
    return f"{package}.{name}" if package else name
