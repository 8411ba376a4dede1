"""The ontology's words, read from RDF: which word speaks of which property, class or place, and what standing it gives.

Nothing about relations is known to Python: this module only indexes what ``lexicon.ttl``, ``domain.ttl`` and the other
files of the ontology folder say (OntoLex-Lemon, https://www.w3.org/2016/05/ontolex/).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.types import Modality

KG = "https://w3id.org/kg/core#"
KGO = "https://w3id.org/kg/ontology#"
KGR = "https://w3id.org/kg/id/"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"
LEXINFO = "http://www.lexinfo.net/ontology/3.0/lexinfo#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"

# kg:PlanVerb ... -> what its complement's modality is; speech, denial and facts are told apart by name
MODALITY: dict[str, Modality] = {
    "OrderVerb": "ordered", "PlanVerb": "planned", "DesireVerb": "desired", "ExpectVerb": "expected",
    "PossibleVerb": "possible", "PermitVerb": "possible", "QuestionVerb": "questioned",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """A reading of a word as a property (compact IRI). `inverse`: subject and object change places."""

    property: str
    preposition: str = ""
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the ontology knows: local id ("place/Canada"), best name and class."""

    id: str
    name: str
    type: str


@dataclass(slots=True)
class Lexicon:
    """Indexes from words; lemmas are lower case, parts of speech ``verb``, ``noun``, ``adjective``. `verbal` tells what
    verb a noun nominalises, `phrasal` the same of one with a particle ("takeover": "take")."""

    verbs: dict[tuple[str, str, str], tuple[Sense, ...]] = field(default_factory=dict)
    nouns: dict[str, list[Sense]] = field(default_factory=dict)
    classes: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    nominal: dict[str, str] = field(default_factory=dict)
    verbal: dict[str, str] = field(default_factory=dict)
    phrasal: dict[str, str] = field(default_factory=dict)
    denotes: dict[str, str] = field(default_factory=dict)
    demonyms: dict[str, Place] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    ner: dict[str, str] = field(default_factory=dict)
    family: dict[str, str] = field(default_factory=dict)
    above: dict[str, frozenset[str]] = field(default_factory=dict)
    label: dict[str, str] = field(default_factory=dict)
    values: set[str] = field(default_factory=set)
    domain: dict[str, str] = field(default_factory=dict)
    range: dict[str, str] = field(default_factory=dict)

    def is_a(self, lemma: str, kind: str, part: str = "verb") -> bool:
        """Whether a word is of a standing class (``SpeechVerb``) or a ``LightVerb``."""
        return kind in self.classes.get((lemma, part), frozenset())

    def modality(self, lemma: str, part: str = "verb") -> Modality | None:
        """The modality that a word gives to its complement, if the lexicon says."""
        kinds = self.classes.get((lemma, part), frozenset())
        return next((MODALITY[kind] for kind in sorted(kinds) if kind in MODALITY), None)

    def verb(self, lemma: str, preposition: str = "", particle: str = "") -> tuple[Sense, ...]:
        """The properties that a verb may mean with its preposition and particle."""
        return self.verbs.get((lemma, particle, preposition), ())

    def noun(self, lemma: str, preposition: str = "") -> tuple[Sense, ...]:
        """The properties that a relational noun may mean, its argument marked by `preposition` if that is given."""
        return tuple(s for s in self.nouns.get(lemma, ()) if s.preposition == preposition)

    def is_kind(self, type: str, ancestor: str) -> bool:
        """Whether class `type` is `ancestor` or lies below it."""
        return type == ancestor or ancestor in self.above.get(type, frozenset())

    def fits(self, sense: Sense, subject: str, object: str) -> bool:
        """Whether the types do not speak against the property's domain and range. kgo:Thing, the type of what is not
        known better, fits everywhere."""
        if sense.inverse:
            subject, object = object, subject
        if (sense.property in self.values) != object.startswith("xsd:"):
            return False
        return self._within(subject, self.domain.get(sense.property)) and self._within(
            object, self.range.get(sense.property)
        )

    def _within(self, type: str, limit: str | None) -> bool:
        if limit == KG + "Claim" or type == "kg:Claim":
            return limit is None or (limit == KG + "Claim" and type == "kg:Claim")
        if type == "kgo:Thing" and limit in self.above and limit not in ("kgo:Entity", "kgo:Agent", "kgo:Thing"):
            return False  # what is not known to be a person or place is none: "fired a shell" is no dismissal
        if limit is None or type in ("kgo:Thing", "kgo:Entity", "kgo:Agent") or limit not in self.above:
            return True
        if type == "kgo:Product" and limit in ("kgo:Agent", "kgo:Organization"):
            return True  # an app and its maker share a name, and texts let either act
        return self.is_kind(type, limit) or self.is_kind(limit, type)


def compact(iri: str) -> str:
    """``https://w3id.org/kg/ontology#owns`` -> ``kgo:owns``; an IRI of another namespace stays whole."""
    return f"kgo:{iri.removeprefix(KGO)}" if iri.startswith(KGO) else iri


@cache
def load_lexicon(files: tuple[Path, ...]) -> Lexicon:
    """Reads an ontology's Turtle files. Raises OntologyError naming file and line if one is malformed."""
    import pyoxigraph as ox

    store = ox.Store()
    for path in files:
        try:
            store.load(path=str(path), format=ox.RdfFormat.TURTLE)
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"{path} cannot be read as Turtle: {error}") from error
    return _Reader(store).read()


class _Reader:
    """Walks the RDF once and fills a Lexicon."""

    def __init__(self, store: Any) -> None:
        import pyoxigraph as ox

        self.ox, self.store = ox, store
        self.lexicon = Lexicon()

    def pairs(self, predicate: str) -> list[tuple[Any, Any]]:
        """All (subject, object) of a predicate."""
        return [
            (q.subject, q.object) for q in self.store.quads_for_pattern(None, self.ox.NamedNode(predicate), None, None)
        ]

    def values(self, subject: Any, predicate: str) -> list[Any]:
        """All objects of a subject's predicate."""
        return [q.object for q in self.store.quads_for_pattern(subject, self.ox.NamedNode(predicate), None, None)]

    def value(self, subject: Any, predicate: str) -> str:
        """The least of the objects as a string, or ``""``."""
        return min((v.value for v in self.values(subject, predicate)), default="")

    def items(self, node: Any) -> Iterator[Any]:
        """The members of an RDF list."""
        while first := self.values(node, RDF + "first"):
            yield first[0]
            node = self.values(node, RDF + "rest")[0]

    def read(self) -> Lexicon:
        """Everything, in the order that later parts need."""
        self.ontology()
        self.geography()
        forms = {
            entry: [self.value(f, ONTOLEX + "writtenRep") for f in self.values(entry, ONTOLEX + "canonicalForm")]
            for entry, _ in self.pairs(ONTOLEX + "canonicalForm")
        }
        for entry in sorted(forms, key=lambda e: e.value):
            part = self.value(entry, LEXINFO + "partOfSpeech").removeprefix(LEXINFO)
            for form in forms[entry]:
                self.entry(entry, form, part, forms)
        return self.lexicon

    def ontology(self) -> None:
        """Classes, their order, and the properties' labels, domains and ranges."""
        parents: dict[str, set[str]] = defaultdict(set)
        for child, parent in self.pairs(RDFS + "subClassOf"):
            if hasattr(parent, "value"):
                parents[compact(child.value)].add(compact(parent.value))
        for union, members in self.pairs(OWL + "unionOf"):
            for member in self.items(members):
                parents[compact(member.value)].add(compact(union.value))
        for subject, kind in self.pairs(RDF_TYPE):
            if kind.value == OWL + "Class":
                parents.setdefault(compact(subject.value), set())
            elif kind.value == OWL + "DatatypeProperty":
                self.lexicon.values.add(compact(subject.value))
        for name in parents:
            self.lexicon.above[name] = frozenset(_closure(name, parents))
        for field_name, predicate in (
            ("family", KG + "family"),
            ("label", RDFS + "label"),
            ("domain", RDFS + "domain"),
            ("range", RDFS + "range"),
        ):
            target = getattr(self.lexicon, field_name)
            for subject, value in self.pairs(predicate):
                if hasattr(subject, "value") and hasattr(value, "value"):
                    target[compact(subject.value)] = compact(value.value)
        for subject, value in self.pairs(KG + "nerType"):
            self.lexicon.ner[value.value] = compact(subject.value)

    def geography(self) -> None:
        """Known places under all their names."""
        for subject, label in self.pairs(SKOS + "prefLabel"):
            if not subject.value.startswith(KGR + "place/"):
                continue
            types = sorted(compact(t.value) for t in self.values(subject, RDF_TYPE))
            place = Place(subject.value.removeprefix(KGR), label.value, types[0] if types else "kgo:Place")
            for name in (label.value, *(v.value for v in self.values(subject, SKOS + "altLabel"))):
                self.lexicon.places[name] = place

    def entry(self, entry: Any, form: str, part: str, forms: dict[Any, list[str]]) -> None:
        """One lexical entry under one of its forms."""
        lemma, lexicon = form.lower(), self.lexicon
        kinds = frozenset(t.value.removeprefix(KG) for t in self.values(entry, RDF_TYPE) if t.value.startswith(KG))
        if kinds:
            lexicon.classes[lemma, part] = lexicon.classes.get((lemma, part), frozenset()) | kinds
        for verb in self.values(entry, KG + "nominalises"):
            if all(
                self.values(sense, KG + "particle") for sense in self.values(verb, ONTOLEX + "sense")
            ) and self.values(verb, ONTOLEX + "sense"):
                lexicon.phrasal[lemma] = next(iter(forms.get(verb, [])), "")
                continue  # "takeover" is not what "take" alone makes
            for base in forms.get(verb, []):
                lexicon.nominal.setdefault(base, lemma)
                lexicon.verbal[lemma] = base
        for target in self.values(entry, KG + "demonymOf"):
            place = lexicon.places.get(self.value(target, SKOS + "prefLabel"))
            if place:
                lexicon.demonyms[form] = place
        for target in self.values(entry, ONTOLEX + "denotes"):
            lexicon.denotes[lemma] = compact(target.value)
        for node in sorted(
            self.values(entry, ONTOLEX + "sense"),
            key=lambda n: (self.value(n, KG + "preposition"), self.value(n, ONTOLEX + "reference")),
        ):
            sense = Sense(
                compact(self.value(node, ONTOLEX + "reference")),
                self.value(node, KG + "preposition"),
                self.value(node, KG + "inverse") == "true",
            )
            if part == "verb":
                key = (lemma, self.value(node, KG + "particle"), sense.preposition)
                lexicon.verbs[key] = (*lexicon.verbs.get(key, ()), sense)
            elif sense.property in lexicon.above:
                lexicon.denotes.setdefault(lemma, sense.property)
            else:
                lexicon.nouns.setdefault(lemma, []).append(sense)


def _closure(name: str, parents: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = list(parents.get(name, ()))
    while todo:
        parent = todo.pop()
        if parent not in found:
            found.add(parent)
            todo += parents.get(parent, ())
    return found
