"""Mends of which clause is what: a parenthesis, a cleft, a root; each a function on one tree, as in `kg.parse.mend`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.parse.arcs import DETERMINING, Words, attach, children, first, has, last
from kg.parse.verbs import REPORTING

CITING = frozenset("add argue blame cite claim complain insist note say warn".split())
ANSWERING = REPORTING | frozenset("accuse blame call decline deny describe dismiss insist refuse reject".split())
ACCUSING = frozenset("accuse acquit convict suspect".split())


def content_clause(words: Words) -> None:
    """ "the rumour that Acme sold Basil": where the verb has its object, "that" is none, but opens the clause."""
    for that in words:
        clause = words[that.head]
        if that.text.lower() != "that" or that.deprel != "obj" or clause.deprel not in ("acl", "acl:relcl"):
            continue
        objects = [c for c in children(words, clause.index, "obj") if c > clause.index]
        if objects and children(words, clause.index, "nsubj") and not children(words, clause.index, "xcomp", "iobj"):
            words[that.index] = replace(that, upos="SCONJ", feats="", deprel="mark")
            words[clause.index] = replace(clause, deprel="acl")


def cleft(words: Words) -> None:
    """ "It was Bell who invented it": the clause tells of the noun in focus, as any relative clause does."""
    for word in words:
        focus = words[word.head]
        if word.deprel == "advcl:relcl" and focus.index < word.index and children(words, focus.index, "cop"):
            if children(words, focus.index, "expl") and focus.upos in ("NOUN", "PROPN", "PRON", "NUM"):
                attach(words, word.index, focus.index, "acl:relcl")


def colon_clause(words: Words) -> None:
    """ "Oracle denied this: the Americans would own it": what follows the colon is told, not denied."""
    for word in words:
        verb = words[word.head]
        opening = min((w.index for w in words if word.index in (w.head, w.index) and w.upos != "PUNCT"), default=0)
        told = opening > 0 and words[opening - 1].text == ":"
        if word.deprel == "ccomp" and told and children(words, verb.index, "obj"):
            words[word.index] = replace(word, deprel="parataxis")


def finite_root(words: Words) -> None:
    """ "Hannibal, the general, crossed the Alps": a finite verb without a subordinator is no modifier, but the root."""
    for word in words:
        noun = words[word.head]
        finite = word.upos == "VERB" and has(word, "VerbForm=Fin") and word.deprel == "acl"
        alone = not children(words, word.index, "nsubj", "nsubj:pass", "mark", "expl", "csubj")
        if not (finite and alone and noun.head == noun.index and noun.index < word.index):
            continue
        if children(words, noun.index, "cop") or any("PronType=Rel" in w.feats for w in words[noun.index : word.index]):
            continue
        words[word.index] = replace(word, head=word.index, deprel="root")
        words[noun.index] = replace(noun, head=word.index, deprel="nsubj")
        for c in children(words, noun.index, "punct", "obl", "advmod", "parataxis", "conj", "cc", "advcl"):
            if c > word.index or words[c].deprel == "punct":
                words[c] = replace(words[c], head=word.index)


def circumstance_cleft(words: Words) -> None:
    """ "It was in Oslo that Acme began": Acme began in Oslo; not where it is denied."""
    for word in words:
        if word.upos != "VERB" or word.deprel.partition(":")[0] not in ("acl", "advcl", "ccomp", "csubj"):
            continue
        place = words[word.head]
        that = [m for m in children(words, word.index, "mark") if words[m].lemma == "that"]
        frame = children(words, place.index, "expl", "cop")
        cleft = that and len(frame) == 2 and place.head == place.index and children(words, place.index, "case")
        if not cleft:
            continue
        if children(words, place.index, "advmod") or (place.ner == "O" and place.upos != "PROPN"):
            continue
        words[word.index] = replace(word, head=word.index, deprel="root")
        words[place.index] = replace(place, head=word.index, deprel="obl")
        for c in (*frame, *that, *children(words, place.index, "punct")):
            words[c] = replace(words[c], head=word.index, deprel="punct")


def parenthesis(words: Words) -> None:
    """ "The museum, the Times reported, bought the vase": what the commas enclose reports, and says nothing of the
    museum alone."""
    for word in words:
        noun = words[word.head]
        if word.deprel not in ("acl", "acl:relcl", "appos") or word.lemma not in REPORTING:
            continue
        for c in children(words, noun.index, "appos"):
            if c == word.index - 1 and has(word, "VerbForm=Fin"):  # "the museum, the Post reported, …"
                attach(words, c, word.index, "nsubj")
        inner = [c for c in children(words, word.index, "nsubj", "advmod", "obl", "obl:unmarked") if c < word.index]
        opening, end = min([word.index, *(first(words, c) for c in inner)]), last(words, word.index)
        related = any("PronType=Rel" in w.feats for w in words[opening : word.index + 1])
        behind = words[min(end + 1, len(words) - 1)].text
        enclosed = words[opening - 1].text == "," and "," in (words[end].text, behind)
        own = children(words, word.index, "nsubj") and not children(words, word.index, "obj", "ccomp", "mark")
        if enclosed and own and not related and noun.deprel in ("nsubj", "nsubj:pass"):
            attach(words, word.index, noun.head, "parataxis")


def nouns_verb(words: Words) -> None:
    """ "a tabloid claims he moved": a finite verb has no article; the noun between is its subject."""
    for word in words:
        before = [words[c] for c in children(words, word.index, "det", "compound") if c < word.index]
        told = word.upos == "VERB" or bool(children(words, word.index, "ccomp", "obj"))
        finite = told and has(word, "VerbForm=Fin")
        if not finite or [w.deprel for w in before] != ["det", "compound"] or before[1].index != word.index - 1:
            continue
        if before[1].upos in ("NOUN", "PROPN") and not children(words, word.index, "nsubj", "nsubj:pass"):
            words[word.index] = replace(word, upos="VERB")
            attach(words, before[1].index, word.index, "nsubj")
            for c in children(words, word.index, *DETERMINING):
                if c < before[1].index:
                    attach(words, c, before[1].index, words[c].deprel)


def left_out(words: Words) -> None:
    """ "Ann won the gold medal, Toronto the silver": the verb is left out, and the second has an object of its own."""
    for word in words[1:-2]:
        noun = next((w for w in words[word.index + 1 :] if w.upos not in ("DET", "ADJ")), word)
        listed = word.deprel in ("conj", "appos") and word.upos == "PROPN" and noun.head in (word.index, word.head)
        listed = listed and not children(words, noun.index, "nmod", "acl")
        if not listed or noun.upos != "NOUN" or noun.ner != "O" or words[word.index + 1].upos != "DET":
            continue
        top = word
        while top.deprel in ("conj", "appos", "orphan"):
            top = words[top.head]
        verb = words[top.head] if top.deprel == "obj" else top
        things = [c for c in children(words, verb.index, "obj") if verb.index < c < word.index]
        alike = {words[d].text for c in (*things[:1], noun.index) for d in children(words, c, "det")}
        plain = things and words[things[0]].upos == "NOUN" and len(alike) == 1  # "a friend, Lenz the painter"
        if verb.upos == "VERB" and word.head != verb.index and plain:
            attach(words, word.index, verb.index, "conj")
            attach(words, noun.index, word.index, "orphan")
            for i in (word.index, noun.index):
                words[i] = replace(words[i], certainty=1.0)


def accused_of(words: Words) -> None:
    """ "accused the minister of lying": whom one accuses is no minister of lying."""
    for word in words:
        noun = words[word.head]
        marks = [words[m].text for m in children(words, word.index, "mark")]
        loose = word.deprel == "acl" and marks == ["of"] and noun.deprel == "obj"
        if loose and words[noun.head].lemma in ACCUSING:
            attach(words, word.index, noun.head, "advcl")


def reported_subject(words: Words) -> None:
    """ "The test found most cases, doctors said": who stands before what is said does it, and says nothing."""
    for word in words:
        subjects = children(words, word.index, "nsubj", "nsubj:pass")
        told = [c for c in children(words, word.index, "ccomp") if c < word.index]
        if len(subjects) != 2 or len(told) != 1 or not subjects[0] < told[0] < subjects[1] < word.index:
            continue
        if not children(words, told[0], "nsubj", "nsubj:pass", "expl"):
            passive = children(words, told[0], "aux:pass")
            attach(words, subjects[0], told[0], "nsubj:pass" if passive else "nsubj")


def citing(words: Words) -> None:
    """ "dropped plans to build a plant, blaming weak demand": behind a comma, who dropped them blames it."""
    for word in words:
        deed = words[word.head]
        noun = words[deed.head]
        loose = word.deprel == "advcl" and word.lemma in CITING and word.text.endswith("ing")
        if not loose or noun.index > deed.index or deed.index > word.index:
            continue
        told = deed.deprel == "ccomp" and noun.lemma in REPORTING and word.lemma not in ("blame", "cite")
        if not told and not has(deed, "VerbForm=Inf"):
            continue
        verb = noun if noun.upos == "VERB" else words[noun.head]
        behind = verb.index < noun.index or told  # "said that it fell, adding that …"
        if words[word.index - 1].text == "," and verb.upos == "VERB" and behind:
            attach(words, word.index, verb.index, "advcl")


def contrast(words: Words) -> None:
    """ "Ann said that it fell, while Bob denied it": behind a comma, the contrast is of what they say."""
    for word in words:
        said = words[word.head]
        marks = [c for c in children(words, word.index, "mark") if words[c].text.lower() in ("while", "whereas")]
        apart = marks and marks[0] > said.index and words[marks[0] - 1].text == ","
        if word.lemma not in ANSWERING:
            continue
        if word.deprel == "advcl" and said.deprel == "ccomp" and apart and words[said.head].index < said.index:
            attach(words, word.index, said.head, "advcl")


CLAUSES: tuple[Callable[[Words], None], ...] = (
    content_clause,
    cleft,
    parenthesis,
    nouns_verb,
    left_out,
    accused_of,
    reported_subject,
    citing,
    contrast,
    colon_clause,
    finite_root,
    circumstance_cleft,
)
