"""Numbers of the hypergeometric distribution: how many of those that are taken are good ones."""

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, cast, floor, log, next_double, sqrt
from pyjit.prelude.operators_random import interval
from pyjit.prelude.operators_random_counts import log_gamma

# 2 sqrt(2 / e) and 3 - 2 sqrt(3 / e).
D1 = 1.7155277699214135
D2 = 0.8989161620588988

# The logarithms of factorials; `tests/run/test_random_distributions.py` computes them.
# fmt: off
LOG_FACTORIALS = (
    0.0, 0.0, 0.6931471805599453, 1.791759469228055, 3.1780538303479458, 4.787491742782046,
    6.579251212010101, 8.525161361065415, 10.60460290274525, 12.801827480081469, 15.104412573075516,
    17.502307845873887, 19.987214495661885, 22.552163853123425, 25.19122118273868,
    27.89927138384089, 30.671860106080672, 33.50507345013689, 36.39544520803305, 39.339884187199495,
    42.335616460753485, 45.38013889847691, 48.47118135183523, 51.60667556776438, 54.78472939811232,
    58.00360522298052, 61.261701761002, 64.55753862700634, 67.88974313718154, 71.25703896716801,
    74.65823634883016, 78.0922235533153, 81.55795945611504, 85.05446701758152, 88.58082754219768,
    92.1361756036871, 95.7196945421432, 99.33061245478743, 102.96819861451381, 106.63176026064346,
    110.32063971475739, 114.0342117814617, 117.77188139974507, 121.53308151543864,
    125.3172711493569, 129.12393363912722, 132.95257503561632, 136.80272263732635,
    140.67392364823425, 144.5657439463449, 148.47776695177302, 152.40959258449735,
    156.3608363030788, 160.3311282166309, 164.32011226319517, 168.32744544842765, 172.3527971391628,
    176.39584840699735, 180.45629141754378, 184.53382886144948, 188.6281734236716,
    192.7390472878449, 196.86618167289, 201.00931639928152, 205.1681994826412, 209.34258675253685,
    213.53224149456327, 217.73693411395422, 221.95644181913033, 226.1905483237276,
    230.43904356577696, 234.70172344281826, 238.97838956183432, 243.2688490029827,
    247.57291409618688, 251.8904022097232, 256.22113555000954, 260.5649409718632, 264.9216497985528,
    269.2910976510198, 273.6731242856937, 278.0675734403661, 282.4742926876304, 286.893133295427,
    291.3239500942703, 295.76660135076065, 300.22094864701415, 304.6868567656687, 309.1641935801469,
    313.65282994987905, 318.1526396202093, 322.66349912672615, 327.1852877037752, 331.7178871969285,
    336.26118197919845, 340.815058870799, 345.37940706226686, 349.95411804077025, 354.5390855194408,
    359.1342053695754, 363.73937555556347, 368.35449607240474, 372.979468885689, 377.61419787391867,
    382.25858877306, 386.91254912321756, 391.5759882173296, 396.24881705179155, 400.93094827891576,
    405.6222961611449, 410.32277652693733, 415.03230672824964, 419.7508055995447, 424.4781934182571,
    429.21439186665157, 433.9593239950148, 438.71291418612117, 443.47508812091894,
    448.2457727453846, 453.0248962384961, 457.81238798127816, 462.6081785268749, 467.4121995716082,
    472.2243839269806, 477.04466549258564, 481.87297922988796,
)
# fmt: on


@jit
def log_factorial(k: i64):
    if k < 126:
        return f64(LOG_FACTORIALS[int(k)])
    x = f64(k)
    rest = (1.0 / x) * (1.0 / 12.0 - 1.0 / (360.0 * x * x))
    return (x + 0.5) * log(x) - x + (0.9189385332046728 + rest)


@jit
def _one_by_one_of_legacy(g, good: i64, bad: i64, sample: i64):
    others = bad + good - sample
    fewer = good if good < bad else bad
    left = f64(fewer)
    k = sample
    while left > 0.0:
        u = next_double(g)
        left -= floor(u + left / (others + k))
        k -= 1
        if k == 0:
            break
    found = cast("int64", fewer - left)
    return sample - found if good > bad else found


@jit
def _one_by_one(g, good: i64, bad: i64, sample: i64):
    total = good + bad
    is_more = sample > total // 2
    to_take = total - sample if is_more else sample
    left = total
    good_left = good
    while to_take > 0 and good_left > 0 and left > good_left:
        left -= 1
        if interval(g, int(left)) < good_left:
            good_left -= 1
        to_take -= 1
    if left == good_left:
        good_left -= to_take
    return good_left if is_more else good - good_left


@jit
def _weight(legacy: Known, k: i64, fewer: i64, more: i64, sample: i64):
    """The logarithm of what the probability of `k` is divided by."""
    if legacy:
        x = log_gamma(f64(k + 1)) + log_gamma(f64(fewer - k + 1))
        return x + log_gamma(f64(sample - k + 1)) + log_gamma(f64(more - sample + k + 1))
    else:
        x = log_factorial(k) + log_factorial(fewer - k)
        return x + log_factorial(sample - k) + log_factorial(more - sample + k)


@jit
def _ratio_of_uniforms(g, legacy: Known, good: i64, bad: i64, sample: i64):
    """By Stadlober ("The Ratio of Uniforms Approach for Generating Discrete Random Variates",
    Journal of Computational and Applied Mathematics 31, 1990)."""
    total = good + bad
    fewer = good if good < bad else bad
    more = bad if good < bad else good
    taken = sample if sample < total - sample else total - sample
    p = f64(fewer) / total
    q = 1.0 - p if legacy else f64(more) / total
    center = taken * p + 0.5
    if legacy:
        variance = f64(total - taken) * sample * p * q / (total - 1)
    else:
        variance = f64(total - taken) * taken * p * q / (total - 1)
    width = f64(sqrt(variance + 0.5))
    height = D1 * width + D2
    likeliest = cast("int64", floor(f64(taken + 1) * (fewer + 1) / (total + 2)))
    weight = _weight(legacy, likeliest, fewer, more, taken)
    bound = f64(floor(center + 16.0 * width))
    greatest = (taken if taken < fewer else fewer) + 1.0
    if greatest < bound:
        bound = greatest
    while True:
        u = f64(next_double(g))
        v = next_double(g)
        x = center + height * (v - 0.5) / u
        if x < 0.0 or x >= bound:
            continue
        k = cast("int64", floor(x))
        t = weight - _weight(legacy, k, fewer, more, taken)
        if u * (4.0 - u) - 3.0 <= t:
            break
        if u * (u - t) >= 1.0:
            continue
        if 2.0 * log(u) <= t:
            break
    if good > bad:
        k = taken - k
    return good - k if taken < sample else k


@jit
def hypergeometric(g, legacy: Known, good: i64, bad: i64, sample: i64):
    if legacy:
        if sample > 10:
            return _ratio_of_uniforms(g, True, good, bad, sample)
        if sample > 0:
            return _one_by_one_of_legacy(g, good, bad, sample)
        return cast("int64", 0)
    else:
        if sample >= 10 and sample <= good + bad - 10:
            return _ratio_of_uniforms(g, False, good, bad, sample)
        return _one_by_one(g, good, bad, sample)
