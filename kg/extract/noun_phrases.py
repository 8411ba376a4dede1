"""The noun phrases of a tree: which are names, which describe a name, and what a proposition of one is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from kg.extract.arguments import Arguments
from kg.extract.offices import personal
from kg.extract.proposition import Argument, Proposition, Stance
from kg.extract.quotes import Quotation
from kg.extract.unreal import creator, doubted
from kg.lexicon import Lexicon, Sense
from kg.parse.tree import Tree
from kg.resolve.persons import KIN
from kg.resolve.phrases import ARTICLES, phrase

PLACES = ("GPE", "LOC")
KINSHIP = frozenset({"kgo:childOf", "kgo:parentOf", "kgo:siblingOf", "kgo:marriedTo"})
LETTERS = 5  # of an abbreviation


class NounPhrases:
    """Looks up one tree's noun phrases and makes propositions of them."""

    def __init__(
        self, tree: Tree, lexicon: Lexicon, known: Arguments, quotation: Quotation, stances: Mapping[int, Stance]
    ) -> None:
        self.tree, self.lexicon, self.known, self.quotation, self.stances = tree, lexicon, known, quotation, stances

    def named(self, i: int) -> bool:
        """Whether a name stands at `i`."""
        entity = self.known.entity(i)
        return self.tree.upos(i) == "PROPN" and entity is not None and entity.named

    def described(self, i: int) -> Iterator[tuple[int, int]]:
        """(name, noun) where the noun says what the name is: titles, appositions either way round."""
        tree = self.tree
        for c in tree.each(i, "nmod:desc"):
            roles = [x for x in tree.conjuncts(c)[1:] if x < i and self.is_noun(x)]  # "printer, manager and writer X"
            yield from ((i, x) for x in (c, *roles) if self.named(i))
            if tree.has(c, "Number=Plur") and self.named(i):  # "the inventors Ann Rowe and Tom Hale"
                for x in takewhile(lambda x: not tree.each(x, "nmod:desc"), sorted(tree.conjuncts(i))[1:]):
                    if self.named(x):
                        yield x, c
        for c in tree.each(i, "appos", "flat"):
            if tree[c].deprel == "flat" and tree.upos(i) == "PROPN":
                continue
            pair = (
                (i, c) if self.named(i) and self.is_noun(c) else (c, i) if self.named(c) and self.is_noun(i) else None
            )
            if pair and tree.lemma(pair[1]) in KIN and tree[pair[0]].ner[2:] in PLACES:
                continue  # "grew up in Oslo, the son of a priest"
            if pair and pair[0] == i and self.names_another(c, i):
                continue  # "President X, Secretary Y": the second title is the next name's
            if pair:
                yield pair
                if pair[1] == i and several(tree, i):  # "the reactors, Isar 2 and Emsland"
                    yield from ((x, i) for x in tree.conjuncts(c)[1:] if self.named(x))
                for more in tree.conjuncts(pair[1])[1:]:
                    if tree.one(more, "nummod") is not None or (pair[1] == i and more > pair[0]):
                        continue  # "Ann Bell, a doctor and two nurses", "aerial vehicles (UAVs) and satellites"
                    if self.is_noun(more) and not self.names_another(more, pair[0]) and not self.odd(pair[0], more):
                        yield pair[0], more
        if self.named(i) and tree.rel(i) == "nsubj":  # "Ann Bell was born in Riga, the daughter of a smith"
            yield from ((i, x) for x in self.trailing(tree[i].head))
        for c in tree.each(i, "acl") if self.is_noun(i) and tree.one(i, "cop") is None else []:  # "a student named Ole"
            if tree.lemma(c) in ("name", "call") and c == i + 1 and not tree.has(i, "Number=Plur"):
                yield from ((x, i) for x in tree.each(c, "xcomp", "obj") if x == c + 1 and self.named(x))
        if self.named(i) and self.tree.name_at(i):
            noun = next((c for c in reversed(tree.each(i, "compound")) if self.is_noun(c) and self.denotes(c)), None)
            if noun is not None and tree.one(noun, "nummod") is None:  # not "the 60-nation Pact"
                yield i, noun

    def trailing(self, verb: int) -> Iterator[int]:
        """The nouns of kin that end a clause, and are said of its subject: "was born in Riga, the daughter of …"."""
        tree = self.tree
        loose = [c for c in tree.each(verb, "parataxis", "obl", "xcomp", "advcl") if c > verb]
        loose += [c for o in tree.each(verb, "obl") if tree[o].ner[2:] in PLACES for c in tree.each(o, "appos")]
        for x in (x for c in loose if tree.apart(c) for x in tree.conjuncts(c)):
            if tree.lemma(x) in KIN and any(tree.cases(n) == "of" for n in tree.each(x, "nmod")):
                yield x

    def opener(self, i: int) -> Iterator[int]:
        """The named subject of which a noun phrase before it tells what it was: "A colonel in the army, | he fled"."""
        tree, verb = self.tree, self.tree[i].head
        loose = tree.rel(i) in ("dislocated", "advcl", "obl", "parataxis", "appos") and not tree.cases(i)
        kin = any(s.property in KINSHIP for s in self.lexicon.noun(tree.lemma(i)))
        body = self.lexicon.is_kind(self.lexicon.denotes.get(tree.lemma(i), "kgo:Thing"), "kgo:Organization")
        loose = loose and (personal(tree, self.lexicon, i) or kin or body)
        loose = loose and all(tree[w].text.lower() not in ("would", "likely", "possible") for w in range(i))
        opens = loose and tree.article(i) in ("a", "the") and min(tree.subtree(i)) == 0 and tree.upos(i) == "NOUN"
        for s in tree.each(verb, "nsubj", "nsubj:pass") if opens else ():
            entity = self.known.entity(self.known.stand(s))
            if s > i and tree[s - 1].text == "," and entity is not None and entity.named:
                yield s

    def names_another(self, noun: int, name: int) -> bool:
        """Whether a describing noun has a name of its own behind it ("President X, Secretary Y")."""
        behind = [*self.tree.each(noun, "appos", "flat"), min(noun + 1, len(self.tree) - 1)]
        own = self.bounds(name)
        return any(k > noun and self.named(k) and k not in range(*own) for k in behind)

    def is_noun(self, i: int) -> bool:
        """Whether a common noun, a capitalised title or one of a party ("a Republican") stands at `i`."""
        name = self.tree.name_at(i)
        member = name is not None and name[0] == name[1] and self.tree.article(i) == "a"
        title = name is None and self.denotes(i) is not None
        return self.tree.upos(i) == "NOUN" or (self.tree.upos(i) == "PROPN" and (member or title))

    def denotes(self, i: int) -> str | None:
        """The class that the noun at `i` denotes, or that a relation it names implies."""
        return self.lexicon.denotes.get(self.tree.lemma(i)) or (
            "kgo:Thing" if self.lexicon.noun(self.tree.lemma(i)) else None
        )

    def odd(self, name: int, noun: int) -> bool:
        """Whether a noun says of a name what its kind speaks against."""
        kind = self.known.entity_type(name)
        return self.denotes(noun) == "kgo:Person" and kind not in ("kgo:Person", "kgo:Thing")

    def person(self, i: int) -> bool:
        """Whether a person stands at `i`."""
        return self.known.entity_type(i) == "kgo:Person"

    def phrase(self, noun: int) -> list[int]:
        """The words of a describing noun phrase, articles and possessors aside."""
        tree = self.tree
        owners = {w for c in tree.each(noun, "nmod:poss") for w in tree.subtree(c)}
        return [
            w
            for w in phrase(tree, noun)
            if w not in owners and not (tree.rel(w) == "det" and tree.lemma(w) in ARTICLES) and tree.lemma(w) != "both"
        ]

    def bounds(self, i: int) -> tuple[int, int]:
        """First word of the name at `i`, and the one after its last."""
        name = self.tree.name_at(i)
        return (name[0], name[1] + 1) if name else (i, i + 1)

    def described_by(self, noun: int) -> Iterator[tuple[int, int]]:
        """(name, noun) pairs whose noun this is."""
        tree = self.tree
        for j in {noun, tree[noun].head}:
            yield from (pair for pair in self.described(j) if pair[1] == noun)

    def make(
        self,
        subject: Argument,
        relation: str,
        object: Argument | tuple[int, ...],
        rule: str,
        confidence: float,
        senses: tuple[Sense, ...],
        predicate: str,
        words: tuple[int, ...],
    ) -> Proposition:
        """A proposition of a noun phrase: its speaker's if in somebody's words, and actual, unless a word in it
        doubts it or the thing is yet to be made."""
        stance = Stance(source=next((self.quotation.speakers[w] for w in words if w in self.quotation.speakers), None))
        for w in words:
            maker = creator(self.tree, self.lexicon, w) if self.known.entity_type(w) != "kgo:Person" else None
            pending = self.stances[maker].modality if maker is not None and maker in self.stances else "actual"
            doubt = doubted(self.tree, self.lexicon, w) if w != subject else None
            stance = stance.within(doubt or (pending if pending != "actual" else None))
        return Proposition(subject, relation, predicate, object, rule, confidence, words, stance, senses)


def glossed(tree: Tree, name: int, noun: int, odd: bool) -> bool:
    """Whether a name in parentheses is but another word for the many of a noun ("market towns (købstæder)"), or is
    `odd` beside it ("a senior fellow (Class Nine)"), or a name behind a comma begins what the noun's phrase opens:
    "Upon release, Vega was praised"."""
    first = min(tree.subtree(name, without=("acl", "appos", "nmod", "punct")))
    opened = first > noun and tree[first - 1].text
    fronted = opened == "," and bool(tree.cases(noun)) and not tree.modifiers(noun)[:1] and tree.upos(noun) == "NOUN"
    before = [w for w in tree.subtree(noun, without=("punct",)) if w <= noun]
    letters = tree[noun].text.isupper() and noun > name and tree[min(before) - 1].text == "("  # "Parliament (MP)"
    short = tree[name].text.isupper() and opened == "(" and tree.article(noun) == "a"
    letters = letters or (short and len(tree[name].text) <= LETTERS)  # "a free trade zone (FTA)"
    return letters or (opened == "(" and (tree.has(noun, "Number=Plur") or odd)) or fronted


def several(tree: Tree, i: int) -> bool:
    """Whether a noun is of several whose names may follow: "the reactors"; not "no ministers", nor "lawyers for the |
    banks", of whom the names may be either."""
    above = tree[i].head if tree.rel(i) == "nmod" else i
    either = above != i and tree.upos(above) == "NOUN" and tree.has(above, "Number=Plur")
    return tree.has(i, "Number=Plur") and not either and all(tree.lemma(d) != "no" for d in tree.each(i, "det"))
