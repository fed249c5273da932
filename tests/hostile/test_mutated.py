"""Arbitrary bytes, and real files that were cut, flipped, spliced or had tokens exchanged.

`PYJIT_HOSTILE=1000 pytest tests/hostile` tries that many rounds instead of a few, with another
seed in each round.
"""

from __future__ import annotations

import os
import random
import sysconfig
from pathlib import Path

import pytest
from mutate import mutated
from survive import ROOT, build, compile_file, culprit, scan

ROUNDS = range(int(os.environ.get("PYJIT_HOSTILE", "2")))
LIBRARY = Path(sysconfig.get_paths()["stdlib"])
KERNELS = ROOT / "tests" / "run" / "kernels"


def library_files() -> list[Path]:
    """Modules of CPython's own library and its tests, of a size that real modules have."""
    paths = [*LIBRARY.glob("*.py"), *LIBRARY.glob("test/*.py"), *LIBRARY.glob("asyncio/*.py")]
    return sorted(path for path in paths if path.stat().st_size < 100_000)


@pytest.mark.parametrize("seed", ROUNDS)
def test_arbitrary_bytes(tmp_path: Path, seed: int) -> None:
    source = random.Random(f"bytes {seed}")
    alphabets = [
        bytes(range(256)),
        b"()[]{}:,\n\t '\"\\#=f1x",
        b"\x00\xff\xfe\r\n\x0c",
        b"def f():\n @",
    ]
    for index in range(200):
        alphabet = source.choice(alphabets)
        content = bytes(source.choices(alphabet, k=source.randrange(1, 600)))
        (tmp_path / f"m{index}.py").write_bytes(content)
    problem = scan(tmp_path)
    assert problem is None, problem + culprit(tmp_path, scan)


@pytest.mark.parametrize("seed", ROUNDS)
def test_the_library_mutated(tmp_path: Path, seed: int) -> None:
    source = random.Random(f"library {seed}")
    for index, path in enumerate(source.sample(library_files(), 60)):
        (tmp_path / f"m{index}.py").write_bytes(mutated(path.read_bytes(), source))
    problem = scan(tmp_path)
    assert problem is None, problem + culprit(tmp_path, scan)


@pytest.mark.parametrize("seed", ROUNDS)
def test_kernels_mutated(tmp_path: Path, seed: int) -> None:
    """Past the parser: most changed kernels still are Python, and go through all stages."""
    source = random.Random(f"kernels {seed}")
    folder = tmp_path / "src"
    folder.mkdir()
    for index, path in enumerate(sorted(KERNELS.rglob("*.py"))):
        for turn in range(2):
            text = path.read_bytes()
            for _ in range(source.randrange(1, 3)):
                text = mutated(text, source)
            (folder / f"m{index}_{turn}.py").write_bytes(text)
    problem = build(folder, tmp_path / "out")
    assert problem is None, problem + culprit(folder, compile_file)
