"""What is so in a story only: what a novel's people do, the text tells as the novel's word and not as its own."""

from __future__ import annotations

from kg.parse.tree import Tree

MYTHS = frozenset("fable folklore legend myth mythology".split())
FICTIONS = MYTHS | frozenset(
    "anime ballet comedy comic drama epic episode fairytale film manga movie musical novel novella opera play saga "
    "sequel series sitcom story tale thriller".split()
)
ACTING = frozenset("act appear cast perform play portray reprise star voice".split())
# what makers and their works do, and none of their people
MAKING = ACTING | frozenset(
    "address argue combine criticise criticize depict describe direct draw examine explore feature introduce mix "
    "narrate open parody present premiere recount satirise satirize show tell use write".split()
)
FOLLOWING = frozenset("center centre chronicle concern depict feature follow portray recount tell".split())


def setting(tree: Tree, i: int) -> int | None:
    """The work or the myth in which alone clause `i` holds: "In the | novel, Brandt murders his wife"."""
    first = tree[i].head if tree.rel(i) == "conj" else i
    present = any(tree.has(w, "Tense=Pres") and tree.has(w, "VerbForm=Fin") for w in (i, *tree.each(i, "aux", "cop")))
    for c in tree.each(first, "obl"):
        end = max(tree.subtree(c, without=("punct",))) + 1
        apart = any(w.text == "," for w in tree.words[end : end + 2])
        opens = c < first and tree.cases(c) == "in" and apart
        told = tree.lemma(c) in MYTHS or (tree.lemma(c) in FICTIONS and present)
        if opens and told and tree.lemma(i) not in MAKING:
            return c
    return None


def character(tree: Tree, i: int) -> int | None:
    """The work of which noun `i` is one of the people: "The | film follows a nurse", "the | story of a nurse"."""
    if tree.rel(i) == "nmod" and tree.cases(i) == "of" and tree.lemma(tree[i].head) in FICTIONS:
        return tree[i].head
    verb = tree[i].head
    told = tree.rel(i) in ("obj", "obl") and tree.lemma(verb) in FOLLOWING and tree.article(i) == "a"
    subjects = tree.each(verb, "nsubj") if told else []
    return next((s for s in subjects if tree.lemma(s) in FICTIONS), None)


def role(tree: Tree, i: int) -> bool:
    """Whether a noun is but a part that somebody plays: "starred as a | woman", "as Nell Frayne, a | widow"."""
    part = tree[i].head if tree.rel(i) == "appos" else i
    if tree.lemma(i) in ("role", "part", "character"):
        return False  # "was cast as Dean, a role he played for years"
    return tree.cases(part) == "as" and tree.lemma(tree[part].head) in ACTING
