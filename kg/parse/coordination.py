"""Mends of what a parser coordinates with the wrong word; each is a function on one tree, as in `kg.parse.mend`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.parse.arcs import Words, article, attach, children, first, has, last
from kg.parse.tree import AMOUNTS
from kg.parse.verbs import (
    active,
    agent_conjunct,
    base_conjunct,
    finite_conjunct,
    finite_past,
    gerund_conjunct,
    judged_conjunct,
    listed_verb,
    reporting_conjunct,
)
from kg.types import Word

PREFIXES = frozenset("re co pre de un over under out counter mis".split())
# what is named after what it does or holds
BODIES = frozenset(
    "company firm agency manufacturer maker producer plantation plant factory station studio channel network service "
    "label club centre center magazine newspaper".split()
)
COUNTED = {2: ("two", "2"), 3: ("three", "3"), 4: ("four", "4")}


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
        if any(words[n].lemma in COUNTED.get(len(later) + 1, ()) for n in children(words, many.index, "nummod")):
            continue  # "has two owners, a firm and a fund"
        if later and last(words, word.index) + 1 == min(children(words, later[0], "cc")):
            attach(words, word.index, many.index, "conj")


def classifying(words: Words) -> None:
    """ "names and dates of birth of voters": birth says of what kind the dates are, and the names are not of birth."""
    for word in words:
        kind = bare(words, word) and not children(words, word.index, "amod", "compound")
        before = words[first(words, word.index) - 1]
        if word.deprel != "nmod" or not kind or before.deprel != "conj" or before.head != word.head:
            continue
        whose = [c for c in children(words, word.index, "nmod") if words[c - 1].text == "of" or article(words, c)]
        if children(words, word.index, "case") and words[before.index + 1].text == "of" and whose:
            attach(words, word.index, before.index, "nmod")
            attach(words, whose[0], before.head, "nmod")


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
