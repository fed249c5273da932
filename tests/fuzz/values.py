"""Edge values: literals inside programs, and arguments, each as the text that makes it.

As text, since the arguments go to other processes and into regression tests. `inf`, `nan`, `np` and
the scalar types are known where the text is evaluated.
"""

import math

from fuzz.kinds import INTEGERS, MIXED, OPTIONAL, SIGNED, dtype_name

INT_LITERALS = [
    "0", "1", "2", "-1", "3", "5", "-2", "7", "10", "-7", "63", "64", "100", "255", "-128",
    "2147483647", "4294967296", "4611686018427387904", "9223372036854775807",
    "-9223372036854775807", "9007199254740993",
]  # fmt: skip
FLOAT_LITERALS = [
    "0.0", "1.0", "-0.0", "0.5", "-1.0", "2.0", "-2.5", "3.141592653589793", "1e308", "5e-324",
    "9007199254740992.0", "9.3e18", "1e-20", "100.0", "0.1",
]  # fmt: skip
COMPLEX_LITERALS = ["1j", "(1+2j)", "0j", "(-1.5-0.5j)", "(-0.0+0j)", "(3-4j)", "1e308j", "(2+0j)"]

STRINGS = ['"fast"', '"slow"', '""', '"gr\u00fcn"', '"a"']

INTS = [
    *(str(value) for value in [0, 1, -1, 2, 3, 5, -4, 10, 7, -7, 62, 63, 64, 65, 100, 255, 256]),
    "-128", "2**31 - 1", "2**31", "-2**31", "2**32", "3037000499", "3037000500", "2**53 - 1",
    "2**53", "2**53 + 1", "-2**53 - 1", "2**62", "-2**62", "2**63 - 2", "2**63 - 1", "-2**63 + 1",
    "-2**63",
]  # fmt: skip
FLOATS = [
    "0.0", "1.0", "-0.0", "-1.0", "0.5", "-0.5", "1.5", "2.5", "-2.5", "2.0", "3.0", "0.1", "10.0",
    "0.49999999999999994", "1e-5", "1e-20", "5.0", "23.0", "171.0", "-139.5", "709.0", "710.0",
    "-745.0", "1023.0", "2.0**31", "2.0**52 + 0.5", "2.0**53", "2.0**53 + 2", "2.0**62", "2.0**63",
    "-2.0**63", "9223372036854774784.0", "2.0**64", "1e16", "1e100", "-1e300", "1e308",
    "1.7976931348623157e308", "2.2250738585072014e-308", "1e-310", "5e-324", "-5e-324",
    "3.141592653589793", "1.5707963267948966", "1 + 2**-52", "1 - 2**-53", "inf", "-inf", "nan",
]  # fmt: skip
SINGLES = [
    "0.0",
    "1.0",
    "-0.0",
    "-1.5",
    "0.1",
    "16777216.0",
    "3.4e38",
    "1e-45",
    "inf",
    "nan",
    "7.0",
]
SMALL_INTS = ["0", "1", "2", "3", "-1", "5", "-2", "4"]
SMALL_FLOATS = ["0.0", "1.0", "-1.5", "2.25", "0.5", "3.0"]


def elements(kind):
    """Texts of Python numbers that an array of that element type can hold."""
    if kind == "np_bool":
        return ["False", "True"]
    if kind == "f32":
        return SINGLES
    if kind == "f64":
        return FLOATS
    bits = int(kind[1:])
    if kind in SIGNED:
        edges = [-(2 ** (bits - 1)), -(2 ** (bits - 1)) + 1, 2 ** (bits - 1) - 1, -1, -2]
    else:
        edges = [2**bits - 1, 2**bits - 2, 2 ** (bits - 1)]
    return [str(value) for value in [0, 1, 2, 3, 5, 7, 100, *edges]]


def literal(source, kind):
    """A constant of that type inside a program."""
    if isinstance(kind, tuple):
        inside = ", ".join(literal(source, element) for element in kind)
        return f"({inside},)" if len(kind) == 1 else f"({inside})"
    if kind == "int":
        # An operation on constants that leaves 64 bits is refused, so great ones are rare.
        return source.pick(INT_LITERALS[:11] if source.chance(85) else INT_LITERALS)
    if kind == "float":
        return source.pick(FLOAT_LITERALS)
    if kind == "complex":
        return source.pick(COMPLEX_LITERALS)
    if kind == "bool":
        return source.pick(["False", "True"])
    if kind == "str":
        return source.pick(STRINGS)
    if kind == "Pair":
        return f"Pair({literal(source, 'float')}, {literal(source, 'int')})"
    if kind in MIXED:
        return literal(source, source.pick(MIXED[kind]))
    if kind in OPTIONAL:
        return source.pick(["None", literal(source, OPTIONAL[kind])])
    if kind == "np_bool":
        return f"np.bool_({source.pick(['False', 'True'])})"
    values = elements(kind) if kind in INTEGERS else ["0.0", "1.0", "-1.5", "0.1", "7.0", "-0.0"]
    return f"{kind}({source.pick(values)})"


def argument(source, kind):
    """An argument of that scalar type or tuple."""
    if isinstance(kind, tuple):
        inside = ", ".join(argument(source, element) for element in kind)
        return f"({inside},)" if len(kind) == 1 else f"({inside})"
    if kind == "int":
        return source.pick(source.pick([SMALL_INTS, INTS]))
    if kind == "float":
        return source.pick(source.pick([SMALL_FLOATS, FLOATS]))
    if kind == "complex":
        return f"complex({argument(source, 'float')}, {argument(source, 'float')})"
    if kind == "bool":
        return source.pick(["False", "True"])
    if kind == "str":
        return source.pick(STRINGS)
    if kind == "Pair":
        return f"Pair({argument(source, 'float')}, {argument(source, 'int')})"
    if kind in OPTIONAL:
        return "None" if source.chance(30) else argument(source, OPTIONAL[kind])
    return f"np.{dtype_name(kind)}({source.pick(elements(kind))})"


def array(source, kind, dimensions, c_order):
    """An array of that element type: empty, short or longer, contiguous or not."""
    name = f"np.{dtype_name(kind)}"
    if dimensions == 1:
        count = source.pick([4, 0, 1, 2, 5, 6, 9, 17, 33])
        shape = ""
    else:
        shape = [source.pick([2, 3, 1, 0, 4]) for _ in range(dimensions)]
        count = math.prod(shape)
        shape = f".reshape({tuple(shape)})"
    numbers = ", ".join(source.pick(elements(kind)) for _ in range(count))
    layouts = [""] if c_order else ["", "", "", "[::-1]", "[::2]", "[1:]"]
    if dimensions > 1 and not c_order:
        layouts.append(".T")
    return f"np.array([{numbers}], {name}){shape}{source.pick(layouts)}"
