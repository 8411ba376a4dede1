"""A process that answers questions over one store, one at a time, until its channel is closed.

It has a limit of memory, and ends itself when the server is gone, even within a query: while Oxigraph evaluates, the
thread that reads the channel runs on.
"""

from __future__ import annotations

import io
import json
import os
import queue
import socket
import threading
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.questions import bind, explain
from kg.graph.terms import PREFIXES
from kg.serve import media
from kg.serve.message import LENGTHS, Head, Reply, pack
from kg.serve.update import with_dataset

MEMORY = 3 << 30
"""Bytes that a worker may hold; a query that needs more ends its worker."""


class TooLarge(Exception):
    """An answer has more bytes than it may have."""


class Bounded(io.RawIOBase):
    """A file in memory that takes `limit` bytes and no more."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit, self._size, self._parts = limit, 0, list[bytes]()

    def write(self, part: Any) -> int:
        """Takes bytes. Raises `TooLarge`."""
        self._size += len(part)
        if self._size > self._limit:
            raise TooLarge
        self._parts.append(bytes(part))
        return len(part)

    def content(self) -> bytes:
        """All that was written."""
        return b"".join(self._parts)


class Worker:
    """The store that is open, and how each kind of request is answered."""

    def __init__(self, folder: str, *, writable: bool) -> None:
        self._folder = folder
        self._store = ox.Store(folder) if writable else ox.Store.read_only(folder)

    def answer(self, head: Head) -> Reply:
        """The reply to a request; whatever is wrong with the request is in the reply too."""
        try:
            match head["do"]:
                case "query":
                    return self._query(head)
                case "update":
                    return self._update(head)
                case "snapshot":
                    self._store.flush()
                    self._store.backup(head["to"])
                    return Reply(204, "", b"")
                case _:
                    return _graph_page(head)
        except TooLarge:
            return _wrong(500, f"the answer has more than {head['limit']:,} bytes: add a LIMIT, or ask for less.")
        except MemoryError:
            return _wrong(500, "the answer needs more memory than a query may have: ask for less.")
        except KgError as error:
            return _wrong(400, str(error))

    def _query(self, head: Head) -> Reply:
        if head["folder"] != self._folder:
            self._folder, self._store = head["folder"], ox.Store.read_only(head["folder"])
        sparql = bind(head["sparql"], head["values"])
        out = Bounded(head["limit"])
        try:
            default, named = _dataset(head["default"], head["named"])
            results = self._store.query(
                sparql,
                base_iri=head["base"],
                prefixes=dict(PREFIXES),
                default_graph=cast(Any, default),
                named_graphs=cast(Any, named),
            )
            if isinstance(results, ox.QueryTriples):
                triples = media.triples(head["accept"])
                prefixes = dict(PREFIXES) if triples.format == ox.RdfFormat.TURTLE else None
                ox.serialize(results, cast(IO[bytes], out), format=triples.format, prefixes=prefixes)
                return Reply(200, triples.media_type, out.content())
            rows = media.rows(head["accept"])
            results.serialize(cast(IO[bytes], out), format=rows.format)
            return Reply(200, rows.media_type, out.content())
        except media.NotAcceptable as error:
            return _wrong(406, str(error))
        except (SyntaxError, ValueError) as error:
            raise explain(error, sparql) from error
        except (RuntimeError, OSError) as error:
            return _wrong(500, str(explain(error, sparql)))

    def _update(self, head: Head) -> Reply:
        try:
            update = with_dataset(head["sparql"], head["default"], head["named"])
            self._store.update(update, base_iri=head["base"], prefixes=dict(PREFIXES))
            self._store.flush()
        except (SyntaxError, ValueError) as error:
            return _wrong(400, f"the update cannot be carried out: {' '.join(str(error).split())[:300]}")
        except (RuntimeError, OSError) as error:
            return _wrong(500, f"the update was not carried out: {error}")
        return Reply(204, "", b"")


def _dataset(default: list[str], named: list[str]) -> tuple[list[ox.NamedNode] | None, list[ox.NamedNode] | None]:
    """The graphs that the request names, which then are all that the query sees; without any, None."""
    if not default and not named:
        return None, None
    return [*map(ox.NamedNode, default)], [*map(ox.NamedNode, named)]


def _graph_page(head: Head) -> Reply:
    from kg.analyse import to_networkx
    from kg.draw import render
    from kg.graph.store import Store
    from kg.graph.terms import Ontology

    ontology = Ontology.read(*map(Path, head["ontology"])) if head["ontology"] else None
    with Store.open(head["folder"], readonly=True, ontology=ontology) as store:
        page = render(to_networkx(store), title=head["title"])
    return Reply(200, "text/html", page.encode())


def _wrong(status: int, message: str) -> Reply:
    return Reply(status, "text/plain", message.encode(errors="replace"))


def _limit_memory() -> None:
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY if hard < 0 else min(MEMORY, hard), hard))
    except (ImportError, ValueError, OSError):  # a system without such limits
        return


def _listen(source: IO[bytes], requests: queue.SimpleQueue[Head]) -> None:
    """Reads requests; ends the process when there will be no more."""
    while len(lengths := source.read(LENGTHS.size)) == LENGTHS.size:
        head, body = LENGTHS.unpack(lengths)
        line = source.read(head)
        source.read(body)
        requests.put(json.loads(line))
    os._exit(0)


def work(channel: socket.socket, folder: str, *, writable: bool) -> None:
    """Opens the store, says whether it did, and answers."""
    _limit_memory()
    source, out = channel.makefile("rb"), channel.makefile("wb")
    try:
        worker = Worker(folder, writable=writable)
    except (OSError, RuntimeError) as error:
        out.write(_packed(_wrong(503, str(error))))
        out.flush()
        return
    requests: queue.SimpleQueue[Head] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, requests), daemon=True).start()
    reply = Reply(200, "", b"")
    while True:
        out.write(_packed(reply))
        out.flush()
        reply = worker.answer(requests.get())


def _packed(reply: Reply) -> bytes:
    return pack({"status": reply.status, "media_type": reply.media_type}, reply.body)
