"""What stands in for universal functions of Numba: Python's function, called for each element."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any


class Vectorized:
    """A function of `vectorize`."""

    def __init__(self, function: Callable[..., Any], signatures: Sequence[str]) -> None:
        self.__wrapped__ = function
        self.__name__ = getattr(function, "__name__", "ufunc")
        self.__doc__ = function.__doc__
        self._signatures = [_Signature(it) for it in signatures]

    def __call__(self, *arguments: Any, out: Any = None, **others: Any) -> Any:
        import numpy as np

        if others:
            raise TypeError(f"unexpected keyword arguments to ufunc: {', '.join(sorted(others))}")
        count = self.__wrapped__.__code__.co_argcount
        if len(arguments) == count + 1:
            out = arguments[count]
        arrays, chosen = _converted(arguments[:count], self._signatures)
        shape = np.broadcast_shapes(*(it.shape for it in arrays))
        rows = zip(*(np.broadcast_to(it, shape).flat for it in arrays))
        results = [self.__wrapped__(*row) for row in rows]
        found = np.array(results, chosen and chosen.result).reshape(shape)
        if out is not None:
            target = out[0] if isinstance(out, tuple) else out
            target[...] = found
            return target
        return found if shape else found[()]


class Generalized:
    """A function of `guvectorize`: it gets arrays of the axes that its layout names, and stores its
    results."""

    def __init__(
        self, function: Callable[..., Any], signatures: Sequence[str], layout: str
    ) -> None:
        self.__wrapped__ = function
        self.__name__ = getattr(function, "__name__", "gufunc")
        self.__doc__ = function.__doc__
        self.signature = layout
        inputs, _, outputs = layout.replace(" ", "").partition("->")
        self._inputs, self._outputs = _axes(inputs), _axes(outputs)
        self._signatures = [_Signature(it) for it in signatures]

    def __call__(self, *arguments: Any, out: Any = None) -> Any:
        import numpy as np

        count = len(self._inputs)
        arrays, chosen = _converted(arguments[:count], self._signatures)
        given = list(arguments[count:]) or ([] if out is None else _listed(out))
        lengths: dict[str, int] = {}
        for array, axes in zip(arrays, self._inputs):
            lengths.update(zip(axes, array.shape[array.ndim - len(axes) :]))
        loops = [it.shape[: it.ndim - len(axes)] for it, axes in zip(arrays, self._inputs)]
        shape = np.broadcast_shapes(*loops)
        for index in range(len(given), len(self._outputs)):
            own = tuple(lengths[axis] for axis in self._outputs[index])
            dtype = chosen.dtype(count + index) if chosen else np.result_type(*arrays)
            given.append(np.empty(shape + own, dtype))
        values = []
        for array, axes in zip(arrays, self._inputs):
            whole = shape + array.shape[array.ndim - len(axes) :]
            # Functions may use their inputs as memory.
            values.append(array if array.shape == whole else np.broadcast_to(array, whole))
        for place in np.ndindex(*shape):
            parts = [it[place] for it in values]
            for index, axes in enumerate(self._inputs):
                if not axes and chosen and chosen.is_array(index):
                    parts[index] = parts[index].reshape(1)
            # Results without axes are arrays of one element.
            results = [
                it[place] if axes else it[(*place, None)] for it, axes in zip(given, self._outputs)
            ]
            self.__wrapped__(*parts, *results)
        found = tuple(it if it.ndim else it[()] for it in given)
        return found[0] if len(found) == 1 else found


class _Signature:
    """Types that are declared: `float64(float64, int64)`, `(f8[:], f8, f8[:])`."""

    def __init__(self, text: str) -> None:
        result, _, inner = text.partition("(")
        # Commas also stand between axes.
        parts = re.split(r",(?![^\[]*\])", inner.rstrip().removesuffix(")"))
        self._parameters = [it.strip() for it in parts]
        self._result = result.strip()

    @property
    def result(self) -> Any:
        """The dtype of what is returned."""
        return _dtype(self._result) if self._result not in ("", "void") else None

    def dtype(self, index: int) -> Any:
        """The dtype of a parameter."""
        return _dtype(self._parameters[index].partition("[")[0].strip())

    def is_array(self, index: int) -> bool:
        return "[" in self._parameters[index]


def _converted(
    arguments: Sequence[Any], signatures: Sequence[_Signature]
) -> tuple[list[Any], _Signature | None]:
    """The arguments as arrays of the first types that take them all."""
    import numpy as np

    arrays = [np.asarray(it) for it in arguments]
    for casting in ("safe", "same_kind"):
        for one in signatures:
            dtypes = [one.dtype(index) for index in range(len(arrays))]
            if all(np.can_cast(it.dtype, to, casting) for it, to in zip(arrays, dtypes)):
                return [it.astype(to, copy=False) for it, to in zip(arrays, dtypes)], one
    return arrays, None


def _axes(text: str) -> list[list[str]]:
    return [[axis for axis in it.split(",") if axis] for it in re.findall(r"\(([^()]*)\)", text)]


def _listed(out: Any) -> list[Any]:
    return list(out) if isinstance(out, tuple) else [out]


def _dtype(name: str) -> Any:
    import numpy as np

    names = {"boolean": "bool", "b1": "bool", "double": "f8", "intp": "i8", "uintp": "u8"}
    return np.dtype(names.get(name, name))
