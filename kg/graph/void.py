"""The description of a store as a dataset, in the Vocabulary of Interlinked Datasets (W3C note, 2011)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox

from kg.graph import rdf
from kg.graph.store import Store
from kg.graph.syntax import write
from kg.graph.terms import DCTERMS, KG, KGO, KGR, NIF, PROV, SCHEMA, SKOS, TIME, TYPE

VOID = "http://rdfs.org/ns/void#"
DATASET = ox.NamedNode(KGR + "dataset")
_COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s kg:named ?named }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    "documents": "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a kg:Document }",
}
_CLASSES = "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c"
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"


def describe(store: Store, format: str = "ttl") -> str:
    """The description as Turtle: counts, vocabularies, and a partition for each class and property."""
    kinds = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
    return write(_triples(store), kinds[format])


def _triples(store: Store) -> Iterator[ox.Triple]:
    yield ox.Triple(DATASET, TYPE, ox.NamedNode(VOID + "Dataset"))
    yield _t(DATASET, DCTERMS + "title", rdf.text("A knowledge graph built by kg"))
    yield _t(DATASET, VOID + "uriSpace", rdf.text(KGR))
    for name, sparql in _COUNTS.items():
        [row] = store.query(sparql)
        yield _t(DATASET, VOID + name, ox.Literal(int(str(row["n"]))))
    for base in (KG, KGO, NIF, PROV, SCHEMA, SKOS, TIME):
        yield _t(DATASET, VOID + "vocabulary", ox.NamedNode(base))
    for part, key, sparql, count in (
        ("classPartition", "class", _CLASSES, "entities"),
        ("propertyPartition", "property", _PROPERTIES, "triples"),
    ):
        for term, number in store.backend.rows(sparql):
            if isinstance(term, ox.NamedNode) and isinstance(number, ox.Literal):
                iri = ox.NamedNode(f"{DATASET.value}#{key}={quote(term.value, safe='')}")
                yield _t(DATASET, VOID + part, iri)
                yield _t(iri, VOID + key, term)
                yield _t(iri, VOID + count, number)


def _t(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
