"""Our own extraction on the tokenised sentences of the benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.evaluate.oie import Extraction
from kg.extract.surface import surface
from kg.parse.sentences import parse_words
from kg.parse.tree import Tree

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.lexicon import Lexicon
    from kg.types import Sentence

# how the Penn Treebank writes brackets and quotation marks
PENN = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": "“", "''": "”"}


def extractions(
    texts: Iterable[str], nlp: Language, lexicon: Lexicon, *, binary: bool
) -> Iterator[tuple[str, list[Extraction]]]:
    """Each sentence, given as tokens parted by blanks, with its tuples in its own tokens."""
    given = list(texts)
    rows = [text.split() for text in given]
    parsed = parse_words([[PENN.get(w, w) for w in row] for row in rows], nlp)
    for text, row, sentence in zip(given, rows, parsed, strict=True):
        tuples = surface(Tree(original(sentence, row)), lexicon, binary=binary)
        yield text, [Extraction(t.relation, t.arguments, t.confidence) for t in tuples]


def original(sentence: Sentence, row: list[str]) -> Sentence:
    """The sentence with the benchmark's own spelling of its words."""
    words = tuple(w if w.text == said else replace(w, text=said) for w, said in zip(sentence.words, row, strict=True))
    return replace(sentence, words=words)
