"""Argument values for a kernel's parameters, from their annotations.

Arrays and other mutable arguments are given as factories, called anew for each run. The names of
`int` parameters narrow their values: `n` and `m` are small counts, `rounds` reaches past 64 bits
for factorials and Fibonacci numbers, `exponent`, `digits`, `places` and `shift` are what their
names say, `…_small` lies around zero and `…_tiny` is for kernels that explode.
"""

import array
import copy
import itertools
import random
import re
from dataclasses import dataclass, replace

from times import factories_of_times, spelled
from values import (
    FLOATS,
    INTS,
    PARTS,
    PLAIN_STRINGS,
    RANGES,
    STRINGS,
    complexes,
    random_floats,
    random_ints,
)

try:
    import numpy as np
except ImportError:
    np = None

LIMIT = 1500

# `X | None` and its other spellings.
OPTIONAL = re.compile(r"(.+) \| None|None \| (.+)|Optional\[(.+)\]|Union\[None, (.+)\]")

# Several types, of which a value has one.
UNIONS = {
    "int | float": ("int", "float"),
    "float | int": ("float", "int"),
    "'int | float'": ("int", "float"),
    "Union[float, int]": ("float", "int"),
    "int | float | None": ("int", "float", "None"),
    "Optional[Union[int, float]]": ("int", "float", "None"),
    "int | float | str": ("int", "float", "str"),
}

# Other spellings of what the kernels take; where no dimension is said, their indices tell it.
SPELLINGS = {
    "pyjit.f64[:]": "f64[:]",
    "pyjit.f64": "f64",
    "pyjit.i32": "i32",
    "'f64[:]'": "f64[:]",
    "'int'": "int",
    "np.bool_": "np_bool",
    "npt.NDArray[np.float64]": "f64[:]",
    "npt.NDArray[np.int32]": "i32[:, :]",
    "npt.NDArray[np.bool_]": "np_bool[:]",
    "np.ndarray[tuple[int, int], np.dtype[np.float32]]": "f32[:, :]",
    "np.ndarray[tuple[()], np.dtype[np.float64]]": "f64[()]",
}

NAN = float("nan")
PAIRS = [(3, 0.5), (1, -2.5), (3, -0.0), (2, 1e300), (1, 0.1)]

# Lists of every kind that the kernels declare: empty, of one element, of some, with equal ones.
LISTS = {
    "list[int]": [[], [7], [3, 1, 2], [1, 2, 3, 4, 5, 6, 7], [5, -5, 5, 0, 2**62, -(2**63), 5]],
    "list[float]": [[], [-0.0], [1.5, 0.5], [3.0, float("inf"), -2.5, 1e300, 3.0], [0.1] * 7],
    "list[bool]": [[], [True], [False, True, True, False]],
    "list[complex]": [[], [1j], [1 + 2j, complex(0.0, -0.0), 3.5 - 1j]],
    "list[i16]": [[], [7], [1, -2, 300]],
    "list[tuple[int, float]]": [[], [(1, 2.5)], PAIRS],
    "list[Optional[int]]": [[], [None], [1, None, 3]],
    "list[list[int]]": [[], [[]], [[1]], [[1, 2], [], [3, 4, 5]], [[9], [8, 7]]],
    "list[list[float]]": [[], [[1.5, 2.5], [0.5]], [[], [1.0]]],
    "list[str]": [[], ["a"], ["b", "a", "a", "é", ""], ["ccc", "bb", "\U0001f600", "B"]],
    "list[tuple[int, str]]": [[], [(1, "b"), (1, "a"), (0, "z")], [(2, "")]],
    "list[tuple[float, str]]": [[], [(1.5, "b"), (0.5, "x"), (1.5, "a")]],
    "list[Optional[str]]": [[], [None], ["a", None, ""]],
    "list[tuple[list[int], int]]": [[], [([1, 2], 3), ([], 4)]],
    "tuple[list[int], float]": [([], 0.5), ([1, 2, 3], -1.5)],
}

SIZED = {
    "i8": "int8", "i16": "int16", "i32": "int32", "i64": "int64",
    "u8": "uint8", "u16": "uint16", "u32": "uint32", "u64": "uint64",
    "f32": "float32", "f64": "float64", "np_bool": "bool",
    "c64": "complex64", "c128": "complex128",
}  # fmt: skip

# Modules that import NumPy themselves.
NEED_NUMPY = {
    "allocation", "annotations", "array_broadcasts", "array_buffers", "array_copies",
    "array_counts", "array_declared", "array_diagonals", "array_expressions", "array_flat",
    "array_functions", "array_indices", "array_joins", "array_likes", "array_lists", "array_masked",
    "array_numbers", "array_numeric", "array_orders", "array_outputs", "array_parts",
    "array_places", "array_polynomials", "array_quantiles", "array_rows_distinct", "array_sets",
    "array_shapes", "array_sorting", "array_turns", "array_ufuncs", "arrays_without_dimensions",
    "complex_arrays", "errstate", "list_arrays", "list_evaluation", "lists_of_arrays",
    "numpy_comparisons", "numpy_functions", "numpy_limits", "numpy_spellings", "numpy_ufuncs",
    "random_distributions", "random_functions", "random_generators", "random_made",
    "realistic_clusters", "realistic_dynamic", "realistic_graphs", "realistic_parsers",
    "realistic_signals", "realistic_solvers", "realistic_statistics", "record_values", "records",
    "time_arrays", "time_axes", "time_scalars", "tuple_parts", "ufunc_methods", "unpacked_rest",
}  # fmt: skip

NAMED_INTS = {
    "n": [-3, -1, 0, 1, 2, 3, 4, 5, 7, 8, 13, 20],
    "m": [-7, -2, -1, 0, 1, 2, 10, 97],
    "rounds": [-1, 0, 1, 2, 10, 20, 21, 25, 50, 66, 67, 68, 92, 93, 100],
    "exponent": [-101, -100, -99, -7, -2, -3, -1, 0, 1, 2, 3, 5, 10, 31, 39, 40, 62, 63, 64, 100],
    "digits": [
        0,
        1,
        2,
        3,
        5,
        10,
        15,
        17,
        22,
        23,
        100,
        323,
        324,
        2**40,
        -1,
        -2,
        -5,
        -15,
        -17,
        -18,
        -19,
        -20,
        -22,
        -23,
        -100,
        -308,
        -309,
        -(2**40),
    ],
    "places": [0, 1, 2, 19, 2**62, -1, -2, -5, -17, -18, -19, -20, -100],
    "shift": [-(2**62), -1, 0, 1, 5, 31, 61, 62, 63, 64, 65, 100],
}


def needs_numpy(kernel):
    """Whether it, or the values of its parameters, come from NumPy."""
    # `i8(a)` in Python makes a NumPy scalar.
    if kernel.module in NEED_NUMPY | {"sized", "sized_methods", "sized_rounding", "sums"}:
        return True
    return any(
        re.search(r"\b[ciuf]\d+\b", parameter.annotation) or spelled(parameter.annotation)
        for parameter in kernel.parameters
    )


def ints_for(name):
    if name.endswith("_small"):
        return list(range(-7, 8))
    if name.endswith("_tiny"):
        return [0, 1, 2]
    return NAMED_INTS.get(name) or INTS + random_ints(12, name)


def sized_values(annotation):
    """Scalars of a sized type: the edges, and some between."""
    dtype = np.dtype(SIZED[annotation])
    if dtype.kind == "b":
        return [np.False_, np.True_]
    if dtype.kind == "f":
        with np.errstate(all="ignore"):
            return [dtype.type(x) for x in FLOATS + random_floats(15, 1)]
    if dtype.kind == "c":
        with np.errstate(all="ignore"):
            return [dtype.type(z) for z in complexes(PARTS) + random_complexes(15, annotation)]
    info = np.iinfo(dtype)
    candidates = INTS + [info.min + 1, info.min, info.max - 1, info.max, 2**64 - 1, 5, 100]
    return [dtype.type(a) for a in sorted(set(candidates)) if info.min <= a <= info.max]


def contents(annotation, count):
    """That many elements of a sized type: edges first, then ordinary ones."""
    values = sized_values(annotation)
    source = random.Random(annotation + str(count))
    return np.array([source.choice(values) for _ in range(count)], dtype=SIZED[annotation])


def vectors(annotation):
    """Factories of one-dimensional arrays: empty, of one, some and many elements, any stride."""

    def ordinary():
        return np.array([3, 1, 4, 1, 5, 9, 2, 6], dtype=SIZED[annotation])

    factories = [
        lambda: np.empty(0, SIZED[annotation]),
        lambda: np.array([7], SIZED[annotation]),
        ordinary,
        lambda: contents(annotation, 5),
        lambda: contents(annotation, 33),
        lambda: contents(annotation, 12)[::2],
        lambda: ordinary()[::-1],
        lambda: contents(annotation, 9)[::-3],
        lambda: contents(annotation, 12).reshape(3, 4)[:, 1],
        lambda: contents(annotation, 12)[5:5],
    ]
    # Kernels that write raise where they do.
    factories.append(lambda: np.broadcast_to(np.array([2], SIZED[annotation]), (6,)))
    factories.append(lambda: frozen(ordinary()))
    return factories


def alone(annotation):
    """Factories of arrays without dimensions: on their own, part of another, out of line."""
    dtype = np.dtype(SIZED[annotation])
    values = sized_values(annotation)
    few = values[:: len(values) // 8 + 1] + [dtype.type(1)]

    def odd():
        # Packed behind one byte, so that it is not aligned.
        record = np.zeros((), np.dtype([("flag", "u1"), ("value", dtype)]))
        record["value"] = 3
        return record["value"]

    return [
        *(lambda value=value: np.array(value, dtype) for value in few),
        lambda: contents(annotation, 6)[::-2][1, ...],
        odd,
        lambda: frozen(np.array(5, dtype)),
    ]


def dtypes():
    """The structured dtypes of the modules `records` and `record_values`, by their names there."""
    point = np.dtype([("x", np.float64), ("n", "i4"), ("y", "f8")])
    aligned = np.dtype([("flag", "?"), ("x", "f8"), ("in", [("d", "i2"), ("e", "f4")])], align=True)
    body = np.dtype([("mass", "f4"), ("m", np.float64, (2, 3)), ("at", point)])
    places = {"offsets": [8, 0], "itemsize": 24}
    return {
        "point": point,
        "aligned": aligned,
        "body": body,
        "spelled": np.dtype({"names": ["x", "n"], "formats": ["f8", ("i4", (2,))], **places}),
        "several": np.dtype("f8, i4, (2,3)f4, 2u1"),
        "in_order": np.dtype({"names": ["a", "b"], "formats": [np.int8, "f8"]}, align=True),
        "dated": np.dtype([("t", "M8[s]"), ("d", "m8[25s]"), ("all", "M8[D]", 2), ("z", "c16")]),
    }


def records(name, axes):
    """Factories of arrays of records, of every layout."""
    dtype = dtypes()[name]

    def made(count):
        values = np.zeros(count, dtype)

        def fill(part, seed):
            for number, field in enumerate(part.dtype.names):
                if part.dtype[field].names:
                    fill(part[field], seed + 1)
                else:
                    values = np.arange(part[field].size) * (number + seed) - 2.5
                    values = values.reshape(part[field].shape)
                    dtype = part[field].dtype
                    part[field] = values.astype("i8").view(dtype) if dtype.kind in "mM" else values

        fill(values, 1)
        return values

    shape = (3, 2)[: axes or 0]
    if axes is None:
        return [lambda: made(3)[1], lambda: made(6)[::-2][2], lambda: frozen(made(2))[0]]
    if axes == 0:
        return [lambda: made(3)[2:].reshape(()), lambda: frozen(made(1).reshape(()))]
    return [
        lambda: made(6)[: int(np.prod(shape))].reshape(shape),
        lambda: made(24)[::2][: int(np.prod(shape))].reshape(shape),
        lambda: made(6)[: int(np.prod(shape))].reshape(shape)[::-1],
        lambda: made(int(np.prod(shape))).reshape(shape[::-1]).T,
        lambda: frozen(made(int(np.prod(shape))).reshape(shape)),
        lambda: made(0).reshape((0, 2)[:axes]),
        lambda: made(1).reshape((1, 1)[:axes]),
    ]


RECORDS = {
    "npt.NDArray[point]": ("point", 1),
    "'point[:]'": ("point", 1),
    "'point[:, :]'": ("point", 2),
    "'point[()]'": ("point", 0),
    "np.ndarray[tuple[int], np.dtype[aligned]]": ("aligned", 1),
    "'body[:]'": ("body", 1),
    "NDArray[point]": ("point", 1),
    "point": ("point", None),
    "point[:]": ("point", 1),
    "body": ("body", None),
    "dated": ("dated", None),
    "'aligned[:]'": ("aligned", 1),
    "'spelled[:]'": ("spelled", 1),
    "'several[:]'": ("several", 1),
    "'in_order[:]'": ("in_order", 1),
    "'dated[:]'": ("dated", 1),
}


def frozen(values):
    values.flags.writeable = False
    return values


def grids(annotation, axes, c_order):
    """Factories of arrays of two to four dimensions, of every layout."""

    def filled(shape):
        count = int(np.prod(shape))
        return np.arange(1, count + 1).astype(SIZED[annotation]).reshape(shape)

    def odd(shape):
        return contents(annotation, int(np.prod(shape))).reshape(shape)

    factories = [
        lambda: filled((3, 4, 2, 3)[:axes]),
        lambda: filled((4,) * axes),
        lambda: filled((1,) * axes),
        lambda: filled((0, 3, 2, 2)[:axes]),
        lambda: filled((3, 0, 2, 2)[:axes]),
        lambda: odd((2, 5, 3, 2)[:axes]),
    ]
    if not c_order:
        steps = (slice(None, None, -1), slice(None, None, 2)) * 2
        factories += [
            lambda: filled((3, 4, 2, 3)[:axes]).T,
            lambda: filled((6, 6, 4, 4)[:axes])[steps[:axes]],
            lambda: np.asfortranarray(odd((3, 3, 2, 2)[:axes])),
        ]
    factories.append(lambda: frozen(filled((2, 3, 2, 3)[:axes])))
    if not c_order:
        factories.append(lambda: np.broadcast_to(filled((3,)), (3,) * axes))
    return factories


def declared(annotation, axes):
    """Factories of arrays of declared lengths, or in Fortran order."""
    in_order = "F" if axes[0] == "::1" else "C"

    def made(open_lengths, order):
        lengths = [int(axis) if axis.isdigit() else open_lengths for axis in axes]
        return np.array(contents(annotation, int(np.prod(lengths))).reshape(lengths), order=order)

    def spread(step):
        array = made(3, "C")
        wider = np.zeros([length * 2 for length in array.shape], array.dtype)
        part = wider[(slice(None, None, 2),) * len(axes)]
        part[...] = array
        return part if step > 0 else part[(slice(None, None, -1),) * len(axes)]

    sizes = [5, 1, 0] if any(not axis.isdigit() for axis in axes) else [0]
    factories = [lambda size=size: made(size, in_order) for size in sizes]
    factories.append(lambda: frozen(made(2, in_order)))
    if "::1" not in axes:
        factories += [lambda: made(3, "F"), lambda: spread(2), lambda: spread(-2)]
    return factories


def random_complexes(count, seed):
    return list(map(complex, random_floats(count, seed), random_floats(count, seed + "imag")))


def constant(value):
    return lambda: value


def lists_of_arrays():
    """Lists of arrays of one dimension: none, one, of any strides, one of them twice."""

    def twice():
        a = np.arange(3.0)
        return [a, a[1:], a]

    return [
        list,
        lambda: [np.array([1.5])],
        lambda: [np.arange(3.0), np.arange(8.0)[::2], np.zeros(0), np.ones(4)[::-1]],
        lambda: [frozen(np.array([1.0, 2.0])), np.array([-0.0, np.nan])],
        twice,
        lambda: [np.arange(2.0), np.arange(2.0)[::-1], np.full(2, 1e300)],
    ]


def memoryviews():
    return [
        lambda: memoryview(b""),
        lambda: memoryview(b"hello, world"),
        lambda: memoryview(bytearray(range(256))),
        lambda: memoryview(bytes(range(60)))[::3],
        lambda: memoryview(bytes(range(20)))[::-1],
    ]


def factories_for(parameter):
    """What to call for the values of a parameter."""
    if parameter.annotation in RECORDS:
        return records(*RECORDS[parameter.annotation])
    kind = SPELLINGS.get(parameter.annotation, parameter.annotation)
    times = factories_of_times(parameter.name, kind)
    if times is not None:
        return times
    if kind in UNIONS:
        members = [factories_for(replace(parameter, annotation=member)) for member in UNIONS[kind]]
        return list(itertools.chain.from_iterable(members))
    optional = OPTIONAL.fullmatch(kind)
    if optional:
        inner = next(group for group in optional.groups() if group)
        return [constant(None), *factories_for(replace(parameter, annotation=inner))]
    simple = {
        "int": lambda: ints_for(parameter.name),
        "float": lambda: FLOATS + random_floats(15, parameter.name),
        "complex": lambda: complexes(PARTS) + random_complexes(40, parameter.name),
        "bool": lambda: [False, True],
        "range": lambda: RANGES,
        "None": lambda: [None],
        "str": lambda: STRINGS if parameter.name != "plain" else PLAIN_STRINGS,
        "Literal['fast', 'slow']": lambda: STRINGS,
        "bytes": lambda: [b"", b"\x00", b"\xff", b"hello, world", bytes(range(256))],
    }
    if kind in simple:
        return [constant(value) for value in simple[kind]()]
    for pyjits, numpys in SIZED.items():
        if kind in (pyjits, f"np.{numpys}"):
            return [constant(value) for value in sized_values(pyjits)]
    if kind == "np.random.Generator":
        kinds = (np.random.PCG64, np.random.MT19937)
        return [lambda made=made: np.random.Generator(made(len(parameter.name))) for made in kinds]
    if kind == "bytearray":
        return [bytearray, lambda: bytearray(b"Hello, World"), lambda: bytearray(range(256))]
    if kind == "memoryview":
        return memoryviews()
    if kind == "array.array[float]":
        numbers = [[], [0.0], [1.5, -2.5, float("nan"), 1e300], FLOATS]
        return [lambda values=values: array.array("d", values) for values in numbers]
    if kind == "array.array[int]":
        return [lambda values=values: array.array("q", values) for values in ([], [5], INTS)]
    if kind == "State":
        return [lambda items=items: Named(kind, (list(items), 0.5)) for items in ((), (1, 2))]
    if kind in ("Point", "Segment", "Typed"):
        return [constant(value) for value in named_tuples(kind)]
    if kind == "list[f64[:]]":
        return lists_of_arrays()
    if kind in LISTS:
        return [lambda value=value: copy.deepcopy(value) for value in LISTS[kind]]
    if kind.startswith("tuple["):
        return tuples_for(kind)
    found = re.fullmatch(r"(\w+)\[(.*)\]", kind)
    if found.group(2) == "()":
        return alone(found.group(1))
    axes = found.group(2).count(",") + 1
    if re.search(r"\d, |\d$", found.group(2)) or (axes > 1 and found.group(2).startswith("::1")):
        return declared(found.group(1), found.group(2).split(", "))
    c_order = "::1" in found.group(2)
    if axes == 1:
        return vectors(found.group(1))
    return grids(found.group(1), axes, c_order)


def tuples_for(kind):
    """Tuples for the few shapes that the kernels declare."""
    if kind == "tuple[f64[()], i64[()]]":
        pairs = itertools.product(alone("f64"), alone("i64"))
        return [lambda pair=pair: (pair[0](), pair[1]()) for pair in pairs]
    some = complexes(PARTS)[::7]
    ints, floats, bools = INTS[:12], FLOATS[:20], [False, True]
    spaces = {
        "tuple[str, int]": itertools.product(STRINGS, ints),
        "tuple[complex, complex]": itertools.product(some, some),
        "tuple[int, float]": itertools.product(INTS, FLOATS),
        "tuple[float, float, float]": itertools.product(floats, floats, floats[:4]),
        "tuple[tuple[int, int], bool]": itertools.product(itertools.product(ints, ints), bools),
    }
    return [constant(value) for value in list(spaces[kind])[:LIMIT]]


@dataclass(frozen=True)
class Named:
    """The fields of a named tuple; its class is a global name of the kernel's module."""

    name: str
    fields: tuple


def named_tuples(name):
    """Named tuples of the few classes that the kernels declare."""
    floats = [0.0, -0.0, 1.0, -2.5, 1e300, float("inf"), float("nan"), 0.1]
    if name == "Point":
        return [Named(name, fields) for fields in itertools.product(floats, floats)]
    if name == "Typed":
        return [Named(name, (a, b)) for a in INTS for b in (False, True)]
    points = named_tuples("Point")[::7]
    return [Named(name, fields) for fields in itertools.product(points, points, [0, -4])]


def given(value, function):
    """The value as an argument of the function."""
    if not isinstance(value, Named):
        return value
    names = getattr(function, "__wrapped__", function).__globals__
    return names[value.name](*[given(field, function) for field in value.fields])


def cases(kernel):
    """Tuples of factories, one for each parameter: all combinations, or a sample of them."""
    spaces = [factories_for(parameter) for parameter in kernel.parameters]
    total = 1
    for space in spaces:
        total *= len(space)
    if total <= LIMIT:
        return list(itertools.product(*spaces))
    source = random.Random(str(kernel))
    return [tuple(source.choice(space) for space in spaces) for _ in range(LIMIT)]
