from pyjit import jit


@jit
def broken(text: str) -> bool:
    return text == "\udc80"
