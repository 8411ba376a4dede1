"""Who a pronoun or a definite noun phrase ("the company") means: by the model's chains, or by salience and agreement.

Where the language model tells which words speak of the same (`Sentence.chains`), it is believed as far as number,
gender and binding allow. For other models there are rules, in the line of Lappin & Leass (1994), "An Algorithm for
Pronominal Anaphora Resolution": candidates of the last sentences are weighed by grammatical role and recency, those
that disagree or would break binding are struck out. Where the best two come too close the mention stays unresolved: a
missing fact is better than a wrong one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from kg.lexicon import Lexicon
from kg.parse.tree import TEMPORAL, Tree
from kg.resolve.binding import bound, cataphoric, commanded, predicative
from kg.resolve.mentions import phrase_key
from kg.resolve.selection import fits
from kg.types import Mention

Place = tuple[int, int]
HE, SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
IT, THEY = frozenset("it its itself".split()), frozenset("they them their theirs themselves".split())
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
ANAPHORIC = frozenset({"the", "this", "that"})
# "the company", "the app", "the country" need not have been called so before; "the party", "the city" do
BY_KIND = frozenset({"kgo:Company", "kgo:Product", "kgo:Country"})
KIND = {"kgo:Company": "kgo:Organization", "kgo:Government": "kgo:Organization"}


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


def antecedents(
    trees: Sequence[Tree], mentions: Sequence[Mention], names: Mapping[Place, str], lexicon: Lexicon
) -> dict[Place, str]:
    """For each resolved pronoun and definite noun phrase, the key of the entity that it means."""
    by_index = {tree.sentence.index: tree for tree in trees}
    discourse, found, known = Discourse(), dict[Place, str](), dict(names)
    chains = Chains(by_index, mentions)
    for number, tree in sorted(by_index.items()):
        here = [m for m in mentions if m.sentence == number]
        for m in here:
            at = (m.sentence, m.head)
            key = names.get(at)
            if key is None and m.kind == "pronoun" and tree.sentence.chains is not None:
                key = chained(m, tree, chains.fellows(m), known, discourse, lexicon)
                if key is None and not suits(m, tree, chains.fellows(m), known, discourse, lexicon):
                    key = pronoun(m, tree, here, names, discourse, lexicon)
            elif key is None and m.kind == "pronoun":
                key = pronoun(m, tree, here, names, discourse, lexicon)
            elif key is None and m.kind == "nominal":
                key = (
                    apposed(m, tree, names)
                    or taken_up(m, tree, chains.fellows(m), known, discourse, lexicon)
                    or definite(m, tree, discourse, lexicon)
                    or echoed(m, tree, discourse)
                )
            if key is not None and at not in names:
                found[at] = known[at] = key
            if key is None and m.kind == "nominal":
                key = phrase_key(m)
            if key is not None:
                discourse.add(key, m, tree)
    return found


class Chains:
    """The model's coreference chains, as mentions."""

    def __init__(self, trees: Mapping[int, Tree], mentions: Sequence[Mention]) -> None:
        self.number: dict[Place, int] = {}
        self.members: dict[int, list[Mention]] = {}
        for m in mentions:
            number = (trees[m.sentence].sentence.chains or {}).get(m.head)
            if number is not None and not (m.kind == "nominal" and predicative(trees[m.sentence], m.head)):
                self.number[m.sentence, m.head] = number
                self.members.setdefault(number, []).append(m)

    def fellows(self, m: Mention) -> list[Mention]:
        """The other mentions of the chain, those before `m` first and from near to far, then those after it."""
        number = self.number.get((m.sentence, m.head))
        others = [o for o in self.members.get(number, ()) if o is not m] if number is not None else []
        at = (m.sentence, m.head)
        before = [o for o in others if (o.sentence, o.head) < at]
        return [*reversed(before), *(o for o in others if (o.sentence, o.head) > at)]


def chained(
    m: Mention,
    tree: Tree,
    fellows: Sequence[Mention],
    known: Mapping[Place, str],
    discourse: Discourse,
    lexicon: Lexicon,
) -> str | None:
    """Whom a pronoun's chain means: the nearest name in it that agrees, else the nearest noun phrase."""
    word = tree[m.head].text.lower()
    if tree.rel(m.head) == "expl" or not (word in HE or word in SHE or word in IT or word in THEY):
        return None
    barred = {known.get((m.sentence, i)) for i in commanded(tree, m.head)}
    for kind in ("name", "nominal"):
        for other in fellows:
            key = known.get((other.sentence, other.head)) or (phrase_key(other) if other.kind == "nominal" else None)
            if other.kind != kind or key is None or key in barred or bound(tree, m, other):
                continue
            if discourse.fits(key, tree, m.head, lexicon) and agrees(word, key, discourse, lexicon, other):
                if word in HE or word in SHE:
                    discourse.gender[key] = "he" if word in HE else "she"
                return key
    return None


def suits(
    m: Mention,
    tree: Tree,
    fellows: Sequence[Mention],
    known: Mapping[Place, str],
    discourse: Discourse,
    lexicon: Lexicon,
) -> bool:
    """Whether what a pronoun's chain means may stand in its place, as far as is known."""
    keys = {known[other.sentence, other.head] for other in fellows if (other.sentence, other.head) in known}
    return all(discourse.fits(key, tree, m.head, lexicon) for key in keys)


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
            # a noun of no known kind takes up a name only if that was called so: "the plant" is no company
            unlike = unlike or (m.type == "kgo:Thing" and tree.lemma(m.head) not in discourse.nouns.get(key, ()))
            return None if unlike or tree.has(m.head, "Number=Plur") else key
    return None


def pronoun(
    m: Mention, tree: Tree, here: Sequence[Mention], names: Mapping[Place, str], discourse: Discourse, lexicon: Lexicon
) -> str | None:
    """The antecedent of a third-person pronoun."""
    word = tree[m.head].text.lower()
    if tree.rel(m.head) == "expl" or not (word in HE or word in SHE or word in IT or word in THEY):
        return None
    scores: dict[str, float] = {}
    main = discourse.main_person(lexicon)
    speaking = tree.rel(m.head) == "nsubj" and lexicon.is_a(tree.lemma(tree[m.head].head), "SpeechVerb")
    for key, seen in discourse.seen.items():
        fit = discourse.fits(key, tree, m.head, lexicon)
        if fit and agrees(word, key, discourse, lexicon) and (not speaking or can_speak(key, discourse, lexicon)):
            reach = m.sentence if key == main and (word in HE or word in SHE) else REACH
            near = [s for s in seen if m.sentence - s.mention.sentence <= reach]
            barred = any(s.mention.sentence == m.sentence and bound(tree, m, s.mention) for s in seen)
            if near and not barred:
                present = max(RECENCY[min(m.sentence - s.mention.sentence, REACH)] + s.role for s in near)
                present += 10.0 if discourse.gender.get(key) else 0.0
                scores[key] = present + weight(key, discourse)
                scores[key] += parallel(tree, m, near) - shift(word, key, discourse, lexicon, speaking)
    for later in here:
        name = names.get((later.sentence, later.head))
        if (
            name
            and later.head > m.head
            and cataphoric(tree, m, later)
            and agrees(word, name, discourse, lexicon, later)
        ):
            scores[name] = max(scores.get(name, 0.0), RECENCY[0] + ROLE["nsubj"] + 20.0)
    best = clear_best(scores)
    if best and (word in HE or word in SHE):
        discourse.gender[best] = "he" if word in HE else "she"
    return best


def apposed(m: Mention, tree: Tree, names: Mapping[Place, str]) -> str | None:
    """The name beside a noun that says what it is: "social media platform TikTok", "Cook, the chief executive"."""
    beside = tree.each(m.head, "appos", "flat")
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
    return next((names[m.sentence, i] for i in beside if (m.sentence, i) in names and tree.upos(i) == "PROPN"), None)


def can_speak(key: str, discourse: Discourse, lexicon: Lexicon) -> bool:
    """Whether an entity is of a kind that says things."""
    return discourse.is_a(key, ("kgo:Person", "kgo:Organization", "kgo:Group", "kgo:Place"), lexicon)


def shift(word: str, key: str, discourse: Discourse, lexicon: Lexicon, speaking: bool) -> float:
    """What speaks against a reading without forbidding it: "they" for one firm, "it" for a place."""
    if word in THEY:
        return (10.0 if speaking else 60.0) if key in discourse.named else 0.0
    return 20.0 if word in IT and discourse.is_a(key, ("kgo:Place",), lexicon) else 0.0


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
        if not barred and (called or fits):
            recency = max((RECENCY[m.sentence - s.mention.sentence] + s.role for s in near), default=0.0)
            scores[key] = recency + weight(key, discourse) + (60.0 if called else 0.0)
    return clear_best(scores)


def echoed(m: Mention, tree: Tree, discourse: Discourse) -> str | None:
    """The phrase that "this theory" takes up: the last with the same noun, not far before, whatever else it said."""
    articles = tree.each(m.head, "det")
    if not articles or tree.lemma(articles[0]) not in ("this", "these") or tree.lemma(m.head) in TEMPORAL | {"time"}:
        return None
    if any(tree.rel(c) in ("amod", "nmod", "acl", "compound", "nummod", "conj", "cop") for c in tree.children[m.head]):
        return None
    key, sentence = discourse.last.get(head_word(tree, m.head), ("", -REACH - 1))
    return key if m.sentence - sentence <= REACH else None


def head_word(tree: Tree, i: int) -> tuple[str, bool]:
    """A noun, and whether it is plural."""
    return tree.lemma(i), tree.has(i, "Number=Plur")


def fitting(type: str) -> tuple[str, ...]:
    """The classes that a noun's class may pick out: a product is often tagged as its maker."""
    if type == "kgo:Product":
        return ("kgo:Product",)
    return (KIND.get(type, type), type)


def agrees(word: str, key: str, discourse: Discourse, lexicon: Lexicon, coming: Mention | None = None) -> bool:
    """Whether number, animacy and gender allow a pronoun to mean an entity."""
    if coming is not None and key not in discourse.type:
        person, plural, group = coming.type == "kgo:Person", False, coming.type == "kgo:Group"
        unknown = coming.type == "kgo:Thing"
    else:
        person, group = (discourse.is_a(key, (kind,), lexicon) for kind in ("kgo:Person", "kgo:Group"))
        plural, unknown = discourse.plural.get(key, False), discourse.is_a(key, ("kgo:Thing",), lexicon)
    if word in THEY:
        return (
            plural
            or group
            or (
                key in discourse.named
                and not person
                and not unknown
                and discourse.is_a(key, ("kgo:Organization",), lexicon)
            )
        )
    if plural or group:
        return False
    if word in IT:
        return not person
    return person and discourse.gender.get(key) in (None, "he" if word in HE else "she")


def parallel(tree: Tree, m: Mention, near: Sequence[Seen]) -> float:
    """Parallel roles: a subject pronoun rather means a subject, an object pronoun rather does not."""
    subjects = any(s.role >= ROLE["nsubj:pass"] for s in near)
    if tree.rel(m.head) == "obj":
        return -35.0 if any(s.role >= ROLE["nsubj:pass"] and s.mention.sentence == m.sentence for s in near) else 0.0
    return 8.0 if tree.rel(m.head) == "nsubj" and subjects else 0.0


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
