"""A folder whose functions are recorded, in processes of their own."""

import os
import subprocess
import sys
import textwrap

from conftest import ROOT, binary

PLUGIN = str(ROOT / "setuptools-plugin")
sys.path.insert(0, PLUGIN)
try:
    from pyjit import _record_file
finally:
    sys.path.remove(PLUGIN)


class Folder:
    """A folder with a package, and a file that is recorded to."""

    def __init__(self, path):
        self.path = path
        self.file = path / "types.toml"
        self.write("pkg/__init__.py", "")

    def write(self, name, text):
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), "utf-8")

    def run(self, *arguments, text=None, **variables):
        """Runs Python in the folder, with a program or its arguments; what it printed."""
        if text is not None:
            self.write("main.py", text)
            arguments = ("main.py",)
        process = self.start(*arguments, **variables)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        self.said = err
        return out

    def start(self, *arguments, **variables):
        environment = {**os.environ, "PYJIT_RECORD": str(self.file), "PYTHONPATH": PLUGIN}
        environment |= {"PYJIT_BINARY": binary(), **variables}
        environment.pop("PYTEST_XDIST_WORKER", None)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, cwd=self.path, env=environment, **pipes)

    @property
    def record(self):
        text = self.file.read_text("utf-8")
        assert _record_file.text_of(_record_file.read(text)) == text
        assert str(self.path) not in text
        left = {it.name for it in self.path.iterdir()} - {"pkg", "main.py", "types.toml"}
        assert left <= {"__pycache__", "sub", "test_it.py", ".pytest_cache"}
        return _record_file.read(text)

    @property
    def kernels(self):
        return {name: sorted(entries) for name, entries in self.record["kernels"].items()}
