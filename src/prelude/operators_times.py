"""Points and spans of time, as the numbers of units that they are (NumPy's ``datetime.c`` and the
loops for ``datetime64`` and ``timedelta64`` of its ``loops.c.src``).

Numbers are Python's: where one leaves 64 bits, NumPy raises from 2.5 on and wraps before, so Python
decides. A number that would be that of ``NaT`` has left them, too.
"""

from pyjit import f64, i64, jit

NAT = -9223372036854775808
END = 9223372036854775808.0
# Beyond so many days or months the calendars of NumPy's versions differ.
MOST = 1000000000000000


@jit
def _in_range(number):
    """The number, which is not that of ``NaT``."""
    return number - (number == NAT)


@jit
def _left_to_python(number):
    """What no kernel answers."""
    return number - number + NAT - 1


@jit
def is_nat(number):
    return number == NAT


@jit
def add(x, y):
    if x == NAT or y == NAT:
        return NAT
    return _in_range(x + y)


@jit
def subtract(x, y):
    if x == NAT or y == NAT:
        return NAT
    return _in_range(x - y)


@jit
def multiply(x, count):
    if x == NAT:
        return NAT
    return _in_range(x * count)


@jit
def multiply_count(count, x):
    return multiply(x, count)


@jit
def _truncated(result, x):
    """A number of units that was computed in floats."""
    if result != result or result - result != 0:
        return NAT
    if not -END < result < END:
        return _left_to_python(x)
    return int(result)


@jit
def multiply_by_float(x, factor):
    if x == NAT:
        return NAT
    return _truncated(f64(x) * f64(factor), x)


@jit
def multiply_float(factor, x):
    return multiply_by_float(x, factor)


@jit
def divide_by_float(x, divisor):
    if x == NAT:
        return NAT
    return _truncated(f64(x) / f64(divisor), x)


@jit
def divide(x, count):
    """Rounded towards zero, whichever operator divides."""
    if x == NAT or count == 0:
        return NAT
    if count == NAT:
        return 0
    whole = abs(x) // abs(count)
    return whole if (x < 0) == (count < 0) else -whole


@jit
def ratio(x, y):
    if x == NAT or y == NAT:
        return f64(float("nan"))
    return f64(x) / f64(y)


@jit
def floor_ratio(x, y):
    if x == NAT or y == NAT or y == 0:
        return i64(0)
    return i64(x // y)


@jit
def remainder(x, y):
    if x == NAT or y == NAT or y == 0:
        return NAT
    return x % y


@jit
def negative(x):
    return x if x == NAT else -x


@jit
def absolute(x):
    return x if x == NAT else abs(x)


@jit
def minimum(x, y):
    if x == NAT or y == NAT:
        return NAT
    return x if x < y else y


@jit
def maximum(x, y):
    if x == NAT or y == NAT:
        return NAT
    return x if x > y else y


@jit
def fmin(x, y):
    if x == NAT:
        return y
    if y == NAT:
        return x
    return x if x < y else y


@jit
def fmax(x, y):
    return x if x > y else y


@jit
def equal(x, y):
    return x == y and x != NAT


@jit
def not_equal(x, y):
    return x != y or x == NAT


@jit
def less(x, y):
    return x < y and x != NAT


@jit
def less_equal(x, y):
    return x <= y and x != NAT


@jit
def scaled(x, up, down):
    """So many of another unit, rounded down."""
    if x == NAT:
        return x
    if up != 1:
        x = _in_range(x * up)
    if down == 1:
        return x
    # As NumPy, whose difference may leave 64 bits although the quotient would not.
    if x < 0:
        return -((down - 1 - x) // down)
    return x // down


@jit
def without_unit(x):
    """A point of time without a unit, which means something only where it is none."""
    return x if x == NAT else _left_to_python(x)


@jit
def _days_before(year):
    """The days from the beginning of 1970 to that of March of a year."""
    return year * 365 + year // 4 - year // 100 + year // 400 - 719468


@jit
def days_of_months(x, months):
    """The first day of a month, counted from that of January 1970; so many are one."""
    if x == NAT:
        return x
    month = x * months
    if not -MOST < month < MOST:
        return _left_to_python(x)
    # Years that begin in March have their leap day at the end.
    since_march = month - 2
    month = since_march % 12
    return _days_before(1970 + since_march // 12) + (month * 153 + 2) // 5


@jit
def months_of_days(x, months):
    """The month that a day lies in, rounded down to such of which so many are one."""
    if x == NAT:
        return x
    if not -MOST < x < MOST:
        return _left_to_python(x)
    day = x + 719468
    era = day // 146097
    day -= era * 146097
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= year * 365 + year // 4 - year // 100
    month = (day * 5 + 2) // 153
    return ((era * 400 + year - 1970) * 12 + month + 2) // months
