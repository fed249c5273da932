"""Boards: two-dimensional buffers of bytes, 1 where a cell lives. No NumPy is needed."""

import random
from typing import Any, Callable

from life.kernels import step

# Any object with a two-dimensional buffer of bytes; a NumPy array of `uint8` serves as well.
Board = Any


def empty(height: int, width: int) -> Board:
    """A board without life."""
    return memoryview(bytearray(height * width)).cast("B", (height, width))


def glider(height: int, width: int) -> Board:
    """A board with one glider at the upper left, on its way to the lower right."""
    board = empty(height, width)
    for y, x in ((0, 1), (1, 2), (2, 0), (2, 1), (2, 2)):
        board[y % height, x % width] = 1
    return board


def random_board(height: int, width: int, seed: int) -> Board:
    """A board with about a third of its cells alive; the same one for the same seed."""
    cells = random.Random(seed)
    board = empty(height, width)
    for y in range(height):
        for x in range(width):
            board[y, x] = int(cells.random() < 1 / 3)
    return board


def run(board: Board, generations: int, step: Callable[[Board, Board], None] = step) -> Board:
    """The board after so many generations. The given one is left as it is."""
    height, width = board.shape
    copied = bytearray(memoryview(board).tobytes())
    current, following = memoryview(copied).cast("B", (height, width)), empty(height, width)
    for _ in range(generations):
        step(current, following)
        current, following = following, current
    return current


def render(board: Board) -> str:
    """The board as text, a line for each row."""
    height, width = board.shape
    return "\n".join("".join(".#"[board[y, x]] for x in range(width)) for y in range(height))
