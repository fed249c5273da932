"""NumPy's sized scalars: wrapping, division by zero, shifts, NEP 50 with Python's numbers."""

from pyjit import f32, f64, i8, i16, i32, i64, jit, u8, u16, u32, u64


@jit
def i8_arithmetic(a: i8, b: i8):
    return a + b, a - b, a * b, a // b, a % b, -a, abs(a)


@jit
def u8_arithmetic(a: u8, b: u8):
    return a + b, a - b, a * b, a // b, a % b, -a, abs(a)


@jit
def i16_arithmetic(a: i16, b: i16):
    return a + b, a - b, a * b, a // b, a % b, -a, abs(a)


@jit
def u16_arithmetic(a: u16, b: u16):
    return a + b, a - b, a * b, a // b, a % b, -a


@jit
def i32_arithmetic(a: i32, b: i32):
    return a + b, a - b, a * b, a // b, a % b, -a, abs(a)


@jit
def u32_arithmetic(a: u32, b: u32):
    return a + b, a - b, a * b, a // b, a % b, -a


@jit
def i64_arithmetic(a: i64, b: i64):
    return a + b, a - b, a * b, a // b, a % b, -a, abs(a)


@jit
def u64_arithmetic(a: u64, b: u64):
    return a + b, a - b, a * b, a // b, a % b, -a


@jit
def f32_arithmetic(x: f32, y: f32):
    return x + y, x - y, x * y, x / y, -x, abs(x)


@jit
def f64_arithmetic(x: f64, y: f64):
    return x + y, x - y, x * y, x / y, -x, abs(x)


@jit
def f64_floor_division(x: f64, y: f64):
    return x // y, x % y


@jit
def f32_floor_division(x: f32, y: f32):
    return x // y, x % y


@jit
def i32_true_division(a: i32, b: i32):
    return a / b


@jit
def i64_true_division(a: i64, b: i64):
    return a / b


@jit
def u64_true_division(a: u64, b: u64):
    return a / b


@jit
def i8_bits(a: i8, b: i8):
    return a & b, a | b, a ^ b, ~a, a << b, a >> b


@jit
def u8_bits(a: u8, b: u8):
    return a & b, a | b, a ^ b, ~a, a << b, a >> b


@jit
def i64_bits(a: i64, b: i64):
    return a & b, a | b, a ^ b, ~a, a << b, a >> b


@jit
def u64_bits(a: u64, b: u64):
    return a & b, a | b, a ^ b, ~a, a << b, a >> b


@jit
def u32_hash(a: u32) -> u32:
    a = (a ^ (a >> 16)) * 73244475
    a = (a ^ (a >> 16)) * 73244475
    return a ^ (a >> 16)


@jit
def weak_int(a: u8):
    return a + 1, a * 2, 3 - a, a // 7, a & 15


@jit
def weak_float(x: f32):
    return x + 0.1, x * 2, 1 / x, x - 1


@jit
def mixed_widths(a: i8, b: u8):
    return a + b, a * b, a - b


@jit
def mixed_kinds(a: i32, x: f32):
    return a + x, a * x


@jit
def mixed_signs(a: i32, b: u32):
    return a + b, a - b


@jit
def signed_with_unsigned(a: i64, b: u64):
    return a < b, a == b, a >= b, a != b


@jit
def compare_widths(a: i8, b: u32):
    return a < b, a == b, a > b


@jit
def compare_with_python(a: u8, b: int):
    return a < b, a == b, a >= b


@jit
def compare_floats(x: f32, y: f64):
    return x < y, x == y, x != y, x >= y


@jit
def f32_against_python_float(x: f32, y: float):
    return x < y, x == y


@jit
def to_python(a: u64) -> int:
    return int(a)


@jit
def f32_to_float(x: f32) -> float:
    return float(x) * 3.0


@jit
def casts(a: int):
    return i8(a & 127), u8(a & 255), i32(a & 1023), u64(a & 4095), f64(a), f32(a)


@jit
def cast_out_of_range(a: int):
    return u8(a)


@jit
def powers(a: i32, b: i8):
    return a**2, b**3, a**0


@jit
def u64_power(a: u64, b: u64):
    return a**b


@jit
def smallest(a: i16, b: i16):
    return min(a, b), max(a, b)


@jit
def truth(a: u8, x: f32):
    return not a, bool(x), a and a, (1 if x else 2)


@jit
def returns_declared(a: i16) -> i32:
    return i32(a) * 100000


@jit
def weak_left(a: int, x: float):
    return a + u8(x)


@jit
def weak_left_constant(x: float):
    return 32767 | u8(x), divmod(300, i8(x))
