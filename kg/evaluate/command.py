"""``kg evaluate``: measures, on our data or on the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg import show
from kg.errors import UsageError


@click.group()
def evaluate() -> None:
    """Score the language model or the extraction against gold data."""


@evaluate.command()
@click.option("--data", type=click.Path(path_type=Path), required=True, help="Folder with ud/, ner_*/, gum_coref/ …")
@click.option("--model", help="A folder that kg train made, or an installed spaCy pipeline (default: kg's own).")
@click.option("--format", "kind", type=click.Choice(["table", "json"]), default="table", show_default=True)
def model(data: Path, model: str | None, kind: str) -> int:
    """Score tagging, parsing, sentences, entities and coreference on development data."""
    from kg.evaluate.model import scores
    from kg.parse.load import load_model

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
