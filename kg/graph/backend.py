"""What a store needs of the place where its quads lie, and the SPARQL updates that every such place understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.graph.answer import Answer, Term

if TYPE_CHECKING:
    import rdflib


_DEFAULT = ox.DefaultGraph()


class Backend(Protocol):
    """Named graphs, and a default graph that is their union as a set: each triple once, in however many graphs it is.

    All methods raise `StoreError` where the place cannot be reached, read or written.
    """

    name: str
    folder: Path | None
    readonly: bool
    union: bool
    """Whether the default graph is the named ones by itself; it then repeats a triple for each graph that has it."""

    def ask(self, sparql: str, timeout: float | None = None) -> Answer:
        """The answer over the default graph, with every prefix bound. Raises SyntaxError and what `explain` takes."""

    def rows(self, sparql: str) -> Iterator[tuple[Term | None, ...]]:
        """The rows of a SELECT as terms, without holding them all where that can be avoided."""

    def graphs(self) -> set[str]:
        """The IRIs of the named graphs."""

    def quads(self) -> Iterator[ox.Quad]:
        """Everything in the named graphs."""

    def add(self, quads: Sequence[ox.Quad]) -> None:
        """Adds quads of named graphs, and their triples to the default graph.

        All or none of them; or else the last quad of each graph, which says that the graph is complete, comes last.
        """

    def replace(self, gone: Sequence[ox.NamedNode], quads: Sequence[ox.Quad]) -> None:
        """Drops graphs, and from the default graph what no other one states; then adds quads, as `add` does.

        All or nothing where the place has transactions.
        """

    def dataset(self) -> rdflib.Dataset:
        """The same as an rdflib Dataset."""

    def backup(self, folder: Path) -> None:
        """Copies everything into a new folder."""

    def close(self) -> None:
        """Writes what is left to write and lets others in. A second call does nothing."""


def deletion(quads: Iterable[ox.Quad]) -> list[str]:
    """The update operations that take these quads away, each from its own graph only."""
    return [f"DELETE DATA {{ {block} }}" for block in _blocks(quads)]


def insertion(quads: Iterable[ox.Quad], *, union: bool = False) -> list[str]:
    """The update operations that add quads to their graphs, and their triples to the default graph, unless that is the
    `union` of the others by itself."""
    given = list(quads)
    both = given if union else [*given, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in given)]
    return [f"INSERT DATA {{ {block} }}" for block in _blocks(both)]


def _blocks(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """The triples of each graph, as SPARQL has them between braces."""
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault("" if quad.graph_name == _DEFAULT else str(quad.graph_name), []).append(str(quad.triple))
    for graph, triples in by_graph.items():
        block = " .\n".join(triples)
        yield f"GRAPH {graph} {{ {block} }}" if graph else block


def removal(gone: Sequence[ox.NamedNode], *, union: bool = False) -> list[str]:
    """The update operations that drop graphs, and from the default graph what no other graph states."""
    drops = [f"DROP SILENT GRAPH {graph}" for graph in gone]
    if union or not gone:
        return drops
    return [
        f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?g {{ {' '.join(map(str, gone))} }} GRAPH ?g {{ ?s ?p ?o }} FILTER NOT "
        f"EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other NOT IN ({', '.join(map(str, gone))})) }} }}",
        *drops,
    ]
