"""Training: what can be told in seconds. The trained model is tested by its scores."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.train.coreference import Discourse, chunks

torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed (kg[train])")
TEXT = tuple(tuple(f"w{k}" for _ in range(4)) for k in range(5))


def test_runs_of_a_document_keep_their_clusters() -> None:
    """Words are counted from the start of each run."""
    document = Discourse("d", TEXT, {1: 7, 5: 7, 9: 7}, dict.fromkeys((1, 5, 9, 13), True), {})
    first, second, third = chunks(document, longest=8)
    assert (first.cluster, second.cluster, third.cluster) == ({1: 7, 5: 7}, {1: 7}, {})
    assert second.mention == {1: True, 5: True}
    assert third.sentences == TEXT[4:]


def test_without_data_training_says_so(tmp_path: Path) -> None:
    """A folder without treebanks, or a machine without torch, is told what to do."""
    result = CliRunner().invoke(main, ["train", "--data", str(tmp_path), "--out", str(tmp_path / "m")])
    assert result.exit_code == 2
    assert "ud/" in result.stderr or "kg[train]" in result.stderr


@torch
def test_names_become_pronouns_by_their_role() -> None:
    """A person named again is "he" as a subject and "his" as an owner; who else is named keeps the name."""
    from kg.parse.network import Annotation
    from kg.train.masked import gender, replaced

    sentences = [["Ivo", "met", "Karl", "."], ["Ivo", "saw", "Karl", "'s", "boat", "and", "his", "."], ["He", "left"]]
    heads = [[1, 1, 1, 1], [1, 1, 4, 2, 1, 6, 1, 1], [1, 1]]
    relations = ["nsubj root obj punct", "nsubj root nmod:poss case obj cc conj punct", "nsubj root"]
    trees = [
        Annotation(None, [], [], head, relation.split(), [], None, None)  # type: ignore[arg-type]
        for head, relation in zip(heads, relations, strict=True)
    ]
    forms = gender(sentences)
    assert forms == ("he", "him", "his")

    class Always(random.Random):
        def random(self) -> float:
            return 0.0

    ivo, karl = [(0, 0, 1), (1, 0, 1)], [(0, 2, 3), (1, 2, 3)]
    changed, names, pronouns = replaced(sentences, [ivo, karl], forms, trees, Always()) or ((), [], [])
    assert (changed[1][0], pronouns, len(names)) == ("He", [(1, 0)], 3)
    changed, names, pronouns = replaced(sentences, [karl, ivo], forms, trees, Always()) or ((), [], [])
    assert (changed[1][:4], pronouns) == (("Ivo", "saw", "his", "boat"), [(1, 2)])


@torch
def test_a_stream_goes_on_where_it_was() -> None:
    """Batches are a function of seed, epoch and place, so that an interrupted run can resume."""
    from kg.train.fit import Stream

    def make(draw: random.Random) -> list[list[int]]:
        return [[draw.randint(0, 99)] for _ in range(3)]

    def read(number: int, draw: random.Random) -> tuple[int, float]:
        return number, draw.random()

    whole = Stream(make, read, "seed")  # type: ignore[arg-type]
    expected = [next(whole) for _ in range(8)]
    again = Stream(make, read, "seed")  # type: ignore[arg-type]
    for _ in range(4):
        next(again)
    resumed = Stream(make, read, "seed", again.epoch, again.taken)  # type: ignore[arg-type]
    assert [next(resumed) for _ in range(4)] == expected[4:]


@torch
def test_the_rate_rises_and_falls() -> None:
    """Warm-up from nothing, decay to what the stage leaves."""
    from kg.train.fit import schedule

    rates = [schedule(step, 100, 0.1, 0.2) for step in (1, 10, 100)]
    assert rates == pytest.approx([0.1, 1.0, 0.2])


@torch
def test_every_task_takes_its_share_of_steps() -> None:
    """A share of 0.5 is every second step."""
    from kg.train.fit import due

    turns = [list(due({"tree": 1.0, "coref": 0.5}, step)) for step in range(1, 5)]
    assert turns == [["tree"], ["tree", "coref"], ["tree"], ["tree", "coref"]]


@torch
def test_weights_are_mixed_with_those_begun_with() -> None:
    """Half-way between, and what was not there before stays."""
    from torch import nn, ones, zeros

    from kg.train.start import mix

    layer = nn.Linear(1, 1)
    layer.load_state_dict({"weight": ones(1, 1), "bias": ones(1)})
    mix(layer, {"weight": zeros(1, 1)}, 0.5)  # type: ignore[arg-type]
    assert (layer.weight.item(), layer.bias.item()) == (0.5, 1.0)


@torch
def test_heads_are_kept_sentence_by_sentence() -> None:
    """What a teacher thinks of heads fits in the width of the longest sentence, and comes back where it was."""
    from numpy import arange, array, where

    from kg.train.distil import across, within

    sentence = array([0, 0, 1, 1, 1])
    arc = where(sentence[:, None] == sentence, arange(25).reshape(5, 5), 0)
    assert within(arc, sentence).shape == (5, 3)
    assert (across(within(arc, sentence), sentence) == arc).all()


@torch
def test_windows_keep_the_order_of_sentences() -> None:
    """No sentence is lost, and none is cut."""
    from kg.train.distil import joined

    windows = joined(TEXT, 30, random.Random(1))
    assert [s for window in windows for s in window] == list(TEXT)
    assert len(windows) < len(TEXT)


@torch
def test_a_teacher_and_a_recipe_that_learns_from_it_go_together(tmp_path: Path) -> None:
    """Without the one the other would wait for ever, or be asked for nothing."""
    (tmp_path / "ud").mkdir()
    recipe = Path(__file__).parents[2] / "kg" / "train" / "pupil.toml"
    asked = ["train", "--data", str(tmp_path), "--out", str(tmp_path / "m"), "--recipe", str(recipe)]
    result = CliRunner().invoke(main, asked)
    assert (result.exit_code, "--teacher" in result.stderr) == (2, True)
    result = CliRunner().invoke(main, [*asked[:-2], "--coref-teacher", str(tmp_path)])
    assert (result.exit_code, "--coref-teacher" in result.stderr) == (2, True)


@torch
def test_a_pupil_learns_whom_its_teacher_takes_for_the_same() -> None:
    """What a network thinks of a document costs it less than it costs another; nothing takes up what comes after it."""
    import importlib.resources

    from tokenizers import Tokenizer
    from torch import manual_seed
    from transformers import BertConfig, BertModel

    from kg.parse.encode import Encoder
    from kg.train.examples import Labels
    from kg.train.fit import assembled
    from kg.train.links import linked, linked_batches, links_loss

    file = importlib.resources.files("kg.parse") / "model" / "tokenizer.json"
    encode = Encoder(Tokenizer.from_file(str(file)))
    form = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    labels = Labels(*[["a", "b"]] * 6)
    size = {"arc": 8, "label": 8, "entity": 8, "casing": 4, "coref": 8}
    networks = []
    for seed in range(2):
        manual_seed(seed)
        networks.append(assembled(BertModel(form, add_pooling_layer=False), labels, {"size": size, "dropout": 0.0}))
        networks[-1].mention.bias.data.zero_()
    documents = [Discourse(str(number), TEXT, {}, {}, {}) for number in range(3)]
    told = list(linked(networks[0], encode, documents))
    assert all((row < at).all() for view in told for at, row in enumerate(view.antecedent))
    (group,) = linked_batches(told, 10_000, 150, encode, random.Random(1))
    own, other = (float(links_loss(network, group).detach()) for network in networks)
    assert own < other
