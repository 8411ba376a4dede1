"""Whom a noun phrase means: the name beside it ("Cook, the chief executive"), or one before it ("the company")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.lexicon import Lexicon
from kg.parse.tree import TEMPORAL, Tree
from kg.resolve.binding import bound
from kg.resolve.discourse import REACH, RECENCY, Discourse, clear_best, head_word, weight
from kg.resolve.mentions import normal
from kg.resolve.naming import body
from kg.resolve.persons import CALLED
from kg.types import Mention

Place = tuple[int, int]
ANAPHORIC = frozenset({"the", "this", "that"})
# "the company", "the app", "the country" need not have been called so before; "the party", "the bank" do
BY_KIND = frozenset({"kgo:Company", "kgo:Product", "kgo:Country"})
GENERIC = frozenset("company firm corporation app application platform product country nation".split())
# bodies of a state, which no firm is
BODIES = frozenset("court jury police army navy parliament senate congress government ministry".split())
KIND = {"kgo:Company": "kgo:Organization", "kgo:Government": "kgo:Organization"}


def apposed(m: Mention, tree: Tree, names: Mapping[Place, str]) -> str | None:
    """The name beside a noun that says what it is: "social media platform TikTok", "Cook, the chief executive"; but
    "two sons, Otto and Ole" are not Otto, and "the name Otto" is nobody."""
    beside = tree.each(m.head, "appos", "flat")
    apart = m.head + 1 < len(tree) and tree.upos(m.head + 1) == "PUNCT"
    several = tree.has(m.head, "Number=Plur") and apart and any(i > m.head for i in beside)
    if several or tree.lemma(m.head) in CALLED:
        return None
    if tree.rel(m.head) == "appos" or tree[m.head].deprel == "nmod:desc":
        beside.append(tree[m.head].head)
    if tree.rel(m.head) == "conj" and m.type == "kgo:Person":  # "co-founder and chairman, Larry Ellison"
        beside += [i for i in tree.each(tree[m.head].head, "appos") if i > m.head]
    # "its owner, the fund Acme": through the noun between
    beside += [j for i in beside if i > m.head and tree.upos(i) == "NOUN" for j in tree.each(i, "appos", "flat")]
    if m.type == "kgo:Person" and not tree.has(m.head, "Number=Plur"):  # "founder and head, Ann Bell"
        bare = [c for c in tree.each(m.head, "conj") if not tree.each(c, "det")]
        beside += [i for c in bare for i in tree.each(c, "appos")]
    if tree.one(m.head, "case") is not None and tree.rel(m.head) == "appos":
        return None
    if tree.one(m.head, "cop") is None and not tree.has(m.head, "Number=Plur"):  # "a student named Ole Dahl"
        called = [c for c in tree.each(m.head, "acl") if tree.lemma(c) in ("name", "call") and c == m.head + 1]
        beside += [x for c in called for x in tree.each(c, "xcomp", "obj") if x == c + 1]
    return next((names[m.sentence, i] for i in beside if (m.sentence, i) in names and tree.upos(i) == "PROPN"), None)


def taken_up(
    m: Mention,
    tree: Tree,
    fellows: Sequence[Mention],
    known: Mapping[Place, str],
    discourse: Discourse,
    lexicon: Lexicon,
) -> str | None:
    """The name that a definite noun phrase's chain has before it ("Oracle ... the company")."""
    articles = tree.each(m.head, "det")
    if not articles or tree.lemma(articles[0]) not in ANAPHORIC:
        return None
    for other in fellows:
        key = known.get((other.sentence, other.head))
        if key in discourse.named and other.kind == "name" and not bound(tree, m, other):
            person = m.type == "kgo:Person"
            unlike = m.type != "kgo:Thing" and discourse.is_a(key, ("kgo:Person",), lexicon) != person
            unlike = unlike or foreign(m, tree, key, lexicon) or (person and crowded(m, tree, key, known, discourse))
            unlike = unlike or (tree.lemma(m.head) in BODIES and not embodied(m, tree, key, discourse, lexicon))
            # a noun of no known kind takes up a name only if that was called so: "the plant" is no company
            unlike = unlike or (m.type == "kgo:Thing" and tree.lemma(m.head) not in discourse.nouns.get(key, ()))
            return None if unlike or tree.has(m.head, "Number=Plur") else key
    return None


def embodied(m: Mention, tree: Tree, key: str, discourse: Discourse, lexicon: Lexicon) -> bool:
    """Whether a name may be a court's or a government's: it says so, was called so, or is a country's that has one."""
    noun = tree.lemma(m.head)
    places = ("kgo:Place", "kgo:Country")
    return noun in key.lower() or noun in discourse.nouns.get(key, ()) or discourse.is_a(key, places, lexicon)


def definite(m: Mention, tree: Tree, discourse: Discourse, lexicon: Lexicon) -> str | None:
    """The named antecedent of "the company", "this app": of a fitting class, and called so before or the only one."""
    articles = tree.each(m.head, "det")
    if (
        not articles
        or tree.lemma(articles[0]) not in ANAPHORIC
        or tree.has(m.head, "Number=Plur")
        or m.type == "kgo:Thing"
    ):
        return None
    restricted = [
        c
        for c in tree.each(m.head, "nmod", "acl", "nmod:poss", "appos", "nummod", "compound", "flat")
        if tree.rel(c) != "acl" or m.head + 1 >= len(tree) or tree[m.head + 1].text != ","
    ]
    if restricted or tree.one(m.head, "cop") is not None:
        return None
    if m.type == "kgo:Government" or (
        tree.each(m.head, "amod") and not all(tree[c].text in lexicon.demonyms for c in tree.each(m.head, "amod"))
    ):
        return None
    noun, scores = tree.lemma(m.head), dict[str, float]()
    for key in discourse.named:
        near = [s for s in discourse.seen[key] if m.sentence - s.mention.sentence <= REACH]
        alike = discourse.is_a(key, ("kgo:Person",), lexicon) == (m.type == "kgo:Person")
        called = noun in discourse.nouns[key] and alike  # a "team member" is no team
        barred = any(s.mention.sentence == m.sentence and bound(tree, m, s.mention) for s in discourse.seen[key])
        fits = near and m.type in BY_KIND and discourse.is_a(key, fitting(m.type), lexicon)
        if not barred and (called or (fits and not official(m, key, lexicon))) and not foreign(m, tree, key, lexicon):
            recency = max((RECENCY[m.sentence - s.mention.sentence] + s.role for s in near), default=0.0)
            scores[key] = recency + weight(key, discourse) + (60.0 if called else 0.0)
    best = clear_best(scores)
    return best if best is None or noun in GENERIC or noun in discourse.nouns[best] else None


def official(m: Mention, key: str, lexicon: Lexicon) -> bool:
    """Whether a name is of another kind of body than a firm, and "the company" none of it: "the Ministry of Trade"."""
    kind = body(key.removeprefix("name "), lexicon)
    firm = kind is None or lexicon.is_kind(kind, m.type) or lexicon.is_kind(m.type, kind)  # "the Tata Group" may be one
    return m.type == "kgo:Company" and not firm


def foreign(m: Mention, tree: Tree, key: str, lexicon: Lexicon) -> bool:
    """Whether a noun phrase is of another country than the one that a name is of: "the South Korean army" is no North
    Korea."""
    places = (lexicon.demonyms[tree[c].text] for c in tree.each(m.head, "amod") if tree[c].text in lexicon.demonyms)
    others = [place for place in places if f"name {normal(place.name)}" != key]
    return bool(others) and any(f"name {normal(place.name)}" == key for place in lexicon.demonyms.values())


def crowded(m: Mention, tree: Tree, key: str, known: Mapping[Place, str], discourse: Discourse) -> bool:
    """Whether "the old man", whom nobody called so, may be another of the people that its sentence names."""
    here = {known[at] for at in known if at[0] == m.sentence and at[1] < m.head and known[at] in discourse.named}
    people = {k for k in here if discourse.type[k]["kgo:Person"]}
    return len(people) > 1 and tree.lemma(m.head) not in discourse.nouns.get(key, ())


def echoed(m: Mention, tree: Tree, discourse: Discourse) -> str | None:
    """The phrase that "this theory" takes up: the last with the same noun, not far before, whatever else it said."""
    articles = tree.each(m.head, "det")
    if not articles or tree.lemma(articles[0]) not in ("this", "these") or tree.lemma(m.head) in TEMPORAL | {"time"}:
        return None
    if any(tree.rel(c) in ("amod", "nmod", "acl", "compound", "nummod", "conj", "cop") for c in tree.children[m.head]):
        return None
    key, sentence = discourse.last.get(head_word(tree, m.head), ("", -REACH - 1))
    return key if m.sentence - sentence <= REACH else None


def fitting(type: str) -> tuple[str, ...]:
    """The classes that a noun's class may pick out: a product is often tagged as its maker."""
    if type == "kgo:Product":
        return ("kgo:Product",)
    return (KIND.get(type, type), type)
