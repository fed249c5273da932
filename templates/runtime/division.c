/* Division of 128-bit integers under the names that compilers call. They have it in a library of
 * their own (libgcc, compiler-rt), which is there where a C compiler is, but not where pyjit links
 * by itself. */
#include <stdint.h>

typedef unsigned __int128 wide;

/* `high * 2^64 + low` divided by `divisor`, where `high < divisor`, so that the quotient has 64
 * bits; in digits of 32 bits (Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D;
 * with x86's own instruction for it, which no C says). */
static uint64_t divide(uint64_t high, uint64_t low, uint64_t divisor, uint64_t *remainder) {
#ifdef __x86_64__
    uint64_t quotient;
    __asm__("divq %4" : "=a"(quotient), "=d"(*remainder) : "a"(low), "d"(high), "r"(divisor) : "cc");
    return quotient;
#else
    const uint64_t digit = UINT64_C(1) << 32;
    int shift = __builtin_clzll(divisor);
    divisor <<= shift;
    high = shift ? high << shift | low >> (64 - shift) : high;
    low <<= shift;
    uint64_t upper = divisor >> 32, lower = divisor & (digit - 1);
    uint64_t quotient = 0, rest = high;
    for (int place = 1; place >= 0; place--) {
        uint64_t next = place ? low >> 32 : low & (digit - 1);
        uint64_t guess = rest / upper, left = rest % upper;
        /* At most twice: the divisor's first bit is set. */
        while (guess >= digit || guess * lower > left * digit + next) {
            guess--;
            left += upper;
            if (left >= digit) {
                break;
            }
        }
        rest = rest * digit + next - guess * divisor;
        quotient = quotient * digit + guess;
    }
    *remainder = rest >> shift;
    return quotient;
#endif
}

wide __udivmodti4(wide dividend, wide divisor, wide *remainder) {
    uint64_t high = (uint64_t)(dividend >> 64), low = (uint64_t)dividend;
    uint64_t above = (uint64_t)(divisor >> 64), below = (uint64_t)divisor, rest;
    if (above == 0) {
        /* Of a division by zero C says nothing; here the machine does what it does with 64 bits. */
        uint64_t first = high / below;
        uint64_t second = divide(high % below, low, below, &rest);
        if (remainder) {
            *remainder = rest;
        }
        return (wide)first << 64 | second;
    }
    if (dividend < divisor) {
        if (remainder) {
            *remainder = dividend;
        }
        return 0;
    }
    /* The first 64 bits of the divisor give a quotient that is right or one too large (Hacker's
     * Delight, 9-5), once the dividend is halved so that it has 64 bits. */
    int shift = __builtin_clzll(above);
    uint64_t leading = (uint64_t)(divisor << shift >> 64);
    wide half = dividend >> 1;
    uint64_t quotient = divide((uint64_t)(half >> 64), (uint64_t)half, leading, &rest);
    quotient = quotient >> (63 - shift);
    if (quotient != 0) {
        quotient--;
    }
    wide left = dividend - quotient * divisor;
    if (left >= divisor) {
        quotient++;
        left -= divisor;
    }
    if (remainder) {
        *remainder = left;
    }
    return quotient;
}

wide __udivti3(wide dividend, wide divisor) {
    return __udivmodti4(dividend, divisor, 0);
}

wide __umodti3(wide dividend, wide divisor) {
    wide remainder;
    __udivmodti4(dividend, divisor, &remainder);
    return remainder;
}

static wide magnitude(__int128 value) {
    return value < 0 ? 0 - (wide)value : (wide)value;
}

/* C's division: towards zero, with a remainder of the dividend's sign. */
__int128 __divmodti4(__int128 dividend, __int128 divisor, __int128 *remainder) {
    wide rest;
    wide quotient = __udivmodti4(magnitude(dividend), magnitude(divisor), &rest);
    *remainder = (__int128)(dividend < 0 ? 0 - rest : rest);
    return (__int128)((dividend < 0) != (divisor < 0) ? 0 - quotient : quotient);
}

__int128 __divti3(__int128 dividend, __int128 divisor) {
    __int128 remainder;
    return __divmodti4(dividend, divisor, &remainder);
}

__int128 __modti3(__int128 dividend, __int128 divisor) {
    __int128 remainder;
    __divmodti4(dividend, divisor, &remainder);
    return remainder;
}
