"""The version with arrays: the same boards as the one with bytes, compiled and in plain Python."""

import random

import pytest

import life

np = pytest.importorskip("numpy", reason="the version with arrays is for those who have NumPy")


def test_the_installed_kernel_is_compiled() -> None:
    from life.arrays import following

    assert following.__pyjit_signatures__ == ("(u8[:, :]) -> u8[:, :]",)


@pytest.mark.parametrize("seed", range(100))
def test_the_same_generations(seed: int) -> None:
    from life.arrays import following, run_arrays

    sizes = random.Random(seed)
    board = life.random_board(sizes.randrange(1, 20), sizes.randrange(1, 20), seed)
    generations = sizes.randrange(1, 5)
    plain = getattr(following, "__wrapped__", following)
    by_bytes = life.run(board, generations)
    assert run_arrays(board, generations) == by_bytes
    assert run_arrays(board, generations, plain) == by_bytes


def test_any_order_in_memory() -> None:
    from life.arrays import as_array, following

    cells = as_array(life.random_board(9, 12, 3))
    expected = following(cells).tolist()
    assert following(np.asfortranarray(cells)).tolist() == expected
    assert following(cells[::-1])[::-1].tolist() == expected
    assert following(np.repeat(cells, 2, axis=1)[:, ::2]).tolist() == expected


def test_an_array_that_is_no_board_is_refused() -> None:
    from life.arrays import following

    with pytest.raises(TypeError, match=r"expected u8\[:, :\]"):
        following(np.zeros((3, 3)))
