"""Mends what stands beside a name and describes it: "platform TikTok", "President Weber", "Oslo, the capital"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.parse.arcs import Words, attach, children, has, last
from kg.types import Word

LEADERS = frozenset(
    "ambassador boss captain chair chairman chairwoman chancellor chief coach commander dean director editor executive "
    "founder governor head leader manager mayor minister owner premier president principal rector secretary".split()
)
SECONDS = frozenset("General Minister President Secretary Governor Marshal Executive Justice Commander".split())
APPOINTING = frozenset("appoint choose crown elect make name nominate re-elect reelect".split())


def described_name(words: Words) -> None:
    """ "platform TikTok signed", "by investor Hoffman", "deals with retailer Shopify": side by side in one role, the
    noun describes the name."""
    for i in range(len(words) - 1):
        noun, name = words[i], words[i + 1]
        same = noun.deprel.partition(":")[0] == name.deprel.partition(":")[0] and noun.head == name.head
        role = noun.deprel.partition(":")[0] in ("nsubj", "obl", "obj")
        role = role or (noun.deprel == name.deprel == "nmod" and bool(children(words, i, "case")))
        common = noun.upos == "NOUN" or (noun.upos == "PROPN" and noun.ner == "B-NORP" and name.ner == "B-PERSON")
        between = any(c > i for c in children(words, i + 1, "case", "cc"))  # the name's own, not that of the whole
        if same and role and common and name.upos == "PROPN" and not between:
            for c in children(words, i, "case"):
                attach(words, c, i + 1, "case")
            attach(words, i, i + 1, "nmod:desc")


def second_subject(words: Words) -> None:
    """ "Oracle, the company led by Catz, sold": a noun between commas beside the subject describes it, though the name
    is read as called upon."""
    for word in words[2:]:
        before = [c for c in children(words, word.head, word.deprel, "vocative") if c < word.index]
        if word.upos != "NOUN" or word.deprel not in ("nsubj", "nsubj:pass") or not before:
            continue
        name, opener = words[before[-1]], min([word.index, *children(words, word.index, "det", "amod", "compound")])
        opened = words[opener - 1].text == "," and name.index in (opener - 2, words[opener - 2].head)
        closed = any(w.text == "," for w in words[word.index : word.head])
        if name.upos == "PROPN" and opened and closed:
            words[name.index] = replace(name, deprel=word.deprel)
            attach(words, word.index, name.index, "appos")


def roles_of_one(words: Words) -> None:
    """ "by printer, manager and writer Ann Bell": bare nouns that end in a name are all said of who bears it."""
    for name in words:
        described = children(words, name.index, "nmod:desc")
        joined = name.deprel == "conj" and described == [name.index - 1]
        last_noun = words[described[0]] if joined else words[name.head]
        first = words[name.head] if joined else words[last_noun.head]
        chain = joined or (last_noun.deprel == "conj" and name.deprel == "appos")
        if name.ner != "B-PERSON" or name.index != last_noun.index + 1 or not chain or first.index >= last_noun.index:
            continue
        nouns = [first.index, *(c for c in children(words, first.index, "conj") if c != name.index)]
        nouns += [last_noun.index] if joined else []
        bare = all(
            (words[n].upos == "NOUN" or n == 0) and "Number=Sing" in words[n].feats and words[n].ner == "O"
            for n in nouns
        ) and not any(children(words, n, "det", "appos", "nmod:poss") for n in nouns if n != last_noun.index)
        if bare and nouns[-1] == last_noun.index and first.head != first.index:
            words[name.index] = replace(name, head=first.head, deprel=first.deprel)
            for c in children(words, first.index, "case"):
                words[c] = replace(words[c], head=name.index)
            words[first.index] = replace(first, head=name.index, deprel="nmod:desc")


def second_role(words: Words) -> None:
    """ "Ann Bell, a doctor and the sister of the king, left": what is joined to a role between commas is one more of
    hers, and no second party."""
    for noun in words:
        name = words[noun.head]
        joint = next(iter(children(words, noun.index, "cc")), 0)
        roles = [c for c in children(words, name.index, "appos") if name.index < c < joint]
        one = has(noun, "Number=Sing") and not children(words, noun.index, "nummod")
        if noun.deprel != "conj" or noun.upos != "NOUN" or not one or name.upos != "PROPN" or not roles:
            continue
        end = last(words, noun.index) + 1
        opened = any(w.text == "," for w in words[name.index + 1 : roles[0]])
        closed = end < len(words) and words[end].text == ","
        if opened and closed and words[joint - 1].text != "," and last(words, roles[-1]) == joint - 1:
            attach(words, noun.index, roles[-1], "conj")


def compound_title(words: Words) -> None:
    """ "Attorney General Ann Bell": two capitalised words of an office before a name are one title."""
    for first, second in pairwise(list(words)):
        titles = first.deprel == second.deprel == "nmod:desc" and first.head == second.head > second.index
        if titles and first.text[0].isupper() and second.text in SECONDS:
            attach(words, first.index, second.index, "compound")


def fronted_description(words: Words) -> None:
    """ "A veteran of two wars, Ann Bell won": a noun before the comma says what the name behind it is, which alone is
    the subject; so is "she"."""
    for noun, name in pairwise([w for w in words if w.deprel in ("nsubj", "nsubj:pass")]):
        comma = words[name.index - 1]
        described = noun.upos == "NOUN" and name.upos in ("PROPN", "PRON") and noun.head == name.head > name.index
        if (
            described
            and comma.text == ","
            and last(words, noun.index) >= comma.index - 1
            and not children(words, noun.index, "conj", "case")
        ):
            if name.upos == "PROPN":
                attach(words, noun.index, name.index, "nmod:desc")
            else:
                words[noun.index] = replace(noun, deprel="dislocated")


def apposed_person(words: Words) -> None:
    """ "a doctor from Riga, Ann Bell": a person beside the name of a place or a firm is who comes from there, or, as in
    "the head of the board of the bank, Ann Bell", who leads it."""
    for word in words[2:]:
        body = words[word.head]
        noun = words[body.head]
        beside = word.deprel == "appos" and word.ner == "B-PERSON" and words[word.index - 1].text == ","
        head = leader(words, body) if beside else None
        if head is not None and head < word.index and not children(words, word.index, "conj"):
            words[word.index] = replace(word, certainty=1.0)
        if not beside or body.deprel != "nmod":
            continue
        other = body.ner[2:] in ("GPE", "LOC", "ORG", "FAC", "DATE", "NORP")
        if head is None and other and noun.upos == "NOUN" and not children(words, noun.index, "appos"):
            head = noun.index
        if head is not None and (other or body.upos == "NOUN"):
            attach(words, word.index, head, "appos")


def leader(words: Words, noun: Word) -> int | None:
    """The head of a body that a phrase names, above the noun of it: "the | head of the board of the bank"."""
    while noun.lemma not in LEADERS:
        if noun.deprel != "nmod" or not any(
            words[c].lemma in ("of", "at") for c in children(words, noun.index, "case")
        ):
            return None
        noun = words[noun.head]
    return noun.index


def listed_descriptions(words: Words) -> None:
    """ "company Oracle and retailer Walmart": each noun keeps the name behind it, and the nouns are coordinated."""
    for i in range(1, len(words)):
        noun, name = words[i - 1], words[i]
        if noun.upos != "NOUN" or name.upos != "PROPN":
            continue
        if noun.deprel == "conj" and name.deprel in ("appos", "flat", "conj") and name.head < noun.index:
            attach(words, i, i - 1, "appos")
        if words[i].deprel in ("appos", "flat") and words[i].head == i - 1:
            for c in children(words, i, "conj"):
                attach(words, c, i - 1, "conj")


def place_of_place(words: Words) -> None:
    """ "the town of Esna, Egypt": the land after the comma is said of the place's name, not of the word "town"."""
    for word in words[2:]:
        before = words[word.index - 2]
        beside = words[word.index - 1].text == "," and word.deprel in ("appos", "nmod:unmarked", "nmod:npmod")
        places = word.ner.endswith(("GPE", "LOC")) and before.ner.endswith(("GPE", "LOC"))
        if beside and places and before.head == word.head and before.deprel == "nmod":
            attach(words, word.index, before.index, "nmod:unmarked")


def titled_name(words: Words) -> None:
    """ "US President Barack Obama": read as one flat name, the person is its head, the land his title's."""
    for word in words:
        flat = children(words, word.index, "flat")
        person = next((i for i in flat if words[i].ner == "B-PERSON"), None)
        if person is None or not word.ner.endswith(("GPE", "ORG")) or flat[0] != word.index + 1:
            continue
        titles = [i for i in flat if i < person]
        if not titles or any(words[i].ner != "O" for i in titles):
            continue
        words[person] = replace(
            words[person], head=word.head if word.head != word.index else person, deprel=word.deprel
        )
        for w in [w for w in words if w.head == word.index and w.index not in (person, word.index)]:
            words[w.index] = replace(w, head=person, deprel="nmod:desc" if w.index in titles else w.deprel)
        words[word.index] = replace(words[word.index], head=titles[-1], deprel="compound")


def office_of_place(words: Words) -> None:
    """ "Governor of Kansas Bill Graves": what stands behind "of" is the land, not the man."""
    for word in words[2:]:
        of = next((c for c in children(words, word.index, "case") if words[c].text == "of"), word.index)
        if word.ner != "B-PERSON" or word.deprel != "nmod" or of >= word.index - 1:
            continue
        land = words[of + 1]
        apart = land.text[0].isupper() and not land.ner.endswith("PERSON")
        if apart and (land.head == word.head or (land.head == word.index and land.deprel == "compound")):
            attach(words, land.index, word.head, "nmod")
            attach(words, of, land.index, "case")


def office_before_name(words: Words) -> None:
    """ "Secretary of State Mike Pompeo met": side by side, the office describes the person, who is the head."""
    for word in words[1:]:
        office = office_of(words, word)
        if office is None:
            continue
        if office.ner != "O":
            for w in words[office.index : word.index]:
                words[w.index] = replace(w, ner="O")
        words[word.index] = replace(
            word, head=office.head if office.head != office.index else word.index, deprel=office.deprel, ner="B-PERSON"
        )
        words[office.index] = replace(words[office.index], head=word.index, deprel="nmod:desc")
        for c in [w for w in words if w.head == office.index and (w.index > word.index or w.deprel == "case")]:
            if c.index != word.index:
                words[c.index] = replace(c, head=word.index)


def office_of(words: Words, person: Word) -> Word | None:
    """The office "X of Y" that stands right before a person's name, read as its head or as a second subject."""
    if not person.ner.endswith("PERSON"):
        return None
    beside = person.deprel in ("nmod", "flat", "appos")
    before = [person.head] if beside else children(words, person.head, person.deprel)
    office = next((words[i] for i in before if i < person.index), None)
    if office is None or office.upos not in ("PROPN", "NOUN"):
        return None
    between = words[office.index + 1 : person.index]
    inside = all(office.index <= w.head < person.index and (w.text[0].isupper() or w.text == "of") for w in between)
    alone = office.ner == "O" if person.ner == "B-PERSON" else office.ner == "B-PERSON" and not beside
    return office if alone and between and inside and not children(words, person.index, "case") else None


def described_names(words: Words) -> None:
    """ "include the firms Acme and Basil": a plural noun describes the names behind it, which are the list."""
    for name in words[1:]:
        if name.upos != "PROPN" or name.deprel != "appos":
            continue
        noun = words[min([name.index, *children(words, name.index, "compound", "amod")]) - 1]
        names = [c for c in children(words, name.index, "conj") if words[c].upos == "PROPN"]
        plural = noun.upos == "NOUN" and has(noun, "Number=Plur") and noun.head != noun.index
        if name.head != noun.index or not names or not plural:
            continue
        words[name.index] = replace(name, head=noun.head, deprel=noun.deprel)
        words[noun.index] = replace(noun, head=name.index, deprel="nmod:desc")
        for c in children(words, noun.index, "case", "conj", "cc"):
            words[c] = replace(words[c], head=name.index)


def described_flat(words: Words) -> None:
    """ "the geologist Robert Hale": a name behind a common noun is what the noun describes, no part of it."""
    for word in words:
        noun = words[word.head]
        beside = noun.index + 1 == word.index and noun.ner == "O" and noun.text.islower()
        if word.deprel == "flat" and word.ner == "B-PERSON" and noun.upos == "NOUN" and beside:
            attach(words, word.index, noun.index, "appos")


def appointed(words: Words) -> None:
    """ "named Ann Bell chief executive": a person between a verb of appointing and the noun of an office gets the
    office, and is neither of its kind nor another."""
    for office in words:
        verb = words[office.head]
        if verb.lemma not in APPOINTING or office.deprel not in ("xcomp", "obj") or office.lemma not in LEADERS:
            continue
        beside = [*children(words, office.index, "compound"), *children(words, verb.index, "obj", "xcomp")]
        names = [words[c] for c in beside if verb.index < c < office.index and words[c].ner == "B-PERSON"]
        if len(names) == 1 and not children(words, names[0].index, "case"):
            attach(words, names[0].index, verb.index, "obj")
            for i, deprel in ((names[0].index, "obj"), (office.index, "xcomp")):
                words[i] = replace(words[i], deprel=deprel, certainty=1.0)
