"""`numpy.linalg` and products of floats against NumPy, which computes them by BLAS and LAPACK:
within a tolerance, and with the same types, shapes, orders and exceptions."""

import pytest
from arguments import np

pytestmark = pytest.mark.skipif(np is None, reason="it is about NumPy's arrays")

TEXT = """
import numpy as np
from numpy.linalg import norm
from pyjit import c64, c128, f32, f64, i64, jit

@jit
def norms(a: f64[:], b: f32[:], z: c128[:]):
    return norm(a), norm(b), norm(z), norm(a, keepdims=True), norm([a.sum(), 2.0])

@jit
def norms_of_orders(a: f64[:], order: float):
    return norm(a, 1), norm(a, 2), norm(a, 3), norm(a, 0), norm(a, np.inf), norm(a, order)

@jit
def norms_of_tables(a: f64[:, :], z: c128[:, :]):
    return (
        norm(a), norm(a, "fro"), norm(a, 1), norm(a, np.inf), norm(a, -1), norm(a, -np.inf),
        norm(a, 2), norm(a, -2), norm(a, "nuc"), norm(z), norm(z, 1), norm(z, 2),
    )

@jit
def norms_along_axes(a: f64[:, :, :]):
    return (
        norm(a, axis=0), norm(a, axis=-1, keepdims=True), norm(a, np.inf, axis=1),
        norm(a, 1, axis=(0, 1)), norm(a, axis=(-1, 0), keepdims=True), norm(a, 3, axis=1),
    )

@jit
def no_norm(a: f64[:, :], order: float):
    return norm(a, order)

@jit
def solved(a: f64[:, :], b: f64[:]):
    return np.linalg.solve(a, b), np.linalg.inv(a), np.linalg.det(a)

@jit
def solved_in_other_types(a: f32[:, :], b: f32[:, :], c: i64[:, :], z: c128[:, :]):
    return (
        np.linalg.solve(a, b), np.linalg.inv(c), np.linalg.solve(c, b), np.linalg.inv(z),
        np.linalg.solve(z, a), np.linalg.det(a), np.linalg.det(z),
    )

@jit
def solved_stacks(a: f64[:, :, :], b: f64[:, :]):
    return np.linalg.solve(a, b), np.linalg.inv(a), np.linalg.det(a)

@jit
def signs(a: f64[:, :], z: c128[:, :]):
    sign, log = np.linalg.slogdet(a)
    turn, size = np.linalg.slogdet(z)
    return sign, log, turn, size

@jit
def roots(a: f64[:, :], z: c128[:, :]):
    return np.linalg.cholesky(a), np.linalg.cholesky(z)

@jit
def powers(a: f64[:, :], b: i64[:, :], n: int):
    return np.linalg.matrix_power(a, n), np.linalg.matrix_power(b, n)

@jit
def factors(a: f64[:, :], z: c128[:, :]):
    q, r = np.linalg.qr(a)
    whole, rest = np.linalg.qr(z, mode="complete")
    return q, r, whole, rest, np.linalg.qr(a, "r")

@jit
def values(a: f64[:, :], z: c128[:, :]):
    return (
        np.linalg.svd(a, compute_uv=False), np.linalg.svd(z, compute_uv=False),
        np.linalg.matrix_rank(a), np.linalg.eigvalsh(a @ a.T), np.linalg.eigvalsh(z @ z.conj().T),
    )

@jit
def least_squares(a: f64[:, :], b: f64[:]):
    x, rest, rank, values = np.linalg.lstsq(a, b, rcond=None)
    return x, rest, rank, values, np.linalg.pinv(a)

@jit
def named_sign(a: f64[:, :]):
    return np.linalg.slogdet(a)

@jit
def named_factors(a: f64[:, :]):
    return np.linalg.qr(a)

@jit
def fields(a: f64[:, :]) -> float:
    found = np.linalg.slogdet(a)
    return found.sign * found.logabsdet + np.linalg.qr(a).R[0, 0] + found[1]

@jit
def conditions(a: f64[:, :]):
    return np.linalg.cond(a), np.linalg.cond(a, 1), np.linalg.cond(a, "fro"), np.linalg.cond(a, -2)

@jit
def products(a: f64[:], b: f64[:], c: f64[:, :], t: f64[:, :, :]):
    return (
        np.convolve(a, b), np.correlate(a, b, "same"), np.kron(a, b), np.inner(c, c), t @ t,
        np.tensordot(t, c, 1),
    )

@jit
def products_of_complex(z: c128[:, :], c: c64[:, :], a: f64[:, :]):
    return z @ z.T, c @ c, np.dot(a, z), z @ a, np.inner(z, z)
"""


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    from conftest import import_named, run_build

    folder = tmp_path_factory.mktemp("linear")
    source, output = folder / "source", folder / "output"
    source.mkdir()
    (source / "linear.py").write_text(TEXT, "utf-8")
    report, _ = run_build(source, output)
    wrong = {it["qualified_name"] for it in report["kernels"] if it["status"] != "compiled"}
    assert wrong == set()
    return import_named(output, "linear", disabled=False)


def numbers(*shape):
    return np.random.default_rng(sum(shape) + len(shape)).normal(size=shape)


def complexes(*shape):
    return numbers(*shape) + 1j * numbers(*shape[::-1]).T


def outcome(function, arguments):
    try:
        result = function(*(np.copy(it, "K") if np.ndim(it) else it for it in arguments))
    except (ValueError, IndexError) as error:
        return type(error), error.args
    return result if isinstance(result, tuple) else (result,)


def skip_where_numpy_raises(call):
    """Leaves a test out where NumPy does not do yet what the newest does with empty arrays."""
    try:
        call()
    except ValueError as error:
        pytest.skip(f"this NumPy says: {error}")


def check(function, *arguments, tolerance=1e-10):
    with np.errstate(all="ignore"):
        found, wanted = outcome(function, arguments), outcome(function.__wrapped__, arguments)
    assert len(found) == len(wanted)
    if isinstance(wanted[0], type):
        assert found == wanted
        return
    for one, other in zip(found, wanted):
        assert np.shape(one) == np.shape(other)
        if isinstance(other, np.ndarray):
            assert one.dtype == other.dtype
            assert one.flags.c_contiguous == other.flags.c_contiguous
        near = 2e-5 if getattr(other, "dtype", None) in (np.float32, np.complex64) else tolerance
        size = np.abs(np.asarray(other)[np.isfinite(other)]).max(initial=1e-300)
        assert np.allclose(one, other, rtol=near, atol=near * size, equal_nan=True)


TALL = [(0, 2), (1, 1), (3, 1), (5, 3), (3, 5), (2, 2), (30, 20)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 100, 1000])
def test_norms_of_vectors(module, count):
    skip_where_numpy_raises(lambda: np.linalg.norm(np.zeros(count), np.inf))
    a = numbers(count)
    check(module.norms, a, a.astype(np.float32), complexes(count))
    check(module.norms, numbers(2 * count)[::2], a.astype(np.float32)[::-1], complexes(count))
    for order in (0.5, 1.0, 2.0, -1.0, 3.5, float("inf"), -float("inf"), 0.0):
        check(module.norms_of_orders, a, order)


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (5, 2), (20, 20), (0, 3), (3, 0)])
def test_norms_of_tables(module, shape):
    for order in (1, np.inf):
        skip_where_numpy_raises(lambda order=order: np.linalg.norm(np.zeros(shape), order))
    check(module.norms_of_tables, numbers(*shape), complexes(*shape))
    check(module.norms_of_tables, numbers(*shape[::-1]).T, complexes(*shape[::-1]).T)
    check(module.norms_along_axes, numbers(*shape, 2))
    for order in (1.0, 2.0, 3.0):
        check(module.no_norm, numbers(*shape), order)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 20, 70])
def test_equations(module, n):
    a, z = numbers(n, n), complexes(n, n)
    check(module.solved, a, numbers(n))
    check(module.solved, a.T, numbers(2 * n)[::2])
    whole = np.arange(n * n).reshape(n, n) + 5 * np.eye(n, dtype=np.int64)
    if n < 10:
        single = a.astype(np.float32)
        check(module.solved_in_other_types, single, single.T, whole, z, tolerance=1e-9)
        check(module.powers, a, whole % 3, 5)
    check(module.solved_stacks, np.stack((a, a.T, a + np.eye(n))), numbers(n, 2))
    check(module.signs, a, z)
    check(module.roots, a @ a.T + n * np.eye(n), z @ z.conj().T + n * np.eye(n))


def test_named_results(module):
    a = numbers(3, 3)
    for kernel in (module.named_sign, module.named_factors):
        found, wanted = kernel(a), kernel.__wrapped__(a)
        assert type(found) is type(wanted)
        assert all(map(np.allclose, found, wanted))
    assert module.fields(a) == pytest.approx(module.fields.__wrapped__(a))


def test_exceptions(module):
    singular = np.array([[1.0, 2.0], [2.0, 4.0]])
    check(module.solved, singular, numbers(2))
    check(module.solved, numbers(2, 3), numbers(2))
    check(module.solved, numbers(2, 2), numbers(3))
    check(module.solved_stacks, np.zeros((1, 2, 2)), numbers(2, 2))
    check(module.signs, singular, complexes(2, 2))
    check(module.roots, -np.eye(2), complexes(2, 2))
    check(module.least_squares, numbers(3, 2), numbers(2))
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix"):
        module.solved(np.zeros((2, 2)), np.zeros(2))


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 7, -1, -3])
def test_powers(module, n):
    check(module.powers, numbers(3, 3), np.array([[1, 1], [1, 0]]), n)


@pytest.mark.parametrize("shape", TALL)
def test_factors(module, shape):
    a, z = numbers(*shape), complexes(*shape)
    check(module.factors, a, z)
    skip_where_numpy_raises(lambda: np.linalg.matrix_rank(np.zeros(shape)))
    check(module.values, a, z)
    check(module.least_squares, a, numbers(len(a)))


def test_values_of_what_is_singular(module):
    a = numbers(5, 1) * numbers(1, 4)
    assert module.values(a, complexes(2, 2))[2] == 1
    check(module.least_squares, a, numbers(5))
    assert module.values(np.zeros((3, 2)), complexes(2, 2))[2] == 0


@pytest.mark.parametrize("n", [1, 2, 5, 20])
def test_conditions(module, n):
    check(module.conditions, numbers(n, n))
    check(module.conditions, np.eye(n))


def test_no_condition(module):
    check(module.conditions, numbers(0, 0))
    check(module.conditions, numbers(2, 3))


@pytest.mark.parametrize("n", [1, 2, 9, 700])
def test_products(module, n):
    check(module.products, numbers(n), numbers(min(n, 5)), numbers(4, 4), numbers(3, 4, 4))
    check(module.products, numbers(3), numbers(n), numbers(4, 4).T, numbers(4, 4, 3).T)


@pytest.mark.parametrize("n", [0, 1, 3, 15, 16, 21, 70])
def test_products_of_complex(module, n):
    z = complexes(n, n)
    check(module.products_of_complex, z, z.astype(np.complex64), numbers(n, n))
    check(module.products_of_complex, z[::-1].T, z.astype(np.complex64)[:, ::-1], numbers(n, n).T)
