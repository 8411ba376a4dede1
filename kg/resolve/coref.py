"""Who a pronoun or a definite noun phrase ("the company") means: by the model's chains, or by salience and agreement.

Where the language model tells which words speak of the same (`Sentence.chains`), it is believed as far as number,
gender and binding allow. For other models there are rules, in the line of Lappin & Leass (1994), "An Algorithm for
Pronominal Anaphora Resolution": candidates of the last sentences are weighed by grammatical role and recency, those
that disagree or would break binding are struck out. Where the best two come too close the mention stays unresolved: a
missing fact is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.resolve.binding import bound, cataphoric, commanded, predicative
from kg.resolve.discourse import REACH, RECENCY, ROLE, Discourse, Seen, clear_best, weight
from kg.resolve.mentions import phrase_key
from kg.resolve.nominals import apposed, definite, echoed, taken_up
from kg.resolve.persons import KIN
from kg.types import Mention

Place = tuple[int, int]
HE, SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
RESOLVING = frozenset("decide agree propose recommend resolve".split())
IT, THEY = frozenset("it its itself".split()), frozenset("they them their theirs themselves".split())


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
            if key is None and m.kind == "pronoun":
                key = beside_kin(m, tree, names)
            if key is None and m.kind == "pronoun" and tree.sentence.chains is not None:
                key = chained(m, tree, chains.fellows(m), known, discourse, lexicon)
                if key is None and not suits(m, tree, chains.fellows(m), known, discourse, lexicon):
                    key = pronoun(m, tree, here, names, discourse, lexicon)
            elif key is None and m.kind == "pronoun":
                key = pronoun(m, tree, here, names, discourse, lexicon)
            elif key is None and m.kind == "nominal" and other_one(tree, m.head):
                key = apposed(m, tree, names)
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


def beside_kin(m: Mention, tree: Tree, names: Mapping[Place, str]) -> str | None:
    """Whose kin is meant where they are named with their own: "Otto Bell and his wife Ann" are husband and wife."""
    kin = tree[m.head].head
    if tree[m.head].deprel != "nmod:poss" or tree.lemma(kin) not in KIN or tree[m.head].text.lower() not in HE | SHE:
        return None
    joined = tree[kin].head if tree[kin].deprel in ("nmod:desc", "appos") else kin
    first = tree[joined].head
    subject = tree.one(tree[first].head, "nsubj", "nsubj:pass")
    beside = (
        tree.rel(joined) == "conj"
        and tree[first].ner.endswith("PERSON")
        and (subject in (None, first) or tree.rel(first) == "nmod")
    )
    return names.get((m.sentence, first)) if beside else None


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
        # nobody is meant by a pronoun that is named only in a later sentence
        return [*reversed(before), *(o for o in others if (o.sentence, o.head) > at and o.sentence == m.sentence)]


def other_one(tree: Tree, i: int) -> bool:
    """Whether a noun phrase tells its one from those that were told of: "the other school"."""
    return any(tree.lemma(c) in ("other", "another") for c in tree.each(i, "amod", "det"))


def expletive(tree: Tree, i: int) -> bool:
    """Whether "it" means nothing, but stands for a clause: "it was decided to sell the mine"."""
    verb = tree[i].head
    if tree[i].deprel != "nsubj:pass" or tree[i].text.lower() != "it":
        return False
    clauses = tree.each(verb, "ccomp", "csubj", "csubj:pass")
    resolved = tree.each(verb, "xcomp") if tree.lemma(verb) in RESOLVING else []
    return bool(clauses or resolved)


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
    if (
        tree.rel(m.head) == "expl"
        or expletive(tree, m.head)
        or not (word in HE or word in SHE or word in IT or word in THEY)
    ):
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


def pronoun(
    m: Mention, tree: Tree, here: Sequence[Mention], names: Mapping[Place, str], discourse: Discourse, lexicon: Lexicon
) -> str | None:
    """The antecedent of a third-person pronoun."""
    word = tree[m.head].text.lower()
    if (
        tree.rel(m.head) == "expl"
        or expletive(tree, m.head)
        or not (word in HE or word in SHE or word in IT or word in THEY)
    ):
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


def can_speak(key: str, discourse: Discourse, lexicon: Lexicon) -> bool:
    """Whether an entity is of a kind that says things."""
    return discourse.is_a(key, ("kgo:Person", "kgo:Organization", "kgo:Group", "kgo:Place"), lexicon)


def shift(word: str, key: str, discourse: Discourse, lexicon: Lexicon, speaking: bool) -> float:
    """What speaks against a reading without forbidding it: "they" for one firm, "it" for a place."""
    if word in THEY:
        return (10.0 if speaking else 60.0) if key in discourse.named else 0.0
    return 20.0 if word in IT and discourse.is_a(key, ("kgo:Place",), lexicon) else 0.0


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
    ship = word in SHE and discourse.is_a(key, ("kgo:Vessel",), lexicon)
    return ship or (person and discourse.gender.get(key) in (None, "he" if word in HE else "she"))


def parallel(tree: Tree, m: Mention, near: Sequence[Seen]) -> float:
    """Parallel roles: a subject pronoun rather means a subject, an object pronoun rather does not."""
    subjects = any(s.role >= ROLE["nsubj:pass"] for s in near)
    if tree.rel(m.head) == "obj":
        return -35.0 if any(s.role >= ROLE["nsubj:pass"] and s.mention.sentence == m.sentence for s in near) else 0.0
    return 8.0 if tree.rel(m.head) == "nsubj" and subjects else 0.0
