"""Requests to `pyjit serve` made by hand from functions that Python runs: with what their names
stand for, cells and globals as they are."""

import os
import struct
import textwrap
import types
import warnings
from pathlib import Path

from arguments import np
from conftest import ROOT
from test_serve import loaded, module_of, write

PLUGIN = ROOT / "setuptools-plugin"


def bits(number):
    return struct.pack(">d", number).hex()


def value_of(value):
    """A value as a request has it, or None."""
    if value is None:
        return "none"
    if type(value) in (bool, str):
        return {type(value).__name__: value}
    if type(value) is int:
        return {"int": str(value)}
    if type(value) is float:
        return {"float": bits(value)}
    if type(value) is complex:
        return {"complex": [bits(value.real), bits(value.imag)]}
    if type(value) is bytes:
        return {"bytes": value.hex()}
    if type(value) is tuple:
        elements = [value_of(element) for element in value]
        return None if None in elements else {"tuple": elements}
    if np is not None and isinstance(value, np.generic):
        name = {"b": "bool", "f": "f", "i": "i", "u": "u"}[value.dtype.kind]
        name += "" if name == "bool" else str(8 * value.itemsize)
        number = bits(float(value)) if name[0] == "f" else str(int(value))
        return {"scalar": [name, number]}
    if np is not None and isinstance(value, np.ndarray) and not value.flags.writeable:
        name = f"{value.dtype.kind}{8 * value.itemsize}".replace("b8", "bool")
        data = np.ascontiguousarray(value).tobytes().hex()
        return {"table": {"element": name, "shape": list(value.shape), "data": data}}
    return None


class Request:
    """The functions of a request."""

    def __init__(self, root, texts=None):
        self.root, self.texts = root, texts or {}
        self.known, self.functions = [], []

    def add(self, function):
        """The number of a function, with all that it uses."""
        function = getattr(function, "__wrapped__", function)
        if function in self.known:
            return self.known.index(function)
        self.known.append(function)
        code = function.__code__
        described = {"root": str(self.root), "kernel": function.__qualname__}
        described["line"] = code.co_firstlineno
        if code.co_filename in self.texts:
            described.update(path="__main__.py", shown_as=code.co_filename)
            described["text"] = self.texts[code.co_filename]
        else:
            described["path"] = os.path.relpath(code.co_filename, self.root)
        self.functions.append(described)
        live = {}
        for name, value in surroundings(function):
            meaning = self.meaning(value)
            if meaning is not None:
                live[name] = meaning
        described["live"] = live
        return self.known.index(function)

    def meaning(self, value):
        if isinstance(value, types.FunctionType) or hasattr(value, "__wrapped__"):
            return {"function": self.add(value)}
        if isinstance(value, types.ModuleType):
            return {"library": value.__name__}
        module = getattr(value, "__module__", None)
        if module in ("builtins", "math", "numpy") and hasattr(value, "__name__"):
            return {"library": f"{module}.{value.__name__}"}
        known = value_of(value)
        return None if known is None else {"value": known}


def surroundings(function):
    """The names that a function uses, with what they stand for now."""
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        yield name, cell.cell_contents
    for name in names_of(function.__code__):
        if name in function.__globals__:
            yield name, function.__globals__[name]


def names_of(code):
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names.update(names_of(constant))
    return sorted(names)


def ask(server, root, function, arguments=None, texts=None):
    request = Request(root, texts)
    request.add(function)
    return server.ask_for(request.functions, arguments)


def compiled(server, root, function, arguments, texts=None):
    """The kernel, which warns of nothing when it is called first."""
    kernel = loaded(ask(server, root, function, arguments, texts), function)
    return Quiet(kernel)


class Quiet:
    """A kernel that has to run compiled."""

    def __init__(self, kernel):
        self.kernel = kernel

    def __call__(self, *arguments):
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            return self.kernel(*arguments)


def module(root, text, name="k.py"):
    write(root, {name: textwrap.dedent(text)})
    return module_of(root, Path(name))


def reasons(reply):
    assert "refused" in reply, reply
    return "\n".join(refused["text"] for refused in reply["refused"]["diagnostics"])
