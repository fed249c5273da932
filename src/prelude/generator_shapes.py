"""Methods of NumPy's generators of random numbers: distributions of a shape."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, cast
from pyjit.prelude.operators_random_distributions import (
    betas,
    binomials,
    chisquares,
    fill_with_standard_gammas,
    fs,
    gammas,
    geometrics,
    gumbels,
    hypergeometrics,
    laplaces,
    logistics,
    lognormals,
    logserieses,
    negative_binomials,
    noncentral_chisquares,
    noncentral_fs,
    paretos,
    poissons,
    powers,
    rayleighs,
    standard_cauchys,
    standard_gammas,
    standard_gammas_of_singles,
    standard_ts,
    triangulars,
    vonmiseses,
    walds,
    weibulls,
    zipfs,
)
from pyjit.prelude.operators_random_gammas import standard_gamma as standard_gamma_of
from pyjit.prelude.operators_random_multinomial import multinomials
from pyjit.prelude.operators_random_out import output_in_c_order
from pyjit.prelude.operators_random_singles import gamma_single
from pyjit.prelude.operators_random_vectors import dirichlets
from pyjit.prelude.operators_refused import not_compiled


@jit
def standard_gamma(g, shape, size=None, dtype: Known = "float64", out=None):
    if not isinstance(cast(dtype, 0), (np.float64, np.float32)):
        return not_compiled()
    elif isinstance(cast(dtype, 0), np.float64):
        if out is None:
            return standard_gammas(g, False, shape, size)
        fill_with_standard_gammas(
            g, standard_gamma_of, output_in_c_order(size, dtype, out), shape, out
        )
        return out
    elif out is None:
        return standard_gammas_of_singles(g, shape, size)
    else:
        fill_with_standard_gammas(g, gamma_single, output_in_c_order(size, dtype, out), shape, out)
        return out


@jit
def gamma(g, shape, scale=1.0, size=None):
    return gammas(g, False, shape, scale, size)


@jit
def beta(g, a, b, size=None):
    return betas(g, False, a, b, size)


@jit
def chisquare(g, df, size=None):
    return chisquares(g, False, df, size)


@jit
def noncentral_chisquare(g, df, nonc, size=None):
    return noncentral_chisquares(g, False, df, nonc, size)


@jit
def f(g, dfnum, dfden, size=None):
    return fs(g, False, dfnum, dfden, size)


@jit
def noncentral_f(g, dfnum, dfden, nonc, size=None):
    return noncentral_fs(g, False, dfnum, dfden, nonc, size)


@jit
def standard_t(g, df, size=None):
    return standard_ts(g, False, df, size)


@jit
def standard_cauchy(g, size=None):
    return standard_cauchys(g, False, size)


@jit
def lognormal(g, mean=0.0, sigma=1.0, size=None):
    return lognormals(g, False, mean, sigma, size)


@jit
def laplace(g, loc=0.0, scale=1.0, size=None):
    return laplaces(g, False, loc, scale, size)


@jit
def gumbel(g, loc=0.0, scale=1.0, size=None):
    return gumbels(g, False, loc, scale, size)


@jit
def logistic(g, loc=0.0, scale=1.0, size=None):
    return logistics(g, False, loc, scale, size)


@jit
def rayleigh(g, scale=1.0, size=None):
    return rayleighs(g, False, scale, size)


@jit
def pareto(g, a, size=None):
    return paretos(g, False, a, size)


@jit
def weibull(g, a, size=None):
    return weibulls(g, False, a, size)


@jit
def power(g, a, size=None):
    return powers(g, False, a, size)


@jit
def wald(g, mean, scale, size=None):
    return walds(g, False, mean, scale, size)


@jit
def vonmises(g, mu, kappa, size=None):
    return vonmiseses(g, False, mu, kappa, size)


@jit
def triangular(g, left, mode, right, size=None):
    return triangulars(g, False, left, mode, right, size)


@jit
def poisson(g, lam=1.0, size=None):
    return poissons(g, False, lam, size)


@jit
def geometric(g, p, size=None):
    return geometrics(g, False, p, size)


@jit
def zipf(g, a, size=None):
    return zipfs(g, False, a, size)


@jit
def logseries(g, p, size=None):
    return logserieses(g, False, p, size)


@jit
def binomial(g, n, p, size=None):
    return binomials(g, False, n, p, size)


@jit
def negative_binomial(g, n, p, size=None):
    return negative_binomials(g, False, n, p, size)


@jit
def hypergeometric(g, ngood, nbad, nsample, size=None):
    return hypergeometrics(g, False, ngood, nbad, nsample, size)


@jit
def dirichlet(g, alpha, size=None):
    return dirichlets(g, False, alpha, size)


@jit
def multinomial(g, n, pvals, size=None):
    return multinomials(g, False, n, pvals, size)
