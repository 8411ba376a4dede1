"""The store that is served: its workers, its one writer if it may be written, and the page of its graph."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError, UsageError
from kg.graph.store import Store
from kg.serve.message import Head, Reply
from kg.serve.pool import Pool
from kg.serve.process import Nursery, Refused, Worker

_DRAWING = 300.0


@dataclass(frozen=True)
class Limits:
    """What a query may take: seconds, and bytes of answer; and how many workers stand by."""

    seconds: float = 10.0
    size: int = 64 << 20
    workers: int = 4


class Served:
    """A store behind the server; to be opened with `serving`."""

    def __init__(self, nursery: Nursery, pool: Pool, limits: Limits, ontology: tuple[Path, ...], name: str) -> None:
        self.pool, self.limits, self.name = pool, limits, name
        self.writer: Writer | None = None
        self._nursery, self._ontology = nursery, ontology
        self._pages: dict[Path, asyncio.Task[Reply]] = {}

    async def query(
        self,
        sparql: str,
        *,
        base: str,
        accept: str,
        values: dict[str, str] | None = None,
        default: list[str] | None = None,
        named: list[str] | None = None,
    ) -> Reply:
        """The answer to SPARQL or a named query, in a form of which `accept` speaks. Raises `Refused`."""
        head: Head = {
            "do": "query", "sparql": sparql, "values": values or {}, "default": default or [], "named": named or [],
            "base": base, "accept": accept, "limit": self.limits.size,
        }  # fmt: skip
        return await self.pool.ask(head, self.limits.seconds)

    async def graph_page(self) -> Reply:
        """The page that `kg view` draws, drawn once for each state of the store. Raises `Refused`."""
        folder = self.pool.folder
        if folder not in self._pages:
            self._pages = {folder: asyncio.create_task(self._draw(folder))}
        page = self._pages[folder]
        try:
            reply = await asyncio.shield(page)
        except Refused:
            self._pages.pop(folder, None)
            raise
        if reply.status != 200:
            self._pages.pop(folder, None)
        return reply

    async def _draw(self, folder: Path) -> Reply:
        worker = await self._nursery.start(folder)
        head = {"do": "page", "folder": str(folder), "title": self.name, "ontology": [*map(str, self._ontology)]}
        try:
            return await asyncio.wait_for(worker.ask(head), _DRAWING)
        except TimeoutError:
            raise Refused(503, "the graph is too large to draw in one page; kg view --focus draws a part.") from None
        finally:
            worker.kill()

    async def close(self) -> None:
        """Stops what is under way."""
        for page in self._pages.values():
            page.cancel()
        await asyncio.gather(*self._pages.values(), return_exceptions=True)
        await self.pool.close()


class Writer:
    """The one process that writes. Queries read a snapshot, taken after each update, which no update disturbs.

    A snapshot costs milliseconds and no room: its files are links to the store's own.
    """

    def __init__(self, nursery: Nursery, store: Path, place: Path) -> None:
        self._nursery, self._store, self._place = nursery, store, place
        self._worker: Worker | None = None
        self._turn = asyncio.Lock()
        self._count = 0

    async def snapshot(self) -> Path:
        """The store as it is now, in a folder of its own. Raises `Refused`."""
        self._worker = self._worker or await self._nursery.start(self._store, writable=True)
        self._count += 1
        folder = self._place / str(self._count)
        reply = await self._worker.ask({"do": "snapshot", "to": str(folder)})
        if reply.status != 204:
            raise Refused(500, f"the store cannot be copied: {reply.body.decode(errors='replace')}")
        return folder

    async def update(self, head: Head, pool: Pool, seconds: float) -> Reply:
        """Carries an update out, whole or not at all, after which queries see it. Raises `Refused`."""
        async with self._turn:
            self._worker = self._worker or await self._nursery.start(self._store, writable=True)
            try:
                reply = await asyncio.wait_for(self._worker.ask(head), seconds)
                if reply.status == 204:
                    before, pool.folder = pool.folder, await self.snapshot()
                    if not pool.in_use(before):
                        pool.on_unused(before)
                return reply
            except BaseException as error:
                self._worker.kill()
                self._worker = None
                if isinstance(error, TimeoutError):
                    raise Refused(500, f"the update took longer than {seconds:g} s; nothing was changed.") from None
                raise


@contextlib.asynccontextmanager
async def serving(
    folder: Path, limits: Limits, *, ontology: tuple[Path, ...] = (), writable: bool = False
) -> AsyncIterator[Served]:
    """Opens a store, for others to read as well, or to write alone.

    Raises `StoreError` where there is none, or it is in use, and `UsageError` for a writable one on a disk that cannot
    hold the snapshots.
    """
    with contextlib.ExitStack() as stack:
        if not writable:
            stack.enter_context(Store.open(folder, readonly=True))  # keeps writers out
        else:
            Store.open(folder, create=False).close()  # says what is wrong, if anything is
        nursery = Nursery()
        stack.callback(nursery.close)
        pool = Pool(nursery, folder, limits.workers)
        served = Served(nursery, pool, limits, ontology, folder.resolve().name)
        if writable:
            served.writer = writer = Writer(nursery, folder, stack.enter_context(_place_for_snapshots(folder)))
            pool.on_unused = _remove
            try:
                pool.folder = await writer.snapshot()
            except Refused as error:
                raise StoreError(f"{folder}: {error}") from None
        await pool.open()
        try:
            yield served
        finally:
            await served.close()


@contextlib.contextmanager
def _place_for_snapshots(folder: Path) -> Iterator[Path]:
    """A folder beside the store, on the same disk; one that a killed server left there goes."""
    prefix = f".{folder.resolve().name}.serve."
    for left in folder.resolve().parent.glob(f"{prefix}*"):
        _remove(left)
    try:
        place = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.resolve().parent))
    except OSError as error:
        raise UsageError(f"{folder.resolve().parent}: --writable needs room for snapshots: {error.strerror}") from error
    try:
        yield place
    finally:
        _remove(place)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
