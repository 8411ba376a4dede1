"""The service's description of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.terms import RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip


def describe(endpoint: str, *, writable: bool, format: ox.RdfFormat) -> bytes:
    """The description of the service at an address, as RDF in a format."""
    service, dataset, graph = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("graph")
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if writable else [])]
    facts: list[tuple[ox.BlankNode, str, ox.NamedNode | ox.BlankNode]] = [
        (service, RDF + "type", ox.NamedNode(SD + "Service")),
        (service, SD + "endpoint", ox.NamedNode(endpoint)),
        *((service, SD + "supportedLanguage", ox.NamedNode(SD + name)) for name in languages),
        *((service, SD + "resultFormat", ox.NamedNode(_FORMATS + name)) for name in _RESULTS),
        (service, SD + "feature", ox.NamedNode(SD + "UnionDefaultGraph")),
        (service, SD + "defaultDataset", dataset),
        (dataset, RDF + "type", ox.NamedNode(SD + "Dataset")),
        (dataset, SD + "defaultGraph", graph),
        (graph, RDF + "type", ox.NamedNode(SD + "Graph")),
    ]
    triples = [ox.Triple(s, ox.NamedNode(p), o) for s, p, o in facts]
    prefixes = {"sd": SD} if format == ox.RdfFormat.TURTLE else None
    return ox.serialize(triples, format=format, prefixes=prefixes) or b""
