"""What a process has noted, and when that is written."""

from __future__ import annotations

import _thread
import atexit
import os
import sys
import time
from threading import RLock

from . import _record_file
from ._record_file import RecordError

# What is noted comes into the file after so long, where it is not written at once: nobody knows how
# a process ends. And the share of its time that writing at once may take.
_SECONDS, _SHARE = 2.0, 0.05
# The same for a worker of xdist, which is seldom ended by force.
_SECONDS_OF_WORKER, _SHARE_OF_WORKER = 0.2, 0.2


class Recorder:
    """What this process has noted, and the file that it is for."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._record = _record_file.empty()
        self._is_new = False
        self._is_writing = False
        self._ends = False
        self._told: set[str] = set()
        self._process = os.getpid()
        self._lock = RLock()
        self._began = time.monotonic()
        self._spent = 0.0
        self._waiting: _Waiting | None = None
        is_worker = "PYTEST_XDIST_WORKER" in os.environ
        self.seconds = _SECONDS_OF_WORKER if is_worker else _SECONDS
        self._share = _SHARE_OF_WORKER if is_worker else _SHARE
        atexit.register(self.end)
        os.register_at_fork(before=self._stop_waiting, after_in_child=self._begin_child)

    def note(self, table: str, name: str, entry: str) -> None:
        """Notes something of a function."""
        # Whatever a class is called can be written.
        name, entry = (text.encode("utf-8", "replace").decode("utf-8") for text in (name, entry))
        with self._lock:
            if not _record_file.add(self._record, table, name, entry):
                return
            self._is_new = True
        if self._ends or self._may_be_killed() or self._has_time():
            self.write()
        else:
            self._write_soon()

    def write(self) -> None:
        """Adds what is new to the file; says so where that cannot be done."""
        with self._lock:
            # A handler of a signal may call a function, too.
            if self._is_writing or not self._is_new:
                return
            self._is_writing = True
            self._is_new = False
            begin = time.monotonic()
            try:
                _record_file.merge_into(self._path, self._record)
            except RecordError as error:
                self.tell(str(error))
            except OSError as error:
                self.tell(f"{self._path} cannot be written: {error.strerror or error}")
            finally:
                self._is_writing = False
                self._spent += time.monotonic() - begin

    def end(self) -> None:
        """Writes, and from now on at once."""
        self._ends = True
        self._stop_waiting()
        self.write()

    def tell(self, reason: str) -> None:
        """Says once why types are not recorded."""
        if reason not in self._told and sys.stderr is not None:
            self._told.add(reason)
            try:
                print(f"pyjit: types are not recorded: {reason}", file=sys.stderr)
            except (OSError, ValueError):
                pass  # it was closed

    def _has_time(self) -> bool:
        return self._spent <= self._share * (time.monotonic() - self._began)

    def _may_be_killed(self) -> bool:
        """Whether it is a process whose parent ends it when it has its results, as pools do."""
        if os.getpid() != self._process:
            return True
        processes = sys.modules.get("multiprocessing.process")
        return processes is not None and processes.parent_process() is not None

    def _write_soon(self) -> None:
        with self._lock:
            if self._waiting is not None:
                return
            try:
                self._waiting = _Waiting(self)
            except RuntimeError:  # there can be no more threads
                pass
        if self._waiting is None:
            self.write()

    def has_waited(self, waiting: _Waiting) -> None:
        """What is noted from here on is waited for anew."""
        with self._lock:
            if self._waiting is waiting:
                self._waiting = None
        self.write()

    def _stop_waiting(self) -> None:
        """No thread of ours is to be seen by who forks, or by who ends."""
        waiting = self._waiting
        if waiting is not None:
            waiting.stop()

    def _begin_child(self) -> None:
        """In a forked process: another thread may have held the lock, which is not here."""
        self._lock = RLock()
        self._is_writing = False
        self._waiting = None


class _Waiting:
    """A thread that writes a little later, and ends."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._stopped, self._ended = _thread.allocate_lock(), _thread.allocate_lock()
        self._stopped.acquire()
        self._ended.acquire()
        # One that `threading` does not list: programs count theirs.
        _thread.start_new_thread(self._run, ())

    def stop(self) -> None:
        """Has the thread write at once, and waits until it has."""
        if self._stopped.locked():
            try:
                self._stopped.release()
            except RuntimeError:
                pass  # another thread has
        # A signal's handler may have come while this very thread holds the recorder's lock.
        if self._ended.acquire(timeout=_SECONDS):
            self._ended.release()

    def _run(self) -> None:
        try:
            self._stopped.acquire(timeout=self._recorder.seconds)
            self._recorder.has_waited(self)
        finally:
            self._ended.release()
