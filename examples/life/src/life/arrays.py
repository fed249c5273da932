"""The same game on NumPy's arrays: a generation by slices, without a loop over cells."""

import numpy as np

from life.board import Board
from pyjit import jit, u8


@jit
def following(board: u8[:, :]) -> u8[:, :]:
    """The generation after a board of ones and zeros; the edges of the board meet."""
    height, width = board.shape
    # With the opposite edges around it.
    around = np.empty((height + 2, width + 2), np.uint8)
    around[1:-1, 1:-1] = board
    around[0, 1:-1] = board[-1]
    around[-1, 1:-1] = board[0]
    around[:, 0] = around[:, -2]
    around[:, -1] = around[:, 1]
    neighbours = (
        around[:-2, :-2]
        + around[:-2, 1:-1]
        + around[:-2, 2:]
        + around[1:-1, :-2]
        + around[1:-1, 2:]
        + around[2:, :-2]
        + around[2:, 1:-1]
        + around[2:, 2:]
    )
    return ((neighbours == 3) | ((neighbours == 2) & (board == 1))).astype(np.uint8)


def as_array(board: Board) -> np.ndarray:
    """The cells of a board, row by row."""
    return np.array(board.cells).reshape(board.height, board.width)


def as_board(cells: np.ndarray) -> Board:
    """The board of an array of cells."""
    return Board(cells.shape[1], bytearray(cells.tobytes()))


def run_arrays(board: Board, generations: int, following=following) -> Board:
    """The board after so many generations, by whole arrays."""
    cells = as_array(board)
    for _ in range(generations):
        cells = following(cells)
    return as_board(cells)
