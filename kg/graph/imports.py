"""RDF from elsewhere, in a graph of its own beside the documents'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ReadError, UsageError
from kg.graph.store import Store
from kg.graph.syntax import FORMATS
from kg.graph.terms import KG, KGR, compact, escape

_GRAPHS = KGR + "graph/import/"
# by these, queries find documents, claims and entities; whoever else used them would be taken for them
_OURS = {
    KG + name
    for name in ("Claim", "Document", "Sentence", "Qualifier", "Inference", "name", "fingerprint", "asserted", "named")
} | {KG + "mergedInto"}


def import_graph(name: str) -> ox.NamedNode:
    """The named graph of what is imported under a name; apart from every document's."""
    return ox.NamedNode(_GRAPHS + escape(name))


def import_file(store: Store, path: Path, *, name: str | None = None, format: str | None = None) -> int:
    """Puts the triples of an RDF file into a graph of their own, in the place of what was there under this name.

    The format is that of the suffix, unless given; named graphs in the file fall together. Blank nodes become IRIs
    that count them, so that the same file is the same graph, and relative IRIs are of the import. What kg says of
    documents, claims and entities only kg can say: a file that does is refused. Returns the number of
    distinct triples. Raises `UsageError` for a format that is not known, and `ReadError` for a file that cannot be
    read or is refused; the store is then as it was.
    """
    graph = import_graph(name or path.name)
    kind = FORMATS.get(format or path.suffix.removeprefix(".").lower())
    if kind is None:
        raise UsageError(f"{path}: in which format? Give --format {', '.join(sorted(FORMATS))}.")
    try:
        parsed = ox.parse(path=str(path), format=kind, base_iri=f"{graph.value}/")
        quads = list(dict.fromkeys(_own(parsed, graph, path)))
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror or error}") from error
    except SyntaxError as error:
        raise ReadError(f"{path}: not {kind.name}: {' '.join(str(error).split())[:200]}") from error
    store.put_graph(graph, quads)
    return len(quads)


def remove_import(store: Store, name: str) -> bool:
    """Forgets what was imported under a name; whether there was anything."""
    graph = import_graph(name)
    if graph.value not in store.graphs():
        return False
    store.put_graph(graph, ())
    return True


def _own(quads: Iterable[ox.Quad], graph: ox.NamedNode, path: Path) -> Iterator[ox.Quad]:
    """The quads in this graph, without blank nodes."""
    names: dict[ox.BlankNode, ox.NamedNode] = {}

    def named(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.Literal:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.NamedNode(f"{graph.value}#_{len(names) + 1}"))
        if isinstance(term, ox.Triple):
            raise ReadError(f"{path}: it has a triple as a term (RDF 1.2), which kg does not store.")
        return term

    for quad in quads:
        subject, value = named(quad.subject), named(quad.object)
        for term in (quad.predicate, value):
            if isinstance(term, ox.NamedNode) and term.value in _OURS:
                raise ReadError(
                    f"{path}: it uses {compact(term.value)}, by which kg speaks of its own documents and claims; "
                    "nothing was imported. Build from the documents instead, or take those triples out."
                )
        assert isinstance(subject, ox.NamedNode)
        yield ox.Quad(subject, quad.predicate, value, graph)
