"""Merging in the store: entities of all documents gathered, and links between them as quads of a graph of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph import rdf, terms
from kg.graph.terms import KG, MERGE_GRAPH, PROV, SKOS, TYPE, Ontology
from kg.types import Entity

if TYPE_CHECKING:
    from kg.graph.backend import Backend

Merge = tuple[str, str, str]
"""Alias id, canonical id, reason."""

MERGED_INTO = KG + "mergedInto"
# the done-mark of merging: it is true of the documents that are here now
_DONE = ox.Quad(MERGE_GRAPH, TYPE, ox.NamedNode(PROV + "Bundle"), MERGE_GRAPH)
_ASSERTED = """SELECT ?claim ?s ?p ?o WHERE {
  VALUES ?alias { %s } { ?claim rdf:subject ?alias } UNION { ?claim rdf:object ?alias }
  ?claim kg:asserted true ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"""
_AT_ONCE = 500


def entities(backend: Backend, ontology: Ontology) -> tuple[Entity, ...]:
    """Every entity, sorted by id: without mentions, and with all its names."""
    named = {iri: said in ("true", "1") for iri, said in _values(backend, "kg:named")}
    best, others, kinds = dict[str, str](), dict[str, set[str]](), dict[str, frozenset[str]]()
    for iri, name in _values(backend, "skos:prefLabel"):
        if iri in named and best.setdefault(iri, name) != name:
            others.setdefault(iri, set()).update((best[iri], name))
            best[iri] = min(best[iri], name)
    for iri, name in _values(backend, "skos:altLabel"):
        if iri in best:
            others.setdefault(iri, {best[iri]}).add(name)
    for iri, kind in _values(backend, "a"):
        if iri in best:
            kinds[iri] = _with(kinds.get(iri, frozenset()), kind)
    return tuple(
        Entity(
            terms.entity_id(iri),
            best[iri],
            terms.compact(ontology.most_specific(kinds[iri])),
            named[iri],
            tuple(sorted(others.get(iri, (best[iri],)))),
        )
        for iri in sorted(kinds)
    )


def _values(backend: Backend, predicate: str) -> Iterator[tuple[str, str]]:
    """Each subject and value of a predicate: one pattern a time streams, where joins would be held in memory."""
    for row in backend.rows(f"SELECT ?entity ?value {{ ?entity {predicate} ?value }}"):
        entity, value = (str(getattr(term, "value", "")) for term in row)
        yield entity, value


@lru_cache(maxsize=4096)
def _with(kinds: frozenset[str], kind: str) -> frozenset[str]:
    """The classes and one more, as one object for all entities that have them."""
    return kinds | {kind}


def merged(links: Sequence[Merge], known: Iterable[Entity], backend: Backend, ontology: Ontology) -> list[ox.Quad]:
    """The graph that says who is who, with its done-mark last."""
    found = {entity.id: entity for entity in known}
    quads = [*_links(links, found, ontology), *_facts_of(links, backend, ontology), _DONE]
    return list(dict.fromkeys(quads))


def _links(links: Iterable[Merge], known: dict[str, Entity], ontology: Ontology) -> Iterator[ox.Quad]:
    for alias, canonical, reason in links:
        one, all_names = terms.entity_iri(canonical), known[alias].names
        yield _quad(terms.entity_iri(alias), MERGED_INTO, one)
        yield _quad(terms.entity_iri(alias), KG + "reason", rdf.text(reason))
        best = known[canonical].name if canonical in known else terms.id_name(canonical)
        for name in sorted({*all_names} - {best}):
            yield _quad(one, SKOS + "altLabel", rdf.text(name))
        if canonical not in known:
            kind = ontology.expand(known[alias].type)
            yield _quad(one, SKOS + "prefLabel", rdf.text(best))
            yield _quad(one, KG + "named", ox.Literal(True))
            for name in (kind, *ontology.classes.get(kind, ())):
                yield _quad(one, TYPE.value, ox.NamedNode(name))


def _facts_of(links: Sequence[Merge], backend: Backend, ontology: Ontology) -> Iterator[ox.Quad]:
    """The direct triples of the aliases, with the entities that stand for them."""
    stands = {terms.entity_iri(alias): terms.entity_iri(canonical) for alias, canonical, _ in links}
    aliases = list(stands)
    for start in range(0, len(aliases), _AT_ONCE):
        for _, subject, predicate, value in backend.rows(
            _ASSERTED % " ".join(map(str, aliases[start : start + _AT_ONCE]))
        ):
            assert isinstance(subject, ox.NamedNode)
            assert isinstance(predicate, ox.NamedNode)
            assert isinstance(value, ox.NamedNode | ox.Literal)
            said_of = stands.get(value, value) if isinstance(value, ox.NamedNode) else value
            for name in (predicate.value, *ontology.properties.get(predicate.value, ())):
                yield _quad(stands.get(subject, subject), name, said_of)


def _quad(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), value, MERGE_GRAPH)
