from pyjit import f64, jit


@jit
def check(values: f64[:]) -> float:
    if len(values) == 0:
        raise ValueError(f"{values} is empty")
    return values[0]


@jit
def ordered(a: int, b: int) -> int:
    if a < 0:
        raise ValueError(f"{a:{b}} {a // b}")
    return a


@jit
def late(t: "datetime64[s]") -> None:
    print(t)
