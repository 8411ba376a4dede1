"""Asking: answers, bound values, named queries, exports, and errors that say where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from small_document import OWNS

from kg.errors import QueryError, UsageError
from kg.graph.answer import Answer
from kg.graph.questions import named_queries
from kg.graph.store import Store
from kg.types import Extraction

Renamed = Callable[..., Extraction]


def test_rows_are_dicts_of_python_values(full: Store) -> None:
    [row] = full.query("SELECT ?n ?yes ?nothing { ?c kg:objectText ?t ; rdf:object ?n ; kg:asserted ?yes }")
    assert row == {"n": 40, "yes": True, "nothing": None}


def test_an_ask_is_its_answer(full: Store) -> None:
    assert not full.query("ASK { thing:Acme kgo:sold thing:Bolt }")


def test_a_construct_gives_triples(full: Store) -> None:
    answer = full.query("CONSTRUCT { ?a kgo:owns ?b } WHERE { ?a kgo:owns ?b }")
    assert answer.serialize("nt").split()[1] == "<https://w3id.org/kg/ontology#owns>"


def test_an_answer_becomes_a_data_frame(full: Store) -> None:
    assert list(full.query("SELECT ?a ?b { ?a kgo:owns ?b }").to_pandas().columns) == ["a", "b"]


def test_an_answer_in_a_notebook_escapes_what_documents_say(store: Store, renamed: Renamed) -> None:
    store.put(renamed("<script>"))
    assert "<script>" not in store.query("documents")._repr_html_()


def test_rows_at_hand_are_those_of_their_json(full: Store) -> None:
    """Whatever the terms, and what is unbound."""
    answer = full.query(
        "SELECT ?x ?none { VALUES ?x { thing:Acme 'plain' 'deutsch'@de 1.50 true 'é <&' '2020'^^xsd:gYear UNDEF } }"
    )
    again = Answer("select", answer.payload)
    assert (again.columns, list(again.terms())) == (answer.columns, list(answer.terms()))
    for kind in ("srj", "xml", "tsv", "csv", "json"):
        assert again.serialize(kind) == answer.serialize(kind)


def test_rows_have_no_turtle(full: Store) -> None:
    with pytest.raises(UsageError, match="csv"):
        full.query("SELECT * { ?a kgo:owns ?b }").serialize("ttl")


def test_malformed_sparql_is_an_error_with_its_place(full: Store) -> None:
    with pytest.raises(QueryError, match=r"line 1, column 17, at “{”: this { is not closed"):
        full.query("SELECT ?x WHERE {\n ?x ?p ?o")


def test_an_unknown_prefix_is_named(full: Store) -> None:
    with pytest.raises(QueryError, match="'foo:'"):
        full.query("SELECT ?x { ?x foo:bar ?o }")


@pytest.mark.parametrize("rest", ["", " . ?x owns ?y"], ids=["alone", "before another fault"])
def test_the_place_of_an_unknown_prefix_is_where_it_stands(full: Store, rest: str) -> None:
    with pytest.raises(QueryError, match=r"column 16, at “foo:bar.*”: unknown prefix 'foo:'"):
        full.query(f"SELECT ?x {{ ?x foo:bar ?o{rest} }}")


def test_a_prefix_that_is_declared_or_quoted_is_not_the_fault(full: Store) -> None:
    with pytest.raises(QueryError, match=r"column 55, at “}”: there is no { that this } would close$"):
        full.query("PREFIX x: <http://x/y:> SELECT ?a { ?a x:b 'q:r' . }  }")


@pytest.mark.parametrize(
    "sparql", ["SELECT ?a { ?a", "SELECT ?a { ?a ?b [ }", "SELECT ?a { ?a ?b 'c }", "who owns Bolt"]
)
def test_a_complaint_about_sparql_is_one_short_line(full: Store, sparql: str) -> None:
    with pytest.raises(QueryError) as caught:
        full.query(sparql)
    assert len(str(caught.value)) < 200
    assert "\n" not in str(caught.value)
    assert "u{" not in str(caught.value)


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT ?a { ", "column 11, at “{”: this { is not closed"),
        ('SELECT ?a { ?a ?b "x }', 'column 19, at “"x }”: this quote is not closed'),
        ("SELECT ?a { ?a <http://x ?b }", "column 16, at “<http://x ?b }”: this IRI has no > behind it"),
        ("SELECT ?a { ?a ?b ?c } limit x", "column 24, at “limit x”: what begins here cannot stand here"),
        ("SELECT ?a {\n\t?a ?b\n}", "line 2, column 2, at “?a ?b”: what begins here"),
        ("SELECT (COUNT(?a) AS n) { ?a ?b ?c }", "column 22, at “n) { ?a ?b ?c }”: what begins here"),
        ("SELECT (?a AS ?a) { ?a ?b ?c }", "The SELECT overrides an existing variable"),
        ("SELECT ?a { ?a ?b ?c BIND(2 AS ?a) }", "a variable is set twice"),
    ],
)
def test_what_is_wrong_is_said_plainly_and_where(full: Store, sparql: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        full.query(sparql)
    assert told in str(caught.value)


def test_an_unbound_variable_is_said_in_words(full: Store) -> None:
    with pytest.raises(QueryError, match="a variable that is unbound"):
        full.query("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }")


def test_a_query_cannot_write(full: Store) -> None:
    with pytest.raises(QueryError, match="only asks"):
        full.query("PREFIX x: <http://x/> # comment\nDELETE WHERE { ?s ?p ?o }")


def test_a_value_is_bound_as_a_literal_and_nothing_else(full: Store) -> None:
    value = '") } ; DROP ALL #'
    assert not full.query("SELECT ?x { ?x skos:prefLabel $name }", name=value)
    assert full.documents() == ["a.txt"]


def test_a_dollar_inside_a_string_or_comment_is_no_parameter(full: Store) -> None:
    [row] = full.query('SELECT ?t { BIND("$name" AS ?t) } # $name')
    assert row == {"t": "$name"}


def test_a_query_that_takes_too_long_is_stopped(written: Store) -> None:
    with pytest.raises(QueryError, match="longer than"):
        written.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=0.5)


def test_a_query_within_its_time_answers_the_same(written: Store) -> None:
    question = "SELECT ?x { ?x kgo:owns ?y }"
    assert list(written.query(question, timeout=30)) == list(written.query(question))


@pytest.mark.parametrize("name", named_queries())
def test_every_named_query_runs_and_has_a_description(full: Store, name: str) -> None:
    query = named_queries()[name]
    assert len(query.description) > 15
    values: dict[str, Any] = dict.fromkeys(query.parameters, "bolt")
    assert full.query(name, **values).columns


@pytest.mark.parametrize(
    ("name", "values", "column", "expected"),
    [
        ("owners", {}, "owner", ["Acme"]),
        ("about", {"name": "acme inc."}, "asserted", [True, True, False, False]),
        ("said-about", {"name": "Nimbus"}, "speaker", ["Acme"]),
        ("orders-and-plans", {}, "standing", ["ordered"]),
        ("timeline", {}, "time", ["2020-08"]),
        ("not-asserted", {}, "polarity", ["negative", "positive"]),
        ("evidence", {"text": "owns"}, "start", [0]),
        ("documents", {}, "facts", [3]),
        ("most-connected", {}, "name", ["Acme", "Bolt", "Ada Moss", "Nimbus"]),
    ],
)
def test_a_named_query_answers_what_it_says(
    full: Store, name: str, values: dict[str, Any], column: str, expected: list[object]
) -> None:
    assert [row[column] for row in full.query(name, **values)] == expected


def test_a_contradiction_is_found_between_documents(full: Store, renamed: Renamed) -> None:
    full.put(renamed("b.txt", replace(OWNS, standing=replace(OWNS.standing, polarity="negative"))))
    [row] = full.query("contradictions")
    assert (row["stated_in"], row["denied_in"]) == ("a.txt", "b.txt")


def test_a_named_query_asks_for_the_value_that_is_missing(full: Store) -> None:
    with pytest.raises(UsageError, match=r"kg query about name=TikTok$"):
        full.query("about")


def test_a_word_that_names_no_query_lists_those_that_do(full: Store) -> None:
    with pytest.raises(UsageError, match="owners"):
        full.query("owner")


def test_rows_do_not_grow_with_the_documents_that_name_an_entity(store: Store, renamed: Renamed) -> None:
    for number in range(30):
        store.put(renamed(str(number)))
    assert len(store.query("SELECT ?x { ?a kgo:owns ?b . ?a skos:prefLabel ?x . ?b skos:prefLabel ?y }")) == 1
    assert len(store.dataset().query("SELECT ?x { ?a kgo:owns ?b . ?a skos:prefLabel ?x }")) == 1


def test_rdflib_sees_the_same_open_store(full: Store) -> None:
    rows = list(full.dataset().query("SELECT ?x { ?x kgo:owns ?y }"))
    assert str(rows[0][0]) == "https://w3id.org/kg/id/thing/Acme"  # type: ignore[index]


@pytest.mark.parametrize("format", ["ttl", "nt", "trig", "nq", "jsonld", "rdf"])
def test_an_export_does_not_depend_on_the_order_of_documents(renamed: Renamed, format: str) -> None:
    texts = []
    for names in ("ab", "ba"):
        with Store.in_memory() as store:
            for name in names:
                store.put(renamed(name))
            texts.append(store.serialize(format))
    assert texts[0] == texts[1]


def test_no_query_leaves_the_machine(written: Store) -> None:
    """SERVICE would ask another server."""
    with pytest.raises(QueryError, match="no network"):
        written.query("SELECT ?a { SERVICE <http://127.0.0.1:9/sparql> { ?a ?b ?c } }")


def test_service_as_a_name_is_no_service(written: Store) -> None:
    """A variable or a text of that name is harmless."""
    assert len(written.query('SELECT ?service { BIND("SERVICE" AS ?service) }')) == 1
