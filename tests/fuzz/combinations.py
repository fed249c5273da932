"""Every form of expression and statement with every kind of value, whether that makes sense or not.

The fuzzer writes programs that are well typed. What makes no sense has to be refused, or to do what
Python does; and what a type alone decides must not forget to evaluate its operands. So each form
stands here with variables of each kind, which may be unassigned.
"""

from itertools import combinations, product

from fuzz.kinds import SIZED
from fuzz.programs import Program

HEADER = f"""
import math
from typing import NamedTuple, Optional

import numpy as np

from pyjit import jit, {", ".join(SIZED)}


class Pair(NamedTuple):
    x: float
    y: int = 3


point = np.dtype([("n", np.int64), ("u", np.float32)])


@jit
def twice(a):
    return a, a


@jit
def ignore(a):
    return 1

"""

# `o` is an `int` or None, `a` an array. Of what else is a parameter see `PARAMETERS`.
KINDS = {
    "None": "None", "bool": "True", "int": "3", "float": "2.5", "i32": "i32(5)", "u64": "u64(3)",
    "f32": "f32(0.1)", "f64": "f64(2.5)", "numpy.bool": "np.bool_(True)", "complex": "1+2j",
    "str": '"fast"', "tuple": "(1, 2.5)", "empty": "()", "of None": "(None,)",
    "named": "Pair(1.0, 2)", "range": "range(3)", "optional": "o", "array": "a", "library": "abs",
    "kernel": "twice", "lambda": "(lambda z: z + 1)",
}  # fmt: skip
# Arrays of other kinds and what they hold.
ARRAYS = {
    "records": "rs", "record": "rs[1]", "field": 'rs["u"]', "times": "ts", "spans": "ds",
    "time": 'np.datetime64("2020-01-01")', "span": "ds[0]", "alone": "z", "declared": "m",
    "complexes": "cs",
}  # fmt: skip
# The parameters that these are, with their types and two arguments.
PARAMETERS = {
    "rs": ('"point[:]"', ["np.array([(1, 2.5), (-3, 0.5)], point)"] * 2),
    "ts": ('"datetime64[s][:]"', ['np.array([5, 7], "M8[s]")', 'np.array(["NaT", 3], "M8[s]")']),
    "ds": ('"timedelta64[s][:]"', ['np.array([5, -7], "m8[s]")', 'np.array([0, "NaT"], "m8[s]")']),
    "z": ("f64[()]", ["np.array(2.5)", "np.array(0.0)"]),
    "m": ("f64[2, 3]", ["np.arange(6.0).reshape(2, 3)", "np.ones((3, 2)).T"]),
    "cs": ("c128[:]", ["np.array([1 + 2j, -1j])", "np.array([0j, 3])"]),
}
# What stands beside them in an operation of two.
BESIDE = ["int", "float", "i32", "tuple", "array", "records", "times", "span", "alone", "declared"]
# Those that two operands are made of.
OPERANDS = [
    "None", "bool", "int", "float", "i32", "f32", "f64", "complex", "str", "tuple",
    "empty", "of None", "named", "range", "optional", "array",
]  # fmt: skip
# Those of which one variable has two, by the path.
JOINED = ["optional", "None", "bool", "int", "float", "i32", "f64", "tuple", "array"]

ONE = """
not x | bool(x) | x is None | x is not None | x == None | x or 1 | x and 1 | 1 if x else 2
None if x else None | bool(not x) | x if x is None else 3 | 3 if x is None else x | x is True
x is None or x | x is not None and x | isinstance(x, int) | isinstance(x, float)
isinstance(x, (int, tuple)) | len(x) | len(x) + 1 | x == x | x != x | x < x | x == x == x
x < 1 < 0 | x == 1 | x == () | x == "fast" | x in (1, 2) | x in x | 1 in x
0 * x | x * 0 | x * 1 | x + ()
() + x | x - x | x // 1 | x ** 0 | x | 0 | x & 0 | pow(x, 0) | divmod(x, 1) | +x | -x | ~x
x.real | x.imag | x.numerator | x.denominator | x.is_integer() | x.conjugate() | x.bit_length()
x.item() | x.start | x.x | x.index(1) | x.count(1) | x._asdict() | x._replace(y=3) | x._fields
x.shape | x.ndim | x.size | x.dtype | x.T | x[0] | x[-1] | x[1] | x[:1] | x[0:0] | x[::-1]
int(x) | float(x) | complex(x) | str(x) | round(x) | abs(x) | hash(x) | type(x) is int
min(x, x) | max(x) | max(x, default=1) | sum(x) | any(x) | all(x) | sum(1 for _ in x) | sorted(x)
range(x) | len(range(x)) | (x, 1)[1] | (x, 1)[0] | (1, *x) | (y := x) | x(1) | twice(x) | ignore(x)
ignore(*x) | math.floor(x) | math.trunc(x) | math.isnan(x) | math.isfinite(x) | math.gcd(x)
math.prod(x) | math.fsum(x) | math.hypot(*x) | np.isnan(x) | np.isfinite(x) | np.isinf(x)
np.sign(x) | np.real(x) | np.imag(x) | np.conj(x) | np.maximum(x, x) | np.iscomplexobj(x)
np.isreal(x) | np.iscomplex(x) | np.logical_not(x) | np.ndim(x) | np.size(x) | np.float64(x)
i8(x) | i32(x) | u64(x) | f64(x) | np.bool_(x)
"""

# More of those that arrays know.
OF_ARRAYS = """
x["n"] | x["u"] | x[0]["n"] | x[1] | x[()] | x[...] | x[0, 0] | x[1:]["u"] | x[x == x] | x[[0, -1]]
x["n"].sum() | x.sum() | x.min() | x.argmax() | x.mean() | x.any() | x.copy() | x.ravel()
x.astype(np.int64) | x.view(np.int64) | x.astype("m8[s]") | x.dtype == np.float64 | x.nbytes
x.tolist() | x.fill(1) | x.reshape(-1) | np.isnat(x) | np.sort(x) | np.argsort(x) | np.diff(x)
np.add(x, x) | np.add(x, x, out=x) | np.negative(x, where=x == x, out=x) | np.add.reduce(x)
np.maximum.accumulate(x) | np.add.outer(x, x) | np.concatenate((x, x)) | np.stack((x, x))
np.append(x, x) | np.where(x == x, x, x) | np.zeros_like(x) | np.zeros(2, x.dtype)
np.sum(x, axis=0)
np.max(x, where=x == x, initial=1) | np.full(2, x) | np.array(x) | np.asarray(x) | np.modf(x)
np.array([x, x]) | np.median(x) | np.clip(x, x, x) | x.T | np.copy(x, order="F") | x @ x
x[0] = x[1] | x[0] = 1 | x["n"] = 2 | x["u"] += 0.5 | x[...] = x | x[:1] = x[1:] | x[()] = 1
x[0]["n"] = 7 | x["n"][0] = 7 | x += 1 | x -= x | x *= 2 | x[1:] += x[:1] | x[x == x] = x[0]
x.real = 1 | x.imag += x.real | np.add.at(x, [0, 0], 1) | for p in x: r += p["n"]
for q in x: r += 1; x[0] = x[1] | for i, q in enumerate(x): r += i
"""

STATEMENTS = """
if x: r += 1 | if not x: r += 1 | if x is None: r += 1 | if x is not None: r += 1
if isinstance(x, int): r += 1 | if x and 0: r += 1 | if 0 and x: r += 1 | if x or 1: r += 1
if (y := x) is None: r += 1 | while x: break | while not x: break | assert x | assert not x
assert True, x | for _ in x: r += 1 | for x in x: r += 1 | for _ in range(x): r += 1
for q in enumerate(x): r += 1 | for q in zip(x, x): r += 1 | for q in reversed(x): r += 1
p, q = x | p, *q = x | (p,) = x | *p, = x | del x | x += 1 | x *= 0 | t = (x, x) | y = z = x
raise ValueError(x) | raise ValueError(1, x) | raise x | print(x) | print("", x, sep="") | return x
return | raise ValueError(f"@{x}") | raise ValueError(f"@{x!r:>20}") | raise ValueError(f"@{x:5}")
raise ValueError(f"@{x:.2f}") | raise ValueError(f"@{x:d}") | raise ValueError("@%s" % x)
raise ValueError(f"@{x:{x}}") | print(f"{x}", end=f"{x!s}") | print(1, end=x)
assert not c, f"@{x}"
match x: case None: r = 1 | match x: case int(): r = 1 | match x: case float(): r = 1
match x: case 1: r = 1 | match x: case "slow": r = 1 | match x: case True: r = 1
match x: case _: r = 1 | match x: case (p, q): r = 1 | match x: case []: r = 1
match x: case Pair(): r = 1 | match x: case Pair(x=p): r = 1 | match x: case int() | float(): r = 1
match x, 1: case 2, 3: r = 1
"""

TWO = """
x + y | x - y | x * y | x / y | x // y | x % y | x ** y | x << y | x >> y | x & y | x | y | x ^ y
x < y | x <= y | x > y | x >= y | x == y | x != y | x in y | x not in y | x is y | x is not y
x and y | x or y | x if y else y | x if x == y else y | not (x == y) | x < y < x | x == y != x
x == y == 1 | (x, y) == (y, x) | (x, y) < (y, x) | (x,) == (y,) | x in (y, x) | y in (x,)
any(x == q for q in (y, y)) | any(q == y for q in (x, 1)) | divmod(x, y) | pow(x, y) | pow(x, y, 7)
min(x, y) | max(x, y) | min((x, y)) | max(x, default=y) | max((x, y), key=lambda t: 1) | sum(x, y)
sum((x, y)) | math.prod((x, y)) | all((x, y)) | (x, y)[1] | (x, y)[c] | x[y] | (x, *y)
len((*x, *y)) | round(x, y) | complex(x, y) | range(x, y) | enumerate(x, y) | x.index(y)
x.count(y) | math.isclose(x, y) | math.gcd(x, y) | math.copysign(x, y) | math.atan2(x, y)
math.hypot(x, y) | math.dist(x, y) | math.ldexp(x, y) | math.comb(x, y) | math.log(x, y)
np.maximum(x, y) | np.add(x, y) | np.power(x, y) | np.equal(x, y) | np.hypot(x, y) | np.fmod(x, y)
Pair(x, y) | Pair(1.0, y) == x | sum(q for q in (x, y) if q) | max(q for q in (x, y))
math.prod(q for q in (x, y)) | [q for q in (x, y)][0] | (lambda p, q: (q, p))(x, y)
"""

ASSIGNMENTS = [f"x {op}= y" for op in "+ - * / // % ** & | ^ << >>".split()]

CALLS = [[c, o, "np.array([1.0, 2.0])"] for c, o in product(["False", "True"], ["None", "5"])]


def listed(text):
    """The forms in a text, without the `|` that belongs to one."""
    lines = " | ".join(text.split("\n")).replace("x | y", "x OR y").replace("x | 0", "x OR 0")
    lines = lines.replace("int() | float()", "int() OR float()")
    forms = [form.strip().replace(" OR ", " | ") for form in lines.split(" | ")]
    return [form for form in forms if form]


def of_one(kinds):
    """The programs with one variable, of these kinds."""
    for kind in kinds:
        for form in listed(ONE):
            yield written({"x": kind}, f"r = {form}")
            yield written({"x": kind}, form)
        for form in listed(STATEMENTS):
            yield written({"x": kind}, form)


def of_arrays(kinds):
    """The programs with one array, or what it holds, of these kinds."""
    yield from of_one(kinds)
    for kind in kinds:
        for form in listed(OF_ARRAYS):
            simple = form.startswith("for") or any(sign in form for sign in (" = ", "= "))
            yield written({"x": kind}, form if simple and "==" not in form else f"r = {form}")


def of_either(kinds):
    """The programs with one variable that is of one kind or another, the first of these kinds."""
    for one, other in combinations(JOINED, 2):
        if one in kinds:
            for form in [f"r = {form}" for form in listed(ONE)] + listed(STATEMENTS):
                yield written({"x": one}, form, {"x": other})


def of_two(kinds, others=OPERANDS):
    """The programs with two variables, the first of these kinds."""
    for left, right in product(kinds, others):
        forms = [f"r = {form}" for form in listed(TWO)]
        for form in [*forms, *(f"{form}; r = x" for form in ASSIGNMENTS)]:
            if not is_inexact(form, (left, right)):
                yield written({"x": left, "y": right}, form)


def is_inexact(form, kinds):
    """Whether it is a complex power of NumPy's, whose last bits are the C library's."""
    is_numpys = "np." in form or any(kind in SIZED for kind in kinds)
    return "complex" in kinds and is_numpys and ("**" in form or "pow" in form)


def written(variables, form, others=None):
    """The program in which the form stands behind an assignment that may not happen, or happens
    another way."""
    body = ["    if c:", *assignments(variables)]
    if others:
        body += ["    else:", *assignments(others)]
    if form.startswith("match"):
        head, case = form.split(": ", 1)
        form = f"{head}:\n        {case}"
    body += ["    r = 0", f"    {form}", "    return r"]
    given = [name for name in PARAMETERS if f" {name}" in "\n".join(body[1 : 1 + len(variables)])]
    types = "".join(f", {name}: {PARAMETERS[name][0]}" for name in given)
    head = ["@jit", f"def main(c: bool, o: Optional[int], a: f64[:]{types}):"]
    text = HEADER + "\n".join([*head, *body]) + "\n"
    # Stores into the arrays can be seen.
    calls = [
        [*call, *(PARAMETERS[name][1][number % 2] for name in given)]
        for number, call in enumerate(CALLS)
    ]
    return Program(text, calls, impure=bool(given) or "print" in form)


def assignments(variables):
    values = {**KINDS, **ARRAYS}
    return [f"        {name} = {values[kind]}" for name, kind in variables.items()]
