"""Functions that are compiled when they are called, in several processes and threads."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time

import pytest
from conftest import binary
from test_development_cache import PLUGIN, start

KERNELS = """\
from pyjit import jit


@jit
def f(a):
    return a * 2 + 1


@jit
def g(a):
    return f(a) - 1
"""


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "k.py").write_text(KERNELS)
    return tmp_path


def run(tree, program, **variables):
    """What a program prints that imports the kernels from a file; pickled functions are its own."""
    path = tree / "program.py"
    path.write_text(textwrap.dedent(program))
    environment = {**os.environ, "PYTHONPATH": PLUGIN, "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"PYJIT_CACHE_DIR": str(tree / "cache"), **variables}
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing(tree, method, warm):
    program = f"""
        import multiprocessing
        import k

        if __name__ == "__main__":
            if {warm}:
                assert k.f(1) == 3
            context = multiprocessing.get_context("{method}")
            with context.Pool(3) as pool:
                print(pool.map(k.f, [1, 2.5, True, 4]), pool.map(k.g, range(3)))
            print(k.f(1), k.g(2.0))
    """
    assert run(tree, program) == "[3, 6.0, 3, 9] [0, 2, 4]\n3 4.0\n"


def test_a_fork_while_another_thread_compiles(tree):
    program = """
        import os, sys, threading
        from pyjit import _compiler
        import k

        # The compiler takes its time.
        begun = threading.Event()
        original = _compiler.Compiler.compile

        def slowly(self, name, call):
            begun.set()
            os.read(hold, 1)
            return original(self, name, call)

        _compiler.Compiler.compile = slowly
        hold, release = os.pipe()
        thread = threading.Thread(target=k.f, args=(1,))
        thread.start()
        begun.wait()
        child = os.fork()
        _compiler.Compiler.compile = original
        if child == 0:
            print(k.f(2), k.g(1.5), flush=True)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        os.write(release, b"x")
        thread.join()
        print(k.f(1), k.g(2))
    """
    assert run(tree, program) == "5 3.0\n3 4\n"


def test_executors(tree):
    program = """
        from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
        import k

        if __name__ == "__main__":
            for executor in (ProcessPoolExecutor, ThreadPoolExecutor):
                with executor(3) as pool:
                    print(list(pool.map(k.g, [1, 2.5, 3, 4j])))
    """
    assert run(tree, program) == "[2, 5.0, 6, 8j]\n" * 2


def test_joblib(tree):
    pytest.importorskip("joblib", reason="it is installed for the newest Python tools alone")
    program = """
        from joblib import Parallel, delayed
        import k

        if __name__ == "__main__":
            for backend in ("loky", "threading", "multiprocessing"):
                parallel = Parallel(n_jobs=2, backend=backend)
                print(parallel(delayed(k.g)(x) for x in [1, 2.5, 3]))
    """
    assert run(tree, program) == "[2, 5.0, 6]\n" * 3


def test_dask(tree):
    pytest.importorskip("distributed", reason="it is installed for the newest Python tools alone")
    program = """
        from distributed import Client, LocalCluster
        import k

        if __name__ == "__main__":
            with LocalCluster(
                n_workers=2, threads_per_worker=2, dashboard_address=None
            ) as cluster, Client(cluster) as client:
                print(client.gather(client.map(k.g, [1, 2.5, 3, 4, 5])))
    """
    assert run(tree, program) == "[2, 5.0, 6, 8, 10]\n"


@pytest.fixture
def slow_compiler(tmp_path):
    """A compiler that says that it is there, and begins to work only when the file `go` is."""
    path = tmp_path / "slow"
    path.write_text(
        f'#!/bin/sh\ntouch begun\nwhile [ ! -e go ]; do sleep 0.05; done\nexec {binary()} "$@"\n'
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def wait_for(path):
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} did not come")


def test_control_c_while_it_compiles(tree, slow_compiler):
    program = """
        import signal
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            import k
            k.f(1)
        except KeyboardInterrupt:
            print("stopped", flush=True)
        open("go", "w").close()
        import k
        print(k.f(1), k.g(2.5))
    """
    process = start(tree, program, PYJIT_BINARY=slow_compiler)
    wait_for(tree / "begun")
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (output, errors) == ("stopped\n3 5.0\n", "")


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="it looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, None])
def test_the_compiler_ends_with_its_process(tree, how):
    program = """
        import time
        import k
        from pyjit import _compiler
        k.f(1)
        print(_compiler._server._process.pid, flush=True)
        input()
    """
    environment = {**os.environ, "PYTHONPATH": PLUGIN, "PYJIT_CACHE_DIR": str(tree / "cache")}
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=tree,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    compiler = int(process.stdout.readline())
    assert os.path.isdir(f"/proc/{compiler}")
    if how is None:
        process.stdin.write("\n")
        process.stdin.close()
    else:
        process.send_signal(how)
    process.wait(timeout=60)
    for _ in range(200):
        if not is_running(compiler):
            return
        time.sleep(0.05)
    raise AssertionError("the compiler goes on")


def is_running(process):
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


BAD = {
    "dies": "exit 3",
    "says nothing": "exec sleep 1000",
    "talks": "while read line; do echo hello; done",
}


@pytest.mark.parametrize("bad", BAD)
def test_a_compiler_that_fails_is_an_error_and_no_hang(tree, bad):
    path = tree / "bad"
    path.write_text(f"#!/bin/sh\n{BAD[bad]}\n")
    path.chmod(0o755)
    program = """
        from pyjit import CompilationError, _server
        _server.PATIENCE = 2
        _server.Server.__init__.__defaults__ = (None, 2)
        import k
        try:
            k.f(1)
        except CompilationError as error:
            print(error)
    """
    output = run(tree, program, PYJIT_BINARY=str(path))
    assert output.startswith("the compiler ")


def test_a_compiler_that_ends_is_started_again(tree):
    program = """
        import os, signal
        from pyjit import _compiler
        import k
        print(k.f(1))
        process = _compiler._server._process
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        print(k.f(1), k.f(1.5), k.g(2))
    """
    assert run(tree, program) == "3\n3 4.0 4\n"


def test_a_program_without_standard_streams(tree):
    program = """
        import os
        for stream in range(3):
            os.close(stream)
        import k
        with open("result", "w") as file:
            print(k.f(1), k.g(2.5), file=file)
    """
    run(tree, program)
    assert (tree / "result").read_text() == "3 5.0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing closes them")
def test_the_compiler_keeps_nothing_of_its_process_open(tree):
    program = """
        import os
        reading, writing = os.pipe()
        os.set_inheritable(writing, True)
        import k
        k.f(1)
        os.close(writing)
        print(os.read(reading, 1))
    """
    assert run(tree, program) == "b''\n"


def test_a_program_that_waits_for_all_its_children(tree):
    program = """
        import os, signal
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        import k
        print(k.f(1))
        from pyjit import _compiler
        server = _compiler._server
        os.kill(server._process.pid, signal.SIGKILL)
        while server.is_running:
            pass
        print(k.f(1.5))
    """
    assert run(tree, program) == "3\n4.0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="it mounts a file system")
def test_a_file_system_that_nothing_can_be_run_from(tree):
    unshare = ["unshare", "--mount", "--map-root-user"]
    mount = f"mount -t tmpfs -o noexec,mode=700 none {tree}/cache"
    (tree / "cache").mkdir()
    probe = subprocess.run([*unshare, "sh", "-c", mount], capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip("this machine lets nobody mount anything")
    program = "import k; print(k.f(1), k.g(2.5), k.f(1.5))"
    environment = {**os.environ, "PYTHONPATH": PLUGIN, "PYJIT_CACHE_DIR": str(tree / "cache")}
    environment |= {"PROGRAM": program, "PYTHON": sys.executable}
    script = f'{mount} && "$PYTHON" -c "$PROGRAM" && "$PYTHON" -c "$PROGRAM"'
    done = subprocess.run(
        [*unshare, "sh", "-c", script],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("3 5.0 4.0\n" * 2, "")
