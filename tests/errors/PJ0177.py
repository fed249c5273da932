import numpy as np

from pyjit import jit

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
