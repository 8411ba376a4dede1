"""The small document of tests/graph, served."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "graph"))  # small_document
sys.path.append(str(Path(__file__).parent))  # site_under_test

pytest.importorskip("starlette", reason="kg[serve] is not installed")
pytest.importorskip("uvicorn", reason="kg[serve] is not installed")

from site_under_test import TOKEN, Site, fill, served


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The document, to be read only; answers have at most 100,000 bytes."""
    with served(fill(tmp_path_factory.mktemp("served") / "store"), size=100_000, seconds=30) as site:
        yield site


@pytest.fixture(scope="session")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A store that may be changed, with whatever other tests have left in it."""
    with served(fill(tmp_path_factory.mktemp("writable") / "store"), token=TOKEN, seconds=30) as site:
        yield site
