from pyjit import jit


@jit
def mask(x: float) -> float:
    return x & 1


@jit
def two_dates(t: "datetime64[s]", u: "datetime64[s]"):
    return t + u


@jit
def months_and_days(d: "timedelta64[M]", e: "timedelta64[D]"):
    """A month has no length in days."""
    return d + e
