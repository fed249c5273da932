"""`numpy.random`: distributions of a shape."""

from pyjit import jit
from pyjit.intrinsics import global_generator, global_generator_with_gauss
from pyjit.prelude.operators_random_distributions import (
    betas,
    binomials,
    chisquares,
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
    standard_ts,
    triangulars,
    vonmiseses,
    walds,
    weibulls,
    zipfs,
)
from pyjit.prelude.operators_random_multinomial import multinomials
from pyjit.prelude.operators_random_vectors import dirichlets


@jit
def standard_gamma(shape, size=None):
    return standard_gammas(global_generator_with_gauss(), True, shape, size)


@jit
def gamma(shape, scale=1.0, size=None):
    return gammas(global_generator_with_gauss(), True, shape, scale, size)


@jit
def beta(a, b, size=None):
    return betas(global_generator_with_gauss(), True, a, b, size)


@jit
def chisquare(df, size=None):
    return chisquares(global_generator_with_gauss(), True, df, size)


@jit
def noncentral_chisquare(df, nonc, size=None):
    return noncentral_chisquares(global_generator_with_gauss(), True, df, nonc, size)


@jit
def f(dfnum, dfden, size=None):
    return fs(global_generator_with_gauss(), True, dfnum, dfden, size)


@jit
def noncentral_f(dfnum, dfden, nonc, size=None):
    return noncentral_fs(global_generator_with_gauss(), True, dfnum, dfden, nonc, size)


@jit
def standard_t(df, size=None):
    return standard_ts(global_generator_with_gauss(), True, df, size)


@jit
def standard_cauchy(size=None):
    return standard_cauchys(global_generator_with_gauss(), True, size)


@jit
def lognormal(mean=0.0, sigma=1.0, size=None):
    return lognormals(global_generator_with_gauss(), True, mean, sigma, size)


@jit
def laplace(loc=0.0, scale=1.0, size=None):
    return laplaces(global_generator(), True, loc, scale, size)


@jit
def gumbel(loc=0.0, scale=1.0, size=None):
    return gumbels(global_generator(), True, loc, scale, size)


@jit
def logistic(loc=0.0, scale=1.0, size=None):
    return logistics(global_generator(), True, loc, scale, size)


@jit
def rayleigh(scale=1.0, size=None):
    return rayleighs(global_generator(), True, scale, size)


@jit
def pareto(a, size=None):
    return paretos(global_generator(), True, a, size)


@jit
def weibull(a, size=None):
    return weibulls(global_generator(), True, a, size)


@jit
def power(a, size=None):
    return powers(global_generator(), True, a, size)


@jit
def wald(mean, scale, size=None):
    return walds(global_generator_with_gauss(), True, mean, scale, size)


@jit
def vonmises(mu, kappa, size=None):
    return vonmiseses(global_generator(), True, mu, kappa, size)


@jit
def triangular(left, mode, right, size=None):
    return triangulars(global_generator(), True, left, mode, right, size)


@jit
def poisson(lam=1.0, size=None):
    return poissons(global_generator(), True, lam, size)


@jit
def geometric(p, size=None):
    return geometrics(global_generator(), True, p, size)


@jit
def zipf(a, size=None):
    return zipfs(global_generator(), True, a, size)


@jit
def logseries(p, size=None):
    return logserieses(global_generator(), True, p, size)


@jit
def binomial(n, p, size=None):
    return binomials(global_generator(), True, n, p, size)


@jit
def negative_binomial(n, p, size=None):
    return negative_binomials(global_generator_with_gauss(), True, n, p, size)


@jit
def hypergeometric(ngood, nbad, nsample, size=None):
    return hypergeometrics(global_generator(), True, ngood, nbad, nsample, size)


@jit
def dirichlet(alpha, size=None):
    return dirichlets(global_generator_with_gauss(), True, alpha, size)


@jit
def multinomial(n, pvals, size=None):
    return multinomials(global_generator(), True, n, pvals, size)
