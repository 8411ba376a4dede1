"""The store: one document is one graph, replaced whole; errors that say what to do."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_document import ACME, ADA, BOLT, OWNS, claim

from kg.errors import StoreError, StoreInUse, UsageError
from kg.graph.store import Store
from kg.types import Entity, Extraction

Renamed = Callable[..., Extraction]


def test_what_was_put_is_there_after_reopening(tmp_path: Path, extraction: Extraction) -> None:
    with Store.open(tmp_path / "s") as store:
        store.put(extraction)
    with Store.open(tmp_path / "s", readonly=True) as store:
        assert store.has("a.txt", "one")
        assert not store.has("a.txt", "two")


def test_putting_a_document_again_replaces_all_of_it(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", OWNS))
    store.put(renamed("a", claim(ADA, "leads", ACME, property="kgo:leads"), fingerprint="two"))
    assert not store.query("ASK { thing:Acme kgo:owns thing:Bolt }")
    assert store.has("a", "two")
    assert not store.has("a", "one")


def test_a_document_says_the_same_when_put_twice(store: Store, extraction: Extraction) -> None:
    store.put(extraction)
    before = store.serialize("nq")
    store.put(extraction)
    assert store.serialize("nq") == before


def test_removing_a_document_leaves_the_others(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a"))
    store.put(renamed("b"))
    store.remove("a")
    assert store.documents() == ["b"]
    assert store.query("ASK { thing:Acme kgo:owns thing:Bolt }")


def test_what_two_documents_say_is_one_fact_until_both_are_gone(store: Store, renamed: Renamed) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?a kgo:owns ?b . ?b skos:prefLabel ?name }"
    found = []
    for change in (lambda: store.put(renamed("a")), lambda: store.put(renamed("b"))):
        change()
        found += [row["n"] for row in store.query(count)]
    for name in "ab":
        store.remove(name)
        found += [row["n"] for row in store.query(count)]
    assert found == [1, 1, 1, 0]


def test_the_default_graph_is_the_named_graphs_each_triple_once(store: Store, renamed: Renamed) -> None:
    steps: list[Callable[[], object]] = [
        lambda: store.put(renamed("a")),
        lambda: store.put(renamed("a")),
        lambda: store.put(renamed("b", OWNS, claim(ADA, "leads", ACME, property="kgo:leads"))),
        lambda: store.merge(fold),
        lambda: store.put(renamed("b", claim(ADA, "leads", BOLT, property="kgo:leads"))),
        lambda: store.merge(fold),
        lambda: store.remove("a"),
        lambda: store.merge(fold),
        lambda: store.remove("b"),
    ]
    for step in steps:
        step()
        named = {str(row) for row in store.query("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }").terms()}
        assert sorted(map(str, store.query("SELECT ?s ?p ?o { ?s ?p ?o }").terms())) == sorted(named)


def test_removing_what_is_not_there_is_an_error(store: Store) -> None:
    with pytest.raises(UsageError, match=r"nothing\.txt"):
        store.remove("nothing.txt")


WRITER = """
import sys
from pathlib import Path
from typing import Any
sys.path[:0] = {path!r}
from small_document import ACME, BOLT, OWNS, claim
from dataclasses import replace
from kg.graph.store import Store
from kg.types import Document, Entity, Extraction
def made(version):
    many = [Entity(f"thing/V{{version}}_{{i}}", f"V{{version}} {{i}}", "kgo:Thing", True) for i in range(40)]
    claims = tuple(claim(one, "owns", BOLT, property="kgo:owns") for one in many)
    return Extraction(Document("a.txt", "…"), tuple(many), claims, str(version))
store = Store.open(sys.argv[1])
version = int(sys.argv[2])
while True:
    version += 1
    store.put(made(version))
    print(version, flush=True)
"""


def test_a_killed_writer_leaves_one_whole_version_and_none_that_it_reported_is_lost(tmp_path: Path) -> None:
    script = WRITER.format(path=[str(Path(__file__).parent), str(Path(__file__).parents[2])])
    version = 0
    for pause in (0.0, 0.013, 0.031):
        command = [sys.executable, "-c", script, str(tmp_path / "s"), str(version)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(pause)
            writer.kill()
            reported = [int(line) for line in writer.stdout.read().splitlines() if line.strip()]
        version = max([version + 1, *reported])
        with Store.open(tmp_path / "s") as store:
            owners = {str(row["name"]).split()[0] for row in store.query("SELECT ?name { ?x skos:prefLabel ?name }")}
            [done] = [int(str(row["f"])) for row in store.query("SELECT ?f { ?d kg:fingerprint ?f }")]
            facts = len(store.query("SELECT ?x { ?x kgo:owns thing:Bolt }"))
            [stated] = store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
            assert stated["n"] == len(store)
        assert (facts, done >= version) == (40, True)
        assert owners == {f"V{done}", "Bolt"}
        version = done


def test_a_second_writer_is_told_that_the_store_is_in_use(written: Store) -> None:
    code = "import sys; from kg.graph.store import Store; Store.open(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(written.folder)], capture_output=True, text=True, check=False
    )
    assert "StoreInUse" in done.stderr
    assert str(written.folder) in done.stderr


def test_a_reader_beside_a_writer_of_another_process_is_told_that_the_store_is_in_use(written: Store) -> None:
    code = "import sys; from kg.graph.store import Store; Store.open(sys.argv[1], readonly=True)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(written.folder)], capture_output=True, text=True, check=False
    )
    assert "StoreInUse" in done.stderr


def test_a_writer_beside_a_reader_of_another_process_is_told_that_the_store_is_in_use(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    code = "import sys; from kg.graph.store import Store; Store.open(sys.argv[1])"
    with Store.open(tmp_path / "s", readonly=True):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "s")], capture_output=True, text=True, check=False
        )
    assert "StoreInUse" in done.stderr


def test_the_same_process_cannot_open_a_store_twice_to_write(written: Store) -> None:
    assert written.folder
    with pytest.raises(StoreInUse, match="this process"):
        Store.open(written.folder)


def test_readers_stand_beside_each_other(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    with Store.open(tmp_path / "s", readonly=True) as one, Store.open(tmp_path / "s", readonly=True) as other:
        assert one.documents() == other.documents() == []


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"thesis\.txt"):
        Store.open(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    Store.open(tmp_path / "s").close()
    assert (tmp_path / "s" / "CURRENT").exists()


@pytest.mark.parametrize("how", [{"readonly": True}, {"create": False}], ids=["readonly", "create=False"])
def test_a_store_that_is_missing_is_not_made_by_asking(tmp_path: Path, how: dict[str, Any]) -> None:
    with pytest.raises(StoreError, match="no store here"):
        Store.open(tmp_path / "s", **how)
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_hold_a_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="file"):
        Store.open(tmp_path / "file" / "store")


def test_a_file_in_the_place_of_a_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        Store.open(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "x"


def test_a_damaged_store_says_what_to_do(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    for manifest in (tmp_path / "s").glob("MANIFEST-*"):
        manifest.write_bytes(b"rubbish")
    with pytest.raises(StoreError, match=r"damaged.*build it again"):
        Store.open(tmp_path / "s")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s")
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.documents()


# ---- Merging


def fold(entities: tuple[Entity, ...]) -> list[tuple[str, str, str]]:
    """A finder that takes Bolt for Nimbus."""
    return [("thing/Bolt", "thing/Nimbus", "for the test")] if any(e.id == "thing/Bolt" for e in entities) else []


def test_facts_of_a_merged_entity_are_said_of_the_one_that_stands_for_it(full: Store) -> None:
    full.merge(fold)
    assert full.query("ASK { thing:Acme kgo:owns thing:Nimbus . thing:Nimbus skos:altLabel 'Bolt' }")


def test_merging_says_nothing_that_was_not_asserted(full: Store) -> None:
    full.merge(fold)
    assert not full.query("ASK { thing:Acme kgo:sold thing:Nimbus }")


def test_merging_leaves_the_documents_graphs_as_they_are(full: Store) -> None:
    before = [line for line in full.serialize("nq").splitlines() if "graph/merge" not in line]
    full.merge(fold)
    assert [line for line in full.serialize("nq").splitlines() if "graph/merge" not in line] == before


def test_links_go_when_a_document_changes_and_come_back_with_the_next_merge(full: Store, renamed: Renamed) -> None:
    full.merge(fold)
    full.put(renamed("a.txt", claim(ADA, "leads", ACME)))
    assert not full.query("ASK { thing:Acme kgo:owns thing:Nimbus }")
    assert full.merge(fold) == 1


def test_merging_again_does_not_ask_again(full: Store) -> None:
    asked: list[int] = []
    for _ in range(2):
        full.merge(lambda entities: asked.append(len(entities)) or ())  # type: ignore[func-returns-value]
    assert asked == [4]


def test_one_that_no_document_names_gets_its_name_and_class(store: Store, renamed: Renamed) -> None:
    us = Entity("place/US", "US", "kgo:Country", True, ("US",))
    store.put(renamed("a", claim(ACME, "is based in", us, property="kgo:basedIn")))
    store.merge(lambda _: [("place/US", "place/United_States", "known")])
    assert store.query("ASK { thing:Acme kgo:basedIn ?x . ?x skos:prefLabel 'United States' ; a kgo:Place }")


def test_entities_come_sorted_with_their_most_specific_class(full: Store) -> None:
    assert [(e.id, e.type) for e in full.entities()] == [
        ("person/Ada_Moss", "kgo:Person"), ("thing/Acme", "kgo:Company"), ("thing/Bolt", "kgo:Company"),
        ("thing/Nimbus", "kgo:Thing"),
    ]  # fmt: skip
