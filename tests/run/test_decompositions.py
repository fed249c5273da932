"""Eigenvalues and singular values with their vectors against NumPy's: what is determined (values,
that vectors belong to them, that they are orthogonal, types, shapes, orders, exceptions), for
matrices that are hard for the algorithms; and what else `numpy.linalg` makes of them."""

import pytest
from arguments import np

pytestmark = pytest.mark.skipif(np is None, reason="it is about NumPy's arrays")

TEXT = """
import numpy as np
from pyjit import c64, c128, f32, f64, i64, jit

@jit
def symmetric(a: f64[:, :]):
    return np.linalg.eigh(a)

@jit
def symmetric_of_upper(a: f64[:, :]):
    return np.linalg.eigh(a, UPLO="U")

@jit
def hermitian(a: c128[:, :]):
    return np.linalg.eigh(a)

@jit
def hermitian_of_upper(a: c128[:, :]):
    return np.linalg.eigh(a, "U")

@jit
def symmetric_in_other_types(a: f32[:, :], b: i64[:, :], c: c64[:, :]):
    one, other, third = np.linalg.eigh(a), np.linalg.eigh(b), np.linalg.eigh(c)
    return (
        one[0], one[1], other.eigenvalues, other.eigenvectors, third[0], third[1],
        np.linalg.eigvalsh(a, "U"), np.linalg.eigvalsh(b), np.linalg.eigvalsh(c),
    )

@jit
def decomposed(a: f64[:, :]):
    return np.linalg.svd(a)

@jit
def decomposed_briefly(a: f64[:, :]):
    return np.linalg.svd(a, full_matrices=False)

@jit
def decomposed_complex(a: c128[:, :]):
    return np.linalg.svd(a)

@jit
def decomposed_complex_briefly(a: c128[:, :]):
    return np.linalg.svd(a, False)

@jit
def decomposed_symmetric(a: f64[:, :]):
    return np.linalg.svd(a, hermitian=True)

@jit
def decomposed_hermitian(a: c128[:, :]):
    return np.linalg.svd(a, hermitian=True)

@jit
def singular_values(a: f64[:, :], z: c128[:, :], s: f32[:, :]):
    return (
        np.linalg.svd(a, compute_uv=False), np.linalg.svd(z, compute_uv=False),
        np.linalg.svd(s, compute_uv=False), np.linalg.svd(s, compute_uv=False, hermitian=True),
    )

@jit
def general(a: f64[:, :]):
    return np.linalg.eig(a)

@jit
def general_complex(a: c128[:, :]):
    return np.linalg.eig(a)

@jit
def general_values(a: f64[:, :], z: c128[:, :], s: f32[:, :], c: c64[:, :]):
    return (
        np.linalg.eigvals(a), np.linalg.eigvals(z), np.linalg.eigvals(s), np.linalg.eigvals(c),
        np.linalg.eig(s).eigenvalues, np.linalg.eig(c)[1],
    )

@jit
def general_where_nothing_is_run_again(a: f64[:, :], seen: f64[:]) -> float:
    seen[0] += 1.0
    values = np.linalg.eigvals(a)
    return np.abs(values).max()

@jit
def of_stacks(a: f64[:, :, :], z: c128[:, :, :, :]):
    values, vectors = np.linalg.eigh(a)
    left, sizes, right = np.linalg.svd(z, full_matrices=False)
    q, r = np.linalg.qr(z)
    return (
        (vectors * values[:, None, :]) @ vectors.swapaxes(1, 2),
        (left * sizes[..., None, :]) @ right, q @ r, np.linalg.qr(z, "r").shape,
        np.linalg.eigvalsh(a), np.linalg.svdvals(z), np.linalg.pinv(a), np.linalg.pinv(z),
        np.linalg.matrix_rank(a), np.linalg.matrix_rank(z, tol=0.1),
        np.linalg.cond(a), np.linalg.cond(a, 1), np.linalg.cond(a, -2),
        np.linalg.norm(a, 2, axis=(1, 2)), np.linalg.norm(a, "nuc", axis=(0, 2), keepdims=True),
        np.linalg.norm(z, -2, axis=(-2, -1)),
    )

@jit
def values_of_stacks(a: f64[:, :, :], z: c128[:, :, :]):
    values, vectors = np.linalg.eig(a)
    others, whole = np.linalg.eig(z)
    return (
        a @ vectors - vectors * values[:, None, :], z @ whole - whole * others[:, None, :],
        np.linalg.eigvals(a).sum(axis=-1), np.linalg.eigvals(z).sum(axis=-1),
    )

@jit
def ranks(a: f64[:, :], s: f32[:, :], limits: f64[:]):
    return (
        np.linalg.matrix_rank(a), np.linalg.matrix_rank(s), np.linalg.matrix_rank(a, 0.5),
        np.linalg.matrix_rank(a, limits), np.linalg.matrix_rank(a @ a.T, hermitian=True),
        np.linalg.pinv(a), np.linalg.pinv(s), np.linalg.pinv(a, 0.3),
        np.linalg.pinv(a @ a.T, hermitian=True), np.linalg.pinv(a @ a.T, 1e-3, True),
    )

@jit
def raw(a: f64[:, :], z: c128[:, :]):
    h, tau = np.linalg.qr(a, mode="raw")
    g, scales = np.linalg.qr(z, mode="raw")
    return h, tau, g, scales

@jit
def tensors(a: f64[:, :, :, :], b: f64[:, :], c: f64[:, :, :]):
    return np.linalg.tensorsolve(a, b), np.linalg.tensorinv(a), np.linalg.tensorinv(c, ind=1)

@jit
def several(a: f64[:, :], b: f64[:, :], x: f64[:], i: i64[:, :]):
    return (
        np.linalg.multi_dot([a, b]), np.linalg.multi_dot((a, b, a)), np.linalg.multi_dot([i, i, i]),
        np.linalg.multi_dot([x, b, a]), np.linalg.multi_dot([b, a, x]),
        np.linalg.multi_dot([x, b, a, x]), np.linalg.multi_dot([a, b, a, b, a]),
    )
"""
# The names of the array API, which NumPy has since 2.0; `vecdot` also.
LATER = """

@jit
def named_as_in_the_array_api(a: f64[:, :, :], x: f64[:], z: c128[:, :]):
    return (
        np.linalg.outer(x, x), np.linalg.matmul(a, a.swapaxes(1, 2)), np.linalg.cross(a, a[::-1]),
        np.linalg.diagonal(a, offset=1), np.linalg.trace(a), np.linalg.matrix_transpose(z),
        np.linalg.vecdot(z, z), np.linalg.vecdot(x, x), np.linalg.vecdot(a, x, axis=-1),
        np.linalg.matrix_norm(a), np.linalg.matrix_norm(a, keepdims=True, ord=1),
        np.linalg.vector_norm(a), np.linalg.vector_norm(z, axis=0), np.linalg.vector_norm(x, ord=1),
        np.linalg.tensordot(a, x, axes=1), np.linalg.svdvals(a), np.linalg.pinv(z, rtol=0.1),
        np.linalg.matrix_rank(z, rtol=0.5),
    )
"""
IS_NEW = np is not None and hasattr(np.linalg, "vecdot")
SINGLE = 2e-5


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    from conftest import import_named, run_build

    folder = tmp_path_factory.mktemp("decompositions")
    source, output = folder / "source", folder / "output"
    source.mkdir()
    (source / "decompositions.py").write_text(TEXT + LATER * IS_NEW, "utf-8")
    report, _ = run_build(source, output)
    wrong = {it["qualified_name"] for it in report["kernels"] if it["status"] != "compiled"}
    assert wrong == set()
    return import_named(output, "decompositions", disabled=False)


def numbers(*shape):
    return np.random.default_rng(sum(shape) + len(shape)).normal(size=shape)


def complexes(*shape):
    return numbers(*shape) + 1j * numbers(*shape[::-1]).T


def run(kernel, *arguments, has_type=True):
    """What a kernel and NumPy give; the arguments are read-only, and stay as they are."""
    for it in arguments:
        it.flags.writeable = False
    with np.errstate(all="ignore"):
        found, wanted = kernel(*arguments), kernel.__wrapped__(*arguments)
    assert type(found) is type(wanted)
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted):
        if isinstance(other, np.ndarray) and has_type:
            assert (one.dtype, one.shape) == (other.dtype, other.shape)
            assert one.flags.c_contiguous == other.flags.c_contiguous
            assert one.flags.f_contiguous == other.flags.f_contiguous
    return found, wanted


def check_alike(found, wanted, tolerance=1e-9):
    for one, other in zip(found, wanted):
        near = SINGLE if getattr(other, "dtype", None) in (np.float32, np.complex64) else tolerance
        size = np.abs(np.asarray(other)).max(initial=1e-300)
        assert np.allclose(one, other, rtol=near, atol=near * size)


def check_unitary(vectors):
    """The columns."""
    n = vectors.shape[1]
    assert np.allclose(vectors.conj().T @ vectors, np.eye(n), atol=1e-13 * max(n, 10))


def hard(n):
    """Matrices that are symmetric or not: of equal eigenvalues, without rank, graded, far from one,
    defective."""
    steps = np.arange(n)
    a = numbers(n, n)
    yield a
    yield a + a.T
    yield np.zeros((n, n))
    yield np.eye(n)
    yield np.ones((n, n))
    yield -np.diag(steps[::-1] * 1.0)
    yield np.outer(a[0], a[0]) if n else a
    yield 1 / (steps[:, None] + steps + 1.0)
    yield 10.0 ** -(steps[:, None] + steps) * (a + a.T)
    yield (a + a.T) * 1e-200
    yield (a + a.T) * 1e200
    yield 2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)
    yield np.eye(n) + np.eye(n, k=1)
    yield np.eye(n, k=-1)
    yield np.roll(np.eye(n), 1, axis=0)
    yield np.triu(a)
    yield np.where(np.abs(a) > 1, a, 0.0)


def scaled(a):
    """With the size by which it was divided."""
    size = np.abs(a).max(initial=0.0)
    return (a / size, size) if size > 0 else (a, 1.0)


def check_symmetric(kernel, a, triangle):
    found, (values, _) = run(kernel, a)
    part = np.tril(a) if triangle == "L" else np.triu(a).conj().T
    whole = np.tril(part, -1) + np.tril(part, -1).conj().T + np.diag(part.diagonal().real)
    whole, size = scaled(whole)
    near = 1e-14 * max(len(a), 10)
    assert np.allclose(found[0] / size, values / size, rtol=0, atol=near)
    assert (np.diff(found[0]) >= 0).all()
    assert np.allclose(whole @ found[1], found[1] * (found[0] / size), rtol=0, atol=near)
    check_unitary(found[1])


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 9, 26, 60])
def test_symmetric(module, n):
    for a in hard(n):
        check_symmetric(module.symmetric, a, "L")
        check_symmetric(module.symmetric_of_upper, a.copy("F"), "U")
        if n < 30:
            z = a + 1j * a[::-1]
            check_symmetric(module.hermitian, z.T, "L")
            check_symmetric(module.hermitian_of_upper, z, "U")


def test_symmetric_in_other_types(module):
    a = numbers(5, 5)
    whole = np.rint(3 * (a + a.T)).astype(np.int64)
    single, z = (a + a.T).astype(np.float32), (a + a.T + 1j * (a - a.T)).astype(np.complex64)
    found, wanted = run(module.symmetric_in_other_types, single[::-1, ::-1], whole, z)
    check_alike(map(np.abs, found), map(np.abs, wanted))


def check_decomposed(kernel, a):
    found, (_, values, _) = run(kernel, a)
    left, sizes, right = found
    scaled_matrix, size = scaled(a)
    near = 1e-14 * max(*a.shape, 10)
    assert np.allclose(sizes / size, values / size, rtol=0, atol=near)
    assert (sizes >= 0).all()
    assert (np.diff(sizes) <= 0).all()
    count = len(sizes)
    product = (left[:, :count] * (sizes / size)) @ right[:count]
    assert np.allclose(product, scaled_matrix, rtol=0, atol=near)
    check_unitary(left)
    check_unitary(right.conj().T)


SHAPES = [(0, 0), (0, 2), (3, 0), (1, 1), (1, 4), (4, 1), (3, 2), (2, 3), (9, 4), (4, 9), (60, 30)]


@pytest.mark.parametrize("shape", SHAPES)
def test_decomposed(module, shape):
    n = max(shape)
    for matrix in hard(n):
        a = matrix[: shape[0], : shape[1]]
        check_decomposed(module.decomposed, a)
        check_decomposed(module.decomposed_briefly, a)
        if n < 30:
            z = a * (1 + 1j) + a[::-1]
            check_decomposed(module.decomposed_complex, z)
            check_decomposed(module.decomposed_complex_briefly, z[::-1])
            # No reciprocal of the least numbers is a number.
            check_decomposed(module.decomposed_complex, a + 1e-320j * a[::-1])


@pytest.mark.parametrize("n", [0, 1, 2, 5, 30])
def test_decomposed_by_eigenvalues(module, n):
    a, z = numbers(n, n), complexes(n, n)
    check_decomposed(module.decomposed_symmetric, a + a.T)
    check_decomposed(module.decomposed_hermitian, z + z.conj().T)
    single = (a + a.T).astype(np.float32)
    check_alike(*run(module.singular_values, a, z[:2], single), tolerance=1e-12)


def in_order(values):
    return values[np.lexsort((np.round(values.imag, 6), np.round(values.real, 6)))]


def check_general(kernel, a, is_clear):
    """The eigenvalues of a defective matrix are those of one that is near; whether they are real,
    rounding decides."""
    found, (values, vectors) = run(kernel, a, has_type=is_clear)
    matrix, size = scaled(a)
    error = np.abs(matrix @ vectors - vectors * (values / size)).max(initial=0)
    near = max(1e-14 * max(len(a), 10), 100 * error)
    assert np.allclose(matrix @ found[1], found[1] * (found[0] / size), rtol=0, atol=near)
    assert np.allclose(np.linalg.norm(found[1], axis=0), 1, rtol=1e-13)
    if is_clear:
        near = 1e-10
        assert np.allclose(in_order(found[0] / size), in_order(values / size), rtol=0, atol=near)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 9, 26, 60])
def test_general(module, n):
    for number, a in enumerate(hard(n)):
        rotated = a @ np.roll(np.eye(n), 1, axis=0)
        for matrix in (a, a + np.triu(numbers(n, n), 1), rotated):
            check_general(module.general, matrix, number < 2)
        if n < 30:
            z = a.astype(np.complex128) + 1j * a[::-1]
            check_general(module.general_complex, z, number < 2)


def test_general_values(module):
    turn = np.array([[1.0, 2.0, 0.0], [-1.0, 1.5, 0.0], [0.0, 0.0, 3.0]])
    z = turn + 1j * turn[::-1]
    single, c = turn.astype(np.float32), z.astype(np.complex64)
    check_alike(*run(module.general_values, turn, z[::-1, ::-1], single, c))
    with pytest.raises(np.linalg.LinAlgError, match="Array must not contain infs or NaNs"):
        module.general(np.full((2, 2), np.nan))
    seen = np.zeros(1)
    assert module.general_where_nothing_is_run_again(turn, seen) == pytest.approx(3.0)
    assert seen[0] == 1.0


def test_exceptions(module):
    for kernel in (module.symmetric, module.general, module.decomposed_symmetric):
        with pytest.raises(np.linalg.LinAlgError, match="Last 2 dimensions of the array must be"):
            kernel(numbers(2, 3))
    with pytest.raises(np.linalg.LinAlgError, match="SVD did not converge"):
        module.decomposed(np.full((2, 2), np.nan))
    for bad in (np.nan, np.inf):
        a = np.eye(3)
        a[2, 0] = bad
        for kernel, matrix in ((module.symmetric, a), (module.hermitian, a.astype(np.complex128))):
            outcomes = []
            for function in (kernel, kernel.__wrapped__):
                try:
                    outcomes.append(repr(function(matrix)))
                except ValueError as error:
                    outcomes.append((type(error), str(error)))
            assert outcomes[0] == outcomes[1]


def test_stacks(module):
    a, z = numbers(3, 4, 4), complexes(2, 3, 4, 2)
    a = a + a.swapaxes(1, 2)
    check_alike(*run(module.of_stacks, a, z))
    check_alike(*run(module.of_stacks, a[::-1], z[:, ::-1]))
    check_alike(*run(module.of_stacks, a[:0], z[:0]))
    turns = np.stack([np.roll(np.eye(3), 1, 0), numbers(3, 3)])
    found, wanted = run(module.values_of_stacks, turns, complexes(2, 3, 3))
    assert np.abs(found[0]).max() < 1e-13
    assert np.abs(found[1]).max() < 1e-13
    check_alike(found[2:], wanted[2:])


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (5, 3), (12, 12)])
def test_ranks(module, shape):
    a = numbers(*shape)
    for matrix in (a, np.ones(shape), np.zeros(shape)):
        limits = np.array([0.01, 1.0, 100.0])
        check_alike(*run(module.ranks, matrix, matrix.astype(np.float32), limits), tolerance=1e-6)
    check_alike(*run(module.raw, a, complexes(*shape)))
    check_alike(*run(module.raw, a.T, complexes(*shape)))


def test_tensors(module):
    check_alike(*run(module.tensors, numbers(2, 3, 3, 2), numbers(2, 3), numbers(6, 2, 3)))
    with pytest.raises(np.linalg.LinAlgError, match="Input arrays must satisfy the requirement"):
        module.tensors(numbers(2, 3, 3, 3), numbers(2, 3), numbers(6, 2, 3))


def test_products_of_several(module):
    whole = np.arange(9).reshape(3, 3)
    check_alike(*run(module.several, numbers(3, 5), numbers(5, 3), numbers(5), whole))


@pytest.mark.skipif(not IS_NEW, reason="NumPy has these names since 2.0")
def test_names_of_the_array_api(module):
    kernel = module.named_as_in_the_array_api
    check_alike(*run(kernel, numbers(2, 3, 3), numbers(3), complexes(3, 3)))
