"""What the pages show of a thing: its names, its claims with their evidence, its neighbours, its triples."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg.graph.terms import RDF, compact
from kg.serve.links import page_of, short
from kg.serve.media import JSON
from kg.serve.process import Refused
from kg.serve.served import Served

PAGE = 50
"""Claims on a page."""

Row = dict[str, str]

# Of a thing: the claims it takes part in (under each of its IRIs), those of a document, itself, those of a relation.
_CLAIMS_OF = """
  { ?entity kg:mergedInto? <IRI> .
    { ?claim rdf:subject ?entity } UNION { ?claim rdf:object ?entity } UNION { ?claim kg:attributedTo ?entity }
    UNION { ?claim kg:qualifier/kg:entity ?entity } }
  UNION { ?where nif:referenceContext <IRI> . ?claim prov:wasDerivedFrom ?where }
  UNION { ?claim prov:wasDerivedFrom <IRI> }
  UNION { VALUES ?claim { <IRI> } }
  UNION { ?claim rdf:predicate <IRI> }
"""
_CLAIMS = """SELECT ?claim ?s ?p ?relation ?o ?objectText ?phrase ?asserted ?polarity ?modality ?by ?time ?confidence
  ?rule ?start ?end ?sentence ?begin ?document ?name ?title ?date WHERE {
  { SELECT DISTINCT ?claim WHERE { CLAIMS } }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:relation ?relation ; kg:asserted ?asserted ;
         kg:polarity ?polarity ; kg:modality ?modality ; kg:confidence ?confidence ; kg:rule ?rule ;
         kg:start ?start ; kg:end ?end ; prov:wasDerivedFrom ?at .
  ?at nif:anchorOf ?sentence ; nif:beginIndex ?begin ; nif:referenceContext ?document .
  ?document kg:name ?name .
  OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:date ?date }
  OPTIONAL { ?claim kg:objectText ?objectText } OPTIONAL { ?claim kg:phrase ?phrase }
  OPTIONAL { ?claim kg:attributedTo ?by } OPTIONAL { ?claim kg:time ?time }
} ORDER BY DESC(?asserted) DESC(?date) ?document ?start ?claim LIMIT COUNT OFFSET FIRST"""
_COUNT = "SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { CLAIMS ?claim a kg:Claim }"
_NEIGHBOURS = """SELECT ?thing (COUNT(DISTINCT ?claim) AS ?n) WHERE {
  { ?entity kg:mergedInto? <IRI> .
    { ?claim rdf:subject ?entity ; rdf:object ?other } UNION { ?claim rdf:object ?entity ; rdf:subject ?other } }
  UNION { ?other a <IRI> ; kg:named true . BIND(?other AS ?claim) }
  ?other skos:prefLabel ?any .
  OPTIONAL { ?other kg:mergedInto ?one } BIND(COALESCE(?one, ?other) AS ?thing) FILTER(?thing != <IRI>)
} GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT 40"""
_NAMES = """SELECT ?thing (MIN(?label) AS ?name) WHERE {
  VALUES ?thing { THINGS } { ?thing skos:prefLabel ?label } UNION { ?thing kg:phrase ?label }
  UNION { ?thing rdfs:label ?label FILTER NOT EXISTS { ?thing kg:phrase ?any } } } GROUP BY ?thing"""
_QUALIFIERS = """SELECT ?claim ?role ?text WHERE {
  VALUES ?claim { THINGS } ?claim kg:qualifier ?q . ?q kg:role ?role ; rdfs:label ?text } ORDER BY ?q"""
_TRIPLES = "SELECT ?p ?o WHERE { <IRI> ?p ?o } ORDER BY ?p ?o LIMIT 500"
_ALIASES = """SELECT ?alias ?one ?reason WHERE {
  { ?alias kg:mergedInto <IRI> ; kg:reason ?reason } UNION { <IRI> kg:mergedInto ?one ; kg:reason ?reason }
} ORDER BY ?alias"""
_FOUND = """SELECT ?thing (MIN(?label) AS ?name) (COUNT(DISTINCT ?claim) AS ?n) WHERE {
  { SELECT DISTINCT ?entity WHERE {
      ?entity kg:named true ; skos:prefLabel|skos:altLabel ?any FILTER(CONTAINS(LCASE(?any), LCASE($text)))
    } LIMIT 500 }
  OPTIONAL { ?entity kg:mergedInto ?one } BIND(COALESCE(?one, ?entity) AS ?thing)
  ?thing skos:prefLabel ?label .
  OPTIONAL { { ?claim rdf:subject ?entity } UNION { ?claim rdf:object ?entity } }
} GROUP BY ?thing ORDER BY DESC(?n) ?name LIMIT 100"""
DATA = """CONSTRUCT { <IRI> ?p ?o . ?s ?q <IRI> . ?claim ?cp ?co . ?at ?ap ?ao } WHERE {
  { <IRI> ?p ?o } UNION { ?s ?q <IRI> } UNION
  { { SELECT DISTINCT ?claim WHERE { CLAIMS } } ?claim ?cp ?co
    OPTIONAL { ?claim prov:wasDerivedFrom ?at . ?at ?ap ?ao } } }"""
"""Everything about a thing, as triples."""


@dataclass
class Link:
    """A thing by its name and where its page is; `count` says how often it is met, where that is known."""

    name: str
    href: str
    count: int = 0


@dataclass
class Claim:
    """A claim as a card: who says what of whom, how it stands, and the sentence with its words marked."""

    href: str
    subject: Link
    relation: Link
    object: Link | str
    marks: list[str]
    denied: bool
    before: str
    marked: str
    after: str
    document: Link
    date: str
    details: list[tuple[str, str]]


@dataclass
class Thing:
    """All that the page of a thing shows."""

    iri: str
    name: str
    short: str
    types: list[Link] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    merged: list[tuple[Link, str, bool]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    neighbours: list[Link] = field(default_factory=list)
    triples: list[tuple[Link, Link | str]] = field(default_factory=list)
    total: int = 0
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages its claims take."""
        return max(1, -(-self.total // PAGE))


def about(query: str, iri: str) -> str:
    """A query of this module for a thing. Raises ValueError for an IRI that is none."""
    return query.replace("CLAIMS", _CLAIMS_OF).replace("<IRI>", str(ox.NamedNode(iri)))


async def thing(served: Served, iri: str, page: int) -> Thing | None:
    """What there is to show of a thing, or None where nothing is known of it. Raises `Refused` and ValueError."""
    limits = {"COUNT": str(PAGE), "FIRST": str((page - 1) * PAGE)}
    claims_query = about(_CLAIMS, iri)
    for name, value in limits.items():
        claims_query = claims_query.replace(name, value)
    queries = [about(_TRIPLES, iri), claims_query, about(_COUNT, iri), about(_NEIGHBOURS, iri), about(_ALIASES, iri)]
    triples, claims, count, near, aliases = await asyncio.gather(*(_rows(served, query) for query in queries))
    if not triples and not claims:
        return None
    met = [row[key] for row in claims for key in ("s", "p", "o", "by") if row.get(key, "").startswith("http")]
    met += [row["thing"] for row in near] + [row[k] for row in aliases for k in ("alias", "one") if k in row]
    met += [row["o"] for row in triples if row["p"] == RDF + "type"]
    names = await _names(served, [iri, *met])
    roles = await _roles(served, [row["claim"] for row in claims])
    labels = sorted({row["o"] for row in triples if compact(row["p"]) in ("skos:prefLabel", "skos:altLabel")})
    found = Thing(iri, _title(iri, triples, names), short(iri), total=int(count[0]["n"]), page=page)
    found.names = [label for label in labels if label != found.name]
    found.types = [_link(row["o"], names) for row in triples if row["p"] == RDF + "type"]
    found.merged = [(_link(r.get("alias") or r["one"], names), r["reason"], "one" in r) for r in aliases]
    found.claims = [_claim(row, names, roles.get(row["claim"], [])) for row in claims]
    found.neighbours = [_link(row["thing"], names, int(row["n"])) for row in near]
    found.triples = [(Link(short(r["p"]), page_of(r["p"])), _value(r)) for r in triples]
    return found


async def find(served: Served, text: str) -> list[Link]:
    """The named entities whose name holds a text, those with the most claims first. Raises `Refused`."""
    rows = await _rows(served, _FOUND, text=text)
    return [Link(row["name"], page_of(row["thing"]), int(row["n"])) for row in rows if "thing" in row]


async def _rows(served: Served, query: str, **values: str) -> list[Row]:
    reply = await served.query(query, base="http://localhost/", accept=JSON, values=values)
    if reply.status != 200:
        raise Refused(reply.status, reply.body.decode(errors="replace"))
    bindings = json.loads(reply.body)["results"]["bindings"]
    return [{key: str(term["value"]) for key, term in row.items()} | _kinds(row) for row in bindings]


def _kinds(row: dict[str, Any]) -> Row:
    """Which objects are values and no things, whatever they look like."""
    return {"literal": "yes"} if row.get("o", {}).get("type") == "literal" else {}


async def _names(served: Served, iris: list[str]) -> Row:
    things = " ".join(sorted({_node(iri) for iri in iris}))
    rows = await _rows(served, _NAMES.replace("THINGS", things))
    return {row["thing"]: row["name"] for row in rows if "thing" in row}


async def _roles(served: Served, claims: list[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in await _rows(served, _QUALIFIERS.replace("THINGS", " ".join(map(_node, claims)))):
        found.setdefault(row["claim"], []).append((row["role"], row["text"]))
    return found


def _node(iri: str) -> str:
    return str(ox.NamedNode(iri))


def _title(iri: str, triples: list[Row], names: Row) -> str:
    told = {compact(row["p"]): row["o"] for row in reversed(triples)}
    for key in ("dcterms:title", "kg:name", "nif:anchorOf"):
        if key in told:
            return told[key]
    return told.get("rdfs:label") if "kg:relation" in told else names.get(iri, short(iri))  # type: ignore[return-value]


def _link(iri: str, names: Row, count: int = 0) -> Link:
    return Link(names.get(iri) or short(iri), page_of(iri), count)


def _value(row: Row) -> Link | str:
    return row["o"] if "literal" in row or not row["o"].startswith("http") else Link(short(row["o"]), page_of(row["o"]))


def _claim(row: Row, names: Row, roles: list[tuple[str, str]]) -> Claim:
    begin = int(row["begin"])
    start, end = int(row["start"]) - begin, int(row["end"]) - begin
    text = row["sentence"]
    negative, modality = row["polarity"] == "negative", row["modality"]
    marks = (["not so"] if negative else []) + ([modality] if modality != "actual" else [])
    marks += [f"according to {_link(row['by'], names).name}"] if "by" in row else []
    return Claim(
        href=page_of(row["claim"]),
        subject=_link(row["s"], names),
        relation=Link(row["relation"], page_of(row["p"])),
        object=row.get("objectText") or row["o"] if "literal" in row else _link(row["o"], names),
        marks=marks,
        denied=negative,
        before=text[: max(start, 0)],
        marked=text[max(start, 0) : end],
        after=text[max(end, 0) :],
        document=Link(row.get("title") or row["name"], page_of(row["document"])),
        date=row.get("date", ""),
        details=[*roles, ("confidence", f"{float(row['confidence']):.0%}"), ("rule", row["rule"].replace("_", " "))],
    )
