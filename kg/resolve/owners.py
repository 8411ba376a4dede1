"""Whose a noun is: its own possessor, one it shares with the noun before it, or what a "whose" takes up."""

from __future__ import annotations

from kg.parse.tree import Tree
from kg.resolve.phrases import QUANTITY


def possessor(tree: Tree, head: int) -> int | None:
    """Whose the noun at `head` is: it may share its possessor with the noun that it is coordinated with: "her wealth
    and | fame"."""
    first = tree[head].head
    shares = tree.rel(head) == "conj" and tree.upos(head) == tree.upos(first) == "NOUN"
    own = tree.one(head, "nmod:poss")
    if own is not None or not shares or tree.one(head, "det", "nummod", "case", "cop") is not None:
        return own
    other = any(tree.lemma(c) in QUANTITY for c in tree.each(head, "amod"))
    # "women's rights activist and author": women's are the rights alone
    kind = [c for c in tree.each(first, "nmod:poss") if tree.upos(c) == "NOUN" and not tree.each(c, "det", "nmod:poss")]
    shared = [c for c in tree.each(first, "nmod:poss") if tree.upos(c) == "PRON" or tree.one(c, "case") is not None]
    shared = [c for c in shared if c not in kind]
    return shared[0] if shared and not other else None


def related(tree: Tree, whose: int) -> int | None:
    """The noun that a "whose" takes up, or the name which that noun describes; None where it asks."""
    clause = next((a for a in tree.ancestors(whose) if tree.rel(a) == "acl"), None)
    if clause is None or tree.lemma(whose) != "whose" or tree[clause].head > whose:
        return None
    noun = tree[clause].head
    if tree.upos(noun) not in ("NOUN", "PROPN"):
        return None  # "anyone whose car is stolen"
    return tree[noun].head if tree.rel(noun) == "appos" and tree.upos(tree[noun].head) == "PROPN" else noun
