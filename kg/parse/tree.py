"""A sentence as a dependency tree, in the terms that rules are written in.

Indices are of `Sentence.words`. A relation asked for without a subtype matches its subtypes too: ``obl`` finds
``obl:agent``; ``nsubj:pass`` finds only itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from kg.parse.bodies import JOINED
from kg.types import Sentence, Span, Word

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
RELATIVES = frozenset({"who", "whom", "which", "that", "whose", "where", "when"})
TEMPORAL = frozenset(
    "day week month year decade century hour minute morning evening afternoon night weekend today yesterday tomorrow "
    "tonight summer winter spring autumn fall season semester quarter period era time moment lifetime childhood "
    "adolescence infancy adulthood".split()
)
QUOTES = frozenset('"“”„')
AMOUNTS = frozenset({"MONEY", "PERCENT", "QUANTITY", "CARDINAL"})
VALUE_TYPES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})


class Tree:
    """One sentence's tree."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.relations = [word.deprel.partition(":")[0] for word in self.words]
        self._deprels = [word.deprel for word in self.words]
        self._lemmas = [word.lemma.lower() for word in self.words]
        self.children: list[list[int]] = [[] for _ in self.words]
        self._below: dict[tuple[int, frozenset[str]], list[int]] = {}
        self._cases: dict[int, str] = {}
        for word in self.words:
            if word.head != word.index:
                self.children[word.head].append(word.index)

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, i: int) -> Word:
        return self.words[i]

    @cached_property
    def roots(self) -> list[int]:
        """The words that head themselves: one, in a well-formed tree."""
        return [w.index for w in self.words if w.head == w.index]

    @cached_property
    def names(self) -> list[tuple[int, int, str]]:
        """Entity spans ``(first, last, type)``, both inclusive, of names and values."""
        found: list[tuple[int, int, str]] = []
        for word in self.words:
            side, _, kind = word.ner.partition("-")
            if kind == "QUANTITY" and found and found[-1][1:] == (word.index - 1, kind):  # "5 feet" "10 inches"
                side = "I"
            if side == "B" or (side == "I" and (not found or found[-1][1] != word.index - 1)):
                found.append((word.index, word.index, kind))
            elif side == "I":
                found[-1] = (found[-1][0], word.index, found[-1][2])
        return [part for name in found if not self._title(*name) for part in self._split(*name)]

    def _title(self, first: int, last: int, kind: str) -> bool:
        """Whether a "person" is but the title of one ("French President" Macron)."""
        return kind == "PERSON" and any(
            self.words[i].deprel == "nmod:desc" and self.words[i].head > last for i in range(first, last + 1)
        )

    def _split(self, first: int, last: int, kind: str) -> list[tuple[int, int, str]]:
        """People and places joined by "and", or in a list, are as many names, whatever the tagger made of them."""
        together = " ".join(word.text.lower() for word in self.words[first : last + 1]) in JOINED
        inside = self.words[first + 1 : last + 1] if kind in ("PERSON", "GPE", "LOC") and not together else ()
        joints = [w.index for w in inside if w.upos == "CCONJ"]
        if joints:  # "Germany, France and Italy"
            joints = sorted({*joints, *(w.index for w in inside if w.text == ",")})
        bounds = [first - 1, *joints, last + 1]
        return [(a + 1, b - 1, kind) for a, b in pairwise(bounds) if a + 1 <= b - 1]

    @cached_property
    def notes(self) -> frozenset[int]:
        """Words in square brackets: footnote marks and editors' insertions, no part of any phrase."""
        found: set[int] = set()
        opened: int | None = None
        for word in self.words:
            if word.text == "[":
                opened = word.index
            elif word.text == "]" and opened is not None:
                found |= set(range(opened, word.index + 1))
                opened = None
        return frozenset(found)

    def name_at(self, i: int) -> tuple[int, int, str] | None:
        """The entity span that covers word `i`."""
        return self._named.get(i)

    @cached_property
    def _named(self) -> dict[int, tuple[int, int, str]]:
        """The entity span of each word that has one."""
        return {i: name for name in reversed(self.names) for i in range(name[0], name[1] + 1)}

    def lemma(self, i: int) -> str:
        """The lower-cased lemma."""
        return self._lemmas[i]

    def upos(self, i: int) -> str:
        """The universal part of speech."""
        return self.words[i].upos

    def rel(self, i: int) -> str:
        """The relation without its subtype."""
        return self.relations[i]

    def has(self, i: int, feature: str) -> bool:
        """Whether the word carries a UD feature such as ``VerbForm=Ger``."""
        return feature in self.words[i].feats.split("|")

    def each(self, i: int, *relations: str) -> list[int]:
        """The children of `i` in the given relations, left to right."""
        below, bases, full = self.children[i], self.relations, self._deprels
        return [c for c in below if bases[c] in relations or full[c] in relations] if below else []

    def one(self, i: int, *relations: str) -> int | None:
        """The first such child."""
        bases, full = self.relations, self._deprels
        return next((c for c in self.children[i] if bases[c] in relations or full[c] in relations), None)

    def modifiers(self, i: int) -> list[int]:
        """What determines or modifies a noun: a bare noun has none."""
        return self.each(i, "det", "amod", "compound", "nmod", "nummod", "acl", "flat", "appos")

    def article(self, i: int) -> str:
        """ "the", "a" (or "an"), or nothing: the article that a noun has."""
        words = (self.words[d].text.lower() for d in self.each(i, "det"))
        return next(({"an": "a"}.get(word, word) for word in words if word in ("the", "a", "an")), "")

    def apart(self, i: int) -> bool:
        """Whether a comma sets the phrase or clause at `i` apart from what is before it."""
        first = min(self.subtree(i, without=("punct",)))
        return first > 0 and self.words[first - 1].text == ","

    def conjuncts(self, i: int) -> list[int]:
        """`i` and the words coordinated with it, save those said not to hold ("X, not Y")."""
        found = [i]
        for c in self.each(i, "conj"):
            if not self._excluded(c):
                found += self.conjuncts(c)
        return found

    def _excluded(self, i: int) -> bool:
        """Whether a coordinated phrase is ruled out: "X, not Y", "X rather than Y"."""
        words = {self.words[c].text.lower() for c in self.each(i, "cc", "advmod") if c < i}
        return bool(words & {"not", "rather", "instead"}) and self.upos(i) in NOMINAL

    def subtree(self, i: int, *, without: Iterable[str] = ()) -> list[int]:
        """`i` and all below it in order, leaving out branches in the relations `without` (exact or without subtype)."""
        cut = frozenset(without)
        if (i, cut) not in self._below:
            found, todo, bases = [], [i], self.relations
            while todo:
                at = todo.pop()
                found.append(at)
                todo += [c for c in self.children[at] if bases[c] not in cut and self.words[c].deprel not in cut]
            self._below[i, cut] = sorted(found)
        return list(self._below[i, cut])

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above `i`, nearest first."""
        while self.words[i].head != i:
            i = self.words[i].head
            yield i

    def cases(self, i: int) -> str:
        """The preposition that marks `i` ("in", "out of", "according to"), lower case, or ``""``."""
        if i not in self._cases:
            self._cases[i] = self._case(i)
        return self._cases[i]

    def _case(self, i: int) -> str:
        """The preposition as the tree has it, before it is kept."""
        marks = [c for c in self.each(i, "case") if self.lemma(c) not in ("'s", "’s", "'", "’")]
        parts = sorted(p for p in {p for c in marks for p in (c, *self.each(c, "fixed"))} if p < i)
        apart = [k for k, (a, b) in enumerate(pairwise(parts), 1) if any(self.upos(w) == "CCONJ" for w in range(a, b))]
        own = parts[: min(apart, default=len(parts))]  # "distinct from and independent | from it"
        return " ".join(self.words[p].text.lower() for p in own)

    def text(self, indices: Iterable[int], instead: Mapping[int, str] | None = None) -> str:
        """The words as the text has them, or `instead` of some other ones, with its own spacing between neighbours and
        one blank across gaps; without a quotation mark whose other one is not among them."""
        out, before = "", None
        order = sorted(set(indices))
        marks = {i for i in order if self.words[i].text in QUOTES}
        for i in order:
            if len(marks) % 2 and i in marks and len(order) > 1:
                continue
            word = self.words[i]
            if before is not None:
                gap = word.start - self.words[before].end
                out += "" if before == i - 1 and gap == 0 else " "
            out += (instead or {}).get(i, word.text)
            before = i
        return out

    def span(self, indices: Iterable[int]) -> Span:
        """The characters from the first to the last of the words."""
        order = sorted(indices)
        return Span(self.words[order[0]].start, self.words[order[-1]].end)

    def is_clause(self, i: int) -> bool:
        """Whether the word heads a clause: a verb, or a predicate with a copula or a subject."""
        return self.upos(i) in ("VERB", "AUX") or self.one(i, "cop", "nsubj", "csubj") is not None
