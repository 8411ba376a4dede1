"""What tests of several rooms share: small texts, and the demo corpus, built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.demo import demo_folder
from kg.knowledge_graph import Graph


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the demo corpus, built once; to be read only."""
    store = tmp_path_factory.mktemp("demo") / "store"
    kg.build(demo_folder(), store, workers=1).close()
    return store


@pytest.fixture
def demo_graph(demo_store: Path) -> Iterator[Graph]:
    """The demo corpus as a graph."""
    with kg.open(demo_store) as graph:
        yield graph


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a folder of three small texts."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Acme owns Bolt. Acme is based in Paris.\n")
    (folder / "b.txt").write_text("Ada Moss founded Acme in 1999. Acme did not buy Nimbus.\n")
    (folder / "c.md").write_text("# Deals\n\nBolt plans to acquire Nimbus. Nimbus is based in Rome.\n")
    return folder
