"""The small document as an extraction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_document import ACME, ADA, BOLT, DENIED, NIMBUS, ORDER, OWNS, SALE, STAFF, TEXT

from kg.graph.store import Store
from kg.types import Claim, Document, Extraction


@pytest.fixture
def extraction() -> Extraction:
    """Five claims: two stated of the world, one order, what is ordered, and a denial."""
    document = Document("a.txt", TEXT, "A brief", date(2020, 8, 20))
    return Extraction(document, (ACME, ADA, BOLT, NIMBUS), (OWNS, ORDER, SALE, DENIED, STAFF), "one", 18)


@pytest.fixture
def renamed(extraction: Extraction) -> Callable[..., Extraction]:
    """The same extraction under another document name, with other claims if any are given."""

    def make(name: str, *claims: Claim, fingerprint: str = "one") -> Extraction:
        found = tuple(replace(c, evidence=replace(c.evidence, document=name)) for c in claims or (OWNS,))
        document = replace(extraction.document, name=name)
        return Extraction(document, extraction.entities, found, fingerprint, 18)

    return make


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store."""
    with Store.in_memory() as store:
        yield store


@pytest.fixture
def written(tmp_path: Path, extraction: Extraction) -> Iterator[Store]:
    """A store on disk with one document."""
    with Store.open(tmp_path / "store") as store:
        store.put(extraction)
        yield store


@pytest.fixture
def full(store: Store, extraction: Extraction) -> Store:
    """A store with one document."""
    store.put(extraction)
    return store
