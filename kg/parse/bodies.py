"""Mends of the names of bodies and places: firms, schools, offices, lands; see `kg.parse.names`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.parse.arcs import Words, attach, has
from kg.parse.spans import SMALL, capital, extend, names, run, tag, unite

# names with an "and" of their own, which else joins two
JOINED = {
    **dict.fromkeys(
        (
            "newfoundland and labrador,bosnia and herzegovina,trinidad and tobago,antigua and barbuda,"
            "saint kitts and nevis,st. kitts and nevis,são tomé and príncipe,sao tome and principe,"
            "saint vincent and the grenadines,st. vincent and the grenadines,turks and caicos islands,"
            "serbia and montenegro,jammu and kashmir,tyne and wear,brighton and hove,dumfries and galloway,"
            "perth and kinross,hereford and worcester,hammersmith and fulham,kensington and chelsea,"
            "wallis and futuna,andaman and nicobar islands,schleswig and holstein"
        ).split(","),
        "GPE",
    ),
    "islamic state of iraq and the levant": "ORG",
    "islamic state of iraq and syria": "ORG",
}
INSTITUTIONS = frozenset(
    "Company Corporation University College School Academy Bank Club Railway Railroad Press Hospital Museum Institute "
    "Society Association Theatre Theater Foundation Library Orchestra".split()
)
BANDS = frozenset("band ensemble trio quartet orchestra duo choir".split())
MUSIC = frozenset("rock pop hop vocal music punk metal jazz folk soul rap girl boy dance".split())
OTHERS = frozenset("Associates Partners Sons Company Co Co. Brothers Daughters Cie".split())
TROOPS = frozenset("Force Squadron Group Battalion Brigade Regiment Division Wing Unit Corps Local District".split())
NUMBERED = re.compile(r"\d+(st|nd|rd|th)")
ORDINALS = frozenset("First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth".split())
QUALIFIED = frozenset({"ORG", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "FAC"})
OFFICES = frozenset("department ministry office agency commission committee council bureau".split())
NAMED_OF = frozenset(
    "dominion city town borough republic province church university college institute school museum ministry "
    "department bank academy municipality margraviate duchy kingdom principality house county earldom electorate "
    "archbishopric bishopric diocese commonwealth".split()
)


def body(words: Words) -> None:
    """ "the Church of Saints of Latter Days": a body's name goes on with a second "of" and a capital."""
    for first, last, kind in list(names(words)):
        lone = first == last or words[last].lemma.lower() == "borough"
        lone = lone and kind in ("ORG", "GPE", "LOC")  # "the Municipality [of Riga]"
        untold = last + 2 < len(words) and (words[last + 2].ner == "O" or (lone and words[last + 2].ner == "B-GPE"))
        following = untold and words[last + 1].text == "of"
        if (
            (kind == "ORG" or lone)
            and following
            and words[last + 1].ner == "O"
            and {words[first].lemma.lower(), words[last].lemma.lower()} & NAMED_OF
        ):
            end = run(words, last + 2)
            if end > last + 1:
                extend(words, last, end)


def joined(words: Words) -> None:
    """ "Bosnia and Herzegovina": one land, though its name is made of two."""
    low = [word.text.lower() for word in words]
    for name, kind in JOINED.items():
        parts = name.split()
        for i in (i for i, text in enumerate(low) if text == parts[0]):
            end = i + len(parts) - 1
            longer = words[i].ner.startswith("I-") or (end + 1 < len(words) and words[end + 1].ner.startswith("I-"))
            if low[i : i + len(parts)] == parts and not longer:
                unite(words, i, end, kind)


def spelled_acronym(words: Words) -> None:
    """ "the Bank of Trade and the Sea (BTS)": the name has all of the words that its initials stand for."""
    for opening in words[2:-2]:
        letters = words[opening.index + 1].text
        last = opening.index - 1
        if opening.text != "(" or words[opening.index + 2].text != ")" or not (letters.isupper() and letters.isalpha()):
            continue
        first, left = last, len(letters) - 1
        while first > 0 and left >= 0 and (capital(words[first]) or words[first].text.lower() in SMALL):
            left -= capital(words[first])
            first -= 1
        first += 1
        while first < last and not capital(words[first]):
            first += 1
        initials = "".join(words[i].text[0] for i in range(first, last + 1) if capital(words[i]))
        kinds = [words[i].ner[2:] for i in range(first, last + 1) if words[i].ner.startswith("B-")]
        if initials == letters and len(kinds) > 1 and words[first].ner.startswith("B-"):
            unite(words, first, last, kinds[0])


def associates(words: Words) -> None:
    """ "Clemens and Associates Insurance": a firm of somebody and others."""
    for first, last, kind in list(names(words)):
        behind = last + 2 < len(words) and words[last + 1].text.lower() in ("and", "&")
        if kind in ("ORG", "PERSON") and behind and words[last + 2].text in OTHERS:
            end = run(words, last + 2)
            unite(words, first, max(end, last + 2), "ORG")


def band(words: Words) -> None:
    """ "the group Flash and the Furious Five": a band has its members' number or kind in its name."""
    for first, last, kind in list(names(words)):
        following = [w.text.lower() for w in words[last + 1 : last + 3]]
        noun, kinds = words[max(first - 1, 0)].lemma, words[max(first - 2, 0)].lemma
        called = first > 0 and (noun in BANDS or (noun == "group" and kinds in MUSIC))
        if kind in ("PERSON", "ORG") and following == ["and", "the"] and called and last + 3 < len(words):
            end = next((e for f, e, _ in names(words) if f in (last + 2, last + 3)), run(words, last + 3))
            if end > last + 2:
                unite(words, first, end, "ORG")


def dashed(words: Words) -> None:
    """ "Chicoutimi — Le Fjord": a district of two places."""
    for (first, last, kind), (start, end, other) in pairwise(list(names(words))):
        joined = start == last + 2 and words[last + 1].text == "—" and first <= words[start].head <= last
        if joined and kind == other and kind in ("GPE", "LOC"):
            unite(words, first, end, kind)


def institution(words: Words) -> None:
    """ "the Valley Falls Company": what a firm or a school is behind the name of a place is a part of its own."""
    for first, last, kind in list(names(words)):
        noun = words[last + 1] if last + 1 < len(words) else words[last]
        inside = first <= noun.head <= last or words[last].head == noun.index or words[first].head == noun.index
        if kind in ("GPE", "PERSON", "LOC") and noun.text in INSTITUTIONS and noun.ner == "O" and inside:
            tag(words, first, noun.index, "ORG")


def possessed(words: Words) -> None:
    """ "Ann Bell's company Acme", taken for one name: the company's is what stands behind the common noun."""
    for first, last, kind in list(names(words)):
        marks = [i for i in range(first, last) if words[i].text in ("'s", "’s")]
        nouns = (
            [i for i in range(marks[0], last) if words[i].text.islower() and words[i].upos == "NOUN"] if marks else []
        )
        if kind == "ORG" and nouns and all(capital(words[i]) for i in range(nouns[-1] + 1, last + 1)):
            for i in range(first, nouns[-1] + 1):
                words[i] = replace(words[i], ner="O")
            tag(words, nouns[-1] + 1, last, kind)
            if marks[0] > first:
                tag(words, first, marks[0] - 1, "PERSON" if words[first].upos == "PROPN" else "ORG")


def numbered(words: Words) -> None:
    """ "the 407th Wing", "Task Force 104": the number of a troop or a district is a part of its name."""
    for first, last, kind in list(names(words)):
        behind = words[last + 1] if last + 1 < len(words) else words[last]
        if kind == "ORG" and words[last].text in TROOPS and behind.upos == "NUM" and first <= behind.head <= last:
            words[behind.index] = replace(behind, ner="I-ORG")
        before = words[first - 1] if first else words[first]
        if kind in ("ORG", "FAC") and NUMBERED.fullmatch(before.text.lower()) and before.ner in ("B-ORDINAL", "O"):
            words[before.index] = replace(before, ner=f"B-{kind}")
            attach(words, before.index, first, "compound")
            words[first] = replace(words[first], ner=f"I-{kind}")


def qualified(words: Words) -> None:
    """ "Dynamic Equivalence", "the First Weber government": an adjective that is written as names are begins one."""
    for first, _, kind in list(names(words)):
        before = words[first - 1] if first > 1 else words[first]
        mine = before.index < first and before.head >= first and before.deprel in ("amod", "compound")
        ordinal = before.text in ORDINALS and before.ner in ("O", "B-ORDINAL")
        plain = before.ner == "O" and before.upos == "ADJ"
        if mine and capital(before) and before.text.isalpha() and (plain or ordinal) and kind in QUALIFIED:
            words[before.index] = replace(before, ner=f"B-{kind}")
            words[first] = replace(words[first], ner=f"I-{kind}")


def office(words: Words) -> None:
    """ "the State Department spokesperson": an office has its name before it."""
    for word in words:
        last = first = word.index
        while first and words[first - 1].upos == "PROPN" and words[first - 1].ner == "O" and capital(words[first - 1]):
            first -= 1
        if word.lemma.lower() in OFFICES and capital(word) and word.ner == "O" and first < last:
            tag(words, first, last, "ORG")
            for i in range(first, last):
                if words[i].head == words[last].head:
                    words[i] = replace(words[i], head=last, deprel="compound")


def partners(words: Words) -> None:
    """ "Acme & Basil want …": two firms, as the verb's number tells; "Acme & Basil wants" is one."""
    for first, last, kind in list(names(words)):
        verb = words[words[first].head]
        two = last == first + 2 and words[first + 1].text == "&" and words[last].head == first
        if kind == "ORG" and two and words[first].deprel == "nsubj" and has(verb, "Number=Plur"):
            words[first + 1] = replace(words[first + 1], ner="O")
            tag(words, last, last, kind)
            words[last] = replace(words[last], deprel="conj")


def firm_of(words: Words) -> None:
    """ "Baum Bell & Rowe is a law firm": what stands behind "&" is a partner in the name, where the verb is of one."""
    for first, last, kind in list(names(words)):
        partner = words[last + 2] if last + 2 < len(words) else words[last]
        joined = kind == "ORG" and partner.index == last + 2 and words[last + 1].text == "&"
        verb = words[words[first].head] if words[first].deprel.startswith("nsubj") else words[first]
        several = has(verb, "Number=Plur") or any(
            has(w, "Number=Plur") for w in words if w.head == verb.index and w.deprel in ("cop", "aux")
        )
        if joined and partner.upos == "PROPN" and partner.ner in ("O", "B-ORG", "B-PERSON") and not several:
            end = next((e for f, e, _ in names(words) if f == partner.index), partner.index)
            unite(words, first, end, kind)
