"""The graph as Python meets it: ask, analyse, draw, export; shows itself in a notebook."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.errors import ReadError
from kg.pipeline import Extractor, extractions, open_store
from kg.pipeline import build as build_store
from kg.pipeline import ontology as ontology_of
from kg.settings import Settings, load
from kg.types import Claim, Document, Extraction, Failure, Report

if TYPE_CHECKING:
    import networkx
    import rdflib
    from pyvis.network import Network

    from kg.analyse import Stats
    from kg.graph.answer import Answer
    from kg.graph.shapes import Finding
    from kg.graph.store import Store
    from kg.insight import Step

Source = str | os.PathLike[str]


class Graph:
    """A knowledge graph in an open store.

    >>> graph = kg.build("corpus/")                                     # doctest: +SKIP
    >>> graph.query("SELECT ?a ?b { ?a kgo:owns ?b }").to_pandas()       # doctest: +SKIP
    >>> graph.draw("graph.html")                                         # doctest: +SKIP
    """

    def __init__(self, store: Store, report: Report | None = None) -> None:
        self.store = store
        self.report = report

    def query(self, question: str, *, timeout: float | None = None, **values: str | float | bool) -> Answer:
        """Answers SPARQL, or a named query ("owners") with its parameters (``name="TikTok"``).

        `timeout` (seconds) is for a graph in a folder. Raises QueryError where it does not parse, saying where, or
        takes too long; UsageError for wrong parameters.
        """
        return self.store.query(question, timeout=timeout, **values)

    def to_networkx(self, *, asserted_only: bool = False) -> networkx.MultiDiGraph[str]:
        """Entities as nodes, claims as edges with their evidence; parallel edges are kept."""
        from kg.analyse import to_networkx

        return to_networkx(self.store, asserted_only=asserted_only)

    def to_pyvis(self) -> Network:
        """The graph as a pyvis Network."""
        from kg.draw import to_pyvis

        return to_pyvis(self.to_networkx())

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset over the same store."""
        return self.store.dataset()

    def draw(
        self,
        path: Source,
        *,
        query: str | None = None,
        title: str | None = None,
        communities: bool = False,
        **choice: Any,
    ) -> Path:
        """Writes the interactive page, which needs no network, and returns its path.

        Drawn is all of the graph, or what a `query` answers (as in `query()`: claims, entities, or a CONSTRUCT), and of
        that what the `choice` leaves: focus, hops, since, until, relations, documents, asserted_only, as
        `kg.draw.part.Choice` has them. Without a `title` the names that matter most head the page. `communities`
        opens it with the main members of each. Raises UsageError where nothing is left to draw, or `path` cannot be
        written; QueryError.
        """
        from kg.draw import draw

        return draw(self._drawn(query), path, title=title, communities=communities, **choice)

    def _drawn(self, query: str | None) -> networkx.MultiDiGraph[str]:
        graph = self.to_networkx()
        if query is None:
            return graph
        from kg.draw.part import answered

        answer = self.query(query)
        one = {str(row["alias"]): str(row["one"]) for row in self.query("SELECT * { ?alias kg:mergedInto ?one }")}
        rows = [[one.get(key, key) for term in row for key in _keys(term)] for row in answer.terms()]
        return answered(graph, rows, answer.kind == "construct")

    def serialize(self, format: str = "ttl") -> str:
        """The graph as Turtle, TriG, N-Quads or JSON-LD."""
        return self.store.serialize(format)

    def stats(self) -> Stats:
        """Counts: documents, entities, claims by standing, the commonest relations, the most connected."""
        from kg.analyse import stats

        return stats(self.store)

    def validate(self) -> list[Finding]:
        """What breaks the ontology's shapes."""
        from kg.graph.shapes import validate

        return validate(self.store)

    def infer(self, *, ontology: Source | None = None) -> int:
        """Adds what follows from the facts, marked as inferred, in a graph of its own; the number of inferred facts.

        For a graph that may be written: one that `kg.build` returned. Raises StoreError otherwise.
        """
        from kg.graph.infer import infer

        return infer(self.store, _settings(ontology=ontology).ontology_files)

    def path(self, source: str, target: str, *, asserted_only: bool = True) -> list[Step]:
        """The shortest way between two names, claim by claim with the sentences; empty if there is none."""
        from kg.insight import path

        return path(self.to_networkx(), source, target, asserted_only=asserted_only)

    def pagerank(self) -> dict[str, float]:
        """How central each entity is among the facts, by IRI."""
        from kg.insight import pagerank

        return pagerank(self.to_networkx(asserted_only=True))

    def communities(self) -> list[list[str]]:
        """Groups of entities, by IRI, that have more to do with each other than with the rest; the largest first."""
        from kg.insight import communities

        return communities(self.to_networkx(asserted_only=True))

    def close(self) -> None:
        """Closes the store and lets other processes in."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = self.stats()
        return f"<kg.Graph: {counts.documents} documents, {counts.entities} entities, {counts.claims} claims>"

    def _repr_html_(self) -> str:
        """The page in an isolated frame, for a notebook cell."""
        from kg.draw import render

        page = html.escape(render(self.to_networkx()), quote=True)
        style = "width:100%;height:600px;border:1px solid #8884;border-radius:8px"
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-downloads allow-modals" style="{style}" '
            'title="Knowledge graph"></iframe>'
        )


def build(
    sources: Source | Sequence[Source],
    store: Source | None = None,
    *,
    model: str | None = None,
    ontology: Source | None = None,
    encoding: str | None = None,
    min_confidence: float = 0.0,
    workers: int = 0,
    engine: str = "local",
    cluster: str | None = None,
) -> Graph:
    """Builds a graph from documents (files, folders), in memory or in the folder `store`, and opens it.

    Documents that are in the store unchanged are not read again. `model` is an installed spaCy pipeline and `ontology`
    a Turtle file or folder in place of kg's own; claims of less than `min_confidence` are left out; `workers` is the
    number of processes, 0 for one per core, on this machine or with the `engine` "ray" on the `cluster` of that address
    (default: RAY_ADDRESS). What went wrong with single documents is in ``graph.report.failures``.
    Raises UsageError for sources that do not exist and values that do not fit, ModelError, OntologyError, and
    StoreError where the store cannot be used.
    """
    from kg.graph.store import Store

    settings = _settings(
        store=store,
        model=model,
        ontology=ontology,
        encoding=encoding,
        min_confidence=min_confidence,
        workers=workers,
        engine=engine,
        cluster=cluster,
    )
    opened = Store.in_memory(ontology_of(settings)) if store is None else open_store(settings)
    try:
        report = build_store(listed(sources), opened, settings)
    except BaseException:
        opened.close()
        raise
    return Graph(opened, report)


def open_graph(store: Source = "kg-store", *, ontology: Source | None = None) -> Graph:
    """Opens a built graph for reading. Raises StoreError where there is none."""
    return Graph(open_store(_settings(store=store, ontology=ontology), create=False, readonly=True))


def claims(
    sources: Source | Sequence[Source],
    *,
    model: str | None = None,
    ontology: Source | None = None,
    encoding: str | None = None,
    min_confidence: float = 0.0,
    workers: int = 0,
    engine: str = "local",
    cluster: str | None = None,
) -> Iterator[Claim]:
    """The claims of documents, without a store; arguments as those of `build`.

    Raises UsageError at once for sources that do not exist, and ReadError at the first document that cannot be read.
    """
    settings = _settings(
        model=model,
        ontology=ontology,
        encoding=encoding,
        min_confidence=min_confidence,
        workers=workers,
        engine=engine,
        cluster=cluster,
    )
    return _claims(extractions(listed(sources), settings))


def _claims(results: Iterable[Extraction | Failure]) -> Iterator[Claim]:
    for result in results:
        if isinstance(result, Failure):
            raise ReadError(f"{result.name}: {result.reason}")
        yield from result.claims


def extract_text(
    text: str, name: str = "text", *, model: str | None = None, ontology: Source | None = None
) -> Extraction:
    """The claims and entities of a string."""
    return Extractor(_settings(model=model, ontology=ontology))(Document(name, text))


def _settings(**given: object) -> Settings:
    """Settings of these values alone, whatever kg.toml and the environment say."""
    values = {key: Path(v) if isinstance(v, os.PathLike) else v for key, v in given.items()}
    return load(values, file=Path(os.devnull), environ={})


def listed(sources: Source | Sequence[Source]) -> list[str | Path]:
    """One source or several as a list."""
    many = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    return [s if isinstance(s, str) else Path(s) for s in many]


def _keys(term: object) -> list[str]:
    """What a term may stand for in `to_networkx`: the IRI of a node or claim; a value, in N-Triples; a name."""
    text, value = str(term), getattr(term, "value", "")
    return [value] if text.startswith("<") else [text, value]
