"""Merging across documents: what is written differently is one, and what is merely alike is not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.resolve.merge import links
from kg.types import Entity


def named(entity_id: str, type: str = "kgo:Organization", name: str = "") -> Entity:
    """A named entity whose name is that of its id."""
    return Entity(entity_id, name or entity_id.partition("/")[2].replace("_", " "), type, True)


def person(name: str) -> Entity:
    """A person of this name."""
    return named("person/" + name.replace(" ", "_"), "kgo:Person", name)


def merged(*entities: Entity) -> dict[str, str]:
    """Alias to canonical."""
    return {link.alias: link.canonical for link in links(entities)}


@pytest.mark.parametrize(
    ("alias", "canonical"),
    [
        ("thing/Acme_Inc.", "thing/Acme"),
        ("thing/The_Acme_Foundation", "thing/Acme_Foundation"),
        ("thing/ACME_MOTORS", "thing/Acme_Motors"),
        ("thing/Société_Acme", "thing/Societe_Acme"),
        ("thing/NASA", "thing/Nasa"),
    ],
)
def test_the_dress_of_a_name_does_not_matter(alias: str, canonical: str) -> None:
    found = merged(named(alias), named(canonical))
    assert len(found) == 1
    assert {*found, *found.values()} == {alias, canonical}


def test_the_undressed_name_stands_for_the_others() -> None:
    assert merged(named("thing/Acme_Inc."), named("thing/Acme")) == {"thing/Acme_Inc.": "thing/Acme"}


def test_a_country_is_one_under_all_its_names_even_if_no_document_has_the_best() -> None:
    found = merged(*(named(f"place/{n}", "kgo:Place") for n in ("US", "U.S.", "America")))
    assert set(found.values()) == {"place/United_States"}
    assert len(found) == 3


def test_the_names_of_another_ontology_count_in_place_of_kgs(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://w3id.org/kg/id/thing/Acme> skos:prefLabel 'Acme' ; skos:altLabel 'Road Runner Supplies' .",
        encoding="utf-8",
    )
    found = links([named("thing/Road_Runner_Supplies"), named("place/US", "kgo:Place")], [tmp_path / "mine.ttl"])
    assert [(link.alias, link.canonical) for link in found] == [("thing/Road_Runner_Supplies", "thing/Acme")]


def test_an_ontology_that_does_not_parse_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("no Turtle", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"bad\.ttl"):
        links([], [tmp_path / "bad.ttl"])


def test_a_country_whose_class_is_unknown_is_that_country() -> None:
    assert merged(named("thing/Britain", "kgo:Thing")) == {"thing/Britain": "place/United_Kingdom"}


def test_a_person_called_like_a_country_is_not_it() -> None:
    assert not merged(person("Jordan"), named("place/Jordan", "kgo:Country"))


def test_namesakes_are_two() -> None:
    assert not merged(person("Anna Bell"), person("Peter Bell"))


def test_a_surname_is_the_one_person_who_bears_it() -> None:
    assert merged(person("Bell"), person("Anna Bell")) == {"person/Bell": "person/Anna_Bell"}


def test_a_surname_that_two_bear_is_nobody() -> None:
    assert not merged(person("Bell"), person("Anna Bell"), person("Peter Bell"))


def test_a_title_is_no_part_of_a_name() -> None:
    assert merged(person("Mr Bell"), person("Anna Bell")) == {"person/Mr_Bell": "person/Anna_Bell"}


def test_mr_and_mrs_are_two() -> None:
    assert not merged(person("Mr Bell"), person("Mrs Bell"), person("Anna Bell"))


def test_father_and_son_are_two() -> None:
    assert not merged(person("Bell"), person("Otto Bell Jr."), person("Otto Bell Sr."))


def test_a_surname_keeps_its_particle() -> None:
    assert merged(person("Van Dorn"), person("Anna van Dorn")) == {"person/Van_Dorn": "person/Anna_van_Dorn"}


def test_an_office_is_nobodys_last_name() -> None:
    assert not merged(person("Secretary"), person("Home Secretary"))


def test_a_common_noun_taken_for_a_name_is_not_the_name() -> None:
    assert not merged(named("thing/court"), named("thing/Court"))


def test_a_given_name_alone_is_nobody() -> None:
    assert not merged(person("Anna"), person("Anna Bell"))


def test_a_middle_initial_may_be_left_out() -> None:
    assert merged(person("Anna Bell"), person("Anna M. Bell")) == {"person/Anna_Bell": "person/Anna_M._Bell"}


def test_two_middle_initials_are_two_persons() -> None:
    assert not merged(person("Anna Bell"), person("Anna M. Bell"), person("Anna K. Bell"))


def test_an_acronym_is_the_one_organization_that_it_spells() -> None:
    found = merged(named("thing/IFB"), named("thing/International_Federation_of_Beekeepers"))
    assert found == {"thing/IFB": "thing/International_Federation_of_Beekeepers"}


def test_an_acronym_of_two_organizations_is_neither() -> None:
    assert not merged(named("thing/IFB"), named("thing/International_Fund_of_Banks"), named("thing/Irish_Farm_Board"))


def test_an_acronym_is_no_product() -> None:
    assert not merged(named("thing/IFB", "kgo:Product"), named("thing/Irish_Farm_Board"))


def test_a_short_acronym_is_not_the_word() -> None:
    assert not merged(named("thing/WHO"), named("thing/Who"))


def test_a_film_is_not_the_company_of_its_name() -> None:
    assert not merged(named("thing/Acme_Inc"), named("thing/Acme", "kgo:Work"))


def test_common_nouns_are_never_joined() -> None:
    phrases = [Entity(f"phrase/{n}/the_company", "the company", "kgo:Company", False) for n in "ab"]
    assert not merged(*phrases)


def test_the_order_of_entities_does_not_matter() -> None:
    names = ["thing/Acme", "thing/ACME", "thing/Acme_Inc.", "place/US", "place/USA", "thing/The_Acme", "thing/Acme_Ltd"]
    entities = [named(n, "kgo:Place" if n.startswith("place") else "kgo:Company") for n in names]
    entities += [person(n) for n in ("Bell", "Anna Bell", "Mr Bell", "Anna M. Bell")]
    expected = links(entities)
    for seed in range(5):
        random.Random(seed).shuffle(entities)
        assert links(entities) == expected


def test_no_link_leads_to_an_alias() -> None:
    entities = [person(n) for n in ("Bell", "Mr Bell", "Anna Bell", "Anna M. Bell", "ANNA BELL")]
    found = merged(*entities)
    assert set(found.values()) == {"person/Anna_M._Bell"}


def test_each_link_says_why() -> None:
    assert all(link.reason for link in links([person("Bell"), person("Anna Bell"), named("place/UK", "kgo:Place")]))


def test_one_word_person_joins_the_thing_of_that_name() -> None:
    """An app that one document takes for a person is one node, not two."""
    app = Entity("thing/Douyin", "Douyin", "kgo:Organization", True)
    misread = Entity("person/Douyin", "Douyin", "kgo:Person", True)
    assert [(a, c) for a, c, _ in links([app, misread])] == [("person/Douyin", "thing/Douyin")]


def test_surname_stays_with_its_person() -> None:
    """A surname that a full name explains does not join a firm of that name."""
    firm = Entity("thing/Ford", "Ford", "kgo:Organization", True)
    short = Entity("person/Ford", "Ford", "kgo:Person", True)
    full = Entity("person/Henry_Ford", "Henry Ford", "kgo:Person", True)
    assert ("person/Ford", "person/Henry_Ford") in [(a, c) for a, c, _ in links([firm, short, full])]
