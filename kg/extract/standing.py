"""How far a text stands behind a clause: its own auxiliaries, negation and markers, and what governs it.

After the tradition of factuality annotation (Saurí & Pustejovsky 2009, FactBank). Which verbs order, plan, deny or
report is the lexicon's to say; here are only the function words of English grammar.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.past import HABIT, arranged, came_about, outcome
from kg.extract.proposition import ASSERTED, Stance
from kg.lexicon import Lexicon
from kg.parse.tree import TEMPORAL, Tree
from kg.types import Modality

AUXILIARY: dict[str, Modality] = {
    **dict.fromkeys(("may", "might", "could", "can", "ca"), "possible"),
    **dict.fromkeys(("will", "wo", "'ll", "’ll", "shall"), "planned"),
    **dict.fromkeys(("should", "ought"), "desired"),
    "would": "conditional",
    "must": "ordered",
}
NEGATION = frozenset(
    "not n't n’t never no neither nor nobody nothing none hardly scarcely barely rarely seldom".split()
)
# to do this no longer, or not at all, leaves open what it was done to
JUDGING = frozenset("arbitrator coroner court judge jury magistrate ombudsman tribunal".split())
REJECTING = frozenset("ban bar decline deny dispute doubt forbid oppose prohibit refuse refute reject veto".split()) | {
    "rule out"
}
FALSELY = frozenset("falsely wrongly prematurely mistakenly erroneously incorrectly".split())
NEARLY = frozenset({"almost", "nearly"})
INSTEAD = frozenset({"without", "rather than", "instead of"})
CONDITION = frozenset("if unless provided providing assuming supposing lest".split()) | {
    "in case", "as long as", "so long as", "even if", "only if", "on condition", "in the event", "should",
}  # fmt: skip
TRUE = frozenset("correct true".split())
EVIDENT = frozenset("evident indisputable obvious undeniable undisputed".split())
LIKE = frozenset({"as if", "as though"})
ADVERB: dict[str, Modality] = {
    **dict.fromkeys(
        "perhaps maybe possibly probably likely presumably allegedly reportedly supposedly apparently purportedly "
        "potentially outwardly nominally theoretically seemingly arguably ostensibly conceivably hopefully".split(),
        "possible",
    ),
    "otherwise": "conditional",
}
PARTS = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adjective"}  # "came | close to selling"


def stance_of(tree: Tree, i: int, outer: Stance, lexicon: Lexicon, settled: bool = False) -> Stance:
    """The stance of the clause headed by `i`, given that of its context; `settled` if what it "would" do it did."""
    stance = auxiliary(tree, i, outer, lexicon, settled or came_about(tree, i, lexicon))
    stance = stance.negated() if marker(tree, i) in INSTEAD else stance
    for c in tree.children[i]:
        low = tree[c].text.lower()
        if (
            tree.rel(c) == "advmod"
            and low in ADVERB
            and (low != "otherwise" or (c < i and tree.lemma(i) not in ("know", "call")))
        ):
            stance = stance.within(ADVERB[low])
        elif tree.rel(c) == "advmod" and low in NEARLY:
            stance = stance.negated()
    if outer.modality == "questioned":
        stance = stance.within("questioned")  # "will it leave?"
    if tree.rel(i) == "root" and marker(tree, i) == "if":
        stance = stance.within("desired")  # "if only she knew"
    if any(conditional(tree, c) and not asks(tree, lexicon, i, c) for c in tree.each(i, "advcl")):
        stance = stance.within("conditional")  # whatever the auxiliary: "if he leaves, she will follow"
    stance = stance.negated() if negated(tree, i) else stance
    return (
        stance.within("possible") if stance == replace(ASSERTED, source=stance.source) and either(tree, i) else stance
    )


def auxiliary(tree: Tree, i: int, outer: Stance, lexicon: Lexicon, came: bool) -> Stance:
    """The stance that the clause's auxiliaries give; `came` if what it "would" do came about."""
    pending = outer.modality == "actual" and arranged(tree, i, lexicon) and not outcome(tree, i, lexicon)
    stance = outer.within("planned") if pending else outer
    helpers = tree.each(i, "aux")
    unless = tree.rel(i) == "advcl" and not marker(tree, i) and conditional(tree, i)
    for c in helpers:
        low = tree[c].text.lower()
        if unless and c == helpers[0]:
            continue  # "should it fail, …"
        if low == "would" and (outer.modality != "actual" or came):
            continue  # the past of what is planned, expected, feared; of what came, or was done again and again
        habit = any(tree[a].text.lower() in HABIT for a in tree.each(i, "advmod"))
        if low == "will" and (outer.modality in ("expected", "desired") or habit):
            continue  # "expects that it will rise", "will usually give way"
        if low == "must" and any(tree.lemma(h) == "have" and h > c for h in helpers):
            stance = stance.within("possible")  # "must have used": a guess
        else:
            stance = stance.within(AUXILIARY.get(low))
    return stance


def hedged(tree: Tree, i: int) -> Modality | None:
    """The modality that an adverb gives to a phrase alone: "adopted it, probably under | their influence"."""
    adverbs = [tree[c].text.lower() for c in tree.each(i, "advmod")] if tree.rel(i) == "obl" else []
    return next((ADVERB[low] for low in adverbs if low in ADVERB), None)


def conditional(tree: Tree, c: int) -> bool:
    """Whether an adverbial clause is a condition: by its subordinator, or by its verb coming first ("had he known")."""
    if marker(tree, c) in CONDITION or (tree[c].text.lower() in CONDITION and tree.one(c, "ccomp") is not None):
        return True
    subject, helper = tree.one(c, "nsubj"), next(iter(tree.each(c, "aux", "cop")), c)
    if subject is None or marker(tree, c):
        return False
    return helper < subject and tree[helper].text.lower() in ("had", "should", "were")


def either(tree: Tree, i: int) -> bool:
    """Whether one of two is meant and the text does not say which: "Audi or Seat built it", "pays or leaves"."""
    parts = [i, *tree.each(i, "nsubj", "obj")]
    if tree.one(i, "cop") is not None and tree.upos(i) == "NOUN":  # "Ger or Gur is a dynasty": it has two names
        parts = [p for p in parts if tree.upos(p) != "PROPN" and not one_kind(tree, p)]
    either_ = any(tree[c].text.lower() == "either" for c in tree.each(i, "cc:preconj", "advmod", "cc", "det"))
    parts += tree.each(i, "obl") if either_ else []  # "was either made in 1499 or in 1506"
    kinds = tree.one(i, "cop") is not None and tree.upos(i) == "NOUN"  # "was the champion or a candidate"
    heads = [
        c
        for p in parts
        for c in tree.each(p, "conj")
        if p != i or (kinds and tree.one(c, "det") is not None) or tree.is_clause(c)
    ]
    if tree.rel(i) == "conj":
        heads.append(i)
    heads = [c for c in heads if not restates(tree, c)]
    joints = [k for c in heads for k in tree.each(c, "cc") if tree.lemma(k) == "or"]
    return any(tree[k - 1].text != "(" for k in joints if k)  # "the Festival (or HarbourFest)" has two names


def restates(tree: Tree, c: int) -> bool:
    """Whether an amount behind "or" says the same again: "cut 900 jobs, or 6 percent of them", "107 or more"."""
    if tree.lemma(c) in ("more", "less", "few", "so"):
        return True
    joint, first = tree.one(c, "cc"), tree[c].head
    two = len(tree.each(first, "conj")) == 1 and tree.rel(c) == "conj"
    two = two and any(tree.upos(w) == "NUM" for w in tree.each(c, "nummod"))
    return two and joint is not None and joint > 0 and tree[joint - 1].text == ","


def one_kind(tree: Tree, i: int) -> bool:
    """Whether a noun is joined with itself: "the sable or the sable antelope"."""
    return any(tree.lemma(c) == tree.lemma(i) for c in tree.each(i, "conj"))


def asks(tree: Tree, lexicon: Lexicon, i: int, clause: int) -> bool:
    """Whether an "if" after a verb like "consider" or "ask" means "whether"."""
    return (
        marker(tree, clause) == "if"
        and clause > i
        and tree.one(i, "obj") is None
        and lexicon.modality(tree.lemma(i)) in ("possible", "questioned")
    )


def negated(tree: Tree, i: int) -> bool:
    """Whether a clause is negated by an adverb, or by a subject or object that is no one and nothing."""
    for c in tree.children[i]:
        low = tree[c].text.lower()
        if tree.rel(c) in ("advmod", "cc", "det") and low in NEGATION and c < max(i, *tree.children[i]):
            if not focused(tree, c):
                return True
        if low in ("longer", "again") and any(tree.lemma(k) in ("no", "never") for k in tree.children[c]):
            return True
        if tree.rel(c) in ("nsubj", "obj", "csubj") and (low in NEGATION or refused(tree, c) or few(tree, c)):
            return True
        if tree.rel(c) == "obl" and c < i and refused(tree, c) and inverted(tree, i):
            return True  # "under no circumstances will …"
    return refused(tree, i) if tree.one(i, "cop") is not None else False


def few(tree: Tree, i: int) -> bool:
    """Whether hardly anybody is meant: "few accept it", but "a few" and "the few" do."""
    return tree[i].text.lower() == "few" and tree.one(i, "det") is None


def negated_by_object(tree: Tree, i: int) -> bool:
    """Whether a clause is denied by its object alone, so that what is joined to it is not: "has no nave and is low"."""
    objects = [o for o in tree.each(i, "obj") if refused(tree, o)]
    said = any(tree[c].text.lower() in NEGATION for c in tree.each(i, "advmod"))
    return bool(objects) and not said and not any(refused(tree, s) for s in tree.each(i, "nsubj"))


def outside_negation(tree: Tree, i: int) -> bool:
    """Whether an object has an article of its own behind one that is denied: "no website and | a cabinet"."""
    first = tree[i].head
    joined = tree.rel(i) == "conj" and refused(tree, first) and negated_by_object(tree, tree[first].head)
    joints = {
        tree.lemma(k) for c in (first, *tree.each(first, "conj")) for k in tree.each(c, "cc", "cc:preconj", "det")
    }
    apart = joined and not joints & {"or", "nor", "neither"}
    return apart and not refused(tree, i) and tree.one(i, "det", "nummod", "nmod:poss") is not None


def focused(tree: Tree, i: int) -> bool:
    """Whether a negation is that of "not only", which says more, not less."""
    return i + 1 < len(tree) and tree[i + 1].text.lower() in ("only", "just", "merely", "simply")


def inverted(tree: Tree, i: int) -> bool:
    """Whether an auxiliary stands before the subject."""
    subject, helper = tree.one(i, "nsubj", "nsubj:pass"), tree.one(i, "aux", "cop")
    return subject is not None and helper is not None and helper < subject


def refused(tree: Tree, i: int) -> bool:
    """Whether a noun phrase is denied: "no evidence", "neither X nor Y", "few people", "not all of them"."""
    if tree.lemma(i) in ("none", "nobody", "nothing", "no-one", "neither"):
        return True
    determined = tree.one(i, "det") is not None
    for c in tree.each(i, "det", "amod", "cc:preconj", "advmod"):
        lemma = tree.lemma(c)
        if tree.name_at(c) is not None or tree.has(c, "Degree=Cmp"):
            continue  # "No Shelter" is a song, and "fewer" some
        if lemma in ("no", "neither") or (lemma == "few" and (tree.rel(c) == "det" or not determined)):
            return True
        if lemma == "little" and not determined and tree.upos(i) == "NOUN" and tree.has(i, "Number=Sing"):
            return True
        if lemma in ("not", "hardly", "scarcely") and c < i and tree.one(i, "cop") is None and not focused(tree, c):
            return True
        if any(tree.lemma(k) in ("not", "hardly", "scarcely") for k in tree.each(c, "advmod")) and tree.rel(c) == "det":
            return True
    return False


def marker(tree: Tree, i: int) -> str:
    """The subordinator of a clause ("that", "rather than", "as long as"), lower case, or ``""``."""
    marks = tree.each(i, "mark") or [c for c in tree.each(i, "advmod") if c < i and tree.each(c, "fixed")]
    if not marks:
        return ""
    if any(tree.lemma(m) == "whether" for m in marks):
        return "whether"  # "disagree on whether"
    words = sorted({marks[0], *tree.each(marks[0], "fixed")})
    if any(tree.lemma(w) == "order" for w in words):
        return "to"  # "in order to"
    before = tree.text(range(max(0, marks[0] - 2), marks[0] + 1)).lower()
    if before in CONDITION:
        return before  # "as long as", however it hangs together
    if len(marks) > 1 and tree.text(marks[:2]).lower() in LIKE:
        return "as if"
    return " ".join(tree[w].text.lower() for w in words)


def reading(tree: Tree, lexicon: Lexicon, governor: int, clause: int) -> str:
    """The lexicon's entry for a governor: with particle and subordinator if that has a meaning of its own ("turn out",
    "forget that", "keep from", "have to")."""
    lemma = tree.lemma(governor)
    part = PARTS.get(tree.upos(governor), "verb")
    particle = " ".join(
        tree[c].text.lower() for c in tree.each(governor, "compound:prt", "advmod") if c == governor + 1
    )
    mark = marker(tree, clause) or (
        "that" if tree.rel(clause) == "ccomp" and not tree.has(clause, "VerbForm=Inf") else ""
    )
    forms = (f"{lemma} {particle}", f"{lemma} {mark}")
    return next((form for form in forms if (form, part) in lexicon.classes), lemma)


def governed(tree: Tree, lexicon: Lexicon, governor: int, clause: int, stance: Stance, subject: int | None) -> Stance:
    """The stance of a complement clause under its governor: a verb, noun or adjective of the lexicon's classes."""
    lemma, relation, mark = reading(tree, lexicon, governor, clause), tree.rel(clause), marker(tree, clause)
    subject = None if subject is not None and refused(tree, subject) else subject  # "no evidence shows that"
    part = PARTS.get(tree.upos(governor), "verb")
    speech, modality = lexicon.is_a(lemma, "SpeechVerb", part), lexicon.modality(lemma, part)
    if mark in ("whether", "if"):
        return replace(stance, polarity="positive").within("questioned")
    if mark == "to" and any(tree.lemma(c) == "yet" for c in tree.each(governor, "advmod")):
        return stance.negated()  # "has yet to publish"
    if lexicon.is_a(lemma, "DenyVerb", part):
        if stance.polarity == "negative" and lemma in REJECTING and part == "verb" and relation != "ccomp":
            return stance.negated().within("possible")  # "did not rule out": it may be so
        inner = stance.negated().within(modality)
        return inner.said_by(subject) if speech or relation == "ccomp" else inner
    if lemma == "able" and any(tree.has(c, "Tense=Past") for c in tree.each(governor, "cop")):
        return stance  # who was able to do it did it, as English has it
    if lemma == "have to" and tree.has(governor, "Tense=Past") and tree.has(governor, "VerbForm=Fin"):
        return stance  # so did who had to
    if speech:
        return reported(tree, lexicon, governor, clause, stance, subject)
    if modality:
        told = relation == "ccomp" and tree.one(clause, "nsubj", "nsubj:pass") is not None
        if told and modality == "planned" and bygone(tree, clause):
            return stance.said_by(subject)  # "swears that it was so"
        promised = told and modality in ("planned", "expected", "desired")
        return stance.within(modality).said_by(subject) if promised else stance.within(modality)
    if part == "adjective" and lemma in TRUE | EVIDENT and relation in ("csubj", "ccomp"):
        maybe = stance.polarity == "negative" and (lemma in EVIDENT or negated(tree, clause))
        # "it is not true that": so it is not; "it is not evident that": so it may be
        return replace(stance, polarity="positive").within("possible") if maybe else stance
    if lexicon.is_a(lemma, "FactiveVerb", part):
        finite = relation in ("ccomp", "csubj") and mark != "to"
        return Stance(source=stance.source) if finite else stance  # "does not know that": it is so all the same
    if lemma == "find" and relation == "ccomp" and subject is not None and tree.lemma(subject).lower() in JUDGING:
        return stance.said_by(subject)  # a verdict may be appealed
    if lexicon.is_a(lemma, "ImplicativeVerb", part) and (relation != "ccomp" or stance.polarity == "positive"):
        return stance
    if relation == "ccomp" and part == "verb":  # unknown attitudes are somebody's, not the author's
        failed = stance.polarity == "negative"  # "failed to show that": so it may be, or not
        open_ = replace(stance, polarity="positive").within("possible") if failed else stance
        return open_.said_by(subject)
    if mark == "to" and part == "verb" and lemma not in ("be", "use") and tree.one(governor, "obj", "iobj") is None:
        # "applied to join", "is understood to be": what verbs bring about is the lexicon's to say
        return stance.within("possible" if suffered(tree, governor) else "desired")
    timed = part == "noun" and lemma in TEMPORAL  # "during the time that she led it"
    return stance if part == "verb" or timed else stance.within("possible")


def reported(tree: Tree, lexicon: Lexicon, governor: int, clause: int, stance: Stance, subject: int | None) -> Stance:
    """The stance of what somebody says or thinks."""
    lemma, relation = reading(tree, lexicon, governor, clause), tree.rel(clause)
    verb = PARTS.get(tree.upos(governor), "verb") == "verb"
    modality = lexicon.modality(lemma, "verb" if verb else PARTS[tree.upos(governor)])
    to = marker(tree, clause) == "to"
    falsely = {tree[c].text.lower() for c in tree.each(governor, "advmod")} & (FALSELY - {"prematurely"})
    if subject is not None and verb and falsely:
        if stance.polarity == "negative" or negated(tree, clause):
            return replace(stance, polarity="positive").within("possible")
        return stance.negated()  # "wrongly believed that": so it is not, the author says
    if subject is None:
        return unsourced(tree, lexicon, governor, relation, stance)
    if to and modality == "ordered":
        return stance.within(modality)
    if stance.polarity == "negative" and verb and not lexicon.is_a(lemma, "OpinionVerb"):
        return replace(stance, polarity="positive").within("possible")  # not said: so it may be, or not
    if relation == "xcomp" and suffered(tree, governor):
        return stance.within(modality or "possible")  # "is said to own": by whom, the text keeps to itself
    if relation == "xcomp" and lemma in ("claim", "profess", "pretend"):
        return stance.said_by(subject)
    if relation in ("ccomp", "acl", "parataxis", "advcl"):
        future = any(tree[c].text.lower() == "would" for c in tree.each(clause, "aux"))
        past = tree.has(governor, "Tense=Past") and future and stance.modality == "actual"
        within = modality if to else "planned" if past and not conditioned(tree, clause) else None
        return stance.within(within).said_by(subject)
    return stance.within(modality or ("planned" if to else None if verb else "possible")).said_by(subject)


def bygone(tree: Tree, i: int) -> bool:
    """Whether a clause is in the past by what helps its verb, or by the verb itself if nothing does."""
    helpers = tree.each(i, "aux", "cop") or [i]
    return any(tree.has(w, "Tense=Past") for w in helpers)


def unsourced(tree: Tree, lexicon: Lexicon, governor: int, relation: str, stance: Stance) -> Stance:
    """The stance of what is said, and the text does not say by whom: "it is claimed that"; that "it was noted" is told
    as a fact."""
    agent = tree.one(governor, "obl:agent")
    if agent is not None:
        return stance.said_by(agent)
    falsely = any(tree[c].text.lower() in FALSELY for c in tree.each(governor, "advmod"))
    if stance.polarity == "negative" or falsely:
        return replace(stance, polarity="positive").within("possible")
    fact = lexicon.is_a(tree.lemma(governor), "FactiveVerb") and relation in ("ccomp", "csubj")
    return Stance(source=stance.source) if fact else stance.within("possible")


def suffered(tree: Tree, i: int) -> bool:
    """Whether a verb is passive, with its auxiliary or without: "men | accused of plotting"."""
    if tree.one(i, "nsubj:pass", "aux:pass") is not None:
        return True
    participle = tree.has(i, "VerbForm=Part") and tree.has(i, "Tense=Past") and tree.rel(i) in ("acl", "advcl")
    return participle and tree.one(i, "aux", "obj", "nsubj") is None


def conditioned(tree: Tree, i: int) -> bool:
    """Whether a clause stands under a condition."""
    return any(conditional(tree, c) for c in tree.each(i, "advcl"))
