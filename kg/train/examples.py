"""Corpora -> batches: windows of words as the network reads them, with their gold columns."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import torch
from spacy.lang.en import English
from torch import Tensor

from kg.parse import lemmas
from kg.parse.encode import Encoded, Encoder, batch
from kg.train.coreference import CHUNK, Discourse, chunks
from kg.train.corpus import TAGS, Named, Tree

IGNORE = -100
PIECES = 1.3  # subwords a word has
Words = Callable[[str], tuple[str, ...]]
Example = tuple[Encoded, dict[str, np.ndarray]]


@dataclass(frozen=True, slots=True)
class Labels:
    """The label inventories, each in the order of its scores."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemma: list[str]
    deprel: list[str]
    ner: list[str]

    @classmethod
    def of(cls, treebank: Sequence[Tree]) -> Labels:
        """Collects the labels of a treebank; feature sets and lemma scripts seen once are left out."""

        def column(values: Iterator[str], least: int = 1) -> list[str]:
            counts = Counter(values)
            return sorted((v for v, n in counts.items() if n >= least), key=lambda v: (-counts[v], v))

        return cls(
            upos=column(u for t in treebank for u in t.upos),
            xpos=column(x for t in treebank for x in t.xpos),
            feats=column((f for t in treebank for f in t.feats), 2),
            lemma=column((lemmas.script(w, m) for t in treebank for w, m in zip(t.words, t.lemma, strict=True)), 2),
            deprel=column(d for t in treebank for d in t.deprel),
            ner=list(TAGS),
        )


def tree_example(window: Sequence[Tree], labels: Labels, encode: Encoder, draw: random.Random) -> Example:
    """Consecutive sentences as one window; now and then in another casing, as headlines and careless text are."""
    words = [w for t in window for w in t.words]
    seen = recased(words, draw)
    offset, heads, starts, sentence = 0, [], [], []
    for number, tree in enumerate(window):
        heads += [offset + h for h in tree.head]
        starts += [1] + [0] * (len(tree.words) - 1)
        sentence += [number] * len(tree.words)
        offset += len(tree.words)
    index = {
        name: {v: i for i, v in enumerate(getattr(labels, name))}
        for name in ("upos", "xpos", "feats", "lemma", "deprel")
    }
    scripts = [lemmas.script(w, m) for t in window for w, m in zip(t.words, t.lemma, strict=True)]
    gold = {
        **{
            n: [index[n].get(v, IGNORE) for t in window for v in getattr(t, n)]
            for n in ("upos", "xpos", "feats", "deprel")
        },
        "lemma": [index["lemma"].get(s, IGNORE) if seen is words else IGNORE for s in scripts],
        "start": starts,
        "head": heads,
        "sentence": sentence,
    }
    return encode(seen), {k: np.array(v, dtype=np.int64) for k, v in gold.items()}


def recased(words: list[str], draw: random.Random) -> list[str]:
    """The same words, or now and then others in the casing of headlines and of careless text."""
    dice = draw.random()
    if dice >= 0.08:
        return words
    change = str.title if dice < 0.03 else str.lower if dice < 0.06 else str.upper
    return [change(w) for w in words]


def windows(treebank: Sequence[Tree], longest: int, draw: random.Random) -> list[list[Tree]]:
    """Cuts a treebank into windows of one or several consecutive sentences of a document."""
    found: list[list[Tree]] = []
    room = 0
    for tree in treebank:
        if not found or tree.new_document or len(tree.words) > room:
            found.append([])
            room = 1 if draw.random() < 0.3 else draw.randint(15, longest)
        found[-1].append(tree)
        room -= len(tree.words)
    return found


def entity_windows(named: Sequence[Named], draw: random.Random) -> list[Sequence[Named]]:
    """Sentences by ones to threes, as they follow each other in their corpus."""
    found, at = [], 0
    while at < len(named):
        count = draw.choice((1, 1, 2, 3))
        found.append(named[at : at + count])
        at += count
    return found


def entity_example(window: Sequence[Named], encode: Encoder, words_of: Words, draw: random.Random) -> Example:
    """Sentences of an entity corpus, cut into words as the parser cuts, with the allowed tags as 0/1 masks."""
    words: list[str] = []
    rows: list[np.ndarray] = []
    for sentence in window:
        for word, allowed in zip(sentence.words, sentence.allowed, strict=True):
            pieces = words_of(word)
            words += pieces
            rows += [row(allowed), *[row(inside(allowed))] * (len(pieces) - 1)]
    return encode(recased(words, draw)), {"allowed": np.stack(rows)}


@cache
def inside(allowed: frozenset[str]) -> frozenset[str]:
    """The tags allowed for what goes on with a word of these."""
    return frozenset("I-" + tag[2:] if tag[1:2] == "-" else tag for tag in allowed)


@cache
def row(allowed: frozenset[str]) -> np.ndarray:
    """1 for each tag allowed, of all where none is known."""
    return np.array([float(tag in (allowed or TAGS)) for tag in TAGS], dtype=np.float32)


def cutter() -> Words:
    """Cuts a word of a corpus as the parser's tokenizer does."""
    split = English().tokenizer

    @cache
    def words_of(word: str) -> tuple[str, ...]:
        return tuple(t.text for t in split(word)) or (word,)

    return words_of


T = TypeVar("T")


def batches(windows: Iterable[T], words: Callable[[T], float], pieces: int, draw: random.Random) -> list[list[T]]:
    """Groups windows of like length, as `words` counts it, into batches of about `pieces` subwords, in random order."""
    sized = [(int(PIECES * words(window)) + 2, window) for window in windows]
    sized.sort(key=lambda s: s[0] + draw.random() * 8)
    found: list[list[T]] = []
    for size, window in sized:
        if not found or (len(found[-1]) + 1) * size > pieces:
            found.append([])
        found[-1].append(window)
    draw.shuffle(found)
    return found


def padded(group: list[Example], name: str, fill: float = IGNORE) -> Tensor:
    """One gold column of a batch, padded with `fill`."""
    columns = [torch.from_numpy(gold[name]) for _, gold in group]
    return torch.nn.utils.rnn.pad_sequence(columns, batch_first=True, padding_value=fill)


def inputs(group: list[Example]) -> dict[str, Tensor]:
    """The network's inputs for a batch."""
    return {name: torch.from_numpy(array) for name, array in batch([e for e, _ in group]).items()}


def coref_example(chunk: Discourse, number: int, longest: int, encode: Encoder, forms: dict[str, int]) -> list[Example]:
    """A run of a document as windows of whole sentences; `number` marks what belongs together in a batch.

    Columns: ``document``, ``cluster`` (-1: in none), ``mention`` and ``actor`` (1 heads one, 0 does not, -1 unknown),
    ``learned`` (2 a word of a text annotated in full, 1 one to be learned from in a text annotated in part, 0 another),
    ``form``.
    """
    found: list[Example] = []
    windows: list[list[tuple[int, str]]] = []
    at = 0
    for sentence in chunk.sentences:
        if not windows or len(windows[-1]) + len(sentence) > longest:
            windows.append([])
        windows[-1] += enumerate(sentence, at)
        at += len(sentence)
    for window in windows:
        columns = {
            "document": [number for _ in window],
            "cluster": [chunk.cluster.get(i, -1) for i, _ in window],
            "mention": [int(chunk.mention.get(i, -1)) for i, _ in window],
            "actor": [int(chunk.actor.get(i, -1)) for i, _ in window],
            "learned": [2 if chunk.only is None else int(i in chunk.only) for i, _ in window],
            "form": [forms.setdefault(w.lower(), len(forms)) for _, w in window],
        }
        found.append((encode([w for _, w in window]), {k: np.array(v) for k, v in columns.items()}))
    return found


def coref_batches(
    documents: Sequence[Discourse], pieces: int, longest: int, encode: Encoder, draw: random.Random
) -> list[list[Example]]:
    """Batches of about `pieces` subwords, each of whole runs of documents, cut anew at random."""
    forms: dict[str, int] = {}
    runs = [c for d in documents for c in chunks(d, draw.randint(CHUNK // 2, CHUNK))]
    draw.shuffle(runs)
    return runs_together((coref_example(run, n, longest, encode, forms) for n, run in enumerate(runs)), pieces)


def runs_together(runs: Iterable[list[Example]], pieces: int) -> list[list[Example]]:
    """Batches of about `pieces` subwords, of whole runs in their order, which are some windows each."""
    found: list[list[Example]] = []
    room = 0
    for windows in runs:
        size = len(windows) * max(len(e.pieces) for e, _ in windows)
        if not found or size > room:
            found.append([])
            room = pieces
        found[-1] += windows
        room -= size
    return found
