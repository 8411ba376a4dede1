"""Reads the coreference corpora as clusters of *words*: each mention is its head word (Dobrovolskii 2021).

"Word-Level Coreference Resolution" (EMNLP 2021) links the head words of mentions and finds their spans afterwards; a
coordination ("Ann and Bob"), whose head word would be that of its first part, is its conjunction instead (D'Oosterlinck
et al. 2023, "CAW-coref"). The corpora carry no trees, so a language model that is there already parses them first.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.parse.network import Annotation, Network
from kg.parse.phrases import Phrases

CHUNK = 900
ACTORS = frozenset("per fac gpe loc veh org person place organization".split())
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Discourse:
    """A document, its sentences as words; indices below count the words of the whole document.

    `cluster` has the cluster of each mention's head word; `mention` tells of words whether they head a mention of any
    kind, `actor` whether one of a person, a place or an organisation, where the corpus tells; `only` are the words
    that alone are to be learned from, None for all of them; `spans` the gold spans, [start, end), by head word.
    """

    name: str
    sentences: tuple[tuple[str, ...], ...]
    cluster: dict[int, int]
    mention: dict[int, bool]
    actor: dict[int, bool]
    only: frozenset[int] | None = None
    spans: tuple[tuple[tuple[int, int], int], ...] = ()


def discourses(data: Path, part: str, network: Network) -> list[Discourse]:
    """The documents of OntoGUM and LitBank, `part` train or dev, and GAP's validation part for training."""
    found = []
    for folder in ("gum_coref", "litbank_coref"):
        for line in (data / folder / f"{part}.jsonl").read_text(encoding="utf8").splitlines():
            found.append(discourse(json.loads(line), network))
    if part == "train":
        found += pronouns(data / "gap" / "gap-validation.tsv", network)
    return found


def discourse(record: dict[str, object], network: Network) -> Discourse:
    """A record of OntoGUM or LitBank."""
    sentences = tuple(tuple(s) for s in record["sents"])  # type: ignore[attr-defined]
    phrases = Phrases.of(parsed(sentences, network))
    rows: list[dict[str, int]] = record["mentions"]  # type: ignore[assignment]
    if "ontogum_clusters" in record:
        groups: list[list[list[int]]] = record["ontogum_clusters"]  # type: ignore[assignment]
        spans = tuple(((s, e), number) for number, group in enumerate(groups) for s, e in group)
    else:
        names = {name: number for number, name in enumerate(dict.fromkeys(m["cluster"] for m in rows))}
        spans = tuple(((m["start"], m["end"]), names[m["cluster"]]) for m in rows)
    cluster: dict[int, int] = {}
    for (start, end), number in sorted(spans, key=lambda s: s[0][0] - s[0][1]):
        cluster.setdefault(phrases.head(start, end), number)
    actor = dict.fromkeys(range(len(phrases.heads)), False)
    for m in sorted(rows, key=lambda m: m["start"] - m["end"]):
        actor[phrases.head(m["start"], m["end"])] = str(m["type"]).lower() in ACTORS
    mention = dict.fromkeys((phrases.head(m["start"], m["end"]) for m in rows), True) | dict.fromkeys(cluster, True)
    if "ontogum_clusters" in record:  # LitBank marks actors only: another word may head a mention of something else
        mention = dict.fromkeys(range(len(phrases.heads)), False) | mention
    return Discourse(str(record["id"]), sentences, cluster, mention, actor, spans=spans)


def parsed(sentences: Sequence[Sequence[str]], network: Network) -> list[Annotation]:
    """The annotation of sentences whose bounds are given."""
    return network(sentences, [[True] + [False] * (len(s) - 1) for s in sentences])


def doc_of(sentences: Sequence[Sequence[str]], vocab: Vocab) -> Doc:
    """Sentences as a Doc whose sentence starts are set."""
    return Doc(
        vocab, words=[w for s in sentences for w in s], sent_starts=[i == 0 for s in sentences for i in range(len(s))]
    )


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A snippet of GAP: its text, its words, the pronoun, and the spans of its two names with what is true of them.

    `pronoun` and `names` count words, `pronoun_char` and `name_chars` characters.
    """

    name: str
    text: str
    pronoun_char: int
    name_chars: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    pronoun: int
    names: tuple[tuple[int, int, bool], ...]


def ambiguous(path: Path) -> Iterator[Ambiguous]:
    """The snippets of a GAP file (Webster et al. 2018)."""
    split = English().tokenizer
    with path.open(encoding="utf8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            doc = split(row["Text"])
            words = [t for t in doc if not t.is_space]

            def at(offset: int, length: int, words: list = words) -> tuple[int, int]:  # type: ignore[type-arg]
                inside = [k for k, t in enumerate(words) if t.idx < offset + length and offset < t.idx + len(t)]
                return inside[0], inside[-1] + 1

            names = tuple(
                (*at(int(row[f"{x}-offset"]), len(row[x])), row[f"{x}-coref"].upper() == "TRUE") for x in "AB"
            )
            char = int(row["Pronoun-offset"])
            start, _ = at(char, len(row["Pronoun"]))
            chars = tuple((int(row[f"{x}-offset"]), int(row[f"{x}-offset"]) + len(row[x])) for x in "AB")
            yield Ambiguous(row["ID"], row["Text"], char, chars, tuple(t.text for t in words), start, names)


def pronouns(path: Path, network: Network) -> Iterator[Discourse]:
    """GAP's snippets, of which only the pronoun is to be learned from."""
    snippets = list(ambiguous(path))
    for snippet, annotation in zip(snippets, network([s.words for s in snippets]), strict=True):
        starts = [i for i, begins in enumerate(annotation.start) if begins] + [len(snippet.words)]
        phrases = Phrases.of([annotation])
        heads = [phrases.head(start, end) for start, end, _ in snippet.names]
        cluster = {head: 0 if true else 1 for head, (_, _, true) in zip(heads, snippet.names, strict=True)}
        cluster[snippet.pronoun] = 0
        yield Discourse(
            snippet.name,
            tuple(snippet.words[a:b] for a, b in pairwise(starts)),
            cluster,
            {},
            {},
            frozenset({snippet.pronoun, *heads}),
        )


def chunks(document: Discourse, longest: int = CHUNK) -> Iterator[Discourse]:
    """A document in runs of sentences of at most `longest` words, each with the clusters inside it."""
    offset, begin, first = 0, 0, 0
    for number, sentence in enumerate((*document.sentences, ())):
        last = number == len(document.sentences)
        if offset > begin and (last or offset + len(sentence) - begin > longest):
            yield cut(document, first, number, begin, offset)
            begin, first = offset, number
        offset += len(sentence)


def cut(document: Discourse, first: int, last: int, begin: int, end: int) -> Discourse:
    """The sentences first … last, which are the words begin … end."""

    def moved(words: dict[int, T]) -> dict[int, T]:
        return {w - begin: value for w, value in words.items() if begin <= w < end}

    only = document.only
    return replace(
        document,
        sentences=document.sentences[first:last],
        cluster=moved(document.cluster),
        mention=moved(document.mention),
        actor=moved(document.actor),
        only=None if only is None else frozenset(moved(dict.fromkeys(only))),
        spans=(),
    )
