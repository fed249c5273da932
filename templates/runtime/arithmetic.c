/* Arithmetic that is too long to stand in every kernel.
 *
 * LLVM is told (`codegen/promises.rs`) that these may be computed ahead of the checks before them,
 * so each must bear any arguments, also those that the checks exclude: a division by zero would end
 * the process. */
#include "runtime.h"

#include <limits.h>
#include <math.h>

static uint64_t magnitude(int64_t value) {
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* `left / right` of Python's integers: the quotient of the exact values, rounded once. `right` is
 * not zero. With both operands shifted up to 64 bits the integer quotient has at least 63, so that
 * a bit for "the remainder is not zero" lies far below the 53 that a double keeps, and converting
 * to double rounds half to even exactly where Python does. No quotient of 64-bit integers is
 * subnormal, so scaling by a power of two is exact. */
double pyjit_true_divide(int64_t left, int64_t right) {
    if (left == 0 || right == 0) {
        return right < 0 ? -0.0 : 0.0;
    }
    uint64_t above = magnitude(left), below = magnitude(right);
    int up = __builtin_clzll(above), down = __builtin_clzll(below);
    unsigned __int128 dividend = (unsigned __int128)(above << up) << 63;
    uint64_t divisor = below << down;
    uint64_t quotient = (uint64_t)(dividend / divisor);
    quotient |= dividend % divisor != 0;
    double result = ldexp((double)quotient, down - up - 63);
    return (left < 0) != (right < 0) ? -result : result;
}

/* `base ** exponent` modulo 2^64; the exponent is not negative. */
int64_t pyjit_power(int64_t base, int64_t exponent) {
    uint64_t result = 1, square = (uint64_t)base, rest = (uint64_t)exponent;
    for (; rest != 0; rest >>= 1) {
        if (rest & 1) {
            result *= square;
        }
        square *= square;
    }
    return (int64_t)result;
}

/* The same, and whether the exact result leaves 64 bits. */
int64_t pyjit_power_checked(int64_t base, int64_t exponent, int64_t *overflow) {
    int64_t result = 1, square = base;
    uint64_t rest = (uint64_t)exponent;
    /* A square that overflowed matters only if it is multiplied in. */
    int square_overflowed = 0, failed = 0;
    while (rest != 0) {
        if (rest & 1) {
            failed |= square_overflowed | __builtin_mul_overflow(result, square, &result);
        }
        rest >>= 1;
        if (rest != 0) {
            square_overflowed |= __builtin_mul_overflow(square, square, &square);
        }
    }
    *overflow = failed;
    return result;
}

/* `base ** exponent % modulus` with the sign of the modulus; the exponent is not negative and the
 * modulus not zero. */
int64_t pyjit_power_modulo(int64_t base, int64_t exponent, int64_t modulus) {
    if (modulus == 0) {
        return 0;
    }
    uint64_t divisor = magnitude(modulus), rest = (uint64_t)exponent;
    uint64_t square = magnitude(base) % divisor;
    if (base < 0 && square != 0) {
        square = divisor - square;
    }
    uint64_t result = 1 % divisor;
    for (; rest != 0; rest >>= 1) {
        if (rest & 1) {
            result = (uint64_t)((unsigned __int128)result * square % divisor);
        }
        square = (uint64_t)((unsigned __int128)square * square % divisor);
    }
    /* The result is that of a positive modulus; a negative one wants it in `modulus..=0`. */
    return modulus < 0 && result != 0 ? (int64_t)(result + (uint64_t)modulus) : (int64_t)result;
}

/* C leaves the exponent of infinities and NaN open; Python says 0. */
double pyjit_frexp_fraction(double value) {
    int exponent = 0;
    return isfinite(value) ? frexp(value, &exponent) : value;
}

int64_t pyjit_frexp_exponent(double value) {
    int exponent = 0;
    if (isfinite(value)) {
        frexp(value, &exponent);
    }
    return exponent;
}

double pyjit_ldexp(double value, int64_t exponent) {
    int clamped = exponent > INT_MAX ? INT_MAX : exponent < INT_MIN ? INT_MIN : (int)exponent;
    return ldexp(value, clamped);
}
