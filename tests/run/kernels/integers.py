"""Python's `int`: operators, overflow, signs of division, shifts, bits."""

from pyjit import jit


@jit
def add(a: int, b: int) -> int:
    return a + b


@jit
def subtract(a: int, b: int) -> int:
    return a - b


@jit
def multiply(a: int, b: int) -> int:
    return a * b


@jit
def true_divide(a: int, b: int) -> float:
    return a / b


@jit
def floor_divide(a: int, b: int) -> int:
    return a // b


@jit
def modulo(a: int, b: int) -> int:
    return a % b


@jit
def divide_and_rest(a: int, b: int) -> tuple[int, int]:
    return divmod(a, b)


@jit
def power(a: int, exponent: int) -> int:
    return a**exponent


@jit
def power_of_two(exponent: int) -> int:
    return 2**exponent


@jit
def square_minus(a: int, b: int) -> int:
    return a**2 - b**3


@jit
def builtin_pow(a: int, exponent: int) -> int:
    return pow(a, exponent)


@jit
def modular_power(a: int, exponent: int, m: int) -> int:
    return pow(a, exponent, m)


@jit
def shift_left(a: int, shift: int) -> int:
    return a << shift


@jit
def shift_right(a: int, shift: int) -> int:
    return a >> shift


@jit
def bit_and(a: int, b: int) -> int:
    return a & b


@jit
def bit_or(a: int, b: int) -> int:
    return a | b


@jit
def bit_xor(a: int, b: int) -> int:
    return a ^ b


@jit
def negate(a: int) -> int:
    return -a


@jit
def plus(a: int) -> int:
    return +a


@jit
def invert(a: int) -> int:
    return ~a


@jit
def absolute(a: int) -> int:
    return abs(a)


@jit
def smallest(a: int, b: int) -> int:
    return min(a, b)


@jit
def greatest_of_three(a: int, b: int, c: int) -> int:
    return max(a, b, c)


@jit
def polynomial(a: int) -> int:
    return 3 * a * a - 7 * a + 11


@jit
def average(a: int, b: int) -> int:
    return (a + b) // 2


@jit
def clamp(a: int, low: int, high: int) -> int:
    return max(low, min(a, high))


@jit
def augmented(a: int, b: int) -> int:
    result = a
    result += b
    result -= 3
    result *= 2
    result //= 5
    result %= 1000
    result &= 0xFFF
    result |= 1
    result ^= 0x55
    result <<= 3
    result >>= 1
    return result


@jit
def divide_by_constants(a: int) -> tuple[int, int, int, int, int, int]:
    return a // 8, a % 8, a // -8, a % -8, a // 10, a % -7


@jit
def collatz(n: int) -> int:
    steps = 0
    value = n
    while value > 1:
        value = value // 2 if value % 2 == 0 else 3 * value + 1
        steps += 1
    return steps


@jit
def sum_to(n: int) -> int:
    total = 0
    for i in range(n):
        total += i
    return total


@jit
def factorial(rounds: int) -> int:
    result = 1
    for factor in range(2, rounds + 1):
        result *= factor
    return result


@jit
def fibonacci(rounds: int) -> int:
    a, b = 0, 1
    for _ in range(rounds):
        a, b = b, a + b
    return a


@jit
def count_bits(a: int) -> int:
    count = 0
    value = a & 0x7FFFFFFFFFFFFFFF
    while value:
        value &= value - 1
        count += 1
    return count


@jit
def greatest_common_divisor(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


@jit
def constants_at_the_edge(a: int) -> bool:
    return a == 9223372036854775807 or a == -9223372036854775808


@jit
def overflow_then_back(a: int) -> int:
    return (a * 4) // 4


@jit
def inferred(a: int, b: int):
    return a * b + 1
