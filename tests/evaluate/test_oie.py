"""The benchmarks' scores, on cases worked out by hand and against the figures known for other systems."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.evaluate.oie import (
    Extraction,
    benchie,
    carb,
    overlap,
    pattern,
    read_benchie,
    read_carb,
    read_triples,
    read_tuples,
)

DATA = Path(__file__).parents[3] / "shared" / "data" / "oie"
SOLD = Extraction("sold", ("Nokia", "the plant", "in May"))

with_data = pytest.mark.skipif(not DATA.is_dir(), reason="the benchmarks' files are not here")


def test_words_are_counted_slot_by_slot() -> None:
    """Two of two words of the second slot, of four that gold has there."""
    assert overlap(SOLD, Extraction("sold", ("Nokia", "the plant"))) == (1.0, 4 / 6)


def test_without_a_word_of_the_relation_nothing_counts() -> None:
    """However alike the arguments are."""
    assert overlap(SOLD, Extraction("closed", ("Nokia", "the plant", "in May"))) == (0.0, 0.0)


def test_be_stands_for_its_forms() -> None:
    """A system that gives lemmas."""
    gold = Extraction("is", ("Oslo", "a city"))
    assert overlap(gold, Extraction("be", ("Oslo", "a city"))) == (1.0, 1.0)


def test_precision_pairs_one_to_one_and_recall_does_not() -> None:
    """The same tuple twice is right once; one tuple may serve two gold ones."""
    twice = carb({"s": [SOLD]}, {"s": [SOLD, SOLD]})
    assert (twice.precision, twice.recall) == (0.5, 1.0)
    served = carb({"s": [SOLD, SOLD]}, {"s": [SOLD]})
    assert (served.precision, served.recall) == (1.0, 1.0)


def test_the_best_threshold_is_taken() -> None:
    """What is wrong and unsure is left out."""
    wrong = Extraction("closed", ("x", "y"), 0.2)
    result = carb({"s": [SOLD]}, {"s": [SOLD, wrong]})
    assert (result.f1, result.threshold) == (1.0, 1.0)


@pytest.mark.parametrize("said", ["nokia --> sold --> plant ", "nokia --> sold --> the plant "])
def test_words_in_brackets_may_be_left_out(said: str) -> None:
    """As BenchIE's annotators write them."""
    assert pattern("Nokia --> sold --> [the] plant").fullmatch(said)


def test_a_fact_told_twice_is_free() -> None:
    """Two renderings of one fact cost nothing, a wrong triple does."""
    facts = {"1": [["A --> b --> c", "A --> b c --> d"]]}
    found = {"1": [Extraction("b", ("A", "c")), Extraction("b c", ("A", "d")), Extraction("x", ("A", "y"))]}
    result = benchie(facts, found)
    assert (result.precision, result.recall) == (0.5, 1.0)


@with_data
def test_carb_gives_the_known_figures() -> None:
    """OpenIE5 on the development part: P .513 R .407 F1 .454, AUC .242."""
    result = carb(read_carb(DATA / "carb_dev.jsonl"), read_tuples(DATA / "openie5.carb_dev.tsv"))
    figures = (result.precision, result.recall, result.f1, result.auc)
    assert figures == pytest.approx((0.513, 0.407, 0.454, 0.242), abs=0.0015)


@with_data
@pytest.mark.parametrize(("system", "figures"), [("clausie", (0.557, 0.258, 0.353)), ("minie", (0.462, 0.280, 0.349))])
def test_benchie_gives_the_known_figures(system: str, figures: tuple[float, float, float]) -> None:
    """ClausIE and MinIE on 157 sentences."""
    facts, _ = read_benchie(DATA / "benchie_dev.jsonl")
    result = benchie(facts, read_triples(DATA / f"{system}.benchie_dev.tsv"))
    assert (result.precision, result.recall, result.f1) == pytest.approx(figures, abs=0.0015)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two benchmarks of a sentence of our own."""
    text = "Nokia sold the plant in Oslo ."
    gold = [{"relation": "sold", "args": ["Nokia", "the plant in Oslo"]}]
    (tmp_path / "carb_own.jsonl").write_text(json.dumps({"id": "1", "text": text, "gold": gold}), encoding="utf8")
    facts = [["Nokia --> sold --> [the] plant [in Oslo]"]]
    (tmp_path / "benchie_own.jsonl").write_text(json.dumps({"id": "1", "text": text, "facts": facts}), encoding="utf8")
    return tmp_path


def test_our_own_extraction_is_scored(data: Path) -> None:
    """Both benchmarks, in the sentence's own words."""
    result = CliRunner().invoke(main, ["evaluate", "oie", "--data", str(data), "--format", "json"])
    assert result.exit_code == 0, result.output
    rows = {row["data"]: row for row in json.loads(result.stdout)}
    assert rows["carb_own"]["recall"] == 1.0
    assert rows["benchie_own"]["recall"] == 1.0


def test_another_systems_answers_are_scored_instead(data: Path, tmp_path: Path) -> None:
    """A file of triples."""
    answers = tmp_path / "other.tsv"
    answers.write_text("1\tNokia\tsold\tplant\n", encoding="utf8")
    arguments = ["evaluate", "oie", "--data", str(data), "--benchie", str(answers), "--format", "json"]
    result = CliRunner().invoke(main, arguments)
    (row,) = json.loads(result.stdout)
    assert (row["system"], row["f1"]) == ("other", 1.0)


def test_a_malformed_line_is_named(data: Path, tmp_path: Path) -> None:
    """Where, and what is wanted."""
    answers = tmp_path / "other.tsv"
    answers.write_text("1\tNokia\n", encoding="utf8")
    result = CliRunner().invoke(main, ["evaluate", "oie", "--data", str(data), "--benchie", str(answers)])
    assert result.exit_code == 2
    assert "line 1" in result.stderr
