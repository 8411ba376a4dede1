"""A process that has imported all that a worker needs and does nothing but fork: a worker is there in milliseconds.

It takes messages from its standard input, a socket: which worker (by a number) to start, with the socket that is the
worker's channel, and which to send a signal. Since it alone waits for its children, no signal can meet a stranger.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
from typing import Any

from kg.serve import worker
from kg.serve.message import Head

SIZE = 1 << 13
"""Bytes of every message, the rest of it blanks."""


_NICE = 5


class Zygote:
    """The workers that live."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._workers: dict[int, int] = {}

    def run(self) -> None:
        """Does as it is told until the server is gone; then ends every worker."""
        while True:
            line, files, _, _ = socket.recv_fds(self._control, SIZE, 1, socket.MSG_WAITALL)
            if not line:
                break
            message = json.loads(line)
            if files:
                self._start(message, socket.socket(fileno=files[0]))
            elif message["worker"] in self._workers:
                self._signal(message["worker"], message["signal"])
        for number in [*self._workers]:
            self._signal(number, signal.SIGKILL)

    def _start(self, message: Head, channel: socket.socket) -> None:
        if pid := os.fork():
            self._workers[message["worker"]] = pid
            channel.close()
            return
        try:
            self._control.close()
            worker.work(channel, message["folder"], writable=message["writable"])
        finally:
            os._exit(0)  # whatever happens: the loop above is the parent's

    def _signal(self, number: int, what: int) -> None:
        pid = self._workers[number]
        with contextlib.suppress(ProcessLookupError):
            if what:
                os.kill(pid, what)
            else:
                os.setpriority(os.PRIO_PROCESS, pid, _NICE)
        if what == signal.SIGKILL:
            del self._workers[number]
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def main() -> None:
    """Runs in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control: Any = socket.socket(fileno=0)
    Zygote(control).run()
    os._exit(0)


if __name__ == "__main__":
    main()
