"""The compiling process of a process that runs Python: ``pyjit serve``, over two pipes."""

from __future__ import annotations

import atexit
import os
import select
import time
import weakref
from _thread import allocate_lock  # `threading` takes longer to import than the compiler to start

from ._child import Child

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from typing import Any

# What a request may take, in seconds; what takes longer is taken for a compiler that hangs.
PATIENCE = 300.0
# Restarts that are followed in the course of one request: each leaves out one kernel that ended the
# compiler.
MOST_STARTS = 20


class ServerError(Exception):
    """The compiler cannot be started, or does not answer; the text says which."""


class Server:
    """A compiling process, started when it is first asked.

    ``command`` is the program and its arguments, ``environment`` what it gets instead of this
    process's variables, ``patience`` how many seconds it has for a request. Threads may ask at the
    same time, and are answered one after the other. A process that was forked has a compiler of its
    own. What goes wrong with one compiling process is tried once more with another.
    """

    def __init__(
        self,
        command: list[str],
        environment: dict[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.command = command
        self._environment = environment
        self._patience = patience
        self._lock = allocate_lock()
        self._process: Child | None = None
        self._received = b""
        # It was started, and its first line not read.
        self._beginning = False
        # A request was sent whose answer was not read.
        self._waiting = False
        # How often a compiler began to work.
        self.starts = 0
        # What it said when it began.
        self._ready: dict[str, Any] = {}
        _servers.add(self)

    @property
    def is_running(self) -> bool:
        """Whether a process was started that has not ended."""
        return self._process is not None and self._process.poll() is None

    def ask(self, call: dict[str, Any]) -> dict[str, Any]:
        """The reply to a request (see ``src/pipeline/call.rs``).

        Raises :class:`ServerError` where two processes in a row could not answer.
        """
        import json

        request = json.dumps(call).encode("ascii") + b"\n"
        with self._lock:
            try:
                return self._answer(request)
            except ServerError:
                self._end()
                return self._answer(request)
            finally:
                # Also where Ctrl-C came between: what is read next would be the answer to this.
                if self._waiting:
                    self._end()

    def start(self) -> None:
        """Starts the process if there is none, and does not wait until it can be asked.

        Raises :class:`ServerError`.
        """
        with self._lock:
            if not self.is_running:
                self._start()

    def ready(self) -> dict[str, Any]:
        """What the compiler says of itself when it begins.

        Raises :class:`ServerError`.
        """
        with self._lock:
            try:
                if self._beginning or not self.is_running:
                    self._begin(time.monotonic() + self._patience)
                self._waiting = False
            finally:
                if self._waiting:
                    self._end()
            return self._ready

    def close(self) -> int | None:
        """Lets the process end by itself; its exit code, if there was one."""
        with self._lock:
            process = self._process
            if process is None:
                return None
            process.close_input()
            code = process.wait(timeout=10)
            self._end()
            return code

    def _answer(self, request: bytes) -> dict[str, Any]:
        deadline = time.monotonic() + self._patience
        self._waiting = True
        if self._beginning or not self.is_running:
            self._begin(deadline)
        self._send(request, deadline)
        reply = self._receive(deadline)
        for _ in range(MOST_STARTS):
            if "ready" not in reply:
                break
            # Compiling ended it, and it has started anew without what it failed on.
            self.starts += 1
            self._send(request, deadline)
            reply = self._receive(deadline)
        if not reply.keys() & {"compiled", "shown", "refused", "failed"}:
            raise ServerError("the compiler answers what is no answer")
        self._waiting = False
        return reply

    def _begin(self, deadline: float) -> None:
        if not self.is_running:
            self._start()
        self._waiting = True
        first = self._receive(deadline)
        if not isinstance(first.get("ready"), dict):
            raise ServerError("the compiler does not begin as it should")
        self._beginning = False
        self._ready = first["ready"]

    def _start(self) -> None:
        self._end()
        try:
            process = Child(self.command, self._environment)
        except OSError as error:
            raise ServerError(f"the compiler {self.command[0]} cannot be run: {error}") from error
        self._process = process
        self._beginning = True
        self.starts += 1
        for pipe in (process.input, process.output):
            os.set_blocking(pipe, False)

    def _send(self, request: bytes, deadline: float) -> None:
        assert self._process is not None
        pipe = self._process.input
        while request:
            self._wait(pipe, select.POLLOUT, deadline)
            try:
                request = request[os.write(pipe, request) :]
            except BlockingIOError:
                pass  # there is room, but not for that much
            except OSError as error:
                raise ServerError(f"the compiler has ended: {error}") from error

    def _receive(self, deadline: float) -> dict[str, Any]:
        """The next line, as data."""
        # While the compiler starts, or works.
        import json

        assert self._process is not None
        pipe = self._process.output
        while b"\n" not in self._received:
            self._wait(pipe, select.POLLIN, deadline)
            more = os.read(pipe, 1 << 16)
            if not more:
                code = self._process.wait(timeout=10)
                raise ServerError(f"the compiler has ended with exit code {code}")
            self._received += more
        line, _, self._received = self._received.partition(b"\n")
        try:
            reply = json.loads(line)
        except ValueError as error:
            raise ServerError(f"the compiler answers what is no JSON: {error}") from error
        if not isinstance(reply, dict):
            raise ServerError("the compiler answers what is no answer")
        return reply

    def _wait(self, pipe: int, event: int, deadline: float) -> None:
        """Waits until a pipe can be read or written, or its other end is closed."""
        poll = select.poll()
        poll.register(pipe, event)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise ServerError(f"the compiler does not answer within {self._patience:g} seconds")

    def _end(self) -> None:
        """Ends the process, whatever it does."""
        process, self._process = self._process, None
        self._received = b""
        self._beginning = self._waiting = False
        if process is not None:
            process.close()
            process.kill()
            process.wait()

    def _let_end(self) -> None:
        """When this process ends: its compiler ends by itself, and removes what it made for it."""
        process, self._process = self._process, None
        if process is not None:
            process.close()
            process.returncode = 0  # nobody waits for it

    def _leave_to_parent(self) -> None:
        """In a forked process: the compiler is the parent's."""
        # Another thread may have held it.
        self._lock = allocate_lock()
        process, self._process = self._process, None
        self._received = b""
        self._beginning = self._waiting = False
        self.starts = 0
        if process is not None:
            # Else the compiler would not see its parent's end as long as this process lives.
            process.close()
            # It is no child of this process, which has nothing to wait for.
            process.returncode = 0


_servers: weakref.WeakSet[Server] = weakref.WeakSet()


def _leave_all_to_parent() -> None:
    for server in list(_servers):
        server._leave_to_parent()


@atexit.register
def _let_all_end() -> None:
    for server in list(_servers):
        server._let_end()


os.register_at_fork(after_in_child=_leave_all_to_parent)
