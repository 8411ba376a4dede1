"""The arguments of one tree: which entity or value a word is, and what relative pronouns and gaps stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.parse.tree import RELATIVES, TEMPORAL, VALUE_TYPES, Tree
from kg.resolve.entities import Resolution
from kg.resolve.phrases import own_words, restricts
from kg.types import Entity

# parts of a time: "by the end of 2027"
ENDS = frozenset("beginning close dawn end eve outset start".split())
PARTS = ENDS | frozenset("course half middle part quarter rest turn".split())


class Arguments:
    """Looks up a tree's words among the document's entities."""

    def __init__(self, tree: Tree, resolution: Resolution) -> None:
        self.tree, self.resolution = tree, resolution
        self.stands: dict[int, int] = {}
        self.antecedent: dict[int, int] = {}
        self.given: dict[int, Entity] = {}
        """What the discourse gives to a word: the deed that "this" takes up, the speaker who says "I"."""

    def relate(self, clause: int, noun: int) -> None:
        """Notes that `clause` is a relative clause on `noun`: its relative pronouns stand for the noun."""
        relative = self.tree.subtree(clause, without=("acl:relcl",))
        if any(self.tree.lemma(i) == "where" for i in relative) and not self.is_place(noun):
            noun = next((i for i in reversed(range(noun, min(relative))) if self.is_place(i)), noun)
        self.antecedent[clause] = noun
        words = (i for i in relative if i != clause and self.tree[i].text.lower() in RELATIVES)
        first = next((i for i in words if self.tree.upos(i) in ("PRON", "ADV", "SCONJ", "DET")), None)
        if first is not None:  # in "which decides who joins", "who" asks
            self.stands.setdefault(first, noun)

    def gap(self, clause: int) -> bool:
        """Whether a relative pronoun fills another place than the subject's."""
        subjects = self.tree.each(clause, "nsubj", "nsubj:pass")
        return any(
            i not in subjects for i in self.stands if self.tree[i].head == clause or clause in self.tree.ancestors(i)
        )

    def stand(self, i: int) -> int:
        """The word that `i` stands for: a relative pronoun's antecedent, else itself."""
        return self.stands.get(i, i)

    def entity(self, i: int) -> Entity | None:
        """The entity at word `i`, a name's lower words included."""
        if i in self.given:
            return self.given[i]
        found = self.resolution.of(self.tree.sentence.index, self.stand(i))
        if found is None and self.tree.rel(i) in ("flat", "compound") and self.tree.name_at(i):
            return self.resolution.of(self.tree.sentence.index, self.tree[i].head)
        return found

    def party(self, i: int, words: Iterable[int]) -> Entity | None:
        """The entity at word `i`, not called by what `words` say of it: Jack built the house, not "the house that Jack
        built"."""
        found = self.entity(i)
        said = self.telling(i, words)
        if found is None or found.named or not said:
            return found
        name = self.tree.text(w for w in own_words(self.tree, i) if w not in said)
        return replace(found, name=name) if len(name) < len(found.name) else found

    def telling(self, i: int, words: Iterable[int]) -> set[int]:
        """The words of the clauses that say which is meant at `i`, if some of `words` are theirs."""
        clauses = [self.tree.subtree(c) for c in self.tree.each(i, "acl") if restricts(self.tree, i, c)]
        return {w for clause in clauses if not {*clause}.isdisjoint(words) for w in clause}

    def same(self, i: int, j: int) -> bool:
        """Whether one entity stands at both words."""
        found = self.entity(i)
        return found is not None and found is self.entity(j)

    def value_type(self, i: int) -> str | None:
        """DATE, MONEY …: the type of the value that word `i` belongs to, if it is one."""
        name = self.tree.name_at(i)
        return name[2] if name and name[2] in VALUE_TYPES else None

    def is_time(self, i: int) -> bool:
        """Whether a noun phrase tells a time."""
        kind = self.value_type(i)
        if kind is None and self.tree.upos(i) == "NUM":
            kind = next(
                (self.value_type(c) for c in self.tree.children[i] if self.value_type(c) in ("DATE", "TIME")), None
            )
        if self.tree.lemma(i) == "season" and self.tree.one(i, "nmod", "nummod") is not None:
            return False  # "season 2 of the series" is a part of it
        part = self.tree.lemma(i) in PARTS and any(
            self.tree.cases(n) == "of" and self.is_time(n) for n in self.tree.each(i, "nmod")
        )
        ends = self.tree.lemma(i) in ENDS and self.tree.cases(i) in ("by", "at", "since", "until", "before", "after")
        whole = [n for n in self.tree.each(i, "nmod") if self.tree.cases(n) == "of"]
        lasting = ("kgo:Person", "kgo:Event")
        lasts = any(self.entity_type(n) in lasting or self.tree.lemma(n) in TEMPORAL | {"life"} for n in whole)
        part = part or (ends and bool(whole) and (lasts or self.tree.cases(i) != "at"))  # "by the end of his life"
        aged = self.tree.lemma(i) == "age" and self.tree.cases(i) in ("at", "by", "from", "since", "until")
        return (
            kind in ("DATE", "TIME")
            or part
            or (kind is None and (aged or self.tree.lemma(i) in TEMPORAL) and self.entity_type(i) == "kgo:Thing")
        )

    def is_place(self, i: int) -> bool:
        """Whether a place stands at `i`."""
        return self.entity_type(i) in ("kgo:Place", "kgo:Country")

    def entity_type(self, i: int) -> str:
        """The class of the entity at `i`."""
        found = self.entity(i)
        return found.type if found else "kgo:Thing"

    def usable(self, i: int) -> bool:
        """Whether a claim may be about what stands here: an entity that is known, or a value."""
        return self.entity(i) is not None or self.value_type(i) is not None
