"""The pages: the graph, names, and what is known of a thing, under its own IRI and in the form that is asked for."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
from site_under_test import Site
from small_document import OWNS

from kg.graph.rdf import claim_iri
from kg.serve.links import iri_of, page_of

HTML = "text/html"
ACME = "https://w3id.org/kg/id/thing/Acme"


class Words(HTMLParser):
    """The text of a page, in one line."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += data


def text(page: str) -> str:
    return " ".join(Words(page).words.split())


def test_thing_under_the_path_of_its_iri(site: Site) -> None:
    """Names, claims as sentences with their standing, and the words of the evidence marked."""
    answer = site.get("/id/thing/Acme", Accept=HTML)
    assert (answer.status, answer.type) == (200, HTML)
    shown = text(answer.text)
    assert "Also: Acme Inc." in shown
    assert "Acme owns Bolt" in shown
    assert "negative according to Acme" in shown
    assert "about 40" in shown
    assert "<mark>Acme owns Bolt</mark>." in answer.text
    assert 'href="/id/thing/Bolt"' in answer.text
    assert "A brief &lt;b&gt;" in answer.text
    assert "2020-08-20" in shown


RELATION = "/about?iri=https%3A%2F%2Fw3id.org%2Fkg%2Fontology%23parentOf"


@pytest.mark.parametrize("path", ["/id/document/a.txt", page_of(claim_iri(OWNS).value), RELATION])
def test_documents_claims_and_relations_have_pages_too(site: Site, path: str) -> None:
    assert "<mark>Acme owns Bolt</mark>" in site.get(path, Accept=HTML).text


def test_class_names_its_instances(site: Site) -> None:
    assert (
        'href="/id/thing/Bolt"'
        in site.get("/about?iri=https%3A%2F%2Fw3id.org%2Fkg%2Fontology%23Company", Accept=HTML).text
    )


@pytest.mark.parametrize(
    ("accept", "short"), [("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/n-triples", "nt")]
)
def test_thing_as_data(site: Site, accept: str, short: str) -> None:
    """Its own triples, its claims, their sentences; by Accept or by ?format=."""
    answer = site.get("/id/thing/Acme", Accept=accept)
    assert (answer.status, answer.type) == (200, accept)
    triples = {
        (q.subject.value, q.predicate.value, str(q.object))
        for q in ox.parse(answer.body, format=ox.RdfFormat.from_media_type(accept))
    }
    assert (ACME, "http://www.w3.org/2004/02/skos/core#prefLabel", '"Acme"') in triples
    assert any(predicate.endswith("anchorOf") for _, predicate, _ in triples)
    again = site.get(f"/id/thing/Acme?format={short}", Accept=HTML)
    assert {*again.body.splitlines()} == {*answer.body.splitlines()} or accept == "application/ld+json"


def test_what_is_not_known(site: Site) -> None:
    assert site.get("/id/thing/Nobody", Accept=HTML).status == 404
    assert site.get("/id/thing/Nobody", Accept="text/turtle").status == 404
    assert site.get("/about?iri=not%20an%20iri", Accept=HTML).status == 404
    assert site.get("/id/thing/Acme?page=nonsense", Accept=HTML).status == 404


def test_names_are_found_by_a_part(site: Site) -> None:
    assert text(site.get("/find?q=MOS", Accept=HTML).text).count("Ada Moss") == 1
    assert "No name holds" in text(site.get("/find?q=%3Cscript%3E", Accept=HTML).text)
    assert "<script>" not in site.get("/find?q=%3Cscript%3E", Accept=HTML).text
    assert "Acme" in site.get("/find", Accept=HTML).text


def test_graph_page(site: Site) -> None:
    """What kg view draws, with the way to the other pages."""
    answer = site.get("/")
    assert (answer.status, answer.type) == (200, HTML)
    assert 'href="/query"' in answer.text
    assert "vis-network" in answer.text


def test_query_page_knows_the_named_queries(site: Site) -> None:
    page = site.get("/query").text
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert {"name": "about", "parameters": ["name"]}.items() <= next(
        q for q in data["queries"] if q["name"] == "about"
    ).items()
    assert data["prefixes"]["kg"] == "https://w3id.org/kg/core#"


def test_pages_run_nothing_but_their_own_script(site: Site) -> None:
    for path in ("/query", "/find", "/id/thing/Acme", "/id/thing/Nobody"):
        policy = site.get(path, Accept=HTML).headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'" in policy


@pytest.mark.parametrize("end", ["person/Zoë_O%27Neil", "thing/50%25_%3Cb%3E", "document/a/b%20c.txt", "place/東京"])
def test_path_of_a_page_leads_back_to_the_iri(end: str) -> None:
    """Through what a browser makes of it: letters of other scripts in percent-encoded UTF-8."""
    iri = f"https://w3id.org/kg/id/{end}"
    assert iri_of(page_of(iri).encode("ascii")) == iri
