"""``kg evaluate``: measures, on our data or on the user's own."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import click

from kg import show
from kg.errors import UsageError

FORMAT = click.option("--format", "kind", type=click.Choice(["table", "json"]), default="table", show_default=True)


def needs_scipy() -> None:
    """Pairing what was found with what is true needs an extra."""
    if importlib.util.find_spec("scipy") is None:
        raise UsageError('kg evaluate needs scipy; install it with: pip install "kg[evaluate]"')


@click.group()
def evaluate() -> None:
    """Score the language model or the extraction against gold data."""


@evaluate.command()
@click.option("--data", type=click.Path(path_type=Path), required=True, help="Folder with ud/, ner_*/, gum_coref/ …")
@click.option("--model", help="A folder that kg train made, or an installed spaCy pipeline (default: kg's own).")
@FORMAT
def model(data: Path, model: str | None, kind: str) -> int:
    """Score tagging, parsing, sentences, entities and coreference on development data."""
    from kg.evaluate.model import scores
    from kg.parse.load import load_model

    needs_scipy()
    if not data.is_dir():
        raise UsageError(f"--data {data}: there is no such folder")
    found = list(scores(load_model(model), data))
    if not found:
        raise UsageError(f"--data {data}: it has none of ud/en_ewt-dev.conllu, ner_wikigold/dev.conll, gap/ …")
    if kind == "json":
        click.echo(json.dumps([{"data": s.data, "measure": s.measure, "value": round(s.value, 2)} for s in found]))
    else:
        show.table(["data", "measure", "score"], ((s.data, s.measure, f"{s.value:,.1f}") for s in found))
    return 0


@evaluate.command()
@click.option(
    "--data", type=click.Path(path_type=Path), required=True, help="Folder with carb_*.jsonl, benchie_*.jsonl"
)
@click.option("--model", help="A folder that kg train made, or an installed spaCy pipeline (default: kg's own).")
@click.option("--carb", type=click.Path(path_type=Path), help="Another system's tuples for CaRB, to be scored instead.")
@click.option("--benchie", type=click.Path(path_type=Path), help="Another system's triples for BenchIE, likewise.")
@FORMAT
def oie(data: Path, model: str | None, carb: Path | None, benchie: Path | None, kind: str) -> int:
    """Score open information extraction by CaRB and BenchIE.

    Tab-separated: CaRB's has sentence, confidence, relation and arguments a line, BenchIE's the sentence's number,
    subject, relation and object.
    """
    from kg.evaluate.benchmarks import benchmarks

    needs_scipy()

    found = list(benchmarks(data, model, carb, benchie))
    if not found:
        raise UsageError(f"--data {data}: it has neither carb_*.jsonl nor benchie_*.jsonl")
    if kind == "json":
        click.echo(json.dumps(found))
    else:
        columns = ["data", "system", "sentences", "tuples", "precision", "recall", "f1", "auc"]
        show.table(columns, ([f"{r[c]:.3f}" if isinstance(r[c], float) else str(r[c]) for c in columns] for r in found))
    return 0
