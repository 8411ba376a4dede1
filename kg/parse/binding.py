"""What grammar says of whom a pronoun means, by the tree of its sentence: whom it cannot mean, and whom it favours.

Principle B of binding (Chomsky 1981, "Lectures on Government and Binding"): a pronoun that is not reflexive means no
other argument of its clause, its subject left unsaid included, and a possessive not what is owned. Parallel roles are
favoured, and the subject before by the possessor within a subject (Grosz et al. 1995, "Centering"); more so the speaker
by the subject of what is said ("Ann told Eve that she …").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from kg.parse.tree import Tree
from kg.types import Sentence

ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
WITHIN = frozenset("nmod:poss appos nmod compound nmod:desc".split())
BESIDE = ("appos", "nmod:desc", "flat")
DEEP = 5  # clauses up to which a subject is looked for
PARALLEL = 0.15
THING = 0.5  # "It …": what the sentence before is about; people may be spoken of from afar
REPORTED = 2.0
POSSESSOR = 1.0
PREDICATE = -2.0  # whom the subject names rather than what it is said to be
OWN = 2.0  # "Acme sold its shares"; people's things are as often another's


def subject(tree: Tree, clause: int, deep: int = DEEP) -> int | None:
    """The subject of a clause, or whom it is controlled by: "Ann told Eve to ask her", "Ann came and asked her"."""
    own = [i for i in tree.children[clause] if tree[i].deprel in SUBJECTS]
    above, relation = tree[clause].head, tree[clause].deprel
    if own or not deep or above == clause:
        return own[0] if own else None
    if relation == "acl":
        return above
    if relation == "xcomp" and (objects := [i for i in tree.children[above] if tree[i].deprel in ("obj", "iobj")]):
        return objects[0]
    shared = relation in ("xcomp", "conj") or (relation == "advcl" and not tree.has(clause, "VerbForm=Fin"))
    return subject(tree, above, deep - 1) if shared else None


def predicates(tree: Tree, i: int) -> bool:
    """Whether a noun says what the subject is or becomes: "became the first woman to hold it", "known as Aune"."""
    if tree[i].deprel == "obl" and tree.cases(i) == "as":
        return True
    if tree[i].upos != "NOUN":
        return False
    return tree.one(i, "cop") is not None or (
        tree[i].deprel in ("xcomp", "obj") and tree[tree[i].head].lemma in ("become", "remain")
    )


def clause_of(tree: Tree, i: int) -> int:
    """The verb of the clause that a word stands in."""
    return next((a for a in tree.ancestors(i) if tree[a].upos in ("VERB", "AUX")), i)


def barred(tree: Tree, i: int) -> frozenset[int]:
    """The words of its sentence that the pronoun `i` cannot mean; for a reflexive one, none are known."""
    if tree[i].text.lower().endswith(("self", "selves")):
        return frozenset()
    return frozenset({*_barred(tree, i), *tree.each(i, "conj")} - {i})


def _barred(tree: Tree, i: int) -> Iterator[int]:
    relation, head = tree[i].deprel, tree[i].head
    if relation in ARGUMENTS:
        yield from (c for c in tree.children[head] if tree[c].deprel in ARGUMENTS)
        above = subject(tree, head) if relation not in SUBJECTS else None
        yield from () if above is None else (above,)
        for c in tree.each(head, "advcl") if relation in SUBJECTS else ():  # "After leaving Acme, it …"
            if subject(tree, c, 1) == i and not tree.has(c, "VerbForm=Fin"):
                yield from (a for a in tree.children[c] if tree[a].deprel in ARGUMENTS and tree.cases(a) != "as")
    elif relation == "nmod:poss":
        yield from (head, *tree.each(head, *BESIDE))
        yield from tree.each(head, *SUBJECTS) if tree.one(head, "cop") is not None else ()
        yield from (tree[head].head,) if tree[head].deprel in BESIDE else ()
    elif relation == "nmod":
        yield from (head, *tree.each(head, "nmod:poss"))
        if tree[head].deprel in ("obj", "iobj") and tree.cases(i) == "of" and tree.one(head, "nmod:poss") is None:
            above = subject(tree, tree[head].head)  # "Ann bought half of it", "took pictures of her"
            yield from () if above is None else (above,)
    elif relation == "conj":
        yield from (head, *tree.each(head, "conj"))


class Grammar:
    """What the trees of a document say of pairs of words, each told as sentence and word."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.tree = cache(lambda number: Tree(sentences[number]))
        self.barred = cache(lambda number, i: barred(self.tree(number), i))

    def apart(self, pronoun: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether a pronoun cannot mean what another word of its sentence does."""
        return pronoun[0] == other[0] and other[1] in self.barred(*pronoun)

    def favour(self, pronoun: tuple[int, int], other: tuple[int, int]) -> float:
        """What speaks for a subject, or its possessor, to be meant by the subject of a sentence not far behind."""
        here, there = self.tree(pronoun[0]), self.tree(other[0])
        i, j = pronoun[1], other[1]
        if predicates(there, j):
            return PREDICATE
        if pronoun[0] == other[0] and here[i].text.lower() == "its" and not self.within_subject(*pronoun):
            plural = here.has(j, "Number=Plur") and here[j].ner == "O"
            fits = not plural and not any("PERSON" in here[w].ner for w in (j, *here.each(j, *BESIDE)))
            return OWN * (fits and here[j].upos != "PRON" and subject(here, clause_of(here, i)) == j)
        if pronoun[0] - other[0] > 2 or there[j].deprel not in SUBJECTS:
            return 0.0
        if here[i].deprel == "nmod:poss":
            main = pronoun[0] - other[0] == 1 and there[there[j].head].deprel == "root"
            return POSSESSOR if main and self.within_subject(*pronoun) else 0.0
        if here[i].deprel not in SUBJECTS:
            return 0.0
        said = here[i].head
        while here[said].deprel == "conj" and here[said].head != said:
            said = here[said].head
        reported = pronoun[0] == other[0] and here[said].deprel == "ccomp" and here[said].head == here[j].head
        thing = here[i].text.lower() == "it" and pronoun[0] - other[0] == 1 and there[there[j].head].deprel == "root"
        return (THING if thing else PARALLEL) + REPORTED * reported

    def within_subject(self, number: int, i: int) -> bool:
        """Whether a word stands within a subject: "its" in "Its owner, …" and in "Ann Bell, its owner, …"."""
        tree = self.tree(number)
        while tree[i].head != i and tree[i].deprel in WITHIN:
            i = tree[i].head
        return tree[i].deprel in SUBJECTS
