"""Words -> the arrays that the network reads; the same for training and for parsing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]
MAX_PIECES = 510
OUTSIDE = 5  # the casing class of what is no word
MEMORY = 200_000  # words whose subwords are remembered


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window: subword ids and casing classes (P), and for each of the W words its first and last subword."""

    pieces: Ints
    casing: Ints
    first: Ints
    last: Ints


def casing(word: str) -> int:
    """0 lower, 1 capitalised, 2 upper, 3 mixed, 4 holds a digit, 5 no letter or digit."""
    if any(c.isdigit() for c in word):
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


class Encoder:
    """Encodes windows; a word's subwords do not depend on the words around it, and are looked up once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: dict[str, tuple[list[int], list[int]]] = {}
        frame = tokenizer.encode([], is_pretokenized=True).ids
        self.start, self.end = frame[:1], frame[1:]

    def __call__(self, words: Sequence[str]) -> Encoded:
        """One window of words; what lies past the encoder's `MAX_PIECES` positions is seen as its last subword."""
        pieces, case, first, last = [*self.start], [OUTSIDE], list[int](), list[int]()
        for word in words:
            ids, classes = self.known.get(word) or self._learn(word)
            # a word of characters that the vocabulary drops has no subword: it is seen through the first position
            first.append(len(pieces) if ids else 0)
            pieces += ids
            case += classes
            last.append(len(pieces) - 1 if ids else 0)
        pieces += self.end
        case.append(OUTSIDE)
        limit = MAX_PIECES - 1
        columns = (pieces[:MAX_PIECES], case[:MAX_PIECES], first, last)
        if len(pieces) > MAX_PIECES:
            columns = (*columns[:2], [min(i, limit) for i in first], [min(i, limit) for i in last])
        return Encoded(*(np.array(column, dtype=np.int64) for column in columns))

    def _learn(self, word: str) -> tuple[list[int], list[int]]:
        """A word's subwords and their casing classes, which are remembered for the words that are met first."""
        ids = self.tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids
        found = (ids, [casing(word)] * len(ids))
        if len(self.known) < MEMORY:
            self.known[word] = found
        return found


def batch(windows: Sequence[Encoded]) -> dict[str, Ints]:
    """Pads windows into the network's inputs: pieces, mask, casing (B, P) and first, last (B, W)."""
    width = max(len(w.pieces) for w in windows)
    words = max(len(w.first) for w in windows)
    shape, word_shape = (len(windows), width), (len(windows), words)
    out = {name: np.zeros(shape, dtype=np.int64) for name in ("pieces", "mask", "casing")}
    out |= {name: np.zeros(word_shape, dtype=np.int64) for name in ("first", "last")}
    for row, window in enumerate(windows):
        size, count = len(window.pieces), len(window.first)
        out["pieces"][row, :size] = window.pieces
        out["casing"][row, :size] = window.casing
        out["mask"][row, :size] = 1
        out["first"][row, :count] = window.first
        out["last"][row, :count] = window.last
    return out
