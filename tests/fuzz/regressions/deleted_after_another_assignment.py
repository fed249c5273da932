"""`del` unassigns the name, whichever of its values a later read would have found."""

from pyjit import jit


@jit
def main(c: bool, x: int):
    if c:
        x |= 4
        del x
    return x


# call: ['True', '1']
# call: ['False', '1']
