/* The kernels of ../kernels.py in plain C, without checks: the limit that the others are held to.
   Compiled by the clang of pyjit's own LLVM, with Python's rounding (-ffp-contract=off). */
#include <math.h>
#include <stddef.h>
#include <stdint.h>

int64_t fib(int64_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

double nbody(double *state, const double *mass, int64_t bodies, int64_t steps, double dt) {
    for (int64_t step = 0; step < steps; step++) {
        for (int64_t i = 0; i < bodies; i++) {
            double *a = state + 6 * i;
            for (int64_t j = i + 1; j < bodies; j++) {
                double *b = state + 6 * j;
                double dx = a[0] - b[0], dy = a[1] - b[1], dz = a[2] - b[2];
                double squared = dx * dx + dy * dy + dz * dz;
                double pull = dt / (squared * sqrt(squared));
                a[3] -= dx * mass[j] * pull;
                a[4] -= dy * mass[j] * pull;
                a[5] -= dz * mass[j] * pull;
                b[3] += dx * mass[i] * pull;
                b[4] += dy * mass[i] * pull;
                b[5] += dz * mass[i] * pull;
            }
        }
        for (int64_t i = 0; i < bodies; i++) {
            double *a = state + 6 * i;
            a[0] += dt * a[3];
            a[1] += dt * a[4];
            a[2] += dt * a[5];
        }
    }
    return state[0];
}

int64_t mandelbrot(int64_t width, int64_t height, int64_t limit) {
    int64_t total = 0;
    for (int64_t row = 0; row < height; row++) {
        double ci = 2.0 * (double)row / (double)height - 1.0;
        for (int64_t column = 0; column < width; column++) {
            double cr = 3.0 * (double)column / (double)width - 2.0, zr = 0.0, zi = 0.0;
            int64_t rounds = 0;
            while (rounds < limit && zr * zr + zi * zi <= 4.0) {
                double next = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = next;
                rounds++;
            }
            total += rounds;
        }
    }
    return total;
}

int64_t sieve(uint8_t *flags, int64_t n) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++) flags[i] = 1;
    for (int64_t i = 2; i < n; i++)
        if (flags[i]) {
            count++;
            for (int64_t multiple = i * i; multiple < n; multiple += i) flags[multiple] = 0;
        }
    return count;
}

void stencil(const double *grid, double *out, int64_t height, int64_t width) {
    for (int64_t y = 1; y < height - 1; y++)
        for (int64_t x = 1; x < width - 1; x++)
            out[y * width + x] = 0.25 * (grid[(y - 1) * width + x] + grid[(y + 1) * width + x] +
                                         grid[y * width + x - 1] + grid[y * width + x + 1]);
}

void matmul(const double *a, const double *b, double *out, int64_t rows, int64_t inner,
            int64_t columns) {
    for (int64_t i = 0; i < rows; i++) {
        for (int64_t j = 0; j < columns; j++) out[i * columns + j] = 0.0;
        for (int64_t k = 0; k < inner; k++) {
            double factor = a[i * inner + k];
            for (int64_t j = 0; j < columns; j++)
                out[i * columns + j] += factor * b[k * columns + j];
        }
    }
}

void histogram(const uint8_t *values, int64_t n, int64_t *counts) {
    for (int64_t i = 0; i < n; i++) counts[values[i]]++;
}

int64_t integer_sum(const int64_t *values, int64_t n) {
    int64_t total = 0;
    for (int64_t i = 0; i < n; i++) total = (int64_t)((uint64_t)total + (uint64_t)values[i]);
    return total;
}

int64_t checksum(const uint8_t *data, int64_t n) {
    int64_t low = 1, high = 0;
    for (int64_t i = 0; i < n; i++) {
        low = (low + data[i]) % 65521;
        high = (high + low) % 65521;
    }
    return high << 16 | low;
}

void life(const uint8_t *board, uint8_t *out, int64_t height, int64_t width) {
    for (int64_t y = 0; y < height; y++) {
        int64_t above = (y + height - 1) % height, below = (y + 1) % height;
        for (int64_t x = 0; x < width; x++) {
            int64_t left = (x + width - 1) % width, right = (x + 1) % width;
            int64_t neighbours = board[above * width + left] + board[above * width + x] +
                                 board[above * width + right] + board[y * width + left] +
                                 board[y * width + right] + board[below * width + left] +
                                 board[below * width + x] + board[below * width + right];
            out[y * width + x] =
                neighbours == 3 || (neighbours == 2 && board[y * width + x] == 1);
        }
    }
}

void np_exp(const double *values, double *out, int64_t n) {
    for (int64_t i = 0; i < n; i++) out[i] = exp(values[i]);
}

/* The greater of two numbers, or NaN. */
void np_abs_floor_max(const double *values, double *out, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        double size = fabs(values[i]), below = floor(values[i]);
        out[i] = size >= below || size != size ? size : below;
    }
}
