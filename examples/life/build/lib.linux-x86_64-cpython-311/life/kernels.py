"""The kernel: one generation."""

from life._pyjit import jit, u8


@jit
def step(board: u8[:, :], out: u8[:, :]) -> None:
    """Write the generation after ``board`` to ``out``; the edges of the board meet."""
    height, width = board.shape
    for y in range(height):
        above = (y - 1) % height
        below = (y + 1) % height
        for x in range(width):
            left = (x - 1) % width
            right = (x + 1) % width
            neighbours = (
                int(board[above, left])
                + int(board[above, x])
                + int(board[above, right])
                + int(board[y, left])
                + int(board[y, right])
                + int(board[below, left])
                + int(board[below, x])
                + int(board[below, right])
            )
            if neighbours == 3 or (neighbours == 2 and board[y, x] == 1):
                out[y, x] = 1
            else:
                out[y, x] = 0
