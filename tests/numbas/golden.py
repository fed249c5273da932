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
            for signature in signatures:
                given = calls(module, name, kernel.py_func, signature)
                answers = [answer(kernel, arguments) for arguments in given]
                lines.append(f"{json.dumps(name + signature)}: {json.dumps(answers)}")
        text = "{\n" + ",\n".join(lines) + "\n}\n"
        (FOLDER / "answers" / f"{path.stem}.json").write_text(text)


if __name__ == "__main__":
    main()
