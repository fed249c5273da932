"""Who imports whom inside `src/check/`: what looks at no syntax lies below what does, and no files
import each other in a circle. The rules and their reasons are in ARCHITECTURE.md.
"""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "src" / "check"
# What builds the typed tree from syntax, in methods of `Body`, which call each other.
SYNTAX = ["statements", "expressions", "iteration", "calls"]
# What is below: each imports from itself and from those before it.
BELOW = ["tree", "traverse", "problem", "refusals", "build", "rules"]
# What else knows nothing of the files that build the tree from syntax.
BESIDE = ["known", "names", "syntax", "unsupported", "sources", "instances", "temporaries"]
BESIDE += ["narrow", "flow", "library"]
# What leaves its room all the same: the importing file, what it imports, and why.
EXPLAINED = {
    ("statements::loops", "iteration::plan"): "what a loop runs over is a plan made there",
}


def module_of(path: Path) -> str:
    """The module of a file, without `crate::check`; of `mod.rs` its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "::".join(parts[:-1] if parts[-1] == "mod" else parts)


def code_of(path: Path) -> str:
    """The code of a file without comments and without its tests."""
    code = path.read_text(encoding="utf-8").split("#[cfg(test)]\nmod tests")[0]
    return re.sub(r"//[^\n]*", "", code)


def expanded(tree: str) -> list[str]:
    """The paths of a `use`: `a::{b, c::{d}}` is `a::b` and `a::c::d`."""
    before, brace, inside = tree.partition("{")
    if not brace:
        return [tree]
    paths, depth, branch = [], 0, ""
    for char in inside:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0 or (char == "," and depth == 0):
            paths += [before + path for path in expanded(branch) if path]
            branch = ""
        else:
            branch += char
    return paths


CODE = {module_of(path): code_of(path) for path in sorted(ROOT.rglob("*.rs"))}
CODE = {module: code for module, code in CODE.items() if module and module != "tests"}
PARENTS = {module for module in CODE if any(other.startswith(f"{module}::") for other in CODE)}


def home(path: str, module: str) -> str | None:
    """The module of `src/check/` that a path in the code of a module leads to."""
    first, _, rest = path.partition("::")
    outer = module.rpartition("::")[0]
    if path.startswith("crate::check::"):
        path = path.removeprefix("crate::check::")
    elif first == "super":
        path = f"{outer}::{rest}" if outer else rest
    elif module in PARENTS and f"{module}::{first}" in CODE:
        path = f"{module}::{path}"
    else:
        return None
    while path and path not in CODE:
        path = path.rpartition("::")[0]
    return path or None


def imports(module: str) -> set[str]:
    """The modules of `src/check/` that a module names, in a `use` or in a path."""
    code = CODE[module]
    trees = [re.sub(r"\s", "", tree) for tree in re.findall(r"\buse\s+([^;]+);", code)]
    paths = [path for tree in trees for path in expanded(tree)]
    paths += re.findall(r"\b(?:crate::check|super)(?:::\w+)+", code)
    return {found for path in paths if (found := home(path, module))} - {module}


IMPORTS = {module: imports(module) for module in CODE}


def room(module: str) -> str:
    return module.partition("::")[0]


def test_imports_are_read() -> None:
    assert expanded("a::{self,b,c::{d,e}}") == ["a::self", "a::b", "a::c::d", "a::c::e"]
    assert "build" in IMPORTS["body"]
    assert "build::nodes" in IMPORTS["build::blocks"]
    assert set(SYNTAX + BELOW + BESIDE) <= {room(module) for module in CODE}


def test_no_files_import_each_other() -> None:
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(cycle.args[1]))


@pytest.mark.parametrize("name", BELOW)
def test_what_is_below_imports_only_from_what_is_below_it(name: str) -> None:
    allowed = BELOW[: BELOW.index(name) + 1]
    offenders = {
        (module, other)
        for module in CODE
        if room(module) == name
        for other in IMPORTS[module]
        if room(other) not in allowed
    }
    assert offenders == set()


@pytest.mark.parametrize("name", SYNTAX + BESIDE)
def test_rooms_that_look_at_syntax_do_not_import_each_other(name: str) -> None:
    offenders = {
        (module, other)
        for module in CODE
        if room(module) == name
        for other in IMPORTS[module]
        if room(other) in SYNTAX and room(other) != name
    }
    assert offenders - set(EXPLAINED) == set()
