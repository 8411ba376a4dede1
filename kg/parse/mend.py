"""Mends what a parser now and then gets wrong and grammar forbids, so that the rules need not know.

Each mend is a function on one tree and speaks of a local configuration that Universal Dependencies does not have: a
clause with two subjects side by side, a possessor that is no ``nmod:poss``, an infinitive robbed of its subject.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from kg import irregular
from kg.parse.arcs import DETERMINING, Words, attach, children, has, last
from kg.parse.arcs import first as opening
from kg.parse.attachment import ATTACHMENTS, agent
from kg.parse.descriptions import (
    appointed,
    apposed_person,
    compound_title,
    described_flat,
    described_name,
    described_names,
    fronted_description,
    listed_descriptions,
    office_before_name,
    office_of_place,
    place_of_place,
    roles_of_one,
    second_role,
    second_subject,
    titled_name,
)
from kg.parse.names import ampersand, mend_names, person_of_state
from kg.parse.tree import AMOUNTS
from kg.types import Sentence

CLITICS = frozenset({"'s", "’s", "'", "’"})
COMPLEX = frozenset(
    tuple(phrase.split())
    for phrase in (
        "in front of,in favour of,in favor of,in terms of,in place of,in light of,in view of,in search of,in lieu of,"
        "in case of,in need of,in charge of,in honour of,in honor of,in memory of,in support of,in spite of,"
        "in addition to,in contrast to,in response to,in relation to,in opposition to,in exchange for,in return for,"
        "in accordance with,in line with,in connection with,in conjunction with,in collaboration with,in pursuit of,"
        "in cooperation with,in partnership with,in association with,in comparison with,on behalf of,on account of,"
        "as opposed to,by means of,by way of,by virtue of,with regard to,with respect to,as part of,with help of,"
        "in respect of"
    ).split(",")
)
OUTCOMES = frozenset(
    {("lead", "to"), ("result", "in"), ("end", "in"), ("object", "to"), ("warn", "of"), ("speak", "of")}
)
PARTS = frozenset("half third quarter majority most some part rest percent %".split())
LIGHT = frozenset("take make lose gain keep have give get".split())
SAYING = frozenset("allege believe claim estimate expect know report rumour say suppose think understand".split())
# verbs of which a second object is what the first is said to be
RATING = frozenset("brand call consider crown declare deem dub label name proclaim rank rate style term".split())
DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
CAUSATIVE = frozenset("let make help have see hear watch feel".split())


def mend(sentence: Sentence) -> Sentence:
    """The sentence with its tree mended."""
    words = list(sentence.words)
    person_of_state(words)
    ampersand(words)
    for rule in RULES:
        rule(words)
    mend_names(words)
    return replace(sentence, words=tuple(words))


def possessor(words: Words) -> None:
    """ "Tencent's WeChat": what carries the clitic and stands before its head is a possessor."""
    for word in words:
        marked = any(words[c].text in CLITICS for c in children(words, word.index, "case"))
        if marked and word.head > word.index and word.deprel in ("compound", "nmod", "amod", "nmod:desc"):
            words[word.index] = replace(word, deprel="nmod:poss")


def possessed_name(words: Words) -> None:
    """ "Bank of Riga's Ann Bell spoke": who spoke is Ann Bell, whom the name before the clitic possesses; but "the Dean
    of St Paul's Cathedral" did, where a preposition goes before the whole."""
    for word in words[2:]:
        owner, clitic = words[word.head], words[word.index - 1]
        if word.deprel != "nmod" or word.upos != "PROPN" or owner.upos != "PROPN" or owner.index > clitic.index:
            continue
        if any(words[c].upos == "ADP" for c in children(words, word.index, "case")):
            continue
        if clitic.text in CLITICS and clitic.head in (owner.index, clitic.index - 1) and owner.head != owner.index:
            words[word.index] = replace(word, head=owner.head, deprel=owner.deprel)
            words[owner.index] = replace(owner, head=word.index, deprel="nmod:poss")
            words[clitic.index] = replace(clitic, head=owner.index)


def strong_past(words: Words) -> None:
    """ "The treaty redrew the map": a strong verb's past behind a prefix, which the tagger took for a verb's base."""
    for word in words:
        low = word.text.lower()
        base = irregular.lemma(low, "VERB", compounds=True) if word.upos == "VERB" else None
        unknown = base not in (None, low) and irregular.lemma(low, "VERB", compounds=False) is None
        if base and unknown and "Tense=Past" not in word.feats and not children(words, word.index, "aux", "mark"):
            words[word.index] = replace(word, lemma=base, feats="Mood=Ind|Tense=Past|VerbForm=Fin")


def has_done(words: Words) -> None:
    """ "He's won the prize": before a participle with an object the clitic is "has"."""
    for word in words:
        verb = words[word.head]
        done = "VerbForm=Part" in verb.feats and "Tense=Past" in verb.feats and children(words, verb.index, "obj")
        if word.text in CLITICS and word.deprel == "aux" and word.lemma == "be" and done:
            words[word.index] = replace(word, lemma="have")


def glued_compound(words: Words) -> None:
    """ "a T-shirt": of two nouns glued by a hyphen that hang side by side the first is the second's compound."""
    for hyphen in words[1:-1]:
        first, second = words[hyphen.index - 1], words[hyphen.index + 1]
        beside = (first.head, first.deprel) == (second.head, second.deprel) and second.upos == "NOUN"
        if hyphen.text == "-" and first.end == hyphen.start and hyphen.end == second.start and beside:
            attach(words, first.index, second.index, "compound")
            for word in [w for w in words if w.head == first.index and w.index != hyphen.index]:
                attach(words, word.index, second.index, word.deprel)


def reduced_relative(words: Words) -> None:
    """ "a painting thought to be lost": a past without a subject behind its noun is a passive's participle."""
    for word in words:
        alone = (
            word.deprel in ("acl", "acl:relcl") and has(word, "VerbForm=Fin", "Tense=Past") and word.index > word.head
        )
        aim = [c for c in children(words, word.index, "xcomp") if children(words, c, "mark")]
        bare = not children(words, word.index, "nsubj", "nsubj:pass", "aux", "obj", "cop", "expl")
        related = any("PronType=Rel" in w.feats for w in words[word.head : word.index])
        if alone and aim and bare and not related:
            words[word.index] = replace(word, deprel="acl", feats="Tense=Past|VerbForm=Part|Voice=Pass")


def reported_deed(words: Words) -> None:
    """ "is said to be building it": what somebody is said to do is said, and no aim."""
    for word in words:
        verb, marks = words[word.head], children(words, word.index, "mark")
        passive = bool(children(words, verb.index, "aux:pass", "nsubj:pass")) and verb.lemma in SAYING
        if word.deprel == "advcl" and marks == [verb.index + 1] and words[marks[0]].text == "to" and passive:
            words[word.index] = replace(word, deprel="xcomp")


def missing(words: Words) -> None:
    """ "Forty people are missing": a state, and nothing that they do."""
    for word in words:
        helpers = [c for c in children(words, word.index, "aux") if words[c].lemma == "be"]
        if word.text == "missing" and helpers and not children(words, word.index, "obj", "obl"):
            words[word.index] = replace(word, upos="ADJ", lemma="missing", feats="Degree=Pos")
            words[helpers[-1]] = replace(words[helpers[-1]], deprel="cop")


def two_objects(words: Words) -> None:
    """ "fined | the firm | a million", "took | ten men | prisoner": of two objects side by side the first is whom it
    befalls, or the second what becomes of it."""
    for verb in words:
        objects = children(words, verb.index, "obj", *(("iobj", "xcomp") if verb.lemma in RATING else ()))
        if len(objects) != 2 or verb.index > objects[0] or words[objects[0]].ner[2:] in AMOUNTS:
            continue
        first, second = objects
        beside = last(words, first) == opening(words, second) - 1
        noun = words[second]
        bare = noun.upos == "NOUN" and "Number=Sing" in noun.feats and not children(words, second, *DETERMINING)
        if beside and (bare or verb.lemma in RATING):
            words[first] = replace(words[first], deprel="obj")
            words[second] = replace(noun, deprel="xcomp")
        elif beside:
            words[first] = replace(words[first], deprel="iobj", certainty=1.0)


def named_as(words: Words) -> None:
    """ "named Priya Nair as its chief": whom one names as something is an object."""
    for word in words:
        verb = words[word.head]
        person = word.deprel == "xcomp" and word.upos == "PROPN" and word.ner.endswith("PERSON")
        role = [c for c in children(words, verb.index, "obl") if c > word.index]
        as_ = any(words[m].text == "as" for c in role for m in children(words, c, "case"))
        if person and as_ and not children(words, verb.index, "obj", "iobj", "aux:pass"):
            words[word.index] = replace(word, deprel="obj")


def upper_bound(words: Words) -> None:
    """ "will pay up to $6 billion": what is paid, told by its bound, is an object."""
    for word in words:
        case = children(words, word.index, "case")
        bound = len(case) == 1 and words[case[0]].text.lower() == "up" and bool(children(words, case[0], "fixed"))
        value = word.ner[2:] in AMOUNTS or (
            word.ner[2:] == "DATE" and word.upos == "NOUN" and words[word.head].lemma in ("face", "serve")
        )
        if word.deprel == "obl" and bound and value and not children(words, word.head, "obj", "cop", "aux:pass"):
            words[word.index] = replace(word, deprel="obj")
            words[case[0]] = replace(words[case[0]], deprel="advmod")


def robbed_infinitive(words: Words) -> None:
    """ "demanding ByteDance sell TikTok": the name before a bare infinitive is its subject, not the verb's object."""
    for word in words:
        governor = words[word.head]
        if word.deprel not in ("ccomp", "xcomp") or "VerbForm=Inf" not in word.feats or governor.lemma in CAUSATIVE:
            continue
        if children(words, word.index, "nsubj", "mark", "aux", "nsubj:pass"):
            continue
        before = [c for c in children(words, governor.index, "obj", "iobj") if governor.index < c < word.index]
        if len(before) == 1 and last(words, before[0]) == word.index - 1:
            attach(words, before[0], word.index, "nsubj")
            words[word.index] = replace(words[word.index], deprel="ccomp")


def beyond_relative_clause(words: Words) -> None:
    """ "put Huawei, which was founded in 1987, on a list": what follows the closing comma belongs to the main verb."""
    for word in words:
        clause = words[word.head]
        noun = words[clause.head]
        if word.deprel != "obl" or not clause.deprel.startswith("acl") or words[noun.head].upos != "VERB":
            continue
        first = min([word.index, *children(words, word.index, "case")])
        opened = any(w.text == "," for w in words[noun.index + 1 : clause.index])
        if first > clause.index and words[first - 1].text == "," and opened and noun.head < noun.index:
            attach(words, word.index, noun.head, "obl")


def stranded_preposition(words: Words) -> None:
    """ "referred to as": a preposition without a noun, before another, goes with its verb as a particle does."""
    for word in words[1:-1]:
        alone = word.upos == "ADP" and word.deprel in ("obl", "advmod") and words[word.index + 1].upos == "ADP"
        if alone and word.head == word.index - 1 and not any(w.head == word.index for w in words):
            words[word.index] = replace(word, deprel="compound:prt")


def instrument(words: Words) -> None:
    """ "classified using a scale": the participle marks the instrument, as a preposition would."""
    for word in words[1:]:
        objects = children(words, word.index, "obj")
        plain = not children(words, word.index, "mark", "nsubj", "conj") and words[word.index - 1].text != ","
        if word.text == "using" and word.deprel == "advcl" and len(objects) == 1 and plain:
            for w in [w for w in words if w.head == word.index and w.index not in objects]:
                attach(words, w.index, word.head, w.deprel)
            attach(words, objects[0], word.head, "obl")
            attach(words, word.index, objects[0], "case")


def complex_preposition(words: Words) -> None:
    """ "in front of the court": the noun between two prepositions is one with them, and its complement is meant."""
    for word in words[1:-1]:
        before, after = words[word.index - 1], words[word.index + 1]
        if (before.text.lower(), word.text.lower(), after.text.lower()) not in COMPLEX or before.head != word.index:
            continue
        meant = words[after.head] if words[after.head].head in (word.index, word.head) else None
        if meant is not None and word.deprel in ("obl", "nmod") and meant.deprel in ("obl", "nmod"):
            attach(words, meant.index, word.head, word.deprel)
            attach(words, before.index, meant.index, "case")
            attach(words, word.index, before.index, "fixed")
            attach(words, after.index, before.index, "fixed")


def gerund_of_subject(words: Words) -> None:
    """ "led to the firm losing its licence": what it led to is the loss, and the firm its subject."""
    for noun, gerund in pairwise(list(words)):
        case, verb = children(words, noun.index, "case"), words[noun.head]
        loose = gerund.text.endswith("ing") and gerund.deprel in ("advcl", "acl")
        if noun.deprel != "obl" or len(case) != 1 or not loose or gerund.head not in (noun.index, verb.index):
            continue
        definite = noun.upos == "PROPN" or any(
            words[d].deprel == "nmod:poss" or "Definite=Def" in words[d].feats
            for d in children(words, noun.index, "det", "nmod:poss")
        )
        if definite and (verb.lemma, words[case[0]].text) in OUTCOMES:
            attach(words, gerund.index, verb.index, "advcl")
            attach(words, case[0], gerund.index, "mark")
            attach(words, noun.index, gerund.index, "nsubj")


def limit(words: Words) -> None:
    """ "sales up to the third week": "up" goes with the limit behind it, not with the verb before the object."""
    for word in words[1:-1]:
        to = words[word.index + 1]
        apart = word.deprel == "compound:prt" and word.index > word.head + 1
        if apart and word.text.lower() == "up" and to.text == "to" and to.deprel == "case":
            attach(words, word.index, to.head, "advmod")


def whose_subject(words: Words) -> None:
    """ "Turing, whose work laid the foundations": what is had, not the one who has it, is the clause's subject."""
    for word in words:
        clause = words[word.head]
        if word.lemma != "whose" or word.deprel != "nmod:poss" or clause.deprel not in ("appos", "conj", "dep"):
            continue
        verbs = [c for c in children(words, clause.head, "acl:relcl") if c > clause.index]
        if verbs and not children(words, verbs[0], "nsubj", "nsubj:pass"):
            passive = children(words, verbs[0], "aux:pass")
            attach(words, clause.index, verbs[0], "nsubj:pass" if passive else "nsubj")


def speaker_between(words: Words) -> None:
    """ "Renault, Ghosn said, sold the stake": the name before the verb of speech is its subject, no second seller."""
    for word in words[:-2]:
        verb = words[word.index + 1]
        if word.deprel != "conj" or children(words, word.index, "cc") or verb.upos != "VERB":
            continue
        said = [c for c in children(words, verb.index, "ccomp") if c > verb.index and words[word.head].head == c]
        if said and words[verb.index + 1].text == "," and not children(words, verb.index, "nsubj"):
            attach(words, word.index, verb.index, "nsubj")


def noun_complement(words: Words) -> None:
    """ "built the largest turbine in Europe", "lost a third of its value", "took advantage of it": what stands right
    behind a superlative, a part, a role or a bare noun goes with that, not with the verb."""
    for word in words:
        case = children(words, word.index, "case")
        if word.deprel not in ("obl", "nmod") or len(case) != 1 or word.upos == "NUM":
            continue
        noun = words[amount_head(words, case[0] - 1)]
        noun = words[noun.head] if noun.deprel == "conj" and words[noun.head].deprel == "xcomp" else noun
        if noun.deprel not in ("obj", "obl", "xcomp") or noun.head != word.head or noun.index < word.head:
            continue
        preposition, before = words[case[0]].text, [words[w] for w in children(words, noun.index, *DETERMINING)]
        utmost = noun.deprel == "obj" and any("Degree=Sup" in w.feats for w in before) and "DATE" not in word.ner
        utmost = utmost and preposition in ("in", "on", "among", "within", "outside")
        part = "NumType=" in noun.feats or noun.lemma in PARTS or noun.ner[2:] in AMOUNTS
        light = words[noun.head].lemma in LIGHT and not before and "Number=Sing" in noun.feats and noun.upos == "NOUN"
        role = noun.deprel == "xcomp" and noun.upos == "NOUN"  # "was named president of Acme"
        if utmost or (preposition == "of" and (part or light or role)):
            attach(words, word.index, noun.index, "nmod")
            if role:  # which no verb of naming could govern
                words[word.index] = replace(words[word.index], certainty=1.0)


def amount_head(words: Words, i: int) -> int:
    """The word that an amount which ends at word `i` hangs by: "$" in "$250 million"."""
    while words[i].ner.startswith("I-") and words[i].ner[2:] in AMOUNTS and words[words[i].head].ner[2:] in AMOUNTS:
        if words[i].head == i:  # "pay was up 4% on the year": the amount is the root
            break
        i = words[i].head
    return i


def before_day(words: Words) -> None:
    """ "went on strike Monday": the noun before the day is the preposition's, and no kind of Monday."""
    for word in words[1:-1]:
        day = words[word.index + 1]
        case = children(words, day.index, "case")
        kind = word.upos == "NOUN" and word.deprel in ("nmod:desc", "compound") and word.head == day.index
        if not kind or case != [word.index - 1] or day.text not in DAYS or "DATE" in word.ner:
            continue
        attach(words, word.index, day.head, "obl")
        words[word.index] = replace(words[word.index], head=day.head, deprel="obl", certainty=1.0)
        attach(words, case[0], word.index, "case")
        words[day.index] = replace(day, deprel="obl:unmarked")


RULES: tuple[Callable[[Words], None], ...] = (
    agent,
    described_flat,
    described_name,
    described_names,
    second_subject,
    fronted_description,
    apposed_person,
    possessor,
    possessed_name,
    glued_compound,
    has_done,
    strong_past,
    reported_deed,
    two_objects,
    named_as,
    missing,
    upper_bound,
    reduced_relative,
    robbed_infinitive,
    listed_descriptions,
    roles_of_one,
    second_role,
    compound_title,
    beyond_relative_clause,
    place_of_place,
    stranded_preposition,
    instrument,
    complex_preposition,
    gerund_of_subject,
    whose_subject,
    limit,
    speaker_between,
    titled_name,
    office_of_place,
    office_before_name,
    noun_complement,
    before_day,
    appointed,
    *ATTACHMENTS,
)
