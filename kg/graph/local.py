"""Quads in an Oxigraph database, in a folder or in memory.

Oxigraph's union of named graphs repeats a triple for each graph that has it, so that the simplest SPARQL would count
documents instead of facts, and joins multiply. So the default graph keeps every triple of the named graphs once.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.graph import folder as folders
from kg.graph import limited
from kg.graph.answer import Answer, Term
from kg.graph.backend import deletion, insertion
from kg.graph.places import read_places, write_places
from kg.graph.terms import PREFIXES

if TYPE_CHECKING:
    import rdflib

_DEFAULT = ox.DefaultGraph()
# from so many quads on, sorted files that are taken in whole are cheaper than a transaction: half the time at 10^4
_BULK = 4_000
# what transactions write stays in memory, about 2 kB a quad, until RocksDB has 64 MB for each of its dozen tables; so
# it is told to write that out after so many
_IN_MEMORY = 20_000


class Local:
    """An open Oxigraph database; a `Backend`. One process writes at a time, or any number of them read."""

    union = False

    def __init__(self, store: ox.Store, folder: Path | None = None, lease: folders.Lease | None = None) -> None:
        self._open: ox.Store | None = store
        self.folder = folder
        self.name = str(folder or "the store")
        self.readonly = lease is not None and lease.readonly
        self._release = weakref.finalize(self, lease.release) if lease else None
        self._in_memory = 0

    @classmethod
    def open(cls, folder: Path, *, create: bool, readonly: bool) -> Self:
        """The database in a folder; made if there is none and `create` is true. Raises as `Store.open` does."""
        if not folders.is_store(folder):
            if readonly or not create:
                raise StoreError(
                    f"{folder}: there is no store here; "
                    f"build one with kg build --store {folder}, or name another with --store."
                )
            folders.create(folder)
        folders.check_version(folder)
        lease = folders.Lease(folder, readonly=readonly)
        try:
            store = ox.Store.read_only(str(folder)) if readonly else ox.Store(str(folder))
        except (OSError, RuntimeError) as error:
            lease.release()
            raise folders.cannot_open(folder, error) from error
        if not readonly:
            folders.sweep(folder)
        return cls(store, folder, lease)

    def close(self) -> None:
        """Writes everything to disk and lets others in. A second call does nothing."""
        if self._open is None:
            return
        store, self._open = self._open, None
        try:
            if not self.readonly:
                with self._writing():
                    store.flush()
        finally:
            del store  # the last reference, and with it RocksDB's lock, before others are let in
            if self._release:
                self._release()

    @property
    def store(self) -> ox.Store:
        """Oxigraph's own store. Raises `StoreError` when it is closed."""
        if self._open is None:
            raise StoreError(f"{self.name}: it is closed; open it again.")
        return self._open

    # ---- Reading

    def ask(self, sparql: str, timeout: float | None = None) -> Answer:
        """The answer over the default graph; with `timeout`, in a process of its own, which can be stopped."""
        if not timeout:
            return limited.ask(self.store, sparql)
        if self.folder is None:
            raise UsageError("a store in memory cannot limit the time of a query; leave out timeout.")
        if self.readonly:
            return limited.ask_within(timeout, self.folder, sparql)
        with tempfile.TemporaryDirectory(prefix=f".{self.folder.name}.", dir=self.folder.resolve().parent) as place:
            self.store.backup(str(Path(place) / "copy"))
            return limited.ask_within(timeout, Path(place) / "copy", sparql)

    def rows(self, sparql: str) -> Iterator[tuple[Term | None, ...]]:
        """The rows of a SELECT, one by one."""
        with self._reading():
            solutions = self.store.query(sparql, prefixes=dict(PREFIXES))
            assert isinstance(solutions, ox.QuerySolutions)
            yield from map(tuple, solutions)

    def graphs(self) -> set[str]:
        """The IRIs of the named graphs."""
        with self._reading():
            return {graph.value for graph in self.store.named_graphs()}

    def quads(self) -> Iterator[ox.Quad]:
        """Everything in the named graphs."""
        with self._reading():
            yield from (quad for quad in self.store if quad.graph_name != _DEFAULT)

    def dataset(self) -> rdflib.Dataset:
        """The same open store as a Dataset, which holds it open for as long as it lives, whatever `close` says."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store))

    # ---- Writing

    def add(self, quads: Sequence[ox.Quad]) -> None:
        """Adds quads and their triples in the default graph: all, or none if the process is killed meanwhile."""
        triples = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        with self._writing():
            if self.folder is not None and len(quads) >= _BULK:
                self.store.bulk_extend(chain(quads, triples))
            else:
                self.store.extend(chain(quads, triples))
                self._written(len(quads))

    def replace(self, gone: Sequence[ox.NamedNode], quads: Sequence[ox.Quad]) -> None:
        """Drops graphs and adds quads in one transaction, which holds only what differs."""
        with self._writing():
            self.store.update(" ;\n".join(self._difference(gone, quads)))
            self._written(len(quads))

    def _written(self, quads: int) -> None:
        """Keeps flat the memory that transactions take."""
        self._in_memory += quads
        if self.folder is not None and self._in_memory >= _IN_MEMORY:
            self.store.flush()
            self._in_memory = 0

    def _difference(self, gone: Sequence[ox.NamedNode], quads: Sequence[ox.Quad]) -> Iterator[str]:
        """The operations of an update, which is one transaction in Oxigraph, however many they are."""
        new, filled = set(quads), {quad.graph_name for quad in quads}
        old = {quad for graph in gone for quad in self.store.quads_for_pattern(None, None, None, graph)}
        stays = {quad.triple for quad in new}
        lost = {quad.triple for quad in old - new} - stays
        yield from deletion([*(old - new), *(ox.Quad(*t) for t in lost if not self._stated_beside(gone, t))])
        yield from (f"DROP SILENT GRAPH {graph}" for graph in gone if graph not in filled)
        yield from insertion(sorted(new - old, key=str))

    def _stated_beside(self, gone: Sequence[ox.NamedNode], triple: ox.Triple) -> bool:
        """Whether a graph states a triple that is neither one of these nor the default one."""
        found = self.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name != _DEFAULT and quad.graph_name not in gone for quad in found)

    def backup(self, folder: Path) -> None:
        """Copies the store into a new folder; on the same disk, as hard links that take next to no room."""
        if self.folder is None:
            raise UsageError("a store in memory has no backup; write it with serialize.")
        folders.backup(self.store, folder)
        write_places(folder, read_places(self.folder))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise folders.cannot_write(self.name, error) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise folders.cannot_open(self.folder or Path(self.name), error) from error
