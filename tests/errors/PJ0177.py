import numpy as np

from pyjit import c128, f64, i64, jit

point = np.dtype([("x", "f8"), ("n", "i4")])
other = np.dtype([("y", "f8"), ("n", "i4")])
over = np.dtype({"names": ["a", "b"], "formats": ["i4", "i2"], "offsets": [0, 2]})


@jit
def put(b: bytearray, x: float) -> None:
    b[0] = x


@jit
def tuple_as_record(x: "point[:]") -> None:
    x[0] = (1.0, 2, 3)


@jit
def records_in_records(x: "point[:]", y: "other[:]") -> None:
    x[1:] = y


@jit
def text_in_a_record(x: "point[:]") -> None:
    x[0] = ("a", 2)


@jit
def fields_that_overlap(x: "over[:]") -> None:
    x[0] = x[1]


@jit
def put_date(a: "datetime64[s][:]") -> None:
    a[0] = "2020-01-01"


@jit
def into_integers(a: f64[:], b: i64[:]):
    np.add(a, b, out=b)


@jit
def in_integers(a: f64[:]):
    return np.multiply(a, 2, dtype=np.int32)


@jit
def into_a_row(a: f64[:, :], b: f64[:]):
    np.negative(a, out=b)


@jit
def rounded_into_another_type(a: f64[:], b: c128[:]):
    np.round(a, 1, out=b)


@jit
def real_from_complex(a: c128[:]):
    a.real = a


@jit
def number_that_may_not_fit(a: i64[:, :], x: float):
    a.flat[0] = x


@jit
def array_in_one_place(a: f64[:, :], b: f64[:]):
    a.flat[0] = b
