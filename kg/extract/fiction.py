"""What is so in a story only: what a novel's people do, the text tells as the novel's word and not as its own."""

from __future__ import annotations

from kg.parse.tree import Tree

MYTHS = frozenset("folklore legend myth mythology".split())
FICTIONS = frozenset("anime ballet comedy episode film manga movie musical novel novella play sitcom thriller".split())
TALES = FICTIONS | {"story", "tale"}
ACTING = frozenset("act appear cast perform play portray reprise star voice".split())
# what makers and their works do, and none of their people
PRODUCTION = ACTING | frozenset(
    "accuse address argue combine create criticise criticize debut depict describe direct double draw examine "
    "explore feature find follow interview introduce make mix narrate open parody premiere present quote recount "
    "replace report reunite reveal satirise satirize see shoot show sing study tell use work write".split()
)
FOLLOWING = frozenset("center centre chronicle follow portray".split())


def setting(tree: Tree, i: int) -> int | None:
    """The work or the myth in which alone clause `i` holds: "In the | novel, Brandt murders his wife"."""
    first = tree[i].head if tree.rel(i) == "conj" else i
    present = any(tree.has(w, "Tense=Pres") and tree.has(w, "VerbForm=Fin") for w in (i, *tree.each(i, "aux", "cop")))
    for c in tree.each(first, "obl"):
        end = max(tree.subtree(c, without=("punct",))) + 1
        apart = any(w.text == "," for w in tree.words[end : end + 2])
        opens = c < first and tree.cases(c) == "in" and apart
        work = tree.lemma(c) in FICTIONS and present and tree.one(c, "det", "nmod:poss") is not None
        if (
            opens
            and (work or tree.lemma(c) in MYTHS)
            and tree.one(c, "nmod") is None
            and tree.lemma(i) not in PRODUCTION
        ):
            return c
    return None


def character(tree: Tree, i: int, c: int) -> int | None:
    """The work of which noun `i`, of whom clause `c` tells, is one of the people: "The | film follows a nurse who …",
    "the | story of a nurse who …"."""
    if not any(tree.lemma(s) == "who" for s in tree.each(c, "nsubj", "nsubj:pass")):
        return None
    verb = tree[i].head
    if tree.rel(i) == "nmod" and tree.cases(i) == "of" and tree.lemma(verb) in TALES:
        return verb
    told = tree.rel(i) == "obj" and tree.lemma(verb) in FOLLOWING and tree.article(i) == "a"
    subjects = tree.each(verb, "nsubj") if told else []
    return next((s for s in subjects if tree.lemma(s) in FICTIONS | {"series"}), None)


def role(tree: Tree, i: int) -> bool:
    """Whether a noun is but a part that somebody plays: "starred as a | woman", "as Nell Frayne, a | widow"."""
    part = tree[i].head if tree.rel(i) == "appos" else i
    if tree.lemma(i) in ("role", "part", "character"):
        return False  # "was cast as Dean, a role he played for years"
    return tree.cases(part) == "as" and tree.lemma(tree[part].head) in ACTING
