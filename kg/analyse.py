"""The graph for networkx: a multigraph of claims, counts, and GraphML."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.answer import Answer
from kg.graph.terms import KGO, Ontology, compact

if TYPE_CHECKING:
    import networkx

_CLAIMS = """SELECT ?claim ?s ?p ?o ?asserted ?relation ?polarity ?modality ?confidence ?rule ?start ?end ?where WHERE {
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:asserted ?asserted ; kg:relation ?relation ;
         kg:polarity ?polarity ; kg:modality ?modality ; kg:confidence ?confidence ; kg:rule ?rule ; kg:start ?start ;
         kg:end ?end ; prov:wasDerivedFrom ?where . }"""
_SENTENCES = """SELECT ?where ?text ?begin ?end ?document WHERE {
  ?where a kg:Sentence ; nif:anchorOf ?text ; nif:beginIndex ?begin ; nif:endIndex ?end ;
         nif:referenceContext ?document . }"""
_DOCUMENTS = """SELECT ?document ?name ?title ?date WHERE { ?document kg:name ?name .
  OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:date ?date } }"""
_ENTITIES = """SELECT ?entity ?name ?named ?type WHERE {
  ?entity kg:named ?named ; skos:prefLabel ?name ; a ?type . }"""
_QUALIFIERS = """SELECT ?claim ?qualifier ?role ?text WHERE {
  ?claim kg:qualifier ?qualifier . ?qualifier kg:role ?role ; rdfs:label ?text . }"""
_XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Queryable(Protocol):
    """What can be asked: a `Store`, or a graph that has one."""

    def query(self, question: str, /) -> Answer:
        """The answer to SPARQL over all graphs together."""


@dataclass(frozen=True)
class Stats:
    """Counts of a graph; lists are of (name, count), largest first, then by name.

    Entities that are one are counted once; those in claims are their subjects and objects, as a picture shows them.
    """

    documents: int
    entities: int
    entities_in_claims: int
    claims: int
    asserted: int
    types: list[tuple[str, int]]
    standing: list[tuple[str, int]]
    relations: list[tuple[str, int]]
    connected: list[tuple[str, int]]


class _Entity(NamedTuple):
    name: str
    names: tuple[str, ...]
    type: str
    named: bool


def to_networkx(store: Queryable, *, asserted_only: bool = False) -> networkx.MultiDiGraph[str]:
    """The claims as edges, from subject to object, keyed by the claim's IRI.

    Nodes are keyed by IRI, and entities that were merged are one. They have name, names (a tuple), type (a class's
    name: Organization) and named. A typed value is a node of type Value, keyed by its N-Triples form; a claim that is
    another one's object is a node of type Claim, named by its phrase. Edges have relation, property (compact IRI),
    asserted, polarity, modality, attributed_to, confidence, rule, sentence and its start and end, span_start and
    span_end (the claim's own characters), document, title, date, time (as the graph has it, or ""), and qualifiers
    ({"time": ("in 1960",)}: by role, the words of each). What is absent is "", or empty.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    one = _merged(store)
    entities = _entities(store, one)
    edges = sorted(_edges(store, one, entities), key=lambda e: (e[3]["document"], e[3]["span_start"], e[2]))
    phrases = _phrases(store)
    texts = {str(r["claim"]): str(r["text"]) for r in store.query("SELECT ?claim ?text { ?claim kg:objectText ?text }")}
    for source, target, claim, data in edges:
        if asserted_only and not data["asserted"]:
            continue
        for node in (source, target):
            if node not in graph:
                graph.add_node(node, **_node(node, entities, phrases, texts.get(claim, "")))
        graph.add_edge(source, target, key=claim, **data)
    return graph


def stats(store: Queryable, top: int = 10) -> Stats:
    """How much there is of what; `top` limits relations and the most connected entities."""
    one = _merged(store)
    entities = _entities(store, one)
    rows = list(store.query(_CLAIMS))
    speakers = {str(row["claim"]) for row in store.query("SELECT ?claim { ?claim kg:attributedTo ?who }")}
    degree: Counter[str] = Counter()
    for row in rows:
        degree.update({one.get(str(end), str(end)) for end in (row["s"], row["o"])})
    named = [(entity.name, degree[iri]) for iri, entity in entities.items() if entity.named and degree[iri]]
    return Stats(
        documents=len(store.query("SELECT ?document { ?document a kg:Document }")),
        entities=len(entities),
        entities_in_claims=sum(bool(degree[iri]) for iri in entities),
        claims=len(rows),
        asserted=sum(bool(row["asserted"]) for row in rows),
        types=_ranked(Counter(entity.type for entity in entities.values())),
        standing=_ranked(Counter(_standing(row, str(row["claim"]) in speakers) for row in rows)),
        relations=_ranked(Counter(str(row["relation"]) for row in rows))[:top],
        connected=sorted(named, key=lambda pair: (-pair[1], pair[0]))[:top],
    )


def write_graphml(graph: networkx.MultiDiGraph[str], path: Path) -> None:
    """The graph as GraphML, for Gephi, yEd, Cytoscape or igraph; tuples become text, and what XML cannot hold goes.

    Raises `StoreError` where the file cannot be written.
    """
    import networkx

    plain: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    plain.add_nodes_from((_plain(node), sanitised(data)) for node, data in graph.nodes(data=True))
    for source, target, key, data in graph.edges(keys=True, data=True):
        plain.add_edge(_plain(source), _plain(target), key=_plain(key), **sanitised(data))
    try:
        networkx.write_graphml(plain, path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}. Name another file.") from error


def _edges(
    store: Queryable, one: Mapping[str, str], entities: Mapping[str, _Entity]
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    sentences, times, speakers = _sentences(store), _pairs(store, "kg:time"), _pairs(store, "kg:attributedTo")
    qualifiers = _qualifiers(store)
    answer = store.query(_CLAIMS)
    for row, terms in zip(answer, answer.terms(), strict=True):
        claim = str(row["claim"])
        target = str(terms[3]) if isinstance(terms[3], ox.Literal) else one.get(str(row["o"]), str(row["o"]))
        speaker = speakers.get(claim, "")
        speaker = one.get(speaker, speaker)
        yield one.get(str(row["s"]), str(row["s"])), target, claim, {
            "relation": row["relation"], "property": compact(str(row["p"])), "asserted": row["asserted"],
            "polarity": row["polarity"], "modality": row["modality"], "confidence": row["confidence"],
            "rule": row["rule"],
            "attributed_to": entities[speaker].name if speaker in entities else "",
            "span_start": row["start"], "span_end": row["end"], **sentences[str(row["where"])],
            "time": times.get(claim, ""), "qualifiers": qualifiers.get(claim, {}),
        }  # fmt: skip


def _sentences(store: Queryable) -> dict[str, dict[str, Any]]:
    """Of each sentence, by IRI, what an edge says of it and its document."""
    documents = {
        str(row["document"]): {"document": row["name"], "title": row["title"] or "", "date": row["date"] or ""}
        for row in store.query(_DOCUMENTS)
    }
    return {
        str(row["where"]): {
            "sentence": row["text"], "start": row["begin"], "end": row["end"], **documents[str(row["document"])],
        }
        for row in store.query(_SENTENCES)
    }  # fmt: skip


def _merged(store: Queryable) -> dict[str, str]:
    rows = store.query("SELECT ?alias ?one { ?alias kg:mergedInto ?one }")
    return {str(row["alias"]): str(row["one"]) for row in rows}


def _entities(store: Queryable, one: Mapping[str, str]) -> dict[str, _Entity]:
    """The entities by IRI, each under the one that stands for it."""
    above = getattr(store, "ontology", Ontology.default()).classes
    best: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    named: dict[str, bool] = defaultdict(bool)
    names: dict[str, set[str]] = defaultdict(set)
    for row in store.query(_ENTITIES):
        iri = str(row["entity"])
        stands = one.get(iri, iri)
        names[stands].add(str(row["name"]))
        named[stands] |= bool(row["named"])
        if iri == stands:
            best[stands].add(str(row["name"]))
            types[stands].add(str(row["type"]))
    for row in store.query("SELECT ?entity ?name { ?entity skos:altLabel ?name }"):
        names[one.get(str(row["entity"]), str(row["entity"]))].add(str(row["name"]))
    return {
        iri: _Entity(min(best[iri]), tuple(sorted(names[iri])), _local(_most_specific(types[iri], above)), named[iri])
        for iri in sorted(best)
    }


def _most_specific(types: set[str], above: Mapping[str, tuple[str, ...]]) -> str:
    """Of an entity's classes the one that says most; the first by name where documents disagree."""
    general = {parent for name in types for parent in above.get(name, ())}
    return min(types - general, key=lambda name: (name == KGO + "Thing", name))


def _phrases(store: Queryable) -> dict[str, str]:
    """What each claim is called when it is an object: its phrase, else its reading."""
    labels = {
        str(row["claim"]): str(row["label"])
        for row in store.query("SELECT ?claim ?label { ?claim a kg:Claim ; rdfs:label ?label }")
    }
    return labels | _pairs(store, "kg:phrase")


def _pairs(store: Queryable, term: str) -> dict[str, str]:
    return {
        str(row["claim"]): str(row["value"]) for row in store.query(f"SELECT ?claim ?value {{ ?claim {term} ?value }}")
    }


def _qualifiers(store: Queryable) -> dict[str, dict[str, tuple[str, ...]]]:
    """Of each claim the words of its circumstances, by role."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in sorted(store.query(_QUALIFIERS), key=lambda row: (str(row["role"]), str(row["qualifier"]))):
        roles = found[str(row["claim"])]
        roles[str(row["role"])] = (*roles.get(str(row["role"]), ()), str(row["text"]))
    return found


def _node(node: str, entities: Mapping[str, _Entity], phrases: Mapping[str, str], text: str) -> dict[str, Any]:
    if node in entities:
        return entities[node]._asdict()
    if node in phrases:
        return {"name": phrases[node], "names": (phrases[node],), "type": "Claim", "named": False}
    return {"name": text, "names": (text,), "type": "Value", "named": False}


def _standing(row: Mapping[str, Any], attributed: bool) -> str:
    """The first reason for which a claim is not asserted, or "asserted"."""
    if row["asserted"]:
        return "asserted"
    if row["polarity"] == "negative":
        return "negative"
    return str(row["modality"]) if row["modality"] != "actual" or not attributed else "attributed"


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _local(iri: str) -> str:
    return re.split("[#/]", iri)[-1]


def sanitised(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a node or edge as files can hold it: tuples and mappings as text, without what XML forbids."""
    return {key: _plain(value) for key, value in data.items()}


def _plain(value: Any) -> Any:
    """A value as GraphML can hold it."""
    if isinstance(value, Mapping):
        value = "; ".join(f"{role}: {', '.join(texts)}" for role, texts in value.items())
    elif isinstance(value, tuple):
        value = "; ".join(value)
    return _XML_FORBIDDEN.sub("", value) if isinstance(value, str) else value
