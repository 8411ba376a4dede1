"""What an extraction becomes in RDF."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from small_document import ACME, BOLT, DENIED, ORDER, OWNS, SALE, STAFF, claim

from kg.errors import OntologyError
from kg.graph.rdf import claim_iri, quads
from kg.graph.terms import KG, KGO, KGR, RDF, SKOS
from kg.types import Document, Entity, Extraction, Literal


def triples(extraction: Extraction) -> set[tuple[str, str, str]]:
    """The triples as IRIs and lexical forms."""
    return {(q.subject.value, q.predicate.value, q.object.value) for q in quads(extraction)}  # type: ignore[union-attr]


def only(*claims: object) -> Extraction:
    """An extraction of these claims."""
    return Extraction(Document("a.txt", "…"), (), claims, "one")  # type: ignore[arg-type]


def test_an_asserted_claim_is_a_direct_triple_and_its_superproperties_too() -> None:
    found = triples(only(OWNS))
    for name in ("parentOf", "owns"):
        assert (f"{KGR}thing/Acme", KGO + name, f"{KGR}thing/Bolt") in found


@pytest.mark.parametrize("stated", [SALE, DENIED], ids=["ordered", "denied"])
def test_a_claim_that_is_not_asserted_has_a_node_and_no_direct_triple(stated: object) -> None:
    found = triples(only(stated))
    assert (claim_iri(stated).value, KG + "asserted", "false") in found  # type: ignore[arg-type]
    assert not [t for t in found if t[0].startswith(KGR + "thing/") and t[1].startswith(KGO)]


def test_a_claim_about_a_claim_points_to_its_node() -> None:
    found = triples(only(ORDER))
    assert (f"{KGR}person/Ada_Moss", KGO + "orders", claim_iri(SALE).value) in found
    assert (claim_iri(SALE).value, RDF + "subject", f"{KGR}thing/Acme") in found


def test_an_open_relation_has_a_property_of_its_own_with_a_label() -> None:
    relation = "https://w3id.org/kg/relation/have_staff_of"
    found = triples(only(STAFF))
    assert (f"{KGR}thing/Acme", relation, "40") in found
    assert (relation, "http://www.w3.org/2000/01/rdf-schema#label", "have staff of") in found


def test_time_is_a_typed_literal_on_the_claim() -> None:
    [time] = [q.object for q in quads(only(ORDER)) if q.predicate.value == KG + "time"]
    assert time == ox.Literal("2020-08", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth"))


def test_an_entity_is_of_its_class_and_those_above_it() -> None:
    types = {t[2] for t in triples(only(OWNS)) if t[0] == KGR + "thing/Acme" and t[1] == RDF + "type"}
    assert types == {KGO + "Company", KGO + "Organization"}


def test_every_surface_form_is_an_alternative_label() -> None:
    assert (KGR + "thing/Acme", SKOS + "altLabel", "Acme Inc.") in triples(only(OWNS))


def test_hostile_names_stay_inside_their_iri_and_literal() -> None:
    bad = 'x> . <http://evil> "\n\\u0041 \ud800 \x00é%20/../#frag?q'
    entity = Entity(f"thing/{bad}", bad, "kgo:Thing", True, (bad,))
    found = Extraction(Document(bad, bad, title=bad), (entity,), (replace(OWNS, object=entity),), bad)
    lines = "".join(f"{q} .\n" for q in quads(found))
    assert len(list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))) == len(list(quads(found)))
    assert not [q for q in quads(found) if "evil>" in str(q.subject)]


def test_document_names_that_differ_have_graphs_that_differ() -> None:
    graphs = {next(quads(Extraction(Document(name, ""), ()))).graph_name for name in ("a b", "a%20b", "a_b", "merge")}
    assert len(graphs) == 4


def test_the_same_extraction_gives_the_same_quads_in_the_same_order(extraction: Extraction) -> None:
    assert [str(q) for q in quads(extraction)] == [str(q) for q in quads(extraction)]


def test_claims_that_differ_in_standing_only_are_two() -> None:
    assert claim_iri(SALE) != claim_iri(replace(SALE, standing=OWNS.standing))


def test_an_unknown_prefix_is_named_in_the_error() -> None:
    with pytest.raises(OntologyError, match="zzz:owns"):
        list(quads(only(claim(ACME, "owns", BOLT, property="zzz:owns"))))


def test_a_value_keeps_its_words_and_unit_beside_it() -> None:
    found = triples(only(claim(ACME, "costs", Literal("$2m", "2000000", "xsd:decimal", "USD"))))
    assert {(p.removeprefix(KG), o) for _, p, o in found} >= {("objectText", "$2m"), ("unit", "USD")}
