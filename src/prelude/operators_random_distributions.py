"""The distributions, as methods of generators have them and, where `legacy`, `np.random`: what is
looked at before anything is drawn."""

from pyjit import jit
from pyjit.intrinsics import Known
from pyjit.prelude.operators_random_binomial import binomial
from pyjit.prelude.operators_random_counts import geometric, logseries, poisson, zipf
from pyjit.prelude.operators_random_curves import (
    exponential,
    gumbel,
    laplace,
    logistic,
    lognormal,
    normal,
    pareto,
    power,
    rayleigh,
    standard_cauchy,
    triangular,
    uniform,
    vonmises,
    wald,
    weibull,
)
from pyjit.prelude.operators_random_draws import (
    drawn,
    drawn_by_one,
    drawn_by_three,
    drawn_by_two,
    fill_by_one,
)
from pyjit.prelude.operators_random_gammas import (
    beta,
    chisquare,
    f,
    gamma,
    noncentral_chisquare,
    noncentral_f,
    standard_gamma,
    standard_t,
)
from pyjit.prelude.operators_random_hypergeometric import hypergeometric
from pyjit.prelude.operators_random_parameters import (
    check_above_0,
    check_above_1,
    check_at_least_1,
    check_below_1,
    check_mean,
    check_not_negative,
    check_positive,
    check_positive_number,
    check_probability,
    check_range,
    check_successes,
    check_whole_not_negative,
    holds_somewhere,
    number,
    whole,
)
from pyjit.prelude.operators_random_singles import gamma_single

# So many good ones, and so many bad ones, are too many for NumPy's generators.
TOO_MANY = 1000000000


@jit
def uniforms(g, legacy: Known, low, high, size):
    first, last = number(low), number(high)
    width = last - first
    if legacy:
        check_range(width, "Range")
    else:
        check_range(width, "high - low range")
        check_not_negative(width, "high - low")
    return drawn_by_two(g, legacy, uniform, "float64", first, width, size)


@jit
def normals(g, legacy: Known, loc, scale, size):
    x, y = number(loc), number(scale)
    check_not_negative(y, "scale")
    return drawn_by_two(g, legacy, normal, "float64", x, y, size)


@jit
def exponentials(g, legacy: Known, scale, size):
    x = number(scale)
    check_not_negative(x, "scale")
    return drawn_by_one(g, legacy, exponential, "float64", x, size)


@jit
def standard_gammas(g, legacy: Known, shape, size):
    x = number(shape)
    check_not_negative(x, "shape")
    return drawn_by_one(g, legacy, standard_gamma, "float64", x, size)


@jit
def standard_gammas_of_singles(g, shape, size):
    x = number(shape)
    check_not_negative(x, "shape")
    return drawn_by_one(g, False, gamma_single, "float32", x, size)


@jit
def fill_with_standard_gammas(g, draw, flat, shape, out):
    x = number(shape)
    check_not_negative(x, "shape")
    fill_by_one(g, False, draw, flat, x, out)


@jit
def gammas(g, legacy: Known, shape, scale, size):
    x, y = number(shape), number(scale)
    check_not_negative(x, "shape")
    check_not_negative(y, "scale")
    return drawn_by_two(g, legacy, gamma, "float64", x, y, size)


@jit
def betas(g, legacy: Known, a, b, size):
    x, y = number(a), number(b)
    check_positive(x, "a")
    check_positive(y, "b")
    return drawn_by_two(g, legacy, beta, "float64", x, y, size)


@jit
def chisquares(g, legacy: Known, df, size):
    x = number(df)
    check_positive(x, "df")
    return drawn_by_one(g, legacy, chisquare, "float64", x, size)


@jit
def noncentral_chisquares(g, legacy: Known, df, nonc, size):
    x, y = number(df), number(nonc)
    check_positive(x, "df")
    check_not_negative(y, "nonc")
    return drawn_by_two(g, legacy, noncentral_chisquare, "float64", x, y, size)


@jit
def fs(g, legacy: Known, dfnum, dfden, size):
    x, y = number(dfnum), number(dfden)
    check_positive(x, "dfnum")
    check_positive(y, "dfden")
    return drawn_by_two(g, legacy, f, "float64", x, y, size)


@jit
def noncentral_fs(g, legacy: Known, dfnum, dfden, nonc, size):
    x, y, z = number(dfnum), number(dfden), number(nonc)
    check_positive(x, "dfnum")
    check_positive(y, "dfden")
    check_not_negative(z, "nonc")
    return drawn_by_three(g, legacy, noncentral_f, "float64", x, y, z, size)


@jit
def standard_ts(g, legacy: Known, df, size):
    x = number(df)
    check_positive(x, "df")
    return drawn_by_one(g, legacy, standard_t, "float64", x, size)


@jit
def standard_cauchys(g, legacy: Known, size):
    return drawn(g, legacy, standard_cauchy, "float64", size)


@jit
def lognormals(g, legacy: Known, mean, sigma, size):
    x, y = number(mean), number(sigma)
    check_not_negative(y, "sigma")
    return drawn_by_two(g, legacy, lognormal, "float64", x, y, size)


@jit
def laplaces(g, legacy: Known, loc, scale, size):
    x, y = number(loc), number(scale)
    check_not_negative(y, "scale")
    return drawn_by_two(g, legacy, laplace, "float64", x, y, size)


@jit
def gumbels(g, legacy: Known, loc, scale, size):
    x, y = number(loc), number(scale)
    check_not_negative(y, "scale")
    return drawn_by_two(g, legacy, gumbel, "float64", x, y, size)


@jit
def logistics(g, legacy: Known, loc, scale, size):
    x, y = number(loc), number(scale)
    check_not_negative(y, "scale")
    return drawn_by_two(g, legacy, logistic, "float64", x, y, size)


@jit
def rayleighs(g, legacy: Known, scale, size):
    x = number(scale)
    check_not_negative(x, "scale")
    return drawn_by_one(g, legacy, rayleigh, "float64", x, size)


@jit
def paretos(g, legacy: Known, a, size):
    x = number(a)
    check_positive(x, "a")
    return drawn_by_one(g, legacy, pareto, "float64", x, size)


@jit
def weibulls(g, legacy: Known, a, size):
    x = number(a)
    check_not_negative(x, "a")
    return drawn_by_one(g, legacy, weibull, "float64", x, size)


@jit
def powers(g, legacy: Known, a, size):
    x = number(a)
    check_positive(x, "a")
    return drawn_by_one(g, legacy, power, "float64", x, size)


@jit
def walds(g, legacy: Known, mean, scale, size):
    x, y = number(mean), number(scale)
    check_positive(x, "mean")
    check_positive(y, "scale")
    return drawn_by_two(g, legacy, wald, "float64", x, y, size)


@jit
def vonmiseses(g, legacy: Known, mu, kappa, size):
    x, y = number(mu), number(kappa)
    check_not_negative(y, "kappa")
    return drawn_by_two(g, legacy, vonmises, "float64", x, y, size)


@jit
def triangulars(g, legacy: Known, left, mode, right, size):
    x, y, z = number(left), number(mode), number(right)
    if holds_somewhere(x > y):
        raise ValueError("left > mode")
    if holds_somewhere(y > z):
        raise ValueError("mode > right")
    if holds_somewhere(x == z):
        raise ValueError("left == right")
    return drawn_by_three(g, legacy, triangular, "float64", x, y, z, size)


@jit
def poissons(g, legacy: Known, lam, size):
    x = number(lam)
    check_mean(x, "lam")
    return drawn_by_one(g, legacy, poisson, "int64", x, size)


@jit
def geometrics(g, legacy: Known, p, size):
    x = number(p)
    check_above_0(x, "p")
    return drawn_by_one(g, legacy, geometric, "int64", x, size)


@jit
def zipfs(g, legacy: Known, a, size):
    x = number(a)
    check_above_1(x, "a")
    return drawn_by_one(g, legacy, zipf, "int64", x, size)


@jit
def logserieses(g, legacy: Known, p, size):
    x = number(p)
    check_below_1(x, "p")
    return drawn_by_one(g, legacy, logseries, "int64", x, size)


@jit
def _binomial(g, legacy: Known, p, n):
    return binomial(g, legacy, n, p)


@jit
def binomials(g, legacy: Known, n, p, size):
    x, y = whole(n), number(p)
    check_probability(y, "p")
    check_whole_not_negative(x, "n")
    return drawn_by_two(g, legacy, _binomial, "int64", y, x, size)


@jit
def _negative_binomial(g, legacy: Known, n, p):
    return poisson(g, legacy, gamma(g, legacy, n, (1.0 - p) / p))


@jit
def negative_binomials(g, legacy: Known, n, p, size):
    x, y = number(n), number(p)
    if legacy:
        check_positive(x, "n")
        check_probability(y, "p")
    else:
        check_positive_number(x, "n")
        check_above_0(y, "p")
        check_successes(x, y)
    return drawn_by_two(g, legacy, _negative_binomial, "int64", x, y, size)


@jit
def hypergeometrics(g, legacy: Known, ngood, nbad, nsample, size):
    x, y, z = whole(ngood), whole(nbad), whole(nsample)
    if not legacy and (holds_somewhere(x >= TOO_MANY) or holds_somewhere(y >= TOO_MANY)):
        raise ValueError("both ngood and nbad must be less than 1000000000")
    if holds_somewhere(x + y < z):
        raise ValueError("ngood + nbad < nsample")
    check_whole_not_negative(x, "ngood")
    check_whole_not_negative(y, "nbad")
    if legacy:
        check_at_least_1(z, "nsample")
    else:
        check_whole_not_negative(z, "nsample")
    return drawn_by_three(g, legacy, hypergeometric, "int64", x, y, z, size)
