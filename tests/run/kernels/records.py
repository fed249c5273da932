"""Structured arrays: their fields, elements and views, as arguments, made, returned."""

import numpy as np
import numpy.typing as npt

from pyjit import f64, i64, jit

point = np.dtype([("x", np.float64), ("n", "i4"), ("y", "f8")])
aligned = np.dtype([("flag", "?"), ("x", "f8"), ("in", [("d", "i2"), ("e", "f4")])], align=True)
body = np.dtype([("mass", "f4"), ("m", np.float64, (2, 3)), ("at", point)])
NAME = "y"


@jit
def fields(x: npt.NDArray[point]):
    return x["x"], x["n"], x[NAME], x["x"].sum(), x["n"] * x["y"], (x["n"] > 1).sum()


@jit
def elements(x: npt.NDArray[point], i_small: int):
    return x["x"][i_small], x[i_small]["n"], x["y"][-1], x[0]["x"] + x["n"][0]


@jit
def asked(x: "point[:, :]"):
    return len(x), x.shape, x.ndim, x.size, x.itemsize, x.nbytes, isinstance(x, np.ndarray)


@jit
def views(x: "point[:]", n: int):
    return x, x[1:], x[::-1], x[n:]["x"], x[::2]["y"][1:], x[None], x[...]


@jit
def rows(x: "point[:, :]", i_small: int):
    return x[i_small], x[i_small]["x"], x[:, 0]["n"], x[..., -1]["y"], x["x"][i_small, 1]


@jit
def row_element(x: "point[:, :]", i_small: int, j_tiny: int):
    return x[i_small, j_tiny]["x"], x[i_small][j_tiny]["n"], x["y"][i_small][j_tiny]


@jit
def without_axes(x: "point[()]"):
    x["n"] += 1
    return x["x"], x[()]["n"], x["x"][()], x.shape, x[...], x


@jit
def stored(x: "point[:]", i_small: int, value: float, m: int):
    x[i_small]["x"] = value
    x["n"][i_small] = m
    x["y"] = value
    x["n"][1:] = m
    return x


@jit
def stored_int(x: "point[:]", value: int):
    x[0]["n"] = value


@jit
def stored_int_in_all(x: "point[:]", value: int):
    x["n"] = value


@jit
def stored_float_in_int(x: "point[:]", value: float):
    x[0]["n"] = value


@jit
def stored_arrays(x: "point[:]", a: f64[:], b: i64[:]):
    x["y"] = a
    x["n"] = b


@jit
def stored_fields(x: "point[:]"):
    x["x"] = x["n"]
    x["n"] = x["y"]
    x["y"][::-1] = x["x"] + x["y"]
    x[1:]["x"] = x[:-1]["x"]


@jit
def augmented(x: "point[:]", i_small: int, value: float):
    x["x"] += value
    x["n"] *= 2
    x["y"][1:] -= x["x"][:-1]
    x[i_small]["x"] *= value
    x["n"][i_small] += 1
    x[::-1]["y"] += x["n"]


@jit
def masked(x: "point[:]", value: float):
    x["x"][x["n"] > 0] = value
    x["y"][x["n"] < 0] += x["x"][x["n"] < 0]
    x[x["n"] > 0]["x"] = 77.0
    return x[x["n"] > 1], x[x["n"] > 0]["y"], x["x"][x["y"] > 0]


@jit
def taken(x: "point[:]", places: i64[:]):
    return x[places], x[places]["n"], x["x"][places]


@jit
def copied(x: "point[:]", y: "point[:, :]"):
    a = x.copy()
    a["x"] = 1
    return a, y.copy(), x[::-1].copy()


@jit
def over_records(x: "point[:]"):
    total = 0.0
    for r in x:
        total += r["x"] * r["n"]
        r["n"] += 1
        r["y"] = total
    for i, r in enumerate(x):
        r["x"] += i
    for r, s in zip(x, x[::-1]):
        r["x"] -= s["y"]
    return total


@jit
def over_rows(x: "point[:, :]"):
    total = 0.0
    for row in x:
        for r in row:
            total += r["x"]
        row["n"] = 3
    return total


@jit
def a_record(x: "point[:]", i_small: int):
    r = x[i_small]
    before = r["x"]
    x[i_small]["x"] = 99.0
    r["y"] = 5
    s = x[0]
    s["n"] += 2
    return before, r["x"], r["n"], s["y"]


@jit
def exchanged_wrongly(x: "point[:]"):
    # A record is a part of the array, as in NumPy.
    r = x[0]
    x[0] = x[1]
    x[1] = r


@jit
def records_copied(x: "point[:]", i_small: int):
    for i in range(1, len(x)):
        x[i] = x[i_small]


@jit
def in_line(x: np.ndarray[tuple[int], np.dtype[aligned]], i_small: int):
    x["in"]["d"] += 1
    x[i_small]["in"]["e"] = 2.5
    r = x[i_small]["in"]
    r["d"] = 7
    return x["flag"], x["in"]["e"], x["in"][i_small]["d"], x[i_small]["flag"], x["in"], x


@jit
def deep(x: "body[:]", i_small: int):
    x["m"][0, 1, 2] += 1
    x[i_small]["m"][1] = 4.5
    x["m"][1:, 0] = x["mass"][0]
    x["at"]["n"] = 3
    x[0]["at"] = x[i_small]["at"]
    x["at"][0]["x"] = -1
    return x["m"], x["m"].sum(), x[i_small]["m"], x["at"]["y"], x["at"][i_small]["n"], x["at"], x


@jit
def of_axes(x: "body[:]"):
    m = x["m"]
    return m[:, 0], m[..., 1], m.sum(axis=1), x[::2]["m"][0], x["m"][:, 1, ::-1]


@jit
def made(n: int, value: float):
    x = np.zeros(n, dtype=point)
    x["x"] = value
    for i in range(n):
        x[i]["n"] = i
    return x, x[1:], x["n"]


@jit
def made_empty(n: int):
    x = np.empty((n, 2), body)
    x["mass"] = 1
    x["m"] = n
    x["at"]["x"] = 2
    x["at"]["y"] = x["mass"].sum()
    x["at"]["n"] = -1
    return x


@jit
def made_like(x: "point[:]"):
    y = np.zeros(x.shape, x.dtype)
    z = np.empty(len(x), dtype=x.dtype)
    z["x"] = x["y"]
    z["y"] = x["x"]
    z["n"] = 0
    return y, z, np.zeros((2, 0), aligned)


@jit
def shared(x: "point[:]"):
    y = np.zeros(len(x), point)
    y["x"] = x["y"]
    return y, y, x, x["x"], (y["x"], x[1:])


@jit
def of_calls(x: "point[:]", y: "body[:]"):
    if len(x) > 1:
        return norm(x), norm(y["at"]), reduced(x[0])
    return norm(x), norm(y["at"]), 0


@jit
def norm(points):
    return np.sqrt((points["x"] * points["x"] + points["y"] ** 2).sum())


@jit
def reduced(r):
    r["n"] -= 1
    return r["n"]


@jit
def chosen(x: "point[:]", y: "point[:]", flag: bool):
    z = x if flag else y[::-1]
    z["n"] = 4
    return z


@jit
def maybe(x: "point[:]", flag: bool):
    if flag:
        return x[1:]
    return None


@jit
def products(x: "point[:]"):
    return np.sort(x["y"]), x["n"].cumsum(), x["y"].mean()


@jit
def later(x: "point[:]", i_small: int):
    x["n"][i_small] += (i_small := 1)
    x[i_small]["n"] += (i_small := 2)
    return i_small


@jit
def in_tuples(x: "point[:]", y: "point[:]", i_tiny: int):
    t = (x, (y, 2), y[:1])
    t[1][0]["n"] += t[1][1]
    t[0]["x"][:1] = 3
    t[1][0][1:]["y"] = 4
    u = t[1][0]["x"] if i_tiny else (x if i_tiny < 1 else y)["y"]
    return t[0]["x"], t[1][0][:1]["n"], t[2]["y"], t[1][1], u


@jit
def same_dtypes(x: "point[:]", y: "body[:]"):
    return x.dtype == point, x.dtype != y.dtype, x.dtype == y["at"].dtype, y["m"].dtype == x.dtype
