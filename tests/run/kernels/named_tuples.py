"""Named tuples: making, fields, unpacking, comparing, `_replace`, as parameters and results."""

from collections import namedtuple
from typing import NamedTuple, Optional

import pair.shapes as forms
from pair.shapes import Point

from pyjit import f64, jit

Interval = namedtuple("Interval", "low high step", defaults=(1,))


class Typed(NamedTuple):
    a: int
    b: bool


Nothing = namedtuple("Nothing", [])


class Segment(NamedTuple):
    start: Point
    end: "Point"
    name: int = 3


@jit
def make(x: float, a_small: int):
    return Point(x), Point(a_small, x), Point(y=x, x=a_small), forms.Point(*(x, a_small))


@jit
def fields(p: Point) -> float:
    return p.x * 100 + p.y


@jit
def like_a_tuple(p: Point, n: int):
    x, y = p
    total = 0.0
    for z in p:
        total += z
    return p[0], p[-1], p[::-1], x - y, total, len(p), p + (1,), p * 2, (*p, 5), p[n], x in p


@jit
def compared(p: Point, q: Point):
    return p == q, p < q, p == (q.x, q.y), (p, 1) >= (q, 1), p in (q, 3), p != (1, 2, 3)


@jit
def truth(p: Point, n: int):
    return not p, not Nothing(), 1 if Interval(n, n) else 2, bool(p)


@jit
def segment(s: Segment) -> float:
    (x, y), end, name = s
    return s.start.x + y * 10 + end.y * 100 + s.end[0] + name - x


@jit
def make_segment(p: Point, c: bool) -> Segment:
    s = Segment(p, Point(p.y, p.x))
    if c:
        return s
    return Segment(s.end, name=4, end=p)


@jit
def interval(low: int, high: int):
    i = Interval(low, high=high)
    if i.low > i.high:
        i = i._replace(low=i.high, high=i.low)
    return i, i.step, Interval(1, 2, low)


@jit
def replaced(p: Point, a_small: int):
    return p._replace(), p._replace(y=p.x), p._replace(y=1 // a_small, x=a_small)


@jit
def typed(a: Typed) -> Typed:
    return Typed(a.a + 1, not a.b)


@jit
def helper(p, scale=2):
    return p._replace(x=p.x * scale)


@jit
def through_calls(p: Point, a_small: int):
    return helper(p), helper(scale=a_small, p=p), helper(p, 3.0)


@jit
def maybe(p: Optional[Point], q: Point) -> Optional[Point]:
    if p is None:
        return q
    if p == q:
        return None
    return Point(p.x, q.y)


@jit
def accumulated(n: int) -> Point:
    p = Point(0.0, 1.0)
    for i in range(n):
        p = Point(p.x + i, p.y * 2.0)
    return p


@jit
def order(a_small: int):
    return Interval(high=(b := a_small + 1), low=b * 2), Interval(step=1 // a_small, low=1, high=b)


@jit
def classes(p: Point, q: Optional[Point]):
    return isinstance(p, Point), isinstance(p, tuple), isinstance(p, Segment), isinstance(q, Point)


@jit
def declared_fields(values: f64[:]) -> Optional[Point]:
    if len(values) == 0:
        return None
    total = 0.0
    for value in values:
        total += value
    return Point(total, max(values))


@jit
def fields_of_two_types(a: int, x: float):
    p = Point(1.5, x)
    if a > 0:
        p = Point(a, x)
    return p
