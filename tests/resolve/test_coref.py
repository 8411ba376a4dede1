"""Who is meant: names, pronouns and definite nouns, on hand-written trees."""

from __future__ import annotations

from dataclasses import replace

from kg.lexicon import load_lexicon
from kg.parse.tree import Tree
from kg.resolve.entities import Resolution, resolve
from kg.resolve.naming import body
from kg.settings import Settings
from tests.extract.trees import read


def row(index: int, form: str, lemma: str, upos: str, feats: str, head: int, deprel: str, ner: str = "") -> str:
    """A CoNLL-U row."""
    return f"{index}\t{form}\t{lemma}\t{upos}\t_\t{feats or '_'}\t{head}\t{deprel}\t_\t{f'NER={ner}' if ner else '_'}"


def resolved(*blocks: list[str]) -> Resolution:
    """The entities of sentences given as rows."""
    sentences, offset = [], 0
    for number, block in enumerate(blocks):
        sentences.append(read("\n".join(block), number, offset))
        offset = sentences[-1].span.end + 1
    return resolve("test", [Tree(s) for s in sentences], load_lexicon(Settings().ontology_files))


GREW = row(2, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root")
LEFT = row(2, "left", "leave", "VERB", "VerbForm=Fin", 0, "root")
BOUGHT = [
    row(1, "Nokia", "Nokia", "PROPN", "Number=Sing", 2, "nsubj", "B-ORG"),
    row(2, "bought", "buy", "VERB", "Tense=Past|VerbForm=Fin", 0, "root"),
    row(3, "Alcatel", "Alcatel", "PROPN", "Number=Sing", 2, "obj", "B-ORG"),
]


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
    later = [
        row(1, "The", "the", "DET", "Definite=Def", 2, "det"),
        row(2, "company", "company", "NOUN", "Number=Sing", 3, "nsubj"),
        row(3, "failed", "fail", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(grew, later).of(1, 1)
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
    later = [
        row(1, "The", "the", "DET", "Definite=Def", 2, "det"),
        row(2, "company", "company", "NOUN", "Number=Sing", 3, "nsubj"),
        row(3, "failed", "fail", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(grew, ministry, later).of(2, 1)
    assert entity is not None
    assert entity.name == "Nokia"


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


def test_the_company_may_be_a_group() -> None:
    """ "The Tata Group grew. The company failed": a group may be a firm."""
    group = [
        row(1, "Tata", "Tata", "PROPN", "", 2, "compound", "B-ORG"),
        row(2, "Group", "Group", "PROPN", "", 3, "nsubj", "I-ORG"),
        row(3, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    later = [
        row(1, "The", "the", "DET", "Definite=Def", 2, "det"),
        row(2, "company", "company", "NOUN", "Number=Sing", 3, "nsubj"),
        row(3, "failed", "fail", "VERB", "VerbForm=Fin", 0, "root"),
    ]
    entity = resolved(group, later).of(1, 1)
    assert entity is not None
    assert entity.name == "Tata Group"


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


def test_no_pronoun_is_an_entity() -> None:
    """Whatever stays unresolved stands for nothing."""
    found = resolved([row(1, "They", "they", "PRON", "Number=Plur", 2, "nsubj"), LEFT])
    assert found.entities == ()


def linked(chains: list[dict[int, int]], *blocks: list[str]) -> Resolution:
    """The entities of sentences given as rows, under the chains that a model has found in each."""
    sentences, offset = [], 0
    for number, (block, known) in enumerate(zip(blocks, chains, strict=True)):
        sentences.append(replace(read("\n".join(block), number, offset), chains=known))
        offset = sentences[-1].span.end + 1
    return resolve("test", [Tree(s) for s in sentences], load_lexicon(Settings().ontology_files))


IT_GREW = [row(1, "It", "it", "PRON", "Number=Sing", 2, "nsubj"), GREW]
SHE_LEFT = [row(1, "She", "she", "PRON", "Gender=Fem", 2, "nsubj"), LEFT]


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
