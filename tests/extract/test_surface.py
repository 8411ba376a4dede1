"""Tuples in the text's own words, on hand-written trees."""

from __future__ import annotations

from kg.extract.surface import surface
from kg.lexicon import load_lexicon
from kg.parse.tree import Tree
from kg.settings import Settings
from tests.extract.trees import read

# "He quietly sold the old plant to Nokia in May ."
SOLD = """\
1\tHe\the\tPRON\t_\tNumber=Sing\t3\tnsubj\t_\t_
2\tquietly\tquietly\tADV\t_\t_\t3\tadvmod\t_\t_
3\tsold\tsell\tVERB\t_\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
4\tthe\tthe\tDET\t_\t_\t6\tdet\t_\t_
5\told\told\tADJ\t_\t_\t6\tamod\t_\t_
6\tplant\tplant\tNOUN\t_\tNumber=Sing\t3\tobj\t_\t_
7\tto\tto\tADP\t_\t_\t8\tcase\t_\t_
8\tNokia\tNokia\tPROPN\t_\tNumber=Sing\t3\tobl\t_\tNER=B-ORG
9\tin\tin\tADP\t_\t_\t10\tcase\t_\t_
10\tMay\tMay\tPROPN\t_\tNumber=Sing\t3\tobl\t_\tNER=B-DATE
11\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_
"""
# "Prices rose yesterday ."
ROSE = """\
1\tPrices\tprice\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\t_
2\trose\trise\tVERB\t_\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
3\tyesterday\tyesterday\tNOUN\t_\tNumber=Sing\t2\tobl:unmarked\t_\tNER=B-DATE
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_
"""


def tuples(conllu: str, *, binary: bool) -> set[tuple[str, ...]]:
    """(relation, arguments …) of a sentence."""
    tree = Tree(read(conllu.rstrip("\n"), 0, 0))
    found = surface(tree, load_lexicon(Settings().ontology_files), binary=binary)
    return {(t.relation, *t.arguments) for t in found}


def test_an_unresolved_pronoun_is_an_argument_here() -> None:
    """ "He" means nobody in particular, which the graph would not take; further phrases keep their prepositions."""
    assert tuples(SOLD, binary=False) == {("sold", "He", "the old plant", "quietly", "to Nokia", "in May")}


def test_of_two_arguments_each_phrase_makes_a_tuple() -> None:
    """The object goes into the relation."""
    found = tuples(SOLD, binary=True)
    assert ("sold", "He", "the old plant") in found
    assert ("sold the old plant to", "He", "Nokia") in found
    assert ("sold the old plant in", "He", "May") in found


def test_a_verb_with_little_beside_it_is_told() -> None:
    """No object, no name: too little for a graph."""
    assert tuples(ROSE, binary=False) == {("rose", "Prices", "yesterday")}


# "Cases involving fraud collapsed ."
INVOLVING = """\
1\tCases\tcase\tNOUN\t_\tNumber=Plur\t4\tnsubj\t_\t_
2\tinvolving\tinvolve\tVERB\t_\tVerbForm=Ger\t1\tacl\t_\t_
3\tfraud\tfraud\tNOUN\t_\tNumber=Sing\t2\tobj\t_\t_
4\tcollapsed\tcollapse\tVERB\t_\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_
"""
# "She held a rope dangling off the roof ."
DANGLING = """\
1\tShe\tshe\tPRON\t_\tNumber=Sing\t2\tnsubj\t_\t_
2\theld\thold\tVERB\t_\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
3\ta\ta\tDET\t_\t_\t4\tdet\t_\t_
4\trope\trope\tNOUN\t_\tNumber=Sing\t2\tobj\t_\t_
5\tdangling\tdangle\tVERB\t_\tVerbForm=Ger\t4\tacl\t_\t_
6\toff\toff\tADP\t_\t_\t8\tcase\t_\t_
7\tthe\tthe\tDET\t_\t_\t8\tdet\t_\t_
8\troof\troof\tNOUN\t_\tNumber=Sing\t5\tobl\t_\t_
9\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_
"""


def test_a_participle_is_told_as_the_text_has_it() -> None:
    """The graph says "involve" and "was dangling off"; a benchmark wants no word that the text has not."""
    assert ("involving", "Cases", "fraud") in tuples(INVOLVING, binary=True)
    assert ("dangling off", "a rope", "the roof") in tuples(DANGLING, binary=True)
