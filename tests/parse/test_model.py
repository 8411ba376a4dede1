"""The shipped language model, as a spaCy user meets it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language

import kg
from kg.errors import ModelError
from kg.parse.encode import Encoder
from kg.parse.network import searched, starts_of, transitions, viterbi
from kg.parse.sentences import parse
from kg.types import Span


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The shipped pipeline."""
    return kg.load_model()


def test_annotates_all_layers(nlp: Language) -> None:
    """Tags, lemmas, heads, relations and entities of an easy sentence."""
    doc = nlp("Tencent owned WeChat in 2011.")
    assert [t.pos_ for t in doc] == ["PROPN", "VERB", "PROPN", "ADP", "NUM", "PUNCT"]
    assert doc[1].lemma_ == "own"
    assert [(t.dep_, t.head.text) for t in doc[:3]] == [("nsubj", "owned"), ("root", "owned"), ("obj", "owned")]
    assert [(e.text, e.label_) for e in doc.ents if e.label_ == "DATE"] == [("2011", "DATE")]


def test_splits_sentences(nlp: Language) -> None:
    """Sentences are told from raw text."""
    first, second = "The bank closed.", "It opened again on Monday."
    assert [s.text for s in nlp(f"{first} {second}").sents] == [first, second]


def test_a_title_ends_no_sentence(nlp: Language) -> None:
    """Titles keep their point, and a name follows."""
    text = "The letters say that Mlle. Rowe met Lt. Col. Marsh in Riga."
    assert [s.text for s in nlp(text).sents] == [text]


def test_pipe_agrees_with_call(nlp: Language) -> None:
    """A batch gives what single calls give."""
    texts = ["Nokia sold the plant.", "The mayor of Oslo, who was ill, resigned on Friday after a long debate."]
    assert [[t.dep_ for t in d] for d in nlp.pipe(texts)] == [[t.dep_ for t in nlp(text)] for text in texts]


def test_long_text_is_read_in_windows(nlp: Language) -> None:
    """A text longer than the encoder's window is annotated to its end."""
    doc = nlp("The company sold the plant to a rival in spring. " * 80)
    assert len(list(doc.sents)) == 80


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂", "\u200b", "…", "a" * 5000, "\x00\x01"])
def test_odd_text_does_not_break(nlp: Language, text: str) -> None:
    """Empty, blank, emoji, invisible or endless words."""
    assert nlp(text).text == text


def test_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    """to_disk and spacy.load give the same pipeline back; its factories are entry points."""
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    text = "Microsoft acquired LinkedIn."
    assert [t.dep_ for t in again(text)] == [t.dep_ for t in nlp(text)]


def test_unknown_model_is_named() -> None:
    """A model that is not installed: what to do."""
    with pytest.raises(ModelError, match="--model no_such_model"):
        kg.load_model("no_such_model")


def test_offsets_are_of_the_document(nlp: Language) -> None:
    """Words keep their characters in the document whatever block they stand in."""
    text = "Title\n\nNokia sold the plant.\n\nIt was old."
    blocks = [Span(7, 28), Span(30, 41)]
    for sentence in parse(text, blocks, nlp):
        assert sentence.span.of(text) == sentence.text
        assert all(w.span.of(text) == w.text for w in sentence.words)


def test_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    """Claims need a parse: a pipeline without one is named, with what it has."""
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelError, match="no parser"):
        kg.load_model(str(tmp_path))


def test_other_pipeline_gets_values(nlp: Language, tmp_path: Path) -> None:
    """A pipeline of the user's own is completed with dates and amounts."""
    nlp.to_disk(tmp_path)
    assert "kg_values" in kg.load_model(str(tmp_path)).pipe_names


def test_a_word_alone_leaves_the_others_their_sentences(nlp: Language) -> None:
    """A Doc of one word claims to have its sentences already; the Docs beside it in a batch do not."""
    docs = list(nlp.pipe(["Summary", "The bank closed. It opened again on Monday."]))
    assert len(list(docs[1].sents)) == 2


def test_an_address_is_no_name(nlp: Language) -> None:
    """An e-mail address names nobody, beside a name either."""
    doc = nlp("Write to Vera Holm vera.holm@northwind.com or to press@northwind.com today.")
    assert not any(t.like_email for e in doc.ents for t in e)


def test_a_point_before_a_capital_ends_a_sentence() -> None:
    """Where the network wavers, a point by itself and a capital decide; an initial's point and a comma do not."""
    wavering = np.array([[0.0, -1.0]] * 6)
    assert starts_of("It fell . Bell left .".split(), wavering) == [False, False, False, True, False, False]
    assert starts_of("It fell , Bell left .".split(), wavering) == [False] * 6
    assert starts_of("Ann J . Bell left .".split(), wavering) == [False] * 6


def test_windows_are_encoded_as_the_tokenizer_does(nlp: Language) -> None:
    """What is remembered of single words gives what the tokenizer gives for the whole window."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(kg.__file__).parent / "parse" / "model" / "tokenizer.json"))
    words = ["Łódź", "bought", "WeChat", "\u200b", "3.5m", "bought", "."]
    known = Encoder(tokenizer)
    for _ in range(2):
        assert known(words).pieces.tolist() == tokenizer.encode(words, is_pretokenized=True).ids


def test_a_best_path_that_is_allowed_is_the_searched_one() -> None:
    """Tags are searched only where each word's best breaks the order of BIO tags, with the same result."""
    tags = ["O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"]
    bans = transitions(tags)
    scores = np.random.default_rng(7).normal(size=(50, 6, len(tags))).astype(np.float32)
    assert viterbi(scores, bans).tolist() == searched(scores, bans).tolist()


def test_a_sum_at_the_end_keeps_its_million(nlp: Language) -> None:
    """ "for $31.4m.": the point ends the sentence, and the unit is part of the sum."""
    assert [(e.text, e.label_) for e in nlp("Acme bought the mill for $31.4m.").ents][-1] == ("$31.4m", "MONEY")
