"""`numpy`: windows of signals, and what they are made of."""

import math

import numpy as np

from pyjit import f64, jit
from pyjit.intrinsics import Known, cast, converted, dtype_of
from pyjit.prelude.operators_refused import not_compiled

# exp(-x) * I0(x) in Chebyshev's polynomials of x / 4 - 1, from 0 to 8, the highest first, and
# exp(-x) * sqrt(x) * I0(x) in those of 16 / x - 1, from 8 on.
NEAR = (
    -4.4153416464793395e-18,
    3.3307945188222384e-17,
    -2.431279846547955e-16,
    1.715391285555133e-15,
    -1.1685332877993451e-14,
    7.676185498604936e-14,
    -4.856446783111929e-13,
    2.95505266312964e-12,
    -1.726826291441556e-11,
    9.675809035373237e-11,
    -5.189795601635263e-10,
    2.6598237246823866e-09,
    -1.300025009986248e-08,
    6.046995022541919e-08,
    -2.670793853940612e-07,
    1.1173875391201037e-06,
    -4.4167383584587505e-06,
    1.6448448070728896e-05,
    -5.754195010082104e-05,
    0.00018850288509584165,
    -0.0005763755745385824,
    0.0016394756169413357,
    -0.004324309995050576,
    0.010546460394594998,
    -0.02373741480589947,
    0.04930528423967071,
    -0.09490109704804764,
    0.17162090152220877,
    -0.3046826723431984,
    0.6767952744094761,
)
FAR = (
    -7.233180487874754e-18,
    -4.830504485944182e-18,
    4.46562142029676e-17,
    3.461222867697461e-17,
    -2.8276239805165836e-16,
    -3.425485619677219e-16,
    1.7725601330565263e-15,
    3.8116806693526224e-15,
    -9.554846698828307e-15,
    -4.150569347287222e-14,
    1.54008621752141e-14,
    3.8527783827421426e-13,
    7.180124451383666e-13,
    -1.7941785315068062e-12,
    -1.3215811840447713e-11,
    -3.1499165279632416e-11,
    1.1889147107846439e-11,
    4.94060238822497e-10,
    3.3962320257083865e-09,
    2.266668990498178e-08,
    2.0489185894690638e-07,
    2.8913705208347567e-06,
    6.889758346916825e-05,
    0.0033691164782556943,
    0.8044904110141088,
)
FARTHEST_NEAR = 8.0


@jit
def _series(x, coefficients):
    """Clenshaw's sum, of twice the argument of the polynomials."""
    last = cast(dtype_of(x), 0)
    before = cast(dtype_of(x), 0)
    total = cast(dtype_of(x), coefficients[0])
    for i in range(1, len(coefficients)):
        before = last
        last = total
        total = x * last - before + cast(dtype_of(x), coefficients[i])
    return cast(dtype_of(x), 0.5) * (total - before)


@jit
def _bessel(x):
    """The modified Bessel function of order 0, of a float that is not negative."""
    if x <= FARTHEST_NEAR:
        return np.exp(x) * _series(x / 2 - 2, NEAR)
    return np.exp(x) * _series(32 / x - 2, FAR) / np.sqrt(x)


@jit
def _put_bessel(a):
    """In the place of each element."""
    if a.ndim == 0:
        a[()] = _bessel(a[()])
    elif a.ndim == 1:
        for i in range(len(a)):
            a[i] = _bessel(a[i])
    else:
        for i in range(len(a)):
            _put_bessel(a[i])


@jit
def i0(x):
    if not isinstance(x, np.ndarray):
        return i0(np.asarray(x))
    elif isinstance(cast(x.dtype, 0), np.complexfloating):
        raise TypeError("i0 not supported for complex values")
    elif not isinstance(cast(x.dtype, 0), np.floating):
        return i0(converted(np.float64, x))
    else:
        values = np.copy(x)
        np.abs(values, out=values)
        _put_bessel(values)
        return values


@jit
def _least_beside(y):
    """What stands for zero."""
    if isinstance(y, np.float32):
        return np.finfo(np.float32).eps
    elif isinstance(y, np.complexfloating):
        return cast(dtype_of(y), 1e-20)
    else:
        return np.finfo(np.float64).eps


@jit
def sinc(x):
    if isinstance(x, tuple):
        return sinc(np.array(x))
    elif isinstance(x, np.ndarray):
        y = math.pi * x
        least = _least_beside(cast(y.dtype, 0))
        y = np.where(y != 0, y, least)
        return np.sin(y) / y
    else:
        y = np.multiply(math.pi, x)
        if y == 0:
            y = _least_beside(y)
        return np.sin(y) / y


@jit
def _points(m):
    """Symmetric points, two apart."""
    return np.arange(1 - m, m, 2)


@jit
def bartlett(M):
    m = f64(M)
    if m < 1:
        return np.empty(0)
    if m == 1:
        return np.ones(1)
    n = _points(m)
    return np.where(n <= 0, 1 + n / (m - 1), 1 - n / (m - 1))


@jit
def _of_cosines(M, a: float, b: float, c: float, terms: Known):
    m = f64(M)
    if m < 1:
        return np.empty(0)
    if m == 1:
        return np.ones(1)
    n = _points(m)
    if terms == 2:
        return a + b * np.cos(math.pi * n / (m - 1))
    else:
        turn = 2.0 * math.pi
        return a + b * np.cos(math.pi * n / (m - 1)) + c * np.cos(turn * n / (m - 1))


@jit
def blackman(M):
    return _of_cosines(M, 0.42, 0.5, 0.08, 3)


@jit
def hamming(M):
    return _of_cosines(M, 0.54, 0.46, 0.0, 2)


@jit
def hanning(M):
    return _of_cosines(M, 0.5, 0.5, 0.0, 2)


@jit
def kaiser(M, beta):
    if isinstance(beta, (np.ndarray, tuple, complex, np.complexfloating)):
        return not_compiled()
    m = f64(M)
    if m == 1:
        return np.ones(1)
    width = f64(beta)
    window = np.arange(0, m)
    half = (m - 1) / 2.0
    for i in range(len(window)):
        part = (window[i] - half) / half
        window[i] = _bessel(abs(width * np.sqrt(1 - part * part)))
    window /= _bessel(abs(width))
    return window
