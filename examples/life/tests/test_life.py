"""The example's own tests: they run against the package as it is installed."""

import random

import pytest

import life
from life.board import empty


def plain(board, out):
    """The kernel in plain Python, compiled or not."""
    return getattr(life.step, "__wrapped__", life.step)(board, out)


def shifted(board, down, right):
    """The board moved over the torus."""
    height, width = board.shape
    moved = empty(height, width)
    for y in range(height):
        for x in range(width):
            moved[(y + down) % height, (x + right) % width] = board[y, x]
    return moved


def test_a_glider_crosses_the_torus() -> None:
    start = life.glider(7, 9)
    # A glider moves one cell down and to the right in four generations.
    assert life.run(start, 4).tolist() == shifted(start, 1, 1).tolist()
    around = life.run(start, 4 * 7 * 9)
    assert around.tolist() == start.tolist()


def test_still_life_and_blinker() -> None:
    block = empty(4, 4)
    for y, x in ((1, 1), (1, 2), (2, 1), (2, 2)):
        block[y, x] = 1
    assert life.run(block, 3).tolist() == block.tolist()
    blinker = empty(5, 5)
    for x in (1, 2, 3):
        blinker[2, x] = 1
    assert life.run(blinker, 1).tolist() != blinker.tolist()
    assert life.run(blinker, 2).tolist() == blinker.tolist()


@pytest.mark.parametrize("seed", range(200))
def test_compiled_equals_interpreted(seed: int) -> None:
    sizes = random.Random(seed)
    height, width = (2 * sizes.randrange(1, 9) + 1 for _ in range(2))
    board = life.random_board(height, width, seed)
    generations = sizes.randrange(1, 4)
    compiled = life.run(board, generations)
    assert compiled.tolist() == life.run(board, generations, plain).tolist()


def test_the_installed_kernel_is_compiled() -> None:
    assert life.step.__pyjit_signatures__ == ("(u8[:, :], u8[:, :]) -> None",)
