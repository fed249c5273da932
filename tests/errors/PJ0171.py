from pyjit import f64, jit

TABLE = [1.0, 2.0, 3.0]


@jit
def same(data: bytes):
    return data


@jit
def perhaps(data: memoryview, given: bool):
    result = data if given else None
    return result


@jit
def among_others(a: f64[:], data: bytearray):
    return a, (len(a), data)


@jit
def constant():
    return TABLE
