"""NumPy's inexact functions of scalars replaced by ours, in a process that runs kernels as Python.

So that all else is compared to the bit. `replace_numpys` takes the place of the functions and of
`**` where NumPy computes it by the loop of its function `power`.
"""

import ast
import importlib.machinery
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from mathematics.tolerance import BINARY, FIRST_ZERO, OF_COMPLEX, UNARY

try:
    import numpy as np
except ImportError:
    np = None

MODULE = "pyjit_mathematics"


def source():
    """A module with a kernel for each of the functions and each precision.

    They give floats of Python: a kernel that gives a sized one would, called by one that is run
    again in Python, be run in Python, too, and so call itself in the place of NumPy's function.
    """
    lines = ["import numpy as np", "from pyjit import f32, f64, jit"]
    for names, parameters in ((UNARY, ("x",)), (BINARY, ("x", "y"))):
        for name in names:
            for scalar in ("f64", "f32"):
                given = ", ".join(f"{parameter}: {scalar}" for parameter in parameters)
                lines += ["", "", "@jit", f"def {name}_{scalar}({given}):"]
                lines += [f"    return float(np.{name}({', '.join(parameters)}))"]
    for name in OF_COMPLEX:
        lines += ["", "", "@jit", f"def {name}_of_complex(z: complex):"]
        lines += [f"    return float(np.{name}(z))"]
    return "\n".join(lines) + "\n"


def built(binary, folder, python=sys.executable):
    """Builds the module in the folder; the folder to import it from."""
    written, output = Path(folder) / "source", Path(folder) / "output"
    report = Path(folder) / "report.json"
    written.mkdir(parents=True, exist_ok=True)
    (written / f"{MODULE}.py").write_text(source(), "utf-8")
    environment = {**os.environ, "PYJIT_PYTHON": python, "PYO3_PYTHON": python}
    command = [str(binary), "build", str(written), str(output), "--report", str(report)]
    process = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    kernels = json.loads(report.read_text("utf-8"))["kernels"]
    assert {kernel["status"] for kernel in kernels} == {"compiled"}, process.stderr
    return output


def imported(folder):
    """The module, compiled."""
    disabled = os.environ.pop("PYJIT_DISABLE", None)
    sys.path.insert(0, str(folder))
    try:
        module = importlib.import_module(MODULE)
    finally:
        sys.path.remove(str(folder))
        if disabled is not None:
            os.environ["PYJIT_DISABLE"] = disabled
    assert module.exp_f64.__pyjit_signatures__, "our functions are not compiled"
    return module


class Replaced:
    """A function of NumPy that gives our value, in the type that NumPy gives."""

    def __init__(self, theirs, ours):
        name = theirs.__name__
        self.theirs = theirs
        self.single = getattr(ours, f"{name}_f32", None)
        self.double = getattr(ours, f"{name}_f64", None)
        self.of_complex = getattr(ours, f"{name}_of_complex", None)

    def __call__(self, *arguments, **keywords):
        result = self.theirs(*arguments, **keywords)
        if has_output(self.theirs, arguments):
            return result
        if isinstance(result, np.ndarray) and not keywords:
            return of_elements(result, arguments, self)
        kind = type(result)
        if keywords or kind not in (np.float32, np.float64):
            return result
        if any(isinstance(argument, complex) for argument in arguments):
            return kind(self.of_complex(complex(*arguments)))
        function = self.single if kind is np.float32 else self.double
        if function is None:
            return result
        return kind(function(*[as_operand(argument, kind) for argument in arguments]))

    def __getattr__(self, name):
        return getattr(self.theirs, name)


def has_output(theirs, arguments):
    """Whether the last of the arguments are arrays for the results, which operands may be, too."""
    return len(arguments) > getattr(theirs, "nin", len(arguments))


def of_elements(result, arguments, function):
    """An array of floats whose elements are what a function gives for those of the arguments."""
    if result.dtype.kind == "f" and not any(map(np.iscomplexobj, arguments)):
        operands = [np.broadcast_to(argument, result.shape) for argument in arguments]
        for index in np.ndindex(result.shape):
            values = [result.dtype.type(operand[index]) for operand in operands]
            result[index] = function(*values)
    return result


def is_zero(value):
    """Whether it is a zero of NumPy's floats."""
    return type(value) in (np.float32, np.float64) and value == 0.0


class FirstZero:
    """A function of NumPy that gives the first of two zeros."""

    def __init__(self, theirs):
        self.theirs = theirs

    def __call__(self, *arguments, **keywords):
        result = self.theirs(*arguments, **keywords)
        if has_output(self.theirs, arguments):
            return result
        if isinstance(result, np.ndarray) and not keywords:
            return of_elements(result, arguments, self)
        if not is_zero(result) or keywords:
            return result
        first = as_operand(arguments[0], type(result))
        return first if first == 0.0 else result

    def __getattr__(self, name):
        return getattr(self.theirs, name)


def clip(theirs):
    """`np.clip` that leaves a zero as it is between bounds of which one is a zero, too."""

    def clipped(a, *bounds, **keywords):
        result = theirs(a, *bounds, **keywords)
        if not is_zero(result):
            return result
        given = dict(zip(("min", "max"), bounds))
        given.update({name.replace("a_", ""): bound for name, bound in keywords.items()})
        kind, low = type(result), given.get("min")
        value = as_operand(a, kind)
        if low is not None and value < as_operand(low, kind):
            value = as_operand(low, kind)
        return value if value == 0.0 else result

    return clipped


def as_operand(number, kind):
    """A number as NumPy brings it to the type of its loop: Python's by way of a double."""
    return kind(number if isinstance(number, np.generic) else float(number))


def power(left, right):
    """`left ** right`."""
    result = left**right
    if isinstance(result, np.ndarray):
        # NumPy computes some powers by other means, if the exponent is no array.
        is_quick = not isinstance(right, np.ndarray) and right in (2.0, 0.5, -1.0)
        return result if is_quick else np.power(left, right)
    kinds = type(left), type(right)
    # NumPy's scalars compute in the C library where one of them has the type of the result.
    by_loop = type(result) in (np.float32, np.float64) and type(result) not in kinds
    return np.power(left, right) if by_loop else result


def power_in_place(left, right):
    """What the variable holds after `left **= right`."""
    if not isinstance(left, np.ndarray):
        return power(left, right)
    # Raises what there is to raise, before anything changes.
    before, exponent = left.copy(), np.array(right) if isinstance(right, np.ndarray) else right
    left **= right
    left[...] = power(before, exponent)
    return left


class Powers(ast.NodeTransformer):
    """Makes calls of `power` of the operator."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow):
            return node
        function = ast.Name("__pyjit_power__", ast.Load())
        call = ast.Call(function, [node.left, node.right], [])
        return ast.fix_missing_locations(ast.copy_location(call, node))

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow) or not isinstance(node.target, ast.Name):
            return node
        left = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
        function = ast.Name("__pyjit_power_in_place__", ast.Load())
        call = ast.copy_location(ast.Call(function, [left, node.value], []), node)
        assign = ast.copy_location(ast.Assign([node.target], call), node)
        return ast.fix_missing_locations(assign)


class Loader(importlib.machinery.SourceFileLoader):
    """Imports a module with the operator replaced."""

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        text = self.get_data(path)
        if b"**" not in text:
            return super().get_code(fullname)
        return compile(Powers().visit(ast.parse(text, path)), path, "exec", dont_inherit=True)

    def exec_module(self, module):
        module.__dict__["__pyjit_power__"] = power
        module.__dict__["__pyjit_power_in_place__"] = power_in_place
        super().exec_module(module)


class Finder:
    """Finds the modules of one folder, to be imported by the loader."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def find_spec(self, name, path=None, target=None):
        relative = self.folder.joinpath(*name.split("."))
        for file in (relative / "__init__.py", relative.with_suffix(".py")):
            if file.is_file():
                loader = Loader(name, str(file))
                return importlib.util.spec_from_file_location(name, file, loader=loader)
        return None


def numpys(name):
    """NumPy's own function."""
    function = getattr(np, name)
    return getattr(function, "theirs", function)


def replace_numpys(ours):
    """Puts our functions in the place of NumPy's, for good."""
    places = [vars(np)]
    # `np.angle` calls the one that its own module imported.
    places.append(getattr(np.angle, "__wrapped__", np.angle).__globals__)
    functions = [numpys(name) for name in (*UNARY, *BINARY, *OF_COMPLEX)]
    new = {id(theirs): Replaced(theirs, ours) for theirs in functions}
    new.update({id(theirs): FirstZero(theirs) for theirs in map(numpys, FIRST_ZERO)})
    new[id(np.clip)] = clip(np.clip)
    for names in places:
        for name, value in list(names.items()):
            if id(value) in new:
                names[name] = new[id(value)]
