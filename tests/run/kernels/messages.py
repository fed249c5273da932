"""Exceptions with messages, `assert` and `print`; `test_messages.py` compares every word."""

import math
from typing import Optional

from pair import errors
from pair.errors import Narrow as Slim

import pyjit
from pyjit import f32, f64, i8, i64, jit, u8

WIDTH = 12
SPEC = ".3f"


class Bad(Exception):
    pass


class Worse(Bad, ValueError):
    """Has a constructor of its own."""

    def __init__(self, value, text="worse"):
        super().__init__(text, value)
        self.value = value

    def __str__(self):
        return f"{self.args[0]}: {self.value!r}"


class Holder:
    class Inner(LookupError):
        pass


NotAnException = int


@jit
def number(a: int) -> int:
    raise ValueError(
        f"{a} is bad, {a!r} and {a!s} and {a!a}, {a:,} {a:x} {a:>{WIDTH}} {a=} {a = :d}"
    )


@jit
def real(x: float) -> float:
    raise ValueError(f"{x}|{x!r}|{x:.3f}|{x:10.2e}|{x:g}|{x:+.1%}|{x:{SPEC}}|{x=}|{-x}|{x:n}")


@jit
def truth(a: bool) -> bool:
    raise KeyError(f"{a}{a:d}{a!r:>8}")


@jit
def text(mode: str) -> str:
    raise ValueError(
        f"unknown mode {mode!r}: <{mode}> <{mode:>12}> <{mode!a}> {{}} ü \x00 \U0001f600"
    )


@jit
def text_itself(mode: str) -> str:
    raise RuntimeError(mode)


@jit
def single_piece(mode: str) -> str:
    raise RuntimeError(f"{mode}")


@jit
def wrong_format(a: int) -> int:
    raise ValueError(f"{a:Q}")


@jit
def wrong_format_of_text(mode: str) -> int:
    raise ValueError(f"{mode:d}")


@jit
def wrong_computed_format(a: int, mode: str) -> int:
    raise ValueError(f"{a:{mode}}")


@jit
def computed_width(a_small: int, x: float) -> int:
    raise ValueError(f"{x:{a_small}.2f}")


@jit
def several(a: int, x: float, mode: str) -> int:
    raise ValueError("several", a, x, mode, (a, (x, True)), None, a > 3)


@jit
def no_arguments(a: int) -> int:
    raise ValueError()


@jit
def only_class(a: int) -> int:
    raise ValueError


@jit
def key(a: int) -> int:
    raise KeyError(a)


@jit
def os_error(a: int) -> int:
    raise OSError(2, "no such thing", "file")


@jit
def os_error_by_alias(a: int) -> int:
    raise OSError("disk")


@jit
def stop(a: int) -> int:
    raise StopIteration(a)


@jit
def leave(a: int) -> int:
    raise SystemExit(a)


@jit
def interrupt(a: int) -> int:
    raise KeyboardInterrupt


@jit
def wrong_arguments(a: int) -> int:
    raise UnicodeDecodeError("utf-8")


@jit
def base(a: int) -> int:
    raise BaseException(f"{a}")


@jit
def warning(a: int) -> int:
    raise DeprecationWarning("old")


@jit
def own(a: int) -> int:
    raise Bad(f"{a}")


@jit
def own_class(a: int) -> int:
    raise Bad


@jit
def own_constructor(a: int, mode: str) -> int:
    if a > 5:
        raise Worse(a)
    raise Worse(a, mode)


@jit
def own_constructor_fails(a: int) -> int:
    raise Worse


@jit
def nested_class(a: int) -> int:
    raise Holder.Inner(a, "inner")


@jit
def of_other_module(a: int) -> int:
    if a > 3:
        raise errors.Wide("wide", a)
    raise Slim("slim")


@jit
def no_exception(a: int) -> int:
    raise Holder


@jit
def suppressed(a: int) -> int:
    raise ValueError(f"{a}") from None


@jit
def suppressed_class(a: int) -> int:
    raise Bad from None


@jit
def joined(a: int, mode: str) -> int:
    raise ValueError("mode " + mode + ", number " + str(a) + f" ({a})" + repr(mode) + ascii(mode))


@jit
def concatenated(a: int) -> int:
    raise ValueError(f"implicit {a} and\n{a:5}")


@jit
def nested(a: int, x: float) -> int:
    raise ValueError(f"{f'{a}<{x}>'!r:>40}")


@jit
def of_tuple(pair: tuple[int, float]) -> int:
    raise ValueError(f"{pair} {pair!r} {pair[0]}", pair)


@jit
def of_sized(a: i8, b: u8, c: i64, x: f32, y: f64) -> int:
    raise ValueError(f"{a} {b!r} {c:5} {x} {x!r} {x:.3f} {y} {y!r} {x > y}", a, b, c, x, y, (x, a))


@jit
def of_element(values: f32[:], n: int) -> float:
    for i in range(values.shape[0]):
        if values[i] < 0.5:
            raise ValueError(f"element {i} of {len(values)} is {values[i]}", values[i])
    return 0.0


@jit
def failing_value(a: int) -> int:
    raise ValueError(f"{1 // a} {a}")


@jit
def failing_message(a: int) -> int:
    assert a > 3, f"{1 // a}"
    return a


@jit
def asserts(a: int, x: float) -> int:
    assert a > 3
    assert x > 0.5, "x is too small"
    assert x < 100.0, f"x is {x}, a {a:#x}"
    assert a < 100, (a, "tuple")
    assert a != 7, a
    assert a != 10, None
    return a


@jit
def raises_for(a):
    if a < 0:
        raise ValueError(f"{a} is negative")
    return math.sqrt(a)


@jit
def calls(a: int) -> float:
    return raises_for(a) + raises_for(a - 3)


@jit
def in_branches(a: int, mode: str) -> int:
    if mode == "fast":
        if a % 2:
            raise ValueError("odd", mode)
        return a
    elif mode == "slow":
        raise TypeError(f"slow {a}")
    else:
        raise Bad(mode)


@jit
def walrus(a: int) -> int:
    if a > 10:
        raise ValueError(f"{(b := a // 2)} {b}")
    return a


@jit
def overflow_in_message(a: int) -> int:
    raise ValueError(f"{a * a}")


@jit
def prints(a: int, x: float, plain: str) -> int:
    print()
    print(a, x, plain, None, True, (a, x))
    print(f"{a:>6}|{x:.2f}", plain, sep="-", end="!\n")
    print(a, a, sep=None, end=None)
    print(a, x, sep=plain, flush=False)
    print("x" + str(a), end="")
    return a


@jit
def print_wrong(a: int) -> None:
    print("before")
    print(a, sep=a)
    print("after")


@jit
def prints_in_loop(n: int) -> int:
    total = 0
    for i in range(n):
        print(i, end=" ")
        total += i
    print(f"= {total}")
    return total


@jit
def reports(a):
    print(f"at {a}")
    return a * a


@jit
def overflows_after_printing(a_small: int) -> int:
    return reports(a_small) + 1


@jit
def nothing(a: int) -> None:
    return print(a)


@jit
def module_alias(x: pyjit.f64) -> float:
    if x > 3.0:
        raise ArithmeticError(f"{x:8.3f}")
    return 0.5


@jit
def keywords(a: int) -> int:
    raise ImportError(f"no module {a}", name="x", path=str(a))


@jit
def wrong_keyword(a: int) -> int:
    raise ValueError("x", name=a)


@jit
def percent(a: int, x: float, mode: str) -> int:
    if a == 0:
        raise ValueError("%d" % a)
    raise ValueError("%5d|%-8s|%r|%.3e|%%" % (a, mode, x, x))


@jit
def wrong_percent(a: int, mode: str) -> int:
    if a > 3:
        raise ValueError("%d %d" % a)
    raise ValueError("%d" % mode)


@jit
def formatted(a: int, x: float, mode: str) -> int:
    raise ValueError(f"{a:>5} {x:.2f} {mode!r} {{}}")


@jit
def wrong_formatted(a: int) -> int:
    raise ValueError("{} {}".format(a))


@jit
def message_in_variable(a: int, x: float) -> float:
    if a > 3:
        message = f"{a} is too large"
        raise ValueError(message)
    if x > 3.0:
        message = "%r is too large" % x
        raise Worse(x, message)
    text = f"done with {a}"
    print(text, text_end(a), sep=": ")
    return x


@jit
def text_end(a):
    return "even" if a % 2 == 0 else "odd"


@jit
def complex_number(z: complex, x: float) -> int:
    raise ValueError(f"{z} {z!r} {z * x} {z:.2f}", z)


@jit
def maybe(a: Optional[int], mode: Optional[str]) -> int:
    if a is None:
        raise ValueError(f"{a} {mode!r}", mode, a)
    raise ValueError(f"{a + 1} {a} {mode} {(a, mode)}", a, mode)


@jit
def none_of_a_call(a: int) -> int:
    raise ValueError(f"{nothing(a)}", nothing(7))


@jit
def conditional_text(a: int) -> int:
    raise ValueError("odd" if a % 2 else "even", f"{'odd' if a % 2 else 'even'}")


@jit
def mixed(a_small: int, x: float) -> int:
    value = a_small if a_small > 2 else x
    best = 0
    if a_small < 0:
        best = x
    raise ValueError(f"{value} {best!r} {(value, best)}", value, best)


@jit
def ranges(a_small: int) -> int:
    raise ValueError(f"{range(a_small)}", range(1, a_small, 2))
