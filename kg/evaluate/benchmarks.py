"""The benchmarks of open information extraction, run over files: ours, or another system's answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.evaluate.oie import (
    Extractions,
    Result,
    benchie,
    by_id,
    carb,
    count,
    read_benchie,
    read_carb,
    read_triples,
    read_tuples,
)

Row = dict[str, str | int | float]


def benchmarks(data: Path, model: str | None, tuples: Path | None, triples: Path | None) -> Iterator[Row]:
    """A row of scores for each benchmark file in `data`; with another system's answers only those are scored."""
    other = tuples is not None or triples is not None
    for path in sorted(data.glob("carb_*.jsonl")) if tuples or not other else ():
        gold = read_carb(path)
        found = read_tuples(tuples) if tuples else own(list(gold), model, binary=False)
        yield row(path, tuples, len(gold), found, carb(gold, found))
    for path in sorted(data.glob("benchie_*.jsonl")) if triples or not other else ():
        facts, sentences = read_benchie(path)
        found = (
            read_triples(triples) if triples else by_id(own(list(sentences.values()), model, binary=True), sentences)
        )
        yield row(path, triples, len(facts), found, benchie(facts, found))


def own(texts: list[str], model: str | None, *, binary: bool) -> Extractions:
    """Our own tuples by sentence."""
    from kg.evaluate.own import extractions
    from kg.lexicon import load_lexicon
    from kg.parse.load import load_model
    from kg.settings import Settings

    lexicon = load_lexicon(Settings().ontology_files)
    return dict(extractions(texts, load_model(model), lexicon, binary=binary))


def row(path: Path, system: Path | None, sentences: int, found: Extractions, result: Result) -> Row:
    """A row of the table; no area under the curve where a benchmark has none."""
    return {
        "data": path.stem, "system": system.stem if system else "kg", "sentences": sentences,
        "tuples": count(found.values()), "precision": result.precision, "recall": result.recall, "f1": result.f1,
        "auc": "" if result.auc is None else result.auc,
    }  # fmt: skip
