"""Who is who across documents: which of the corpus's entities are one, each with the reason.

Only names speak here, so the rules are shy: they join what is written differently, never what is merely alike, and
where a short form could mean two entities it is left alone. The result depends on the set of entities only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.errors import OntologyError
from kg.resolve.naming import ORGANISED
from kg.resolve.persons import ADDRESS, PARTICLES
from kg.settings import ontology_folder
from kg.types import Entity


class Link(NamedTuple):
    """One entity stands for another; `canonical` may be a known entity that no document has under that name."""

    alias: str
    canonical: str
    reason: str


class Known(NamedTuple):
    """An entity of the ontology and the names that it goes by."""

    id: str
    names: tuple[str, ...]


_NAMES = frozenset(f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("prefLabel", "altLabel"))
_RESOURCE = "https://w3id.org/kg/id/"
_LEGAL = frozenset("inc incorporated corp corporation ltd limited llc llp plc ag sa gmbh nv bv oyj ab spa kk".split())
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady prof professor".split())
_SMALL = frozenset("of the and for in on de des du la le et &".split())
_WIDE = frozenset({"kgo:Thing", "kgo:Product", *ORGANISED})


def links(entities: Iterable[Entity], ontology: Iterable[Path] | None = None) -> tuple[Link, ...]:
    """Which entities are one, sorted by alias; every canonical entity stands for itself.

    Two named entities of one family are joined when their names differ only in case, accents, punctuation, a leading
    "the" or a legal suffix; when the Turtle files of `ontology` (default: kg's own) give both names to one; when a
    person's middle initial, given name or title is left out and exactly one person of the corpus can be meant; and when
    one is the acronym of exactly one organization. A one-word "person" joins the thing of that name unless a full name
    explains it. Common noun phrases are never joined.
    """
    merger = _Merger(sorted((e for e in entities if e.named and _is_name(e.name)), key=lambda e: e.id))
    merger.join_known(known_entities(tuple(ontology or sorted(ontology_folder().glob("*.ttl")))))
    merger.join_same_names()
    merger.join_persons(_without_middle, "the same first and last name, and nobody else has them")
    merger.join_persons(_surname, "the last name of one person only")
    merger.join_one_word_persons()
    merger.join_acronyms()
    return merger.links()


@lru_cache(maxsize=4)
def known_entities(files: tuple[Path, ...]) -> tuple[Known, ...]:
    """The entities that an ontology names. Raises `OntologyError` where a file is missing or does not parse."""
    import pyoxigraph as ox

    names: dict[str, list[str]] = defaultdict(list)
    for path in files:
        try:
            quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        except (OSError, SyntaxError) as error:
            raise OntologyError(f"{path}: the ontology cannot be read: {error}. It has to be a Turtle file.") from error
        for quad in quads:
            if quad.predicate.value in _NAMES and isinstance(quad.object, ox.Literal):
                place = names[str(quad.subject).strip("<>").removeprefix(_RESOURCE)]
                place.insert(0 if quad.predicate.value.endswith("prefLabel") else len(place), quad.object.value)
    return tuple(Known(entity, tuple(labels)) for entity, labels in sorted(names.items()))


class _Merger:
    """The groups of entities found so far: each entity with the one that stands for it."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities = {entity.id: entity for entity in entities}
        self.parent: dict[str, str] = {}
        self.reason: dict[str, str] = {}

    def root(self, entity: str) -> str:
        """The entity that stands for this one."""
        while entity in self.parent:
            entity = self.parent[entity]
        return entity

    def join(self, alias: str, canonical: str, reason: str) -> None:
        """From now on `canonical`, and whoever stands for it, stands for `alias`."""
        one, other = self.root(alias), self.root(canonical)
        if one != other:
            self.parent[one] = other
            self.reason.setdefault(one, reason)

    def links(self) -> tuple[Link, ...]:
        """The result, without chains."""
        aliases = sorted(self.parent)
        return tuple(Link(alias, self.root(alias), self.reason[alias]) for alias in aliases if alias in self.entities)

    def alive(self, family: str) -> list[Entity]:
        """The entities of a family that still stand for themselves."""
        return [e for key, e in self.entities.items() if key not in self.parent and _family(key) == family]

    def join_known(self, known: Iterable[Known]) -> None:
        """Entities that go by a name which the ontology gives to one entity only."""
        owners: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in known:
            for name in one.names:
                owners[_family(one.id), _key(name)].add(one.id)
        for entity in self.entities.values():
            families = ("place", "thing") if entity.type == "kgo:Thing" else (_family(entity.id),)
            owner = next((owners[f, _key(entity.name)] for f in families if (f, _key(entity.name)) in owners), set())
            if len(owner) == 1 and (standing := min(owner)) != entity.id:
                self.join(entity.id, standing, "a name that the ontology knows")

    def join_same_names(self) -> None:
        """Entities of one family, of classes that can be one, whose names differ in their dress only."""
        groups: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        for family in ("person", "place", "thing"):
            for entity in self.alive(family):
                groups[family, _key(entity.name)].append(entity)
        for group in groups.values():
            ranked = sorted(group, key=_rank)
            for entity in ranked[1:]:
                if all(_compatible(entity, other) for other in group):
                    self.join(entity.id, ranked[0].id, "the same name, written differently")

    def join_persons(self, short: Callable[[str], str | None], reason: str) -> None:
        """A person by a short form of the name, where one person only has a longer name with that short form."""
        people = self.alive("person")
        bearers: dict[str, list[Entity]] = defaultdict(list)
        for person in people:
            form = short(_person_key(person.name))
            if form and form != _person_key(person.name):
                bearers[form].append(person)
        addressed: dict[str, set[str]] = defaultdict(set)
        for person in people:
            addressed[_person_key(person.name)].add(_address(person.name))
        for person in people:
            key = _person_key(person.name)
            couple = {"he", "she"} <= addressed[key]
            if key not in _nouns() and not couple and len(found := bearers.get(key, [])) == 1:
                self.join(person.id, found[0].id, reason)

    def join_one_word_persons(self) -> None:
        """A "person" of one word whom no full name explains, where that word names a thing: a firm or app misread."""
        things: dict[str, list[Entity]] = defaultdict(list)
        for thing in self.alive("thing"):
            things[_key(thing.name)].append(thing)
        for person in self.alive("person"):
            found = things.get(_key(person.name), [])
            if " " not in person.name and len(found) == 1 and found[0].type in _WIDE:
                self.join(person.id, found[0].id, "a one-word name that is a thing's, and no full name of a person")

    def join_acronyms(self) -> None:
        """An organization by the initials of exactly one other; two letters are too few to tell."""
        things = [e for e in self.alive("thing") if e.type in ORGANISED]
        spelled: dict[str, list[Entity]] = defaultdict(list)
        for thing in things:
            spelled[_initials(thing.name)].append(thing)
        for thing in things:
            letters = thing.name.replace(".", "")
            if re.fullmatch("[A-Z]{3,}", letters) and len(full := spelled.get(letters, [])) == 1:
                self.join(thing.id, full[0].id, "the initials of one organization only")


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """The common nouns of the lexicon: "Secretary" is nobody's last name, whatever the parser took it for."""
    import pyoxigraph as ox

    quads = [q for path in sorted(ontology_folder().glob("*.ttl")) for q in ox.parse(path=str(path))]
    nouns = {q.subject for q in quads if str(q.object).endswith("#noun>")}
    forms = {q.object for q in quads if q.predicate.value.endswith("#canonicalForm") and q.subject in nouns}
    written = (q.object for q in quads if q.subject in forms and isinstance(q.object, ox.Literal))
    return frozenset(literal.value.casefold() for literal in written)


def _is_name(name: str) -> bool:
    """Whether a name looks like one: in scripts with capitals it has one."""
    return name != name.lower() or name == name.upper()


def _family(entity: str) -> str:
    return entity.partition("/")[0]


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    """A name without its dress. Short names keep their case: WHO is not Who, nor US us."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)", "", text)
    words = re.sub(r"[.,\"“”()]", " ", re.sub(r"'s$", "", text)).split()
    if len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    if len(words) > 1 and words[-1].casefold() in _LEGAL:
        words = words[:-1]
    key = " ".join(words)
    return key.casefold() if len(key) > 3 else key


def _person_key(name: str) -> str:
    """The key of a person's name, without a title."""
    words = _key(name).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _TITLES else words)


def _address(name: str) -> str:
    """ "he" or "she", as the title of a name says; ``""`` without one."""
    return ADDRESS.get(_key(name).casefold().partition(" ")[0], "")


def _without_middle(key: str) -> str | None:
    """First and last name, where single letters stand between them."""
    words = key.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 and all(len(word) == 1 for word in words[1:-1]) else None


def _surname(key: str) -> str | None:
    """The last name, with what belongs to it ("van Gogh")."""
    words = [word for word in key.split() if word not in ("jr", "sr", "ii", "iii")]
    start = next((i for i, word in enumerate(words) if word in PARTICLES), len(words) - 1)
    return " ".join(words[start:]) if len(words) > 1 else None


def _initials(name: str) -> str:
    words = [word for word in re.split(r"[\s-]+", name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 2 else ""


def _compatible(one: Entity, other: Entity) -> bool:
    """Whether nothing in their classes says that two entities of one name are two."""
    types = {one.type, other.type}
    return len(types) == 1 or "kgo:Thing" in types or types <= _WIDE or types == {"kgo:Place", "kgo:Country"}


def _rank(entity: Entity) -> tuple[bool, bool, int, str, str]:
    """The best name first: without article or suffix, not all capitals, short."""
    name, words = entity.name, entity.name.casefold().rstrip(".").split()
    dressed = words[:1] == ["the"] or (len(words) > 1 and words[-1] in _LEGAL)
    return dressed, (name.isupper() and len(name) > 5) or name.islower(), len(name), name, entity.id
