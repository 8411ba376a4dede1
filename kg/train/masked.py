"""Pronouns made from names: where a text names a person again, a pronoun could stand, and whom it means is known.

The method of WikiCREM (Kocijan et al. 2019), with pronouns in place of masks. Only documents that speak of one gender
are taken, of their main person, who was named not long before.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.parse.network import Annotation, Network
from kg.parse.phrases import Phrases
from kg.train.coreference import Discourse, discourses, parsed
from kg.train.corpus import docred_files

GENDERS = (("he", "him", "his"), ("she", "her", "her"))
NEAR = 2  # sentences back to the name before
SHARE = 0.6
ROLES = {"nsubj": 0, "nsubj:pass": 0, "obj": 1, "iobj": 1, "obl": 1, "obl:agent": 1}  # of the forms
CLITICS = ("'s", "'", "’s", "’")


def training_discourses(data: Path, network: Network, seed: int) -> list[Discourse]:
    """All that coreference is learned from: the corpora's training parts, and what is made of DocRED."""
    return [
        *discourses(data, "train", network),
        *(d for path in docred_files(data) for d in masked(path, network, seed)),
    ]


def masked(path: Path, network: Network, seed: int) -> Iterator[Discourse]:
    """The documents of a DocRED file in which names could be made pronouns."""
    draw = random.Random(seed)
    for line in path.read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        forms, people = gender(record["sents"]), persons(record)
        if forms and people:
            changed = replaced(record["sents"], people, forms, parsed(record["sents"], network), draw)
            if changed:
                yield of(str(record["title"]), *changed, network)


def gender(sentences: list[list[str]]) -> tuple[str, str, str] | None:
    """The pronouns of the one gender that a text speaks of, more than once."""
    words = [word.lower() for sentence in sentences for word in sentence]
    he, she = (sum(words.count(form) for form in set(forms)) for forms in GENDERS)
    if max(he, she) < 2 or min(he, she):
        return None
    return GENDERS[0] if he else GENDERS[1]


def persons(record: dict[str, Any]) -> list[list[tuple[int, int, int]]]:
    """The mentions (sentence, start, end) of each person, the most spoken of first; none if that one is named once."""
    found = [
        sorted({(m["sent"], m["start"], m["end"]) for m in entity["mentions"]})
        for entity in record["entities"]
        if entity["type"] == "PER"
    ]
    found.sort(key=len, reverse=True)
    return found if found and len(found[0]) > 1 else []


Sentences = tuple[tuple[str, ...], ...]
Mentions = list[tuple[int, int, int, int]]  # sentence, start, end, person


def replaced(
    sentences: list[list[str]],
    people: list[list[tuple[int, int, int]]],
    forms: tuple[str, str, str],
    trees: list[Annotation],
    draw: random.Random,
) -> tuple[Sentences, Mentions, list[tuple[int, int]]] | None:
    """The sentences with pronouns, the names that are left, and the pronouns (sentence, word); None without any."""
    names = {mention: number for number, person in enumerate(people) for mention in person}
    again = {
        b for a, b in zip(people[0], people[0][1:], strict=False) if 0 < b[0] <= a[0] + NEAR and draw.random() < SHARE
    }
    changed, left, pronouns = [], [], []
    for number, sentence in enumerate(sentences):
        words: list[str] = []
        inside = {start: (end, person) for (at, start, end), person in names.items() if at == number}
        at = 0
        while at < len(sentence):
            end, person = inside.get(at, (at + 1, -1))
            if (number, at, end) in again:
                owner = end < len(sentence) and sentence[end] in CLITICS
                role = 2 if owner else ROLES.get(relation(trees[number], at, end))
                if role is not None:
                    pronouns.append((number, len(words)))
                    words.append(forms[role].capitalize() if not words else forms[role])
                    at = end + owner
                    continue
            if person >= 0:
                left.append((number, len(words), len(words) + end - at, person))
            words += sentence[at:end]
            at = end
        changed.append(tuple(words))
    return (tuple(changed), left, pronouns) if pronouns else None


def relation(tree: Annotation, start: int, end: int) -> str:
    """The relation of a span to what it hangs on."""
    return tree.deprel[Phrases.of([tree]).head(start, end)]


def of(
    name: str, sentences: Sentences, names: Mentions, pronouns: list[tuple[int, int]], network: Network
) -> Discourse:
    """The document, of which only its pronouns and its persons' names are to be learned from."""
    phrases = Phrases.of(parsed(sentences, network))
    begin = [sum(map(len, sentences[:number])) for number in range(len(sentences))]
    cluster = {phrases.head(begin[s] + start, begin[s] + end): person for s, start, end, person in names}
    cluster |= {begin[s] + word: 0 for s, word in pronouns}
    return Discourse(name, sentences, cluster, {}, {}, frozenset(cluster))
