"""A child process with a pipe to it and one from it.

What ``subprocess`` does, too; but to import that takes longer than the compiler takes to start.
"""

from __future__ import annotations

import os
import time


class Child:
    """A process: ``command`` is the program and its arguments, ``environment`` what it gets instead
    of this process's variables. ``input`` and ``output`` are descriptors of the pipes, which are
    not inherited by other processes; what it says beside is thrown away.

    It is in a session of its own: Ctrl-C at a terminal is not for it. Raises :class:`OSError` where
    it cannot be started.
    """

    def __init__(self, command: list[str], environment: dict[str, str] | None = None) -> None:
        # Its exit code, negative for a signal's number; None while nobody has waited for it.
        self.returncode: int | None = None
        self.pid = self.input = self.output = -1
        its: list[int] = []
        try:
            reading, self.input = _pipe()
            its.append(reading)
            self.output, writing = _pipe()
            its.append(writing)
            self.pid = _spawn(
                command, dict(os.environ) if environment is None else environment, its
            )
        except BaseException:
            self.close()
            raise
        finally:
            for descriptor in its:
                os.close(descriptor)

    def poll(self) -> int | None:
        """Its exit code, if it has ended."""
        if self.returncode is None:
            self._wait(os.WNOHANG)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Its exit code as soon as it has ended; None if that takes longer, in seconds."""
        if timeout is None:
            if self.returncode is None:
                self._wait(0)
            return self.returncode
        deadline = time.monotonic() + timeout
        pause = 0.001
        while self.poll() is None and time.monotonic() < deadline:
            time.sleep(pause)
            pause = min(2 * pause, 0.05)
        return self.returncode

    def kill(self) -> None:
        """Ends it, whatever it does."""
        if self.poll() is None:
            import signal

            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def close_input(self) -> None:
        """Tells it that nothing more will come."""
        descriptor, self.input = self.input, -1
        if descriptor >= 0:
            os.close(descriptor)

    def close(self) -> None:
        """Closes both pipes."""
        self.close_input()
        descriptor, self.output = self.output, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()

    def _wait(self, options: int) -> None:
        try:
            pid, status = os.waitpid(self.pid, options)
        except ChildProcessError:
            self.returncode = 0  # another part of the program waited for it
            return
        if pid == self.pid:
            self.returncode = os.waitstatus_to_exitcode(status)


def _pipe() -> tuple[int, int]:
    """The end to read from, and the one to write to: neither is one of the three that every program
    begins with, even where this one has closed these."""
    ends = os.pipe()
    if min(ends) > 2:
        return ends
    import fcntl

    try:
        reading, writing = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 3) for end in ends)
    finally:
        for end in ends:
            os.close(end)
    return reading, writing


def _spawn(command: list[str], environment: dict[str, str], its: list[int]) -> int:
    """Starts a process with its ends of the pipes as standard input and output."""
    reading, writing = its
    actions = [
        (os.POSIX_SPAWN_DUP2, reading, 0),
        (os.POSIX_SPAWN_DUP2, writing, 1),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    try:
        return os.posix_spawnp(command[0], command, environment, file_actions=actions, setsid=True)
    except NotImplementedError:
        # On an older system a process group of its own, which Ctrl-C does not reach either.
        return os.posix_spawnp(command[0], command, environment, file_actions=actions, setpgroup=0)
