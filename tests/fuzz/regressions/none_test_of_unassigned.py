"""A test that the type decides reads the variable all the same."""

from pyjit import jit


@jit
def main(c: bool, n: int):
    if c:
        v = None
        w = n
    if n > 5:
        return w is None
    return v if v is not None else n


# call: ['True', '1']
# call: ['False', '1']
# call: ['True', '7']
# call: ['False', '7']
