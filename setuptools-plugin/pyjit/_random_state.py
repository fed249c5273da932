"""The state of `np.random`: where a call is compared, each way of it begins with the same."""

from __future__ import annotations

import sys
from types import CodeType, FunctionType
from typing import Any


class _Seen:
    # Whether a function was decorated that may draw.
    draws = False


def notice(function: FunctionType) -> None:
    """Has the state looked at from here on if the function may draw of it."""
    _Seen.draws = _Seen.draws or _may_draw(function.__code__, function.__globals__)


def current() -> Any:
    """The state now; None where nothing may draw of it."""
    random = sys.modules.get("numpy.random")
    return random.get_state(legacy=False) if _Seen.draws and random is not None else None


def restore(state: Any) -> None:
    """Sets the state as it was, if it was looked at."""
    if state is not None:
        sys.modules["numpy.random"].set_state(state)


def difference(expected: Any) -> str | None:
    """In words, where the state is another one than expected."""
    if expected is None or as_lists(current()) == as_lists(expected):
        return None
    return "np.random is at another place of its stream than in Python"


def as_lists(state: Any) -> Any:
    """A state of NumPy's that can be compared."""
    if isinstance(state, dict):
        return {key: as_lists(value) for key, value in state.items()}
    return state.tolist() if hasattr(state, "tolist") else state


def _may_draw(code: CodeType, names: dict[str, Any]) -> bool:
    of_functions = (it for it in code.co_consts if isinstance(it, CodeType))
    return any(
        name == "random"
        or type(getattr(names.get(name), "__self__", None)).__name__ == "RandomState"
        for name in code.co_names
    ) or any(_may_draw(it, names) for it in of_functions)
