"""The truth of `None` reads the variable all the same."""

from pyjit import i8, jit


@jit
def main(c: bool, n: int):
    if c:
        v = None
    if n > 5:
        return 1 if v else 2
    return i8((not v) & 127)


# call: ['True', '1']
# call: ['False', '1']
# call: ['True', '7']
# call: ['False', '7']
