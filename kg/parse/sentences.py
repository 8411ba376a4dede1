"""Blocks of text -> sentences of plain words, which need no spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.parse.coref import chains
from kg.parse.labels import to_universal
from kg.parse.mend import mend
from kg.types import Sentence, Span, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc, Token


CERTAINTY = "kg_certainty"
"""The key of a Doc's `user_data` under which our own model leaves how sure it is of each word's place in the tree."""


def parse(text: str, blocks: Iterable[Span], nlp: Language) -> tuple[Sentence, ...]:
    """The sentences of a document's blocks; no sentence crosses a block, but coreference chains do."""
    places = [block for block in blocks if block.of(text).strip()]
    docs = nlp.pipe((block.of(text) for block in places), disable=["kg_coref"])
    found: list[Sentence] = []
    vectors: list[NDArray[Any]] = []
    for block, doc in zip(places, docs, strict=True):
        found += map(mend, sentences(doc, block.start, len(found)))
        vectors.append(doc.tensor[[not t.is_space for t in doc]])
    if not found or "kg_coref" not in nlp.pipe_names:
        return tuple(found)
    ranker = nlp.get_pipe("kg_coref").ranker  # type: ignore[attr-defined]
    return linked(found, chains(found, np.concatenate(vectors), ranker, certain=True))


def linked(found: Sequence[Sentence], groups: Sequence[Sequence[int]]) -> tuple[Sentence, ...]:
    """Sentences that know their words' chains, given as groups of words numbered through the document."""
    chain_of = {word: number for number, group in enumerate(groups) for word in group}
    known, offset = [], 0
    for sentence in found:
        size = len(sentence.words)
        known.append(replace(sentence, chains={i: chain_of[offset + i] for i in range(size) if offset + i in chain_of}))
        offset += size
    return tuple(known)


def sentences(doc: Doc, offset: int = 0, number: int = 0) -> Iterator[Sentence]:
    """The sentences of a Doc that starts at character `offset`, in Universal Dependencies; numbered from `number`."""
    text, certainty = doc.text, doc.user_data.get(CERTAINTY)  # spaCy joins the text anew whenever it is asked for
    for span in to_universal(doc).sents:
        tokens = [t for t in span if not t.is_space]
        if tokens:
            yield _sentence(tokens, text, certainty, offset, number)
            number += 1


def _sentence(tokens: list[Token], text: str, certainty: Sequence[float] | None, offset: int, number: int) -> Sentence:
    rank = {token.i: k for k, token in enumerate(tokens)}
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    words = tuple(
        Word(
            index=rank[t.i],
            text=t.text,
            lemma=t.lemma_,
            upos=t.pos_,
            feats=str(t.morph),
            head=rank.get(t.head.i, rank[t.i]),
            deprel=t.dep_ if t.dep_ != "ROOT" else "root",
            ner=f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O",
            start=t.idx + offset,
            end=t.idx + len(t.text) + offset,
            certainty=1.0 if certainty is None else round(float(certainty[t.i]), 2),
        )
        for t in tokens
    )
    return Sentence(number, text[start:end], start + offset, words)


def parse_words(rows: Iterable[Sequence[str]], nlp: Language) -> Iterator[Sentence]:
    """Sentences that are given as words, one each, whatever sentences the model would see in them."""
    from spacy.tokens import Doc

    docs = (Doc(nlp.vocab, words=list(row), sent_starts=[k == 0 for k in range(len(row))]) for row in rows)
    for number, doc in enumerate(nlp.pipe(docs, disable=["kg_coref"])):
        yield mend(next(sentences(doc, number=number)))
