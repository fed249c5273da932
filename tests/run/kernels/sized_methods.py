"""Methods and attributes of sized scalars."""

from pyjit import f32, f64, i8, i64, jit, u16, u64


@jit
def of_f64(x: f64):
    return x.conjugate(), x.real, x.imag, x.is_integer(), x.item(), x.conj()


@jit
def of_f32(x: f32):
    return x.conjugate(), x.real, x.imag, x.is_integer(), x.item()


@jit
def ratio_of_f32(x: f32):
    return x.as_integer_ratio()


@jit
def of_i8(x: i8):
    return x.conjugate(), x.real, x.imag, x.is_integer(), x.item(), x.bit_count(), x.numerator


@jit
def of_i64(x: i64):
    return x.conj(), x.real, x.imag, x.item(), x.bit_count(), x.denominator


@jit
def of_u16(x: u16):
    return x.conj(), x.real, x.imag, x.item(), x.bit_count(), x.denominator


@jit
def of_u64(x: u64):
    return x.conj(), x.real, x.imag, x.item(), x.bit_count(), x.denominator
