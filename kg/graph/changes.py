"""What differs between two stores, in terms that a reader of the documents knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.graph.store import Store


class Said(NamedTuple):
    """A claim by what it says and where, whatever its offsets: an edit further up in a document does not change it."""

    document: str
    reading: str
    sentence: str


class Same(NamedTuple):
    """Two names that are one entity."""

    alias: str
    name: str


@dataclass(frozen=True)
class Changes:
    """What the second store has more (`added`) and less (`removed`) than the first; each sorted."""

    documents_added: tuple[str, ...]
    documents_removed: tuple[str, ...]
    documents_changed: tuple[str, ...]
    claims_added: tuple[Said, ...]
    claims_removed: tuple[Said, ...]
    merged: tuple[Same, ...]
    parted: tuple[Same, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)

    def lines(self) -> Iterator[str]:
        """The changes as lines that begin with +, - or ~."""
        yield from (f"+ document {name}" for name in self.documents_added)
        yield from (f"- document {name}" for name in self.documents_removed)
        yield from (f"~ document {name}" for name in self.documents_changed)
        both = [("+", said) for said in self.claims_added] + [("-", said) for said in self.claims_removed]
        for sign, said in sorted(both, key=lambda pair: (pair[1], pair[0])):
            yield f"{sign} {said.reading}   [{said.document}: “{said.sentence}”]"
        yield from (f"+ {same.alias} is {same.name}" for same in self.merged)
        yield from (f"- {same.alias} is {same.name}" for same in self.parted)


def changes(before: Store, after: Store) -> Changes:
    """What changed from one store to another."""
    old, new = _documents(before), _documents(after)
    claims, now = _claims(before), _claims(after)
    links, joined = _links(before), _links(after)
    return Changes(
        documents_added=tuple(sorted(new.keys() - old.keys())),
        documents_removed=tuple(sorted(old.keys() - new.keys())),
        documents_changed=tuple(sorted(name for name in old.keys() & new.keys() if old[name] != new[name])),
        claims_added=tuple(sorted(now - claims)),
        claims_removed=tuple(sorted(claims - now)),
        merged=tuple(sorted(joined - links)),
        parted=tuple(sorted(links - joined)),
    )


def _documents(store: Store) -> dict[str, str]:
    rows = store.query("SELECT ?name ?digest { ?d kg:name ?name ; kg:digest ?digest }")
    return {str(row["name"]): str(row["digest"]) for row in rows}


def _claims(store: Store) -> set[Said]:
    rows = store.query(
        "SELECT ?name ?reading ?sentence { ?c a kg:Claim ; rdfs:label ?reading ; prov:wasDerivedFrom ?w . "
        "?w nif:anchorOf ?sentence ; nif:referenceContext/kg:name ?name }"
    )
    return {Said(str(row["name"]), str(row["reading"]), str(row["sentence"])) for row in rows}


def _links(store: Store) -> set[Same]:
    rows = store.query("SELECT ?a ?b { ?x kg:mergedInto ?y . ?x skos:prefLabel ?a . ?y skos:prefLabel ?b }")
    return {Same(str(row["a"]), str(row["b"])) for row in rows}
