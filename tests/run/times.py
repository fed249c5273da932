"""Points and spans of time as arguments of kernels, and compared to the last unit."""

import random
import re

try:
    import numpy as np
except ImportError:
    np = None

NAT = -(2**63)
# Around the calendar's edges, and so that products and differences leave 64 bits.
NUMBERS = [
    0, 1, -1, 5, -5, 7, 59, 365, -366, 719_468, 1_000, -1_500, 86_400, 10**9, -(10**12), NAT,
    1_577_836_800_000, 2**40 + 3, -(2**52), 2**62, -(2**62) - 1, 2**63 - 1, NAT + 1,
]  # fmt: skip

SMALL = [number for number in NUMBERS if number == NAT or abs(number) < 10**7]

UNIT = r"\[['\"]?(\w+)['\"]?\]"
TIME = re.compile(rf"(datetime64|timedelta64)(?:{UNIT})?(?:\[(:(?:, :)*|::1)\])?")
NUMBAS = re.compile(r"types\.NP(Datetime|Timedelta)\('(\w*)'\)(.*)")


def spelled(annotation):
    """A time's annotation as messages spell it, or None."""
    text = annotation.strip("'\"")
    numbas = NUMBAS.fullmatch(text)
    if numbas:
        unit = f"[{numbas[2]}]" if numbas[2] else ""
        text = f"{numbas[1].lower()}64{unit}{numbas[3]}"
    return TIME.fullmatch(text)


def factories_of_times(name, annotation):
    """What to call for the values of a parameter; None where it takes no times. Where the name ends
    with `_small` no product or difference of them leaves 64 bits."""
    found = spelled(annotation)
    if found is None:
        return None
    dtype = f"{found[1]}[{found[2]}]" if found[2] else found[1]
    numbers = SMALL if name.endswith("_small") else NUMBERS
    if found[3] is None:
        return [lambda number=number: of(dtype, [number])[0] for number in numbers]
    axes = found[3].count(",") + 1
    made = vectors(dtype, numbers) if axes == 1 else grids(dtype, axes, numbers)
    if "::1" in found[3]:
        return [factory for factory in made if factory().flags.c_contiguous]
    return made


def of(dtype, numbers):
    return np.array(numbers, "i8").view(dtype)


def some(dtype, numbers, count):
    source = random.Random(f"{dtype}{count}")
    return of(dtype, [source.choice(numbers) for _ in range(count)])


def read_only(values):
    values.flags.writeable = False
    return values


def vectors(dtype, numbers):
    return [
        lambda: of(dtype, []),
        lambda: of(dtype, [7]),
        lambda: of(dtype, [NAT]),
        lambda: of(dtype, [3, 1, 4, 1, -5, 9, 2, 6]),
        lambda: of(dtype, [3, 1, NAT, 1, -5, NAT, 2, 6]),
        lambda: some(dtype, numbers, 5),
        lambda: some(dtype, numbers, 33),
        lambda: some(dtype, numbers, 12)[::2],
        lambda: of(dtype, list(range(8)))[::-1],
        lambda: some(dtype, numbers, 12).reshape(3, 4)[:, 1],
        lambda: np.broadcast_to(of(dtype, [2]), (6,)),
        lambda: read_only(of(dtype, list(range(-4, 4)))),
    ]


def grids(dtype, axes, numbers):
    shape = (3, 4, 2)[:axes]

    def filled():
        return of(dtype, list(range(int(np.prod(shape))))).reshape(shape)

    return [
        filled,
        lambda: filled().T,
        lambda: filled()[::-1, ::2],
        lambda: np.asfortranarray(some(dtype, numbers, int(np.prod(shape))).reshape(shape)),
        lambda: of(dtype, []).reshape((0, 3, 2)[:axes]),
    ]


def is_time(value):
    return np is not None and isinstance(value, (np.datetime64, np.timedelta64))


def as_number(value):
    """A time as what can be compared: its dtype and number."""
    return value.dtype.str, int(value.view("i8"))


def numbers_of(array):
    """An array of times as one of numbers; any other as it is."""
    return array.view("i8") if array.dtype.kind in "mM" else array
