"""Functions under Numba's decorators are recorded in every process: those that never import pyjit,
those that end suddenly, those of pytest."""

import os
import signal
import time

import pytest
from recordings import MODES, PLUGIN, Recorded, _record_file, has_numba


@pytest.fixture(params=[pytest.param(mode, marks=marks) for mode, marks in MODES.items()])
def folder(request, tmp_path):
    return Recorded(tmp_path, request.param)


@pytest.fixture
def compiled(tmp_path):
    return Recorded(tmp_path)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_of_a_pool(folder, method):
    folder.run(
        text=f"""\
        import multiprocessing
        from pkg.mod import given, one

        def work(value):
            return one(value)

        if __name__ == "__main__":
            given(1)
            # It ends its processes by force.
            with multiprocessing.get_context({method!r}).Pool(2) as pool:
                print(pool.map(work, [1, 1.5, 1j, (1,)] * 2), pool.map(one, ["x"]))
        """
    )
    kinds = ["(complex)", "(float)", "(int)", "(str)", "(tuple[int])"]
    assert folder.kernels == {"pkg.mod.one": kinds, "pkg.mod.given": ["(int, int, None)"]}
    assert folder.said == ""


def test_processes_threads_and_sudden_ends(folder):
    """Processes that never import pyjit, in another folder, by other ways; what they print stays
    the same."""
    (folder.path / "sub").mkdir()
    folder.write("sub/work.py", "import sys\nfrom pkg.mod import one\none(eval(sys.argv[1]))\n")
    program = """\
        import os, subprocess, sys, threading
        from pkg.mod import one
        one(1)
        environment = {**os.environ, "PYTHONPATH": os.environ["PYTHONPATH"] + ":" + os.getcwd()}
        os.chdir("sub")
        subprocess.run([sys.executable, "work.py", "1.5"], check=True, env=environment)
        subprocess.run(f"{sys.executable} work.py 1j", shell=True, check=True, env=environment)
        threads = [threading.Thread(target=one, args=((1,) * n,)) for n in range(1, 4)]
        [it.start() for it in threads]
        [it.join() for it in threads]
        if os.fork() == 0:
            one("x")
            os._exit(0)
        os.wait()
        if os.fork() == 0:
            one((1.5,))
            os.execvp("true", ["true"])
        os.wait()
        print("pyjit" in sys.modules, [it for it in sys.path if "modules-v1" in it], flush=True)
        one(None)
        os._exit(0)
        """
    assert folder.run(text=program) == "True []\n"
    tuples = [f"(tuple[{', '.join(['int'] * n)}])" for n in range(1, 4)]
    kinds = ["(None)", "(complex)", "(float)", "(int)", "(str)", "(tuple[float])", *tuples]
    assert folder.kernels == {"pkg.mod.one": sorted(kinds)}


def test_a_process_that_is_killed(folder):
    """Loses a few seconds at most."""
    folder.write(
        "main.py",
        """\
        import time
        from pkg.mod import one
        values = [1, 1.5, 1j, "x", None, True]
        for value in values:
            one(value)
        for n in range(1, 60):
            one((1,) * n)
            if n == 5:
                time.sleep(0.1)
            if n == 8:
                break
        print("noted", flush=True)
        time.sleep(100)
        """,
    )
    process = folder.start("main.py")
    assert process.stdout.readline() == "noted\n", process.communicate()[1]
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if folder.file.exists() and len(folder.kernels["pkg.mod.one"]) == 14:
            break
        time.sleep(0.1)
    # `exec` has put Python into the place of `pyjit record`.
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(folder.kernels["pkg.mod.one"]) == 14


def test_pytest(folder):
    """`pyjit record pytest`, and the option, also with workers of xdist and processes of tests."""
    if folder.mode == "without":
        pytest.importorskip("xdist")
    folder.write(
        "test_it.py",
        """\
        import subprocess, sys
        was_imported = "pyjit._record" in sys.modules
        import pytest
        from pkg.mod import one

        @pytest.mark.parametrize("value", [1, 1.5, 1j, "x"])
        def test_it(value):
            assert one(value) == 1

        def test_imports():
            assert not was_imported

        def test_process():
            program = "from pkg.mod import one; one(None)"
            subprocess.run([sys.executable, "-c", program], check=True)
        """,
    )
    pytest_options = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pyjit.pytest_plugin"]
    kinds = ["(None)", "(complex)", "(float)", "(int)", "(str)"]
    path = f"{PLUGIN}{os.pathsep}{folder.path}"
    out = folder.run(*pytest_options, "-n", "2", PYTHONPATH=path)
    assert "6 passed" in out
    assert "warning" not in out
    assert folder.kernels == {"pkg.mod.one": kinds}
    for variables in ({}, {"PYJIT_RECORD": "other.toml"}):
        option = ["--pyjit=record"] if not variables else []
        folder.write("pytest.ini", "[pytest]\n")
        name = variables.get("PYJIT_RECORD", "pyjit.signatures.toml")
        folder.run(*pytest_options, *option, plainly=True, PYTHONPATH=path, **variables)
        record = _record_file.read((folder.path / name).read_text("utf-8"))
        assert record["kernels"] == {"pkg.mod.one": set(kinds)}


@has_numba
def test_another_sitecustomize(compiled):
    """It runs as it would otherwise."""
    compiled.write("sub/sitecustomize.py", "import sys\nsys.mark = __file__\nprint('customised')\n")
    program = "import sitecustomize, sys\nfrom pkg.mod import one\nprint(sys.mark, one(1))\n"
    path = {"PYTHONPATH": f"{PLUGIN}{os.pathsep}{compiled.path / 'sub'}"}
    out = compiled.run(text=program, **path)
    assert out == compiled.run("main.py", plainly=True, **path)
    assert compiled.kernels == {"pkg.mod.one": ["(int)"]}
    compiled.write("sub/sitecustomize.py", "raise ValueError('no')\n")
    compiled.run(text="from pkg.mod import one\none(1.5)\n", **path)
    assert "Error in sitecustomize" in compiled.said
    assert "ValueError: no" in compiled.said
    assert compiled.kernels == {"pkg.mod.one": ["(float)", "(int)"]}


@has_numba
def test_pythons_that_start_without_site(compiled):
    """They see nothing of it, and nothing is recorded."""
    for option in ("-S", "-I", "-E"):
        compiled.run(option, "-c", "print(1)")
        assert compiled.said == ""
    assert not compiled.file.exists()


@has_numba
def test_a_python_that_has_no_pyjit(compiled):
    program = "import sys\nsys.path.insert(0, '.')\nfrom pkg.mod import one\nprint(one(1))\n"
    assert compiled.run(text=program, PYTHONPATH="") == "1\n"
    assert compiled.said == "pyjit: types are not recorded: pyjit is not installed here\n"
    assert compiled.run("-c", "print(1)", PYTHONPATH="") == "1\n"
    assert compiled.said == ""
