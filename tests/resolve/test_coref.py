"""Who is meant by pronouns and definite nouns, on hand-written trees."""

from __future__ import annotations

from tests.resolve.rows import BOUGHT, COMPANY_FAILED, GREW, IT_GREW, LEFT, SHE_LEFT, linked, resolved, row


def test_subject_pronoun_means_last_subject() -> None:
    """ "Nokia bought Alcatel. It grew." """
    found = resolved(BOUGHT, [row(1, "It", "it", "PRON", "Number=Sing", 2, "nsubj"), GREW])
    entity = found.of(1, 0)
    assert entity is not None
    assert entity.name == "Nokia"


def test_person_pronoun_needs_a_person() -> None:
    """ "She" never means a company: the mention stays unresolved."""
    found = resolved(BOUGHT, [row(1, "She", "she", "PRON", "Gender=Fem", 2, "nsubj"), LEFT])
    assert found.of(1, 0) is None


def test_definite_noun_means_company_near() -> None:
    """ "Nokia grew. The company …" means Nokia."""
    grew = [row(1, "Nokia", "Nokia", "PROPN", "", 2, "nsubj", "B-ORG"), GREW]
    entity = resolved(grew, COMPANY_FAILED).of(1, 1)
    assert entity is not None
    assert entity.name == "Nokia"


def test_the_company_is_no_ministry() -> None:
    """ "Nokia grew. The Ministry of Trade grew. The company failed": Nokia is meant, though the ministry is nearer."""
    grew = [row(1, "Nokia", "Nokia", "PROPN", "", 2, "nsubj", "B-ORG"), GREW]
    ministry = [
        row(1, "Ministry", "Ministry", "PROPN", "", 4, "nsubj", "B-ORG"),
        row(2, "of", "of", "ADP", "", 3, "case", "I-ORG"),
        row(3, "Trade", "Trade", "PROPN", "", 1, "nmod", "I-ORG"),
        row(4, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(grew, ministry, COMPANY_FAILED).of(2, 1)
    assert entity is not None
    assert entity.name == "Nokia"


def test_the_company_may_be_a_group() -> None:
    """ "The Tata Group grew. The company failed": a group may be a firm."""
    group = [
        row(1, "Tata", "Tata", "PROPN", "", 2, "compound", "B-ORG"),
        row(2, "Group", "Group", "PROPN", "", 3, "nsubj", "I-ORG"),
        row(3, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(group, COMPANY_FAILED).of(1, 1)
    assert entity is not None
    assert entity.name == "Tata Group"


def test_no_pronoun_is_an_entity() -> None:
    """Whatever stays unresolved stands for nothing."""
    found = resolved([row(1, "They", "they", "PRON", "Number=Plur", 2, "nsubj"), LEFT])
    assert found.entities == ()


def test_the_model_is_believed_against_salience() -> None:
    """ "Nokia bought Alcatel. It grew.", where the model links the object."""
    entity = linked([{2: 0}, {0: 0}], BOUGHT, IT_GREW).of(1, 0)
    assert entity is not None
    assert entity.name == "Alcatel"


def test_what_the_model_leaves_open_stays_open() -> None:
    """A pronoun in no chain stands for nobody, however salient the subject before it."""
    assert linked([{}, {}], BOUGHT, IT_GREW).of(1, 0) is None


def test_the_model_is_not_believed_against_grammar() -> None:
    """ "She" in one chain with a company means nobody."""
    assert linked([{0: 0}, {0: 0}], BOUGHT, SHE_LEFT).of(1, 0) is None


def test_a_noun_phrase_is_taken_up_by_its_chain() -> None:
    """ "Nokia bought Alcatel. The maker grew.": a noun that nothing else tells of."""
    later = [
        row(1, "The", "the", "DET", "Definite=Def", 2, "det"),
        row(2, "maker", "maker", "NOUN", "Number=Sing", 3, "nsubj"),
        row(3, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = linked([{0: 0}, {1: 0}], BOUGHT, later).of(1, 1)
    assert entity is not None
    assert entity.name == "Nokia"


def test_a_pronoun_is_not_named_below_itself() -> None:
    """ "Nokia fell. It said that Nokia grew.": "it" is somebody else, whatever the model links."""
    said = [
        row(1, "It", "it", "PRON", "Number=Sing", 2, "nsubj"),
        row(2, "said", "say", "VERB", "VerbForm=Fin", 0, "root"),
        row(3, "Nokia", "Nokia", "PROPN", "Number=Sing", 4, "nsubj", "B-ORG"),
        row(4, "grew", "grow", "VERB", "VerbForm=Fin", 2, "ccomp"),
    ]
    assert linked([{0: 0}, {0: 0, 2: 0}], BOUGHT, said).of(1, 0) is None


def test_demonstrative_takes_up_the_phrase_with_its_noun() -> None:
    """ "This theory" is the theory of which the sentence before spoke, and bears its name."""
    first = [
        row(1, "Weyl", "Weyl", "PROPN", "Number=Sing", 2, "nsubj", "B-PERSON"),
        row(2, "wrote", "write", "VERB", "VerbForm=Fin", 0, "root"),
        row(3, "a", "a", "DET", "", 5, "det"),
        row(4, "gauge", "gauge", "NOUN", "Number=Sing", 5, "compound"),
        row(5, "theory", "theory", "NOUN", "Number=Sing", 2, "obj"),
    ]
    second = [
        row(1, "This", "this", "DET", "", 2, "det"),
        row(2, "theory", "theory", "NOUN", "Number=Sing", 3, "nsubj"),
        row(3, "failed", "fail", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    found = resolved(first, second)
    taken = found.of(1, 1)
    assert taken is not None and taken is found.of(0, 4) and taken.name == "gauge theory"


STATE_SUED = [
    row(1, "Acme", "Acme", "PROPN", "", 2, "nsubj", "B-ORG"),
    row(2, "sued", "sue", "VERB", "VerbForm=Fin", 0, "root"),
    row(3, "Norway", "Norway", "PROPN", "", 2, "obj", "B-GPE"),
    row(4, "over", "over", "ADP", "", 7, "case"),
    row(5, "its", "its", "PRON", "Poss=Yes", 7, "nmod:poss"),
    row(6, "parent", "parent", "NOUN", "Number=Sing", 7, "compound"),
    row(7, "company", "company", "NOUN", "Number=Sing", 2, "obl"),
]


def test_a_state_has_no_parent_company() -> None:
    """ "Acme sued Norway over its parent company": Acme's, though the model links Norway."""
    entity = linked([{2: 0, 4: 0}], STATE_SUED).of(0, 4)
    assert entity is not None and entity.name == "Acme"


def test_what_is_called_a_happening_is_no_company() -> None:
    """ "Nokia bought Alcatel. It is an acquisition.": not Nokia, whatever the model links."""
    called = [
        row(1, "It", "it", "PRON", "Number=Sing", 4, "nsubj"),
        row(2, "is", "be", "AUX", "VerbForm=Fin", 4, "cop"),
        row(3, "an", "a", "DET", "", 4, "det"),
        row(4, "acquisition", "acquisition", "NOUN", "Number=Sing", 0, "root"),
    ]
    assert linked([{0: 0}, {0: 0}], BOUGHT, called).of(1, 0) is None


def test_two_offices_are_of_the_one_behind_them() -> None:
    """ "Founder and head, Ann left": both are Ann."""
    rows = [
        row(1, "Founder", "founder", "NOUN", "Number=Sing", 6, "nsubj"),
        row(2, "and", "and", "CCONJ", "", 3, "cc"),
        row(3, "head", "head", "NOUN", "Number=Sing", 1, "conj"),
        row(4, ",", ",", "PUNCT", "", 5, "punct"),
        row(5, "Ann", "Ann", "PROPN", "", 3, "appos", "B-PERSON"),
        row(6, "left", "leave", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    found = resolved(rows)
    assert found.of(0, 0) is found.of(0, 4)


def test_the_president_is_who_was_called_so() -> None:
    """ "President Ann left. The President spoke." """
    first = [
        row(1, "President", "president", "PROPN", "", 2, "nmod:desc"),
        row(2, "Ann", "Ann", "PROPN", "", 3, "nsubj", "B-PERSON"),
        row(3, "left", "leave", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    later = [
        row(1, "The", "the", "DET", "Definite=Def", 2, "det"),
        row(2, "President", "president", "PROPN", "Number=Sing", 3, "nsubj", "B-PERSON"),
        row(3, "spoke", "speak", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    found = resolved(first, later)
    assert found.of(1, 1) is found.of(0, 1)


def test_half_of_it_is_half_of_what_it_means() -> None:
    """ "Nokia grew. Ann bought half of it.": half of Nokia."""
    later = [
        row(1, "Ann", "Ann", "PROPN", "", 2, "nsubj", "B-PERSON"),
        row(2, "bought", "buy", "VERB", "VerbForm=Fin", 0, "root"),
        row(3, "half", "half", "NOUN", "Number=Sing", 2, "obj"),
        row(4, "of", "of", "ADP", "", 5, "case"),
        row(5, "it", "it", "PRON", "Number=Sing", 3, "nmod"),
    ]
    grew = [row(1, "Nokia", "Nokia", "PROPN", "", 2, "nsubj", "B-ORG"), GREW]
    half = linked([{0: 0}, {4: 0}], grew, later).of(1, 2)
    assert half is not None and half.name == "half of Nokia"


def test_the_bank_is_a_company_that_was_called_so() -> None:
    """ "Nokia grew. The bank fell.": no word of Nokia's being one."""
    grew = [row(1, "Nokia", "Nokia", "PROPN", "", 2, "nsubj", "B-ORG"), GREW]
    later = [
        row(1, "The", "the", "DET", "Definite=Def", 2, "det"),
        row(2, "bank", "bank", "NOUN", "Number=Sing", 3, "nsubj"),
        row(3, "fell", "fall", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(grew, later).of(1, 1)
    assert entity is not None and entity.name == "bank"


def test_it_that_stands_for_a_clause_means_nothing() -> None:
    """ "Nokia bought Alcatel. It was agreed to grow.": nobody agreed on Nokia."""
    agreed = [
        row(1, "It", "it", "PRON", "Number=Sing", 3, "nsubj:pass"),
        row(2, "was", "be", "AUX", "Tense=Past|VerbForm=Fin", 3, "aux:pass"),
        row(3, "agreed", "agree", "VERB", "Tense=Past|VerbForm=Part", 0, "root"),
        row(4, "to", "to", "PART", "", 5, "mark"),
        row(5, "grow", "grow", "VERB", "VerbForm=Inf", 3, "xcomp"),
    ]
    assert linked([{0: 0}, {0: 0}], BOUGHT, agreed).of(1, 0) is None
