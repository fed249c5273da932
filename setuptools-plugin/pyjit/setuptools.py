"""The build hook: setuptools finds it through an entry point wherever pyjit is installed.

Loading it costs next to nothing, and a package whose modules do not mention pyjit is built as if
it were not there. Otherwise ``build_py`` copies the modules as ever; then the ``pyjit`` binary
compiles the kernels, and the swapped modules, the module that stands in place of pyjit and the
extensions are laid over that copy. The source tree is never written, and nothing of it is imported.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable

from pyjit._binary import find_binary

# A module that setuptools copies: its package, its name and its file.
Module = tuple[str, str, str]
# Set on a distribution that the hook has taken in hand, and on the commands it made.
_MARK = "_pyjit_build"
# These commands make no wheel: for them it does not matter whether kernels compile.
_SOURCE_COMMANDS = {"check", "clean", "dist_info", "egg_info", "sdist"}
_EDITABLE_COMMANDS = {"develop", "editable_wheel"}


def finalize_distribution_options(distribution: Any) -> None:
    """Entry point ``setuptools.finalize_distribution_options``: take a distribution in hand.

    Its options are not all known yet, so that only two of its methods are wrapped here: the one
    that gives commands' classes, and the one that tells whether a wheel is a platform wheel.
    """
    if hasattr(distribution, _MARK):
        return
    build = Build(distribution)
    setattr(distribution, _MARK, build)
    distribution.get_command_class = _with_kernels(build)
    has_ext_modules = distribution.has_ext_modules
    distribution.has_ext_modules = lambda: bool(has_ext_modules()) or build.makes_extensions()


def _with_kernels(build: Build) -> Callable[[str], type]:
    """The distribution's ``get_command_class``, whose ``build_py`` compiles kernels."""

    def get_command_class(command: str) -> type:
        base = build.command_class(command)
        if command != "build_py" or hasattr(base, _MARK):
            return base
        if build.is_editable():
            build.announce_editable()
            return base
        return _build_py(base, build)

    return get_command_class


def _build_py(base: Any, build: Build) -> type:
    """The project's own ``build_py``, with kernels compiled after it ran."""

    def run(self: Any) -> None:
        compiles = build.mentions_pyjit()
        # Modules that an earlier build swapped are copied anew, however old their sources are.
        self.force = self.force or compiles
        base.run(self)
        if compiles:
            self._pyjit_outputs = build.compile_into(self)

    def get_outputs(self: Any, include_bytecode: bool = True) -> list[str]:
        outputs = list(base.get_outputs(self, include_bytecode))
        known = set(outputs)
        ours = getattr(self, "_pyjit_outputs", [])
        return outputs + [output for output in ours if output not in known]

    members = {"run": run, "get_outputs": get_outputs, _MARK: build, "__doc__": base.__doc__}
    return type(base.__name__, (base,), members)


class Build:
    """What pyjit knows of one distribution while it is being built."""

    def __init__(self, distribution: Any) -> None:
        self._distribution = distribution
        self.command_class: Callable[[str], Any] = distribution.get_command_class
        self._root = Path(distribution.src_root or os.curdir)
        self._mentions: bool | None = None
        self._compiled: _Compiled | None = None
        self._told_editable = False

    def is_editable(self) -> bool:
        """Whether this is an editable install: then the sources run as they stand."""
        return not _EDITABLE_COMMANDS.isdisjoint(self._commands())

    def announce_editable(self) -> None:
        """Say once what becomes of the kernels of an editable install."""
        if not self._told_editable and self.mentions_pyjit():
            self._told_editable = True
            _say("an editable install runs its functions as Python; build a wheel to compile them")

    def mentions_pyjit(self) -> bool:
        """Whether any module could have a kernel."""
        if self._mentions is None:
            self._mentions = any(b"pyjit" in _read(file) for _, _, file in self._modules())
        return self._mentions

    def makes_extensions(self) -> bool:
        """Whether a wheel of it holds an extension.

        Commands ask for it before they build anything; where the answer matters, the kernels are
        compiled for it, and ``build_py`` takes over what was made.
        """
        commands = set(self._commands())
        if self.is_editable() or commands <= _SOURCE_COMMANDS or not self.mentions_pyjit():
            return False
        if self._compiled is None:
            self._compiled = _Compiled(self._modules(), self._settings())
        return bool(self._compiled.extensions)

    def compile_into(self, command: Any) -> list[str]:
        """Lay the compiled modules over the copies of a ``build_py`` that ran.

        Gives the files that were added to them.
        """
        build_lib = Path(command.build_lib)
        modules = _find(command)
        before = compiled = self._compiled
        if compiled is None or not compiled.is_of(modules):
            # The project's own commands made or changed modules.
            compiled = self._compiled = _Compiled(modules, self._settings())
            if before is not None and compiled.extensions and not before.extensions:
                raise SystemExit(
                    "pyjit: error: the first kernel appeared during the build, when the wheel was "
                    "already marked as one without extensions"
                )
        _remove_stale(build_lib, modules)
        compiled.lay_over(build_lib)
        command.byte_compile([str(build_lib / name) for name in compiled.python_files])
        return [str(build_lib / name) for name in compiled.added]

    def _settings(self) -> list[str]:
        settings = self._root / "pyproject.toml"
        return ["--config", str(settings)] if settings.is_file() else []

    def _commands(self) -> list[str]:
        return list(getattr(self._distribution, "commands", None) or [])

    def _modules(self) -> list[Module]:
        # A command of its own that is not finalized: that would ask whether there are extensions,
        # which is the question to be answered.
        command = self.command_class("build_py")(self._distribution)
        command.packages = self._distribution.packages or []
        command.py_modules = self._distribution.py_modules or []
        folders = self._distribution.package_dir or {}
        command.package_dir = {name: os.path.normpath(path) for name, path in folders.items()}
        return _find(command)


class _Compiled:
    """What the binary made of some modules, in a temporary folder."""

    def __init__(self, modules: list[Module], settings: list[str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pyjit-")
        self._stage, self._out = (Path(self._folder.name, name) for name in ("source", "built"))
        self._modules = modules
        for module in modules:
            target = _place(module, self._stage)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(module[2], target)
        self._stage.mkdir(exist_ok=True)
        report = Path(self._folder.name, "report.json")
        arguments = [str(self._stage), str(self._out), "--report", str(report)]
        _run("build", *arguments, "--python", sys.executable, *settings)
        built = json.loads(report.read_text("utf-8"))["build"]
        self.extensions: list[str] = [extension["file"] for extension in built["extensions"]]
        self.python_files: list[str] = built["swapped"] + built["replacements"]
        self.added: list[str] = built["replacements"] + self.extensions

    def is_of(self, modules: list[Module]) -> bool:
        """Whether it was made of just these modules, as they are now."""
        return modules == self._modules and all(
            Path(module[2]).read_bytes() == _place(module, self._stage).read_bytes()
            for module in modules
        )

    def lay_over(self, folder: Path) -> None:
        """Copy what differs from the source over a copy of it; the files are new ones."""
        for name in [*self.python_files, *self.extensions]:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copyfile(self._out / name, target)


def _find(command: Any) -> list[Module]:
    """The modules that a ``build_py`` copies."""
    found = command.find_all_modules()
    return [(package or "", name, str(file)) for package, name, file in found]


def _place(module: Module, folder: Path) -> Path:
    """Where a module lies in a folder that is laid out by dotted names."""
    package, name, _ = module
    return folder.joinpath(*package.split("."), f"{name}.py")


def _remove_stale(build_lib: Path, modules: list[Module]) -> None:
    """Remove what earlier builds added, so that it does not get into the wheel."""
    own = {_place(module, build_lib) for module in modules}
    for folder in {path.parent for path in own}:
        for path in folder.glob("_pyjit*"):
            ours = path.name.startswith(("_pyjit.", "_pyjit_")) and path.is_file()
            if ours and path not in own:
                path.unlink()


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError:
        return b""


def _say(message: str) -> None:
    print(f"pyjit: {message}", file=sys.stderr, flush=True)


def _run(command: str, *arguments: str) -> None:
    """Run the binary; what it says goes to the log of the build.

    A failure ends the build with one sentence, not with a traceback of ours.
    """
    binary = find_binary()
    sys.stdout.flush()
    try:
        done = subprocess.run(
            [binary, command, *arguments], stdout=subprocess.PIPE, encoding="utf-8", check=False
        )
    except OSError as error:
        raise SystemExit(f"pyjit: error: {binary} does not run: {error}") from None
    if done.stdout.strip():
        _say(done.stdout.strip())
    if done.returncode != 0:
        failure = f"`pyjit {command}` failed with exit code {done.returncode}"
        raise SystemExit(f"pyjit: error: {failure}; the messages above say why")
