"""The kernel: one generation."""

from pyjit import jit


@jit
def step(board: bytearray, out: bytearray, width: int) -> None:
    """Write the generation after ``board`` to ``out``; the edges of the board meet."""
    height = len(board) // width
    for y in range(height):
        row = y * width
        above = (y - 1) % height * width
        below = (y + 1) % height * width
        for x in range(width):
            left = (x - 1) % width
            right = (x + 1) % width
            neighbours = (
                board[above + left]
                + board[above + x]
                + board[above + right]
                + board[row + left]
                + board[row + right]
                + board[below + left]
                + board[below + x]
                + board[below + right]
            )
            if neighbours == 3 or (neighbours == 2 and board[row + x] == 1):
                out[row + x] = 1
            else:
                out[row + x] = 0
