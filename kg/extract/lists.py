"""Members of a list: the examples that a noun's "such as" gives, of which holds what is said of the noun."""

from __future__ import annotations

from collections.abc import Iterator

from kg.parse.tree import Tree

VAGUE = frozenset("thing one way people person case time".split())
EXAMPLES = frozenset({"such as", "including", "like", "especially"})
MEMBERS = frozenset({"such as", "including"})
# nouns for many of what follows: to use a variety of tools is to use tools
AMOUNT = frozenset(
    "variety range number combination set series array group collection host wealth multitude list selection".split()
)


def exemplified(tree: Tree, i: int) -> Iterator[tuple[int, int]]:
    """(kind, example) where an example hangs on word `i`: it is of the plural right before it, or of a singular that
    has "such as" behind it, whatever it hangs on."""
    for c in tree.each(i, "nmod", "obl"):
        if tree.cases(c) not in EXAMPLES:
            continue
        kind = before(tree, min(tree.each(c, "case")))
        if kind is None or tree.lemma(kind) in VAGUE:
            continue
        head = tree[kind].head
        single = tree.has(kind, "Number=Sing") and tree.rel(kind) == "nmod" and tree.cases(kind) == "with"
        if single and tree.has(head, "Number=Plur") and tree.upos(head) == "NOUN":
            kind = head  # "bodies with a voice, such as unions"
        one = tree.cases(c) == "such as" and tree.article(kind) == "a"
        if one or tree.has(kind, "Number=Plur"):  # "a tool, such as a saw"
            yield from ((kind, x) for x in tree.conjuncts(c))


def before(tree: Tree, i: int) -> int | None:
    """The noun that stands right before word `i`, a comma aside."""
    at = i - 1
    while at >= 0 and tree[at].text == ",":
        at -= 1
    return at if at >= 0 and tree.upos(at) == "NOUN" else None


def instances(tree: Tree, i: int) -> Iterator[int]:
    """The examples of what stands at `i`, or of what it is a number of: "a variety of tools, including | saws"."""
    parts = [n for n in tree.each(i, "nmod") if tree.cases(n) == "of" and tree.lemma(i) in AMOUNT]
    for kind, x in (pair for n in (i, *parts) for pair in exemplified(tree, n)):
        marked = next((c for c in (x, tree[x].head) if tree.cases(c)), x)
        if kind in (i, *parts) and tree.has(kind, "Number=Plur") and tree.cases(marked) in MEMBERS:
            yield x
