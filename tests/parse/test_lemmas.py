"""Lemmas as edit scripts."""

from __future__ import annotations

import pytest

from kg.parse.lemmas import apply, likely, script


@pytest.mark.parametrize(
    ("form", "lemma"),
    [p.split() for p in ("studies study", "Owned own", "Paris Paris", "went go", "NATO NATO", "The the", "'s be")],
)
def test_script_gives_lemma_back(form: str, lemma: str) -> None:
    """The script of a form and its lemma turns the form into the lemma."""
    assert apply(script(form, lemma), form) == lemma


def test_script_generalises() -> None:
    """What "studies" teaches lemmatises "parties"."""
    assert apply(script("studies", "study"), "parties") == "party"


@pytest.mark.parametrize(
    ("lemma", "form", "upos", "expected"),
    [
        ("librarie", "libraries", "NOUN", "library"),  # a word that there is
        ("prais", "praised", "VERB", "praise"),
        ("friendshy", "friendships", "NOUN", "friendship"),  # none that is known: the most regular
        ("1", "1", "NUM", "1"),
        ("kerala", "kerala", "PROPN", "Kerala"),
    ],
)
def test_a_lemma_is_a_likely_word(lemma: str, form: str, upos: str, expected: str) -> None:
    """A script that makes no word gives way to a regular lemma."""
    assert likely(lemma, form, upos, {"library", "praise", "1e"}, frozenset()) == expected


@pytest.mark.parametrize(
    ("lemma", "form", "upos", "expected"),
    [
        ("sa", "sang", "VERB", "sing"),
        ("mistoo", "mistook", "VERB", "mistake"),
        ("fled", "fled", "VERB", "flee"),
        ("horseme", "horsemen", "NOUN", "horseman"),
        ("specimen", "specimen", "NOUN", "specimen"),
        ("overstat", "overstating", "VERB", "overstate"),
        ("excavat", "excavated", "VERB", "excavate"),
        ("recaptur", "recapturing", "VERB", "recapture"),
    ],
)
def test_an_irregular_form_has_its_lemma(lemma: str, form: str, upos: str, expected: str) -> None:
    """No script learned from other words lemmatises a strong verb or plural."""
    assert likely(lemma, form, upos, {"state", "take"}, frozenset()) == expected


def test_a_verb_has_a_verbs_lemma() -> None:
    """ "fined" is of "fine", which other parts of speech have, though "fin" is a word as well."""
    assert likely("fin", "fined", "VERB", frozenset(), {"fin", "fine"}) == "fine"
