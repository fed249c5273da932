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
        # Of several, the elements decide.
        self._result = signatures[0].partition("(")[0] if len(signatures) == 1 else ""

    def __call__(self, *arguments: Any, out: Any = None, **others: Any) -> Any:
        import numpy as np

        if others:
            raise TypeError(f"unexpected keyword arguments to ufunc: {', '.join(sorted(others))}")
        count = self.__wrapped__.__code__.co_argcount
        if len(arguments) == count + 1:
            *arguments, out = arguments  # type: ignore[assignment]
        arrays = [np.asarray(it) for it in arguments]
        shape = np.broadcast_shapes(*(it.shape for it in arrays))
        rows = zip(*(np.broadcast_to(it, shape).flat for it in arrays))
        found = np.array([self.__wrapped__(*row) for row in rows], _dtype(self._result))
        found = found.reshape(shape)
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
        # How the parameters are declared, where that is said once.
        self._declared = _parameters(signatures[0]) if len(signatures) == 1 else []

    def __call__(self, *arguments: Any, out: Any = None) -> Any:
        import numpy as np

        count = len(self._inputs)
        arrays = [np.asarray(it) for it in arguments[:count]]
        given = list(arguments[count:]) or ([] if out is None else _listed(out))
        lengths: dict[str, int] = {}
        for array, axes in zip(arrays, self._inputs):
            lengths.update(zip(axes, array.shape[array.ndim - len(axes) :]))
        loops = [it.shape[: it.ndim - len(axes)] for it, axes in zip(arrays, self._inputs)]
        shape = np.broadcast_shapes(*loops)
        for index in range(len(given), len(self._outputs)):
            own = tuple(lengths[axis] for axis in self._outputs[index])
            kinds = self._declared[count + index : count + index + 1]
            dtype = _dtype(kinds[0].partition("[")[0]) if kinds else np.result_type(*arrays)
            given.append(np.empty(shape + own, dtype))
        values = [
            np.broadcast_to(it, shape + it.shape[it.ndim - len(axes) :])
            for it, axes in zip(arrays, self._inputs)
        ]
        for place in np.ndindex(*shape):
            # Results without axes are arrays of one element.
            results = [
                it[place] if axes else it[place + (None,)] for it, axes in zip(given, self._outputs)
            ]
            self.__wrapped__(*(self._part(i, it[place]) for i, it in enumerate(values)), *results)
        found = tuple(it if it.ndim else it[()] for it in given)
        return found[0] if len(found) == 1 else found

    def _part(self, index: int, part: Any) -> Any:
        """What the function gets of an argument; a number is one unless an array is declared."""
        is_array = "[" in self._declared[index] if index < len(self._declared) else False
        return part.reshape(1) if is_array and not self._inputs[index] else part


def _axes(text: str) -> list[list[str]]:
    return [[axis for axis in it.split(",") if axis] for it in re.findall(r"\(([^()]*)\)", text)]


def _parameters(signature: str) -> list[str]:
    """The types between the parentheses; commas also stand between axes."""
    inner = signature[signature.index("(") + 1 : signature.rindex(")")]
    return [it.strip() for it in re.split(r",(?![^\[]*\])", inner)]


def _listed(out: Any) -> list[Any]:
    return list(out) if isinstance(out, tuple) else [out]


def _dtype(name: str) -> Any:
    import numpy as np

    return np.dtype({"boolean": "bool", "b1": "bool"}.get(name, name)) if name else None
