"""Arguments for kernels over arrays, as texts: every layout, and arrays that share memory."""

import math

from fuzz.arrays.samples import DTYPES, LENGTH, NAMES, RECORDS, TIMES, dtype_text, is_time

SMALL = ["0", "1", "2", "3", "5"]
SPECIAL = {
    "f": ["nan", "inf", "-0.0", "0.1", "1e30", "-2.5", "-1", "-inf", "1e-40", "7.75"],
    "i": ["-1", "-2", "100", "-128", "127"], "u": ["255", "254", "128"], "b": ["1"],
    "c": ["1j", "1-2j", "-0.5+0.25j", "complex(nan, 1)", "-0.0-1j"],
}  # fmt: skip
WIDE = {
    "int64": ["2**63 - 1", "-2**63"], "int32": ["2**31 - 1", "-2**31"], "uint64": ["2**64 - 1"],
    "float64": ["1e308", "5e-324"], "float32": ["3e38", "1e-45"],
}  # fmt: skip
INTS = ["2", "3", "1", "0", "4", "-1", "3"]
FLOATS = ["0.5", "1.0", "-1.5", "0.0", "nan", "3.0", "1e300", "-0.0"]
LAYOUTS = [
    "plain", "plain", "plain", "plain", "fortran", "fortran", "reversed", "reversed", "strided",
    "strided", "transposed", "transposed", "turned", "inner", "broadcast", "read-only",
]  # fmt: skip


# Units of time as numbers, `NaT` among them.
SPANS = ["0", "1", "3", "-1", "5", "40", "-2**63", "86400", "-7"]
# Lengths beyond those of vector code and of the parts that reductions go through.
LONG = [8, 9, 17, 33, 129, 130, 257, 1025]


def elements(source, dtype, count):
    """The text of so many elements, one after the other."""
    if dtype in RECORDS:
        rows = ", ".join(record(source, NAMES[dtype]) for _ in range(count))
        return f"np.array([{rows}], {dtype})"
    if is_time(dtype):
        numbers = ", ".join(source.pick(SPANS) for _ in range(count))
        return f'np.array([{numbers}], np.int64).view("{dtype}")'
    return f"np.array([{', '.join(numbers_of(source, dtype, count))}], {dtype_text(dtype)})"


def numbers_of(source, dtype, count):
    letter = "b" if dtype == "bool" else dtype[0]
    special = [*SPECIAL[letter], *WIDE.get(dtype, [])]
    rare = source.pick([0, 20, 40])
    return [source.pick(special if source.chance(rare) else SMALL) for _ in range(count)]


def record(source, dtype):
    """The text of one record."""
    if dtype.subdtype:
        return f"({', '.join(record(source, dtype.base) for _ in range(dtype.shape[0]))})"
    if dtype.names:
        return f"({', '.join(record(source, dtype[name]) for name in dtype.names)})"
    return numbers_of(source, dtype.name, 1)[0]


def array(source, kind, length, declared):
    """The text of an array whose axes mostly have that length, of a declared layout."""
    dtype, dimensions = kind
    shape = [
        source.pick([0, 1, 2, 4, 5]) if source.chance(8) else length for _ in range(dimensions)
    ]
    if declared not in ("", "C", "F"):
        axes = declared.split(", ")
        shape = [length if axis == ":" else int(axis) for length, axis in zip(shape, axes)]
        declared = ""
    if dimensions == 0:
        return f"{elements(source, dtype, 1)}.reshape(())"
    plain = {"": LAYOUTS, "C": ["plain", "plain", "plain", "read-only"], "F": ["fortran"]}
    layout = source.pick(plain[declared])
    if layout == "transposed":
        shape.reverse()
    whole = list(shape)
    if layout in ("strided", "inner"):
        whole[-1] = 2 * whole[-1] if layout == "strided" else whole[-1] + 2
    if layout == "broadcast":
        whole[0] = 1
    count = math.prod(whole)
    text = elements(source, dtype, min(count, 7) if count > 80 else count)
    if count > 80:
        text = f"np.resize({text}, {count})"
    if dimensions > 1:
        text += f".reshape({tuple(whole)})"
    return {
        "plain": text, "fortran": f"np.asfortranarray({text})", "reversed": f"{text}[::-1]",
        "strided": f"{text}[..., ::2]", "broadcast": f"np.broadcast_to({text}, {tuple(shape)})",
        "read-only": f"np.broadcast_to({text}, {tuple(whole)})", "transposed": f"{text}.T",
        "turned": f"{text}[..., ::-1]", "inner": f"{text}[..., 1:-1]",
    }[layout]  # fmt: skip


def arguments(source, kinds, layouts):
    """The arguments of one call, of the layouts that parameters declare, by their places; `=0` is
    the same object as the first one, `=0[1:]` a part."""
    length = source.pick([3, 3, 3, 3, 3, 3, 4, 4, 2, 2, 1, 0])
    if source.chance(4) and all(kind[1] < 2 for kind in kinds if isinstance(kind, tuple)):
        length = source.pick(LONG)
    if any(layout not in ("C", "F") for layout in layouts.values()) and source.chance(60):
        length = LENGTH
    made = []
    for place, kind in enumerate(kinds):
        if kind == "int":
            made.append(source.pick([*INTS, str(length)]))
        elif kind == "float":
            made.append(source.pick(FLOATS))
        elif isinstance(kind, str):
            made.append(f'np.array([{source.pick(SPANS)}], np.int64).view("{kind}")[0]')
        else:
            layout = layouts.get(place, "")
            same = [other for other in range(place) if kinds[other] == kind]
            if layout:
                same = [other for other in same if layouts.get(other) == layout]
            if same and source.chance(25):
                cuts = ["", "[...]"] if kind[1] == 0 or layout not in ("", "C") else CUTS
                cut = source.pick(cuts[:4] if layout == "C" else cuts)
                made.append(f"={source.pick(same)}{cut}")
            else:
                made.append(array(source, kind, length, layout))
    return made


CUTS = ["", "[1:]", "[:-1]", "[...]", "[::-1]", ".T"]


def layout(source, kind):
    """What a parameter declares of its array, beside the dimensions: mostly nothing."""
    dtype, dimensions = kind
    if dtype == "bool" or dimensions == 0 or dtype in RECORDS:
        return ""
    form = source.pick(["", "", "", "", "", "C", "C", "F", "lengths"])
    if form == "F" and dimensions == 1:
        return "C"
    if form == "lengths":
        axes = [source.pick([str(LENGTH), ":"]) for _ in range(dimensions)]
        return ", ".join(axes) if str(LENGTH) in axes else ""
    return form


def kind(source):
    """The kind of a parameter that is an array."""
    form = source.below(100)
    if form >= 90:
        return source.pick(list(RECORDS)), source.pick([1, 1, 2])
    if form >= 78:
        return source.pick(TIMES), source.pick([1, 1, 2])
    names = list(DTYPES.values())
    dtype = source.pick(names[:5] if source.chance(60) else names)
    return dtype, 0 if form >= 73 else source.pick([1, 1, 2, 2, 3])
