"""Verb forms that the text does not have and a claim needs."""

from __future__ import annotations

from kg.extract.inflect import gerund, past, present


def test_past_forms() -> None:
    """Irregular verbs, with prefixes too; consonants doubled where the last syllable is stressed."""
    given = "flee undertake resell relay outbid fast-track stop visit prefer offer quit equip quiz play "
    given += "carry agree forecast tax undo forgo"
    told = "fled undertook resold relayed outbid fast-tracked stopped visited preferred offered quit equipped quizzed "
    told += "played carried agreed forecast taxed undid forwent"
    assert " ".join(map(past, given.split())) == told


def test_gerunds() -> None:
    """ "run", "lie", "see", "quit"."""
    given = "run lie see quit make visit control bid fix"
    assert (
        " ".join(map(gerund, given.split()))
        == "running lying seeing quitting making visiting controlling bidding fixing"
    )


def test_present_forms() -> None:
    """ "carries", "is", "own"."""
    assert [present("carry"), present("be"), present("own", plural=True)] == ["carries", "is", "own"]
