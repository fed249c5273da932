"""Folders that hold built modules, and what the ``pyjit`` binary makes of them.

A module that was swapped is kept beside the build folder as it was before, so that the next build
starts from what the project's own commands made, and swaps nothing twice. It is kept as it was
after, too: where a command edits it then, the lines that were swapped are turned back in what it
made.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pyjit._binary import find_binary

# The content of modules by their paths in a folder, with `/`.
Modules = dict[str, bytes]
# How the modules begin that stand in place of pyjit and of Numba.
_STANDS_IN = re.compile(rb'"""Stands in for (pyjit|Numba|Numba\'s \w+) in this built package')


class Compiled:
    """What the binary made of some modules, in a temporary folder."""

    def __init__(
        self, modules: Modules, arguments: list[str], shown: dict[str, str], *, quiet: bool
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pyjit-")
        self._modules, self._arguments = modules, arguments
        stage, self._out = (Path(self._folder.name, name) for name in ("source", "built"))
        stage.mkdir()
        for name, content in modules.items():
            if _is_text(name):  # nothing else is the name of a module
                _write(stage / name, content)
        report, names = (Path(self._folder.name, name) for name in ("report", "names"))
        # A path that is no text (PEP 383) cannot be shown.
        shown = {name: path for name, path in shown.items() if _is_text(name + path)}
        names.write_text(json.dumps(shown), "utf-8")
        files = ["--report", str(report), "--shown-as", str(names)]
        command = ["build", str(stage), str(self._out), *files, *arguments]
        self._messages = _run(command, quiet=quiet)
        built = json.loads(report.read_text("utf-8"))["build"]
        self.stable_abi = "--abi3" in arguments
        self.extensions: list[str] = [extension["file"] for extension in built["extensions"]]
        self.swapped: list[str] = built["swapped"]
        self.added: list[str] = built["replacements"] + self.extensions

    def is_of(self, modules: Modules, arguments: list[str]) -> bool:
        """Whether it was made of just these modules, in this way."""
        return modules == self._modules and arguments == self._arguments

    def tell(self) -> None:
        """Say what the binary said, if that was not said yet."""
        if self._messages:
            print(self._messages, end="", file=sys.stderr, flush=True)
            self._messages = ""

    def read(self, name: str) -> bytes:
        """A file that was made."""
        return (self._out / name).read_bytes()


class Folder:
    """A build folder: where it lies, and what was done to it so far."""

    def __init__(self, path: Path, build_base: Path, distribution: str) -> None:
        self.path = path
        words = re.split(r"[^0-9a-z]+", distribution.lower())
        self._own = "_pyjit_" + "_".join(filter(None, words))
        self._own_modules = [
            self._own + end for end in ("", "__numba", "__numba_functions", "__numba_types")
        ]
        key = hashlib.sha256(os.fsencode(os.path.abspath(path))).hexdigest()[:8]
        self._kept = build_base / "pyjit" / f"{path.name}-{key}"
        record = self._kept / "record.json"
        known: dict[str, Any] = {}
        if record.is_file():
            known = json.loads(record.read_text("utf-8"))
        # For each swapped module the digest of what was written; for each file that was added, too.
        self._swapped: dict[str, str] = known.get("swapped", {})
        self._added: dict[str, str] = known.get("added", {})

    @property
    def added(self) -> list[str]:
        """The files that are not the project's own."""
        return sorted(self._added)

    def is_clean(self) -> bool:
        """Whether it holds nothing of ours."""
        return not (self._swapped or self._added)

    def holds(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return (self.path / name).is_file()

    def name_of(self, path: str) -> str:
        """A path as a name in this folder."""
        return os.path.relpath(path, self.path).replace(os.sep, "/")

    def modules(self) -> Modules:
        """The modules as the project's commands made them."""
        found = {}
        for parent, folders, files in os.walk(self.path):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for file in sorted(files):
                path = Path(parent, file)
                name = self.name_of(str(path))
                if file.endswith(".py") and path.is_file() and not self._is_ours(name):
                    content = path.read_bytes()
                    found[name] = self._original(name, content)
        return found

    def restore(self) -> None:
        """Put everything back that the last build did, where nobody changed it since."""
        for name in self._swapped:
            if self.holds(name):
                self._keep_original(name, self.path / name)
        self._remove(list(self._added))
        # What is left where the record was lost.
        for path in self.path.rglob(f"{self._own}__native.*"):
            path.unlink()
        for own in self._own_modules:
            for path in self.path.rglob(f"{own}.py"):
                self._remove([self.name_of(str(path))])
        self._swapped, self._added = {}, {}
        shutil.rmtree(self._kept, ignore_errors=True)

    def lay_over(self, compiled: Compiled) -> list[str]:
        """Bring the folder to what was compiled of its modules; gives the Python files that were
        written."""
        modules = self.modules()
        written = []
        kept = self._kept.with_name(self._kept.name + ".new")
        shutil.rmtree(kept, ignore_errors=True)
        swapped = {}
        for name in compiled.swapped:
            self._keep_original(name, _before(kept, name))
            _write(_after(kept, name), compiled.read(name))
            swapped[name] = _digest(compiled.read(name))
        for name, content in modules.items():
            made = compiled.read(name) if name in swapped else content
            if (self.path / name).read_bytes() != made:
                _write(self.path / name, made)
                written.append(str(self.path / name))
        self._remove([name for name in self._added if name not in compiled.added])
        for name in compiled.added:
            content = compiled.read(name)
            if not self.holds(name) or (self.path / name).read_bytes() != content:
                _write(self.path / name, content)
                written.append(str(self.path / name))
        self._swapped = swapped
        self._added = {name: _digest(compiled.read(name)) for name in compiled.added}
        record = {"swapped": self._swapped, "added": self._added}
        _write(kept / "record.json", json.dumps(record).encode())
        shutil.rmtree(self._kept, ignore_errors=True)
        kept.rename(self._kept)
        return [file for file in written if file.endswith(".py")]

    def _original(self, name: str, content: bytes) -> bytes:
        """What a module would be if it had not been swapped."""
        before = _before(self._kept, name)
        if name not in self._swapped or not before.is_file():
            return content
        if self._swapped[name] == _digest(content):
            return before.read_bytes()
        after = _after(self._kept, name)
        return _unswapped(before.read_bytes(), after.read_bytes(), content)

    def _keep_original(self, name: str, target: Path) -> None:
        """Write what a module would be if it had not been swapped; with its time stamp, by which
        setuptools knows whether its source is newer."""
        path = self.path / name
        content = path.read_bytes()
        original = self._original(name, content)
        if target == path and original == content:
            return
        mode = path.stat().st_mode
        times = (path if original == content else _before(self._kept, name)).stat()
        _write(target, original)
        target.chmod(mode)
        os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))

    def _is_ours(self, name: str) -> bool:
        content = (self.path / name).read_bytes()
        # A command may have put a line above it.
        stands_in = name.split("/")[-1][: -len(".py")] in self._own_modules
        return (stands_in and _STANDS_IN.search(content) is not None) or self._added.get(
            name
        ) == _digest(content)

    def _remove(self, names: list[str]) -> None:
        for name in names:
            if self.holds(name) and self._is_ours(name):
                (self.path / name).unlink()


# Names that no command of a project takes for a module.
def _before(kept: Path, name: str) -> Path:
    return kept / "modules" / f"{name}.before"


def _after(kept: Path, name: str) -> Path:
    return kept / "modules" / f"{name}.after"


def _unswapped(before: bytes, after: bytes, edited: bytes) -> bytes:
    """A swapped module that was edited, with the lines that were swapped as they were before."""
    lines = zip(after.splitlines(keepends=True), before.splitlines(keepends=True))
    swapped = {new: old for new, old in lines if new != old}
    return b"".join(swapped.get(line, line) for line in edited.splitlines(keepends=True))


def is_python(content: bytes) -> bool:
    """Whether it can be a module of this Python."""
    try:
        ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def say(message: str) -> None:
    """Tell the user."""
    print(f"pyjit: {message}", file=sys.stderr, flush=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write a new file: the old one may be a link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def _run(arguments: list[str], *, quiet: bool) -> str:
    """Run the binary; what it says goes to the log of the build, or is given back if `quiet`.

    A failure ends the build with one sentence, not with a traceback of ours.
    """
    binary = find_binary()
    command = [binary, *arguments]
    if quiet and sys.stderr.isatty():
        command += ["--color", "always"]
    sys.stdout.flush()
    errors = subprocess.PIPE if quiet else None
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", check=False
        )
    except OSError as error:
        raise SystemExit(f"pyjit: error: {binary} does not run: {error}") from None
    messages = done.stderr or ""
    if done.stdout.strip():
        messages += f"pyjit: {done.stdout.strip()}\n"
    if done.returncode == 0 and quiet:
        return messages
    print(messages, end="", file=sys.stderr, flush=True)
    if done.returncode != 0:
        failure = f"`pyjit {arguments[0]}` failed with exit code {done.returncode}"
        raise SystemExit(f"pyjit: error: {failure}; the messages above say why")
    return ""
