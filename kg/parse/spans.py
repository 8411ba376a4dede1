"""The names of a sentence as they are tagged, and how a mend writes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.parse.arcs import Words, attach
from kg.types import Word

SMALL = frozenset("of the a an in and for or to at on from with".split())


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


def unite(words: Words, first: int, last: int, kind: str) -> None:
    """Makes one name of the words from first to last, though "and" joins some of them."""
    tag(words, first, last, kind)
    for i in range(first, last + 1):
        if words[i].deprel == "conj" and first <= words[i].head <= last:
            words[i] = replace(words[i], deprel="flat")


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


def extend(words: Words, i: int, end: int) -> None:
    """Draws the words behind `i` up to `end` into its name, and hangs what hung elsewhere on `i`."""
    kind = words[i].ner[2:]
    for w in range(i + 1, end + 1):
        words[w] = replace(words[w], ner=f"I-{kind}")
        if not i <= words[w].head <= end and w != words[w].head:
            attach(words, w, i, "nmod")
