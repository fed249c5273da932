"""Writes what Numba itself answers for the kernels beside it: run by `make numba-golden`."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import numba
from comparing import answer, calls

FOLDER = Path(__file__).parent


def main() -> None:
    sys.path.insert(0, str(FOLDER / "kernels"))
    for path in sorted((FOLDER / "kernels").glob("*.py")):
        module = importlib.import_module(path.stem)
        lines = [f'"numba": "{numba.__version__}"']
        for name, signatures in module.SIGNATURES.items():
            kernel = getattr(module, name)
            parameters = kernel.py_func.__code__.co_varnames
            for signature in signatures:
                answers = [answer(kernel, given) for given in calls(name, parameters, signature)]
                lines.append(f"{json.dumps(name + signature)}: {json.dumps(answers)}")
        text = "{\n" + ",\n".join(lines) + "\n}\n"
        (FOLDER / "answers" / f"{path.stem}.json").write_text(text)


if __name__ == "__main__":
    main()
