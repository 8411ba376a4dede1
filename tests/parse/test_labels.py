"""ClearNLP parses, as spaCy's en_core_web pipelines give them, become Universal Dependencies."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc

from kg.parse.labels import to_universal

VOCAB = English().vocab


def doc(words: str, heads: list[int], deps: str, pos: str, lemmas: str | None = None) -> Doc:
    """A hand-built Doc."""
    return Doc(
        VOCAB, words=words.split(), heads=heads, deps=deps.split(), pos=pos.split(), lemmas=(lemmas or words.lower()).split()
    )


def arcs(parsed: Doc) -> list[tuple[str, str, str]]:
    """(word, relation, head word)."""
    return [(t.text, t.dep_, t.head.text) for t in parsed]


def test_preposition_becomes_case_marker() -> None:
    """prep + pobj become case and obl."""
    found = arcs(to_universal(doc("Volvo invested in Northvolt", [1, 1, 1, 2], "nsubj ROOT prep pobj", "PROPN VERB ADP PROPN")))
    assert ("Northvolt", "obl", "invested") in found
    assert ("in", "case", "Northvolt") in found


def test_noun_modifier() -> None:
    """A preposition on a noun makes an nmod."""
    found = arcs(to_universal(doc("owner of Wolt", [0, 0, 1], "ROOT prep pobj", "NOUN ADP PROPN")))
    assert ("Wolt", "nmod", "owner") in found


def test_passive_agent() -> None:
    """agent + pobj become obl:agent; nsubjpass and auxpass get their names."""
    found = arcs(
        to_universal(
            doc("WeChat is owned by Tencent", [2, 2, 2, 2, 3], "nsubjpass auxpass ROOT agent pobj", "PROPN AUX VERB ADP PROPN", "WeChat be own by Tencent")
        )
    )
    assert ("WeChat", "nsubj:pass", "owned") in found
    assert ("is", "aux:pass", "owned") in found
    assert ("Tencent", "obl:agent", "owned") in found


def test_copula_hangs_on_predicate() -> None:
    """attr becomes the head of the clause, "is" its cop."""
    found = arcs(
        to_universal(doc("Shopify is a retailer", [1, 1, 3, 1], "nsubj ROOT det attr", "PROPN AUX DET NOUN", "Shopify be a retailer"))
    )
    assert ("retailer", "root", "retailer") in found
    assert ("is", "cop", "retailer") in found
    assert ("Shopify", "nsubj", "retailer") in found


def test_universal_parse_is_left_alone() -> None:
    """A Doc that is in Universal Dependencies already comes back itself."""
    parsed = doc("Tencent owns WeChat", [1, 1, 1], "nsubj ROOT obj", "PROPN VERB PROPN")
    assert to_universal(parsed) is parsed
