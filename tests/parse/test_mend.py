"""Trees that grammar forbids are mended."""

from __future__ import annotations

from kg.parse.mend import mend
from kg.types import Sentence, Word


def sentence(*rows: tuple[str, str, int, str, str]) -> Sentence:
    """A sentence of (form, part of speech, head from 1 or 0, relation, features)."""
    words, at = [], 0
    for i, (form, upos, head, deprel, feats) in enumerate(rows):
        words.append(Word(i, form, form.lower(), upos, feats, i if head == 0 else head - 1, deprel, "O", at, at + len(form)))
        at += len(form) + 1
    return Sentence(0, " ".join(row[0] for row in rows), 0, tuple(words))


def arcs(mended: Sentence) -> list[tuple[str, str, str]]:
    """(word, relation, head word)."""
    return [(w.text, w.deprel, mended.words[w.head].text) for w in mended.words]


def test_two_subjects_side_by_side() -> None:
    """ "Platform TikTok grew": the noun describes the name."""
    found = arcs(mend(sentence(("Platform", "NOUN", 3, "nsubj", ""), ("TikTok", "PROPN", 3, "nsubj", ""), ("grew", "VERB", 0, "root", ""))))
    assert found[0] == ("Platform", "nmod:desc", "TikTok")


def test_possessor_without_its_relation() -> None:
    """ "Tencent 's WeChat": a compound with the clitic is a possessor."""
    found = arcs(mend(sentence(("Tencent", "PROPN", 3, "compound", ""), ("'s", "PART", 1, "case", ""), ("WeChat", "PROPN", 0, "root", ""))))
    assert found[0] == ("Tencent", "nmod:poss", "WeChat")


def test_infinitive_gets_its_subject_back() -> None:
    """ "demand Bayer sell Basil": who sells is Bayer."""
    found = arcs(
        mend(
            sentence(
                ("demand", "VERB", 0, "root", "VerbForm=Fin"), ("Bayer", "PROPN", 1, "iobj", ""),
                ("sell", "VERB", 1, "ccomp", "VerbForm=Inf"), ("Basil", "PROPN", 3, "obj", ""),
            )
        )
    )  # fmt: skip
    assert found[1] == ("Bayer", "nsubj", "sell")


def test_causative_keeps_its_object() -> None:
    """ "let Bayer sell": the object of "let" stays."""
    found = arcs(
        mend(sentence(("let", "VERB", 0, "root", "VerbForm=Fin"), ("Bayer", "PROPN", 1, "obj", ""), ("sell", "VERB", 1, "xcomp", "VerbForm=Inf")))
    )
    assert found[1] == ("Bayer", "obj", "let")


def test_coordinated_descriptions_keep_their_names() -> None:
    """ "company Oracle and retailer Walmart"."""
    found = arcs(
        mend(
            sentence(
                ("company", "NOUN", 0, "root", ""), ("Oracle", "PROPN", 1, "appos", ""), ("and", "CCONJ", 4, "cc", ""),
                ("retailer", "NOUN", 2, "conj", ""), ("Walmart", "PROPN", 1, "appos", ""),
            )
        )
    )  # fmt: skip
    assert ("Walmart", "appos", "retailer") in found
    assert ("retailer", "conj", "company") in found


def test_well_formed_tree_is_untouched() -> None:
    """Nothing to mend, nothing changed."""
    given = sentence(("Tencent", "PROPN", 2, "nsubj", ""), ("owns", "VERB", 0, "root", ""), ("WeChat", "PROPN", 2, "obj", ""))
    assert mend(given) == given
