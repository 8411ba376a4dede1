"""RDF as text: the formats by name, and a form of each that depends on the triples alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import pyoxigraph as ox

from kg.graph.terms import PREFIXES

TRIPLE_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE, "turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES,
    "ntriples": ox.RdfFormat.N_TRIPLES, "json-ld": ox.RdfFormat.JSON_LD, "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML, "xml": ox.RdfFormat.RDF_XML,
}  # fmt: skip
"""Names and file suffixes of the formats that hold triples."""

Statement = TypeVar("Statement", ox.Triple, ox.Quad)

FORMATS = TRIPLE_FORMATS | {
    "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "nquads": ox.RdfFormat.N_QUADS,
}  # fmt: skip
"""Those, and the formats that hold named graphs."""


def write(statements: Iterable[Statement], format: ox.RdfFormat) -> str:
    """The statements in a format, each once and sorted: the same set gives the same text, byte for byte."""
    if format in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES):
        return "".join(sorted({f"{statement} .\n" for statement in statements}))
    ordered = sorted(set(statements), key=_order)
    if format not in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return (ox.serialize(ordered, format=format) or b"").decode()
    return _with_sorted_prefixes((ox.serialize(ordered, format=format, prefixes=dict(PREFIXES)) or b"").decode())


def _order(statement: ox.Triple | ox.Quad) -> tuple[str, str, bool, str, str]:
    """By graph, subject, property (the class first), object."""
    graph = str(statement.graph_name) if isinstance(statement, ox.Quad) else ""
    predicate = statement.predicate.value
    return graph, str(statement.subject), not predicate.endswith("#type"), predicate, str(statement.object)


def _with_sorted_prefixes(text: str) -> str:
    """Oxigraph writes the prefixes in an order that changes from run to run."""
    lines = text.splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith("@prefix")), len(lines))
    return "".join(sorted(lines[:count]) + lines[count:])
