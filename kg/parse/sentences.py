"""Blocks of text -> sentences of plain words, which need no spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.parse.labels import to_universal
from kg.parse.mend import mend
from kg.types import Sentence, Span, Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


def parse(text: str, blocks: Iterable[Span], nlp: Language) -> tuple[Sentence, ...]:
    """The sentences of a document's blocks; no sentence crosses a block."""
    places = [block for block in blocks if block.of(text).strip()]
    docs = nlp.pipe(block.of(text) for block in places)
    found: list[Sentence] = []
    for block, doc in zip(places, docs, strict=True):
        found += map(mend, sentences(doc, block.start, len(found)))
    return tuple(found)


def sentences(doc: Doc, offset: int = 0, number: int = 0) -> Iterator[Sentence]:
    """The sentences of a Doc that starts at character `offset`, in Universal Dependencies; numbered from `number`."""
    for span in to_universal(doc).sents:
        tokens = [t for t in span if not t.is_space]
        if tokens:
            yield _sentence(span, tokens, offset, number)
            number += 1


def _sentence(span: Tokens, tokens: list[Token], offset: int, number: int) -> Sentence:
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
        )
        for t in tokens
    )
    return Sentence(number, span.doc.text[start:end], start + offset, words)
