"""Names of things in the graph: namespaces, IRIs minted from untrusted text, and what an ontology says of its terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.settings import ontology_folder
from kg.types import Span

KG = "https://w3id.org/kg/core#"
KGO = "https://w3id.org/kg/ontology#"
KGR = "https://w3id.org/kg/id/"
REL = "https://w3id.org/kg/relation/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
TIME = "http://www.w3.org/2006/time#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
SCHEMA = "https://schema.org/"
DCTERMS = "http://purl.org/dc/terms/"
EDTF = "http://id.loc.gov/datatypes/edtf/"

FAMILIES = ("person", "place", "thing", "phrase", "claim", "document")
PREFIXES: Mapping[str, str] = {
    "kg": KG, "kgo": KGO, "kgr": KGR, "rel": REL, **{family: f"{KGR}{family}/" for family in FAMILIES},
    "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS, "prov": PROV, "time": TIME, "nif": NIF,
    "schema": SCHEMA, "dcterms": DCTERMS, "edtf": EDTF,
}  # fmt: skip
"""Bound in every query and every export."""

MERGE_GRAPH = ox.NamedNode(KGR + "graph/merge")
INFERRED_GRAPH = ox.NamedNode(KGR + "graph/inferred")
TYPE = ox.NamedNode(RDF + "type")

_Triple = tuple[str, str, object]
_EVERYTHING = (ox.NamedNode(SCHEMA + "Thing"), ox.NamedNode(OWL + "Thing"))
_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/]")
_ESCAPED = re.compile(r"(%[0-9A-Fa-f]{2})")


def escape(text: str) -> str:
    """`text` as a part of an IRI: letters and digits of any script stay, all else is percent-encoded.

    Different texts have different results, and no text can leave its part: there is no ``#``, ``?``, ``<`` or space.
    """
    return _UNSAFE.sub(lambda m: m[0] if m[0].isalnum() else quote(m[0], safe="", errors="surrogatepass"), text)


@lru_cache(maxsize=16384)
def entity_iri(entity_id: str) -> ox.NamedNode:
    """The IRI of an `Entity.id`; what is percent-encoded in it already stays so."""
    return ox.NamedNode(KGR + "".join(p if i % 2 else escape(p) for i, p in enumerate(_ESCAPED.split(entity_id))))


def entity_id(iri: str) -> str:
    """The `Entity.id` of an IRI made by `entity_iri`."""
    return iri.removeprefix(KGR)


def id_name(entity_id: str) -> str:
    """The name in a name-based id: ``place/United_States`` is "United States"."""
    return unquote(entity_id.partition("/")[2]).replace("_", " ")


@lru_cache(maxsize=1024)
def document_iri(name: str) -> ox.NamedNode:
    """The IRI of a document."""
    return ox.NamedNode(f"{KGR}document/{escape(name)}")


def graph_iri(name: str) -> ox.NamedNode:
    """The named graph of a document's claims; apart from `MERGE_GRAPH` whatever the name."""
    return ox.NamedNode(f"{KGR}graph/document/{escape(name)}")


@lru_cache(maxsize=4096)
def sentence_iri(document: str, span: Span) -> ox.NamedNode:
    """The IRI of a sentence: its document and its characters, as RFC 5147 and NIF write them."""
    return ox.NamedNode(f"{document_iri(document).value}#char={span.start},{span.end}")


def relation_iri(predicate: str) -> ox.NamedNode:
    """The property of an open relation, which the ontology does not have."""
    return ox.NamedNode(REL + escape(predicate.replace(" ", "_")))


def compact(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """`iri` with the longest prefix that fits (``kgo:owns``), or as it is.

    >>> compact("https://w3id.org/kg/id/person/Ada_Lovelace")
    'person:Ada_Lovelace'
    """
    fitting = [
        (len(base), prefix) for prefix, base in prefixes.items() if iri.startswith(base) and len(iri) > len(base)
    ]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


@dataclass(frozen=True)
class Ontology:
    """What an OWL/RDFS file says of its own terms, all by full IRI.

    `classes` and `properties` map each term to all that it is a kind of within the file, nearest first. A class that
    is equivalent to schema:Thing or owl:Thing is left out of their values, since everything is of it.
    """

    prefixes: Mapping[str, str] = field(default_factory=lambda: dict(PREFIXES))
    labels: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, *files: Path) -> Ontology:
        """The ontology in Turtle files. Raises `OntologyError` where one is missing or does not parse."""
        prefixes: dict[str, str] = {}
        triples: list[_Triple] = []
        for path in files:
            try:
                parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
                triples += [
                    (q.subject.value, q.predicate.value, q.object)
                    for q in parser
                    if isinstance(q.subject, ox.NamedNode)
                ]
            except (OSError, SyntaxError) as error:
                raise OntologyError(
                    f"{path}: the ontology cannot be read: {error}. It has to be a Turtle file."
                ) from error
            prefixes |= parser.prefixes
        everything = {s for s, p, o in triples if p == OWL + "equivalentClass" and o in _EVERYTHING}
        classes = _ancestors(triples, RDFS + "subClassOf", {OWL + "Class", RDFS + "Class"}, everything)
        kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property"}
        properties = _ancestors(triples, RDFS + "subPropertyOf", kinds, set())
        labels = {s: o.value for s, p, o in triples if p == RDFS + "label" and isinstance(o, ox.Literal)}
        return cls({**prefixes, **PREFIXES}, labels, classes, properties)

    @classmethod
    def default(cls) -> Ontology:
        """The ontology that comes with kg."""
        return _read_once(ontology_folder() / "domain.ttl")

    def most_specific(self, types: Iterable[str]) -> str:
        """Of an entity's classes the one that says most; the first by name where documents disagree."""
        given = set(types)
        above = {parent for name in given for parent in self.classes.get(name, ())}
        return min(given - above, key=lambda name: (name == KGO + "Thing", name))

    def expand(self, term: str) -> str:
        """The full IRI of a compact or full one. Raises `OntologyError` for an unknown prefix."""
        if "://" in term:
            return term
        prefix, colon, local = term.partition(":")
        if not colon or prefix not in self.prefixes:
            raise OntologyError(
                f'"{term}" has no known prefix. Known: {", ".join(sorted(self.prefixes))}; '
                "declare others in the ontology file."
            )
        return self.prefixes[prefix] + escape(local)


@lru_cache(maxsize=4)
def _read_once(path: Path) -> Ontology:
    return Ontology.read(path)


def _ancestors(triples: list[_Triple], above: str, kinds: set[str], ignored: set[str]) -> dict[str, tuple[str, ...]]:
    """Each term of these kinds with all terms above it in the file, nearest first."""
    declared = {s for s, p, o in triples if p == TYPE.value and isinstance(o, ox.NamedNode) and o.value in kinds}
    parents: dict[str, list[str]] = {term: [] for term in sorted(declared)}
    for s, p, o in triples:
        if p == above and s in parents and isinstance(o, ox.NamedNode) and o.value in parents:
            parents[s].append(o.value)
    found: dict[str, tuple[str, ...]] = {}
    for term in parents:
        line = list(parents[term])
        for near in line:
            line += [far for far in parents[near] if far not in line and far != term]
        found[term] = tuple(name for name in line if name not in ignored)
    return found
