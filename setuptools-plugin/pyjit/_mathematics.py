"""NumPy's functions whose last bits NumPy does not promise, replaced by those of compiled kernels.

So that a kernel which runs in Python for comparison gives the bits that its compiled version must
give. Each replacement is a kernel of its own, which is compiled when it is first called. Nothing of
NumPy is changed: only who asks :func:`ours` sees them.
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable
from types import CodeType, FunctionType, ModuleType
from typing import Any

from ._compile import compile_function
from ._compiler import CompilationError

# `tests/mathematics/tolerance.py` has the same names, and how exact ours are.
UNARY = (
    "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctanh", "cbrt", "cos", "cosh", "exp",
    "exp2", "expm1", "log", "log10", "log1p", "log2", "sin", "sinh", "tan", "tanh",
)  # fmt: skip
BINARY = ("arctan2", "float_power", "hypot", "logaddexp", "logaddexp2", "power")
OF_COMPLEX = ("absolute",)
# Which of two zeros they give depends on NumPy's version and the processor; ours give the first.
FIRST_ZERO = ("fmax", "fmin", "maximum", "minimum")
# What two results may be apart where NumPy's own function had to be called.
ULPS = 4


class _Notes(threading.local):
    """Whether a value in this thread came of NumPy's own function."""

    is_inexact = False


notes = _Notes()


def ours(value: Any) -> Any:
    """What stands for a value while Python runs a kernel: NumPy with our functions in it, one of
    these functions, or the value itself."""
    if "numpy" not in sys.modules:
        return value
    found = _replaced().get(id(value))
    return value if found is None else found[1]


def power(left: Any, right: Any) -> Any:
    """`left ** right`, which NumPy computes in two ways."""
    result = left**right
    kind = type(result)
    notes.is_inexact |= _is_float_array(result)
    # Its scalars compute in the C library where one of them has the type of the result, and the
    # others by the loop of its function.
    if not _is_float(result) or kind in (type(left), type(right)):
        return result
    import numpy

    return ours(numpy.power)(left, right)


def power_in_place(left: Any, right: Any) -> Any:
    """What a variable holds after ``left **= right``."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(left, numpy.ndarray):
        return power(left, right)
    notes.is_inexact |= _is_float_array(left)
    left **= right
    return left


@functools.cache
def _replaced() -> dict[int, tuple[object, object]]:
    """What stands in whose place, by identity; the first ones are kept, so that they stay alone
    with theirs."""
    import numpy

    functions: dict[str, Any] = {name: _Replaced(getattr(numpy, name)) for name in UNARY + BINARY}
    functions |= {name: _Replaced(getattr(numpy, name)) for name in OF_COMPLEX}
    functions |= {name: _FirstZero(getattr(numpy, name)) for name in FIRST_ZERO}
    functions["clip"] = _clip(numpy.clip)
    functions["angle"] = _angle(numpy.angle, functions["arctan2"])
    pairs = [(getattr(numpy, name), own) for name, own in functions.items()]
    # Under whatever name.
    found = {id(theirs): (theirs, own) for theirs, own in pairs}
    found[id(numpy)] = (numpy, _NumPy(numpy, found))
    return found


class _NumPy(ModuleType):
    """The module, with our functions."""

    def __init__(self, theirs: ModuleType, replaced: dict[int, tuple[object, object]]) -> None:
        super().__init__(theirs.__name__, theirs.__doc__)
        self.__theirs = theirs
        self.__replaced = replaced

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.__theirs, name)
        found = self.__replaced.get(id(value))
        return value if found is None else found[1]


class _Function:
    """In the place of a function of NumPy."""

    def __init__(self, theirs: Any) -> None:
        self._theirs = theirs

    def __getattr__(self, name: str) -> Any:
        return getattr(self._theirs, name)


class _Replaced(_Function):
    """A function that gives our value, in the type that NumPy gives."""

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        # NumPy raises what there is to raise.
        result = self._theirs(*arguments, **keywords)
        if not _is_float(result):
            # Integers are exact; arrays and complex numbers are not for kernels of scalars.
            notes.is_inexact |= getattr(getattr(result, "dtype", None), "kind", "i") in "fc"
            return result
        kind = type(result)
        name = self._theirs.__name__
        if any(isinstance(argument, complex) for argument in arguments):
            kernel = _kernel(f"{name}_of_complex")
            operands: list[Any] = [complex(argument) for argument in arguments]
        elif name in OF_COMPLEX:
            return result
        else:
            kernel = _kernel(f"{name}_{'f32' if result.dtype.itemsize == 4 else 'f64'}")
            operands = [_as_operand(argument, kind) for argument in arguments]
        if kernel is None or keywords:
            notes.is_inexact = True
            return result
        return kind(kernel(*operands))


class _FirstZero(_Function):
    """A function that gives the first of two zeros."""

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        result = self._theirs(*arguments, **keywords)
        if not _is_float(result) or result != 0.0 or keywords:
            return result
        first = _as_operand(arguments[0], type(result))
        return first if first == 0.0 else result


def _clip(theirs: Any) -> Callable[..., Any]:
    def clip(a: Any, *bounds: Any, **keywords: Any) -> Any:
        """Leaves a zero as it is between bounds of which one is a zero, too."""
        result = theirs(a, *bounds, **keywords)
        if not _is_float(result) or result != 0.0:
            return result
        given = dict(zip(("min", "max"), bounds))
        given.update({name.replace("a_", ""): bound for name, bound in keywords.items()})
        kind, low = type(result), given.get("min")
        value = _as_operand(a, kind)
        if low is not None and value < _as_operand(low, kind):
            value = _as_operand(low, kind)
        return value if value == 0.0 else result

    return clip


def _angle(theirs: Any, arctan2: Any) -> Any:
    """`np.angle`, which calls the function that its own module has imported."""
    function = getattr(theirs, "__wrapped__", theirs)
    if not isinstance(function, FunctionType):
        return theirs
    names = {**function.__globals__, "arctan2": arctan2}
    return FunctionType(function.__code__, names, "angle", function.__defaults__)


def _is_float(value: object) -> bool:
    # Where it is not imported there is none of them.
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) in (numpy.float32, numpy.float64)


def _is_float_array(value: object) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray) and value.dtype.kind == "f"


def _as_operand(number: Any, kind: Any) -> Any:
    """A number as NumPy brings it to the type of its loop: Python's by way of a double."""
    import numpy

    return kind(number if isinstance(number, numpy.generic) else float(number))


@functools.cache
def _kernel(name: str) -> Callable[..., Any] | None:
    """A compiled function; None where it cannot be compiled."""
    function = _functions().get(name)
    try:
        return None if function is None else compile_function(function, None).kernel
    except CompilationError:
        return None


@functools.cache
def _functions() -> dict[str, FunctionType]:
    """The functions that are compiled one by one, from a text that is in no file."""
    import linecache

    import numpy

    name = "<NumPy's functions>"
    text = _text()
    lines = text.splitlines(keepends=True)
    linecache.cache[name] = (len(text), None, lines, name)
    module = compile(text, name, "exec", dont_inherit=True)
    names = {"__name__": "numpy_functions", "np": numpy}
    # The module is not run, since nothing is to stand in their place.
    codes = [code for code in module.co_consts if isinstance(code, CodeType)]
    return {code.co_name: FunctionType(code, names) for code in codes}


def _text() -> str:
    lines = ["import numpy as np", "from pyjit import f32, f64, jit"]
    for names, parameters in ((UNARY, ("x",)), (BINARY, ("x", "y"))):
        for name in names:
            for scalar in ("f64", "f32"):
                given = ", ".join(f"{parameter}: {scalar}" for parameter in parameters)
                lines += ["", "@jit", f"def {name}_{scalar}({given}):"]
                lines += [f"    return np.{name}({', '.join(parameters)})"]
    for name in OF_COMPLEX:
        lines += ["", "@jit", f"def {name}_of_complex(z: complex):", f"    return np.{name}(z)"]
    return "\n".join(lines) + "\n"
