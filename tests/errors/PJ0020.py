from pyjit import jit


class Counter:
    @jit
    def step(self, a: int) -> int:
        return a + 1

    @classmethod
    @jit
    def zero(cls) -> int:
        return 0
