"""Whatever is sent, the server answers and goes on: never a 5xx that it did not mean, a traceback, or broken JSON."""

from __future__ import annotations

import http.client
import json
import re
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_under_test import Site

MEANT = re.compile("longer than|bytes|memory|cannot be answered")
WORDS = st.sampled_from(
    """SELECT ASK CONSTRUCT DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH SERVICE LOAD VALUES BIND AS GROUP BY ORDER
    LIMIT OFFSET HAVING COUNT( ( ) { } * ?s ?p ?o ?x $name <x:y> <> kgo:owns kg:Claim "text" '''a 1 -2.5e300 true _:b
    @en ^^xsd:date . ; , [ ] | / ^ + ! = < > && || IN NOT EXISTS REGEX( "(a+)+$" \\ # PREFIX : BASE FROM NAMED DISTINCT
    owners about \u0000 \ud7ff 🜁""".split()
)
SPARQL = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60)
ACCEPT = st.lists(
    st.sampled_from(["*/*", "text/csv", "text/html", "application/json;q=x", ";;", "q=1", "a/b;q=-1"])
).map(",".join)
KINDS = st.sampled_from(
    ["", "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded", "; charset=",
     "a/b; charset=utf-16"]
)  # fmt: skip
STARTS = st.sampled_from(
    ["/id/", "/about?iri=", "/id/thing/Acme?page=", "/find?q=", "/static/", "/", "/sparql?"]
)  # fmt: skip
bounded = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])


def checked(site: Site, method: str, path: str, body: bytes | None = None, **headers: str) -> None:
    answer = site.ask(method, path, body, **headers)
    assert "Traceback" not in answer.body.decode(errors="replace")
    if answer.status == 200 and "json" in answer.type:
        json.loads(answer.body)
    assert answer.status < 500 or MEANT.search(answer.text), answer.text


@bounded
@given(sparql=SPARQL, accept=ACCEPT)
def test_any_query(site: Site, sparql: str, accept: str) -> None:
    checked(site, "GET", "/sparql?query=" + quote(sparql, errors="replace"), Accept=accept)


@bounded
@given(body=st.binary(max_size=200), kind=KINDS)
def test_any_body(site: Site, body: bytes, kind: str) -> None:
    checked(site, "POST", "/sparql", body, **({"Content_Type": kind} if kind else {}))


PATHS = st.text("abc/%.:?#&=<>\"'é2F0+;\\@", max_size=30)


@bounded
@given(start=STARTS, rest=PATHS, accept=ACCEPT)
def test_any_address(site: Site, start: str, rest: str, accept: str) -> None:
    path = start + "".join(c if c.isascii() and c not in '<>"\\' else quote(c) for c in rest)
    try:
        checked(site, "GET", path, Accept=accept)
    except http.client.InvalidURL:
        return
