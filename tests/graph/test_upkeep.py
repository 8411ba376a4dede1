"""Imports beside the documents, and what differs between two stores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_document import ACME, ADA, OWNS, claim

from kg.analyse import to_networkx
from kg.errors import ReadError, UsageError
from kg.graph.changes import changes
from kg.graph.imports import import_file, import_graph, remove_import
from kg.graph.shapes import validate
from kg.graph.store import Store
from kg.types import Extraction

Renamed = Callable[..., Extraction]

TURTLE = """@prefix ex: <http://example.org/> . @prefix thing: <https://w3id.org/kg/id/thing/> .
@prefix kgo: <https://w3id.org/kg/ontology#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
thing:Acme ex:ticker "ACM" ; kgo:sold thing:Bolt ; ex:address [ ex:city "Paris" ; ex:next [ ex:city "Rome" ] ] .
ex:elsewhere nif:anchorOf "A text." ; nif:beginIndex 0 ; nif:endIndex 7 ; nif:referenceContext ex:text .
<relative> ex:says "a\\"b" .
"""


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    """Facts about a firm of the documents, with nested blank nodes and a relative IRI."""
    file = tmp_path / "register.ttl"
    file.write_text(TURTLE)
    return file


def test_imported_facts_answer_beside_the_documents(full: Store, turtle: Path) -> None:
    assert import_file(full, turtle) == 11
    [row] = full.query(
        "PREFIX ex: <http://example.org/> "
        "SELECT ?t ?c { ?x skos:prefLabel 'Acme' ; ex:ticker ?t ; ex:address/ex:city ?c }"
    )
    assert row == {"t": "ACM", "c": "Paris"}


def test_an_import_changes_neither_the_check_nor_the_analysis(full: Store, turtle: Path) -> None:
    """Though it states as a fact what a document only reports as an order."""
    before = validate(full), sorted(to_networkx(full).edges(keys=True))
    import_file(full, turtle)
    assert (validate(full), sorted(to_networkx(full).edges(keys=True))) == before


def test_an_import_leaves_the_links_of_merging(full: Store, turtle: Path) -> None:
    full.merge(lambda _: [("thing/Bolt", "thing/Nimbus", "for the test")])
    import_file(full, turtle)
    assert full.query("ASK { thing:Bolt kg:mergedInto thing:Nimbus }")


def test_the_same_file_is_the_same_graph_and_replaces_itself(full: Store, turtle: Path) -> None:
    import_file(full, turtle)
    before = full.serialize("nq")
    import_file(full, turtle)
    assert full.serialize("nq") == before
    assert "_:" not in before


def test_an_import_can_be_forgotten(full: Store, turtle: Path) -> None:
    before = full.serialize("nq")
    import_file(full, turtle)
    assert remove_import(full, "register.ttl")
    assert not remove_import(full, "register.ttl")
    assert full.serialize("nq") == before


def test_a_name_cannot_leave_the_graph_of_imports() -> None:
    assert import_graph("> { } <x#y?z").value.startswith("https://w3id.org/kg/id/graph/import/%3E%20%7B")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<a> <b> ", "not Turtle"),
        ("<a> a <https://w3id.org/kg/core#Claim> .", "kg:Claim"),
        ("<https://w3id.org/kg/id/document/a.txt> <https://w3id.org/kg/core#fingerprint> 'x' .", "kg:fingerprint"),
    ],
)
def test_a_bad_file_leaves_the_store_as_it_was(full: Store, tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "bad.ttl"
    file.write_text(content)
    before = full.serialize("nq")
    with pytest.raises(ReadError, match=message):
        import_file(full, file)
    assert full.serialize("nq") == before


def test_a_file_of_no_known_format_is_asked_for_it(full: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--format"):
        import_file(full, tmp_path / "table.xlsx")


def test_a_store_has_changed_in_nothing_from_itself(full: Store) -> None:
    assert not changes(full, full)


def test_changes_are_documents_claims_and_links(store: Store, renamed: Renamed) -> None:
    with Store.in_memory() as after:
        for one, extra in ((store, ()), (after, (claim(ADA, "leads", ACME, property="kgo:leads"),))):
            one.put(renamed("same"))
            one.put(renamed("edited", OWNS, *extra))
        store.put(renamed("old"))
        after.put(renamed("new"))
        after.merge(lambda _: [("thing/Bolt", "thing/Acme", "for the test")])
        found = changes(store, after)
    assert (found.documents_added, found.documents_removed) == (("new",), ("old",))
    assert [line for line in found.lines() if "edited" in line] == [
        "+ Ada Moss leads Acme   [edited: “Acme owns Bolt.”]"
    ]
    assert "+ Bolt is Acme" in found.lines()
