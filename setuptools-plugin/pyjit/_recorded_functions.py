"""Which functions are recorded, and what a record calls them and their classes."""

from __future__ import annotations

import os
import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._argument_types import ArgumentType

_INSTALLED = {"site-packages", "dist-packages"}


def name_of(function: FunctionType) -> str:
    """The name of a function in a record."""
    return f"{module_of(function.__globals__)}.{function.__qualname__}"


def module_of(variables: dict[str, Any]) -> str:
    """The name that a build knows a module by, also that of the program."""
    name = str(variables.get("__name__"))
    spec = variables.get("__spec__")
    if spec is not None and isinstance(spec.name, str):
        return spec.name
    file = variables.get("__file__")
    # `__mp_main__` is the program in a process of `multiprocessing`.
    if name in ("__main__", "__mp_main__") and isinstance(file, str):
        return os.path.splitext(os.path.basename(file))[0]
    return name


def class_in_build(name: str) -> str:
    """The dotted name of a class, which may begin with that of a module."""
    main = sys.modules.get("__main__")
    if main is not None and name.startswith("__main__."):
        return module_of(vars(main)) + name.removeprefix("__main__")
    return name


def in_build(kind: ArgumentType) -> ArgumentType:
    """A type with the names of modules that a build knows."""
    if isinstance(kind, str):
        return kind
    ((form, what),) = kind.items()
    if form == "tuple":
        return {form: [in_build(element) for element in what]}
    if form == "list":
        return {form: None if what is None else in_build(what)}
    if form != "named":
        return kind
    module = sys.modules.get(what["module"])
    fields = [[field, in_build(of)] for field, of in what["fields"]]
    known = what["module"] if module is None else module_of(vars(module))
    return {form: {"module": known, "name": what["name"], "fields": fields}}


class Project:
    """The source whose functions are recorded: all but that of packages that are installed, unless
    the project has their source, too (its tests run what was installed of it)."""

    def __init__(self, *folders: str) -> None:
        self._folders = folders
        self._known: dict[tuple[str, str], bool] = {}

    def has(self, function: FunctionType) -> bool:
        """Whether a function is recorded."""
        return self.has_module(function.__code__.co_filename, function.__globals__)

    def has_module(self, file: str, variables: dict[str, Any]) -> bool:
        """Whether functions of a module are."""
        key = file, module_of(variables)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _INSTALLED.isdisjoint(file.split(os.sep)) or (
                self._has_source(key[1].replace(".", os.sep))
            )
        return known

    def _has_source(self, module: str) -> bool:
        """Whether a module's file is in one of the folders, or in a folder there: `src`, say."""
        names = f"{module}.py", os.path.join(module, "__init__.py")
        for folder in self._folders:
            try:
                inner = [it for it in os.listdir(folder) if it not in _INSTALLED]
            except OSError:
                continue
            for place in ("", *inner):
                if any(os.path.isfile(os.path.join(folder, place, name)) for name in names):
                    return True
        return False
