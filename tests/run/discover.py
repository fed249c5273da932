"""The kernels under `kernels/`, read from their text: names, lines, parameters and annotations.

Nothing is imported, so tests can be collected before anything is built.
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

KERNELS = Path(__file__).resolve().parent / "kernels"

# Modules in a syntax that older versions of Python do not parse.
SINCE = {"matching": (3, 10)}


@dataclass(frozen=True)
class Parameter:
    name: str
    annotation: str
    keyword_only: bool


@dataclass(frozen=True)
class Kernel:
    module: str
    qualified_name: str
    parameters: tuple
    # Whether Python can call it compiled: all parameters are annotated, or the decorator has types.
    has_entry: bool
    path: Path
    line: int

    def __str__(self):
        return f"{self.module}.{self.qualified_name}"


def is_open(annotation):
    """Whether only a call says the type."""
    return "Callable" in annotation or annotation in ("np.ndarray", "NDArray[np.float64]")


def is_decorated(function):
    """Whether one of our decorators stands on it, as these sources spell them."""
    ours = {"jit", "jit_immediate", "fast"}
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in ours:
            return True
    return False


def declared(function):
    """The types of a signature string in the decorator, or None."""
    for decorator in function.decorator_list:
        for argument in getattr(decorator, "args", []):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                inside = argument.value[argument.value.index("(") + 1 : -1]
                return re.split(r", (?![^\[]*\])", inside)
    return None


def kernel_of(function, module, prefix, path):
    arguments = function.args
    positional = arguments.posonlyargs + arguments.args
    signature = declared(function)
    parameters = []
    for index, argument in enumerate(positional + arguments.kwonlyargs):
        if signature is not None:
            annotation = signature[index]
        else:
            annotation = ast.unparse(argument.annotation) if argument.annotation else ""
        keyword_only = argument in arguments.kwonlyargs
        parameters.append(Parameter(argument.arg, annotation, keyword_only))
    # `*values` are given by kernels alone.
    has_entry = arguments.vararg is None and all(
        p.annotation and not is_open(p.annotation) for p in parameters
    )
    line = min([function.lineno] + [d.lineno for d in function.decorator_list])
    return Kernel(module, prefix + function.name, tuple(parameters), has_entry, path, line)


def kernels_in(path):
    module = ".".join(path.relative_to(KERNELS).with_suffix("").parts)
    found = []

    def visit(body, prefix):
        for node in body:
            if isinstance(node, ast.ClassDef):
                visit(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.FunctionDef) and is_decorated(node):
                found.append(kernel_of(node, module, prefix, path))

    visit(ast.parse(path.read_text("utf-8")).body, "")
    return found


def all_kernels():
    """Every kernel of the tree, sorted by file and line."""
    paths = [path for path in sorted(KERNELS.rglob("*.py")) if is_parsed(path)]
    return [kernel for path in paths for kernel in kernels_in(path)]


def is_parsed(path):
    """Whether this version of Python knows the syntax of the file."""
    return sys.version_info >= SINCE.get(path.stem, (3, 9))
