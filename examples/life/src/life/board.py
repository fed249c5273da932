"""Boards: bytes, row by row, 1 where a cell lives. No NumPy is needed."""

import random
from typing import Callable, NamedTuple

from life.kernels import step


class Board(NamedTuple):
    """A board whose opposite edges meet."""

    width: int
    cells: bytearray

    @property
    def height(self) -> int:
        return len(self.cells) // self.width

    def alive(self, y: int, x: int) -> bool:
        """Whether a cell lives."""
        return self.cells[y * self.width + x] == 1

    def put(self, y: int, x: int, alive: bool = True) -> None:
        """Give a cell life, or take it."""
        self.cells[y % self.height * self.width + x % self.width] = alive


def empty(height: int, width: int) -> Board:
    """A board without life."""
    return Board(width, bytearray(height * width))


def glider(height: int, width: int) -> Board:
    """A board with one glider at the upper left, on its way to the lower right."""
    board = empty(height, width)
    for y, x in ((0, 1), (1, 2), (2, 0), (2, 1), (2, 2)):
        board.put(y, x)
    return board


def random_board(height: int, width: int, seed: int) -> Board:
    """A board with about a third of its cells alive; the same one for the same seed."""
    cells = random.Random(seed)
    return Board(width, bytearray(cells.random() < 1 / 3 for _ in range(height * width)))


def run(
    board: Board,
    generations: int,
    step: Callable[[bytearray, bytearray, int], None] = step,
) -> Board:
    """The board after so many generations. The given one is left as it is."""
    current, following = bytearray(board.cells), bytearray(len(board.cells))
    for _ in range(generations):
        step(current, following, board.width)
        current, following = following, current
    return Board(board.width, current)


def render(board: Board) -> str:
    """The board as text, a line for each row."""
    rows = range(board.height)
    return "\n".join("".join(".#"[board.alive(y, x)] for x in range(board.width)) for y in rows)
