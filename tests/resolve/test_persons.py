"""People of one name: who is one, and who are two, on hand-written trees."""

from __future__ import annotations

import pytest

from kg.lexicon import load_lexicon
from kg.resolve.naming import stands_for
from kg.resolve.persons import bearers, shortens, surnames
from kg.settings import Settings
from tests.resolve.rows import linked, resolved, row


def person(*words: str, title: str = "") -> list[str]:
    """ "Mr Otto Bell left." """
    rows = [row(1, title, title, "PROPN", "", 2, "nmod:desc")] if title else []
    head = len(rows) + 1
    verb = head + len(words)
    rows.append(row(head, words[0], words[0], "PROPN", "", verb, "nsubj", "B-PERSON"))
    rows += [row(head + k, w, w, "PROPN", "", head, "flat", "I-PERSON") for k, w in enumerate(words[1:], 1)]
    return [*rows, row(verb, "left", "leave", "VERB", "VerbForm=Fin", 0, "root")]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("vincent van gogh", {"gogh", "van gogh"}),
        ("bashar al-assad", {"al-assad", "assad"}),
        ("otto bell, jr", {"bell"}),
    ],
)
def test_a_surname_has_its_forms(name: str, forms: set[str]) -> None:
    """With its particle and without, and never the generation."""
    assert surnames(name) == forms


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("otto bell", "otto k. bell", True),
        ("otto k. bell", "otto karl bell", True),
        ("otto k. bell", "otto h. k. bell", False),
        ("otto bell", "otto bell jr", True),
        ("otto bell sr", "otto bell jr", False),
    ],
)
def test_what_shortens_a_full_name(short: str, long: str, same: bool) -> None:
    """Middle names and generations may be left out, but not changed."""
    assert shortens(short, long) is same


def test_short_forms_bear_no_name_of_their_own() -> None:
    """ "Otto Bell" and "Otto K. Bell" are one bearer of "Bell", a father and a son are two."""
    assert bearers("bell", ["otto bell", "otto k. bell"]) == ["otto k. bell"]
    assert bearers("bell", ["otto bell jr", "otto bell sr"]) == ["otto bell jr", "otto bell sr"]


def test_mr_and_mrs_are_two_where_several_bear_the_name() -> None:
    """ "Otto Bell", "Anna Bell", then "Mr Bell" and "Mrs Bell": nobody tells who is who."""
    found = resolved(person("Otto", "Bell"), person("Anna", "Bell"), *(person("Bell", title=t) for t in ("Mr", "Mrs")))
    names = [entity.name for k, at in ((0, 0), (1, 0), (2, 1), (3, 1)) if (entity := found.of(k, at))]
    assert names == ["Otto Bell", "Anna Bell", "Mr Bell", "Mrs Bell"]


def test_a_title_tells_whose_surname_it_is() -> None:
    """ "Mrs Anna Bell", "Otto Bell": "Mrs Bell" is Anna."""
    found = resolved(person("Anna", "Bell", title="Mrs"), person("Otto", "Bell"), person("Bell", title="Mrs"))
    assert found.of(2, 1) is found.of(0, 1)


def test_the_chain_tells_whose_surname_it_is() -> None:
    """Two bear it, and the model links it to one of them."""
    found = linked([{0: 0}, {}, {0: 0}], person("Otto", "Bell"), person("Anna", "Bell"), person("Bell"))
    assert found.of(2, 0) is found.of(0, 0)


def test_a_surname_of_two_is_nobodys() -> None:
    """Without a title and a chain it stays alone."""
    found = resolved(person("Otto", "Bell"), person("Anna", "Bell"), person("Bell"))
    entity = found.of(2, 0)
    assert entity is not None and entity.name == "Bell"


KNOWN = [
    row(1, "Otto", "Otto", "PROPN", "", 6, "nsubj", "B-PERSON"),
    row(2, "Bell", "Bell", "PROPN", "", 1, "flat", "I-PERSON"),
    row(3, "known", "know", "VERB", "VerbForm=Part", 1, "acl"),
    row(4, "as", "as", "ADP", "", 5, "case"),
    row(5, "Basil", "Basil", "PROPN", "", 3, "obl", "B-PERSON"),
    row(6, "left", "leave", "VERB", "VerbForm=Fin", 0, "root"),
]


def test_an_alias_is_the_same_person() -> None:
    """ "Otto Bell, known as Basil": one, under the name that is used more."""
    found = resolved(KNOWN, person("Basil"))
    entity = found.of(0, 0)
    assert entity is not None and entity is found.of(0, 4) and entity is found.of(1, 0)
    assert (entity.name, entity.names) == ("Basil", ("Basil", "Otto Bell"))


def test_a_role_is_no_alias() -> None:
    """ "Best known as Hamlet": whom he played."""
    role = [*KNOWN[:2], row(3, "best", "well", "ADV", "Degree=Sup", 4, "advmod")]
    role += [row(4, "known", "know", "VERB", "VerbForm=Part", 1, "acl"), row(5, "as", "as", "ADP", "", 6, "case")]
    role += [row(6, "Hamlet", "Hamlet", "PROPN", "", 4, "obl", "B-PERSON")]
    role += [row(7, "left", "leave", "VERB", "VerbForm=Fin", 0, "root")]
    role[0] = row(1, "Otto", "Otto", "PROPN", "", 7, "nsubj", "B-PERSON")
    found = resolved(role)
    assert found.of(0, 0) is not found.of(0, 5)


def test_an_office_is_nobodys_name() -> None:
    """ "The President left", which the tagger takes for somebody of that name."""
    rows = [
        row(1, "The", "the", "DET", "", 2, "det"),
        row(2, "President", "President", "PROPN", "", 3, "nsubj", "B-PERSON"),
    ]
    entity = resolved([*rows, row(3, "left", "leave", "VERB", "VerbForm=Fin", 0, "root")]).of(0, 1)
    assert entity is not None and not entity.named


def test_a_first_name_is_that_of_the_one_whom_the_text_is_about() -> None:
    """ "Otto Bell … Bell … Otto": spoken of more than Ann Ash, he is Otto."""
    found = resolved(person("Ann", "Ash"), person("Otto", "Bell"), person("Bell"), person("Otto"))
    assert found.of(3, 0) is found.of(1, 0)
    found = resolved(person("Ann", "Ash"), person("Otto", "Bell"), person("Otto"))
    assert found.of(2, 0) is found.of(1, 0)


def test_the_first_of_a_chain_bears_the_surname_if_the_text_begins_with_him() -> None:
    """Where the model links a surname to two who bear it."""
    chains: list[dict[int, int]] = [{0: 0}, {0: 0}, {0: 0}]
    found = linked(chains, person("Otto", "Bell"), person("Anna", "Bell"), person("Bell"))
    assert found.of(2, 0) is found.of(0, 0)


def test_letters_are_initials_in_capitals_only() -> None:
    """ "Oslo Union … Ou": a person's name is no acronym."""
    rows = [
        row(1, "Oslo", "Oslo", "PROPN", "", 3, "nsubj", "B-ORG"),
        row(2, "Union", "Union", "PROPN", "", 1, "flat", "I-ORG"),
        row(3, "left", "leave", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    small, great = resolved(rows, person("Ou")), resolved(rows, person("OU"))
    assert small.of(1, 0) is not small.of(0, 0)
    assert great.of(1, 0) is great.of(0, 0)


def test_a_name_may_be_turned() -> None:
    """ "Mori Ogai" and "Ogai Mori": one, by the name that is used more."""
    found = resolved(person("Mori", "Ogai"), person("Ogai", "Mori"), person("Ogai", "Mori"))
    entity = found.of(0, 0)
    assert entity is not None and entity is found.of(1, 0) and entity.name == "Ogai Mori"


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("church", "church of norway", True),
        ("bergen", "bergen university", True),
        ("owls", "riga owls", True),
        ("acme", "acme of america", False),
        ("acme", "acme music", False),
        ("music", "acme music", False),
    ],
)
def test_what_a_body_is_called_for_short(short: str, full: str, same: bool) -> None:
    """A general word before its "of", a school's place, a team; no firm is its subsidiary."""
    assert stands_for(short, full, load_lexicon(Settings().ontology_files)) is same


def test_a_sound_is_no_name() -> None:
    """How a name is said, which the tagger takes for one."""
    assert resolved(person("bɛlʊ")).entities == ()


def test_a_common_noun_before_a_name_is_no_part_of_it() -> None:
    """ "team Cloud left": the tagger has both for the name."""
    rows = [
        row(1, "team", "team", "NOUN", "", 2, "nmod:desc", "B-ORG"),
        row(2, "Cloud", "Cloud", "PROPN", "", 3, "nsubj", "I-ORG"),
        row(3, "left", "leave", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(rows).of(0, 1)
    assert entity is not None and entity.name == "Cloud"


def test_kin_are_two() -> None:
    """ "Otto K. Bell left. Otto K. Bell is the son of Otto Bell.": the father is another, though named in short."""
    son = [
        *person("Otto", "K.", "Bell")[:3],
        row(4, "is", "be", "AUX", "VerbForm=Fin", 6, "cop"),
        row(5, "the", "the", "DET", "Definite=Def", 6, "det"),
        row(6, "son", "son", "NOUN", "Number=Sing", 0, "root"),
        row(7, "of", "of", "ADP", "", 8, "case"),
        row(8, "Otto", "Otto", "PROPN", "", 6, "nmod", "B-PERSON"),
        row(9, "Bell", "Bell", "PROPN", "", 8, "flat", "I-PERSON"),
    ]
    son[0] = row(1, "Otto", "Otto", "PROPN", "", 6, "nsubj", "B-PERSON")
    found = resolved(person("Otto", "K.", "Bell"), son)
    assert [entity.name for at in ((0, 0), (1, 0), (1, 7)) if (entity := found.of(*at))] == [
        "Otto K. Bell",
        "Otto K. Bell",
        "Otto Bell",
    ]


def test_a_name_in_parentheses_is_the_same_ones() -> None:
    """ "Ada (born Eve Bell) left. Bell left.": one person."""
    rows = [
        row(1, "Ada", "Ada", "PROPN", "", 7, "nsubj", "B-PERSON"),
        row(2, "(", "(", "PUNCT", "", 3, "punct"),
        row(3, "born", "bear", "VERB", "VerbForm=Part", 1, "acl"),
        row(4, "Eve", "Eve", "PROPN", "", 3, "xcomp", "B-PERSON"),
        row(5, "Bell", "Bell", "PROPN", "", 4, "flat", "I-PERSON"),
        row(6, ")", ")", "PUNCT", "", 3, "punct"),
        row(7, "left", "leave", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    found = resolved(rows, person("Ada"))
    assert found.of(0, 0) is found.of(0, 3) is found.of(1, 0)


def test_a_titled_surname_is_none_that_comes_later() -> None:
    """ "Lord Bell left. Anna Bell left.": of Lord Bell the text has told nothing yet that makes him Anna."""
    found = resolved(person("Bell", title="Lord"), person("Anna", "Bell"))
    assert found.of(0, 1) is not found.of(1, 0)


def test_a_middle_name_is_whose_who_came_before() -> None:
    """ "Otto Chao Bell left. Chao left." are one; "Chao left. Otto Chao Bell left." are two."""
    before = resolved(person("Otto", "Chao", "Bell"), person("Chao"))
    assert before.of(0, 0) is before.of(1, 0)
    after = resolved(person("Chao"), person("Otto", "Chao", "Bell"))
    assert after.of(0, 0) is not after.of(1, 0)


def test_a_longer_name_may_be_cut() -> None:
    """ "Ann Bell Rowe left. Ann Bell left." are one; "Ann Bell left. Ann Bell Rowe left." are two."""
    found = resolved(person("Ann", "Bell", "Rowe"), person("Ann", "Bell"))
    assert found.of(0, 0) is found.of(1, 0)
    found = resolved(person("Ann", "Bell"), person("Ann", "Bell", "Rowe"))
    assert found.of(0, 0) is not found.of(1, 0)


def test_a_father_of_his_sons_name_is_another() -> None:
    """ "Otto Bell left. Otto Bell Sr. left. Bell left.": the son is meant, of whom the text has told first."""
    found = resolved(person("Otto", "Bell"), person("Otto", "Bell", "Sr."), person("Bell"))
    assert found.of(0, 0) is not found.of(1, 0)
    assert found.of(2, 0) is found.of(0, 0)
