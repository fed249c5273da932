"""Single records: as arguments and results, between kernels; whole records assigned; dtypes that are
spelled otherwise, and times among fields."""

import numpy as np
from numpy.typing import NDArray

from pyjit import i64, jit

point = np.dtype([("x", np.float64), ("n", "i4"), ("y", "f8")])
aligned = np.dtype([("flag", "?"), ("x", "f8"), ("in", [("d", "i2"), ("e", "f4")])], align=True)
body = np.dtype([("mass", "f4"), ("m", np.float64, (2, 3)), ("at", point)])
spelled = np.dtype(
    {"names": ["x", "n"], "formats": ["f8", ("i4", (2,))], "offsets": [8, 0], "itemsize": 24}
)
several = np.dtype("f8, i4, (2,3)f4, 2u1")
in_order = np.dtype({"names": ["a", "b"], "formats": [np.int8, "f8"]}, align=True)
dated = np.dtype([("t", "M8[s]"), ("d", "m8[25s]"), ("all", "M8[D]", 2), ("z", "c16")])


@jit
def norm(r: point) -> float:
    return r["x"] * r["n"] + r["y"]


@jit
def itself(r: point):
    return r


@jit
def twice(r: point):
    return r, r["x"], (r,)


@jit
def moved(r: point, value: float, m: int):
    r["x"] += value
    r["n"] = m
    r["y"] = r["x"]
    return len(r), r[0], r[-1], r.dtype == point, r.itemsize, r.nbytes, r.ndim, r.shape, r.size


@jit
def parts(r: body):
    return r["m"], r["at"], r["m"][1], r["at"]["n"], r["mass"]


@jit
def parts_written(r: body, value: float):
    r["m"][0] = value
    r["at"]["x"] = value
    r["m"][:, 1] += 1
    r["at"] = (1, 2, value)
    return r["m"].sum()


@jit
def both(r: point, x: NDArray[point]):
    if len(x) > 0:
        x[0] = r
        r["n"] += 1
    return r["n"]


@jit
def an_element(x: "point[:]", i_small: int):
    return x[i_small]


@jit
def elements(x: "point[:]", i_small: int):
    return x[i_small], x[0]["x"], (x[-1], x)


@jit
def of_rows(x: "point[:, :]", i_small: int):
    return x[i_small, 0], x[0, i_small]


@jit
def without_axes(x: "point[()]"):
    return x[()], x[()]["n"]


@jit
def of_a_new_array(n: int, value: float):
    x = np.zeros(n, point)
    x["x"] = value
    r = x[1]
    r["y"] = 3
    return r, x[0]


@jit
def of_an_array_and_it(n: int):
    x = np.zeros(n, point)
    return x[0], x, x[-1]


@jit
def nested(x: "body[:]", i_small: int):
    return x[i_small]["at"], x["at"][i_small], x[i_small]


@jit
def greatest(x: "point[:]"):
    best = x[0]
    for r in x:
        if r["y"] > best["y"]:
            best = r
    return best


@jit
def maybe(x: "point[:]", i_small: int):
    if i_small < 2:
        return x[i_small]
    return None


@jit
def handed_on(x: "point[:]", i_small: int):
    r = changed(x[i_small])
    for s in x:
        changed(s)
    first, place = with_place(x, i_small)
    first["y"] = place
    return r["n"], at(x, i_small)["y"], first, total(x[1:])


@jit
def changed(r):
    r["n"] += 1
    return r


@jit
def at(x, i):
    return x[i]


@jit
def with_place(x, i):
    return x[i], i


@jit
def total(x):
    s = 0.0
    for r in x:
        s += r["x"]
    return s


@jit
def exchanged(x: "point[:]", i_small: int, j_tiny: int):
    # The names are of parts of the array; what is copied is not.
    x[i_small], x[j_tiny] = x[j_tiny], x[i_small]
    before = x[i_small].copy()
    x[i_small] = x[0]
    x[0] = before
    return before


@jit
def copied(x: "body[:]", i_small: int):
    r = x[i_small].copy()
    r["m"][0] = 5
    r["at"]["x"] = 6
    return r, r["m"]


@jit
def tuples(x: "point[:]", i_small: int, value: float, m: int):
    x[i_small] = (value, 1, 2.5)
    x[0] = 1, True, value
    x[1:] = (2, m, 3)


@jit
def tuples_in_order(x: "point[:]", i_small: int, m: int):
    # What comes before the one that does not fit is stored.
    x[i_small] = (4, m, 5)


@jit
def floats_in_order(x: "point[:]", i_small: int, value: float):
    x[i_small] = (4, value, 5)


@jit
def tuples_of_parts(x: "body[:]", i_small: int, t: tuple[int, float]):
    x[i_small] = (1, 2, (3, 4, 5))
    x[0] = (t[0] > 1, x["m"][-1], x["at"][i_small])
    x["at"] = (t[1], 1, 2)
    x["at"][i_small] = (7, 8, 9)


@jit
def numbers(x: "point[:]", y: "body[:]", i_small: int):
    x[i_small] = 3
    x[:2] = 2.5
    x[::-1][1:] = False
    y[...] = 0
    y[i_small] = i_small


@jit
def arrays(x: "point[:]", y: "point[:]"):
    x[:] = y


@jit
def parts_of_arrays(x: "point[:]", y: "point[:]", i_small: int):
    x[1:] = x[:-1]
    x[:2] = y[:2]
    x[::-1] = x
    x[...] = x[i_small]
    y[i_small:] = y[0]


@jit
def rows(x: "point[:, :]", y: "point[:]"):
    x[0] = x[1]
    x[:, 0] = x[:, 1]
    x[1:] = x[0]
    x[:] = y


@jit
def turned(x: "point[:, :]"):
    return x.T, x.transpose(), x.T["n"], x.strides, x.ravel(), x.flatten(), x[0].ravel()


@jit
def with_gaps(x: "aligned[:]", y: "aligned[:]", i_small: int):
    x[0] = y[i_small]
    x[1:] = y[:-1]
    x[::-1] = x
    x["in"] = y["in"][0]
    x[i_small]["in"] = (1, 2)
    return x[0], x.copy()


@jit
def by_mask(x: "point[:]", i_small: int):
    x[x["n"] > 0] = x[i_small]
    x[x["n"] < 0] = (1, 2, 3)
    x[x["x"] > 1] = x[x["x"] > 1][::-1]


@jit
def by_mask_of_others(x: "point[:]", y: "point[:]"):
    x[x["n"] > 0] = y


@jit
def by_places(x: "point[:]", places: i64[:], y: "point[:]"):
    x[places] = y[0]
    x[places] = y[: len(places)]
    x[places] = (1, 2, 3)


@jit
def several_targets(x: "point[:]", i_small: int, value: float):
    a, x[i_small]["x"], (b, x["n"][0]) = value, i_small, (2, 3)
    x[0]["y"] = c = x[i_small]["n"] = 4
    x["x"][0], x["y"][0] = x["y"][0], x["x"][0]
    return a, b, c


@jit
def taken_apart(x: "point[:]", i_small: int):
    a, n, b = x[i_small]
    x[i_small] = (b, n + 1, a)
    (c, m, d), first = x[0], x[0]["n"]
    return a, n, b, c, m, d, first


@jit
def by_number(x: "point[:]", i_small: int):
    x[i_small][1] = 7
    r = x[0]
    return r[0], r[-1], r[1]


@jit
def some_fields(x: "point[:]", i_small: int):
    x[["x"]] = 5
    some = x[["y", "n"]]
    some["n"] += 1
    x[1:][["y", "n"]] = x[["y", "n"]][:-1]
    return some, some[0]["y"], x[i_small][["n"]]["n"], some.dtype == x.dtype, x[i_small][["n", "x"]]


@jit
def like(x: "point[:]"):
    a, b, c = np.zeros_like(x), np.empty_like(x), np.copy(x)
    b[:] = c
    a["n"] = b["n"]
    return a, b, c


@jit
def classes(x: "point[:]", r: point):
    return (
        isinstance(r, np.void),
        type(r) is np.void,
        isinstance(x, np.void),
        isinstance(r, np.ndarray),
        isinstance(r, np.generic),
        isinstance(r, (int, tuple)),
    )


@jit
def placed(x: "spelled[:]", i_small: int):
    x[i_small]["n"][1] = 3
    x[0] = x[i_small]
    x[1:] = x[0]
    x["x"] += 1
    return x["n"], x["x"], x[i_small], np.zeros(2, spelled), x.itemsize


@jit
def called_by_number(x: "several[:]"):
    x["f2"][:, 1] = x["f0"][0]
    x["f3"] = 1
    x[0] = x[-1]
    return x["f0"], x["f1"], x["f2"], x["f3"]


@jit
def as_c_has_them(x: "in_order[:]"):
    x[0]["b"] = x[-1]["a"]
    return x.itemsize, x["a"], x["b"], np.zeros(1, in_order)


@jit
def of_times(x: "dated[:]", i_small: int):
    x["t"] += 1
    x[i_small]["t"] = np.datetime64("2020-01-01")
    x[0]["d"] = x[i_small]["d"] * 2
    x[1:] = x[0]
    x["all"][:, 0] = np.datetime64("NaT")
    return x["t"], x["t"].max(), x[0]["t"] + x[0]["d"], x["d"], x["all"], x, x[0], x["z"].sum()


@jit
def of_one_record_of_times(r: dated):
    return r["t"], r["all"], r


NUMBERS = np.dtype("f4")
MOMENTS = np.dtype("M8[s]")


@jit
def constant_dtypes(n: int, t: "datetime64[s]"):
    if n < 0:
        return None
    return np.zeros(n, NUMBERS), np.full(n, t, MOMENTS), np.zeros(n, MOMENTS).dtype == MOMENTS


@jit("(point, point[:])")
def in_a_signature(r, x):
    return r["n"], len(x)
