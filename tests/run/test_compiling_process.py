"""The client of `pyjit serve`: servers that die, hang or talk nonsense; threads, forks, Ctrl-C."""

import json
import os
import select
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest
from conftest import ROOT, binary

sys.path.insert(0, str(ROOT / "setuptools-plugin"))
try:
    from pyjit._server import Server, ServerError
finally:
    sys.path.remove(str(ROOT / "setuptools-plugin"))

# pytest itself has threads.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

# A server in Python: `answer(request, n)` is called for the n-th line that it reads.
FAKE = """\
import json, os, sys, time
def say(value):
    print(json.dumps(value), flush=True)
{definitions}
say({{"ready": {{}}}})
for number, line in enumerate(sys.stdin):
    answer(json.loads(line), number)
"""
ECHO = "def answer(request, n): say({'compiled': request, 'process': os.getpid()})"


def fake(definitions, patience=60.0):
    text = FAKE.format(definitions=textwrap.dedent(definitions))
    return Server([sys.executable, "-c", text], patience=patience)


def test_one_process_answers_all():
    server = fake(ECHO)
    replies = [server.ask({"number": number, "text": "ä\n" * number}) for number in range(20)]
    assert [reply["compiled"]["number"] for reply in replies] == list(range(20))
    assert len({reply["process"] for reply in replies}) == 1
    assert server.starts == 1
    assert server.close() == 0
    assert not server.is_running


def test_requests_and_replies_larger_than_a_pipe():
    server = fake(ECHO)
    text = "x" * 5_000_000
    assert server.ask({"text": text})["compiled"]["text"] == text


def test_it_is_not_started_before_it_is_asked():
    server = Server(["/missing/pyjit"])
    assert not server.is_running
    assert server.close() is None
    with pytest.raises(ServerError, match="/missing/pyjit cannot be run"):
        server.ask({})


@pytest.mark.parametrize(
    ("definitions", "message"),
    [
        ("os._exit(3)", "exit code 3"),
        ("def answer(request, n): os._exit(4)", "exit code 4"),
        ("def answer(request, n): os.kill(os.getpid(), 9)", "exit code -9"),
        ("def answer(request, n): print('what?', flush=True)", "no JSON"),
        ("def answer(request, n): say([])", "no answer"),
        ("def answer(request, n): say({'something': 1})", "no answer"),
        ("say({'unready': 1})", "does not begin"),
        ("def answer(request, n): say({'ready': {}})", "no answer"),
        ("def answer(request, n): time.sleep(1000)", "within 0.5 seconds"),
        ("time.sleep(1000)", "within 0.5 seconds"),
        ("def answer(request, n): sys.stdout.write('{'); sys.stdout.flush()", "within 0.5 seconds"),
    ],
)
def test_what_is_tried_twice_and_given_up(definitions, message):
    hangs = "within" in message
    server = fake(definitions, patience=0.5 if hangs else 60.0)
    for _ in range(1 if hangs else 2):
        with pytest.raises(ServerError, match=message):
            server.ask({})
        assert not server.is_running


@pytest.mark.parametrize("failure", ["os._exit(1)", "print('what?', flush=True)", "time.sleep(99)"])
def test_another_process_is_tried(tmp_path, failure):
    """The first process fails at its third request; a new one answers it."""
    once = f"""
        def answer(request, n):
            if n == 2 and not os.path.exists({str(tmp_path / "failed")!r}):
                open({str(tmp_path / "failed")!r}, "w").close()
                {failure}
            else:
                say({{"compiled": request}})
    """
    server = fake(once, patience=5.0 if "sleep" in failure else 60.0)
    replies = [server.ask({"number": number}) for number in range(5)]
    assert [reply["compiled"]["number"] for reply in replies] == list(range(5))
    assert server.starts == 2


def test_it_begins_anew_in_the_middle():
    restarting = """
        def answer(request, n):
            say({"ready": {}} if n < 3 else {"refused": request})
    """
    server = fake(restarting)
    assert server.ask({"number": 1}) == {"refused": {"number": 1}}
    assert server.starts == 4


def test_threads_are_answered_each():
    server = fake(ECHO)
    wrong = []

    def work(thread):
        for number in range(20):
            request = {"thread": thread, "number": number}
            if server.ask(request)["compiled"] != request:
                wrong.append(request)

    threads = [threading.Thread(target=work, args=[thread]) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert server.starts == 1


def in_fork(action):
    """What a forked process gives, as data; it has a minute."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, json.dumps(action()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    assert select.select([reading], [], [], 60)[0], "the forked process hangs"
    with open(reading, "rb") as pipe:
        given = json.loads(pipe.read())
    assert os.waitpid(child, 0)[1] == 0
    return given


def test_a_forked_process_has_a_server_of_its_own():
    server = fake(ECHO)
    own = server.ask({})["process"]

    def asked():
        process = server.ask({})["process"]
        server.close()
        return process

    assert in_fork(asked) != own
    assert server.ask({})["process"] == own
    assert server.starts == 1


def test_a_fork_while_another_thread_asks():
    slow = """
        def answer(request, n):
            time.sleep(request["time"])
            say({"compiled": request, "process": os.getpid()})
    """
    server = fake(slow)
    own = server.ask({"time": 0})["process"]
    replies = []
    thread = threading.Thread(target=lambda: replies.append(server.ask({"time": 2})))
    thread.start()
    time.sleep(0.5)
    assert in_fork(lambda: server.ask({"time": 0})["process"]) != own
    thread.join()
    assert replies[0]["process"] == own


def test_the_compiler_ends_with_its_parent_whatever_forked_from_it(tmp_path):
    """A killed parent leaves a forked process behind, which holds no end of the pipe."""
    program = f"""
import os, sys, time
sys.path.insert(0, {str(ROOT / "setuptools-plugin")!r})
from pyjit._server import Server
server = Server([{sys.executable!r}, "-c", {FAKE.format(definitions=ECHO)!r}])
process = server.ask({{}})["process"]
if os.fork() == 0:
    time.sleep(60)
    os._exit(0)
print(process, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    compiler = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and is_alive(compiler):
        time.sleep(0.05)
    assert not is_alive(compiler)


def is_alive(process):
    """Whether a process runs; one that only waits to be collected does not."""
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_control_c_leaves_everything_usable():
    # A shell that starts the tests in the background has them ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    slow = """
        def answer(request, n):
            time.sleep(request["time"])
            say({"compiled": request})
    """
    server = fake(slow)
    assert server.ask({"time": 0}) == {"compiled": {"time": 0}}
    timer = threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        server.ask({"time": 30})
    timer.join()
    signal.signal(signal.SIGINT, before)
    # The late answer is not taken for the next one.
    assert server.ask({"time": 0.01}) == {"compiled": {"time": 0.01}}


def test_a_program_that_ends_says_nothing_of_it():
    program = f"""
import sys
sys.path.insert(0, {str(ROOT / "setuptools-plugin")!r})
from pyjit._server import Server
server = Server([{binary()!r}, "serve"])
assert "failed" in server.ask({{}})
"""
    command = [sys.executable, "-X", "dev", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
