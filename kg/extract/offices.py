"""What a noun makes of whom it is said of: an office, whose and of what, now or formerly; or one of a kind."""

from __future__ import annotations

from kg.lexicon import Lexicon, Sense
from kg.parse.tree import TEMPORAL, Tree

OFFICES = ("kgo:leads", "kgo:worksFor", "kgo:holdsPosition")
PAST = frozenset("former formerly previous previously then once ex erstwhile onetime one-time sometime".split())
# in what a city is a capital without a government
CAPITAL_FIELDS = frozenset(
    "artistic business commercial cultural economic fashion film financial gambling industrial intellectual media "
    "murder music religious spiritual tech".split()
)
NOW = frozenset({"currently", "now", "presently"})

# how nouns for people end
PERSONAL = ("er", "or", "ist", "ian", "man", "ant", "ent", "woman", "ee", "ess", "eur", "ic", "path", "naut")
# what ends as people do and may never do what it is there for
UNDONE = frozenset("attempt candidate effort moment nominee".split())
PEOPLE = frozenset("convert exile idol native star".split())  # who are none by their ending
SEASONS = frozenset("summer winter remainder matter letter quarter".split())  # and what ends as people do


def personal(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Whether a noun is one for people: "colonel", "Latvian", "pacifist"."""
    lemma = tree.lemma(i)
    kind = lexicon.denotes.get(lemma)
    if kind is not None:
        return lexicon.is_kind(kind, "kgo:Person")
    named = (
        tree[i].text in lexicon.demonyms or lemma in PEOPLE or any(s.property in OFFICES for s in lexicon.noun(lemma))
    )
    return named or (lemma.endswith(PERSONAL) and lemma not in SEASONS | TEMPORAL | UNDONE)


def full_noun(tree: Tree, lexicon: Lexicon, i: int) -> str:
    """A noun with its compound ("parent company", "chief executive"), as the lexicon may list it; else the noun."""
    if tree.text(range(i, min(i + 5, len(tree)))).endswith("-in-law"):
        return f"{tree.lemma(i)}-in-law"
    before = [c for c in tree.each(i, "compound", "amod") if c < i]
    long = [tree.text([*before[k:], i]).lower() for k in range(len(before))]
    known = next((phrase for phrase in long if lexicon.noun(phrase)), None)
    # a "sister app" is related as a sister is, not as an app is
    compounds = (tree.lemma(c) for c in tree.each(i, "compound") if c < i)
    return known or next((lemma for lemma in compounds if lexicon.noun(lemma)), None) or tree.lemma(i)


def field_of(tree: Tree, lexicon: Lexicon, i: int) -> int | None:
    """What somebody's officer is one of, where that is no body: "the mayor's chief of | staff"; None without one."""
    if not any(s.property in OFFICES for s in lexicon.noun(full_noun(tree, lexicon, i))):
        return None
    bare = (
        c
        for c in tree.each(i, "nmod")
        if tree.cases(c) == "of" and tree.upos(c) == "NOUN" and not tree.each(c, "det", "nmod:poss", "nmod")
    )
    return next(bare, None) if tree.one(i, "nmod:poss") is not None else None


def told_field(tree: Tree, i: int) -> str:
    """What `field_of` found, as it is told: "research and development"."""
    return tree.text(w for w in tree.subtree(i) if w not in tree.each(i, "case"))


def narrowed(tree: Tree, i: int) -> bool:
    """Whether a capital is one in a sense only: "the intellectual capital of Europe"."""
    return tree.lemma(i) == "capital" and any(tree.lemma(a) in CAPITAL_FIELDS for a in tree.each(i, "amod", "compound"))


def temporal_adverbs(tree: Tree, i: int) -> list[int]:
    """The adverbs that tell when the noun at `i` says what somebody is: "formerly", "currently"."""
    return [c for c in tree.each(i, "advmod") if c < i and tree[c].text.lower() in PAST | NOW]


def former(tree: Tree, i: int) -> bool:
    """Whether the noun at `i` tells what somebody was: "former", "then", "ex-"."""
    return any(tree[c].text.lower() in PAST for c in tree.each(i, "amod", "advmod", "compound") if c < i)


def kind_of(lexicon: Lexicon, noun: str, person: bool) -> Sense:
    """Whether to be such a one is to hold an office, or to be one of a kind."""
    office = person and any(s.property in OFFICES for s in lexicon.noun(noun))
    return Sense("kgo:holdsPosition" if office else "kgo:instanceOf")
