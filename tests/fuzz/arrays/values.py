"""Arguments for kernels over arrays, as texts: every layout, and arrays that share memory."""

import math

from fuzz.arrays.samples import DTYPES, spelled_dtype

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


def elements(source, dtype, count):
    letter = "b" if dtype == "bool" else dtype[0]
    special = [*SPECIAL[letter], *WIDE.get(dtype, [])]
    rare = source.pick([0, 20, 40])
    return [source.pick(special if source.chance(rare) else SMALL) for _ in range(count)]


def array(source, kind, length, ordered):
    """The text of an array whose axes mostly have that length, perhaps in C order."""
    dtype, dimensions = kind
    shape = [
        source.pick([0, 1, 2, 4, 5]) if source.chance(8) else length for _ in range(dimensions)
    ]
    layout = source.pick(["plain", "plain", "plain", "read-only"] if ordered else LAYOUTS)
    if layout == "transposed":
        shape.reverse()
    whole = list(shape)
    if layout in ("strided", "inner"):
        whole[-1] = 2 * whole[-1] if layout == "strided" else whole[-1] + 2
    if layout == "broadcast":
        whole[0] = 1
    typed = f"np.{spelled_dtype(dtype)}"
    numbers = ", ".join(elements(source, dtype, math.prod(whole)))
    text = f"np.array([{numbers}], {typed})"
    if dimensions > 1:
        text += f".reshape({tuple(whole)})"
    return {
        "plain": text, "fortran": f"np.asfortranarray({text})", "reversed": f"{text}[::-1]",
        "strided": f"{text}[..., ::2]", "broadcast": f"np.broadcast_to({text}, {tuple(shape)})",
        "read-only": f"np.broadcast_to({text}, {tuple(whole)})", "transposed": f"{text}.T",
        "turned": f"{text}[..., ::-1]", "inner": f"{text}[..., 1:-1]",
    }[layout]  # fmt: skip


def arguments(source, kinds, ordered):
    """The arguments of one call, those in C order at the places `ordered`; `=0` is the same object
    as the first one, `=0[1:]` a part."""
    length = source.pick([3, 3, 3, 3, 3, 3, 4, 4, 2, 2, 1, 0])
    made = []
    for place, kind in enumerate(kinds):
        if kind == "int":
            made.append(source.pick([*INTS, str(length)]))
        elif kind == "float":
            made.append(source.pick(FLOATS))
        else:
            same = [other for other in range(place) if kinds[other] == kind]
            if place in ordered:
                same = [other for other in same if other in ordered]
            if same and source.chance(25):
                cuts = ["", "[1:]", "[:-1]", "[...]", "[::-1]", ".T"]
                cut = source.pick(cuts[:4] if place in ordered else cuts)
                made.append(f"={source.pick(same)}{cut}")
            else:
                made.append(array(source, kind, length, place in ordered))
    return made


def kind(source):
    """The kind of a parameter that is an array."""
    names = list(DTYPES.values())
    dtype = source.pick(names[:5] if source.chance(60) else names)
    return dtype, source.pick([1, 1, 2, 2, 3])
