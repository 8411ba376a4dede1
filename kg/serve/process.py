"""Worker processes as the server sees them, and the process that makes them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from itertools import count
from pathlib import Path

import kg
from kg.serve.message import LENGTHS, Head, Reply, pack
from kg.serve.zygote import SIZE

_START = 30.0
_NICE = 0


class Refused(Exception):
    """A request that gets no answer: the HTTP status, and the reason for people."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Nursery:
    """Starts workers, by way of `kg.serve.zygote`. `close` ends them all."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._numbers = count(1)
        self._workers: set[Worker] = set()
        path = os.pathsep.join(filter(None, (str(Path(kg.__file__).parent.parent), os.environ.get("PYTHONPATH"))))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kg.serve.zygote"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                process_group=0,  # Ctrl-C in the terminal is for the server alone
            )

    async def start(self, folder: Path, *, writable: bool = False) -> Worker:
        """A worker whose store is open. Raises `Refused` with what it says if it cannot open it."""
        ours, theirs = socket.socketpair()
        number = next(self._numbers)
        with theirs:
            self._tell({"worker": number, "folder": str(folder), "writable": writable}, theirs)
        reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 20)
        worker = Worker(self, number, reader, writer)
        self._workers.add(worker)
        try:
            ready = await asyncio.wait_for(worker.reply(), _START)
        except BaseException:
            worker.kill()
            raise
        if ready.status != 200:
            worker.kill()
            raise Refused(503, f"the store cannot be opened: {ready.body.decode(errors='replace')}")
        return worker

    def signal(self, number: int, what: int) -> None:
        """Sends a worker a signal; 0 gives it a lower priority."""
        with contextlib.suppress(OSError):  # the zygote is gone, and every worker with it
            self._tell({"worker": number, "signal": what})

    def _tell(self, message: Head, channel: socket.socket | None = None) -> None:
        line = json.dumps(message, ensure_ascii=False).encode(errors="surrogateescape").ljust(SIZE)
        socket.send_fds(self._control, [line], [channel.fileno()] if channel else [])

    def forget(self, worker: Worker) -> None:
        """Knows no more of a worker that was ended."""
        self._workers.discard(worker)

    def close(self) -> None:
        """Ends all workers."""
        for worker in [*self._workers]:
            worker.kill()
        self._control.close()
        self._process.wait()


class Worker:
    """A worker process."""

    def __init__(
        self, nursery: Nursery, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._nursery, self._number, self._reader, self._writer = nursery, number, reader, writer

    async def ask(self, head: Head) -> Reply:
        """The reply to a request. Raises `Refused` if the process ends instead."""
        with contextlib.suppress(ConnectionError):
            self._writer.write(pack(head))
            await self._writer.drain()
        return await self.reply()

    async def reply(self) -> Reply:
        """The next message from the process. Raises `Refused` if it ends instead."""
        try:
            lengths = LENGTHS.unpack(await self._reader.readexactly(LENGTHS.size))
            line, body = [await self._reader.readexactly(length) for length in lengths]
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Refused(500, "the query ended its process, most likely for want of memory: ask for less.") from None
        head = json.loads(line)
        return Reply(int(head["status"]), str(head["media_type"]), body)

    def yield_to_others(self) -> None:
        """From now on gets less of the processor than others."""
        self._nursery.signal(self._number, _NICE)

    def pause(self) -> None:
        """Stands still until `resume`."""
        self._nursery.signal(self._number, signal.SIGSTOP)

    def resume(self) -> None:
        """Goes on."""
        self._nursery.signal(self._number, signal.SIGCONT)

    def kill(self) -> None:
        """Ends the process, whatever it does."""
        self._nursery.signal(self._number, signal.SIGKILL)
        self._nursery.forget(self)
        self._writer.close()
