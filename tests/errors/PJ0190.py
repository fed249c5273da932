from pyjit import jit


@jit
def kept(n: int) -> int:
    k = 1
    add = lambda x: x + k
    other = add
    k = 2
    return other(n)


@jit
def unassigned(n: int) -> int:
    def add(x):
        return x + k
    first = add(n)
    k = 1
    return first + k


@jit
def perhaps(n: int) -> int:
    if n > 0:
        def add(x):
            return x + 1
    return add(n)


@jit
def walrus(n: int) -> int:
    def add(x):
        return x + k
    return (k := n) + add(1)


@jit
def again(n: int) -> int:
    def add(x):
        return x + 1
    def twice(x):
        return add(add(x))
    def add(x):
        return x + 2
    return twice(n)


@jit
def looped(n: int) -> int:
    k = 0
    def add(x):
        return x + k
    for f in (add, add):
        k += 1
        n = f(n)
    return n


@jit
def comprehension(n: int) -> int:
    return sum((lambda: i)() for i in range(n))
