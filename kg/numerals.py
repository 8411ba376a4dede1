"""Numbers in digits and in words."""

from __future__ import annotations

import re

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
UNITS = {w: i for i, w in enumerate(SMALL.split())}
UNITS |= {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "bn": 10**9,
    "k": 10**3,
}


def number_of(text: str) -> float | None:
    """The number that a phrase spells in digits, words, or both ("3.5 million", "twenty-one")."""
    total, current, seen = 0.0, 0.0, False
    for token in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", text.lower().replace("-", " ")):
        if token[0].isdigit():
            current, seen = current + float(token.replace(",", "")), True
        elif token in UNITS:
            current, seen = current + UNITS[token], True
        elif token.rstrip("s") in SCALES and seen:
            scale = SCALES[token.rstrip("s")]
            total, current = (total, current * scale) if scale == 100 else (total + current * scale, 0.0)
    return total + current if seen else None
