"""ClearNLP parses, as spaCy's en_core_web pipelines give them, become Universal Dependencies."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from kg.parse.labels import to_universal

VOCAB = English().vocab
BE = {"is": "be", "was": "be", "were": "be"}


def doc(rows: str) -> Doc:
    """A hand-built Doc of ``form/POS/relation/head`` words, the head given by its number; 0 is the root."""
    words, pos, deps, numbers = zip(*(row.split("/") for row in rows.split()), strict=True)
    heads = [i if number == "0" else int(number) - 1 for i, number in enumerate(numbers)]
    lemmas = [BE.get(word, word.lower()) for word in words]
    return Doc(VOCAB, words=words, heads=heads, deps=deps, pos=pos, lemmas=lemmas)


def arcs(rows: str) -> set[str]:
    """The converted tree as ``form relation head`` (of the root: itself)."""
    return {f"{t.text} {t.dep_} {t.head.text}" for t in to_universal(doc(rows))}


CONVERTED = {
    "preposition becomes a case marker": (
        "Volvo/PROPN/nsubj/2 invested/VERB/ROOT/0 in/ADP/prep/2 Northvolt/PROPN/pobj/3",
        "Volvo nsubj invested; invested root invested; in case Northvolt; Northvolt obl invested",
    ),
    "preposition on a noun makes an nmod": (
        "owner/NOUN/ROOT/0 of/ADP/prep/1 Wolt/PROPN/pobj/2",
        "owner root owner; of case Wolt; Wolt nmod owner",
    ),
    "two prepositions mark one object": (
        "He/PRON/nsubj/2 stepped/VERB/ROOT/0 out/ADP/prep/2 of/ADP/prep/3 office/NOUN/pobj/4",
        "He nsubj stepped; stepped root stepped; out case office; of case office; office obl stepped",
    ),
    "because of marks one object": (
        "It/PRON/nsubj/2 closed/VERB/ROOT/0 because/SCONJ/prep/2 of/ADP/pcomp/3 debts/NOUN/pobj/3",
        "It nsubj closed; closed root closed; because case debts; of case debts; debts obl closed",
    ),
    "prepositional clause": (
        "Volvo/PROPN/nsubj/2 grew/VERB/ROOT/0 by/ADP/prep/2 selling/VERB/pcomp/3 cars/NOUN/dobj/4",
        "Volvo nsubj grew; grew root grew; by mark selling; selling advcl grew; cars obj selling",
    ),
    "from a place to another": (
        "It/PRON/nsubj/2 moved/VERB/ROOT/0 from/ADP/prep/2 Oslo/PROPN/pobj/3 to/ADP/prep/3 Bergen/PROPN/pobj/5",
        "It nsubj moved; moved root moved; from case Oslo; Oslo obl moved; to case Bergen; Bergen nmod Oslo",
    ),
    "prepositional phrase without a verb": (
        "In/ADP/ROOT/0 Oslo/PROPN/pobj/1",
        "In case Oslo; Oslo root Oslo",
    ),
    "passive and its agent": (
        "WeChat/PROPN/nsubjpass/3 is/AUX/auxpass/3 owned/VERB/ROOT/0 by/ADP/agent/3 Tencent/PROPN/pobj/4",
        "WeChat nsubj:pass owned; is aux:pass owned; owned root owned; by case Tencent; Tencent obl:agent owned",
    ),
    "noun as predicate": (
        "Shopify/PROPN/nsubj/2 is/AUX/ROOT/0 a/DET/det/4 retailer/NOUN/attr/2",
        "Shopify nsubj retailer; is cop retailer; a det retailer; retailer root retailer",
    ),
    "adjective as predicate keeps its complement": (
        "The/DET/det/2 bank/NOUN/nsubj/3 was/AUX/ROOT/0 critical/ADJ/acomp/3 of/ADP/prep/4 the/DET/det/7"
        " merger/NOUN/pobj/5",
        "The det bank; bank nsubj critical; was cop critical; critical root critical; of case merger; the det merger;"
        " merger obl critical",
    ),
    "place as predicate": (
        "Oslo/PROPN/nsubj/2 is/AUX/ROOT/0 in/ADP/prep/2 Norway/PROPN/pobj/3 ./PUNCT/punct/2",
        "Oslo nsubj Norway; is cop Norway; in case Norway; Norway root Norway; . punct Norway",
    ),
    "what stands before the copula is no predicate": (
        "In/ADP/prep/5 2010/NUM/pobj/1 he/PRON/nsubj/5 never/ADV/neg/5 was/AUX/ROOT/0 abroad/ADV/advmod/5",
        "In case 2010; 2010 obl abroad; he nsubj abroad; never advmod abroad; was cop abroad; abroad root abroad",
    ),
    "existence is no copula": (
        "There/PRON/expl/2 were/VERB/ROOT/0 protests/NOUN/attr/2 in/ADP/prep/2 Oslo/PROPN/pobj/4",
        "There expl were; were root were; protests nsubj were; in case Oslo; Oslo obl were",
    ),
    "copula of an infinitive": (
        "It/PRON/nsubj/2 wants/VERB/ROOT/0 to/PART/aux/4 be/AUX/xcomp/2 independent/ADJ/acomp/4",
        "It nsubj wants; wants root wants; to mark independent; be cop independent; independent xcomp wants",
    ),
    "relative clause with its object": (
        "plant/NOUN/ROOT/0 that/PRON/dobj/4 Nokia/PROPN/nsubj/4 sold/VERB/relcl/1",
        "plant root plant; that obj sold; Nokia nsubj sold; sold acl:relcl plant",
    ),
    "relative clause with a preposition": (
        "plant/NOUN/ROOT/0 in/ADP/prep/5 which/PRON/pobj/2 Nokia/PROPN/nsubj/5 invested/VERB/relcl/1",
        "plant root plant; in case which; which obl invested; Nokia nsubj invested; invested acl:relcl plant",
    ),
    "relative clause with a copula": (
        "man/NOUN/ROOT/0 who/PRON/nsubj/3 was/AUX/relcl/1 mayor/NOUN/attr/3 of/ADP/prep/4 Oslo/PROPN/pobj/5",
        "man root man; who nsubj mayor; was cop mayor; mayor acl:relcl man; of case Oslo; Oslo nmod mayor",
    ),
    "two objects": (
        "He/PRON/nsubj/2 gave/VERB/ROOT/0 Mary/PROPN/dative/2 a/DET/det/5 book/NOUN/dobj/2",
        "He nsubj gave; gave root gave; Mary iobj gave; a det book; book obj gave",
    ),
    "dative with a preposition": (
        "He/PRON/nsubj/2 gave/VERB/ROOT/0 books/NOUN/dobj/2 to/ADP/dative/2 Mary/PROPN/pobj/4",
        "He nsubj gave; gave root gave; books obj gave; to case Mary; Mary obl gave",
    ),
    "negation": (
        "Nokia/PROPN/nsubj/4 did/AUX/aux/4 not/PART/neg/4 sell/VERB/ROOT/0 it/PRON/dobj/4",
        "Nokia nsubj sell; did aux sell; not advmod sell; sell root sell; it obj sell",
    ),
    "conjuncts hang on the first": (
        "It/PRON/nsubj/2 owns/VERB/ROOT/0 Wolt/PROPN/dobj/2 ,/PUNCT/punct/3 Bolt/PROPN/conj/3 and/CCONJ/cc/5"
        " Volta/PROPN/conj/5",
        "It nsubj owns; owns root owns; Wolt obj owns; , punct Bolt; Bolt conj Wolt; and cc Volta; Volta conj Wolt",
    ),
    "coordinated prepositions": (
        "It/PRON/nsubj/2 works/VERB/ROOT/0 in/ADP/prep/2 Oslo/PROPN/pobj/3 and/CCONJ/cc/3 near/ADP/conj/3"
        " Bergen/PROPN/pobj/6",
        "It nsubj works; works root works; in case Oslo; Oslo obl works; and cc Bergen; near case Bergen;"
        " Bergen conj Oslo",
    ),
    "coordinated clauses with copulas": (
        "Oslo/PROPN/nsubj/2 is/AUX/ROOT/0 in/ADP/prep/2 Norway/PROPN/pobj/3 and/CCONJ/cc/2 was/AUX/conj/2"
        " poor/ADJ/acomp/6",
        "Oslo nsubj Norway; is cop Norway; in case Norway; Norway root Norway; and cc poor; was cop poor;"
        " poor conj Norway",
    ),
    "measure of a noun and of a verb": (
        "prices/NOUN/nsubj/2 rose/VERB/ROOT/0 last/ADJ/amod/4 year/NOUN/npadvmod/2 itself/PRON/npadvmod/4",
        "prices nsubj rose; rose root rose; last amod year; year obl:unmarked rose; itself nmod:unmarked year",
    ),
}


@pytest.mark.parametrize(("rows", "expected"), CONVERTED.values(), ids=CONVERTED.keys())
def test_clearnlp_becomes_universal(rows: str, expected: str) -> None:
    """Every arc of the converted tree."""
    assert arcs(rows) == set(expected.split("; "))


def test_tokens_survive() -> None:
    """Words, spacing and tags are those of the parse."""
    parsed = doc("Tencent/PROPN/nsubj/2 owns/VERB/ROOT/0 WeChat/PROPN/dobj/2")
    converted = to_universal(parsed)
    assert [(t.text_with_ws, t.pos_, t.lemma_) for t in converted] == [
        (t.text_with_ws, t.pos_, t.lemma_) for t in parsed
    ]


def test_universal_parse_is_left_alone() -> None:
    """A Doc that is in Universal Dependencies already comes back itself."""
    parsed = doc("Tencent/PROPN/nsubj/2 owns/VERB/ROOT/0 WeChat/PROPN/obj/2")
    assert to_universal(parsed) is parsed
