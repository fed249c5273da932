"""The prelude as plain Python: its files with `pyjit.intrinsics` made of the C library.

So each library function can be compared with the interpreter's own without a compiler.
"""

import ast
import ctypes
import importlib
import math
import struct
import sys
import types
from pathlib import Path

PRELUDE = Path(__file__).resolve().parents[2] / "src" / "prelude"
# Files whose functions are those of a module inside of a library.
MODULES = {
    "numpy_arrays_linalg": "numpy.linalg",
    "numpy_arrays_strides": "numpy.lib.stride_tricks",
    "numpy_random": "numpy.random",
}

# libm's functions that take and return doubles, by their number of arguments.
UNARY = (
    "acos acosh asin asinh atan atanh cbrt ceil cos cosh erf erfc exp exp2 expm1 fabs floor log "
    "log10 log1p log2 rint sin sinh sqrt tan tanh trunc"
).split()
BINARY = "atan2 copysign fmod hypot nextafter pow".split()

SIZED = {
    "i8": "int8", "i16": "int16", "i32": "int32", "i64": "int64",
    "u8": "uint8", "u16": "uint16", "u32": "uint32", "u64": "uint64",
    "f32": "float32", "f64": "float64",
}  # fmt: skip


def intrinsics():
    """The module `pyjit.intrinsics` of the C library."""
    libm = ctypes.CDLL(None if sys.platform == "darwin" else "libm.so.6")
    module = types.ModuleType("pyjit.intrinsics")
    for names, count in ((UNARY, 1), (BINARY, 2), (["fma"], 3)):
        for name in names:
            function = getattr(libm, name)
            function.restype = ctypes.c_double
            function.argtypes = [ctypes.c_double] * count
            setattr(module, name, function)
    libm.ldexp.restype = ctypes.c_double
    libm.ldexp.argtypes = [ctypes.c_double, ctypes.c_int]
    module.ldexp = lambda x, i: libm.ldexp(x, max(-(2**31), min(2**31 - 1, i)))
    module.frexp_fraction = lambda x: math.frexp(x)[0]
    module.frexp_exponent = lambda x: math.frexp(x)[1]
    module.float_to_bits = lambda x: struct.unpack("<q", struct.pack("<d", x))[0]
    module.python_version = lambda: sys.version_info[0] * 100 + sys.version_info[1]
    module.population_count = lambda i: bin(i & (2**64 - 1)).count("1")
    module.Known = object
    module.dtype_of = lambda x: importlib.import_module("numpy").asarray(x).dtype
    module.cast = lambda dtype, x: dtype.type(x)
    module.bits_to_float = lambda bits: struct.unpack("<d", struct.pack("<q", bits))[0]
    return module


def signatures():
    """A function with the parameters of each public function in the prelude, also of those that
    have a signature alone; by the library's name and its own, methods under that of their type."""
    found = {}
    for path in sorted(PRELUDE.glob("*.py")):
        library = module_of(path)
        if library in ("attributes", "operators", "sizedint", "sizedfloat"):
            continue
        for node in defined_in(path):
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg):
                    argument.annotation = None
            if not node.name.startswith("_"):
                text = f"lambda {ast.unparse(node.args)}: None"
                found[f"{library}.{node.name}"] = eval(text, {"ABSENT": None, "pi": math.pi})
    return found


def module_of(path):
    """The library's module whose functions a file has, as `src/build.rs` tells it."""
    for begin, module in MODULES.items():
        if path.stem.startswith(begin):
            return module
    return path.stem.split("_")[0]


def files(library):
    """The library's files; one alone may be named as well."""
    paths = sorted(PRELUDE.glob(library + "*.py"))
    return [path for path in paths if library in (path.stem, module_of(path))]


def defined_in(path):
    """The functions at the top of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def definitions(library):
    """The functions at the top of the library's files."""
    for path in files(library):
        yield from defined_in(path)


def is_signature(definition):
    """Whether the compiler knows the function itself."""
    return ast.dump(definition.body[0]) == ast.dump(ast.parse("...").body[0])


def library_names(library):
    """The public functions that the prelude has."""
    found = {node.name for node in definitions(library) if not is_signature(node)}
    return {name for name in found if not name.startswith("_")}


def load(library, names=None):
    """The functions of the prelude for `library`, by name, run by this interpreter: those named,
    else the public ones."""
    names = library_names(library) if names is None else names
    pyjit = types.ModuleType("pyjit")
    pyjit.jit = lambda given: given if callable(given) else lambda function: function
    if library == "numpy":
        numpy = importlib.import_module("numpy")
        for name, dtype in SIZED.items():
            setattr(pyjit, name, getattr(numpy, dtype))
    fakes = {"pyjit": pyjit, "pyjit.intrinsics": intrinsics()}
    saved = {name: sys.modules.get(name) for name in fakes}
    sys.modules.update(fakes)
    functions = {}
    try:
        # Functions of arrays rest on memory that they lay out, those of complex numbers on types
        # that only the compiler has: kernels try them.
        for path in [
            it for it in files(library) if "_arrays" not in it.stem and it.stem != "numpy_complex"
        ]:
            module = types.ModuleType(path.stem)
            exec(compile(path.read_text("utf-8"), str(path), "exec"), vars(module))
            for name, value in vars(module).items():
                if getattr(value, "__module__", None) == path.stem and name in names:
                    functions[name] = value
    finally:
        for name, module in saved.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
    return functions
