"""``python -m life``: run the same board compiled and in plain Python, and compare."""

import argparse
import importlib.util
import sys
import time

from life import glider, random_board, render, run, step


def timed(board, generations, function, run=run):
    """Seconds for so many generations, and the last board."""
    begin = time.perf_counter()
    last = run(board, generations, function)
    return time.perf_counter() - begin, last


def main() -> int:
    parser = argparse.ArgumentParser(prog="life", description=__doc__)
    parser.add_argument("--height", type=int, default=151)
    parser.add_argument("--width", type=int, default=201)
    parser.add_argument("--generations", type=int, default=20)
    options = parser.parse_args()

    for generations in (0, 4):
        print(f"A glider after {generations} generations:")
        print(render(run(glider(5, 8), generations)), end="\n\n")
    interpreted = getattr(step, "__wrapped__", None)
    if interpreted is None:
        print("The kernel is not compiled here; this is plain Python.")
        return 1
    # The built package has a module of its own in pyjit's place.
    way = "when it was first called" if "pyjit" in sys.modules else "when its package was built"
    print(f"The kernel was compiled {way}.")
    board = random_board(options.height, options.width, seed=1)
    fast, compiled_board = timed(board, options.generations, step)
    slow, python_board = timed(board, options.generations, interpreted)
    size = f"{options.height} x {options.width} cells, {options.generations} generations"
    if render(compiled_board) != render(python_board):
        print(f"{size}: the boards differ")
        return 1
    print(f"{size}: both give the same board")
    print(f"compiled     {fast * 1000:10.2f} ms")
    print(f"plain Python {slow * 1000:10.2f} ms")
    print(f"ratio        {slow / fast:10.1f}")
    if importlib.util.find_spec("numpy") is not None:
        return compare_arrays(board, options.generations, compiled_board)
    print("With NumPy there is a version on whole arrays, too.")
    return 0


def compare_arrays(board, generations, expected) -> int:
    """The version that works on whole arrays, compiled and by NumPy."""
    from life.arrays import following, run_arrays

    interpreted = getattr(following, "__wrapped__", None)
    if interpreted is None:
        print("The kernel of arrays is not compiled here.")
        return 1
    fast, compiled_board = timed(board, generations, following, run_arrays)
    slow, numpy_board = timed(board, generations, interpreted, run_arrays)
    if not compiled_board == numpy_board == expected:
        print("On whole arrays: the boards differ")
        return 1
    print("On whole arrays: the same board")
    print(f"compiled     {fast * 1000:10.2f} ms")
    print(f"NumPy        {slow * 1000:10.2f} ms")
    print(f"ratio        {slow / fast:10.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
