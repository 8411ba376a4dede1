"""Which names are one's, and of which kind he is, on hand-written trees."""

from __future__ import annotations

from kg.lexicon import load_lexicon
from kg.resolve.naming import body
from kg.settings import Settings
from tests.resolve.rows import GREW, LEFT, linked, resolved, row


def test_a_firm_is_not_its_branch() -> None:
    """ "Acme grew. Acme of America grew": two; but "the Church" is the Church of Riga."""
    for short, full, count in (("Acme", "America", 2), ("Church", "Riga", 1)):
        long = [
            row(1, short, short, "PROPN", "", 4, "nsubj", "B-ORG"),
            row(2, "of", "of", "ADP", "", 3, "case", "I-ORG"),
            row(3, full, full, "PROPN", "", 1, "nmod", "I-ORG"),
            row(4, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
        ]
        found = resolved(long, [row(1, short, short, "PROPN", "", 2, "nsubj", "B-ORG"), GREW])
        assert len(found.entities) == count


def test_what_a_maker_makes_is_a_product() -> None:
    """ "the maker of Skyforge" makes no body, though the tagger takes it for one; policy makers make nothing."""
    makers = [
        row(1, "makers", "maker", "NOUN", "Number=Plur", 4, "nsubj"),
        row(2, "of", "of", "ADP", "", 3, "case"),
        row(3, "Skyforge", "Skyforge", "PROPN", "", 1, "nmod", "B-ORG"),
        row(4, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    policy = [
        row(1, "policy", "policy", "NOUN", "Number=Sing", 2, "compound"),
        row(2, "makers", "maker", "NOUN", "Number=Plur", 5, "nsubj"),
        row(3, "of", "of", "ADP", "", 4, "case"),
        row(4, "Skyforge", "Skyforge", "PROPN", "", 2, "nmod", "B-ORG"),
        row(5, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    for block, type in ((makers, "kgo:Product"), (policy, "kgo:Organization")):
        assert [e.type for e in resolved(block).entities if e.name == "Skyforge"] == [type]


def test_surname_joins_full_name() -> None:
    """ "Angela Merkel … Merkel" is one person, under the full name."""
    full = [
        row(1, "Angela", "Angela", "PROPN", "", 3, "nsubj", "B-PERSON"),
        row(2, "Merkel", "Merkel", "PROPN", "", 1, "flat", "I-PERSON"),
        row(3, "spoke", "speak", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    short = [row(1, "Merkel", "Merkel", "PROPN", "", 2, "nsubj", "B-PERSON"), LEFT]
    found = resolved(full, short)
    assert found.of(0, 0) is found.of(1, 0)
    entity = found.of(1, 0)
    assert entity is not None
    assert (entity.id, entity.name) == ("person/Angela_Merkel", "Angela Merkel")


def test_surname_that_the_tagger_wavers_on_is_a_persons() -> None:
    """ "Angela Merkel … Merkel … Merkel … Merkel": taken for a body twice and for a person once, it is hers; taken for
    a body each time, it is one."""
    full = [
        row(1, "Angela", "Angela", "PROPN", "", 3, "nsubj", "B-PERSON"),
        row(2, "Merkel", "Merkel", "PROPN", "", 1, "flat", "I-PERSON"),
        row(3, "spoke", "speak", "VERB", "VerbForm=Fin", 0, "root"),
    ]

    def short(kind: str) -> list[str]:
        return [row(1, "Merkel", "Merkel", "PROPN", "", 2, "nsubj", f"B-{kind}"), LEFT]

    wavering = resolved(full, short("ORG"), short("ORG"), short("PERSON"))
    assert wavering.of(1, 0) is wavering.of(0, 0)
    firm = resolved(full, short("ORG"), short("ORG"))
    assert firm.of(1, 0) is not firm.of(0, 0)


def test_surname_is_whose_full_name_came_before() -> None:
    """ "Angela Bell … Bell … Robert Bell": the second is Angela, whom the text has told of by then."""

    def named(first: str) -> list[str]:
        return [
            row(1, first, first, "PROPN", "", 3, "nsubj", "B-PERSON"),
            row(2, "Bell", "Bell", "PROPN", "", 1, "flat", "I-PERSON"),
            row(3, "spoke", "speak", "VERB", "VerbForm=Fin", 0, "root"),
        ]

    found = resolved(
        named("Angela"), [row(1, "Bell", "Bell", "PROPN", "", 2, "nsubj", "B-PERSON"), LEFT], named("Robert")
    )
    assert found.of(1, 0) is found.of(0, 0)
    assert found.of(2, 0) is not found.of(0, 0)


def test_title_is_no_first_name() -> None:
    """ "Angela Bell … Mr. Bell … Bell": where the tagger took the title into a name, the surname is still Angela's."""
    full = [
        row(1, "Angela", "Angela", "PROPN", "", 3, "nsubj", "B-PERSON"),
        row(2, "Bell", "Bell", "PROPN", "", 1, "flat", "I-PERSON"),
        row(3, "spoke", "speak", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    titled = [full[0].replace("Angela", "Mr."), *full[1:]]
    found = resolved(full, titled, [row(1, "Bell", "Bell", "PROPN", "", 2, "nsubj", "B-PERSON"), LEFT])
    assert found.of(2, 0) is found.of(0, 0)


def test_country_has_one_name() -> None:
    """ "US" and "United States" are one place."""
    first = [row(1, "US", "US", "PROPN", "", 0, "root", "B-GPE")]
    second = [
        row(1, "United", "United", "PROPN", "", 2, "compound", "B-GPE"),
        row(2, "States", "States", "PROPN", "", 0, "root", "I-GPE"),
    ]
    found = resolved(first, second)
    assert found.of(0, 0) is found.of(1, 1)


def test_a_name_says_what_kind_of_body_it_is() -> None:
    """The "Trade Ministry" is one of government."""
    rows = [
        row(1, "Trade", "trade", "PROPN", "", 2, "compound", "B-ORG"),
        row(2, "Ministry", "ministry", "PROPN", "", 3, "nsubj", "I-ORG"),
        row(3, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(rows).of(0, 1)
    assert entity is not None and entity.type == "kgo:Government"


def test_two_sons_are_not_the_first() -> None:
    """ "Nokia had two rivals, Acme and Basil": nobody had Acme alone."""
    rows = [
        row(1, "Nokia", "Nokia", "PROPN", "", 2, "nsubj", "B-ORG"),
        row(2, "had", "have", "VERB", "VerbForm=Fin", 0, "root"),
        row(3, "two", "two", "NUM", "", 4, "nummod"),
        row(4, "rivals", "rival", "NOUN", "Number=Plur", 2, "obj"),
        row(5, ",", ",", "PUNCT", "", 6, "punct"),
        row(6, "Acme", "Acme", "PROPN", "", 4, "appos", "B-ORG"),
        row(7, "and", "and", "CCONJ", "", 8, "cc"),
        row(8, "Basil", "Basil", "PROPN", "", 6, "conj", "B-ORG"),
    ]
    entity = resolved(rows).of(0, 3)
    assert entity is not None and entity.name == "two rivals"


def test_a_firm_is_called_without_its_trade() -> None:
    """ "Halvard Energy grew. Halvard failed.": one firm, though the tagger take the short name for a person."""
    first = [
        row(1, "Halvard", "Halvard", "PROPN", "", 2, "compound", "B-ORG"),
        row(2, "Energy", "Energy", "PROPN", "", 3, "nsubj", "I-ORG"),
        row(3, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    later = [row(1, "Halvard", "Halvard", "PROPN", "", 2, "nsubj", "B-PERSON"), LEFT]
    found = resolved(first, later)
    entity = found.of(1, 0)
    assert entity is not None
    assert entity is found.of(0, 1)
    assert (entity.name, entity.type) == ("Halvard Energy", "kgo:Organization")


def test_a_department_of_a_subject_is_no_government() -> None:
    """A state has a department of justice, and a university one of linguistics."""
    lexicon = load_lexicon(Settings().ontology_files)
    assert body("Department of Justice", lexicon) == "kgo:Government"
    assert body("Department of Linguistics", lexicon) is None


def test_a_firm_of_an_unusual_name_is_what_the_text_calls_it() -> None:
    """ "the company Halstad", tagged as a person: a company."""
    rows = [
        row(1, "company", "company", "NOUN", "Number=Sing", 2, "nmod:desc"),
        row(2, "Halstad", "Halstad", "PROPN", "", 3, "nsubj", "B-PERSON"),
        row(3, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(rows).of(0, 1)
    assert entity is not None and entity.type == "kgo:Company"


def test_kin_who_are_named_together_are_each_others() -> None:
    """ "Otto and his wife Ann left.": Otto's wife, whatever else the model links."""
    rows = [
        row(1, "Otto", "Otto", "PROPN", "", 6, "nsubj", "B-PERSON"),
        row(2, "and", "and", "CCONJ", "", 4, "cc"),
        row(3, "his", "his", "PRON", "Gender=Masc|Poss=Yes", 4, "nmod:poss"),
        row(4, "wife", "wife", "NOUN", "Number=Sing", 1, "conj"),
        row(5, "Ann", "Ann", "PROPN", "", 4, "appos", "B-PERSON"),
        row(6, "left", "leave", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    found = linked([{}], rows)
    assert found.of(0, 2) is found.of(0, 0)
