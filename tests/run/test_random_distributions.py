"""Every distribution of `np.random` and of its generators, over parameters that reach every branch
of its algorithm: the numbers are NumPy's, and so is the stream behind them; and what is refused."""

import inspect
import math
from decimal import Decimal, localcontext

import pytest
from arguments import np
from conftest import ROOT, import_named, run_build

pytestmark = pytest.mark.skipif(np is None, reason="they are NumPy's")

NAN, INF = math.nan, math.inf

# The parameters of each; values of them that are drawn by, then such that may be refused.
DISTRIBUTIONS = {
    "beta(a, b)": (
        # Jöhnk's method, with parts that vanish; gammas; a coin.
        [(0.5, 0.5), (1.0, 1.0), (1e-5, 1e-3), (5e-3, 6e-3), (1e-300, 0.5), (2.0, 0.3), (5.0, 7.0),
         (1e-8, 1e-8), (0.01, 1e-3)],
        [(0.0, 1.0), (1.0, -0.0), (-1.0, 1.0)],
    ),
    "binomial(n: int, p)": (
        # Sums, and their limit; rejection near the middle, in the tails, and by Stirling's formula.
        [(0, 0.5), (10, 0.0), (10, 1.0), (10, 0.5), (60, 0.5), (61, 0.5), (62, 0.51), (100, 0.31),
         (1000, 0.03), (1000, 0.9), (10000, 0.4), (10**9, 0.123), (10**12, 0.5), (10**15, 0.3),
         (5, 1e-20), (10**6, 1e-7), (10**17, 1e-16), (2**62, 0.5)],
        [(-1, 0.5), (5, -0.1), (5, 1.5), (5, NAN), (-1, NAN)],
    ),
    "chisquare(df)": ([(0.5,), (1.0,), (2.0,), (30.0,)], [(0.0,), (-1.0,)]),
    "exponential(scale)": ([(1.0,), (0.0,), (2.5,)], [(-1.0,), (-0.0,)]),
    "f(dfnum, dfden)": ([(3.0, 4.0), (0.5, 0.2), (2.0, 2.0)], [(0.0, 1.0), (1.0, -1.0)]),
    "gamma(shape, scale)": (
        [(0.0, 2.0), (0.3, 1e-5), (0.999, 1.0), (1.0, 2.0), (7.0, 0.0), (1e10, 1.0)],
        [(-1.0, 1.0), (1.0, -1.0)],
    ),
    "geometric(p)": (
        # A search; the inverse, until there is no greater number.
        [(1.0,), (0.5,), (1 / 3,), (0.3333,), (0.1,), (1e-5,), (1e-15,), (1e-18,)],
        [(0.0,), (1.5,), (NAN,)],
    ),
    "gumbel(loc, scale)": ([(0.0, 1.0), (-3.0, 0.2)], [(0.0, -1.0)]),
    "hypergeometric(ngood: int, nbad: int, nsample: int)": (
        [(10, 20, 5), (10, 20, 10), (10, 20, 11), (10, 20, 21), (10, 20, 29), (10, 20, 30),
         (20, 10, 10), (20, 10, 25), (5, 5, 1), (0, 20, 5), (20, 0, 5), (0, 20, 15),
         (100, 1000, 500), (1000, 100, 500), (1000, 100, 1000), (300, 200, 12), (90000, 5, 50),
         (5, 90000, 70000), (100, 100, 191), (500000000, 700000000, 1000000)],
        [(10, 20, 31), (-1, 20, 5), (10, -1, 5), (10, 20, -5), (10**9, 20, 5), (10, 10**9, 5)],
    ),
    "laplace(loc, scale)": ([(0.0, 1.0), (2.0, 0.0)], [(0.0, -1.0)]),
    "logistic(loc, scale)": ([(0.0, 1.0), (-3.0, 0.2)], [(0.0, -1.0)]),
    "lognormal(mean, sigma)": ([(0.0, 1.0), (700.0, 20.0)], [(0.0, -1.0)]),
    "logseries(p)": (
        [(0.0,), (0.1,), (0.5,), (0.99,), (0.999999,), (1e-10,)], [(1.0,), (-0.1,), (NAN,)],
    ),
    "negative_binomial(n, p)": (
        [(1.0, 0.5), (0.5, 0.1), (100.0, 1e-3), (3.0, 1.0), (1e4, 0.01)],
        [(0.0, 0.5), (1.0, 1.5), (1.0, NAN)],
    ),
    "noncentral_chisquare(df, nonc)": (
        [(0.5, 3.0), (0.7, 50.0), (3.0, 0.2), (1.0, 7.0), (3.0, 0.0), (0.5, NAN), (3.0, NAN)],
        [(0.0, 1.0), (1.0, -1.0)],
    ),
    "noncentral_f(dfnum, dfden, nonc)": (
        [(3.0, 4.0, 2.0), (0.5, 7.0, 1.0)], [(0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, -1.0)],
    ),
    "normal(loc, scale)": ([(0.0, 1.0), (3.0, 0.0)], [(0.0, -1.0)]),
    "pareto(a)": ([(1.0,), (0.01,), (30.0,)], [(0.0,)]),
    "poisson(lam)": (
        # Products; rejection.
        [(0.0,), (0.1,), (9.99,), (10.0,), (33.3,), (1e6,), (1e18,), (9e18,)],
        [(-1.0,), (NAN,), (1e19,), (INF,)],
    ),
    "power(a)": ([(1.0,), (0.01,), (30.0,), (1e-310,)], [(0.0,)]),
    "rayleigh(scale)": ([(1.0,), (0.0,), (30.0,)], [(-1.0,)]),
    "standard_cauchy()": ([()], []),
    "standard_gamma(shape)": ([(0.0,), (0.3,), (1.0,), (2.5,)], [(-1.0,)]),
    "standard_t(df)": ([(3.0,), (0.5,), (2.0,), (1e5,)], [(0.0,)]),
    "triangular(left, mode, right)": (
        [(0.0, 0.3, 1.0), (-3.0, -3.0, 2.0), (0.0, 5.0, 5.0), (NAN, 1.0, 2.0)],
        [(2.0, 1.0, 3.0), (0.0, 3.0, 2.0), (1.0, 1.0, 1.0)],
    ),
    "uniform(low, high)": ([(0.0, 1.0), (-3.0, 5.0)], [(0.0, INF), (-1e308, 1e308), (1.0, 0.0)]),
    "vonmises(mu, kappa)": (
        # A uniform number; Taylor's series; an envelope; a normal number.
        [(0.0, 0.0), (1.0, 1e-9), (2.0, 1e-6), (-2.0, 0.5), (5.0, 100.0), (10.0, 1e5), (3.1, 2e6),
         (-3.1, 1e7), (1.0, NAN)],
        [(0.0, -1.0)],
    ),
    "wald(mean, scale)": (
        [(1.0, 1.0), (1e-3, 5.0), (1e8, 2.25), (5.0, 1e-9)], [(0.0, 1.0), (1.0, 0.0)],
    ),
    "weibull(a)": ([(0.0,), (1.0,), (0.01,), (30.0,)], [(-1.0,)]),
    "zipf(a)": ([(1.1,), (1.01,), (2.0,), (5.0,), (50.0,), (300.0,)], [(1.0,), (NAN,)]),
}  # fmt: skip

# What NumPy's generators alone take, and refuse.
OF_GENERATORS = {
    "beta": [(1e-110, 1e-110)],
    # Before 2.1 NumPy does not come to an end.
    "zipf": [(2000.0,)] if np is not None and np.__version__ >= "2.1" else [],
    "hypergeometric": [(10, 20, 0), (0, 0, 0)],
    "negative_binomial": [(NAN, 0.5), (1.0, 0.0), (1e19, 0.5), (1.0, 1e-19)],
}

COUNT = 200


def kernels():
    """The text of two kernels for each distribution."""
    lines = ["from __future__ import annotations", "import numpy as np", "from pyjit import jit"]
    for distribution in DISTRIBUTIONS:
        name, _, rest = distribution.partition("(")
        parameters = [it for it in rest.rstrip(")").split(", ") if it]
        names = [it.partition(":")[0] for it in parameters]
        declared = [it if ":" in it else f"{it}: float" for it in parameters]
        for begin, first, of in (("g", ["g: np.random.Generator"], "g"), ("np", [], "np.random")):
            head = ", ".join([*first, *declared, "count: int"])
            lines.append(f"@jit\ndef {begin}_{name}({head}):")
            lines.append(f"    x = {of}.{name}({', '.join(names)})")
            lines.append(f"    return x, {of}.{name}({', '.join([*names, 'size=count'])})")
    for name in ("standard_normal", "standard_exponential"):
        lines.append(f"@jit\ndef single_{name}(g: np.random.Generator, count: int):")
        lines.append(f"    return g.{name}(count, np.float32)")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    folder = tmp_path_factory.mktemp("distributions")
    source, output = folder / "source", folder / "output"
    source.mkdir()
    (source / "distributed.py").write_text(kernels(), "utf-8")
    report, _ = run_build(source, output)
    assert {kernel["status"] for kernel in report["kernels"]} == {"compiled"}, report
    return import_named(output, "distributed", disabled=False)


def outcome(kernel, arguments):
    """What a kernel gives, bit for bit, or raises."""
    try:
        one, several = kernel(*arguments)
    except (ValueError, OverflowError) as error:
        return type(error), str(error)
    return type(one), np.float64(one).tobytes(), several.dtype, several.tobytes()


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_generators_draw_the_same(module, distribution):
    name = distribution.partition("(")[0]
    kernel = getattr(module, f"g_{name}")
    assert "g" in inspect.signature(kernel).parameters
    drawn, refused = DISTRIBUTIONS[distribution]
    for arguments in drawn + refused + OF_GENERATORS.get(name, []):
        for kind in (np.random.PCG64, np.random.MT19937):
            g, h = (np.random.Generator(kind(len(arguments))) for _ in range(2))
            found = outcome(kernel, (g, *arguments, COUNT))
            assert found == outcome(kernel.__wrapped__, (h, *arguments, COUNT)), arguments
            assert g.random() == h.random(), arguments


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_functions_draw_the_same(module, distribution):
    name = distribution.partition("(")[0]
    kernel = getattr(module, f"np_{name}")
    drawn, refused = DISTRIBUTIONS[distribution]
    for arguments in drawn + refused:
        for seed in (1, 2):
            results = []
            for run in (kernel, kernel.__wrapped__):
                np.random.seed(seed)
                np.random.randn(seed)
                found = outcome(run, (*arguments, COUNT))
                results.append((found, np.random.random(), np.random.randn(2).tolist()))
            assert results[0] == results[1], arguments


@pytest.mark.parametrize("name", ["standard_normal", "standard_exponential"])
def test_singles_are_the_same(module, name):
    """So many that each layer of the ziggurats is drawn by, inside and at its edge."""
    kernel = getattr(module, f"single_{name}")
    g, h = np.random.default_rng(3), np.random.default_rng(3)
    assert kernel(g, 2_000_000).tobytes() == kernel.__wrapped__(h, 2_000_000).tobytes()
    assert g.random() == h.random()


def test_factorials_are_what_they_mean():
    """Logarithms of factorials, to the last bit."""
    text = (ROOT / "src" / "prelude" / "operators_random_hypergeometric.py").read_text("utf-8")
    names = {}
    exec(text.split("# fmt: off\n")[1].split("# fmt: on")[0], names)
    factorial = 1
    with localcontext() as context:
        context.prec = 50
        for k, found in enumerate(names["LOG_FACTORIALS"]):
            factorial *= max(k, 1)
            assert found == float(Decimal(factorial).ln()), k
    assert len(names["LOG_FACTORIALS"]) == 126
