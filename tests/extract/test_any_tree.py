"""Whatever tree a parser makes of a sentence, it is read to its end: trees of the examples, changed at random."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import pytest

from kg.parse.mend import mend
from kg.types import Sentence
from tests.extract.test_sentences import claims_of
from tests.extract.trees import examples

SECONDS = 10  # for one text, which takes some milliseconds
TEXTS = [example.sentences for example in examples()]
TAGS = [(w.upos, w.deprel, w.ner) for text in TEXTS for s in text for w in s.words if w.deprel != "root"]


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Breaks off what takes longer."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def changed(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence with some words hung elsewhere, perhaps another root, and other tags here and there."""
    heads = [w.head for w in sentence.words]

    def above(i: int) -> list[int]:
        path = [i]
        while heads[path[-1]] != path[-1]:
            path.append(heads[path[-1]])
        return path

    for _ in range(rng.choice([1, 2, 3, len(heads)])):
        word, head = rng.randrange(len(heads)), rng.randrange(len(heads))
        if word not in above(head) and heads[word] != word:
            heads[word] = head
    if rng.random() < 0.3:
        path = above(rng.randrange(len(heads)))
        for below, over in pairwise(path):
            heads[over] = below
        heads[path[0]] = path[0]
    words = []
    for word, head in zip(sentence.words, heads, strict=True):
        upos, deprel, ner = rng.choice(TAGS)
        deprel = deprel if word.deprel == "root" or rng.random() < 0.1 else word.deprel
        upos, ner = (upos, ner) if rng.random() < 0.05 else (word.upos, word.ner)
        if ner.startswith("I-") and (not words or words[-1].ner[2:] != ner[2:]):
            ner = f"B-{ner[2:]}"
        words.append(replace(word, head=head, deprel="root" if head == word.index else deprel, upos=upos, ner=ner))
    return replace(sentence, words=tuple(words))


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarm to break off what does not end")
@pytest.mark.parametrize("seed", range(10))
def test_any_tree_is_read_to_its_end(seed: int) -> None:
    """No tree makes a rule run for ever or break: "Pay was up 4%" once did, with the amount as the root."""
    rng = random.Random(seed)
    for text in rng.choices(TEXTS, k=150):
        with within(SECONDS):
            claims_of(*(mend(changed(sentence, rng)) for sentence in text))
