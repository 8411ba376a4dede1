"""The store: one named graph per document, each replaced whole or not at all, wherever the quads lie.

What rests on several documents (who is who, what follows) has graphs of its own, which go when a document changes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph import merging, rdf, terms
from kg.graph.answer import Answer
from kg.graph.local import Local
from kg.graph.merging import Merge
from kg.graph.questions import Parameter, bind, explain
from kg.graph.syntax import FORMATS, write
from kg.graph.terms import INFERRED_GRAPH, MERGE_GRAPH, PREFIXES, Ontology
from kg.types import Entity, Extraction

if TYPE_CHECKING:
    import rdflib

    from kg.graph.backend import Backend

DERIVED = (MERGE_GRAPH, INFERRED_GRAPH)
"""The graphs that rest on all documents together."""

# What a batch holds at most, in memory, and for how long: what a killed build has to read again.
_QUADS, _SECONDS = 10_000, 10.0


class Store:
    """A knowledge graph. A context manager; `close` lets other processes in.

    In a folder, one process writes at a time, and none reads meanwhile; any number of processes read together.
    """

    def __init__(self, backend: Backend, ontology: Ontology | None = None) -> None:
        self.backend = backend
        self.ontology = ontology or Ontology.default()
        self._marks: dict[str, str] | None = None
        self._graphs: set[str] | None = None

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        create: bool = True,
        readonly: bool = False,
        ontology: Ontology | None = None,
    ) -> Self:
        """The store in a folder, or at the URL of a SPARQL endpoint; made if there is none and `create` is true.

        Raises `StoreInUse` while another process has it, and `StoreError` for a folder that holds something else, that
        cannot be written, that is damaged, of a newer version, or missing with `create` false or `readonly` true.
        """
        if isinstance(path, str) and path.startswith(("http://", "https://")):
            from kg.graph.remote import Remote

            return cls(Remote.open(path, create=create, readonly=readonly), ontology)
        return cls(Local.open(Path(path), create=create, readonly=readonly), ontology)

    @classmethod
    def in_memory(cls, ontology: Ontology | None = None) -> Self:
        """A store that is gone when it is closed."""
        return cls(Local(ox.Store()), ontology)

    @property
    def folder(self) -> Path | None:
        """Where the store lies, if in a folder."""
        return self.backend.folder

    @property
    def readonly(self) -> bool:
        """Whether it was opened for reading only."""
        return self.backend.readonly

    def close(self) -> None:
        """Writes everything and lets others in. A second call does nothing."""
        self.backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- Documents

    def has(self, document: str, fingerprint: str) -> bool:
        """Whether the document's claims are here, complete, and as this fingerprint would make them."""
        return self._known().get(terms.document_iri(document).value) == rdf.text(fingerprint).value

    def put(self, extraction: Extraction) -> None:
        """Replaces all that is known of a document, with its done-mark, in one transaction.

        The graphs that rest on all documents go with it.
        """
        with self.batch() as batch:
            batch.put(extraction)

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """Many documents, of which several are written at a time: each still whole or not at all.

        All are written when the block ends, however it ends.
        """
        batch = Batch(self)
        try:
            yield batch
        finally:
            batch.flush()

    def remove(self, document: str) -> None:
        """Forgets a document. Raises `UsageError` if it is not here."""
        graph = terms.graph_iri(document)
        if graph.value not in self.graphs():
            raise UsageError(f"{document}: no such document in the store; kg query documents lists them.")
        self.replace(graph, ())
        self._known().pop(terms.document_iri(document).value, None)

    def documents(self) -> list[str]:
        """The names of the documents, sorted."""
        return sorted(str(row["name"]) for row in self.query("SELECT ?name { ?document kg:name ?name }"))

    def __len__(self) -> int:
        """The number of distinct triples; Oxigraph has to count them."""
        [row] = self.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return int(str(row["n"]))

    # ---- Graphs

    def graphs(self) -> set[str]:
        """The IRIs of the named graphs."""
        if self._graphs is None:
            self._graphs = self.backend.graphs()
        return self._graphs

    def add(self, quads: list[ox.Quad]) -> None:
        """Adds graphs that are not here yet; of each the last quad says that it is complete."""
        if derived := self._standing(*DERIVED):
            self._change(derived, [])
        self._change([], quads)

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Puts quads in the place of a graph's, and drops what rests on all documents, in one transaction."""
        self._change(self._standing(graph, *DERIVED), list(quads))

    def put_graph(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Puts quads in the place of a graph's on which nothing rests."""
        self._change(self._standing(graph), list(quads))

    def _standing(self, *graphs: ox.NamedNode) -> list[ox.NamedNode]:
        here = self.graphs()
        return [graph for graph in dict.fromkeys(graphs) if graph.value in here]

    def _change(self, gone: list[ox.NamedNode], quads: list[ox.Quad]) -> None:
        here = self.graphs()
        if gone:
            self.backend.replace(gone, quads)
        elif quads:
            self.backend.add(quads)
        here.difference_update(graph.value for graph in gone)
        here.update({quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)})

    def _known(self) -> dict[str, str]:
        """The done-mark of each document, by IRI."""
        if self._marks is None:
            rows = self.backend.rows("SELECT ?document ?mark { ?document a kg:Document ; kg:fingerprint ?mark }")
            self._marks = {document.value: mark.value for document, mark in rows}  # type: ignore[union-attr]
        return self._marks

    # ---- Merging

    def entities(self) -> tuple[Entity, ...]:
        """Every entity, sorted by id: without mentions, and with all its names."""
        return merging.entities(self.backend, self.ontology)

    def merge(self, find: Callable[[tuple[Entity, ...]], Iterable[Merge]], *, again: bool = False) -> int:
        """Links the entities that are one, and repeats of the one that stands for them what is asserted of the others.

        `find` gives (alias id, canonical id, reason) for the corpus's sorted entities: `kg.resolve.merge.links`. It is
        not asked while the links are those of the documents here, except with `again`. Returns the number of links.
        """
        if again or MERGE_GRAPH.value not in self.graphs():
            self._change(self._standing(*DERIVED), [])  # they would be among the entities
            entities = self.entities()
            links = sorted(find(entities))
            self._change([], merging.merged(links, entities, self.backend, self.ontology))
        return len(self.query(f"SELECT ?alias {{ GRAPH {MERGE_GRAPH} {{ ?alias kg:mergedInto ?one }} }}"))

    # ---- Asking

    def query(self, question: str, *, timeout: float | None = None, **values: Parameter) -> Answer:
        """The answer to SPARQL, or to a named query (`kg.graph.questions.named_queries`), over all graphs together.

        All prefixes of `kg.graph.terms.PREFIXES` are bound, and each ``$name`` of the question that has a value is that
        value. With `timeout` (seconds) the query runs in a process of its own, which is stopped when they have passed.
        Raises `QueryError` for SPARQL that does not parse or cannot be answered, and `UsageError` for wrong values.
        """
        sparql = bind(question, values)
        try:
            return self.backend.ask(sparql, timeout)
        except (SyntaxError, RuntimeError, ValueError, OSError) as error:
            raise explain(error, sparql) from error

    def dataset(self) -> rdflib.Dataset:
        """The same store as an rdflib Dataset whose default graph is all graphs together, each triple once."""
        dataset = self.backend.dataset()
        for prefix, base in PREFIXES.items():
            dataset.bind(prefix, base)
        return dataset

    def serialize(self, format: str = "ttl") -> str:
        """Everything in Turtle (ttl), N-Triples (nt), TriG (trig), N-Quads (nq), JSON-LD (jsonld) or RDF/XML, sorted.

        Turtle, N-Triples and RDF/XML have no named graphs and hold the union. Raises `UsageError` for another format.
        """
        if format not in FORMATS:
            raise UsageError(f"no such format: {format!r}; there are {', '.join(sorted(FORMATS))}.")
        kind = FORMATS[format]
        if kind.supports_datasets:
            return write(self.backend.quads(), kind)
        return write((quad.triple for quad in self.backend.quads()), kind)

    def backup(self, folder: str | os.PathLike[str]) -> None:
        """Copies the store into a new folder. Raises `StoreError` where something is there already."""
        self.backend.backup(Path(folder))


class Batch:
    """Documents on their way into a store. New ones wait until together they are worth a write."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._quads: list[ox.Quad] = []
        self._marks: dict[str, str] = {}
        self._began = 0.0

    def put(self, extraction: Extraction) -> None:
        """Replaces all that is known of a document: at once if it is known, or when the batch is full."""
        document, mark = terms.document_iri(extraction.document.name).value, rdf.text(extraction.fingerprint).value
        graph, quads = terms.graph_iri(extraction.document.name), list(rdf.quads(extraction, self._store.ontology))
        if document in self._marks:
            self.flush()
        if graph.value in self._store.graphs():
            self._store.replace(graph, quads)
            self._store._known()[document] = mark
            return
        if not self._quads:
            self._began = time.monotonic()
        self._quads += quads
        self._marks[document] = mark
        if len(self._quads) >= _QUADS or time.monotonic() - self._began >= _SECONDS:
            self.flush()

    def remove(self, document: str) -> None:
        """Forgets a document, if it is known."""
        if terms.document_iri(document).value in self._marks:
            self.flush()
        if terms.graph_iri(document).value in self._store.graphs():
            self._store.remove(document)

    def flush(self) -> None:
        """Writes what waits."""
        quads, marks, self._quads, self._marks = self._quads, self._marks, [], {}
        if quads:
            self._store.add(quads)
            self._store._known().update(marks)
