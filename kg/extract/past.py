"""What was still to come in the past, or came again and again: "would later lead", "was to become", "would often go".

"Would" also supposes, and "was to" also arranges. That something came about after all, the clause's own words tell, or
that the text tells of years gone by: nobody plans any more there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.arguments import Arguments
from kg.lexicon import Lexicon
from kg.parse.tree import TEMPORAL, Tree
from kg.types import Document

HABIT = frozenset("often usually always sometimes frequently regularly occasionally whenever".split())
LATER = frozenset("later eventually subsequently ultimately".split())
# "would like" is a wish
WISHED = frozenset("like prefer rather love hate mind".split())
WEEKDAYS = frozenset(f"{day}days" for day in "mon tues wednes thurs fri satur sun".split())
DATING = frozenset("in around c. circa ca. until".split())
# a text without a date is taken to be of this century
CENTURY = 2000
# after how many years nothing is pending
GONE = 2


def narrated(document: Document, trees: Sequence[Tree]) -> Iterator[bool]:
    """Whether each sentence tells of a time that was long over when the text was written, by the last year named; a
    new paragraph in the present is of the present."""
    told = [years(tree) for tree in trees]
    known = (year for tree, here in zip(trees, told, strict=True) if not foretold(tree) for year in here)
    written = document.date.year if document.date else max([CENTURY, *known])
    last, end = written, 0
    for tree, here in zip(trees, told, strict=True):
        opens = "\n\n" in document.text[end : tree.sentence.start]
        verbs = (w for r in tree.roots for w in (r, *tree.each(r, "aux", "cop")))
        back = document.date or (opens and any(tree.has(w, "Tense=Pres") for w in verbs))
        last = max(here, default=written if back else last)  # news goes back but for a sentence
        end = tree.sentence.span.end
        yield last <= written - GONE


def foretold(tree: Tree) -> bool:
    """Whether a sentence speaks of what is to come, whose years are none that the text was written in."""
    return any(tree.lemma(w) == "will" and tree.upos(w) == "AUX" for w in range(len(tree)))


def years(tree: Tree) -> list[int]:
    """The years that a sentence names: of four digits, or of three where a word before says so ("in 348"), and no
    count of anything."""
    found = []
    for word in tree.words:
        before = tree[word.index - 1].text.lower() if word.index else ""
        year = re.fullmatch(r"1\d{3}|20\d{2}", word.text) or (
            before in DATING and re.fullmatch(r"[1-9]\d\d", word.text)
        )
        if year and word.upos == "NUM" and tree.rel(word.index) != "nummod":
            found.append(int(word.text))
    return found


def arranged(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """Whether "be to" tells what is arranged: "is to be held", "the firm is to open"; not what something consists in:
    "the goal is to open"."""
    to = next((m for m in tree.each(i, "mark") if tree.lemma(m) == "to" and m < i), None)
    subject = tree.one(i, "nsubj", "nsubj:pass", "nsubj:outer")
    later = tree.one(i, "aux:pass") is not None or any(tree.has(a, "VerbForm=Inf") for a in tree.each(i, "aux"))
    if to is None or subject is None or not (tree.has(i, "VerbForm=Inf") or later):
        return False
    if not any(tree.lemma(b) == "be" and subject < b < to for b in tree.each(i, "aux", "cop")):
        return False
    if tree.one(i, "aux:pass") is not None or tree.upos(subject) in ("PROPN", "PRON"):
        return True
    noun = tree.lemma(subject)
    return noun in lexicon.denotes and (noun, "noun") not in lexicon.classes


def outcome(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """Whether "was to" tells what came of something: "was to become king", "was never to return"; but who "was to have
    become" did not."""
    helpers = tree.each(i, "aux", "cop")
    past = any(tree.lemma(b) == "be" and tree.has(b, "Tense=Past") for b in helpers)
    perfect = any(tree.has(b, "VerbForm=Inf") for b in helpers)
    never = any(tree.lemma(c) == "never" for c in tree.each(i, "advmod"))
    return past and not perfect and (never or lexicon.is_a(tree.lemma(i), "OutcomeVerb"))


def came_about(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """Whether a clause's own words say that what it "would" do it did: later, often, every year, whenever it rained;
    "went on to"; and "the man who would become her husband" is told when he had."""
    adverbs = {tree[c].text.lower() for c in tree.each(i, "advmod")}
    goes_on = tree.lemma(i) == "go" and any(tree[c].text.lower() == "on" for c in tree.children[i])
    if goes_on or adverbs & (LATER | HABIT) or any(recurring(tree, c) for c in tree.each(i, "obl")):
        return True
    noun = tree[i].head
    person = any(tree.lemma(c) == "who" for c in tree.each(i, "nsubj")) and tree.rel(i) == "acl"
    known = tree.upos(noun) == "PROPN" or tree.article(noun) == "the"
    return person and known and lexicon.is_a(tree.lemma(i), "OutcomeVerb") and tree.has(tree[noun].head, "Tense=Past")


def recurring(tree: Tree, c: int) -> bool:
    """Whether a phrase says that something happens again and again: "every summer", "on Sundays"."""
    if any(tree.lemma(d) in ("every", "each") for d in tree.each(c, "det")):
        return tree.lemma(c) in TEMPORAL | {"time"}
    many = any(tree.lemma(a) in ("many", "most", "some", "several") for a in tree.each(c, "amod", "det"))
    if tree.cases(c) == "in" and many and tree.lemma(c) in ("instance", "case", "year", "place", "town"):
        return True
    plural = tree.lemma(c) in TEMPORAL and tree.has(c, "Number=Plur") and tree.one(c, "nummod", "amod") is None
    return tree.cases(c) in ("on", "in", "at") and (plural or tree[c].text.lower() in WEEKDAYS)


def settled(tree: Tree, known: Arguments, i: int) -> bool:
    """Whether a clause with "would", told of years gone by, speaks of someone or something that there was."""
    stated = ("root", "conj", "parataxis", "acl", *(("advcl",) if said_so(tree, i) else ()))
    if tree.rel(i) not in stated or tree.one(i, "nsubj", "nsubj:pass") is None:
        return False
    around = [(tree.cases(c), known.value_type(c)) for c in tree.each(i, "obl")]
    supposed = any(case in ("without", "but for") or (case, kind) == ("for", "MONEY") for case, kind in around)
    if supposed or tree.lemma(i) in WISHED or any(tree.lemma(a) == "have" for a in tree.each(i, "aux")):
        return False
    subject = known.stand(tree.each(i, "nsubj", "nsubj:pass")[0])
    entity = known.entity(subject)
    if entity is None or entity.named:
        return entity is not None
    pointed = any(tree.has(d, "PronType=Dem") and tree.lemma(d) != "such" for d in tree.each(subject, "det"))
    defined = tree.article(subject) == "the"
    owners = tree.each(subject, "nmod:poss", *(("nmod",) if defined else ()))
    return (
        pointed or any((e := known.entity(o)) and e.named for o in owners) or (defined and entity.type == "kgo:Person")
    )


def said_so(tree: Tree, i: int) -> bool:
    """Whether an adverbial clause states what it tells: "though he would regret it"."""
    return any(tree[m].text.lower() in ("though", "although", "while", "because") for m in tree.each(i, "mark"))


def past_tense(tree: Tree, i: int) -> bool:
    """Whether a clause's verb, or what helps it, is in the past."""
    return any(tree.has(w, "Tense=Past") for w in (i, *tree.each(i, "aux", "cop")))
