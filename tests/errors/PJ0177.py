import numpy as np

from pyjit import c128, f64, i64, jit

point = np.dtype([("x", "f8"), ("n", "i4")])


@jit
def put(b: bytearray, x: float) -> None:
    b[0] = x


@jit
def tuple_as_record(x: "point[:]") -> None:
    x[0] = (1.0, 2)


@jit
def records_in_records(x: "point[:]") -> None:
    x[1:] = x[:-1]


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
