"""What is said before a value of how exact it is: "about 4 dollars", "less than 4 dollars"."""

from __future__ import annotations

from kg.parse.tree import Tree
from kg.resolve.phrases import phrase

ABOUT = frozenset({("about",), ("around",), ("nearly",), ("almost",), ("roughly",), ("approximately",), ("some",)})
BOUNDS = frozenset(
    {
        ("less", "than"), ("more", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"), ("up", "to"),
        ("over",), ("under",), ("no", "more", "than"), ("no", "less", "than"),
    }
)  # fmt: skip
SCALES = frozenset({"Celsius", "Fahrenheit", "Kelvin"})
# what sums of money are
OWED = frozenset(
    "aid asset bond capital cash cost damage debt equity fee fine funding investment liability loan loss profit "
    "revenue sale saving stock tax".split()
)


def hedge(tree: Tree, first: int) -> int:
    """Where what is said of a value that begins at word `first` begins: `first` itself, if nothing is."""
    for size in (3, 2, 1):
        words = tuple(w.text.lower() for w in tree.words[max(0, first - size) : first])
        if words in ABOUT | BOUNDS and not alone(tree, first, size):
            return first - size
    return first


def alone(tree: Tree, first: int, size: int) -> bool:
    """Whether a preposition stands before the value for the verb's sake: "flew | over 3 miles of sea"."""
    return size == 1 and tree.words[first - 1].deprel == "case"


def ranked(tree: Tree, i: int, name: tuple[int, int, str]) -> str | None:
    """A rank of so many, as it is written: "the | Top 20"."""
    first = name[0] - 1
    top = any(c == first for c in tree.each(i, "amod", "compound"))
    return tree.text(range(first, name[1] + 1)) if top and tree.upos(i) == "NUM" and name[2] == "CARDINAL" else None


def owing(tree: Tree, name: tuple[int, int, str]) -> int:
    """The last word of a value, with what a sum of money is of, in or for: "$9 billion in | debt", "$250 million of |
    mortgage bonds", "$31 | a share"; with the scale of a degree: "40 degrees | Celsius"."""
    end = name[1]
    if tree.lemma(end) == "degree" and end + 1 < len(tree) and tree[end + 1].text in SCALES:
        return end + 1
    if name[2] != "MONEY" or end + 2 >= len(tree):
        return end
    for i in range(name[0], end + 1):
        for c in tree.each(i, "nmod"):
            rate = tree.article(c) == "a" and tree[c].deprel == "nmod:unmarked" and c == end + 2
            if rate or (c > end and tree.cases(c) == "of" and tree.each(c, "case") == [end + 1]):
                return c if rate else max(phrase(tree, c))
    if tree[end + 1].text.lower() != "in":
        return end
    noun = end + 3 if tree.upos(end + 2) == "ADJ" and end + 3 < len(tree) else end + 2
    owed = tree.lemma(noun) in OWED and tree.upos(noun) == "NOUN" and not tree.each(noun, "det")
    while tree.rel(noun) == "compound":  # "$40 million in tax | breaks"
        noun = tree[noun].head
    return noun if owed else end


def bounded(tree: Tree, start: int, first: int) -> bool:
    """Whether the words from `start` up to a value only bound it, so that it is not the value."""
    return tuple(w.text.lower() for w in tree.words[start:first]) in BOUNDS


def score(tree: Tree, i: int) -> bool:
    """Whether a number is the first of a score: "4-1"."""
    after = tree.words[i + 1 : i + 3]
    return tree.upos(i) == "NUM" and len(after) == 2 and after[0].text in ("-", "–") and after[1].upos == "NUM"
