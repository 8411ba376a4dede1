"""The main path keeps its promises: the graph depends on the documents alone; nothing is done twice, or by halves."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kg.demo import demo_folder
from kg.errors import KgError, ModelError, StoreError
from kg.graph.store import Store
from kg.pipeline import Extractor, build, extractions, forget, open_store
from kg.read import SUFFIXES
from kg.run import local
from kg.settings import Settings
from kg.types import Document, Extraction, Failure, Report

HERE = Settings(workers=1)


def quads(store: Path) -> str:
    """Everything in a store, as sorted N-Quads."""
    with Store.open(store, create=False, readonly=True) as opened:
        return opened.serialize("nq")


def built(sources: list[Path], store: Path, settings: Settings = HERE) -> Report:
    """The report of building into a folder."""
    with Store.open(store) as opened:
        return build([str(source) for source in sources], opened, settings)


@pytest.fixture(scope="module")
def demo(demo_store: Path) -> str:
    """The demo corpus's graph as N-Quads."""
    return quads(demo_store)


def test_the_graph_does_not_depend_on_the_order_of_documents(corpus: Path, tmp_path: Path) -> None:
    """Nor on how many builds it took."""
    files = sorted(corpus.iterdir())
    built([corpus], tmp_path / "one")
    for file in reversed(files):
        built([file.relative_to(tmp_path)], tmp_path / "other")
    assert [quads(tmp_path / "one")] == [quads(tmp_path / "other")]


def test_the_graph_does_not_depend_on_the_number_of_workers(
    demo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four processes, and the documents in another order, make what one process makes."""
    monkeypatch.setattr(local, "WORTH_A_PROCESS", 1)
    shutil.copytree(demo_folder(), tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    files = sorted(path for path in Path("demo").iterdir() if path.suffix in SUFFIXES)
    built(files[::-1], tmp_path / "store", Settings(workers=4))
    assert quads(tmp_path / "store") == demo


def test_building_again_does_nothing(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even load the model."""
    first = built([corpus], tmp_path / "store")
    before = quads(tmp_path / "store")
    monkeypatch.setattr(Extractor, "__init__", None)
    again = built([corpus], tmp_path / "store")
    assert (first.read, again.read, again.unchanged) == (3, 0, 3)
    assert quads(tmp_path / "store") == before


def test_a_changed_document_replaces_its_own_claims(corpus: Path, tmp_path: Path) -> None:
    """The store is as if the document had always been so."""
    built([corpus], tmp_path / "store")
    (corpus / "a.txt").write_text("Acme sold Bolt to Nimbus.\n")
    assert built([corpus], tmp_path / "store").unchanged == 2
    built([corpus], tmp_path / "fresh")
    assert quads(tmp_path / "store") == quads(tmp_path / "fresh")


def test_a_document_without_claims_is_reported_and_not_kept(corpus: Path, tmp_path: Path) -> None:
    """Neither new nor in the place of one that had some."""
    (corpus / "d.txt").write_text("Hello.")
    report = built([corpus], tmp_path / "store")
    (corpus / "a.txt").write_text("Hello.")
    built([corpus], tmp_path / "store")
    with Store.open(tmp_path / "store", readonly=True) as store:
        assert store.documents() == ["corpus/b.txt", "corpus/c.md"]
    assert report.failures == [Failure("corpus/d.txt", "no claims found; is it English prose?")]


def test_a_bad_file_is_reported_and_the_rest_is_built(corpus: Path, tmp_path: Path) -> None:
    """In whatever place it stands."""
    for name in ("0.txt", "b2.txt", "z.txt"):
        (corpus / name).write_bytes(b"\x00\x01\x02")
    report = built([corpus], tmp_path / "store")
    assert [f.name for f in report.failures] == ["corpus/0.txt", "corpus/b2.txt", "corpus/z.txt"]
    assert report.read == 3


def test_a_document_whose_extraction_raises_is_reported(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stops nothing."""
    whole = Extractor.__call__

    def fragile(self: Extractor, document: Document) -> Extraction:
        if document.name.endswith("b.txt"):
            raise ZeroDivisionError("by zero")
        return whole(self, document)

    monkeypatch.setattr(Extractor, "__call__", fragile)
    with Store.in_memory() as store:
        report = build([str(corpus)], store, HERE)
    assert [f.name for f in report.failures] == ["corpus/b.txt"]
    assert report.read == 2


def test_when_a_worker_dies_what_was_done_stays(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the next build goes on from there."""
    whole = local.run

    def dying(*given: object) -> object:
        for count, result in enumerate(whole(*given)):  # type: ignore[arg-type]
            if count == 2:
                raise KgError("a worker process died")
            yield result

    monkeypatch.setattr(local, "run", dying)
    with pytest.raises(KgError, match="a worker process died"):
        built([corpus], tmp_path / "store")
    monkeypatch.setattr(local, "run", whole)
    report = built([corpus], tmp_path / "store")
    assert (report.unchanged, report.read) == (2, 1)


def test_a_killed_build_resumes_with_nothing_lost(demo: str, tmp_path: Path) -> None:
    """Killed wherever it happens to be, again and again: the graph is the one of a build that was left alone."""
    store = tmp_path / "store"
    command = [sys.executable, "-m", "kg", "build", "--demo", "--workers", "1", "--store", str(store)]
    for delay in (0, 0.2, 0.5):
        killed(command, store, delay)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert quads(store) == demo


def killed(command: list[str], store: Path, delay: float) -> None:
    """Runs a build and kills it some time after it has begun to write to its store."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    written = size(store)
    for _ in range(600):
        if process.poll() is not None or size(store) > written + 1000:
            break
        time.sleep(0.05)
    time.sleep(delay)
    process.kill()
    process.wait()


def size(store: Path) -> int:
    """How much has been written to a store's log."""
    total = 0
    for file in store.glob("*.log"):
        with suppress(FileNotFoundError):  # the store may begin another log meanwhile
            total += file.stat().st_size
    return total


def test_forgetting_a_document_leaves_the_graph_of_the_others(corpus: Path, tmp_path: Path) -> None:
    """Links between entities included."""
    built([corpus], tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        forget(store, "corpus/a.txt")
    (corpus / "a.txt").unlink()
    built([corpus], tmp_path / "fresh")
    assert quads(tmp_path / "store") == quads(tmp_path / "fresh")


def test_a_claim_of_too_little_confidence_is_left_out(corpus: Path) -> None:
    """Of the store as of the report."""
    results = list(extractions([str(corpus)], Settings(workers=1, min_confidence=0.9)))
    found = [claim.confidence for r in results if isinstance(r, Extraction) for claim in r.claims]
    assert found
    assert min(found) >= 0.9


def test_a_document_is_extracted_again_when_what_shapes_its_claims_changes(corpus: Path, tmp_path: Path) -> None:
    """Here the confidence asked for; claims below it go."""
    built([corpus], tmp_path / "store")
    report = built([corpus], tmp_path / "store", Settings(workers=1, min_confidence=0.9))
    assert report.unchanged == 0
    built([corpus], tmp_path / "fresh", Settings(workers=1, min_confidence=0.9))
    assert quads(tmp_path / "store") == quads(tmp_path / "fresh")


def test_the_users_ontology_names_the_relations(corpus: Path, tmp_path: Path) -> None:
    """A property of their own namespace, found by a word of their own lexicon."""
    ontology = tmp_path / "mine"
    shutil.copytree(Settings().ontology_files[0].parent, ontology)
    (ontology / "mine.ttl").write_text(
        """@prefix my: <https://example.org/my#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
        @prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        my:audits a owl:ObjectProperty ; rdfs:label "audits"@en .
        my:audit a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:verb ;
          ontolex:canonicalForm [ ontolex:writtenRep "audit"@en ] ; ontolex:sense [ ontolex:reference my:audits ] ."""
    )
    (corpus / "a.txt").write_text("Acme audited Bolt.")
    settings = Settings(store=tmp_path / "store", ontology=ontology, workers=1)
    with open_store(settings) as store:
        build([str(corpus)], store, settings)
        assert store.query("ASK { ?a <https://example.org/my#audits> ?b }")


def test_errors_of_the_call_come_before_anything_is_read(corpus: Path, tmp_path: Path) -> None:
    """A model that does not exist, a store that is no store."""
    with Store.in_memory() as store, pytest.raises(ModelError):
        build([str(corpus)], store, Settings(model="no_such_model", workers=1))
    with pytest.raises(StoreError):
        open_store(Settings(store=corpus))
