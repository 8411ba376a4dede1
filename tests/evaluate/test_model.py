"""``kg evaluate model``, on a treebank of two sentences of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.evaluate.treebank import paragraphs

TREEBANK = """\
# newdoc id = GUM_news_plant
# newpar
1\tNokia\tNokia\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_
2\tsold\tsell\tVERB\tVBD\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
3\tthe\tthe\tDET\tDT\tDefinite=Def|PronType=Art\t4\tdet\t_\t_
4\tplant\tplant\tNOUN\tNN\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_
1\tIt\tit\tPRON\tPRP\t_\t3\tnsubj\t_\t_
2\t's\tbe\tAUX\tVBZ\t_\t3\tcop\t_\t_
3\told\told\tADJ\tJJ\tDegree=Pos\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data with a treebank in it."""
    (tmp_path / "ud").mkdir()
    (tmp_path / "ud" / "en_gum-dev.conllu").write_text(TREEBANK, encoding="utf8")
    return tmp_path


def test_raw_text_is_spaced_as_the_treebank_says(data: Path) -> None:
    """Multiword tokens stand for their words."""
    (paragraph,) = paragraphs(data / "ud" / "en_gum-dev.conllu")
    assert paragraph.text == "Nokia sold the plant. It's old. "
    assert [paragraph.text[a:b] for a, b in sorted(paragraph.sentences)] == ["Nokia sold the plant.", "It's old."]


def test_the_measures_of_what_is_there(data: Path) -> None:
    """Scores of the treebank that the folder has, and of no other."""
    result = CliRunner().invoke(main, ["evaluate", "model", "--data", str(data), "--format", "json"])
    assert result.exit_code == 0, result.output
    found = {(row["data"], row["measure"]): row["value"] for row in json.loads(result.stdout)}
    assert found["GUM dev", "UAS"] > 70
    assert found["GUM dev, raw text", "sentences F1"] == 100
    assert {name for name, _ in found} == {"GUM dev", "GUM dev, raw text", "GUM dev news, raw text"}


def test_a_folder_without_data_is_told(tmp_path: Path) -> None:
    """What is missing, by name."""
    result = CliRunner().invoke(main, ["evaluate", "model", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "ud/en_ewt-dev.conllu" in result.stderr
