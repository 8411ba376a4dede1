"""What the pages show of a thing: its names, its claims with their evidence, its neighbours, its triples."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg.graph.terms import TYPE, compact
from kg.serve.links import page_of, short
from kg.serve.media import JSON
from kg.serve.message import Reply
from kg.serve.process import Refused
from kg.serve.served import Served

PAGE = 50
"""Claims on a page."""
MOST = 1000
"""Claims of a thing that are listed at all."""

Row = dict[str, str]
_BASE = "http://localhost/"

# The claims that a thing takes part in; those of a document, of a sentence, of a relation; itself.
# Each part begins at an IRI, so that Oxigraph finds it by an index.
_CLAIM_PARTS = (
    "{ ?claim rdf:subject <IRI> }", "{ ?claim rdf:object <IRI> }", "{ ?claim kg:attributedTo <IRI> }",
    "{ ?q kg:entity <IRI> . ?claim kg:qualifier ?q }", "{ ?claim prov:wasDerivedFrom <IRI> }",
    "{ ?at nif:referenceContext <IRI> . ?claim prov:wasDerivedFrom ?at }", "{ ?claim rdf:predicate <IRI> }",
    "{ BIND(<IRI> AS ?claim) }",
)  # fmt: skip
_INSTANCES = "SELECT ?thing WHERE { ?thing a <IRI> } LIMIT 40"
_LIST = """SELECT ?claim ?asserted ?date ?document ?start ?at ?s ?o WHERE { VALUES ?claim { THINGS }
  ?claim kg:asserted ?asserted ; kg:start ?start ; rdf:subject ?s ; rdf:object ?o ; prov:wasDerivedFrom ?at .
  ?at nif:referenceContext ?document . OPTIONAL { ?document dcterms:date ?date } }"""
_MERGED = "SELECT ?thing ?one WHERE { VALUES ?thing { THINGS } ?thing kg:mergedInto ?one }"
_CLAIMS = """SELECT ?claim ?s ?p ?relation ?o ?objectText ?asserted ?polarity ?modality ?by ?confidence
  ?rule ?start ?end ?sentence ?begin ?document ?name ?title ?date WHERE {
  VALUES ?claim { THINGS }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:relation ?relation ; kg:asserted ?asserted ;
         kg:polarity ?polarity ; kg:modality ?modality ; kg:confidence ?confidence ; kg:rule ?rule ;
         kg:start ?start ; kg:end ?end ; prov:wasDerivedFrom ?at .
  ?at nif:anchorOf ?sentence ; nif:beginIndex ?begin ; nif:referenceContext ?document .
  ?document kg:name ?name .
  OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:date ?date }
  OPTIONAL { ?claim kg:objectText ?objectText } OPTIONAL { ?claim kg:attributedTo ?by }
}"""
_NAMES = """SELECT ?thing (MIN(?label) AS ?name) WHERE {
  VALUES ?thing { THINGS } { ?thing skos:prefLabel ?label } UNION { ?thing kg:phrase ?label }
  UNION { ?thing rdfs:label ?label FILTER NOT EXISTS { ?thing kg:phrase ?any } } } GROUP BY ?thing"""
_QUALIFIERS = """SELECT ?claim ?role ?text WHERE {
  VALUES ?claim { THINGS } ?claim kg:qualifier ?q . ?q kg:role ?role ; rdfs:label ?text } ORDER BY ?q"""
_TRIPLES = "SELECT ?p ?o WHERE { <IRI> ?p ?o } ORDER BY ?p ?o LIMIT 300"
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
_DATA = """CONSTRUCT { <IRI> ?p ?o . ?s ?q <IRI> . ?claim ?cp ?co . ?at ?ap ?ao } WHERE {
  { <IRI> ?p ?o } UNION { ?s ?q <IRI> } UNION
  { VALUES ?claim { THINGS } ?claim ?cp ?co } UNION { VALUES ?at { SENTENCES } ?at ?ap ?ao } }"""


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


async def thing(served: Served, iri: str, page: int) -> Thing | None:
    """What there is to show of a thing, or None where nothing is known of it. Raises `Refused` and ValueError."""
    triples, aliases, listed = await asyncio.gather(
        _rows(served, _filled(_TRIPLES, iri)), _rows(served, _filled(_ALIASES, iri)), _listed(served, iri)
    )
    if not triples and not listed:
        return None
    own = {iri, *(row["alias"] for row in aliases if "alias" in row)}
    chosen = [row["claim"] for row in listed[(page - 1) * PAGE : page * PAGE]]
    near, claims, roles = await asyncio.gather(
        _neighbours(served, iri, own, listed), _details(served, chosen), _roles(served, chosen)
    )
    met = [row[key] for row in claims for key in ("s", "p", "o", "by") if row.get(key, "").startswith("http")]
    met += [*near, *(row[key] for row in aliases for key in ("alias", "one") if key in row)]
    types = [row["o"] for row in triples if row["p"] == TYPE.value]
    names = await _names(served, [iri, *met, *types])
    found = Thing(iri, _title(iri, triples, names), short(iri), total=len(listed), page=page)
    labels = {row["o"] for row in triples if compact(row["p"]) in ("skos:prefLabel", "skos:altLabel")}
    found.names = sorted(labels - {found.name})
    found.types = [_link(one, names) for one in types]
    found.merged = [(_link(r.get("alias") or r["one"], names), r["reason"], "one" in r) for r in aliases]
    found.claims = [_claim(row, names, roles.get(row["claim"], [])) for row in claims]
    found.neighbours = [_link(other, names, count) for other, count in near.items()]
    found.triples = [(Link(short(r["p"]), page_of(r["p"])), _value(r)) for r in triples]
    return found


async def data(served: Served, iri: str, media_type: str) -> Reply | None:
    """Everything about a thing as triples: its own, its claims', their sentences'. None where there is nothing."""
    triples, listed = await asyncio.gather(_rows(served, _filled(_TRIPLES, iri)), _listed(served, iri))
    if not triples and not listed:
        return None
    query = _filled(_DATA, iri).replace("THINGS", _values(row["claim"] for row in listed))
    query = query.replace("SENTENCES", _values(row["at"] for row in listed))
    return await served.query(query, base=_BASE, accept=media_type)


async def find(served: Served, text: str) -> list[Link]:
    """The named entities whose name holds a text, those with the most claims first. Raises `Refused`."""
    rows = await _rows(served, _FOUND, text=text)
    return [Link(row["name"], page_of(row["thing"]), int(row["n"])) for row in rows if "thing" in row]


async def _listed(served: Served, iri: str) -> list[Row]:
    """The claims of a thing, with what they are sorted by: asserted first, then the latest."""
    aliases = await _rows(served, _filled(_ALIASES, iri))
    own = [iri, *(row["alias"] for row in aliases if "alias" in row)][:50]
    parts = " UNION ".join(_filled(part, one) for one in own for part in _CLAIM_PARTS)
    found = await _rows(served, f"SELECT DISTINCT ?claim WHERE {{ {parts} }} LIMIT {MOST}")
    rows = await _rows(served, _LIST.replace("THINGS", _values(row["claim"] for row in found)))
    rows.sort(key=lambda row: (row["document"], int(row["start"]), row["claim"]))
    rows.sort(key=lambda row: (row["asserted"] == "true", row.get("date", "")), reverse=True)
    return rows


async def _details(served: Served, claims: list[str]) -> list[Row]:
    rows = {row["claim"]: row for row in await _rows(served, _CLAIMS.replace("THINGS", _values(claims)))}
    return [rows[claim] for claim in claims if claim in rows]


async def _neighbours(served: Served, iri: str, own: set[str], listed: list[Row]) -> dict[str, int]:
    """Whom the claims join a thing with, and how many do; of a class, its instances."""
    ends = Counter(
        end
        for row in listed
        for end in {row["s"], "" if "literal" in row else row["o"]} - own
        if own & {row["s"], row["o"]} and end.startswith("http")
    )
    for row in await _rows(served, _filled(_INSTANCES, iri)):
        ends[row["thing"]] += 1
    merged = await _rows(served, _MERGED.replace("THINGS", _values(end for end, _ in ends.most_common(200))))
    one = {row["thing"]: row["one"] for row in merged}
    counts: Counter[str] = Counter()
    for end, count in ends.items():
        counts[one.get(end, end)] += count
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:40])


async def _rows(served: Served, query: str, **values: str) -> list[Row]:
    reply = await served.query(query, base=_BASE, accept=JSON, values=values)
    if reply.status != 200:
        raise Refused(reply.status, reply.body.decode(errors="replace"))
    bindings = json.loads(reply.body)["results"]["bindings"]
    return [{key: str(term["value"]) for key, term in row.items()} | _kinds(row) for row in bindings]


def _filled(query: str, iri: str) -> str:
    """A query for a thing. Raises ValueError for an IRI that is none."""
    return query.replace("<IRI>", str(ox.NamedNode(iri)))


def _values(iris: Iterable[str]) -> str:
    """IRIs as the values of a variable."""
    return " ".join(sorted({str(ox.NamedNode(iri)) for iri in iris if ":" in iri}))


def _kinds(row: dict[str, Any]) -> Row:
    """Which objects are values and no things, whatever they look like."""
    return {"literal": "yes"} if row.get("o", {}).get("type") == "literal" else {}


async def _names(served: Served, iris: list[str]) -> Row:
    rows = await _rows(served, _NAMES.replace("THINGS", _values(iris)))
    return {row["thing"]: row["name"] for row in rows if "thing" in row}


async def _roles(served: Served, claims: list[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in await _rows(served, _QUALIFIERS.replace("THINGS", _values(claims))):
        found.setdefault(row["claim"], []).append((row["role"], row["text"]))
    return found


def _title(iri: str, triples: list[Row], names: Row) -> str:
    told = {compact(row["p"]): row["o"] for row in reversed(triples)}
    for key in ("dcterms:title", "kg:name", "nif:anchorOf"):
        if key in told:
            return told[key]
    return names.get(iri, short(iri)) if "kg:relation" not in told else told.get("rdfs:label", short(iri))


def _link(iri: str, names: Row, count: int = 0) -> Link:
    return Link(names.get(iri) or short(iri), page_of(iri), count)


def _value(row: Row) -> Link | str:
    return row["o"] if "literal" in row or not row["o"].startswith("http") else Link(short(row["o"]), page_of(row["o"]))


def _claim(row: Row, names: Row, roles: list[tuple[str, str]]) -> Claim:
    begin = int(row["begin"])
    start, end = int(row["start"]) - begin, int(row["end"]) - begin
    text = row["sentence"]
    negative, modality = row["polarity"] == "negative", row["modality"]
    marks = (["negative"] if negative else []) + ([modality] if modality != "actual" else [])
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
