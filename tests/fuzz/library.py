"""The library's functions that kernels can call, on the types they are called with here."""

import cmath
import math
import operator
from dataclasses import dataclass

import numpy as np

from fuzz.kinds import INTEGERS, SAMPLES, SIZED, result_of


@dataclass(frozen=True)
class Function:
    """A function with the types it is given; text where the call is not simply `name(…)`."""

    name: str
    function: object
    operands: tuple
    text: str = ""
    result: object = None


ONE_FLOAT = [
    "acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "cos", "cosh", "degrees", "erf",
    "erfc", "exp", "exp2", "expm1", "fabs", "gamma", "lgamma", "log", "log10", "log1p", "log2",
    "radians", "sin", "sinh", "sqrt", "tan", "tanh", "ulp", "isfinite", "isinf", "isnan",
]  # fmt: skip
TWO_FLOATS = [
    "atan2", "copysign", "fmod", "log", "nextafter", "pow", "remainder", "hypot", "isclose", "dist",
]  # fmt: skip
ROUNDING = ["ceil", "floor", "trunc"]
NUMBERS = ["bool", "int", "float"]


def math_functions():
    for name in ONE_FLOAT:
        operands = [(kind,) for kind in (*NUMBERS, "f64", "f32", "i16")]
        yield of_math(name, operands)
    for name in TWO_FLOATS:
        if name != "dist":
            yield of_math(name, [("float", "float"), ("int", "float"), ("f64", "int")])
    for name in ROUNDING:
        yield of_math(name, [("float",), ("int",), ("bool",), ("f64",)])
    yield of_math("gcd", [("int", "int"), ("int", "bool"), ("int", "int", "int")])
    yield of_math("lcm", [("int", "int"), ("int", "int", "int")])
    yield of_math("isqrt", [("int",)])
    # Great arguments take forever in CPython, too.
    yield of_math("comb", [("int", "int")], "math.comb({} % 80, {} % 40)")
    yield of_math("perm", [("int", "int")], "math.perm({} % 80 - 1, {} % 20)")
    yield of_math("factorial", [("int",)], "math.factorial({} % 30 - 1)")
    yield of_math("ldexp", [("float", "int")], "math.ldexp({}, {} % 4000 - 2000)")
    yield of_math("hypot", [("float",) * 3, ("int", "float", "float")])
    yield of_math("fma", [("float",) * 3])
    close = "math.isclose({}, {}, rel_tol=abs({}))"
    yield of_math("isclose", [("float",) * 3], close, "bool")
    for index, result in enumerate(("float", "int")):
        yield of_math("frexp", [("float",)], f"math.frexp({{}})[{index}]", result)
    for index in (0, 1):
        yield of_math("modf", [("float",)], f"math.modf({{}})[{index}]", "float")


def of_math(name, operands, text="", result=None):
    function = getattr(math, name, None)
    if function is not None and not text and result is None:
        operands = [kinds for kinds in operands if result_of(function, *kinds) or name == "acosh"]
        if name in ("acosh", "atanh"):
            result = "float"
    return Function(f"math.{name}", function, tuple(operands), text, result)


CMATH = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "log", "log10",
         "phase", "sin", "sinh", "sqrt", "tan", "tanh", "isfinite", "isinf", "isnan"]  # fmt: skip


def cmath_functions():
    operands = [("complex",), ("float",), ("int",)]
    for name in CMATH:
        yield Function(f"cmath.{name}", getattr(cmath, name), tuple(operands))
    yield Function("cmath.log", cmath.log, (("complex", "complex"),))
    yield Function("cmath.rect", cmath.rect, (("float", "float"), ("int", "int")))
    yield Function("cmath.isclose", cmath.isclose, (("complex", "complex"), ("complex", "float")))
    for index in (0, 1):
        text = f"cmath.polar({{}})[{index}]"
        yield Function("cmath.polar", cmath.polar, (("complex",),), text, "float")


METHODS = {
    "bool": ["bit_length", "bit_count", "conjugate"],
    "int": ["bit_length", "bit_count", "conjugate", "is_integer"],
    "float": ["is_integer", "conjugate"],
    "complex": ["conjugate"],
}
ATTRIBUTES = {
    "bool": ["real", "imag", "numerator", "denominator"],
    "int": ["real", "imag", "numerator", "denominator"],
    "float": ["real", "imag"],
    "complex": ["real", "imag"],
}


def method_functions():
    for kind, names in METHODS.items():
        for name in names:
            if hasattr(SAMPLES[kind], name):
                method = operator.methodcaller(name)
                yield Function(f".{name}()", method, ((kind,),), f"({{}}).{name}()")
    for kind, names in ATTRIBUTES.items():
        for name in names:
            function = operator.attrgetter(name)
            yield Function(f".{name}", function, ((kind,),), f"({{}}).{name}")
    for kind in ("int", "float"):
        for index in (0, 1):
            text = f"({{}}).as_integer_ratio()[{index}]"
            yield Function(".as_integer_ratio()", float.as_integer_ratio, ((kind,),), text, "int")


def builtin_functions():
    for digits in ("0", "1", "2", "-1", "15", "22", "-3", "400"):
        text = f"round({{}}, {digits})"
        yield Function("round", round, (("float",),), text, "float")
        yield Function("round", round, (("int",),), text, "int")
    yield Function("round", round, (("float", "int"),), "", "float")
    yield Function("round", round, (("int", "int"),), "round({}, {} % 30 - 25)", "int")
    pairs = (("float", "float"), ("complex", "float"), ("int", "int"), ("complex", "complex"))
    yield Function("complex", complex, pairs)
    yield Function("complex", complex, (("float",), ("int",), ("complex",)))
    text = "pow({}, {} % 50 - 20, {})"
    yield Function("pow", pow, (("int", "int", "int"),), text, "int")


NUMPY_ONE = [
    "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctanh", "cbrt", "cos", "cosh", "deg2rad",
    "degrees", "exp", "exp2", "expm1", "fabs", "log", "log10", "log1p", "log2", "rad2deg",
    "radians", "sin", "sinh", "tan", "tanh",
]  # fmt: skip
NUMPY_TWO = ["arctan2", "fmax", "fmin", "fmod", "heaviside", "hypot", "logaddexp", "logaddexp2",
             "power", "maximum", "minimum"]  # fmt: skip
NUMPY_OPERATORS = ["add", "subtract", "multiply", "divide", "true_divide", "floor_divide", "mod",
                   "remainder", "bitwise_and", "bitwise_or", "bitwise_xor"]  # fmt: skip


def numpy_loops():
    """Functions that NumPy's own loops compute."""
    for name in NUMPY_ONE:
        operands = [(kind,) for kind in ("float", "f64", "f32", "int", "i32", "u64")]
        yield Function(f"np.{name}", getattr(np, name), tuple(operands))
    for name in NUMPY_TWO:
        pairs = (("float", "float"), ("f64", "float"), ("f32", "f32"), ("f32", "f64"))
        yield Function(f"np.{name}", getattr(np, name), pairs)
    for name in ("reciprocal", "sign"):
        operands = (("float",), ("f64",), ("f32",))
        yield Function(f"np.{name}", getattr(np, name), operands)
    for name in NUMPY_OPERATORS:
        pairs = [("int", "int"), ("i32", "u8"), ("u64", "u64"), ("i16", "int")]
        if not name.startswith("bitwise"):
            pairs += [("float", "float"), ("f32", "int"), ("f64", "i8")]
        yield Function(f"np.{name}", getattr(np, name), tuple(pairs))


def numpy_functions():
    floats = [("float",), ("f64",)]
    for name in ("ceil", "floor", "rint", "trunc"):
        yield Function(f"np.{name}", getattr(np, name), tuple(floats))
    for name in ("isfinite", "isinf", "isnan"):
        yield Function(f"np.{name}", getattr(np, name), (*floats, ("f32",)))
    yield Function("np.signbit", np.signbit, tuple(floats))
    pairs = [(left, right) for left in ("float", "f64") for right in ("float", "f64")]
    yield Function("np.copysign", np.copysign, tuple(pairs))
    yield Function("np.nextafter", np.nextafter, tuple(pairs))
    sized = [(kind,) for kind in SIZED]
    yield Function("np.abs", np.abs, (*sized, ("float",), ("int",)))
    yield Function("np.square", np.square, tuple(sized))
    roots = [*floats, ("i64",), ("int",), ("i32",), ("u64",), ("u32",)]
    yield Function("np.sqrt", np.sqrt, tuple(roots))
    same = [(kind, kind) for kind in INTEGERS]
    yield Function("np.minimum", np.minimum, tuple(same))
    yield Function("np.maximum", np.maximum, tuple(same))


NUMPY_COMPARED = ["less", "less_equal", "greater", "greater_equal", "equal", "not_equal",
                  "logical_and", "logical_or", "logical_xor"]  # fmt: skip
NUMPY_ANY = ["absolute", "signbit", "isneginf", "isposinf", "isnan", "isinf", "isfinite",
             "logical_not"]  # fmt: skip


def numpy_spellings():
    """NumPy's functions that are operators, or functions of `math`, in Python."""
    real = [(kind,) for kind in ("bool", "int", "float", "np_bool", *SIZED)]
    floats = [("float",), ("f64",), ("f32",)]
    wide = [*floats, ("int",), ("i16",), ("u64",), ("i32",)]
    integers = [("int",), *((kind,) for kind in INTEGERS)]
    for name in NUMPY_ANY:
        yield Function(f"np.{name}", getattr(np, name), tuple(real))
    for name in ("abs", "isnan", "isinf", "isfinite", "logical_not"):
        yield Function(f"np.{name}", getattr(np, name), (("complex",),))
    for name in ("negative", "positive", "conjugate", "round"):
        yield Function(f"np.{name}", getattr(np, name), (*floats, *integers))
    for name in ("invert", "bitwise_not", "bitwise_count"):
        yield Function(f"np.{name}", getattr(np, name), (*integers, ("bool",), ("np_bool",)))
    yield Function("np.fix", np.fix, tuple(floats))
    yield Function("np.spacing", np.spacing, tuple(wide))
    pairs = [("int", "int"), ("int", "float"), ("float", "int"), ("bool", "int"), ("u64", "i64"),
             ("u8", "int"), ("f32", "float"), ("f32", "int"), ("i64", "float"), ("f32", "f64"),
             ("np_bool", "int"), ("float", "float"), ("i8", "u16"), ("float", "bool")]  # fmt: skip
    for name in NUMPY_COMPARED:
        yield Function(f"np.{name}", getattr(np, name), tuple(pairs))
    yield Function("np.float_power", np.float_power, tuple(pairs))
    integral = [("int", "int"), ("i8", "i8"), ("u8", "i8"), ("u64", "u64"), ("i16", "bool"),
                ("i32", "int"), ("u32", "i32"), ("bool", "int"), ("i64", "i64")]  # fmt: skip
    for name in ("gcd", "lcm"):
        yield Function(f"np.{name}", getattr(np, name), tuple(integral))
    exponents = [("float", "int"), ("f64", "int"), ("f32", "int"), ("int", "int"), ("f64", "i64"),
                 ("f32", "i8"), ("float", "i32"), ("i16", "i64"), ("float", "bool")]  # fmt: skip
    yield Function("np.ldexp", np.ldexp, tuple(exponents))
    for function in (np.divmod, np.frexp, np.modf):
        operands = [*integral, ("float", "float"), ("f32", "f32")]
        for kinds in operands if function is np.divmod else wide:
            for index, result in enumerate(result_of(function, *kinds)):
                name = f"np.{function.__name__}"
                places = ", ".join("{}" for _ in kinds)
                yield Function(name, function, (kinds,), f"{name}({places})[{index}]", result)
    for digits in ("0", "1", "2", "-1", "15", "-3", "400"):
        for (kind,) in (*floats, *integers):
            result = result_of(np.round, kind)
            yield Function("np.round", np.round, ((kind,),), f"np.round({{}}, {digits})", result)
    for name in ("real", "imag", "angle"):
        kinds = (*wide, ("complex",), ("bool",))
        yield Function(f"np.{name}", getattr(np, name), kinds)
    yield Function("np.nan_to_num", np.nan_to_num, (*real,))
    yield Function("np.isclose", np.isclose, (*pairs, ("f32", "f32"), ("u8", "i16")))
    close = "np.isclose({}, {}, rtol={}, equal_nan=True)"
    yield Function("np.isclose", np.isclose, (("float",) * 3, ("f32", "f32", "float")), close)
    bounds = [("float",) * 3, ("int",) * 3, ("f32",) * 3, ("u8", "int", "int"),
              ("f64", "i8", "int"), ("i8", "int", "int"), ("u64", "int", "int"),
              ("float", "int", "int"), ("i32", "i64", "int"), ("int", "float", "float"),
              ("u8", "u16", "int")]  # fmt: skip
    yield Function("np.clip", np.clip, tuple(bounds))
    for kinds in (("float", "float"), ("int", "int"), ("u8", "int"), ("f32", "float")):
        for text in ("np.clip({}, {}, None)", "np.clip({}, max={})"):
            yield Function("np.clip", np.clip, (kinds,), text, result_of(np.minimum, *kinds))


# Arguments by the names of their parameters, in any order, with defaults and `None`.
KEYWORDS = [
    ("float", ("float",), "round(number={}, ndigits=2)"),
    ("float", ("float", "int"), "round(ndigits={1} % 40 - 20, number={0})"),
    ("int", ("int", "int"), "round(ndigits={} % 30 - 25, number={})"),
    ("int", ("float",), "round({}, ndigits=None)"),
    ("int", ("int", "int", "int"), "pow(exp={} % 50, mod={}, base={})"),
    ("int", ("int",), "pow({} % 1000, 3, mod=None)"),
    ("complex", ("float", "float"), "complex(imag={}, real={})"),
    ("complex", ("float",), "complex(imag={})"),
    ("bool", ("float", "float", "float"), "math.isclose(abs_tol=abs({}), a={}, b={})"),
    ("bool", ("complex", "float"), "cmath.isclose(b={}, rel_tol=0.5, a={})"),
    ("int", ("int",), "math.perm({} % 20, None)"),
    ("int", ("int",), "math.gcd({}) + math.gcd() + math.lcm()"),
    ("float", ("float", "int"), "math.hypot({}, {}, 2, 0.5)"),
    ("float", ("float", "float"), "math.hypot(*({}, {}, 1.0))"),
    ("float", ("float", "float", "int"), "math.prod((abs({}), {}), start={})"),
    ("float", ("float", "float"), "sum(({}, {}), start=0.5)"),
]
NUMPY_KEYWORDS = [
    ("bool", ("float", "float"), "bool(np.isclose(b={}, a={}, atol=2, equal_nan=True))"),
    ("bool", ("f32", "float"), "bool(np.isclose({}, rtol=0.5, b={}))"),
    ("float", ("float", "float"), "float(np.clip(a_max={}, a={}, a_min=None))"),
    ("float", ("float", "f64"), "float(np.clip({}, a_min={}, a_max=3.5))"),
    ("float", ("float",), "float(np.round(decimals=1, a={}))"),
    ("float", ("float", "float"), "float(np.nan_to_num({}, nan={}, neginf=None))"),
    ("float", ("complex",), "float(np.angle(deg=True, z={}))"),
]


def keyword_functions():
    for result, kinds, text in (*KEYWORDS, *NUMPY_KEYWORDS):
        yield Function(text, text, (kinds,), text, result)


MAKERS = (
    math_functions, cmath_functions, method_functions, builtin_functions, numpy_functions,
    numpy_loops, numpy_spellings, keyword_functions,
)  # fmt: skip
FUNCTIONS = [function for maker in MAKERS for function in maker() if function.function is not None]
CONSTANTS = {
    "float": ["math.pi", "math.e", "math.tau", "math.inf", "math.nan", "np.pi", "cmath.pi"],
    "complex": ["cmath.infj", "cmath.nanj"],
    "int": ["np.iinfo(np.int32).max", "np.iinfo(np.int8).min", "np.finfo(float).bits"],
    "f64": ["np.finfo(float).eps", "np.finfo(np.float64).max"],
    "f32": ["np.finfo(np.float32).eps", "np.finfo(np.float32).smallest_subnormal"],
}
