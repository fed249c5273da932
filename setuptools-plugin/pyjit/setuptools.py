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
        self._makes_extensions: bool | None = None
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
        """Whether a wheel of it holds an extension. Asked for before anything is built."""
        commands = set(self._commands())
        if self.is_editable() or commands <= _SOURCE_COMMANDS:
            return False
        if self._makes_extensions is None:
            self._makes_extensions = self.mentions_pyjit() and self._scan()
        return self._makes_extensions

    def compile_into(self, command: Any) -> list[str]:
        """Compile the modules of a ``build_py`` that ran, and lay what was built over its copies.

        Gives the files that were added to it.
        """
        build_lib = Path(command.build_lib)
        modules = _find(command)
        with tempfile.TemporaryDirectory(prefix="pyjit-") as folder:
            stage, out, report = (Path(folder, name) for name in ("source", "built", "report.json"))
            _stage(modules, stage)
            arguments = ["build", str(stage), str(out), "--report", str(report)]
            _say(_run([*arguments, "--python", sys.executable, *self._settings()]).strip())
            built = json.loads(report.read_text("utf-8"))["build"]
            added = built["replacements"] + [one["file"] for one in built["extensions"]]
            if built["extensions"] and not self._distribution.has_ext_modules():
                raise SystemExit(
                    "pyjit: error: a kernel stands in a module that setuptools does not know of "
                    "before the build, so that the wheel would not be marked as a platform wheel"
                )
            _remove_stale(build_lib, modules)
            for name in [*built["swapped"], *added]:
                _lay(out / name, build_lib / name)
        files = [str(build_lib / name) for name in built["swapped"] + built["replacements"]]
        command.byte_compile(files)
        return [str(build_lib / name) for name in added]

    def _scan(self) -> bool:
        with tempfile.TemporaryDirectory(prefix="pyjit-") as folder:
            _stage(self._modules(), Path(folder))
            report = json.loads(_run(["scan", "--format", "json", folder], may_fail=True))
        kernels = report.get("kernels", [])
        return any(kernel["status"] == "compiled" and kernel["entry"] for kernel in kernels)

    def _settings(self) -> list[str]:
        settings = self._root / "pyproject.toml"
        return ["--config", str(settings)] if settings.is_file() else []

    def _commands(self) -> list[str]:
        return list(getattr(self._distribution, "commands", None) or [])

    def _modules(self) -> list[tuple[str, str, str]]:
        # A command of its own that is not finalized: that would ask whether there are extensions,
        # which is the question to be answered.
        command = self.command_class("build_py")(self._distribution)
        command.packages = self._distribution.packages or []
        command.py_modules = self._distribution.py_modules or []
        folders = self._distribution.package_dir or {}
        command.package_dir = {name: os.path.normpath(path) for name, path in folders.items()}
        return _find(command)


def _find(command: Any) -> list[tuple[str, str, str]]:
    """The modules that a ``build_py`` copies: package, name, file."""
    found = command.find_all_modules()
    return [(package or "", name, str(file)) for package, name, file in found]


def _stage(modules: list[tuple[str, str, str]], folder: Path) -> None:
    """Lay the modules out by their dotted names, as they will be installed."""
    folder.mkdir(exist_ok=True)
    for package, name, file in modules:
        target = folder.joinpath(*package.split("."), f"{name}.py")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def _remove_stale(build_lib: Path, modules: list[tuple[str, str, str]]) -> None:
    """Remove what earlier builds added, so that it does not get into the wheel."""
    own = {build_lib.joinpath(*package.split("."), f"{name}.py") for package, name, _ in modules}
    for folder in {path.parent for path in own}:
        for path in folder.glob("_pyjit*"):
            ours = path.name.startswith(("_pyjit.", "_pyjit_")) and path.is_file()
            if ours and path not in own:
                path.unlink()


def _lay(file: Path, target: Path) -> None:
    """Copy a file over another one, with the permissions of any new file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    shutil.copyfile(file, target)


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError:
        return b""


def _say(message: str) -> None:
    print(f"pyjit: {message}", file=sys.stderr, flush=True)


def _run(arguments: list[str], may_fail: bool = False) -> str:
    """What the binary prints; what it says on standard error goes to the log of the build.

    A failure ends the build with one sentence, not with a traceback of ours.
    """
    command = [find_binary(), *arguments]
    sys.stdout.flush()
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    except OSError as error:
        raise SystemExit(f"pyjit: error: {command[0]} does not run: {error}") from None
    # A scan of a broken file exits with 1, and its report says the rest.
    if done.returncode == 0 or (may_fail and done.returncode == 1):
        return done.stdout
    raise SystemExit(
        f"pyjit: error: `pyjit {arguments[0]}` failed with exit code {done.returncode}"
    )
