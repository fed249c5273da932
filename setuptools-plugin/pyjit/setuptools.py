"""The build hook: setuptools finds it through an entry point wherever pyjit is installed.

It does nothing when it is imported and next to nothing when it is called. A package whose sources
do not mention pyjit is left alone. Where they do, ``build_py`` first copies the modules as ever;
then the ``pyjit`` binary compiles the kernels, and the swapped modules, the module that stands in
place of pyjit and the extensions are laid over that copy. The source tree is never written.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pyjit._binary import find_binary

# Set on a distribution that the hook has taken in hand.
_MARK = "_pyjit_build"


def finalize_distribution_options(distribution: Any) -> None:
    """Entry point ``setuptools.finalize_distribution_options``: take a distribution in hand."""
    if getattr(distribution, _MARK, None) is not None:
        return
    build = Build(distribution)
    setattr(distribution, _MARK, build)
    base = distribution.get_command_class("build_py")
    distribution.cmdclass["build_py"] = _command(base, build)
    has_ext_modules = distribution.has_ext_modules
    # An extension makes the wheel a platform wheel. Asked for only while a wheel is being built.
    distribution.has_ext_modules = lambda: bool(has_ext_modules()) or build.has_kernels()


def _command(base: type, build: Build) -> type:
    """The project's own ``build_py``, with kernels compiled after it ran."""

    def run(self: Any) -> None:
        base.run(self)  # type: ignore[attr-defined]
        if not build.mentions_pyjit():
            return
        if getattr(self, "editable_mode", False):
            self.announce("pyjit: an editable install leaves the decorators as they are", level=2)
            return
        self._pyjit_outputs = build.compile_into(Path(self.build_lib))

    def get_outputs(self: Any, include_bytecode: bool = True) -> list[str]:
        outputs = list(base.get_outputs(self, include_bytecode))  # type: ignore[attr-defined]
        known = set(outputs)
        ours = getattr(self, "_pyjit_outputs", [])
        return outputs + [output for output in ours if output not in known]

    return type(base.__name__, (base,), {"run": run, "get_outputs": get_outputs})


class Build:
    """What pyjit knows of one distribution while it is being built."""

    def __init__(self, distribution: Any) -> None:
        self._distribution = distribution
        self._stage: Path | None = None
        self._mentions: bool | None = None
        self._has_kernels: bool | None = None

    def modules(self) -> list[tuple[str, str, str]]:
        """The modules that ``build_py`` copies: package, name, file."""
        # A command object of its own, not finalized: finalizing asks whether there are extensions,
        # which is the question that this answers.
        distribution = self._distribution
        base = distribution.get_command_class("build_py")
        command = base(distribution)
        command.packages = distribution.packages or []
        command.py_modules = distribution.py_modules or []
        command.package_dir = dict(distribution.package_dir or {})
        found = command.find_all_modules()
        return [(package or "", name, str(file)) for package, name, file in found]

    def mentions_pyjit(self) -> bool:
        """Whether any module could have a kernel."""
        if self._mentions is None:
            self._mentions = any(_mentions_pyjit(file) for _, _, file in self.modules())
        return self._mentions

    def stage(self) -> Path:
        """The modules laid out by their dotted names, as they will be installed."""
        if self._stage is None:
            root = tempfile.mkdtemp(prefix="pyjit-")
            atexit.register(shutil.rmtree, root, ignore_errors=True)
            self._stage = Path(root) / "source"
            self._stage.mkdir()
            for package, name, file in self.modules():
                target = self._stage.joinpath(*package.split(".") if package else [], f"{name}.py")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        return self._stage

    def has_kernels(self) -> bool:
        """Whether a kernel compiles, so that the wheel will hold an extension."""
        if self._has_kernels is None:
            self._has_kernels = self.mentions_pyjit() and self._scan()
        return self._has_kernels

    def _scan(self) -> bool:
        report = _run("scan", "--format", "json", str(self.stage()), capture=True)
        kernels = json.loads(report).get("kernels", [])
        return any(kernel["status"] == "compiled" for kernel in kernels)

    def compile_into(self, build_lib: Path) -> list[str]:
        """Compile, and lay what was built over the copied modules. Gives the files written."""
        stage = self.stage()
        out, report = stage.with_name("built"), stage.with_name("report.json")
        arguments = ["build", str(stage), str(out), "--report", str(report)]
        arguments += ["--python", sys.executable]
        settings = Path("pyproject.toml")
        if settings.is_file():
            arguments += ["--config", str(settings.resolve())]
        _run(*arguments)
        written = []
        for file in sorted(path for path in out.rglob("*") if path.is_file()):
            target = build_lib / file.relative_to(out)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            written.append(str(target))
        shutil.rmtree(out)
        return written


def _mentions_pyjit(file: str) -> bool:
    try:
        return b"pyjit" in Path(file).read_bytes()
    except OSError:
        return False


def _run(*arguments: str, capture: bool = False) -> str:
    """Run the binary; a failure ends the build with its message, not with a traceback of ours."""
    command = [find_binary(), *arguments]
    environment = dict(os.environ)
    try:
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE if capture else None, text=True
        )
    except OSError as error:
        raise SystemExit(f"pyjit: {command[0]} does not run: {error}") from None
    # A scan exits with 1 where a file is broken; its report says the rest.
    if done.returncode != 0 and not (capture and done.returncode == 1):
        raise SystemExit(f"pyjit: the build failed (exit code {done.returncode}); see above")
    return done.stdout or ""
