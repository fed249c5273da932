"""Functions that are compiled when they are called, where people type them: Python's own prompt,
IPython, notebooks, doctests, pytest, `python -m` and editable installs."""

import os
import pty
import select
import subprocess
import sys
import textwrap
import time

import pytest
from conftest import ROOT
from test_development_cache import PLUGIN


@pytest.fixture
def environment(tmp_path):
    own = {"PYTHONPATH": PLUGIN, "PYJIT_CACHE_DIR": str(tmp_path / "cache"), "TERM": "dumb"}
    return {**os.environ, **own, "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}


def run(command, cwd, environment, code=0):
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


class Terminal:
    """A program that thinks that a person uses it."""

    def __init__(self, command, cwd, environment):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(cwd)
            os.execve(command[0], command, environment)
        self.shown = b""

    def until(self, text, seconds=60):
        """What is shown until a text is."""
        end = time.monotonic() + seconds
        while text not in self.shown:
            ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.monotonic()))
            assert ready, self.shown.decode(errors="replace")
            try:
                self.shown += os.read(self.terminal, 1 << 16)
            except OSError:
                raise AssertionError(self.shown.decode(errors="replace")) from None
        before, _, self.shown = self.shown.partition(text)
        return before.decode(errors="replace")

    def type(self, line, prompt):
        os.write(self.terminal, line.encode() + b"\n")
        return self.until(prompt)

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def test_the_prompt_of_python(tmp_path, environment):
    terminal = Terminal([sys.executable, "-q", "-i"], tmp_path, environment)
    terminal.until(b">>> ")
    terminal.type("from pyjit import jit", b">>> ")
    terminal.type("@jit", b"... ")
    terminal.type("def f(a, b): return a * b + 1", b"... ")
    terminal.type("", b">>> ")
    shown = terminal.type("print('is', f(2, 3.5), 'so')", b">>> ")
    if sys.version_info >= (3, 13):
        assert "is 8.0 so" in shown
        terminal.type("@jit", b"... ")
        terminal.type("def g(a): return f(a, 2)", b"... ")
        terminal.type("", b">>> ")
        assert "is 7 so" in terminal.type("print('is', g(3), 'so')", b">>> ")
    else:
        assert "the text of `f` is not known" in shown
        assert "Python's own prompt keeps what was typed from version 3.13 on" in shown
    terminal.close()


def test_ipython(tmp_path, environment):
    pytest.importorskip("IPython", reason="it is installed for the newest Python tools alone")
    (tmp_path / "cells.py").write_text(
        textwrap.dedent(
            """
            from IPython.core.interactiveshell import InteractiveShell
            shell = InteractiveShell.instance()
            for cell in (
                "from pyjit import jit\\nimport numpy as np",
                "@jit\\ndef f(x):\\n    return np.sqrt(x) + 1",
                "@jit\\ndef g(x):\\n    return f(x) * 2",
                "print(g(4.0), f.signatures)",
                "@jit\\ndef f(x):\\n    return np.sqrt(x) + 2",
                "print(g(4.0))",
            ):
                shell.run_cell(cell).raise_error()
            """
        )
    )
    assert run([sys.executable, "cells.py"], tmp_path, environment) == "6.0 ()\n8.0\n"


def test_a_notebook(tmp_path, environment):
    pytest.importorskip("nbclient", reason="it is installed for the newest Python tools alone")
    pytest.importorskip("ipykernel", reason="it is installed for the newest Python tools alone")
    (tmp_path / "runs.py").write_text(
        textwrap.dedent(
            """
            import nbformat
            from nbclient import NotebookClient
            cells = (
                "from pyjit import jit, jit_immediate\\nSCALE = 3",
                "@jit\\ndef f(x):\\n    return x * SCALE",
                "@jit_immediate\\ndef g(x: float) -> float:\\n    return f(x) + 1.0",
                "f(2), g(2), f.signatures, g.signatures",
                "@jit\\ndef bad(x):\\n    with x:\\n        return 1\\ntry:\\n    bad(1)\\n"
                "except Exception as error:\\n    print(error.code, error.line)",
            )
            notebook = nbformat.v4.new_notebook()
            notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
            NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
            for cell in notebook.cells:
                for output in cell.outputs:
                    print(output.get("text") or output["data"]["text/plain"])
            """
        )
    )
    shown = run([sys.executable, "runs.py"], tmp_path, environment)
    assert "(6, 7.0, ('(int) -> int',), ('(float) -> float',))" in shown
    assert shown.strip().endswith("PJ0101 3")


def test_doctests_and_pytest_in_the_source_tree(tmp_path, environment):
    package = tmp_path / "src" / "numbers_of"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("from .kernels import triangle\n")
    (package / "kernels.py").write_text(
        textwrap.dedent(
            '''
            from pyjit import jit


            @jit
            def triangle(n):
                """The sum of the numbers to n.

                >>> triangle(4)
                10
                """
                total = 0
                for i in range(n + 1):
                    total += i
                return total
            '''
        )
    )
    (tmp_path / "test_it.py").write_text(
        "from numbers_of import triangle\n\n\ndef test_it():\n"
        "    assert triangle(100) == 5050\n    assert triangle.signatures\n"
    )
    environment["PYTHONPATH"] += os.pathsep + str(tmp_path / "src")
    plain = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    assert "2 passed" in run([*plain, "--doctest-modules", "."], tmp_path, environment)
    # What is defined in a test itself, which pytest rewrites.
    (tmp_path / "test_own.py").write_text(
        "from pyjit import jit\n\n\n@jit\ndef f(x):\n    assert x > 0\n    return x + 1\n\n\n"
        "def test_it():\n    assert f(1) == 2\n"
    )
    assert "1 passed" in run([*plain, "test_own.py"], tmp_path, environment)


def test_line_coverage_is_as_it_was(tmp_path, environment):
    pytest.importorskip("pytest_cov", reason="it is installed for the newest Python tools alone")
    (tmp_path / "k.py").write_text(
        "from pyjit import jit\n\n\n@jit\ndef f(x):\n"
        "    if x > 0:\n        return x\n    return -x\n"
    )
    (tmp_path / "test_it.py").write_text("import k\n\n\ndef test_it():\n    assert k.f(1) == 1\n")
    environment["PYJIT_DISABLE"] = "1"
    command = [sys.executable, "-m", "pytest", "-q", "--cov=k", "--cov-report=term-missing"]
    shown = run([*command, "test_it.py"], tmp_path, environment)
    (line,) = [line for line in shown.splitlines() if line.startswith("k.py")]
    assert line.split()[1:] == ["6", "1", "83%", "8"]


def test_a_package_that_runs_as_a_program(tmp_path, environment):
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "k.py").write_text("from pyjit import jit\n\n\n@jit\ndef f(x):\n    return x + 1\n")
    (package / "__main__.py").write_text(
        "from pyjit import jit\nfrom .k import f\n\n\n@jit\ndef g(x):\n    return f(x) * 2\n\n\n"
        "print(g(1), g(2.5), g.signatures)\n"
    )
    shown = "4 7.0 ('(int) -> int', '(float) -> float')\n"
    assert run([sys.executable, "-m", "package"], tmp_path, environment) == shown
    (tmp_path / "script.py").write_text(
        "from pyjit import jit\nfrom package.k import f\n\n\n@jit\ndef g(x):\n"
        "    return f(x) * 2\n\n\n"
        "if __name__ == '__main__':\n    print(g(1), g(2.5), g.signatures)\n"
    )
    assert run([sys.executable, "script.py"], tmp_path, environment) == shown


def test_the_example_in_its_checkout(environment):
    example = ROOT / "examples" / "life"
    environment["PYTHONPATH"] += os.pathsep + str(example / "src")
    command = [sys.executable, "-m", "life", "--height", "21", "--width", "31"]
    shown = run(command, example, environment)
    assert "The kernel was compiled when it was first called." in shown
    assert "both give the same board" in shown
    environment["PYJIT_DISABLE"] = "1"
    assert run(command, example, environment, code=1).endswith("this is plain Python.\n")
