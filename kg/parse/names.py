"""Mends names that the tagger has cut short: what stands beside them and is written as names are belongs to them.

Each rule is a function on one sentence's words and speaks of one kind of name: of a person's generation, a title with
a colon, a prize with what it is for, a body with its "of".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from kg.types import Word

Words = list[Word]
GENERATIONS = frozenset("jr jr. sr sr. jnr jnr. snr snr. ii iii iv".split())
PRIZES = frozenset("award prize medal trophy".split())
SMALL = frozenset("of the a an in and for or to at on from with".split())
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
NUMBERED = re.compile(r"\d+(st|nd|rd|th)")
STATES = frozenset("state defense defence justice treasury interior commerce homeland".split())
MARKS = frozenset('"“”')
TITLE = 14  # words that a title may have
HEADED = frozenset({"EVENT", "WORK_OF_ART", "LAW", "FAC", "PRODUCT"})
OFFICES = frozenset("department ministry office agency commission committee council bureau".split())
FOR = frozenset({"for", "in", "of"})
NAMED_OF = frozenset(
    "church university college institute school museum ministry department bank academy municipality margraviate duchy "
    "kingdom principality house county earldom electorate archbishopric bishopric diocese commonwealth".split()
)


def mend_names(words: Words) -> None:
    """Every rule, one after the other."""
    for rule in RULES:
        rule(words)


def names(words: Words) -> Iterator[tuple[int, int, str]]:
    """The names as they are tagged: first and last word, and kind."""
    for word in words:
        if word.ner.startswith("B-"):
            end = word.index
            while end + 1 < len(words) and words[end + 1].ner == f"I-{word.ner[2:]}":
                end += 1
            yield word.index, end, word.ner[2:]


def tag(words: Words, first: int, last: int, kind: str) -> None:
    """Makes one name of the words from first to last."""
    for i in range(first, last + 1):
        words[i] = replace(words[i], ner=f"{'B' if i == first else 'I'}-{kind}")


def capital(word: Word) -> bool:
    """Whether a word is written as names are."""
    return word.text[:1].isupper()


def run(words: Words, start: int) -> int:
    """The last word of what is capitalised from `start` on, small words between; `start` - 1 if nothing is."""
    end, i = start - 1, start
    while (
        i < len(words)
        and (words[i].ner in ("O", words[start].ner) or words[i].upos == "NUM")
        and words[i].upos != "PRON"
    ):
        hyphen = words[i].text == "-" and i > 0 and words[i - 1].end == words[i].start
        if capital(words[i]) or (hyphen and end == i - 1):
            end = i
        elif not (words[i].text.lower() in SMALL and i > start) and words[i - 1].text != "-":
            break
        i += 1
    return end


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
        titled = 1 < len(inside) <= TITLE and capital(inside[0]) and all(small) and inside[-1].upos != "PUNCT"
        if titled and kinds and not any(w.text in ".!?," for w in inside):
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


def extend(words: Words, i: int, end: int) -> None:
    """Draws the words behind `i` up to `end` into its name, and hangs what hung elsewhere on `i`."""
    kind = words[i].ner[2:]
    for w in range(i + 1, end + 1):
        words[w] = replace(words[w], ner=f"I-{kind}")
        if not i <= words[w].head <= end and w != words[w].head:
            words[w] = replace(words[w], head=i, deprel="nmod")


def body(words: Words) -> None:
    """ "the Church of Saints of Latter Days": a body's name goes on with a second "of" and a capital."""
    for first, last, kind in list(names(words)):
        lone = first == last and kind in ("ORG", "GPE", "LOC")  # "the Municipality [of Riga]"
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
                tag(words, i, end, kind)
                head = next(w for w in range(i, end + 1) if not i <= words[w].head <= end or words[w].head == w)
                for w in range(i, end + 1):
                    if words[w].deprel == "conj" and words[w].head == head:
                        words[w] = replace(words[w], deprel="flat")


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
            tag(words, first, last, kinds[0])
            head = next(w for w in range(first, last + 1) if not first <= words[w].head <= last or words[w].head == w)
            for w in range(first, last + 1):
                if words[w].deprel == "conj" and words[w].head == head:
                    words[w] = replace(words[w], deprel="flat")


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
    """ "the 407th Wing": the number of a troop or a district is a part of its name."""
    for first, _, kind in list(names(words)):
        before = words[first - 1] if first else words[first]
        if kind in ("ORG", "FAC") and NUMBERED.fullmatch(before.text.lower()) and before.ner in ("B-ORDINAL", "O"):
            words[before.index] = replace(before, ner=f"B-{kind}", head=first, deprel="compound")
            words[first] = replace(words[first], ner=f"I-{kind}")


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
        if kind == "ORG" and two and words[first].deprel == "nsubj" and "Number=Plur" in verb.feats.split("|"):
            words[first + 1] = replace(words[first + 1], ner="O")
            tag(words, last, last, kind)


def firm_of(words: Words) -> None:
    """ "Baum Bell & Rowe is a law firm": what stands behind "&" is a partner in the name, where the verb is of one."""
    for first, last, kind in list(names(words)):
        partner = words[last + 2] if last + 2 < len(words) else words[last]
        joined = kind == "ORG" and partner.index == last + 2 and words[last + 1].text == "&"
        verb = words[words[first].head] if words[first].deprel.startswith("nsubj") else words[first]
        several = "Number=Plur" in verb.feats.split("|") or any(
            "Number=Plur" in w.feats.split("|") for w in words if w.head == verb.index and w.deprel in ("cop", "aux")
        )
        if joined and partner.upos == "PROPN" and partner.ner in ("O", "B-ORG", "B-PERSON") and not several:
            end = next((e for f, e, _ in names(words) if f == partner.index), partner.index)
            tag(words, first, end, kind)
            for w in range(last + 1, end + 1):
                if words[w].deprel == "conj":
                    words[w] = replace(words[w], deprel="flat")


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
    joined,
    spelled_acronym,
    institution,
    possessed,
    numbered,
    hyphenated,
    one_person,
    apposed_title,
    generation,
    colon,
    quoted,
    prize,
    version,
    headed,
    office,
    body,
    partners,
    firm_of,
    affiliation,
)
