"""What follows from the facts by the ontology (RDFS and a part of OWL 2 RL), in a graph of its own.

An inferred triple stands there beside a ``kg:Inference`` that says by which rule it follows, and from what: the claims
that state a fact, or an inference before it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph import rdf
from kg.graph.store import Store
from kg.graph.terms import INFERRED_GRAPH, KG, KGO, KGR, OWL, PROV, RDF, RDFS, SCHEMA, TYPE, Ontology, compact

_DONE = ox.Quad(INFERRED_GRAPH, TYPE, ox.NamedNode(PROV + "Bundle"), INFERRED_GRAPH)
_FACTS = """SELECT ?claim ?x ?p ?y { ?claim kg:asserted true ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?s kg:mergedInto ?s1 } OPTIONAL { ?o kg:mergedInto ?o1 }
  BIND(COALESCE(?s1, ?s) AS ?x) BIND(COALESCE(?o1, ?o) AS ?y) }"""
_TYPES = "SELECT ?x ?type { ?x kg:named ?named ; a ?type }"
_NAMES = "SELECT ?x ?name { ?x kg:named ?named ; skos:prefLabel ?name }"
_LIMIT = 5_000_000
# of these is all that a document speaks of and does: to be told so is no news
_SAYS_NOTHING = {
    f"<{name}>" for name in (KGO + "Entity", KGO + "Thing", KGO + "Agent", OWL + "Thing", SCHEMA + "Thing")
}


class Fact(NamedTuple):
    """A triple by its terms as N-Triples writes them, so that facts can be sorted."""

    subject: str
    predicate: str
    object: str


class Derivation(NamedTuple):
    """The rule by which a fact follows, and what from."""

    rule: str
    premises: tuple[Fact, ...]


@dataclass(frozen=True)
class Axioms:
    """What the ontology says of its properties; IRIs as N-Triples writes them."""

    above: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    inverse: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    symmetric: set[str] = field(default_factory=set)
    transitive: set[str] = field(default_factory=set)
    domain: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    range: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def read(cls, files: Iterable[Path]) -> Axioms:
        """The axioms in Turtle files. Raises `OntologyError` where one cannot be read."""
        axioms = cls()
        for path in files:
            try:
                for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                    axioms._add(str(quad.subject), quad.predicate.value, str(quad.object))
            except (OSError, SyntaxError) as error:
                raise OntologyError(f"{path}: the ontology cannot be read: {error}.") from error
        return axioms

    def _add(self, subject: str, predicate: str, value: str) -> None:
        if not value.startswith("<"):
            return
        match predicate:
            case p if p == RDFS + "subPropertyOf":
                self.above[subject].add(value)
            case p if p == OWL + "inverseOf":
                self.inverse[subject].add(value)
                self.inverse[value].add(subject)
            case p if p == RDFS + "domain":
                self.domain[subject].add(value)
            case p if p == RDFS + "range":
                self.range[subject].add(value)
            case p if p == TYPE.value and value == f"<{OWL}SymmetricProperty>":
                self.symmetric.add(subject)
            case p if p == TYPE.value and value == f"<{OWL}TransitiveProperty>":
                self.transitive.add(subject)


def infer(store: Store, files: Iterable[Path], *, again: bool = False) -> int:
    """Writes what follows from the store's facts, unless it is there already; the number of inferred facts.

    Rules: sub-property, inverse, symmetric and transitive properties, domain and range. A domain or range that a
    document's own words about an entity's class speak against is not drawn: `kg.graph.shapes.validate` warns of it.
    What says nothing is none either: that a thing is an entity, or the wider property that the graph has beside each
    fact. Merged entities are one. Of several derivations the shortest is told, so that the same facts have the same
    graph.
    """
    if again or INFERRED_GRAPH.value not in store.graphs():
        if INFERRED_GRAPH.value in store.graphs():
            store.put_graph(INFERRED_GRAPH, ())
        store.put_graph(INFERRED_GRAPH, _quads(store, Axioms.read(files)))
    [row] = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {INFERRED_GRAPH} {{ ?i a kg:Inference }} }}")
    return int(str(row["n"]))


def _quads(store: Store, axioms: Axioms) -> list[ox.Quad]:
    stated: dict[Fact, list[str]] = defaultdict(list)
    for claim, *triple in store.backend.rows(_FACTS):
        stated[Fact(*map(str, triple))].append(str(claim))
    types: dict[str, set[str]] = defaultdict(set)
    for entity, kind in store.backend.rows(_TYPES):
        types[str(entity)].add(str(kind))
    found = consequences(stated, axioms)
    found |= classes({*stated, *found}, axioms, types, store.ontology)
    news = _news(found, stated, store.ontology)
    names: dict[str, str] = {}
    for entity, name in store.backend.rows(_NAMES):
        assert isinstance(name, ox.Literal)
        names[str(entity)] = min(name.value, names.get(str(entity), name.value))
    quads = [q for fact in news for q in (*_described(fact, found[fact], stated), *_read(fact, names, store.ontology))]
    return [*dict.fromkeys(quads), _DONE]


def _news(found: dict[Fact, Derivation], stated: Container[Fact], ontology: Ontology) -> list[Fact]:
    """What is not in the graph already as the wider property of a fact, and what it follows from, sorted."""
    news = {fact for fact, how in found.items() if not _stands_beside(fact, how, stated, ontology)}
    line = list(news)
    for fact in line:
        line += [premise for premise in found[fact].premises if premise in found and premise not in news]
        news.update(found[fact].premises)
    return sorted(news & found.keys())


def _stands_beside(fact: Fact, how: Derivation, stated: Container[Fact], ontology: Ontology) -> bool:
    [premise, *others] = how.premises
    above = ontology.properties.get(premise.predicate[1:-1], ())
    return not others and how.rule == "sub-property" and premise in stated and fact.predicate[1:-1] in above


def consequences(stated: Iterable[Fact], axioms: Axioms) -> dict[Fact, Derivation]:
    """All facts about properties that follow and are not stated themselves, with how they follow.

    Round by round, each from what the round before found, until there is nothing new.
    """
    known, new = set(stated), sorted(stated)
    found: dict[Fact, Derivation] = {}
    after: dict[tuple[str, str], set[str]] = defaultdict(set)
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    while new and len(found) < _LIMIT:
        for fact in new:
            if fact.predicate in axioms.transitive:
                after[fact.predicate, fact.subject].add(fact.object)
                before[fact.predicate, fact.object].add(fact.subject)
        round_: dict[Fact, Derivation] = {}
        for fact in new:
            for derived, how in _one_step(fact, axioms, after, before):
                if derived not in known and derived.subject != derived.object:
                    round_[derived] = min(how, round_.get(derived, how))
        known |= round_.keys()
        found |= round_
        new = sorted(round_)
    return found


def _one_step(
    fact: Fact, axioms: Axioms, after: dict[tuple[str, str], set[str]], before: dict[tuple[str, str], set[str]]
) -> Iterator[tuple[Fact, Derivation]]:
    subject, predicate, value = fact
    for above in axioms.above.get(predicate, ()):
        yield Fact(subject, above, value), Derivation("sub-property", (fact,))
    if value.startswith("<"):
        for other in axioms.inverse.get(predicate, ()):
            yield Fact(value, other, subject), Derivation("inverse", (fact,))
        if predicate in axioms.symmetric:
            yield Fact(value, predicate, subject), Derivation("symmetric", (fact,))
    if predicate in axioms.transitive:
        for far in after.get((predicate, value), ()):
            yield Fact(subject, predicate, far), Derivation("transitive", (fact, Fact(value, predicate, far)))
        for far in before.get((predicate, subject), ()):
            yield Fact(far, predicate, value), Derivation("transitive", (Fact(far, predicate, subject), fact))


def classes(
    facts: Iterable[Fact], axioms: Axioms, types: dict[str, set[str]], ontology: Ontology
) -> dict[Fact, Derivation]:
    """The classes of entities that follow from domains and ranges."""
    found: dict[Fact, Derivation] = {}
    for fact in sorted(facts):
        for entity, rule, wanted in (
            (fact.subject, "domain", axioms.domain.get(fact.predicate, set())),
            (fact.object, "range", axioms.range.get(fact.predicate, set())),
        ):
            for kind in wanted - _SAYS_NOTHING:
                known = types.get(entity)
                if known and kind not in known and _fits(kind[1:-1], known, ontology):
                    found.setdefault(Fact(entity, str(TYPE), kind), Derivation(rule, (fact,)))
    return found


def _fits(kind: str, known: set[str], ontology: Ontology) -> bool:
    """Whether a class only makes known ones more exact; of a thing of no known class it does."""
    above = ontology.classes.get(kind, ())
    return all(name[1:-1] in (*above, KGO + "Thing", KGO + "Entity") for name in known)


def _described(fact: Fact, how: Derivation, stated: dict[Fact, list[str]]) -> Iterator[ox.Quad]:
    """An inferred triple, and what is to be known of it."""
    subject, predicate, value = map(_term, fact)
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    iri = _iri(fact)
    yield ox.Quad(subject, predicate, value, INFERRED_GRAPH)
    yield _quad(iri, TYPE.value, ox.NamedNode(KG + "Inference"))
    for part, term in (("subject", subject), ("predicate", predicate), ("object", value)):
        yield _quad(iri, RDF + part, term)
    yield _quad(iri, KG + "rule", rdf.text(how.rule))
    for premise in how.premises:
        for source in sorted(stated[premise]) if premise in stated else [str(_iri(premise))]:
            yield _quad(iri, PROV + "wasDerivedFrom", _term(source))


def _read(fact: Fact, names: Mapping[str, str], ontology: Ontology) -> Iterator[ox.Quad]:
    """How an inferred triple reads, and its property."""
    subject, predicate, value = (
        names.get(term) or ontology.labels.get(term[1:-1]) or compact(getattr(_term(term), "value", term))
        for term in fact
    )
    predicate = "is of the kind" if fact.predicate == str(TYPE) else predicate
    yield _quad(_iri(fact), RDFS + "label", rdf.text(f"{subject} {predicate} {value} (inferred)"))
    yield _quad(ox.NamedNode(fact.predicate[1:-1]), RDFS + "label", rdf.text(predicate))


def _iri(fact: Fact) -> ox.NamedNode:
    return ox.NamedNode(f"{KGR}inference/{hashlib.sha256(' '.join(fact).encode()).hexdigest()[:20]}")


def _term(text: str) -> ox.NamedNode | ox.Literal:
    """A term from its N-Triples form."""
    [quad] = ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object


def _quad(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), value, INFERRED_GRAPH)
