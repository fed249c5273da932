"""Where the text of a function is that Python runs.

The compiler reads text; Python runs what it has compiled from it, perhaps some time ago. So a text
is only taken where compiling it again gives the very code of the function.
"""

from __future__ import annotations

import os
from types import CodeType, FunctionType

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# What the compiler calls a module that is in no file.
NO_FILE = "__main__.py"


class NoSource(Exception):
    """The text of a function is not known; the message says why, and what helps."""


class Source:
    """The module of a function, as ``pyjit serve`` reads it.

    ``root`` is the folder that it was found from, ``path`` its file relative to that, which its
    dotted name follows from, ``shown_as`` what messages call a module that is in no file.
    """

    def __init__(self, root: str, path: str, text: str, shown_as: str | None) -> None:
        self.root = root
        self.path = path
        self.text = text
        self.shown_as = shown_as

    def parts(self) -> tuple[str, str, str, str | None]:
        """All that it is made of."""
        return self.root, self.path, self.text, self.shown_as

    @property
    def in_file(self) -> bool:
        """Whether the compiler can read the text by itself."""
        return self.shown_as is None

    @property
    def module(self) -> str:
        """The dotted name that the compiler knows the module by."""
        name = self.path[: -len(".py")].replace(os.sep, ".")
        return name[: -len(".__init__")] if name.endswith(".__init__") else name


def source_of(function: FunctionType) -> Source:
    """The module that a function was defined in.

    Raises :class:`NoSource` where there is no text, or another one by now.
    """
    code = function.__code__
    name = function.__qualname__
    path = os.path.abspath(code.co_filename)
    if not os.path.isfile(path):
        return _source_in_no_file(function)
    if not path.endswith(".py"):
        raise NoSource(f"{path}, which defines `{name}`, is no Python module: name it `….py`")
    try:
        with open(path, "rb") as file:
            text = _decoded(file.read())
    except (OSError, SyntaxError, ValueError) as error:
        raise NoSource(f"{path}, which defines `{name}`, cannot be read: {error}") from error
    if not _defines(text, path, code, function.__globals__):
        raise NoSource(
            f"{path} does not define `{name}` any more as Python runs it: "
            "import it again, since it was edited"
        )
    root, relative = _root_of(path, function.__globals__)
    return Source(root, relative, text, None)


def _decoded(content: bytes) -> str:
    """A text as Python reads it: by the encoding that it names, and with its own ends of lines."""
    beginning = content[:1000].split(b"\n", 2)[:2]
    if content.startswith(b"\xef\xbb\xbf") or any(b"coding" in line for line in beginning):
        from importlib.util import decode_source

        return decode_source(content)
    # The usual, without all that finding the encoding imports.
    return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _source_in_no_file(function: FunctionType) -> Source:
    """Of a cell of a notebook, a line of a dialogue, an example of a docstring."""
    code = function.__code__
    shown = code.co_filename
    import linecache

    text = "".join(linecache.getlines(shown, function.__globals__))
    # `<string>` is what many call their text.
    if not _defines(text, shown, code, function.__globals__):
        raise NoSource(
            f"the text of `{function.__qualname__}` is not known (Python calls it {shown}): "
            "define it in a module, a notebook or IPython; "
            "Python's own prompt keeps what was typed from version 3.13 on"
        )
    return Source(os.getcwd(), NO_FILE, text, shown)


def _root_of(path: str, variables: dict[str, Any]) -> tuple[str, str]:
    """The folder that a module's file was found from, and the rest of the path."""
    spec = variables.get("__spec__")
    name = spec.name if spec is not None else None
    folder, file = os.path.split(path)
    if name and os.path.abspath(str(variables.get("__file__", ""))) == path:
        parts = name.split(".")
        parts = [*parts, "__init__.py"] if file == "__init__.py" else [*parts[:-1], file]
        relative = os.path.join(*parts)
        if path.endswith(os.sep + relative):
            return path[: -len(relative) - 1], relative
    # A script, or a module that was found by ways of its own.
    return folder, file


def _defines(text: str, path: str, code: CodeType, variables: dict[str, Any]) -> bool:
    """Whether a text, compiled as Python does, holds that code."""
    if type(variables.get("__loader__")).__name__ == "AssertionRewritingHook":
        # pytest runs other code than the text says, where it asserts; and never an old one.
        return True
    key = (path, text)
    module = _compiled.get(key)
    if module is None:
        try:
            module = compile(text, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        # One module is enough: its functions are called one after the other.
        _compiled.clear()
        _compiled[key] = module
    wanted = _comparable(code)
    return any(_comparable(found) == wanted for found in _codes(module))


def _comparable(constant: Any) -> Any:
    """A constant in a form that equals that of the same text compiled again: no NaN does, such as
    Python makes of `1e999 * 0.0`."""
    if isinstance(constant, CodeType):
        return constant.replace(co_consts=_comparable(constant.co_consts))
    if isinstance(constant, tuple):
        return tuple(map(_comparable, constant))
    is_nan = isinstance(constant, (float, complex)) and constant != constant
    return repr(constant) if is_nan else constant


_compiled: dict[tuple[str, str], CodeType] = {}


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of every function in a module, at any depth."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)
