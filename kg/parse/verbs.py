"""Mends of coordinated verbs: which verb goes with which; each is a function on one tree, as in `kg.parse.mend`."""

from __future__ import annotations

from dataclasses import replace

from kg.parse.arcs import Words, article, attach, children, has
from kg.types import Word

# verbs that need no object: with a subject and nothing else they are no passives
UNAIDED = frozenset(
    "air arrive burn call capsize change close collapse compete crash crumble debut decrease develop die "
    "disappear dock emerge end erupt expand explode finish increase land live merge move open operate perform "
    "premiere release resign retire return sail serve start travel vanish work".split()
)
# verbs that report, before, behind or in the midst of what they report
REPORTING = frozenset(
    "add announce argue claim confirm fear insist maintain note observe predict report say state stress suggest "
    "suspect tell warn write".split()
)
OWN = ("nsubj", "nsubj:pass", "aux", "aux:pass", "mark", "cop", "expl")


def tensed(words: Words, word: Word) -> bool:
    """Whether a predicate is finite by itself or by what helps it."""
    return has(word, "VerbForm=Fin") or any(
        has(words[c], "VerbForm=Fin") for c in children(words, word.index, "aux", "aux:pass", "cop")
    )


def finite_conjunct(words: Words) -> None:
    """ "The law requires shops to close and bans sales": a finite verb goes with a finite verb, not an infinitive."""
    for word in words:
        if word.deprel != "conj":
            continue
        first = words[word.head]
        outer = words[first.head]
        finite = [w for w in (word, outer) if tensed(words, w) and w.upos in ("VERB", "ADJ")]
        own = children(words, word.index, "nsubj", "nsubj:pass", "mark")
        infinitive = any(words[m].text == "to" for m in children(words, first.index, "mark"))
        if infinitive and len(finite) == 2 and not own and outer.index < first.index:
            attach(words, word.index, outer.index, "conj")
            for c in [w for w in words if w.head == first.index and w.index > word.index]:
                attach(words, c.index, word.index, c.deprel)  # "to close and bans | sales"


def gerund_conjunct(words: Words) -> None:
    """ "forcing men to leave their homes and shutting mines": a gerund goes with a gerund, not with an infinitive."""
    for word in words:
        first_ = words[word.head]
        outer = words[first_.head]
        alike = word.text.endswith("ing") and outer.text.endswith("ing") and outer.upos == "VERB" == word.upos
        if word.deprel == "conj" and alike and has(first_, "VerbForm=Inf") and outer.index < first_.index:
            if first_.deprel in ("xcomp", "ccomp", "advcl") and not children(words, word.index, *OWN):
                attach(words, word.index, outer.index, "conj")


def reporting_conjunct(words: Words) -> None:
    """ "Ann said that it fell and added that it burnt": what fell adds nothing; but "that doctors met and warned …"."""
    for word in words:
        said = words[word.head]
        outer = words[said.head]
        told = children(words, word.index, "ccomp") and has(word, "VerbForm=Fin")
        if word.deprel != "conj" or said.deprel != "ccomp" or not told or outer.index > said.index:
            continue
        own = children(words, word.index, *OWN) or children(words, said.index, "ccomp", "aux")
        doers = [words[c] for c in children(words, said.index, "nsubj", "nsubj:pass")]
        thing = all(w.upos == "NOUN" and has(w, "Number=Sing") for w in doers) and doers
        reports = word.lemma == "add" or (word.lemma in REPORTING and thing)
        if reports and outer.lemma in REPORTING and not own and tensed(words, outer):
            attach(words, word.index, outer.index, "conj")


def finite_past(words: Words) -> None:
    """ "Acme apologised and promised to pay": joined to a finite past, a past with nothing that helps it is finite."""
    for word in words:
        verb = words[word.head]
        joined = word.deprel == "conj" and word.upos == verb.upos == "VERB" and has(word, "Tense=Past", "VerbForm=Part")
        plain = has(verb, "Tense=Past", "VerbForm=Fin") and not children(words, verb.index, "aux", "aux:pass", "cop")
        told = children(words, word.index, "obj", "xcomp", "ccomp") and not children(words, word.index, "obl:agent")
        if joined and plain and told and not children(words, word.index, *OWN):
            words[word.index] = replace(word, feats="Mood=Ind|Tense=Past|VerbForm=Fin")


def base_conjunct(words: Words) -> None:
    """ "I want to thank the men who fought and greet their wives": a verb's base form goes with the infinitive, not
    with a past tense below it."""
    for word in words:
        first = words[word.head]
        base = word.upos == "VERB" and word.text == word.lemma and has(word, "Tense=Pres", "VerbForm=Fin")
        if word.deprel != "conj" or not base or not has(first, "Tense=Past", "VerbForm=Fin"):
            continue
        if children(words, word.index, *OWN) or first.text == first.lemma or has(first, "Number=Plur", "Tense=Pres"):
            continue
        above = first
        while above.head != above.index and not has(above, "VerbForm=Inf"):
            above = words[above.head]
        if has(above, "VerbForm=Inf"):
            words[word.index] = replace(word, feats="VerbForm=Inf")
            attach(words, word.index, above.index, "conj")


def listed_verb(words: Words) -> None:
    """ "They bought the mill, named it after her and sold it", "was written by A, published by B and sold by C":
    between a verb and one joined to it by "and", a participle behind a comma is the second of the three."""
    for word in words[2:]:
        noun = words[word.head]
        participle = word.upos == "VERB" and has(word, "Tense=Past", "VerbForm=Part") and word.text.endswith("d")
        if word.deprel not in ("acl", "advcl") or not participle or words[word.index - 1].text != ",":
            continue
        verb = noun
        while verb.upos not in ("VERB", "AUX") and verb.head != verb.index:
            verb = words[verb.head]
        next_ = [c for c in children(words, word.index, "advmod") if words[c].text.lower() in ("then", "later")]
        if next_ and passive_part(words, noun, verb):  # "was banned in Rome, then published in Riga"
            attach(words, word.index, verb.index, "conj")
            continue
        third = [c for c in children(words, verb.index, "conj") if c > word.index and children(words, c, "cc")]
        if verb.upos != "VERB" or not third or children(words, third[0], *OWN) or children(words, word.index, *OWN):
            continue
        passive = bool(children(words, verb.index, "aux:pass"))
        given = [c for c in children(words, word.index, "obj", "xcomp") if article(words, c)]
        agent = children(words, word.index, "obl:agent")
        alike = has(words[third[0]], "Tense=Past") and (has(words[third[0]], "VerbForm=Part") or not passive)
        if not alike or (not agent and not given) or passive == bool(given):
            continue
        attach(words, word.index, verb.index, "conj")
        if not passive:
            words[word.index] = replace(words[word.index], feats="Mood=Ind|Tense=Past|VerbForm=Fin")
            words[given[0]] = replace(words[given[0]], deprel="obj")


def passive_part(words: Words, noun: Word, verb: Word) -> bool:
    """Whether a verb is passive, and a noun below it no more than one of its phrases."""
    return verb.upos == "VERB" and bool(children(words, verb.index, "aux:pass")) and noun.index >= verb.index


def agent_conjunct(words: Words) -> None:
    """ "He founded the fund, enacted in 1986 and signed by Ann Bell": what somebody did goes with the participle."""
    for word in words:
        if word.deprel != "conj":
            continue
        first = words[word.head]
        agent = children(words, word.index, "obl:agent")
        if not agent or children(words, word.index, *OWN):
            continue
        near = [w for w in words[first.index : word.index] if w.deprel == "acl" and has(w, "VerbForm=Part")]
        active_ = first.upos == "VERB" and has(first, "VerbForm=Fin") and not children(words, first.index, "aux:pass")
        told = near and bool(children(words, near[-1].index, "obl:agent")) and bool(children(words, first.index, "cop"))
        if (active_ or told) and near and near[-1].head > first.index:
            attach(words, word.index, near[-1].index, "conj")


def active(words: Words) -> None:
    """ "Five strikes destroyed three wells": with an object, and no auxiliary, a verb is no passive."""
    for word in words:
        if word.upos != "VERB" or word.deprel not in ("root", "conj", "parataxis", "ccomp"):
            continue
        objects = [c for c in children(words, word.index, "obj") if c > word.index]
        alone = word.deprel == "root" and words[-1].text == "." and word.lemma in UNAIDED  # "Two boats capsized."
        told = objects or alone
        if not told or children(words, word.index, "aux", "aux:pass", "cop"):
            continue
        for c in children(words, word.index, "nsubj:pass"):
            words[c] = replace(words[c], deprel="nsubj")
            words[word.index] = replace(word, feats="Mood=Ind|Tense=Past|VerbForm=Fin")


def judged_conjunct(words: Words) -> None:
    """ "is a racer and recognized specialist": the participle says which specialist, and nobody recognizes any."""
    for word in words:
        first = words[word.head]
        objects = children(words, word.index, "obj")
        plain = word.deprel == "conj" and has(word, "Tense=Past", "VerbForm=Part") and len(objects) == 1
        if not plain or first.upos != "NOUN" or not children(words, first.index, "cop"):
            continue
        noun = words[objects[0]]
        between = all(w.head == noun.index for w in words[word.index + 1 : noun.index])
        if noun.upos == "NOUN" and between and not children(words, noun.index, "det", "nmod:poss"):
            words[noun.index] = replace(noun, head=first.index, deprel="conj")
            for c in [w.index for w in words if w.head == word.index and w.index != noun.index]:
                attach(words, c, noun.index, words[c].deprel)
            attach(words, word.index, noun.index, "amod")
