"""What follows by the ontology is there, marked, with what it follows from; from what is not asserted nothing does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small_document import ACME, ADA, BOLT, NIMBUS, SALE, claim

from kg.errors import StoreError
from kg.graph.infer import infer
from kg.graph.shapes import validate
from kg.graph.store import Store
from kg.graph.void import describe
from kg.knowledge_graph import Graph
from kg.settings import Settings
from kg.types import Entity, Extraction

Renamed = Callable[..., Extraction]
FILES = Settings().ontology_files
PARENT = claim(ACME, "is the parent of", BOLT, property="kgo:parentOf")
BELOW = claim(BOLT, "is the parent of", replace(NIMBUS, type="kgo:Company"), property="kgo:parentOf")


def inferred(store: Store, question: str) -> bool:
    """Whether the graph of inferences says so."""
    return bool(store.query(f"ASK {{ GRAPH <https://w3id.org/kg/id/graph/inferred> {{ {question} }} }}"))


def test_transitive_properties_reach_the_end_of_the_line(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", PARENT, BELOW))
    assert infer(store, FILES)
    assert store.query("ASK { thing:Acme kgo:parentOf thing:Nimbus . thing:Acme kgo:owns thing:Nimbus }")


def test_symmetric_properties_hold_the_other_way(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", claim(ACME, "merges with", BOLT, property="kgo:mergesWith")))
    infer(store, FILES)
    assert inferred(store, "thing:Bolt kgo:mergesWith thing:Acme")


def test_inverse_properties_are_said_in_the_other_vocabulary(store: Store, renamed: Renamed) -> None:
    phone = Entity("thing/Phone", "Phone", "kgo:Product", True, ("Phone",))
    store.put(renamed("a", claim(ACME, "produces", phone, property="kgo:produces")))
    infer(store, FILES)
    assert inferred(store, "thing:Phone schema:manufacturer thing:Acme")


def test_a_thing_gets_the_class_that_a_property_takes(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", claim(NIMBUS, "is the parent of", BOLT, property="kgo:parentOf")))
    infer(store, FILES)
    assert inferred(store, "thing:Nimbus a kgo:Organization")


def test_no_class_is_inferred_that_the_documents_speak_against(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", claim(ADA, "is the parent of", BOLT, property="kgo:parentOf")))
    infer(store, FILES)
    assert not inferred(store, "person:Ada_Moss a kgo:Organization")


def test_an_inference_names_its_rule_and_leads_to_sentences(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", PARENT, BELOW))
    infer(store, FILES)
    rows = list(
        store.query(
            "SELECT DISTINCT ?rule ?sentence { ?i a kg:Inference ; rdf:subject thing:Acme ; rdf:object thing:Nimbus ; "
            "rdf:predicate kgo:parentOf ; kg:rule ?rule ; prov:wasDerivedFrom+/nif:anchorOf ?sentence }"
        )
    )
    assert rows == [{"rule": "transitive", "sentence": "Acme owns Bolt."}]


def test_nothing_follows_from_what_is_not_asserted(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", replace(BELOW, standing=SALE.standing), PARENT))
    infer(store, FILES)
    assert not store.query("ASK { thing:Acme kgo:parentOf thing:Nimbus }")


def test_inferring_again_changes_nothing_and_a_change_of_documents_drops_it(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", PARENT, BELOW))
    count = infer(store, FILES)
    before = store.serialize("nq")
    assert infer(store, FILES, again=True) == count
    assert store.serialize("nq") == before
    store.put(renamed("b"))
    assert not inferred(store, "?s ?p ?o")


def test_inferences_break_no_shape(store: Store, renamed: Renamed) -> None:
    """Though one is of a fact that another sentence only orders."""
    merge = claim(ACME, "merges with", BOLT, property="kgo:mergesWith")
    ordered = claim(BOLT, "merges with", ACME, property="kgo:mergesWith", standing=SALE.standing)
    store.put(renamed("a", merge, ordered))
    infer(store, FILES)
    assert validate(store) == []


def test_the_dataset_is_described_with_its_counts(full: Store) -> None:
    text = describe(full)
    assert f"void:triples {len(full)}" in text.replace("http://rdfs.org/ns/void#", "void:").replace(
        "<void:triples>", "void:triples"
    )
    assert "void#classPartition" in text


def test_a_store_opens_as_any_rdflib_dataset(tmp_path: Path, extraction: Extraction) -> None:
    import rdflib

    with Store.open(tmp_path / "s") as store:
        store.put(extraction)
    dataset = rdflib.Dataset(store="Oxigraph")
    dataset.open(str(tmp_path / "s"))
    try:
        [row] = dataset.query("SELECT ?b { ?a <https://w3id.org/kg/ontology#owns> ?b }")
        assert str(row[0]).endswith("thing/Bolt")
    finally:
        dataset.close()


@pytest.mark.parametrize("kind", ["nt", "jsonld"])
def test_the_description_has_other_formats(full: Store, kind: str) -> None:
    assert "classPartition" in describe(full, kind)


def test_a_graph_infers_for_python(store: Store, renamed: Renamed) -> None:
    store.put(renamed("a", PARENT, BELOW))
    assert Graph(store).infer() == infer(store, FILES) > 0


def test_a_store_that_is_open_for_reading_takes_no_inferences(tmp_path: Path, renamed: Renamed) -> None:
    with Store.open(tmp_path / "s") as store:
        store.put(renamed("a", PARENT, BELOW))
    with Store.open(tmp_path / "s", readonly=True) as store, pytest.raises(StoreError, match="cannot be written"):
        infer(store, FILES)


def test_what_says_nothing_is_not_inferred(store: Store, renamed: Renamed) -> None:
    """That what acts is an agent; that a parent company owns, which stands beside each claim of it."""
    store.put(renamed("a", claim(NIMBUS, "sold", BOLT, property="kgo:sold"), PARENT))
    before = Graph(store).stats()
    infer(store, FILES)
    kinds = "GRAPH <https://w3id.org/kg/id/graph/inferred> { ?x a ?kind } FILTER(?kind IN (kgo:Agent, kgo:Entity))"
    assert not store.query(f"ASK {{ {kinds} }}")
    assert not inferred(store, "thing:Acme kgo:owns thing:Bolt")
    assert store.query("ASK { thing:Acme kgo:owns thing:Bolt }")
    assert Graph(store).stats() == before


def test_named_queries_show_what_was_inferred_and_mark_it(store: Store, renamed: Renamed) -> None:
    town, land = (Entity(f"place/{name}", name, "kgo:Place", True, (name,)) for name in ("Ulm", "Swabia"))
    store.put(
        renamed(
            "a",
            claim(BOLT, "lies in", town, property="kgo:locatedIn"),
            claim(town, "lies in", land, property="kgo:locatedIn"),
        )
    )
    infer(store, FILES)
    told = {(row["what"], row["relation"], row["place"]) for row in store.query("places")}
    assert told == {
        ("Bolt", "lies in", "Ulm"),
        ("Ulm", "lies in", "Swabia"),
        ("Bolt", "is located in (inferred)", "Swabia"),
    }
    rows = [(row["statement"], row["asserted"]) for row in store.query("about", name="Swabia")]
    assert rows == [("Ulm lies in Swabia", True), ("Bolt is located in Swabia (inferred)", None)]
