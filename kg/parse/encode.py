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


def encode(words: Sequence[str], tokenizer: Tokenizer) -> Encoded:
    """One window of words; what lies past the encoder's `MAX_PIECES` positions is seen as its last subword."""
    encoding = tokenizer.encode(list(words), is_pretokenized=True)
    pieces = np.array(encoding.ids, dtype=np.int64)
    first = np.full(len(words), -1, dtype=np.int64)
    last = np.full(len(words), -1, dtype=np.int64)
    case = np.full(len(pieces), 5, dtype=np.int64)
    classes = [casing(word) for word in words]
    for at, word in enumerate(encoding.word_ids):
        if word is not None:
            if first[word] < 0:
                first[word] = at
            last[word] = at
            case[at] = classes[word]
    if len(pieces) > MAX_PIECES:
        pieces, case = pieces[:MAX_PIECES], case[:MAX_PIECES]
        first, last = np.minimum(first, MAX_PIECES - 1), np.minimum(last, MAX_PIECES - 1)
    # a word of characters that the vocabulary drops has no subword: it is seen through the window's first position
    return Encoded(pieces, case, np.maximum(first, 0), np.maximum(last, 0))


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
