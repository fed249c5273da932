"""The project's fences: who may import what, what every file says first, how long it may be.

The rules and their reasons are in ARCHITECTURE.md.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 600
# What a file's first lines must say for it to be longer than MOST_LINES.
EXCUSE = "Long because"
# The order of the stages: a module imports only from those before it.
STAGES = ["types", "scan", "check", "ir", "lower", "opt", "codegen", "link", "swap", "report"]
# Open to every stage; they import no stage themselves, but for the names they need of `types`.
OPEN = ["source", "diagnostics"]
TOP_LEVEL = {
    *("Cargo.toml", "src", "setuptools-plugin", "templates", "tests", "examples", "README.md"),
    *("LICENSE", ".ci", "Makefile", "ARCHITECTURE.md", "CHANGELOG.md", "Cargo.lock", ".gitignore"),
    *(".cargo", "rustfmt.toml", "benches", ".gitattributes", "pyproject.toml", ".config"),
    "clippy.toml",
}


def tracked(*patterns: str) -> list[str]:
    """The files that git knows or would add, as paths from the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return sorted(path for path in set(listed.stdout.splitlines()) if (ROOT / path).is_file())


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def rust_code(path: str) -> str:
    """A Rust file without comments, so that prose may name anything."""
    return re.sub(r"//[^\n]*", "", text_of(path))


def is_test(path: str) -> bool:
    """Whether a Rust file holds only tests, which may look at every stage."""
    return path.endswith("tests.rs") or "/tests/" in path


RUST = tracked("src/**.rs", "src/*.rs")
TREES = ("tests/trees/", "tests/errors/")
PYTHON = [path for path in tracked("*.py") if not path.startswith(TREES)]
C = tracked("templates/*.c", "templates/*.h", "benches/*.c", "src/*.cpp")


def test_there_is_something_to_check() -> None:
    assert len(RUST) > 20
    assert len(PYTHON) > 5


@pytest.mark.parametrize(
    ("word", "homes"),
    [
        (r"\binkwell\b", ("src/codegen/",)),
        (r"\bcc::", ("src/link/", "src/build.rs")),
        (r"\bpyo3_build_config\b", ("src/link/",)),
        (r"\brustpython_ast\b", ("src/source/", "src/scan/", "src/check/", "src/swap/")),
        (r"\b(e?println!|e?print!|process::exit)", ("src/main.rs", "src/cli/", "src/build.rs")),
    ],
)
def test_names_stay_in_their_rooms(word: str, homes: tuple[str, ...]) -> None:
    strangers = [
        path for path in RUST if not path.startswith(homes) and re.search(word, rust_code(path))
    ]
    assert strangers == []


@pytest.mark.parametrize("stage", STAGES)
def test_stages_import_only_from_those_before_them(stage: str) -> None:
    later = STAGES[STAGES.index(stage) + 1 :] + ["pipeline", "cli"]
    pattern = re.compile(rf"\bcrate::({'|'.join(later)})\b")
    offenders = {
        path: found.group()
        for path in RUST
        if path.startswith((f"src/{stage}/", f"src/{stage}.rs")) and not is_test(path)
        if (found := pattern.search(rust_code(path).split("#[cfg(test)]")[0]))
    }
    assert offenders == {}


@pytest.mark.parametrize("room", OPEN)
def test_open_rooms_lean_on_no_stage(room: str) -> None:
    pattern = re.compile(rf"\bcrate::({'|'.join(STAGES[1:])})\b")
    tests_cut = {path: rust_code(path).split("#[cfg(test)]")[0] for path in RUST}
    offenders = [
        path
        for path, code in tests_cut.items()
        if path.startswith(f"src/{room}/") and pattern.search(code)
    ]
    assert offenders == []


def test_every_file_says_what_it_is_for() -> None:
    silent = [path for path in RUST if not text_of(path).startswith("//!")]
    starts = ('"""', '#!/usr/bin/env python3\n"""', 'r"""')
    silent += [
        path
        for path in PYTHON
        if text_of(path).strip()
        and not text_of(path).lstrip().startswith(starts)
        # Kernels of the prelude and of tests may begin with what their case needs.
        and not path.startswith(("tests/run/kernels/",))
    ]
    silent += [path for path in C if not text_of(path).startswith(("/*", "//"))]
    assert silent == []


def test_no_file_is_too_long() -> None:
    long = {}
    for path in [*RUST, *PYTHON, *C]:
        lines = text_of(path).splitlines()
        if len(lines) > MOST_LINES and EXCUSE not in "\n".join(lines[:12]):
            long[path] = len(lines)
    assert long == {}


def codes() -> set[str]:
    """Every diagnostic code that the sources define."""
    numbers = re.findall(r"\bCode = Code\((\d+)\)", text_of("src/diagnostics/codes.rs"))
    return {f"PJ{int(number):04}" for number in numbers}


def test_every_code_has_its_page() -> None:
    # That it has its case, or a reason for having none, is held by tests/errors/mod.rs.
    pages = {Path(path).stem for path in tracked("src/diagnostics/pages/*.md")}
    assert pages == codes()


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md"])
def test_paths_named_in_documents_exist(document: str) -> None:
    named = re.findall(r"`([\w.-]+/[\w./*-]*)`", text_of(document))
    ours = [name for name in named if name.split("/")[0] in TOP_LEVEL]
    missing = [name for name in ours if not any(ROOT.glob(name.rstrip("/")))]
    assert ours
    assert missing == []


def test_top_level_holds_only_what_belongs_there() -> None:
    assert {path.split("/")[0] for path in tracked()} - TOP_LEVEL == set()


def test_no_unfinished_work() -> None:
    words = re.compile(r"\b(todo!|unimplemented!|dbg!)\(|#\[ignore|\bFIXME\b")
    unfinished = [path for path in [*RUST, *PYTHON, *C] if words.search(text_of(path))]
    assert unfinished == []
