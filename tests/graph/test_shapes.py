"""Validation: what kg writes satisfies the shapes, and what breaks them is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_document import ACME, ADA, ORDER, OWNS, SALE, claim

from kg.errors import OntologyError
from kg.graph.rdf import quads
from kg.graph.shapes import validate
from kg.graph.store import Store
from kg.graph.terms import KG, KGO, graph_iri
from kg.types import Extraction

Renamed = Callable[..., Extraction]


def test_what_kg_writes_satisfies_its_shapes(extraction: Extraction) -> None:
    with Store.in_memory() as store:
        store.put(extraction)
        assert validate(store) == []


def test_a_merged_fact_beside_one_that_is_not_asserted_is_no_error(renamed: Renamed) -> None:
    with Store.in_memory() as store:
        other = replace(OWNS, subject=replace(ACME, id="thing/Acme_Inc"))
        store.put(renamed("a", other, replace(OWNS, standing=SALE.standing)))
        store.merge(lambda _: [("thing/Acme_Inc", "thing/Acme", "the same name")])
        assert validate(store) == []


def test_a_direct_triple_for_an_order_is_found_with_its_sentence(extraction: Extraction) -> None:
    with Store.in_memory() as store:
        subject, predicate = ox.NamedNode("https://w3id.org/kg/id/thing/Acme"), ox.NamedNode(KGO + "sold")
        sold = ox.Quad(subject, predicate, ox.NamedNode("https://w3id.org/kg/id/thing/Bolt"), graph_iri("a.txt"))
        store.replace(graph_iri("a.txt"), [*quads(extraction), sold])
        [finding] = validate(store)
    assert "not asserted" in finding.message
    assert (finding.sentence, finding.document) == (ORDER.evidence.text, "a.txt")


def test_a_confidence_above_one_is_found(renamed: Renamed) -> None:
    with Store.in_memory() as store:
        store.put(renamed("a", replace(OWNS, confidence=1.5)))
        [finding] = validate(store)
    assert finding.message == "A claim's confidence lies between 0 and 1."
    assert finding.node.startswith("claim:")


def test_a_claim_without_evidence_is_found(renamed: Renamed) -> None:
    with Store.in_memory() as store:
        kept = [quad for quad in quads(renamed("a", OWNS)) if quad.predicate.value != KG + "rule"]
        store.replace(graph_iri("a"), kept)
        assert [f.message for f in validate(store)] == ["A claim names the rule that read it."]


def test_a_subject_of_a_class_that_the_property_does_not_take_is_a_warning(renamed: Renamed) -> None:
    with Store.in_memory() as store:
        store.put(renamed("a", claim(ACME, "was born in", ADA, property="kgo:bornIn")))
        assert {f.severity for f in validate(store)} == {"Warning"}
        assert len(validate(store)) == 2


@pytest.mark.parametrize("text", [b"no Turtle", b'<a:a> <b:b> "x', b"\xff\xfe"], ids=["words", "open quote", "bytes"])
def test_shapes_that_do_not_parse_are_named_in_one_line(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "bad.ttl").write_bytes(text)
    with Store.in_memory() as store, pytest.raises(OntologyError, match=r"bad\.ttl: not Turtle: [^\n]*line 1"):
        validate(store, tmp_path / "bad.ttl")


def test_shapes_that_are_missing_are_named(tmp_path: Path) -> None:
    with Store.in_memory() as store, pytest.raises(OntologyError, match=r"none\.ttl: cannot be read"):
        validate(store, tmp_path / "none.ttl")
