"""What a text has spoken of so far, and how salient it is: of what kind, in what number and gender, how lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.resolve.selection import fits
from kg.types import Mention

REACH = 3
MARGIN = 6.0
RECENCY = (50.0, 40.0, 22.0, 10.0)
ROLE = {
    "nsubj": 40.0,
    "nsubj:pass": 36.0,
    "nsubj:outer": 36.0,
    "obj": 22.0,
    "nmod:poss": 16.0,
    "appos": 10.0,
    "conj": 14.0,
    "obl:agent": 26.0,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that has gone by, and the weight of its grammatical role."""

    mention: Mention
    role: float


@dataclass(slots=True)
class Discourse:
    """What has been spoken of so far: per entity key its last mentions, type, number and gender."""

    seen: dict[str, list[Seen]] = field(default_factory=dict)
    type: dict[str, Counter[str]] = field(default_factory=dict)
    nouns: dict[str, set[str]] = field(default_factory=dict)
    plural: dict[str, bool] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    last: dict[tuple[str, bool], tuple[str, int]] = field(default_factory=dict)

    def add(self, key: str, mention: Mention, tree: Tree) -> None:
        """Notes a mention of an entity."""
        self.seen.setdefault(key, []).append(Seen(mention, role_weight(tree, mention.head)))
        if mention.kind != "pronoun":
            self.type.setdefault(key, Counter())[mention.type] += 1
            self.plural[key] = mention.kind == "nominal" and tree.has(mention.head, "Number=Plur")
        if mention.kind == "name":
            self.named.add(key)
        self.nouns.setdefault(key, set()).update(description(tree, mention.head))
        if mention.kind == "nominal" and tree.upos(mention.head) == "NOUN":
            self.last[head_word(tree, mention.head)] = (key, mention.sentence)

    def main_person(self, lexicon: Lexicon) -> str | None:
        """The person whom the document has mentioned most, if that is often: "he" may reach back to them from afar."""
        people = [k for k in sorted(self.named) if len(self.seen[k]) >= 3 and self.is_a(k, ("kgo:Person",), lexicon)]
        return max(people, key=lambda k: len(self.seen[k]), default=None)

    def is_a(self, key: str, kinds: Sequence[str], lexicon: Lexicon) -> bool:
        """Whether the entity's main type lies under one of `kinds`."""
        types = self.type.get(key)
        main = next((t for t, _ in types.most_common() if t != "kgo:Thing"), "kgo:Thing") if types else "kgo:Thing"
        called = {lexicon.denotes.get(noun, "") for noun in self.nouns.get(key, ())}
        return any(lexicon.is_kind(type, kind) for kind in kinds for type in (main, *called) if type)

    def fits(self, key: str, tree: Tree, i: int, lexicon: Lexicon) -> bool:
        """Whether an entity is of a kind that the pronoun `i` may mean in its place."""
        return fits(tree, i, partial(self.is_a, key, lexicon=lexicon), lexicon)


def description(tree: Tree, head: int) -> set[str]:
    """The common nouns by which the sentence calls what stands at `head`: "software company Oracle", "X, a bank"."""
    around = tree.each(head, "nmod:desc", "appos", *(("compound",) if tree.upos(head) == "PROPN" else ()))
    if tree.rel(head) in ("appos", "flat") or tree[head].deprel == "nmod:desc":
        around.append(tree[head].head)
    if tree.one(head, "cop") is not None:
        around += tree.each(head, "nsubj")
    if tree.rel(head) == "nsubj" and tree.one(tree[head].head, "cop") is not None:
        around.append(tree[head].head)
    titles = [i for i in around if tree[i].deprel == "nmod:desc"]
    return {tree.lemma(i) for i in around if tree.upos(i) == "NOUN" or i in titles}


def head_word(tree: Tree, i: int) -> tuple[str, bool]:
    """A noun, and whether it is plural."""
    return tree.lemma(i), tree.has(i, "Number=Plur")


def weight(key: str, discourse: Discourse) -> float:
    """What an entity has by being named, and spoken of often."""
    return (14.0 if key in discourse.named else 0.0) + 3.0 * min(len(discourse.seen.get(key, ())), 5)


def role_weight(tree: Tree, head: int) -> float:
    """The salience of a word's grammatical role; a name shares that of the noun it describes."""
    while tree.rel(head) in ("flat", "appos", "compound") and tree.upos(tree[head].head) in ("NOUN", "PROPN"):
        head = tree[head].head
    if tree.rel(head) == "conj":
        top = tree[head].head
        return ROLE.get(tree[top].deprel, ROLE["conj"]) - 4.0
    return ROLE.get(tree[head].deprel, 8.0)


def clear_best(scores: Mapping[str, float]) -> str | None:
    """The key that leads by at least `MARGIN`, or None."""
    order = sorted(scores, key=lambda k: (-scores[k], k))
    if not order or (len(order) > 1 and scores[order[0]] - scores[order[1]] < MARGIN):
        return None
    return order[0]
