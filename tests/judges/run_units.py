"""Runs units both ways in a process of their own: `run_units.py FOLDER PLAN`.

Prints a line of JSON for each: its name, what it did in CPython, what it did compiled.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import math
import signal
import sys
import warnings
from pathlib import Path
from typing import Any

# As many integers of an array are written out.
MOST_SHOWN = 10_000


def shown(value: object) -> str:
    """A value with its type, to the last bit; all NaNs are the same."""
    if isinstance(value, (tuple, list)):
        return f"{type(value).__name__}({', '.join(map(shown, value))})"
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.ndarray):
        flags = f"{value.flags.c_contiguous:d}{value.flags.f_contiguous:d}{value.flags.writeable:d}"
        return f"array({value.dtype}, {value.shape}, {flags}, {elements(value)})"
    if numpy is not None and isinstance(value, numpy.generic):
        return shown(value.item())  # as kernels give it
    if isinstance(value, complex):
        return f"complex({shown(value.real)}, {shown(value.imag)})"
    if isinstance(value, float):
        return "float(nan)" if math.isnan(value) else f"float({value!r})"
    return f"{type(value).__name__}({value!r})"


def elements(array: Any) -> str:
    """The elements of an array; of many integers what they come to, which tells them apart as
    well. Floats are written out, for their last bits may differ."""
    if array.size <= MOST_SHOWN or array.dtype.kind not in "biu":
        return shown(array.ravel().tolist())
    return "sha256 " + hashlib.sha256(array.tobytes()).hexdigest()


def outcome(function: object, arguments: list[object]) -> str:
    """What a call returns or raises."""
    assert callable(function)
    try:
        return shown(function(*arguments))
    except Exception as error:
        return type(error).__name__


def too_long(*_: object) -> None:
    raise TimeoutError


def main(folder: str, plan: str) -> None:
    sys.path.insert(0, folder)
    sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
    signal.signal(signal.SIGALRM, too_long)
    warnings.simplefilter("ignore")
    arguments = json.loads(Path(plan).read_text(encoding="utf-8"))
    for path in sorted(Path(folder).glob("*_[0-9]*.py")):
        module = importlib.import_module(path.stem)
        for name, kernel in list(vars(module).items()):
            python = getattr(kernel, "__wrapped__", None)
            if name not in arguments or python is None:
                continue
            values = [float(text) if "." in text or "e" in text or "n" in text else int(text)
                      for text in arguments[name]]  # fmt: skip
            signal.alarm(10)
            interpreted = outcome(python, values)
            ran = outcome(kernel, values)
            signal.alarm(0)
            print(json.dumps([name, interpreted, ran]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
