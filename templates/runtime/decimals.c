/* Rounding floats as decimal numbers. */
#include "runtime.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The largest float has 309 digits before its point; no more than 323 are asked for behind it. */
#define MOST_BEFORE 309
#define MOST_BEHIND 323

/* Rounds the digits of an integer half to even, `count` of them away; `rest` says whether
 * something follows behind the point. `digits[0]` is a zero for the carry. */
static void round_digits(char *digits, size_t length, size_t count, int rest) {
    size_t kept = length - count;
    int above = digits[kept] > '5';
    if (digits[kept] == '5') {
        int more = rest || strspn(digits + kept + 1, "0") != length - kept - 1;
        above = more || (digits[kept - 1] - '0') % 2 == 1;
    }
    memset(digits + kept, '0', count);
    while (above && ++digits[--kept] > '9') {
        digits[kept] = '0';
    }
}

/* `value` rounded to `digits` decimal digits behind the point, half to even by its exact value, as
 * the nearest float; infinite where that is too large. Negative `digits` count before the point. C
 * prints exact decimals and reads them back rounded once, both with the point of one locale. */
double pyjit_round_decimal(double value, int64_t digits) {
    char text[MOST_BEFORE + MOST_BEHIND + 8];
    if (!isfinite(value) || digits > MOST_BEHIND) {
        return value;
    }
    if (digits >= 0) {
        snprintf(text, sizeof text, "%.*f", (int)digits, value);
        return strtod(text, NULL);
    }
    /* Two zeros before it: one to carry into, one to be looked at for evenness. */
    double whole = trunc(fabs(value));
    memset(text, '0', 2);
    snprintf(text + 2, sizeof text - 2, "%.0f", whole);
    size_t length = strlen(text);
    if (digits < -(int64_t)(length - 1)) {
        return copysign(0.0, value);
    }
    round_digits(text, length, (size_t)-digits, whole != fabs(value));
    return copysign(strtod(text, NULL), value);
}
