"""The phrase of a head word and the head word of a phrase, over a whole document's trees.

A mention is a span of words, but the model links head words. A noun phrase is its head's subtree without what belongs
to the clause (the preposition before it, a copula, coordinated phrases). A coordination is headed by its conjunction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

OUTSIDE = frozenset(
    "case conj cc cc:preconj mark cop nsubj nsubj:pass nsubj:outer csubj punct parataxis aux aux:pass advcl discourse "
    "vocative dislocated expl obl orphan reparandum advcl:relcl obl:unmarked".split()
)
OPENERS = frozenset({"case", "det", "nmod:poss"})
VERBAL = frozenset({"nsubj", "nsubj:pass", "obj", "aux", "aux:pass", "mark"})
NOMINAL = frozenset({"cop", "case", "det", "amod", "nmod:poss", "nummod", "compound"})
EDGES = frozenset(",.;:!?")


class Annotated(Protocol):
    """What is needed of a window's annotation."""

    @property
    def head(self) -> list[int]:
        """Each word's head, counted in the window; a root is its own."""
        ...

    @property
    def deprel(self) -> list[str]:
        """Each word's relation to its head."""
        ...


@dataclass(frozen=True, slots=True)
class Phrases:
    """Heads (a root is its own), relations, and children of a document's words, numbered through."""

    heads: list[int]
    relations: list[str]
    children: list[list[int]]

    @classmethod
    def of(cls, annotations: Sequence[Annotated]) -> Phrases:
        """Consecutive windows of a document, numbered through."""
        heads: list[int] = []
        relations: list[str] = []
        for annotation in annotations:
            offset = len(heads)
            heads += [offset + h for h in annotation.head]
            relations += annotation.deprel
        children: list[list[int]] = [[] for _ in heads]
        for i, h in enumerate(heads):
            if h != i:
                children[h].append(i)
        return cls(heads, relations, children)

    def head(self, start: int, end: int) -> int:
        """The word that stands for the span: the one that hangs highest, or the conjunction that joins its parts."""
        top = next((i for i in range(start, end) if not start <= self.heads[i] < end or self.heads[i] == i), start)
        for part in (top, *self.children[top]):
            if part == top or (self.relations[part] == "conj" and start <= part < end):
                joined = next((c for c in self.children[part] if self.relations[c] == "cc" and start <= c < end), None)
                if joined is not None:
                    return joined
        return top

    def span(self, head: int, words: Sequence[str]) -> tuple[int, int]:
        """The phrase [start, end) that `head` stands for."""
        top, left_out = head, OUTSIDE
        relations = {self.relations[child] for child in self.children[head]}
        if relations & VERBAL and not relations & NOMINAL:
            return head, head + 1  # an event is its verb
        if self.relations[head] == "cc":
            top = self.heads[head]
            top = self.heads[top] if self.relations[top] == "conj" else top
            left_out = OUTSIDE - {"conj", "cc"}
        inside = {top}
        opener = min((c for c in self.children[top] if self.relations[c] in OPENERS), default=top)
        for child in self.children[top]:
            relation = self.relations[child]
            before = relation == "advmod" and child < opener  # "eventually, her death": of the clause
            if (relation not in left_out and not before) or (relation == "case" and child > top):
                inside.update(self.subtree(child))
        start, end = min(inside), max(inside) + 1
        while end - start > 1 and words[end - 1] in EDGES:
            end -= 1
        while end - start > 1 and words[start] in EDGES:
            start += 1
        return start, end

    def subtree(self, word: int) -> list[int]:
        """The word and all below it."""
        found = [word]
        for i in found:
            found += self.children[i]
        return found
