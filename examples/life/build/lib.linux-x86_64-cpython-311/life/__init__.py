"""Conway's Game of Life on a torus."""

from life.board import Board, glider, random_board, render, run
from life.kernels import step

__all__ = ["Board", "glider", "random_board", "render", "run", "step"]
