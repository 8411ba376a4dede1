"""SPARQL 1.1 Protocol over a real connection: every way to ask, every form of answer, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from site_under_test import Site

FORM = "application/x-www-form-urlencoded"
OWNED = "SELECT ?who ?what { ?a kgo:parentOf ?b . ?a skos:prefLabel ?who . ?b skos:prefLabel ?what }"
ROWS = [{"who": "Acme", "what": "Bolt"}]


def test_query_by_get(site: Site) -> None:
    """Prefixes are bound, and without a wish the answer is JSON."""
    answer = site.query(OWNED)
    assert (answer.status, answer.type, answer.rows) == (200, "application/sparql-results+json", ROWS)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_query_by_post_of_a_form(site: Site, path: str) -> None:
    assert site.ask("POST", path, urlencode({"query": OWNED}), Content_Type=FORM).rows == ROWS


def test_query_by_post_of_sparql(site: Site) -> None:
    kind = "application/sparql-query; charset=UTF-8"
    assert site.ask("POST", "/sparql", OWNED, Content_Type=kind).rows == ROWS


def test_named_query_with_its_value(site: Site) -> None:
    """``query=about&$name=Bolt``: the value is a literal, whatever is in it."""
    assert {row["document"] for row in site.query("about", **{"$name": "bolt"}).rows} == {"a.txt"}
    assert site.query("about", **{"$name": '" } DROP ALL #'}).rows == []


def test_rows_as_csv_tsv_and_xml(site: Site) -> None:
    assert [*csv.DictReader(io.StringIO(site.query(OWNED, "text/csv").text))] == ROWS
    assert site.query(OWNED, "text/tab-separated-values").text == '?who\t?what\n"Acme"\t"Bolt"\n'
    answer = site.query(OWNED, "application/sparql-results+xml")
    assert answer.type == "application/sparql-results+xml"
    assert [e.text for e in ElementTree.fromstring(answer.body).iter() if e.tag.endswith("literal")] == ["Acme", "Bolt"]


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_triples_in_every_form(site: Site, accept: str) -> None:
    answer = site.query("CONSTRUCT { ?a <made> ?b } WHERE { ?a kgo:parentOf ?b }", accept)
    assert (answer.status, answer.type) == (200, accept)
    (triple,) = ox.parse(answer.body, format=ox.RdfFormat.from_media_type(accept))
    assert triple.predicate.value == site.address + "made"


@pytest.mark.parametrize(
    "accept", ["application/json", "text/xml", "application/xml;q=0.2", "*/*", "text/*", "x/y, */*;q=0.1"]
)
def test_ask_has_the_form_that_is_liked(site: Site, accept: str) -> None:
    answer = site.query("ASK {}", accept)
    assert answer.status == 200
    assert b"true" in answer.body


def test_quality_decides(site: Site) -> None:
    assert site.query(OWNED, "text/csv;q=0.5, application/xml;q=0.6, */*;q=0.1").type == "application/xml"
    assert site.query(OWNED, "application/sparql-results+json;q=0, text/csv;q=0.1").type == "text/csv"


def test_format_in_the_address_wins(site: Site) -> None:
    assert site.query(OWNED, "application/xml", format="csv").type == "text/csv"
    assert site.query(OWNED, format="nonsense").status == 400


def test_form_that_there_is_not(site: Site) -> None:
    assert site.query(OWNED, "image/png").status == 406
    assert site.query("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv").status == 406


def test_dataset_of_the_protocol(site: Site) -> None:
    """Graphs named in the request are all there is, whatever FROM says."""
    graph = "https://w3id.org/kg/id/graph/document/a.txt"
    question = "ASK { ?a kgo:parentOf ?b }"
    default = {"default-graph-uri": graph}
    assert json.loads(site.query(question, **default).body)["boolean"]
    assert not json.loads(site.query(question, **{"default-graph-uri": "http://example.org/none"}).body)["boolean"]
    assert not json.loads(site.query(question, **{"named-graph-uri": graph}).body)["boolean"]
    assert json.loads(site.query("ASK { GRAPH ?g { ?a kgo:parentOf ?b } }", **{"named-graph-uri": graph}).body)[
        "boolean"
    ]
    assert not json.loads(site.query("ASK { GRAPH ?g { ?a kgo:parentOf ?b } }", **default).body)["boolean"]
    overruled = site.query("ASK FROM <http://example.org/none> { ?a kgo:parentOf ?b }", **default)
    assert json.loads(overruled.body)["boolean"]


@pytest.mark.parametrize(
    ("status", "method", "path", "body", "kind"),
    [
        (405, "PUT", "/sparql?query=ASK%20%7B%7D", None, FORM),
        (405, "DELETE", "/sparql", None, ""),
        (400, "GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, ""),
        (415, "POST", "/sparql", "ASK {}", "text/plain"),
        (415, "POST", "/sparql", "query=ASK%20%7B%7D", ""),
        (415, "POST", "/sparql", "ASK {}".encode("utf-16"), "application/sparql-query; charset=UTF-16"),
        (400, "POST", "/sparql", b"ASK { ?s ?p '\xff' }", "application/sparql-query"),
        (400, "POST", "/sparql", b"query=%FF", FORM),
        (400, "GET", "/sparql?query=ASK%20%7B", None, ""),
        (405, "GET", "/sparql?update=CLEAR%20ALL", None, ""),
        (400, "POST", "/sparql", "update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM),
        (400, "POST", "/sparql", "query=ASK%7B%7D&update=CLEAR+ALL", FORM),
        (400, "POST", "/sparql?query=ASK%7B%7D", "ASK {}", "application/sparql-query"),
        (400, "POST", "/sparql", "", FORM),
        (400, "GET", "/sparql?query=", None, ""),
        (400, "GET", "/sparql?query=nonsense", None, ""),
        (400, "GET", "/sparql?query=ASK%7B%7D&default-graph-uri=%3Cx", None, ""),
        (403, "POST", "/sparql", "update=CLEAR+ALL", FORM),
        (413, "POST", "/sparql", "#" * (1 << 20) + "\nASK {}", "application/sparql-query"),
        (404, "GET", "/nothing", None, ""),
        (404, "GET", "/static/../app.py", None, ""),
    ],
)  # fmt: skip
def test_wrong_request(site: Site, status: int, method: str, path: str, body: bytes | str | None, kind: str) -> None:
    """Each with its status, and a line of plain text that says why."""
    answer = site.ask(method, path, body, **({"Content_Type": kind} if kind else {}))
    assert (answer.status, answer.type) == (status, "text/plain")
    assert answer.text.strip()
    assert "Traceback" not in answer.text


def test_wrong_sparql_says_where(site: Site) -> None:

    assert "unknown prefix 'x:'" in site.query("SELECT ?a { ?b x:y ?a }").text


@pytest.mark.parametrize("update", ["INSERT DATA { <a> <b> <c> }", "CLEAR ALL", "LOAD <http://127.0.0.1:1/x>"])
def test_query_never_updates(site: Site, update: str) -> None:
    assert site.query(update).status == 400


def test_service_is_off(site: Site) -> None:
    answer = site.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert (answer.status, "SERVICE" in answer.text) == (400, True)


def test_description(site: Site) -> None:
    """GET without a query: the endpoint, its languages and forms; browsers are sent to the query page."""
    answer = site.get("/sparql", Accept="text/turtle")
    triples = {
        (t.predicate.value.rpartition("#")[2], str(t.object)) for t in ox.parse(answer.body, format=ox.RdfFormat.TURTLE)
    }
    assert ("endpoint", f"<{site.address}sparql>") in triples
    assert ("supportedLanguage", "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>") in triples
    assert not any("Update" in value for _, value in triples)
    browser = site.get("/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (browser.status, browser.headers["location"]) == (303, "/query")


def test_head_has_no_body(site: Site) -> None:
    answer = site.ask("HEAD", "/sparql?query=" + quote(OWNED))
    assert (answer.status, answer.body) == (200, b"")


def test_pages_of_this_machine_may_ask_and_strangers_may_not(site: Site) -> None:
    """CORS, by default: any port of loopback, and nobody else."""
    asked = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type"}
    near = site.ask("OPTIONS", "/sparql", Origin="http://localhost:3000", **asked)
    assert (near.status, near.headers["access-control-allow-origin"]) == (200, "http://localhost:3000")
    assert site.ask("OPTIONS", "/sparql", Origin="https://example.org", **asked).status == 400
    far = site.get("/sparql?query=ASK%7B%7D", Origin="https://example.org")
    assert far.headers["access-control-allow-origin"] is None


def test_stranger_whose_name_points_here_is_not_let_in(site: Site) -> None:
    """DNS rebinding: the Host header has to be this machine's."""
    assert site.get("/sparql?query=ASK%7B%7D", Host="example.org").status == 400
    assert site.get("/sparql?query=ASK%7B%7D", Host="localhost:1").status == 200
