"""Coreference chains from word vectors, on hand-written sentences and a ranker made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from kg.parse.coref import MENTION, PAIR, UNARY, Candidates, Pairs, Ranker, chains, likely
from kg.parse.sentences import linked
from kg.types import Sentence, Word

WIDTH = 4


def sentence(number: int, *rows: tuple[str, str, int, str]) -> Sentence:
    """A sentence of words, tags, heads (from 0) and relations."""
    words = tuple(
        Word(i, form, form.lower(), upos, "", head, relation, "O", 0, 0)
        for i, (form, upos, head, relation) in enumerate(rows)
    )
    return Sentence(number, " ".join(w.text for w in words), 0, words)


TEXT = [
    sentence(0, ("Nokia", "PROPN", 1, "nsubj"), ("bought", "VERB", 1, "root"), ("Alcatel", "PROPN", 1, "obj")),
    sentence(1, ("It", "PRON", 1, "nsubj"), ("grew", "VERB", 1, "root")),
    sentence(2, ("Nokia", "PROPN", 1, "nsubj"), ("fell", "VERB", 1, "root")),
]


def blank() -> Ranker:
    """A ranker that adds nothing to what the vectors say."""
    hidden = 2
    shapes = {
        "anaphor": (WIDTH, hidden), "antecedent": (WIDTH, hidden), "unary_anaphor": (sum(UNARY), hidden),
        "unary_antecedent": (sum(UNARY), hidden), "pair": (sum(PAIR), hidden), "dot": (hidden,),
        "product": (WIDTH, hidden), "heads": (4, hidden), "out": (hidden,),
        "pair_bias": (sum(PAIR),), "unary_bias": (sum(UNARY),),
    }  # fmt: skip
    return Ranker(**{name: np.zeros(shape, np.float32) for name, shape in shapes.items()})


def vectors(*links: tuple[int, int, float], words: int = 7) -> np.ndarray:
    """Vectors under which word a takes up word b with a score, each link along an axis of its own."""
    found = np.zeros((words, 2 * WIDTH + MENTION), np.float32)
    for axis, (a, b, score) in enumerate(links):
        found[a, axis] += score * WIDTH**0.5
        found[b, WIDTH + axis] += 1.0
    return found


def test_a_word_is_linked_to_its_best_antecedent() -> None:
    """ "It" scores higher with Nokia than with Alcatel."""
    assert chains(TEXT, vectors((3, 0, 2.0), (3, 2, 1.0)), blank()) == [[0, 3]]


def test_no_score_above_none_is_no_chain() -> None:
    """What has no antecedent better than none stays alone."""
    assert chains(TEXT, vectors((3, 0, -1.0), (3, 2, -2.0)), blank()) == []


def test_links_make_chains() -> None:
    """Nokia, it, Nokia: two links, one chain."""
    assert chains(TEXT, vectors((3, 0, 2.0), (5, 3, 2.0)), blank()) == [[0, 3, 5]]


def test_he_and_she_are_never_one() -> None:
    """A pronoun whose best antecedent already is of the other gender takes the next best."""
    text = [
        sentence(0, ("Kim", "PROPN", 1, "nsubj"), ("met", "VERB", 1, "root"), ("Lee", "PROPN", 1, "obj")),
        sentence(1, ("She", "PRON", 1, "nsubj"), ("saw", "VERB", 1, "root"), ("him", "PRON", 1, "obj")),
    ]
    assert chains(text, vectors((3, 0, 2.0), (5, 0, 2.0), (5, 2, 1.0), words=6), blank()) == [[0, 3], [2, 5]]


def test_the_object_is_not_the_subject_of_its_clause() -> None:
    """ "Ann told Eve to ask her": asked by Eve is somebody else, whatever the vectors say."""
    rows = [("Ann", "PROPN", 1, "nsubj"), ("told", "VERB", 1, "root"), ("Eve", "PROPN", 1, "obj")]
    text = [sentence(0, *rows, ("to", "PART", 4, "mark"), ("ask", "VERB", 1, "xcomp"), ("her", "PRON", 4, "obj"))]
    assert chains(text, vectors((5, 2, 2.0), (5, 0, 1.0), words=6), blank()) == [[0, 5]]


def test_a_chain_is_asked_as_a_whole() -> None:
    """ "Kim left. Kim saw him": what is linked to the first Kim is not the second, who sees."""
    text = [
        sentence(0, ("Kim", "PROPN", 1, "nsubj"), ("left", "VERB", 1, "root")),
        sentence(1, ("Kim", "PROPN", 1, "nsubj"), ("saw", "VERB", 1, "root"), ("him", "PRON", 1, "obj")),
    ]
    assert chains(text, vectors((2, 0, 2.0), (4, 0, 1.0), words=5), blank()) == [[0, 2]]


def test_a_possessive_in_an_apposition_is_not_whom_it_describes() -> None:
    """ "Ann met Eve, her sister": hers is Ann."""
    rows = [("Ann", "PROPN", 1, "nsubj"), ("met", "VERB", 1, "root"), ("Eve", "PROPN", 1, "obj")]
    text = [sentence(0, *rows, ("her", "PRON", 4, "nmod:poss"), ("sister", "NOUN", 2, "appos"))]
    assert chains(text, vectors((3, 2, 2.0), (3, 0, 1.0), words=5), blank()) == [[0, 3]]


def test_the_speaker_is_rather_meant_by_the_subject_of_what_is_said() -> None:
    """ "Nokia, which owns Alcatel, said that it grew": Nokia did, though a little more speaks for Alcatel."""
    rows = [("Nokia", "PROPN", 3, "nsubj"), ("owns", "VERB", 0, "acl:relcl"), ("Alcatel", "PROPN", 1, "obj")]
    text = [sentence(0, *rows, ("said", "VERB", 3, "root"), ("it", "PRON", 5, "nsubj"), ("grew", "VERB", 3, "ccomp"))]
    assert chains(text, vectors((4, 0, 1.0), (4, 2, 1.5), words=6), blank()) == [[0, 4]]


def test_the_subject_does_not_buy_a_part_of_itself() -> None:
    """ "Nokia bought half of it": of something else."""
    text = [
        sentence(0, ("Alcatel", "PROPN", 1, "nsubj"), ("fell", "VERB", 1, "root")),
        sentence(
            1,
            ("Nokia", "PROPN", 1, "nsubj"),
            ("bought", "VERB", 1, "root"),
            ("half", "NOUN", 1, "obj"),
            ("of", "ADP", 4, "case"),
            ("it", "PRON", 2, "nmod"),
        ),
    ]
    assert chains(text, vectors((6, 2, 2.0), (6, 0, 1.0), words=7), blank()) == [[0, 6]]


def test_the_possessor_within_a_subject_is_rather_the_subject_before() -> None:
    """ "Nokia, which sold Alcatel, grew. Its owner left.": Nokia's, though a little more speaks for Alcatel."""
    rows = [("Nokia", "PROPN", 3, "nsubj"), ("sold", "VERB", 0, "acl:relcl"), ("Alcatel", "PROPN", 1, "obj")]
    owner = [("Its", "PRON", 1, "nmod:poss"), ("owner", "NOUN", 2, "nsubj"), ("left", "VERB", 2, "root")]
    text = [sentence(0, *rows, ("grew", "VERB", 3, "root")), sentence(1, *owner)]
    assert chains(text, vectors((4, 0, 1.0), (4, 2, 1.5), words=7), blank()) == [[0, 4]]


def test_its_thing_is_rather_its_subjects() -> None:
    """ "Nokia grew, Alcatel sold its shares": Alcatel's, though a little more speaks for Nokia."""
    rows = [("Nokia", "PROPN", 1, "nsubj"), ("grew", "VERB", 1, "root")]
    sold = [("Alcatel", "PROPN", 3, "nsubj"), ("sold", "VERB", 1, "conj")]
    text = [sentence(0, *rows, *sold, ("its", "PRON", 5, "nmod:poss"), ("shares", "NOUN", 3, "obj"))]
    assert chains(text, vectors((4, 2, 1.0), (4, 0, 1.5), words=6), blank()) == [[2, 4]]


def test_two_organisations_are_two() -> None:
    """Names without a word in common are no chain, but initials are their name."""
    rows = [("Nokia", "B-ORG"), ("Alcatel", "B-ORG"), ("European", "B-ORG"), ("Union", "I-ORG"), ("EU", "B-ORG")]
    heads = [(0, "root"), (0, "conj"), (3, "amod"), (0, "conj"), (0, "conj")]
    words = tuple(
        Word(i, form, form, "ADJ" if form == "European" else "PROPN", "", head, relation, ner, 0, 0)
        for i, ((form, ner), (head, relation)) in enumerate(zip(rows, heads, strict=True))
    )
    text = [Sentence(0, " ".join(form for form, _ in rows), 0, words)]
    assert chains(text, vectors((1, 0, 2.0), (4, 3, 1.0), words=5), blank()) == [[3, 4]]


def test_verbs_are_no_candidates() -> None:
    """Only what can head a noun phrase is."""
    found = Candidates.of(TEXT, likely(vectors()))
    assert found.word.tolist() == [0, 2, 3, 5]


def test_the_same_name_is_compared_from_afar() -> None:
    """A name meets its earlier mentions beyond the reach of others."""
    long = [TEXT[0], *(sentence(k, (f"Word{k}", "NOUN", 0, "root")) for k in range(1, 120)), TEXT[2]]
    words = sum(len(s.words) for s in long)
    found = Candidates.of(long, likely(vectors(words=words)))
    pairs = Pairs.of(found)
    last = len(found.word) - 1
    assert 0 in pairs.antecedent[pairs.anaphor == last]
    assert 1 not in pairs.antecedent[pairs.anaphor == last]


def test_sentences_know_their_chains() -> None:
    """A word's chain is found in its sentence."""
    known = linked(TEXT, [[0, 3]])
    assert [dict(s.chains or {}) for s in known] == [{0: 0}, {0: 0}, {}]


def test_nothing_said_is_no_chain() -> None:
    """A document without a candidate."""
    assert chains([sentence(0, ("grew", "VERB", 0, "root"))], vectors(words=1), blank()) == []


def test_a_pronoun_that_may_as_well_mean_another_is_left_out() -> None:
    """ "It" is Nokia's, but hardly more than Alcatel's; and "its", that takes up "it", is no surer."""
    close = vectors((3, 0, 2.0), (3, 2, 1.9))
    assert chains(TEXT, close, blank()) == [[0, 3]]
    assert chains(TEXT, close, blank(), certain=True) == []
    assert chains(TEXT, vectors((3, 0, 2.0), (3, 2, 0.5)), blank(), certain=True) == [[0, 3]]
    more = sentence(2, ("Its", "PRON", 1, "nmod:poss"), ("roof", "NOUN", 2, "nsubj"), ("fell", "VERB", 2, "root"))
    told = vectors((3, 0, 2.0), (3, 2, 1.9), (5, 3, 2.0), words=8)
    assert chains([*TEXT[:2], more], told, blank()) == [[0, 3, 5]]
    assert chains([*TEXT[:2], more], told, blank(), certain=True) == []


def test_whom_grammar_excludes_is_no_rival() -> None:
    """ "Nokia left. Alcatel blamed it": though as much speaks for Alcatel."""
    text = [
        sentence(0, ("Nokia", "PROPN", 1, "nsubj"), ("left", "VERB", 1, "root")),
        sentence(1, ("Alcatel", "PROPN", 1, "nsubj"), ("blamed", "VERB", 1, "root"), ("it", "PRON", 1, "obj")),
    ]
    assert chains(text, vectors((4, 0, 2.0), (4, 2, 1.5), words=5), blank(), certain=True) == [[0, 4]]


def test_a_weakly_linked_noun_is_certainly_nobodys() -> None:
    """ "Nokia fell. The mill closed": a link that is little better than none is not told as certain."""
    nokia = sentence(0, ("Nokia", "PROPN", 1, "nsubj"), ("fell", "VERB", 1, "root"))
    mill = sentence(1, ("The", "DET", 1, "det"), ("mill", "NOUN", 2, "nsubj"), ("closed", "VERB", 2, "root"))
    text = [nokia, mill]
    for score, certain, expected in ((1.0, True, []), (1.0, False, [[0, 3]]), (2.5, True, [[0, 3]])):
        assert chains(text, vectors((3, 0, score), words=5), blank(), certain=certain) == expected


@pytest.mark.parametrize("pronoun", ["It", "They"])
def test_an_it_that_means_no_name_and_a_they_are_asked_more(pronoun: str) -> None:
    """ "The mill closed. It burned": of an "it" without a name in its chain half of the weaker links are wrong."""
    mill = sentence(0, ("The", "DET", 1, "det"), ("mill", "NOUN", 2, "nsubj"), ("closed", "VERB", 2, "root"))
    text = [mill, sentence(1, (pronoun, "PRON", 1, "nsubj"), ("burned", "VERB", 1, "root"))]
    for score, certain, expected in ((1.0, True, []), (1.0, False, [[1, 3]]), (3.0, True, [[1, 3]])):
        assert chains(text, vectors((3, 1, score), words=5), blank(), certain=certain) == expected


def test_the_words_of_one_name_are_no_rivals() -> None:
    """ "Royal Mail fell. It grew": Royal is no other thing that "it" may as well mean."""
    rows = [("Royal", "PROPN", "B-ORG", 1, "compound"), ("Mail", "PROPN", "I-ORG", 2, "nsubj")]
    rows += [("fell", "VERB", "O", 2, "root")]
    words = tuple(
        Word(i, form, form, upos, "", head, rel, ner, 0, 0) for i, (form, upos, ner, head, rel) in enumerate(rows)
    )
    text = [Sentence(0, "Royal Mail fell", 0, words), TEXT[1]]
    close = vectors((3, 1, 2.0), (3, 0, 1.9), words=5)
    assert chains(text, close, blank(), certain=True) == [[1, 3]]


def test_what_a_subject_becomes_is_rather_not_meant() -> None:
    """ "Nokia became a rival. It grew": Nokia did, though a little more speaks for the rival."""
    rival = ("rival", "NOUN", 1, "xcomp")
    text = [sentence(0, ("Nokia", "PROPN", 1, "nsubj"), ("become", "VERB", 1, "root"), rival), TEXT[1]]
    assert chains(text, vectors((3, 0, 1.0), (3, 2, 1.2), words=5), blank()) == [[0, 3]]


def test_an_argument_of_the_fronted_participle_is_not_its_subject() -> None:
    """ "Leaving Acme, it grew": whoever leaves Acme is not Acme."""
    text = [
        sentence(0, ("Nokia", "PROPN", 1, "nsubj"), ("fell", "VERB", 1, "root")),
        sentence(
            1,
            ("Leaving", "VERB", 3, "advcl"),
            ("Acme", "PROPN", 0, "obj"),
            ("it", "PRON", 3, "nsubj"),
            ("grew", "VERB", 3, "root"),
        ),
    ]
    assert chains(text, vectors((4, 3, 2.0), (4, 0, 1.0), words=6), blank()) == [[0, 4]]
