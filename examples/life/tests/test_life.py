"""The example's own tests: they run against the package as it is installed."""

import random

import pytest

import life
from life.board import empty


def plain(board, out, width):
    """The kernel in plain Python, compiled or not."""
    return getattr(life.step, "__wrapped__", life.step)(board, out, width)


def shifted(board, down, right):
    """The board moved over the torus."""
    moved = empty(board.height, board.width)
    for y in range(board.height):
        for x in range(board.width):
            moved.put(y + down, x + right, board.alive(y, x))
    return moved


def test_a_glider_crosses_the_torus() -> None:
    start = life.glider(7, 9)
    # A glider moves one cell down and to the right in four generations.
    assert life.run(start, 4) == shifted(start, 1, 1)
    around = life.run(start, 4 * 7 * 9)
    assert around == start


def test_still_life_and_blinker() -> None:
    block = empty(4, 4)
    for y, x in ((1, 1), (1, 2), (2, 1), (2, 2)):
        block.put(y, x)
    assert life.run(block, 3) == block
    blinker = empty(5, 5)
    for x in (1, 2, 3):
        blinker.put(2, x)
    assert life.run(blinker, 1) != blinker
    assert life.run(blinker, 2) == blinker


@pytest.mark.parametrize("seed", range(200))
def test_compiled_equals_interpreted(seed: int) -> None:
    sizes = random.Random(seed)
    height, width = (2 * sizes.randrange(1, 9) + 1 for _ in range(2))
    board = life.random_board(height, width, seed)
    generations = sizes.randrange(1, 4)
    compiled = life.run(board, generations)
    assert compiled == life.run(board, generations, plain)


def test_the_installed_kernel_is_compiled() -> None:
    assert life.step.__pyjit_signatures__ == ("(bytearray, bytearray, int) -> None",)
