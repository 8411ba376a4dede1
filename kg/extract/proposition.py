"""What a rule reads in a tree before its words become entities: propositions, and how the text stands behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.lexicon import Sense
from kg.parse.tree import Tree
from kg.resolve.phrases import hyphenated
from kg.types import Entity, Literal, Modality, Polarity

Argument = int | Entity


@dataclass(frozen=True, slots=True)
class Stance:
    """Polarity, modality and source, in terms of words: `source` is the head word of whoever says so."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    source: Argument | None = None

    def negated(self) -> Stance:
        """The opposite polarity."""
        return replace(self, polarity="negative" if self.polarity == "positive" else "positive")

    def within(self, modality: Modality | None) -> Stance:
        """The stance under a word that gives `modality`; None changes nothing."""
        return replace(self, modality=modality) if modality else self

    def said_by(self, source: Argument | None) -> Stance:
        """The stance as somebody's words; the nearest speaker counts."""
        return replace(self, source=source) if source is not None else self


ASSERTED = Stance()
"""The author's own word for a fact."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause takes over: subjects if it has none, a stance, words that lead its relation ("plans to"), tense."""

    subjects: tuple[int, ...] = ()
    stance: Stance = ASSERTED
    lead: tuple[int, ...] = ()
    past: bool = False


@dataclass(frozen=True, slots=True)
class Proposition:
    """Subject, relation, object as words of one tree.

    `object` is a head word, an entity or value that stands at no word (the Canada in "Canadian"), a run of words taken
    as they are, or another proposition. `lemma` is the verb, by which the proposition is named as a deed ("sale of …"),
    and `opening` what opens its clause where that is a complement: "that", "whether", "to", "" for a gerund.
    `whole` is false where the verb cannot do without what another proposition tells ("raised her | to the rank of …").
    `senses` are the readings that the lexicon offers for the relation; types decide later.
    """

    subject: Argument
    relation: str
    predicate: str
    object: Argument | Literal | tuple[int, ...] | Proposition
    rule: str
    confidence: float
    words: tuple[int, ...]
    stance: Stance = ASSERTED
    senses: tuple[Sense, ...] = ()
    qualifiers: tuple[tuple[str, int], ...] = ()
    lemma: str = ""
    opening: str = ""
    whole: bool = True


def certainty(tree: Tree, p: Proposition) -> float:
    """How sure the parser is of what a proposition stands on: the least probable place of its words, 0 to 1.

    Where the whole hangs does not matter, if all its words hang together, nor where a clause does whose subject hangs
    on it, nor whether a relative clause is of a name or of its description ("Bell, an engineer who worked for Acme"),
    nor how the "co-" of "co-found" hangs, nor whether a percentage is an object ("fell 11 percent"), nor whether a
    participle that opens the sentence hangs on the subject or its verb ("Born in Rome, Ann left"), nor how the dates in
    parentheses behind a name do.
    """
    if p.rule == "lifespan":
        return 1.0
    words = {*p.words, *(a for a in (p.subject, p.object) if isinstance(a, int))}
    clause = tree[p.subject].head if isinstance(p.subject, int) and p.subject in words else None
    tops = [w for w in words if tree[w].head == w or tree[w].head not in words]
    words -= {w for w in words if tree.rel(w) == "acl" and describing(tree, tree[w].head)}
    if p.rule == "light_verb":  # "signed a deal with Acme": a deal with it, or signed with it
        words -= {
            w for w in words if tree.rel(w) in ("nmod", "obl") and {tree[w].head, tree[tree[w].head].head} & words
        }
    words -= {w for w in words if tree[w].ner.endswith("-PERCENT") and tree[w].deprel in ("obj", "obl:unmarked")}
    words -= {glued for w in p.words for glued in hyphenated(tree, w)}
    words -= {w for w in p.words if fronted(tree, w)} | ({*tops} if len(tops) == 1 else set())
    return min((tree[w].certainty for w in words if w != clause or w == p.subject), default=1.0)


def describing(tree: Tree, i: int) -> bool:
    """Whether a noun describes what stands beside it: "Bell, an | engineer"."""
    return tree[i].deprel in ("appos", "nmod:desc")


def fronted(tree: Tree, i: int) -> bool:
    """Whether a participle, or a noun that says what the subject is, opens its sentence."""
    opens = tree[i].head > i and min(tree.subtree(i)) == 0
    loose = tree[i].deprel in ("advcl", "dislocated", "nmod:desc", "obl", "parataxis") and not tree.cases(i)
    noun = loose and tree.upos(i) == "NOUN"
    participle = tree.has(i, "VerbForm=Part") or tree.has(i, "VerbForm=Ger")
    return opens and (noun or (participle and tree.rel(i) in ("advcl", "acl")))
