"""Which mentions of a sentence grammar forbids to be one, and which may point forward: binding (Chomsky 1981)."""

from __future__ import annotations

from kg.parse.binding import barred
from kg.parse.tree import Tree
from kg.types import Mention


def commanded(tree: Tree, i: int) -> list[int]:
    """The words that a subject stands above; none of them names it: "He said that Warhol was …" is somebody else's
    word (Chomsky 1981, "Lectures on Government and Binding", principle C)."""
    return [w for w in tree.subtree(tree[i].head) if w > i] if tree.rel(i) == "nsubj" else []


def bound(tree: Tree, m: Mention, other: Mention) -> bool:
    """Whether two mentions of a sentence cannot be one: arguments of one verb, or one inside the other."""
    if m.sentence != other.sentence:
        return False
    a, b = m.head, other.head
    if a == b or (
        b in tree.ancestors(a) and tree.rel(a) == "nmod" and tree[a].deprel == "nmod:poss" and tree[a].head == b
    ):
        return True
    if (m.kind == "pronoun" and b in barred(tree, a)) or (other.kind == "pronoun" and a in barred(tree, b)):
        return True
    if tree[a].deprel == "nmod:poss":
        owned = tree[a].head
        return (
            b == owned
            or (tree[b].head == owned and tree.rel(b) in ("appos", "flat", "compound", "nmod"))
            or (tree[owned].head == b and tree.rel(owned) in ("appos", "nmod"))
        )
    if tree[a].text.lower().endswith(("self", "selves")):
        return False
    arguments = ("nsubj", "obj", "iobj", "obl")
    return tree[a].head == tree[b].head and tree.rel(a) in arguments and tree.rel(b) in arguments


def cataphoric(tree: Tree, m: Mention, other: Mention) -> bool:
    """Whether a pronoun in a fronted phrase may mean the subject that follows ("Despite its problems, X …")."""
    if tree.rel(other.head) != "nsubj":
        return False
    clause = tree[other.head].head
    fronted = next((i for i in (m.head, *tree.ancestors(m.head)) if tree[i].head == clause and i != clause), None)
    return (
        fronted is not None and fronted < other.head and tree.rel(fronted) in ("obl", "advcl") and fronted != other.head
    )


def predicative(tree: Tree, i: int) -> bool:
    """Whether a noun phrase says what something is and means nothing itself: "as a captain", "is a captain"."""
    indefinite = tree.article(i) == "a"
    return tree.one(i, "cop") is not None or (indefinite and (tree.cases(i) == "as" or tree.rel(i) == "appos"))
