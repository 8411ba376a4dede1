"""Whether there is what a noun phrase speaks of: a law that is but proposed, a firm to be founded, an alleged thief."""

from __future__ import annotations

from kg.extract.fiction import character, role
from kg.extract.proposition import Stance
from kg.extract.standing import refused
from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.types import Modality

CREATING = frozenset("build create establish form found introduce make open pass set sign sketch write".split())
FOND = frozenset("like love enjoy prefer".split())
ENACTING = frozenset("adopt approve enact pass ratify sign".split())  # what so came about, does what it is said to


def unreal(tree: Tree, lexicon: Lexicon, i: int, c: int, stance: Stance) -> Stance | None:
    """The stance of clause `c`, which tells what noun `i` is or does, where there may be no such thing: "proposed a law
    banning it", "a strike halting production would cost it", "no law bans it"; None where the noun presupposes one."""
    if any(tree.lemma(d) == "any" for d in tree.each(i, "det")):
        return Stance(source=stance.source).within("possible")  # "any site where they pay"
    if tree.cases(i) == "like" and tree.article(i) == "a":
        return Stance(source=stance.source).within("possible")  # "it is like a page torn from a book"
    if role(tree, i):
        return Stance(source=stance.source).within("possible")  # "starred as a woman who sees a murder"
    work = character(tree, i, c)
    if work is not None and tree.has(c, "Tense=Pres"):
        return stance.said_by(work)  # "the film follows a nurse who falls in love"
    any_one = tree.article(i) == "a" and tree.rel(i) == "nsubj"
    if any_one and stance.modality == "desired" and tree.has(c, "VerbForm=Part"):
        return Stance(source=stance.source).within("possible")  # "a judge faced with this should leave"
    made = stance.modality != "actual" and creator(tree, lexicon, i) is not None
    told = tree.has(c, "VerbForm=Ger") or (tree.has(c, "Tense=Pres") and tree.one(c, "aux") is None)
    anybody = tree.has(i, "Number=Plur") and tree.one(i, "det", "nmod:poss", "nummod") is None
    told = told or (made and tree.has(c, "VerbForm=Part"))
    told = told or (anybody and stance.modality == "conditional")
    some = tree.article(i) == "a" and tree.rel(i) != "nsubj"
    told = told or (some and stance.modality in ("possible", "questioned"))  # "may be of a king who died in 800"
    opening = min(tree.subtree(c, without=("punct",)))
    does = all(tree.has(s, "PronType=Rel") for s in tree.each(c, "nsubj"))
    if not told or not does or tree[opening - 1].text == ",":
        return None
    actual = Stance(source=stance.source)
    if made:
        return actual.within(stance.modality)  # "would create X, a company based in Y"
    if tree.rel(i) == "appos" and tree.name_at(tree[i].head) is not None:
        return None  # "would fine Bell, a broker buying oil": so Bell does
    if refused(tree, i):
        return actual.negated()
    said: list[Modality | None] = [
        lexicon.modality(tree.lemma(a), part) for a in tree.each(i, "amod") for part in ("adjective", "verb")
    ]
    own = lexicon.modality(tree.lemma(i), "noun")
    if own in ("planned", "desired"):
        said.append(own)
    indefinite = not any(tree.has(d, "Definite=Def") or tree.has(d, "PronType=Dem") for d in tree.each(i, "det"))
    indefinite = indefinite and tree.upos(i) == "NOUN" and tree.one(i, "nmod:poss") is None
    verb = tree.lemma(tree[i].head)
    if indefinite and tree.rel(i) == "obj" and verb not in FOND | ENACTING:
        said += [stance.modality if verb in CREATING and stance.modality != "actual" else None, lexicon.modality(verb)]
    if indefinite and tree[i].deprel == "nsubj:pass" and lexicon.modality(verb) in ("planned", "expected", "desired"):
        said.append(lexicon.modality(verb))  # "laws banning it are expected"
    if indefinite and tree.rel(i) == "obl":  # "called for laws banning it"
        case = tree.cases(i)
        asked = lexicon.modality(f"{verb} {case}")
        said += [asked if asked != "possible" else None, lexicon.modality(verb) if case == "for" else None]
    if indefinite and stance.polarity == "negative":
        said.append("possible")
    if indefinite and stance.modality in ("planned", "expected", "possible"):
        said.append("possible")  # "will fine firms selling oil": what they do is no plan
    if indefinite and stance.modality == "conditional":
        said.append(stance.modality)
    modality = next((m for m in said if m), None)
    return actual.within(modality) if modality else None


def creator(tree: Tree, lexicon: Lexicon, i: int) -> int | None:
    """The verb by which what an indefinite noun `i` describes first comes to be: "create X, a company"."""
    if tree.article(i) != "a":
        return None
    while tree.rel(i) in ("appos", "flat", "conj") or tree[i].deprel == "nmod:desc":
        i = tree[i].head
    verb = tree[i].head
    makes = {sense.property for sense in lexicon.verb(tree.lemma(verb))} & {"kgo:created", "kgo:founded"}
    return verb if makes and (tree.rel(i) == "obj" or tree[i].deprel == "nsubj:pass") else None


def doubted(tree: Tree, lexicon: Lexicon, i: int) -> Modality | None:
    """The modality that a word before noun `i` gives to what the noun says of somebody: "alleged thief"."""
    for a in tree.each(i, "amod", "compound"):
        word = tree[a].text.lower()
        if word == "planned" and tree.lemma(i) in ("community", "city", "town", "economy", "settlement"):
            continue  # a kind of town
        if lexicon.is_a(word, "DoubtWord", "adjective"):
            return "planned" if lexicon.modality(word, "adjective") == "planned" else "possible"
    return None
