"""Writes `src/prelude/SUPPORTED.md`: what is taken of the functions of each library.

It is read out of the prelude alone: a parameter that is annotated `Known` has to be known when
compiling, and a body says which of its constants are refused (a branch that calls `not_compiled` or
raises is not gone). `python tests/run/supported.py` writes it, `make golden` does so too.
"""

import ast
from functools import cache
from pathlib import Path

PRELUDE = Path(__file__).resolve().parents[2] / "src" / "prelude"
DOCUMENT = PRELUDE / "SUPPORTED.md"

HEAD = """# What is taken of the libraries

Made of the prelude by `make golden`; a test holds it against the prelude. What is no function
(`np.mgrid[…]`, `range`, `itertools`, methods of lists) is in README's list.

Parameters that are not here are refused, with `PJ0137`. The others take what Python or NumPy takes,
as far as values of such types exist in kernels. *Known* ones decide what is compiled (an axis, a
dtype, a flag): they are constants where the function is called, unless the result has the same type
either way; where constants follow behind a colon, these alone are compiled. What is taken *with its
default alone* may be given, but only so. NumPy's functions of single elements (`np.exp`, `np.add`)
take `out`, `where` and `dtype` besides.
"""

# The modules inside a library, as in `src/build.rs`.
MODULES = {
    "numpy_arrays_linalg": "numpy.linalg",
    "numpy_arrays_strides": "numpy.lib.stride_tricks",
    "numpy_random": "numpy.random",
}

TITLES = {
    "array": "methods of arrays",
    "complex": "methods of complex",
    "float": "methods of float",
    "generator": "methods of numpy.random.Generator",
    "int": "methods of int",
    "range": "methods of range",
    "sizedcomplex": "methods of NumPy's complex numbers",
    "sizedbool": "methods of NumPy's booleans",
    "sizedfloat": "methods of NumPy's floats",
    "sizedint": "methods of NumPy's integers",
    "tuple": "methods of tuple",
    "time": "methods of numpy.datetime64 and numpy.timedelta64",
    "ufunc": "methods of NumPy's ufuncs",
}

# Functions that help others, but have a name that is no private one.
HELPERS = {
    "numpy.accumulation",
    "numpy.is_in_c_order",
    "numpy.reduced",
    "numpy.sort_in_place",
    "numpy.summed",
}

# Parameters whose constants count, but that take anything else as well.
TAKE_ALL = {"decimals", "max", "min", "where"}

REFUSED = object()


class File:
    def __init__(self, path):
        stem = path.stem
        begin = next((begin for begin in MODULES if stem.startswith(begin)), None)
        self.library = MODULES[begin] if begin else stem.split("_")[0]
        self.tree = ast.parse(path.read_text())
        self.functions = {it.name: it for it in self.tree.body if isinstance(it, ast.FunctionDef)}
        self.imports = {}
        for statement in self.tree.body:
            if isinstance(statement, ast.ImportFrom) and statement.module.startswith("pyjit."):
                module = statement.module.rpartition(".")[2]
                for name in statement.names:
                    self.imports[name.asname or name.name] = (module, name.name)


FILES = {path.stem: File(path) for path in sorted(PRELUDE.glob("*.py"))}


def public():
    """The functions by the library's name."""
    found = {}
    for stem, file in FILES.items():
        # Methods of lists take what the compiler has looked at.
        if not stem.startswith(("attributes_", "list", "operators")):
            for name in file.functions:
                if not name.startswith("_"):
                    found[f"{file.library}.{name}"] = (stem, name)
    return {name: where for name, where in sorted(found.items()) if name not in HELPERS}


PUBLIC = public()


def called(stem, function):
    """Which function of the prelude an expression means."""
    if isinstance(function, ast.Name):
        file = FILES[stem]
        if function.id in file.functions:
            return stem, function.id
        module, name = file.imports.get(function.id, (None, None))
        if module in FILES and name in FILES[module].functions:
            return module, name
    elif isinstance(function, ast.Attribute) and ast.unparse(function.value) == "np":
        return PUBLIC.get(f"numpy.{function.attr}")
    return None


def parameters(function):
    """Each parameter: its name, its annotation and its default, as syntax."""
    args = function.args
    plain = args.posonlyargs + args.args
    defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
    return [*zip(plain, defaults), *zip(args.kwonlyargs, args.kw_defaults)]


def is_known(parameter):
    """`Known` has constants stay such: masks and bounds need not be any."""
    annotation = parameter.annotation
    is_constant = annotation is not None and ast.unparse(annotation) == "Known"
    return is_constant and parameter.arg not in TAKE_ALL


def constant(node):
    try:
        return True, ast.literal_eval(node)
    except (ValueError, TypeError):
        return False, None


def meaning(test, is_true):
    """What a test says of parameters: for each the constants that are left."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return meaning(test.operand, not is_true)
    if isinstance(test, ast.Name):
        return {} if is_true else {test.id: {repr(False)}}
    if isinstance(test, ast.BoolOp):
        parts = [meaning(it, is_true) for it in test.values]
        return conjoined(parts) if isinstance(test.op, ast.And) == is_true else united(parts)
    if isinstance(test, ast.Compare) and isinstance(test.left, ast.Name):
        is_same = isinstance(test.ops[0], (ast.Is, ast.Eq))
        is_other = isinstance(test.ops[0], (ast.IsNot, ast.NotEq))
        is_constant, value = constant(test.comparators[0])
        if is_constant and len(test.ops) == 1 and (is_same if is_true else is_other):
            return {test.left.id: {repr(value)}}
    return {}


def conjoined(parts):
    """What holds where all of them do."""
    together = {}
    for part in parts:
        for name, values in part.items():
            together[name] = together[name] & values if name in together else set(values)
    return together


def united(parts):
    """What holds where one of them does, those that are refused left out."""
    parts = [it for it in parts if it is not REFUSED]
    if not parts:
        return REFUSED
    names = set.intersection(*(set(it) for it in parts))
    return {name: set().union(*(it[name] for it in parts)) for name in names}


def ends(statement):
    return isinstance(statement, (ast.Return, ast.Raise))


def refuses(statement):
    """Whether nothing gets behind it."""
    if isinstance(statement, (ast.Return, ast.Expr)):
        call = statement.value
        name = call.func if isinstance(call, ast.Call) else None
        return isinstance(name, ast.Name) and name.id in ("not_compiled", "elsewhere")
    return isinstance(statement, ast.Raise)


def of_block(stem, statements, own):
    """What is left of parameters behind statements, `REFUSED` if nothing gets there."""
    left = {}
    for at, statement in enumerate(statements):
        if refuses(statement):
            return REFUSED
        if isinstance(statement, ast.If):
            rest = statements[at + 1 :]
            sides = []
            for is_true, block in ((True, statement.body), (False, statement.orelse)):
                # What ends a side ends the function.
                behind = of_block(stem, block if block and ends(block[-1]) else block + rest, own)
                given = meaning(statement.test, is_true)
                sides.append(REFUSED if behind is REFUSED else conjoined([given, behind]))
            both = united(sides)
            return REFUSED if both is REFUSED else conjoined([left, both])
        if not isinstance(statement, (ast.For, ast.While, ast.FunctionDef, ast.With)):
            left = conjoined([left, *(of_call(stem, it, own) for it in calls_in(statement))])
        if ends(statement):
            break
    return left


def calls_in(statement):
    return [it for it in ast.walk(statement) if isinstance(it, ast.Call)]


def of_call(stem, call, own):
    """What a function that is called leaves of the parameters that are handed on."""
    target = called(stem, call.func)
    if target is None or target == own or any(isinstance(it, ast.Starred) for it in call.args):
        return {}
    left = left_of(*target)
    names = [parameter.arg for parameter, _ in parameters(FILES[target[0]].functions[target[1]])]
    pairs = [*zip(names, call.args), *((it.arg, it.value) for it in call.keywords)]
    return {
        value.id: left[name]
        for name, value in pairs
        if isinstance(value, ast.Name) and name in left
    }


UNDER_WAY = set()


@cache
def left_of(stem, name):
    """The constants that a function takes of its parameters, where it does not take any."""
    if (stem, name) in UNDER_WAY:
        return {}
    UNDER_WAY.add((stem, name))
    left = of_block(stem, FILES[stem].functions[name].body, (stem, name))
    UNDER_WAY.discard((stem, name))
    return {} if left is REFUSED else left


def shown(value):
    return '"' + value[1:-1] + '"' if value.startswith("'") else value


def signature(function, is_method):
    """The parameters as the library has them."""
    args = ast.parse(ast.unparse(function)).body[0].args
    for arg in [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg]:
        if arg is not None:
            arg.annotation = None
    for defaults in (args.defaults, args.kw_defaults):
        for at, default in enumerate(defaults):
            if isinstance(default, ast.Name):
                defaults[at] = ast.Constant(...)
    if is_method:
        first = args.posonlyargs or args.args
        del first[0]
    return ast.unparse(args).replace("'", '"')


def notes(stem, name, is_method):
    """What is known, and what is taken with its default alone."""
    left = left_of(stem, name)
    known, only = [], []
    for parameter, default in parameters(FILES[stem].functions[name])[is_method:]:
        values = sorted(left.get(parameter.arg, ()))
        if isinstance(default, ast.Name):
            default = ast.Constant(None)
        given = default and repr(constant(default)[1])
        if values and values == [given]:
            only.append(f"`{parameter.arg}`")
        elif values and is_known(parameter):
            choices = ", ".join(f"`{shown(it)}`" for it in values)
            known.append(f"`{parameter.arg}`: {choices}")
        elif is_known(parameter):
            known.append(f"`{parameter.arg}`")
    return "; ".join(known), ", ".join(only)


def section(library, functions):
    is_method = library in TITLES
    rows, plain = [], []
    for stem, name in functions:
        spelled = f"`{name}({signature(FILES[stem].functions[name], is_method)})`"
        cells = notes(stem, name, is_method)
        if any(cells):
            rows.append(f"| {spelled} | {cells[0]} | {cells[1]} |".replace("|  |", "| |"))
        else:
            plain.append(spelled)
    parts = [f"## {TITLES.get(library, library)}"]
    if rows:
        heads = ["| function | known | with its default alone |", "| --- | --- | --- |"]
        parts.append("\n".join(heads + rows))
    if plain:
        parts.append(", ".join(plain))
    return "\n\n".join(parts) + "\n"


def document():
    libraries = {}
    for full, (stem, name) in PUBLIC.items():
        libraries.setdefault(full.rpartition(".")[0], []).append((stem, name))
    return "\n".join([HEAD, *(section(*it) for it in sorted(libraries.items()))])


if __name__ == "__main__":
    DOCUMENT.write_text(document())
