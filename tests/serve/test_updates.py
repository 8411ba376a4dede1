"""SPARQL 1.1 Update over HTTP: with the token, over the graphs that the request names, and never to the outside."""

from __future__ import annotations

import json

import pytest
from site_under_test import TOKEN, Site, fill, served

from kg.errors import StoreInUse
from kg.graph.store import Store

ONE, TWO, OUT = ("http://example.org/graph/" + name for name in ("one", "two", "out"))
TWO_GRAPHS = f"""DROP SILENT GRAPH <{OUT}> ; DROP SILENT GRAPH <{ONE}> ; DROP SILENT GRAPH <{TWO}> ;
INSERT DATA {{ GRAPH <{ONE}> {{ <{ONE}> a <t:T> }} GRAPH <{TWO}> {{ <{TWO}> a <t:T> }} }} ;"""


def found(site: Site) -> list[str]:
    return sorted(row["s"] for row in site.query(f"SELECT ?s {{ GRAPH <{OUT}> {{ ?s ?p ?o }} }}").rows)


def test_update_is_seen_by_the_next_query(writable: Site) -> None:
    """Read your writes; relative IRIs are the endpoint's."""
    assert writable.update("INSERT DATA { <new> <is> <here> }").status == 204
    assert writable.query("SELECT ?s { ?s <is> <here> }").rows == [{"s": writable.address + "new"}]
    assert writable.update("DELETE WHERE { <new> ?p ?o }").status == 204
    assert writable.query("SELECT ?s { ?s <is> <here> }").rows == []


def test_update_by_form(writable: Site) -> None:
    headers = {"Content_Type": "application/x-www-form-urlencoded", "Authorization": f"Bearer {TOKEN}"}
    assert writable.ask("POST", "/sparql/", "update=CLEAR+SILENT+GRAPH+%3Cx:y%3E", **headers).status == 204


@pytest.mark.parametrize("token", ["", "another", TOKEN + "x"])
def test_update_needs_the_token(writable: Site, token: str) -> None:
    answer = writable.update("CLEAR ALL", token)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_using_default_graphs(writable: Site) -> None:
    update = TWO_GRAPHS + f"INSERT {{ GRAPH <{OUT}> {{ ?s a <t:Out> }} }} WHERE {{ ?s a <t:T> }}"
    assert writable.update(update, **{"using-graph-uri": [ONE, TWO]}).status == 204
    assert found(writable) == [ONE, TWO]
    assert writable.update(update, **{"using-graph-uri": ONE}).status == 204
    assert found(writable) == [ONE]


def test_using_named_graphs(writable: Site) -> None:
    update = TWO_GRAPHS + f"INSERT {{ GRAPH <{OUT}> {{ ?s a <t:Out> }} }} WHERE {{ GRAPH ?g {{ ?s a <t:T> }} }}"
    assert writable.update(update, **{"using-named-graph-uri": TWO}).status == 204
    assert found(writable) == [TWO]


@pytest.mark.parametrize(
    "update",
    [
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } USING <x:g> WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_graphs_named_in_two_ways(writable: Site, update: str) -> None:
    """Protocol, section 2.2.3: an error."""
    assert writable.update(update, **{"using-graph-uri": "x:h"}).status == 400


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/x>",
        "CLEAR SILENT GRAPH <x:y>;load silent <file:///etc/hostname>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "INSERT DATA { <a> <b> 'LOAD' } ; # LOAD\nLOAD <http://127.0.0.1:1/x>",
    ],
)
def test_load_and_service_are_off(writable: Site, update: str) -> None:
    answer = writable.update(update)
    assert (answer.status, "is off here" in answer.text) == (400, True)


def test_words_in_strings_are_no_keywords(writable: Site) -> None:
    update = "INSERT DATA { <a> <http://example.org/LOAD> 'LOAD <x> SERVICE' } # LOAD\n; DELETE WHERE { <a> ?p ?o }"
    assert writable.update(update).status == 204


def test_update_that_fails_changes_nothing(writable: Site) -> None:
    """Several operations are one transaction."""
    assert writable.update("INSERT DATA { <half> a <Half> } ; CREATE GRAPH <x:g> ; CREATE GRAPH <x:g>").status == 500
    assert not json.loads(writable.query("ASK { <half> a <Half> }").body)["boolean"]


def test_served_store_is_written_by_the_server_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A build beside it is told so; nothing but the store is left behind, and what was written stays."""
    folder = fill(tmp_path_factory.mktemp("alone") / "store")
    with served(folder, token=TOKEN, workers=1) as site:
        with pytest.raises(StoreInUse):
            Store.open(folder)
        site.update("INSERT DATA { <x:a> <x:b> <x:c> }")
    assert [path.name for path in folder.parent.iterdir()] == ["store"]
    with Store.open(folder, readonly=True) as store:
        assert store.query("ASK { <x:a> <x:b> <x:c> }")


def test_read_only_store_keeps_writers_out_and_lets_readers_in(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = fill(tmp_path_factory.mktemp("readers") / "store")
    with served(folder, workers=1):
        Store.open(folder, readonly=True).close()
        with pytest.raises(StoreInUse):
            Store.open(folder)
