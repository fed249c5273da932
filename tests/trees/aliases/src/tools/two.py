import tools._compat as compat


@compat.pj.jit
def two(n: int) -> int:
    return n + 2


@compat.kernel
def half(values: compat.f64[:]) -> float:
    return float(values[0]) / 2
