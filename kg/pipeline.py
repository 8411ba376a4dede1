"""THE MAIN PATH: documents -> sentences -> entities -> claims -> store.

    read -> [parse -> resolve -> extract] in workers -> put, each document whole or not at all -> merge

A document's claims and its done-mark commit together, so a build that is killed resumes where it was, and building
again over unchanged documents does nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, ReadError
from kg.settings import Settings
from kg.types import Claim, Document, Entity, Extraction, Failure, Report

if TYPE_CHECKING:
    from kg.graph.store import Batch, Store
    from kg.graph.terms import Ontology

Sources = Sequence[str | Path]
Watch = Callable[[str], None]

NO_CLAIMS = "no claims found; is it English prose?"


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
        """All that a document yields. Raises ReadError for one with a paragraph that is longer than the model takes."""
        from kg.extract import extract
        from kg.parse.sentences import parse
        from kg.parse.tree import Tree
        from kg.read import blocks
        from kg.resolve.entities import resolve

        prose = [block.span for block in blocks(document) if block.kind in ("text", "list")]
        if any(span.end - span.start > self.model.max_length for span in prose):
            raise ReadError(f"a paragraph of more than {self.model.max_length:,} characters: break it by blank lines")
        sentences = parse(document.text, prose, self.model)
        trees = [Tree(sentence) for sentence in sentences]
        resolution = resolve(document.name, trees, self.lexicon)
        claims = extract(document, trees, resolution, self.lexicon, self.model_name)
        kept = tuple(c for c in claims if c.confidence >= self.settings.min_confidence)
        entities = {e.id: e for claim in kept for e in parties(claim)}
        entities |= {e.id: e for e in resolution.entities if e.named or e.id in entities}
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
    """Reads and extracts without a store, document by document. Raises UsageError for sources that do not exist."""
    from kg.read import read

    settings = settings or Settings()
    return _extracted(read(sources, encoding=settings.encoding), settings)


def open_store(settings: Settings, *, create: bool = True, readonly: bool = False) -> Store:
    """The store of the settings, with their ontology. Raises StoreError, and OntologyError if that cannot be read."""
    from kg.graph.store import Store

    return Store.open(settings.store, create=create, readonly=readonly, ontology=ontology(settings))


def ontology(settings: Settings) -> Ontology:
    """What the ontology of the settings says of its terms. Raises OntologyError where it cannot be read."""
    from kg.graph.terms import Ontology

    return Ontology.read(*settings.ontology_files) if settings.ontology else Ontology.default()


def build(sources: Sources, store: Store, settings: Settings | None = None, watch: Watch | None = None) -> Report:
    """Builds or updates a store from documents, and says what it did.

    `watch` is told the name of each document as it is done. A document that cannot be read or analysed is a Failure in
    the report, and what the store knew of it stays; so is one without any claim, of which the store then knows nothing.
    Raises UsageError for sources that do not exist, and KgError where a worker process dies; what was done by then
    stays, and the next build goes on from there.
    """
    from kg.graph.places import Places
    from kg.read import find, read_all
    from kg.resolve.merge import links

    settings = settings or Settings()
    began, mark, tally = time.perf_counter(), settings.fingerprint(), _Tally()
    places = Places(store.folder, store.documents())
    files = find(sources, places.known)
    found = read_all(files, encoding=settings.encoding)
    tally.report.notices += places.enter(files)
    tell, met = watch or (lambda name: None), set[str]()

    def fresh() -> Iterator[Document | Failure]:
        for item in found:
            met.add(item.name)
            if isinstance(item, Document) and store.has(item.name, stamp(item, mark)):
                tally.report.unchanged += 1
                tell(item.name)
            else:
                yield item

    with store.batch() as batch:
        for result in _extracted(fresh(), settings):
            if isinstance(result, Extraction):
                _keep(batch, result)
            tell(tally.add(result))
    store.merge(partial(links, ontology=settings.ontology_files))
    tally.merged(store)
    tally.report.notices += places.left(store.documents(), met, files)
    tally.report.seconds = time.perf_counter() - began
    return tally.report


def forget(store: Store, document: str, settings: Settings | None = None) -> None:
    """Removes a document and all its claims. Raises UsageError if it is not there."""
    from kg.resolve.merge import links

    store.remove(document)
    store.merge(partial(links, ontology=(settings or Settings()).ontology_files))


def _keep(batch: Batch, result: Extraction) -> None:
    """Puts a document's claims in the place of those that it had; without any, nothing is known of it."""
    if result.claims:
        batch.put(result)
    else:
        batch.remove(result.document.name)


class _Tally:
    """Counts what a build does; an entity counts once, in however many documents it is and under whatever names."""

    def __init__(self) -> None:
        self.report = Report()
        self._entities: set[str] = set()

    def add(self, result: Extraction | Failure) -> str:
        """Counts a result; returns its document's name."""
        report = self.report
        if isinstance(result, Extraction) and not result.claims:
            result = Failure(result.document.name, NO_CLAIMS)
        if isinstance(result, Failure):
            report.failures.append(result)
            return result.name
        self._entities.update(entity.id for entity in result.entities)
        report.read += 1
        report.claims += len(result.claims)
        report.asserted += sum(claim.asserted for claim in result.claims)
        report.words += result.words
        return result.document.name

    def merged(self, store: Store) -> None:
        """Counts entities as one that turned out to be."""
        from kg.graph.terms import entity_iri

        rows = store.query("SELECT ?alias ?one { ?alias kg:mergedInto ?one }")
        one = {str(row["alias"]): str(row["one"]) for row in rows}
        found = {entity_iri(entity).value for entity in self._entities}
        self.report.entities = len({one.get(iri, iri) for iri in found})


def _extracted(items: Iterable[Document | Failure], settings: Settings) -> Iterator[Extraction | Failure]:
    from kg.run import run

    split = _Split(iter(items), [])
    mark = settings.fingerprint() if settings.engine != "local" else None
    for result in run(split, partial(Extractor, settings), settings):
        if mark and isinstance(result, Extraction) and result.fingerprint != stamp(result.document, mark):
            raise KgError("the cluster's workers have another kg, model or ontology than is here; give them the same")
        yield from split.taken()
        yield result
    yield from split.taken()


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

    def taken(self) -> list[Failure]:
        """The failures since the last call."""
        taken, self.failures = self.failures, []
        return taken
