"""THE MAIN PATH: documents -> sentences -> entities -> claims -> store.

    read -> [parse -> resolve -> extract] in workers -> put, one document a transaction -> merge

A document's claims and its done-mark commit together, so a build that is killed resumes where it was, and building
again over unchanged documents does nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.settings import Settings
from kg.types import Claim, Document, Entity, Extraction, Failure, Report

if TYPE_CHECKING:
    from kg.graph.store import Store

Sources = Sequence[str | Path]
Watch = Callable[[str], None]


class Extractor:
    """The per-document function: text in, claims out, with the model and the ontology loaded once.

    Raises ModelError or OntologyError on creation where those cannot be loaded.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        from kg.lexicon import load_lexicon
        from kg.parse.load import load_model, model_name

        self.settings = settings or Settings()
        self.lexicon = load_lexicon(self.settings.ontology_files)
        self.model = load_model(self.settings.model)
        self.model_name = model_name(self.settings.model)
        self.fingerprint = self.settings.fingerprint()

    def __call__(self, document: Document) -> Extraction:
        """All that a document yields."""
        from kg.extract import extract
        from kg.parse.sentences import parse
        from kg.parse.tree import Tree
        from kg.read import blocks
        from kg.resolve.entities import resolve

        prose = [block.span for block in blocks(document) if block.kind in ("text", "list")]
        sentences = parse(document.text, prose, self.model)
        trees = [Tree(sentence) for sentence in sentences]
        resolution = resolve(document.name, trees, self.lexicon)
        claims = extract(document, trees, resolution, self.lexicon, self.model_name)
        kept = tuple(c for c in claims if c.confidence >= self.settings.min_confidence)
        entities = {e.id: e for claim in kept for e in parties(claim)} | {
            e.id: e for e in resolution.entities if e.named
        }
        ordered = tuple(entities[key] for key in sorted(entities))
        return Extraction(document, ordered, kept, stamp(document, self.fingerprint), sum(len(t) for t in trees))


def parties(claim: Claim) -> Iterator[Entity]:
    """The entities that a claim speaks of, its source's and its circumstances' included."""
    yield claim.subject
    if isinstance(claim.object, Entity):
        yield claim.object
    elif isinstance(claim.object, Claim):
        yield from parties(claim.object)
    if claim.standing.attributed_to:
        yield claim.standing.attributed_to
    yield from (q.entity for q in claim.qualifiers if q.entity)


def stamp(document: Document, fingerprint: str) -> str:
    """The done-mark of a document: its own digest and that of the settings that shaped its claims."""
    return f"{document.digest[:32]}{fingerprint[:32]}"


def extractions(sources: Sources, settings: Settings | None = None) -> Iterator[Extraction | Failure]:
    """Reads and extracts without a store, document by document."""
    from kg.read import read
    from kg.run.local import run

    settings = settings or Settings()
    yield from _merged(read(sources, encoding=settings.encoding), lambda documents: run(documents, settings))


def build(sources: Sources, store: Store, settings: Settings | None = None, watch: Watch | None = None) -> Report:
    """Builds or updates a store from documents, and says what it did.

    `watch` is told the name of each document as it is done. Raises UsageError for sources that do not exist; a bad
    document is a Failure in the report.
    """
    from kg.read import read
    from kg.resolve.merge import links
    from kg.run.local import run

    settings = settings or Settings()
    began, mark, report = time.perf_counter(), settings.fingerprint(), Report()
    found = read(sources, encoding=settings.encoding)

    def fresh() -> Iterator[Document | Failure]:
        for item in found:
            if isinstance(item, Document) and store.has(item.name, stamp(item, mark)):
                report.unchanged += 1
                if watch:
                    watch(item.name)
            else:
                yield item

    for result in _merged(fresh(), lambda documents: run(documents, settings)):
        if isinstance(result, Failure):
            report.failures.append(result)
        else:
            store.put(result)
            count(report, result)
        if watch:
            watch(result.name if isinstance(result, Failure) else result.document.name)
    store.merge(links)
    report.seconds = time.perf_counter() - began
    return report


def count(report: Report, result: Extraction) -> None:
    """Adds an extraction to a report."""
    report.read += 1
    report.entities += len(result.entities)
    report.claims += len(result.claims)
    report.asserted += sum(c.asserted for c in result.claims)
    report.words += result.words


@dataclass(slots=True)
class _Split:
    """Sets failures of reading aside while documents go on to the workers."""

    items: Iterator[Document | Failure]
    failures: list[Failure]

    def __iter__(self) -> Iterator[Document]:
        for item in self.items:
            if isinstance(item, Failure):
                self.failures.append(item)
            else:
                yield item


def _merged(
    items: Iterable[Document | Failure], run: Callable[[Iterable[Document]], Iterator[Extraction | Failure]]
) -> Iterator[Extraction | Failure]:
    split = _Split(iter(items), [])
    for result in run(split):
        yield from split.failures
        split.failures.clear()
        yield result
    yield from split.failures
