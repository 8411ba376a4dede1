"""Mends of what a parser coordinates with the wrong word; each is a function on one tree, as in `kg.parse.mend`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.parse.arcs import Words, attach, children, first, has, last
from kg.parse.tree import AMOUNTS
from kg.types import Word

PREFIXES = frozenset("re co pre de un over under out counter mis".split())
# what is named after what it does or holds
BODIES = frozenset(
    "company firm agency manufacturer maker producer plantation plant factory station studio channel network service "
    "label club centre center magazine newspaper".split()
)
# verbs that need no object: with a subject and nothing else they are no passives
UNAIDED = frozenset(
    "air arrive burn call capsize change close collapse compete crash crumble debut decrease develop die "
    "disappear dock emerge end erupt expand explode finish increase land live merge move open operate perform "
    "premiere release resign retire return sail serve start travel vanish work".split()
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
    """ "Ann said that it fell and added that it burnt": who reports, reports on; what fell adds nothing."""
    for word in words:
        said = words[word.head]
        outer = words[said.head]
        told = children(words, word.index, "ccomp") and has(word, "VerbForm=Fin")
        if word.deprel != "conj" or said.deprel != "ccomp" or not told or outer.index > said.index:
            continue
        own = children(words, word.index, *OWN) or children(words, said.index, "ccomp", "aux")
        if not own and outer.upos == "VERB" and tensed(words, outer):
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


def article(words: Words, i: int) -> bool:
    """Whether a noun has an article or a possessor."""
    return bool(children(words, i, "det", "nmod:poss"))


def named_conjunct(words: Words) -> None:
    """ "was a division of the Tsardom and then the Empire": a name goes with the name before it of its kind, not with
    the common noun that this one stands by."""
    for word in words:
        noun = words[word.head]
        if word.deprel != "conj" or not word.ner.endswith(("GPE", "ORG", "PERSON")) or word.upos != "PROPN":
            continue
        inner = [c for c in children(words, noun.index, "nmod") if noun.index < c < word.index]
        alike = [c for c in inner if words[c].ner[2:] in ("", word.ner[2:]) and words[c].upos == "PROPN"]
        same = alike and article(words, alike[-1]) == article(words, word.index)
        if same and noun.upos == "NOUN" and noun.ner == "O" and not children(words, word.index, "case", "appos"):
            attach(words, word.index, alike[-1], "conj")


def conjunct_beyond(words: Words) -> None:
    """ "between the army, led by Ann Bell, and the navy": a body goes with the body before it, not with a person."""
    for word in words:
        person = words[word.head]
        clause = words[person.head]
        noun = words[clause.head]
        bodies = [w for w in words[noun.index : clause.index] if w.ner.endswith("ORG") and w.head == noun.index]
        noun = bodies[-1] if bodies and not noun.ner.endswith("ORG") else noun
        beyond = word.deprel == "conj" and word.ner.endswith("ORG") and person.ner.endswith("PERSON")
        if not beyond or not clause.deprel.startswith("acl") or not (noun.ner.endswith("ORG") or noun.upos == "NOUN"):
            continue
        opener = min([word.index, *children(words, word.index, "cc", "det", "compound", "amod")])
        if words[opener - 1].text == "," and any(w.text == "," for w in words[noun.index : clause.index]):
            attach(words, word.index, noun.index, "conj")


def glued_prefix(words: Words) -> None:
    """ "re-established": a prefix glued to its verb by a hyphen is no verb itself."""
    for word in words[:-2]:
        hyphen, verb = words[word.index + 1], words[word.index + 2]
        glued = hyphen.text == "-" and word.end == hyphen.start and hyphen.end == verb.start and verb.upos == "VERB"
        if word.text.lower() not in PREFIXES or not glued or word.head == word.index:
            continue
        if verb.head == word.index:
            attach(words, verb.index, word.head, word.deprel)
        for w in [w for w in words if w.head == word.index and w.index not in (verb.index, word.index)]:
            attach(words, w.index, verb.index, w.deprel)
        attach(words, word.index, verb.index, "compound")


def second_office(words: Words) -> None:
    """ "by Ann Bell, President and Chief Executive": the second office goes with the first, and nobody else acts."""
    for word in words:
        if word.deprel != "conj":
            continue
        name = words[word.head]
        offices = [c for c in children(words, name.index, "appos") if c < word.index and words[c].ner == "O"]
        plain = word.ner == "O" and not children(words, word.index, "det", "appos", "flat", "case", "nmod:poss")
        if name.upos != "PROPN" or not name.ner.endswith("PERSON") or not offices:
            continue
        office = words[offices[-1]]
        if plain and word.upos in ("NOUN", "PROPN") and word.text[0].isupper() == office.text[0].isupper():
            attach(words, word.index, office.index, "conj")


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


def same_noun(words: Words) -> None:
    """ "a member of the club and a member of the council": a noun goes with itself, not with what it is of."""
    for word in words:
        inner = words[word.head]
        first = words[inner.head]
        alike = word.lemma == first.lemma and word.upos == first.upos == "NOUN" and inner.deprel == "nmod"
        if word.deprel == "conj" and alike and inner.lemma != word.lemma and children(words, word.index, "nmod"):
            attach(words, word.index, first.index, "conj")


def kinds_of_noun(words: Words) -> None:
    """ "in over 40 film and television roles", "a stage and screen actress": both say of what kind the last is."""
    for word in words[3:]:
        before, cc, first = words[word.index - 1], words[word.index - 2], words[word.index - 3]
        pair = cc.text.lower() in ("and", "or") and before.deprel in ("conj", "compound") and bare(words, before)
        if not pair or word.upos != "NOUN" or not bare(words, first) or children(words, first.index, "case", "cop"):
            continue
        crossed = before.head == first.index and first.head == word.head and before.deprel == "conj"
        if crossed and any(c < first.index for c in children(words, word.index, "case", "nummod", "det", "amod")):
            words[first.index] = replace(first, head=word.index, deprel="compound")


def bare(words: Words, word: Word) -> bool:
    """Whether a word is a common noun in the singular, without an article or a number of its own."""
    own = article(words, word.index) or children(words, word.index, "nummod")
    return word.upos == "NOUN" and has(word, "Number=Sing") and not own


def own_apposition(words: Words) -> None:
    """ "the Aune Trust and Sea Watch, a charity": one apposition behind two names is the second's."""
    for word in words:
        if word.deprel != "appos":
            continue
        first = words[word.head]
        between = [c for c in children(words, first.index, "conj") if first.index < c < word.index]
        single = has(word, "Number=Sing") and any(
            words[d].lemma in ("a", "an") for d in children(words, word.index, "det")
        )
        if not between or not single or first.upos != "PROPN":
            continue
        second = words[between[-1]]
        if second.upos == "PROPN" and second.ner[2:] == first.ner[2:]:
            attach(words, word.index, second.index, "appos")


def purpose_pair(words: Words) -> None:
    """ "a video game development and publishing company": what the company is for is no second thing that it is."""
    for word in words[3:]:
        first = words[word.head]
        kind = words[word.index - 1]
        pair = word.deprel == "conj" and word.lemma in BODIES and bare(words, word) and kind.head == word.index
        joint = words[kind.index - 1]
        if not pair or joint.text.lower() != "and" or first.index != joint.index - 1 or first.lemma in BODIES:
            continue
        if kind.deprel != "compound" or first.upos != "NOUN" or not has(first, "Number=Sing"):
            continue
        for c in [w.index for w in words if w.head == first.index and w.index not in (first.index, word.index)]:
            if words[c].deprel not in ("compound", "conj", "cc"):
                attach(words, c, word.index, words[c].deprel)
        root = first.head == first.index
        words[word.index] = replace(word, head=word.index if root else first.head, deprel=first.deprel)
        words[first.index] = replace(first, head=word.index, deprel="compound")
        for c in [w.index for w in words if w.head == first.index and w.deprel not in ("compound",)]:
            attach(words, c, word.index, words[c].deprel)
        words[joint.index] = replace(joint, head=kind.index, deprel="cc")
        words[kind.index] = replace(kind, head=first.index, deprel="conj")


def listed_time(words: Words) -> None:
    """ "was elected in 1895 and in 1900, and died": what is joined to a phrase before it is of no later verb."""
    for word in words:
        verb = words[word.head]
        if word.deprel != "obl" or verb.deprel != "conj" or not word.index < verb.index:
            continue
        opening = min(children(words, word.index, "case"), default=word.index)
        joints = children(words, verb.index, "cc")
        if len(joints) < 2:
            continue
        before = [c for c in children(words, verb.head, "obl") if verb.head < c < word.index]
        if before and joints[0] == opening - 1 and joints[-1] > word.index:
            attach(words, word.index, before[-1], "conj")
            attach(words, joints[0], word.index, "cc")


def amount_conjunct(words: Words) -> None:
    """ "listed assets of $3 million and debts of $5 million": what has an amount goes with what has one."""
    for word in words:
        amount = words[word.head]
        if word.deprel != "conj" or amount.ner[2:] not in AMOUNTS or word.upos != "NOUN" or word.ner != "O":
            continue
        own = [c for c in children(words, word.index, "nmod") if words[c].ner[2:] == amount.ner[2:]]
        if own and amount.deprel == "nmod" and words[amount.head].upos == "NOUN":
            attach(words, word.index, amount.head, "conj")


def listed_thing(words: Words) -> None:
    """ "seized four phones, a false passport and some cash": in a list a thing is no apposition to many."""
    for word in words:
        many = words[word.head]
        one = word.deprel == "appos" and word.upos == many.upos == "NOUN" and has(word, "Number=Sing")
        if not one or not has(many, "Number=Plur") or words[first(words, word.index) - 1].text != ",":
            continue
        later = [c for c in children(words, many.index, "conj") if c > word.index and children(words, c, "cc")]
        if later and last(words, word.index) + 1 == min(children(words, later[0], "cc")):
            attach(words, word.index, many.index, "conj")


def classifying(words: Words) -> None:
    """ "names and dates of birth of voters": birth says of what kind the dates are, and the names are not of birth."""
    for word in words:
        bare_ = bare(words, word) and not children(words, word.index, "amod", "compound")
        before = words[first(words, word.index) - 1]
        if word.deprel != "nmod" or not bare_ or before.deprel != "conj" or before.head != word.head:
            continue
        if children(words, word.index, "case") and words[before.index + 1].text == "of":
            attach(words, word.index, before.index, "nmod")
            for c in children(words, word.index, "nmod"):
                if words[min(children(words, c, "case"), default=c)].text == "of":
                    attach(words, c, before.head, "nmod")


CONJUNCTS: tuple[Callable[[Words], None], ...] = (
    finite_conjunct,
    gerund_conjunct,
    reporting_conjunct,
    finite_past,
    base_conjunct,
    listed_verb,
    named_conjunct,
    conjunct_beyond,
    glued_prefix,
    second_office,
    active,
    judged_conjunct,
    agent_conjunct,
    same_noun,
    kinds_of_noun,
    own_apposition,
    purpose_pair,
    listed_time,
    amount_conjunct,
    listed_thing,
    classifying,
)
