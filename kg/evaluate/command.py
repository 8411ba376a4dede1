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


@evaluate.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option("--gold", type=click.Path(path_type=Path), required=True, help="Your facts: TSV or JSON Lines.")
@click.option("--ontology", type=click.Path(), help="Turtle file or folder in place of kg's ontology.")
@click.option("--model", help="An installed spaCy pipeline in place of kg's own model.")
@FORMAT
def facts(paths: tuple[str, ...], gold: Path, kind: str, **flags: str | None) -> int:
    """Score the claims of documents against your own facts, and tell why each missed one was missed.

    A line has subject, relation and object, and perhaps the document's name. The relation is a property (owns) or
    words (is based in). Precision is over the claims about pairs that your facts speak of.
    """
    from kg.evaluate.facts import compare, read_facts
    from kg.pipeline import extractions
    from kg.settings import load
    from kg.types import Extraction

    wanted = read_facts(gold)
    read = [e for e in extractions(list(paths), load(flags)) if isinstance(e, Extraction)]
    result = compare(wanted, [claim for extraction in read for claim in extraction.claims])
    figures = {"facts": len(wanted), "met": len(result.met), "precision": result.precision, "recall": result.recall}
    missed = [(f.subject, f.relation, f.object, why) for f, why in result.missed]
    if kind == "json":
        rows = [dict(zip(("subject", "relation", "object", "why"), row, strict=True)) for row in missed]
        click.echo(json.dumps({**figures, "f1": result.f1, "missed": rows}, ensure_ascii=False))
        return 0
    show.table(["facts", "met", "precision", "recall", "f1"], [
        (str(len(wanted)), str(len(result.met)), *(f"{x:.3f}" for x in (result.precision, result.recall, result.f1)))
    ])  # fmt: skip
    if missed:
        click.echo()
        show.table(["missed", "relation", "object", "why"], missed)
    return 0
