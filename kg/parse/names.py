"""Mends names that the tagger has cut short: what stands beside them and is written as names are belongs to them.

Each rule is a function on one sentence's words and speaks of one kind of name: of a person's generation, a title with
a colon, a prize with what it is for; those of firms, offices and places are in `kg.parse.bodies`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from kg.parse import bodies
from kg.parse.arcs import Words, attach
from kg.parse.spans import SMALL, capital, extend, names, run, tag, unite

GENERATIONS = frozenset("jr jr. sr sr. jnr jnr. snr snr. ii iii iv".split())
PRIZES = frozenset("award prize medal trophy".split())
STATES = frozenset("state defense defence justice treasury interior commerce homeland".split())
PERSON = ("B-PERSON", "I-PERSON")
FRAMES = {("(", ")"), ('"', '"'), ("“", "”")}
MARKS = frozenset('"“”')
TITLE = 14  # words that a title may have
HEADED = frozenset({"EVENT", "WORK_OF_ART", "LAW", "FAC", "PRODUCT"})
FOR = frozenset({"for", "in", "of"})


def mend_names(words: Words) -> None:
    """Every rule, one after the other, but `person_of_state` and `ampersand`, which come before the tree is mended."""
    for rule in RULES:
        rule(words)


def origin(words: Words) -> None:
    """ "the Singaporean fund Temara Holdings": an origin and a common noun are no name, but say what it is."""
    for first, last, kind in list(names(words)):
        plain = capital(words[first]) and not any(capital(words[i]) for i in range(first + 1, last + 1))
        beside = last + 1 < len(words) and words[last + 1].ner.startswith("B-")
        adjective = words[first].upos == "ADJ"
        if last > first and plain and (adjective or (beside and words[first].upos == "PROPN")):
            tag(words, first, first, "NORP" if adjective else kind)
            for i in range(first + 1, last + 1):
                words[i] = replace(words[i], ner="O", upos="NOUN" if words[i].upos == "PROPN" else words[i].upos)


def ampersand(words: Words) -> None:
    """ "Ferranti & Doyle": what one name joins with this mark is no list; told before lists are mended."""
    for word in words[2:]:
        joint = words[word.index - 1]
        if word.ner == "I-PERSON":
            continue  # "Simon & Garfunkel" are two
        if word.deprel == "conj" and joint.text == "&" and word.ner.startswith("I-") and word.head < joint.index:
            words[word.index] = replace(word, deprel="flat")
            words[joint.index] = replace(joint, head=word.head, deprel="flat")


def contest(words: Words) -> None:
    """ "Ann Bell vs. Olaf Lind", "Roe v. Wade": two names between which this stands are one match or one case."""
    for (first, last, kind), (start, end, other) in pairwise(list(names(words))):
        between = "".join(w.text for w in words[last + 1 : start]).lower().rstrip(".")
        if between in ("v", "vs", "versus") and kind == other and kind in ("PERSON", "ORG", "GPE"):
            for w in words[last + 1 : end + 1]:
                if w.head not in range(first, end + 1) or w.deprel in ("case", "cc"):
                    words[w.index] = replace(w, head=words[first].index, deprel="flat")
            unite(words, first, end, "LAW" if between == "v" else "EVENT")


def generation(words: Words) -> None:
    """ "Martin King Jr.", "Martin King, Sr.": father and son are told apart."""
    for first, last, kind in list(names(words)):
        after = last + 1 + (last + 1 < len(words) and words[last + 1].text == ",")
        if kind == "PERSON" and last > first and after < len(words) and words[after].text.lower() in GENERATIONS:
            dot = after + 1 < len(words) - 1 and words[after + 1].text == "." and words[after].text[-1] != "."
            tag(words, first, after + dot, kind)


def colon(words: Words) -> None:
    """ "Vega: The Movie": the title goes on behind the colon, where what follows is capitalised to its end."""
    for first, last, kind in list(names(words)):
        start = last + 2
        if kind != "WORK_OF_ART" or start >= len(words) or words[start - 1].text != ":" or not capital(words[start]):
            continue
        end = run(words, start)
        if end > start or (end == start and words[end].upos == "PROPN"):
            tag(words, first, end, kind)


def quoted(words: Words) -> None:
    """ "Pride and Prejudice": what stands between quotation marks and is written as titles are is one name."""
    marks = [word.index for word in words if word.text in MARKS]
    for first, last in ((a + 1, b - 1) for a, b in pairwise(marks)):
        inside = words[first : last + 1]
        kinds = [word.ner[2:] for word in inside if word.ner.startswith("B-")]
        small = (w.text.lower() in SMALL or w.upos in ("PUNCT", "NUM", "PART") for w in inside if not capital(w))
        comma = any(w.text == "," and not capital(words[w.index + 1]) for w in inside[:-1])
        titled = 1 < len(inside) <= TITLE and capital(inside[0]) and all(small) and inside[-1].upos != "PUNCT"
        if titled and kinds and not (comma or any(w.text in ".!?" for w in inside)):
            tag(words, first, last, kinds[0] if len(kinds) == 1 else "WORK_OF_ART")


def person_of_state(words: Words) -> None:
    """ "Secretary of [State Ann Bell]", "[Deputy Secretary of State Ann Bell]": the office is no part of the name."""
    for first, last, kind in list(names(words)):
        of = next((i for i in range(first, last) if words[i].text == "of"), first - 1)
        state = of + 1
        inside = kind == "PERSON" and of > 0 and words[of].text == "of" and words[state].text.lower() in STATES
        middle = kind == "PERSON" and words[first].text == "East" and words[max(first - 1, 0)].text in ("Middle", "Far")
        if middle and first < last:
            words[first] = replace(words[first], ner="O")
            tag(words, first + 1, last, kind)
        elif inside and state < last:
            for i in range(first, state + 1):
                words[i] = replace(words[i], ner="O")
            tag(words, state + 1, last, kind)


def prize(words: Words) -> None:
    """ "the Riga Film Festival Award for Best Actress": a prize has the names before it and what it is for."""
    for word in words:
        i = word.index
        if word.lemma.lower() not in PRIZES or not capital(word):
            continue
        first = i
        while first and (capital(words[first - 1]) or (words[first - 1].text in ("'s", "’s") and first > 1)):
            first -= 1
        if word.ner == "O" and all(words[w].ner in ("O", "B-EVENT", "I-EVENT") for w in range(first, i)):
            tag(words, first, i, "WORK_OF_ART") if first < i else None
        if words[i].ner != "O" and i + 2 < len(words) and words[i + 1].text in FOR and words[i + 1].ner == "O":
            end = run(words, i + 2)
            if end > i + 1 and (words[i + 2].ner == "O"):
                extend(words, i, end)


def hyphenated(words: Words) -> None:
    """ "the A-Teens": a name does not begin in the middle of a word."""
    for first, last, kind in list(names(words)):
        if first < 2 or words[first - 1].text != "-" or words[first - 1].end != words[first].start:
            continue
        opener = words[first - 2]
        if opener.end == words[first - 1].start and opener.ner == "O" and len(opener.text) == 1 and capital(opener):
            tag(words, opener.index, last, kind)


def one_person(words: Words) -> None:
    """ "Carl Gösta | Björn von Esch": what is read as two people side by side, the one hanging on the other, is one."""
    found = list(names(words))
    for (first, last, kind), (start, end, other) in pairwise(found):
        inside = first <= words[start].head <= last and words[start].deprel in ("flat", "appos", "nmod", "compound")
        if kind == other == "PERSON" and start == last + 1 and inside:
            tag(words, first, end, kind)


def nickname(words: Words) -> None:
    """ "Edward (Ted) Hall", "James "Jim" Hall": what a person is called among friends stands inside the name."""
    for first, last, kind in list(names(words)):
        if kind != "PERSON" or last + 4 >= len(words):
            continue
        opening, called, closing, surname = words[last + 1 : last + 5]
        framed = (opening.text, closing.text) in FRAMES and capital(called) and called.upos == "PROPN"
        alone = surname.ner != "B-PERSON" or words[last + 5 : last + 6] == [] or words[last + 5].ner != "I-PERSON"
        framed = framed and called.ner in ("O", *PERSON) and surname.ner in ("O", *PERSON) and len(called.text) > 1
        if framed and alone and capital(surname) and surname.upos == "PROPN" and first <= surname.head <= last:
            end = surname.index
            while end + 1 < len(words) and words[end + 1].ner == "I-PERSON" and words[end + 1].head <= end:
                end += 1
            tag(words, first, end, kind)
            for w in range(last + 1, end + 1):
                attach(words, w, first, "flat")


def apposed_title(words: Words) -> None:
    """ "her portrait, A Couple in Riga, shows": between commas, what is written as a title is one."""
    for first, last, kind in list(names(words)):
        apposed = any(w.deprel == "appos" for w in words[first : last + 1])
        if kind != "WORK_OF_ART" or first == 0 or words[first - 1].text != "," or not apposed:
            continue
        end = next((i for i in range(last, min(first + TITLE, len(words))) if words[i].text == ","), last)
        rest = words[last + 1 : end]
        small = all(capital(w) or w.text.lower() in SMALL or w.text in ("'s", "’s") for w in rest)
        if rest and small and capital(rest[-1]) and rest[0].upos == "ADP":
            tag(words, first, end - 1, kind)


def version(words: Words) -> None:
    """ "Firefly 5": the number behind a product's name is a part of it."""
    for first, last, kind in list(names(words)):
        number = words[last + 1] if last + 1 < len(words) else words[last]
        after = words[number.index + 1] if number.index + 1 < len(words) else number
        mine = first <= number.head <= last and number.upos == "NUM" and number.ner in ("O", "B-CARDINAL")
        if kind == "PRODUCT" and mine and after.ner != "I-CARDINAL" and after.text not in ("-", "–", "%"):
            tag(words, first, number.index, kind)


def headed(words: Words) -> None:
    """ "the Green Harbour Project": what an event or a work is called goes on to the capitalised noun that heads it."""
    for first, last, kind in list(names(words)):
        head = words[last].head
        if kind in HEADED and head == last + 1 and words[head].upos == "PROPN" and words[head].ner == "O":
            tag(words, first, head, kind) if capital(words[head]) else None


def affiliation(words: Words) -> None:
    """ "Ann Bell of the Labour Party", "Ann Bell, the speaker": what a person belongs to or is, is no part of her name;
    "Hilary of Poitiers" is a name."""
    for first, last, kind in list(names(words)):
        for i in range(first + 1, last if kind == "PERSON" else 0):
            apart = words[i].upos == "ADP" and (words[i].text in ("from", "in", "at") or words[i + 1].upos == "DET")
            comma = words[i].text == "," and words[i + 1].text.lower() not in GENERATIONS
            if apart or comma:
                for w in range(i, last + 1):
                    words[w] = replace(words[w], ner="O")
                start = i + 1 + (words[i + 1].upos == "DET")
                if words[i].text in ("of", "from") and start < last:
                    tag(words, start, last, "ORG")
                break


RULES: tuple[Callable[[Words], None], ...] = (
    origin,
    contest,
    bodies.joined,
    bodies.spelled_acronym,
    bodies.institution,
    bodies.possessed,
    bodies.associates,
    bodies.dashed,
    bodies.band,
    bodies.numbered,
    bodies.qualified,
    hyphenated,
    one_person,
    nickname,
    apposed_title,
    generation,
    colon,
    quoted,
    prize,
    version,
    headed,
    bodies.office,
    bodies.body,
    bodies.partners,
    bodies.firm_of,
    affiliation,
)
