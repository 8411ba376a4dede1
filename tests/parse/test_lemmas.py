"""Lemmas as edit scripts."""

from __future__ import annotations

import pytest

from kg.parse.lemmas import apply, script


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
