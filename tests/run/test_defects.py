"""A defect of pyjit in one kernel leaves the others compiled: panics, and what ends a process.

The compiler under test is built with debug assertions, so that `PYJIT_PROVOKE` is heard.
"""

import json
import os
import subprocess
import sys

import pytest
from conftest import binary

COUNT = 200
# Which stage fails on which kernel, and how: by a panic, or by ending the process.
BROKEN = {
    "k10": ("scan", "a panic"),
    "k11": ("scan", "abort"),
    "k50": ("check", "a panic"),
    "k51": ("check", "fault"),
    "k90": ("lower", "a panic"),
    "k91": ("lower", "overrun"),
    "k130": ("compile", "a panic"),
    "k131": ("compile", "abort"),
    "k132": ("compile", "overrun"),
    # Of kernels that call each other: the callers have copies of it that are sound.
    "k150": ("compile", "fault"),
}
CALLED = """
@jit
def k150(x: float) -> float:
    return x


@jit
def k151(x: float) -> float:
    return x
"""
CALLER = """
@jit
def caller(x: float) -> float:
    return k150(x) + k151(x)
"""


def source():
    kernels = [
        f"@jit\ndef k{n}(x: float) -> float:\n    return x * 2 + {n}\n" for n in range(COUNT)
    ]
    return "from pyjit import jit\n\n\n" + "\n\n".join(kernels) + CALLER


def build(folder, *options, broken=BROKEN):
    """Builds the tree `folder/src`; the finished process."""
    provoke = ",".join(f"{stage}:{name}:{how}" for name, (stage, how) in broken.items())
    return subprocess.run(
        [binary(), "build", str(folder / "src"), str(folder / "out"), "--opt-llvm=off", *options],
        env={
            **os.environ,
            "PYJIT_PROVOKE": provoke,
            "PYJIT_PYTHON": sys.executable,
            "PYJIT_CACHE_DIR": str(folder / "cache"),
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("defects")
    (folder / "src").mkdir()
    (folder / "src" / "many.py").write_text(source(), "utf-8")
    return folder


def test_the_others_are_compiled(tree):
    report = tree / "report.json"
    process = build(tree, "--report", str(report))
    assert process.returncode == 0, process.stderr
    kernels = {
        one["qualified_name"]: one for one in json.loads(report.read_text("utf-8"))["kernels"]
    }
    refused = {name for name, one in kernels.items() if one["status"] == "refused"}
    assert refused == set(BROKEN)
    for name in refused:
        [diagnostic] = kernels[name]["diagnostics"]
        assert diagnostic["code"] == "PJ0203"
        assert f"def {name}(" in process.stderr
    check = f"""
import many
for n in range({COUNT}):
    kernel = getattr(many, f"k{{n}}")
    compiled = type(kernel).__name__ == "kernel"
    assert compiled == (f"k{{n}}" not in {set(BROKEN)}), n
    assert kernel(0.5) == 1 + n
assert type(many.caller).__name__ == "kernel" and many.caller(0.5) == 303
"""
    ran = subprocess.run(
        [sys.executable, "-c", check],
        cwd=tree / "out",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(("stage", "status"), [("check", 1), ("compile", 70)])
def test_a_strict_build_writes_nothing(tmp_path, stage, status):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "few.py").write_text("from pyjit import jit\n" + CALLED + CALLER, "utf-8")
    process = build(tmp_path, "--strict", broken={"k150": (stage, "a panic")})
    assert process.returncode == status
    assert "PJ0203" in process.stderr
    assert not (tmp_path / "out").exists()
