"""What a pronoun's place demands of whom it means, beyond number and gender: the words around it tell of which kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.lexicon import Lexicon
from kg.parse.tree import Tree

Kinds = Callable[[Sequence[str]], bool]
ACTORS = ("kgo:Person", "kgo:Organization", "kgo:Group", "kgo:Place", "kgo:Product")
STATES = ("kgo:Government", "kgo:Place")
HAPPENINGS = frozenset({"kgo:Event", "kgo:Law"})


def fits(tree: Tree, i: int, is_a: Kinds, lexicon: Lexicon) -> bool:
    """Whether the pronoun `i` may mean what `is_a` tells the kind of: a government has no parent company, and who is
    called an acquisition is no company."""
    if tree[i].deprel == "nmod:poss":
        owned = tree[i].head
        firm = lexicon.denotes.get(tree.lemma(owned)) == "kgo:Company" and not tree.has(owned, "Number=Plur")
        return not (firm and is_a(STATES))
    called = tree[i].head
    if tree.rel(i) == "nsubj" and tree.upos(called) == "NOUN" and tree.one(called, "cop") is not None:
        noun = tree.lemma(called)
        kind = lexicon.denotes.get(noun, "kgo:Event" if noun in lexicon.verbal else "")
        return not (kind in HAPPENINGS and is_a(ACTORS))
    return True
