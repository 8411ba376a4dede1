"""Propositions in the text's own words, as benchmarks of open information extraction want them.

One extractor underneath: the same clauses are read as for the graph, only that every noun phrase and pronoun may be an
argument, whether or not it is known who it means, and that arguments keep their words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from kg.extract.arguments import Arguments
from kg.extract.clauses import Clauses
from kg.extract.nouns import Nouns
from kg.extract.obliques import DISCOURSE
from kg.extract.proposition import Argument, Proposition, certainty
from kg.extract.quotes import Quotation
from kg.extract.wording import AGREEING
from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.resolve.entities import resolve
from kg.types import Entity, Literal

# what hangs on an argument's head and is no part of the argument
LOOSE = frozenset("parataxis acl:relcl conj cc appos cop nsubj aux mark advcl punct discourse ccomp".split())
BARE = 0.6
# relations that no word of the sentence says
IMPLICIT = frozenset("description place_apposition relational_noun such_as origin_adjective possessive".split())
STOPS = frozenset(", ; : - -- –".split())
# what the benchmarks' annotators, who follow verbs, take for no tuple
UNSPOKEN = frozenset("such_as origin_adjective relational_noun possessive".split())
SPLIT = frozenset({"verb_object_oblique"})  # what a tuple of many arguments says already
BE = frozenset("is are was were be been being".split())
NEGATION = frozenset("not n't n’t never when where how why".split())


@dataclass(frozen=True, slots=True)
class Tuple:
    """A relation and its arguments in surface words; `confidence` is the rule's."""

    relation: str
    arguments: tuple[str, ...]
    confidence: float
    rule: str


class Everything(Arguments):
    """Arguments among which pronouns and unknown nouns count too."""

    def usable(self, i: int) -> bool:
        """Anything may be spoken of."""
        return True


def surface(tree: Tree, lexicon: Lexicon, *, binary: bool = False) -> Iterator[Tuple]:
    """The tuples of one sentence, each once; if `binary` of two arguments, a further phrase making another tuple."""
    known = Everything(tree, resolve("", [tree], lexicon))
    quotation = Quotation()
    clauses = Clauses(tree, lexicon, known, quotation)
    found = [*clauses.found, *Nouns(tree, lexicon, known, quotation, clauses.outlook).read()]
    worder = Surface(tree, known, LOOSE | {"acl"} if binary else LOOSE)
    tuples = [*map(worder.tuple, found), *(worder.bare(clauses, i) for i in unread(clauses))]
    if binary:
        tuples += [said for p in found for said in worder.beyond(p)]
    for said in dict.fromkeys(said for said in tuples if said is not None):
        if not binary and said.rule not in SPLIT | UNSPOKEN:
            yield said
        elif binary and said.rule not in IMPLICIT | SPLIT:
            yield replace(said, arguments=said.arguments[:2])


def unread(clauses: Clauses) -> Iterator[int]:
    """The verbs that have a subject but are in no proposition: they say little that a graph could hold."""
    spoken = {w for p in clauses.found for w in p.words}
    for i, context in clauses.contexts.items():
        if context.subjects and i not in spoken and clauses.tree.upos(i) == "VERB":
            yield i


def as_written(word: str, text: Collection[str]) -> str:
    """A word of a relation that the graph has put in the singular, as the sentence has it: "were", not "was"."""
    several = next((many for many, one in AGREEING.items() if one == word), word.removesuffix("s"))
    return several if word.lower() not in text and several in text else word


class Surface:
    """Words one sentence's propositions."""

    def __init__(self, tree: Tree, known: Arguments, loose: frozenset[str]) -> None:
        self.tree, self.known, self.loose = tree, known, loose

    def tuple(self, p: Proposition) -> Tuple | None:
        """One proposition; None where a part has no words of its own in the sentence."""
        subject, target = self.argument(p.subject), self.object(p)
        if not subject or not target:
            return None
        further = tuple(self.circumstance(i) for i in self.further(p))
        if p.rule == "passive_agent" and isinstance(p.object, int):
            return Tuple(self.passive(p), (target, subject, *further), self.sure(p), p.rule)
        return Tuple(self.relation(p), (subject, target, *further), self.sure(p), p.rule)

    def sure(self, p: Proposition) -> float:
        """The rule's confidence, as far as the parser is sure of the words."""
        return p.confidence * certainty(self.tree, p)

    def relation(self, p: Proposition) -> str:
        """The relation with its participle as the text has it, which the graph's wording makes finite: "involving", not
        "involve"; "dangling off", not "was dangling off"."""
        tree = self.tree
        text = {word.text.lower() for word in tree.words}
        told = [as_written(word, text) for word in p.relation.split()]
        verbs = [tree[w].text for w in p.words if tree.upos(w) == "VERB" and tree[w].text not in told]
        made = [word for word in told if word.lower() not in text and word not in BE]
        own = [word for word in told if word.lower() in text or word not in BE]
        if p.rule in IMPLICIT or len(made) > 1 or (made and len(verbs) != 1):
            return " ".join(told)
        return " ".join(verbs[0] if word in made else word for word in own) or p.relation

    def bare(self, clauses: Clauses, i: int) -> Tuple | None:
        """A verb with its subject and whatever else its clause says, the preposition of the first phrase with it."""
        tree, subject = self.tree, clauses.contexts[i].subjects[0]
        parts = [
            c for c in tree.each(i, "obj", "iobj", "obl", "xcomp", "ccomp", "advmod") if tree.lemma(c) not in NEGATION
        ]
        parts = sorted(c for c in parts if c > i) + [c for c in parts if c < i]
        group = [w for w in clauses.group(i) if w not in parts]
        if not parts:
            return None
        first, *rest = parts
        marks = [w for c in tree.each(first, "case", "mark") for w in tree.subtree(c) if w < first and first > i]
        target = [w for w in self.phrase(first, self.loose - {"ccomp"}) if w not in marks]
        arguments = (self.argument(subject), self.spaced(target), *map(self.circumstance, rest))
        return Tuple(self.spaced([*group, *marks]), arguments, BARE, "bare_clause")

    def beyond(self, p: Proposition) -> Iterator[Tuple]:
        """Each prepositional phrase of a clause, or of its object, as an argument of all that stands before it: "was
        able to start a business in | Hoboken"."""
        tree = self.tree
        if not isinstance(p.object, int) or p.rule in IMPLICIT | SPLIT | {"passive_agent"}:
            return
        subject = self.argument(p.subject)
        inner = [c for c in tree.each(p.object, "nmod") if c > p.object and tree.each(c, "case")]
        short = self.spaced(self.phrase(p.object, self.loose | {"case", "nmod"}))
        for i in [*inner, *self.further(p)]:
            marks = sorted(w for c in tree.each(i, "case") if c < i for w in tree.subtree(c))
            if tree.rel(i) != "advmod" and subject and (tree.cases(i), tree.lemma(i)) not in DISCOURSE:
                relation = f"{self.relation(p)} {short} {self.spaced(marks)}".strip()
                for x in tree.conjuncts(i):
                    yield Tuple(relation, (subject, self.argument(x)), 0.7 * self.sure(p), "beyond")

    def further(self, p: Proposition) -> list[int]:
        """What else the clause says: its prepositional phrases and adverbs that no other part of the tuple has."""
        tree = self.tree
        parties = {a for a in (p.subject, p.object) if isinstance(a, int)}
        verbs = [
            w
            for w in p.words
            if w not in parties and tree.upos(w) in ("VERB", "AUX", "ADJ", "NOUN") and tree.is_clause(w)
        ]
        if not verbs or isinstance(p.object, tuple):
            return [i for _, i in p.qualifiers]
        top = min(verbs, key=lambda w: sum(1 for _ in tree.ancestors(w)))
        around = [c for c in tree.each(top, "obl", "advmod", "obl:unmarked") if tree.lemma(c) not in NEGATION]
        taken = {w for a in parties for w in (a, *tree.ancestors(a))} | set(p.words)
        told = set(p.relation.split())
        around = [c for c in around if (tree.cases(c), tree.lemma(c)) not in DISCOURSE]
        return [c for c in around if c not in taken and tree[c].text not in told]

    def passive(self, p: Proposition) -> str:
        """A passive's relation as the text has it: "was founded by"."""
        parties = {a for a in (p.subject, p.object) if isinstance(a, int)}
        return self.spaced([w for w in p.words if w not in parties]) + " by"

    def argument(self, argument: Argument) -> str:
        """A noun phrase, as long as it is without clauses and coordinates."""
        if isinstance(argument, Entity):
            return argument.name
        return self.spaced(self.phrase(argument, without=self.loose | {"case"}))

    def object(self, p: Proposition) -> str:
        """The object's words: a phrase, a run of words, or a whole clause."""
        match p.object:
            case Proposition() as inner:
                return self.spaced(self.clause(inner))
            case tuple() as words:
                return self.spaced(list(words))
            case Entity() as entity:
                return entity.name
            case Literal(text=text):
                return text
            case int() as i:
                return self.argument(i)

    def clause(self, inner: Proposition) -> list[int]:
        """The words of a complement clause: all that hangs on its highest word."""
        words = [w for w in inner.words if self.tree.is_clause(w)] or list(inner.words)
        top = min(words, key=lambda w: sum(1 for _ in self.tree.ancestors(w)))
        return self.tree.subtree(top, without=("punct",))

    def circumstance(self, i: int) -> str:
        """A circumstance with its preposition."""
        return self.spaced(self.phrase(i, without=self.loose))

    def phrase(self, i: int, without: frozenset[str]) -> list[int]:
        """Word `i` with all below it but what hangs on `i` itself in the relations `without`; no word is left out in
        the midst of it but those."""
        tree = self.tree
        kept, cut = {i}, set[int]()
        for c in tree.children[i]:
            clitic = tree.rel(c) == "case" and c > i
            outside = (tree[c].deprel in without or tree.rel(c) in without - {"nmod"}) and not clitic
            (cut if outside and tree.rel(c) != "punct" else kept if not outside else set()).update(tree.subtree(c))
        words = [w for w in range(min(kept), max(kept) + 1) if w not in cut]
        while len(words) > 1 and (tree.upos(words[0]) == "CCONJ" or tree[words[0]].text in STOPS):
            del words[0]
        while len(words) > 1 and (tree.upos(words[-1]) == "CCONJ" or tree[words[-1]].text in STOPS):
            del words[-1]
        return words

    def spaced(self, words: list[int]) -> str:
        """Words parted by blanks, as the benchmarks' tokens are."""
        return " ".join(self.tree[w].text for w in sorted(words))
