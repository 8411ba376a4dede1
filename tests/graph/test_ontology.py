"""The ontology's files: they parse, hang together, and say what kg relies on."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.graph.terms import KG, KGO, OWL, RDF, RDFS, Ontology, compact, entity_iri
from kg.settings import ontology_folder

FILES = sorted(ontology_folder().glob("*.ttl"))
QUADS = [quad for path in FILES for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
OURS = {
    quad.subject.value
    for quad in QUADS
    if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith((KG, KGO))
}


def about(term: str, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    """What the ontology says of a term."""
    node = ox.NamedNode(term)
    return [q.object for q in QUADS if q.subject == node and q.predicate.value == predicate]


@pytest.mark.parametrize("term", sorted(OURS), ids=compact)
def test_every_term_has_a_label_and_a_comment(term: str) -> None:
    assert about(term, RDFS + "label")
    assert about(term, RDFS + "comment")


def test_no_term_of_ours_is_used_without_being_defined() -> None:
    used = {t.value for q in QUADS for t in (q.predicate, q.object) if isinstance(t, ox.NamedNode)}
    assert not {name for name in used if name.startswith((KG, KGO))} - OURS


def test_every_property_of_the_domain_has_a_subject_class() -> None:
    properties = [
        t for t in OURS if t.startswith(KGO) and ox.NamedNode(OWL + "ObjectProperty") in about(t, RDF + "type")
    ]
    assert len(properties) >= 40
    assert not [compact(p) for p in properties if not about(p, RDFS + "domain")]


def test_every_class_names_its_family() -> None:
    classes = [t for t in OURS if t.startswith(KGO) and ox.NamedNode(OWL + "Class") in about(t, RDF + "type")]
    assert {o.value for t in classes for o in about(t, KG + "family")} == {"person", "place", "thing"}  # type: ignore[union-attr]
    assert not [compact(t) for t in classes if len(about(t, KG + "family")) != 1]


def test_each_entity_type_of_ontonotes_has_one_class() -> None:
    types = [q.object.value for q in QUADS if q.predicate.value == KG + "nerType"]
    assert sorted(types) == sorted({*types})
    assert {*types} >= {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}


def test_every_noun_of_a_deed_names_a_verb_that_exists() -> None:
    entries = {q.subject for q in QUADS}
    assert not [str(q.object) for q in QUADS if q.predicate.value == KG + "nominalises" and q.object not in entries]


def test_superproperties_and_superclasses_come_nearest_first_without_the_class_of_everything() -> None:
    ontology = Ontology.default()
    assert ontology.properties[KGO + "parentOf"] == (KGO + "owns",)
    assert ontology.classes[KGO + "Country"] == (KGO + "Place",)


def test_an_ontology_of_somebody_else_brings_its_own_prefixes(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix ex: <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "ex:treats a owl:ObjectProperty ; rdfs:subPropertyOf ex:affects . ex:affects a owl:ObjectProperty ."
    )
    ontology = Ontology.read(path)
    assert ontology.properties[ontology.expand("ex:treats")] == ("http://example.org/affects",)


def test_a_malformed_ontology_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("this is not Turtle")
    with pytest.raises(OntologyError, match=r"bad\.ttl"):
        Ontology.read(tmp_path / "bad.ttl")


def test_an_escaped_id_is_not_escaped_twice() -> None:
    assert entity_iri("thing/AC%2FDC").value == "https://w3id.org/kg/id/thing/AC%2FDC"
