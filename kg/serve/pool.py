"""Worker processes that are warm, and can be ended: no query stalls another, whatever it asks.

A query starts on an idle worker. One that takes longer than `PATIENCE` leaves the quick lane: another worker is started
in the place of its own, which runs on with a lower priority, beside at most `SLOW` others; those over that number
are paused by the system until it is their turn. At the end of its time a query is ended with its process.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from kg.serve.message import Head, Reply
from kg.serve.process import Nursery, Refused, Worker

PATIENCE = 0.25
"""Seconds after which a query counts as slow."""
SLOW = 2
"""Slow queries that run at the same time."""
PAUSED = 16
"""Slow queries that there are at all, running or paused."""
WAITING = 512
"""Requests that wait for a worker; more are turned away."""


class Pool:
    """`size` idle workers over the store in `folder`, which may be changed: the next request sees the new one."""

    def __init__(self, nursery: Nursery, folder: Path, size: int) -> None:
        self.folder = folder
        self.on_unused: Callable[[Path], None] = lambda folder: None
        self._nursery, self._size = nursery, size
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._starting: set[asyncio.Task[None]] = set()
        self._lane = asyncio.Semaphore(SLOW)
        self._slow = self._waiting = 0
        self._users: Counter[Path] = Counter()
        self._closed = False

    async def open(self) -> None:
        """Starts the workers. Raises `Refused` if the store cannot be opened."""
        for worker in await asyncio.gather(*(self._nursery.start(self.folder) for _ in range(self._size))):
            self._idle.put_nowait(worker)

    async def close(self) -> None:
        """Starts no more workers; `Nursery.close` ends those that there are."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)

    async def ask(self, head: Head, seconds: float) -> Reply:
        """A worker's reply to a request, within so many seconds from when a worker takes it up.

        Raises `Refused` where there is none: the time is up, the worker died, or too many others wait or are slow.
        """
        worker = await self._take(seconds)
        folder, slow = self.folder, False
        self._users[folder] += 1
        answer = asyncio.create_task(worker.ask({**head, "folder": str(folder)}))
        try:
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(asyncio.shield(answer), min(PATIENCE, seconds))
            slow = True
            self._start_another()
            return await self._slowly(worker, answer, seconds - PATIENCE)
        except TimeoutError:
            raise Refused(500, f"the query took longer than {seconds:g} s and was stopped; narrow it.") from None
        finally:
            self._done_with(folder)
            self._release(worker, answer, slow)

    def in_use(self, folder: Path) -> bool:
        """Whether a query still reads an earlier store."""
        return self._users[folder] > 0

    async def _take(self, seconds: float) -> Worker:
        if self._waiting >= WAITING:
            raise Refused(503, "too many requests wait for an answer; ask again later.")
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._idle.get(), seconds)
        except TimeoutError:
            raise Refused(503, "the server is too busy; ask again later.") from None
        finally:
            self._waiting -= 1

    async def _slowly(self, worker: Worker, answer: asyncio.Task[Reply], seconds: float) -> Reply:
        if self._slow >= PAUSED:
            raise Refused(503, "too many slow queries run already; ask again later, or ask for less.")
        self._slow += 1
        try:
            worker.yield_to_others()
            async with asyncio.timeout(max(seconds, 0)), self._turn(worker):
                return await asyncio.shield(answer)
        finally:
            self._slow -= 1

    @contextlib.asynccontextmanager
    async def _turn(self, worker: Worker) -> AsyncIterator[None]:
        """One of the places where a slow query runs; it is paused until it has one."""
        if self._lane.locked():
            worker.pause()
        async with self._lane:
            worker.resume()
            yield

    def _release(self, worker: Worker, answer: asyncio.Task[Reply], slow: bool) -> None:
        """Takes back a worker that is fit for more; any other is ended, and replaced if it is not yet."""
        if answer.done() and not answer.cancelled() and answer.exception() is None and not slow:
            self._idle.put_nowait(worker)
            return
        answer.cancel()
        worker.kill()
        if not slow:
            self._start_another()

    def _done_with(self, folder: Path) -> None:
        self._users[folder] -= 1
        if not self._users[folder]:
            del self._users[folder]
            if folder != self.folder:
                self.on_unused(folder)

    def _start_another(self) -> None:
        if not self._closed:
            task = asyncio.create_task(self._start())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _start(self) -> None:
        while not self._closed:
            try:
                self._idle.put_nowait(await self._nursery.start(self.folder))
                return
            except (Refused, OSError, TimeoutError):
                await asyncio.sleep(1)  # the system is short of something: memory, processes
