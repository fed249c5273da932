from pyjit import f64, jit


@jit
def same(a: f64[:]):
    return a


@jit
def perhaps(a: f64[:], given: bool):
    result = a if given else None
    return result


@jit
def found(a: f64[:], given: bool):
    result = None
    if given:
        result = a
    return result
