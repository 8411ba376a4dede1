"""A build on a Ray cluster is the build that this machine would make, though a node of it dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.errors import KgError, ModelError, UsageError
from kg.graph.store import Store
from kg.run import cluster
from kg.settings import Settings, load
from kg.types import Document, Extraction, Failure

HERE = Path(__file__).parent


class Words:
    """Stands for the extractor: counts words, and fails or dies where the text says so."""

    def __call__(self, document: Document) -> Extraction:
        """The number of words, and the process that counted."""
        if document.text == "fail":
            raise ValueError("it went wrong")
        if document.text == "die":
            os._exit(9)
        return Extraction(document, words=len(document.text.split()), fingerprint=str(os.getpid()))


def start(error: type[Exception] | None = None) -> Words:
    """What makes a `Words` on the cluster."""
    if error:
        raise error("no such model")
    return Words()


@pytest.fixture(scope="module")
def nodes() -> Iterator[Any]:
    """A cluster of one node, with loopback addresses; the test is skipped where Ray is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in cluster.QUIET.items():
            patch.setenv(name, value)
        patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]))
        pytest.importorskip("ray", reason="Ray is not installed: pip install 'kg[ray]'")
        from ray.cluster_utils import Cluster

        head = {"num_cpus": 1, "include_dashboard": False, "node_ip_address": "127.0.0.2"}
        made = Cluster(initialize_head=True, head_node_args=head)
        yield made
        made.shutdown()


@pytest.fixture
def second(nodes: Any) -> Iterator[Any]:
    """A second node of the cluster."""
    node = nodes.add_node(num_cpus=1, node_ip_address="127.0.0.3")
    yield node
    if node in nodes.worker_nodes:
        nodes.remove_node(node, allow_graceful=False)


def documents(*texts: str) -> Iterator[Document]:
    """Documents that are called by their rank."""
    return (Document(str(i), text) for i, text in enumerate(texts))


def test_results_come_in_order_from_workers_that_load_once(nodes: Any, second: Any) -> None:
    found = list(cluster.run(documents(*["a b c"] * 60), start, 0, nodes.address))
    assert [r.document.name for r in found if isinstance(r, Extraction)] == [str(i) for i in range(60)]
    assert len({r.fingerprint for r in found if isinstance(r, Extraction)}) <= 2


def test_a_document_that_fails_or_kills_its_worker_stops_no_other(nodes: Any) -> None:
    a, failed, died, b = cluster.run(documents("a", "fail", "die", "b"), start, 0, nodes.address)
    assert isinstance(failed, Failure)
    assert "it went wrong" in failed.reason
    assert isinstance(died, Failure)
    assert "its worker died over it 3 times" in died.reason
    assert isinstance(a, Extraction)
    assert isinstance(b, Extraction)


def test_documents_are_taken_only_a_little_ahead_of_their_results(nodes: Any) -> None:
    """So that memory stays flat."""
    taken = 0

    def stream() -> Iterator[Document]:
        nonlocal taken
        for document in documents(*["a b c"] * 50):
            taken += 1
            yield document

    for done, _ in enumerate(cluster.run(stream(), start, 1, nodes.address), 1):
        assert taken <= done + cluster.AHEAD


@pytest.mark.parametrize(
    ("error", "expected", "says"),
    [(ModelError, ModelError, "no such model"), (ValueError, KgError, "a worker of the Ray cluster cannot work")],
)
def test_what_is_wrong_with_every_worker_is_raised(
    nodes: Any, error: type[Exception], expected: type[Exception], says: str
) -> None:
    with pytest.raises(expected, match=says):
        list(cluster.run(documents("a"), partial(start, error), 0, nodes.address))


def test_a_node_that_is_killed_half_way_changes_nothing(
    nodes: Any, second: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the graph, byte for byte, nor the report."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for i in range(40):
        said = [f"Firm {i} owns Part {k}. Ada Moss founded Firm {i} in {1960 + k}.\n" for k in range(12)]
        (corpus / f"{i:02}.txt").write_text("".join(said))
    done: list[str] = []

    def watch(name: str) -> None:
        done.append(name)
        if len(done) == 12:
            nodes.remove_node(second, allow_graceful=False)

    with Store.in_memory() as local, Store.in_memory() as spread:
        here = pipeline.build([corpus], local, Settings(workers=1))
        there = pipeline.build([corpus], spread, Settings(engine="ray", cluster=nodes.address), watch)
        assert spread.serialize("nq") == local.serialize("nq")
        assert len(local.documents()) == 40
    here.seconds = there.seconds = 0
    assert here == there
    assert done == sorted(done)
    assert "a worker of the cluster was lost" in caplog.text


def test_workers_of_another_version_are_refused(nodes: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would mark documents as done that this version would read otherwise."""
    (tmp_path / "a.txt").write_text("Acme owns Bolt.\n")
    monkeypatch.setattr("kg.__version__", "0.0.0")
    with Store.in_memory() as store, pytest.raises(KgError, match="another kg, model or ontology"):
        pipeline.build([tmp_path / "a.txt"], store, Settings(engine="ray", cluster=nodes.address))


def test_a_cluster_that_is_away_is_named() -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'kg[ray]'")
    with pytest.raises(KgError, match=r"no Ray cluster at 127\.0\.0\.1:9: .*ray start --head"):
        list(cluster.run(documents("a"), start, 0, "127.0.0.1:9"))


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(UsageError, match=r"pip install 'kg\[ray\]'"):
        list(cluster.run(documents("a"), start))


def test_without_documents_no_cluster_is_asked() -> None:
    assert list(cluster.run([], start, 0, "127.0.0.1:9")) == []


def test_an_engine_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--engine: needs one of local, ray, not 'spark'"):
        load({"engine": "spark"}, file=tmp_path / "kg.toml", environ={})
