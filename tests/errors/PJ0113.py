from pyjit import jit


@jit
def halve(n: int) -> int:
    while (rest := n % 2) == 0:
        n //= 2
    return n + rest
