"""NumPy computes a power by its own loop where neither operand has the result's type."""

from pyjit import f32, i8, i32, jit


@jit
def main(a: i8, b: i32, x: float, y: f32):
    return a**x, x**a, b**y, y**b


# call: ['np.int8(17)', 'np.int32(3)', '1.614288308006612', 'np.float32(15.888934)']
# call: ['np.int8(127)', 'np.int32(9)', '6.973142639513203', 'np.float32(19.150658)']
