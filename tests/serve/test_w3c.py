"""The W3C's SPARQL 1.1 test suite through the server: queries and their results, and the protocol cases.

The suite is not part of the project. KG_W3C_SPARQL names a copy: the folder ``sparql/sparql11`` of w3c/rdf-tests, or
``test/data/suites/w3c/sparql11`` in an old source package of rdflib.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from site_under_test import TOKEN, Site, served

from kg.graph.store import Store

SUITE = Path(os.environ.get("KG_W3C_SPARQL", "/no/suite"))
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
DAWGT = "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#"
APPROVED = ox.NamedNode(DAWGT + "Approved")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment"
# Entailment regimes and federation are not what the server offers.
LEFT_OUT = {"entailment", "service", "syntax-fed"}
# Paths with {n,m}, which the language lost before it was final; old copies still have them.
WITHDRAWN = {f"property-path/pp{n}" for n in ("04", "05", "13", "15", "20", "22", "24", "26", "27", "29")}
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}
RESULTS = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}


class Manifest:
    """A manifest's triples."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self.store = ox.Store()
        self.store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())

    def all(self, subject: Any, predicate: str) -> list[Any]:
        return [q.object for q in self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def one(self, subject: Any, predicate: str) -> Any:
        return next(iter(self.all(subject, predicate)), None)

    def entries(self, kind: str) -> list[Any]:
        found = self.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(MF + kind))
        return sorted((q.subject for q in found), key=str)


def manifests() -> list[Manifest]:
    paths = sorted(path for path in SUITE.glob("*/manifest.ttl") if path.parent.name not in LEFT_OUT)
    return [Manifest(path) for path in paths]


def local(iri: ox.NamedNode) -> Path:
    from urllib.parse import unquote, urlsplit

    return Path(unquote(urlsplit(iri.value).path))


class Evaluation(NamedTuple):
    """A query, the graphs that it is asked of, and the file with its result."""

    name: str
    query: Path
    default: list[Path]
    named: list[Path]
    result: Path


def evaluations() -> Iterator[Any]:
    for manifest in manifests():
        for kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
            for test in manifest.entries(kind):
                if APPROVED not in manifest.all(test, DAWGT + "approval"):
                    continue  # proposed, or withdrawn
                action, result = manifest.one(test, MF + "action"), manifest.one(test, MF + "result")
                if manifest.one(action, QT + "graphData") and isinstance(
                    manifest.one(action, QT + "graphData"), ox.BlankNode
                ):
                    continue
                case = Evaluation(
                    f"{manifest.folder.name}/{test.value.rpartition('#')[2]}",
                    local(manifest.one(action, QT + "query")),
                    [local(iri) for iri in manifest.all(action, QT + "data")],
                    [local(iri) for iri in manifest.all(action, QT + "graphData")],
                    local(result),
                )
                if case.name not in WITHDRAWN:
                    yield pytest.param(case, id=case.name)


EVALUATIONS = [*evaluations()]
needs_suite = pytest.mark.skipif(not EVALUATIONS, reason="KG_W3C_SPARQL names no copy of the W3C suite")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over every graph of the suite, each under the IRI of its file."""
    folder = tmp_path_factory.mktemp("w3c") / "store"
    Store.open(folder).close()
    store = ox.Store(str(folder))
    for path in {path for p in EVALUATIONS for path in (*p.values[0].default, *p.values[0].named) if path.exists()}:
        graph = ox.NamedNode(path.as_uri())
        store.load(path=str(path), format=FORMATS[path.suffix], base_iri=path.as_uri(), to_graph=graph)
        store.add_graph(graph)
    store.flush()
    del store
    with served(folder, token=TOKEN, workers=2, seconds=60) as site:
        yield site


@needs_suite
@pytest.mark.parametrize("case", EVALUATIONS or [None])
def test_evaluation(site: Site, case: Evaluation) -> None:
    """The result through HTTP is the suite's, the graphs being those of the request."""
    if missing := [path.name for path in (case.query, case.result, *case.default, *case.named) if not path.exists()]:
        pytest.skip(f"this copy of the suite lacks {', '.join(missing)}")
    fields = {
        "default-graph-uri": [path.as_uri() for path in case.default] or ["urn:empty"],
        "named-graph-uri": [path.as_uri() for path in case.named],
    }
    sparql = f"BASE <{case.query.as_uri()}>\n{case.query.read_text(encoding='utf-8')}"
    if re.search(r"^\s*FROM\b", sparql, re.M):
        fields = {}
    form = RESULTS.get(case.result.suffix, "")
    graph = re.search(r"\bCONSTRUCT\b", sparql) is not None
    answer = site.query(sparql, **fields, format="nt" if graph else "csv" if form == "csv" else form or "json")
    assert answer.status == 200, answer.text
    if graph:
        assert canonical(answer.body, ox.RdfFormat.N_TRIPLES) == canonical(
            case.result.read_bytes(), FORMATS[case.result.suffix]
        )
    elif form == "csv":
        assert table(answer.text) == table(case.result.read_text(encoding="utf-8"))
    else:
        expected = rows_of_graph(case.result) if not form else rows(case.result.read_bytes(), form)
        assert same(rows(answer.body, form or "json"), expected)


def canonical(text: bytes, format: ox.RdfFormat) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(text, format=format, base_iri="http://base/"))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def table(text: str) -> list[list[tuple[str, str]]]:
    """The rows of CSV, whatever the order of rows and columns, blank nodes all alike."""
    found = csv.DictReader(io.StringIO(text))
    return sorted(sorted((k, "_:" if v.startswith("_:") else v) for k, v in row.items()) for row in found)


def rows(text: bytes, form: str) -> Any:
    """A truth, or rows of terms by variable."""
    format = {"xml": ox.QueryResultsFormat.XML, "json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}[
        form
    ]
    parsed = ox.parse_query_results(text, format=format)
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    names = [variable.value for variable in parsed.variables]
    return [{n: term for n, term in zip(names, row, strict=True) if term is not None} for row in parsed]


def rows_of_graph(path: Path) -> Any:
    """Results that the suite wrote as RDF."""
    manifest = Manifest.__new__(Manifest)
    manifest.store = ox.Store()
    manifest.store.load(path=str(path), format=FORMATS[path.suffix], base_iri=path.as_uri())
    (result,) = [
        q.subject
        for q in manifest.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(RS + "ResultSet"))
    ]
    truth = manifest.one(result, RS + "boolean")
    if truth is not None:
        return truth.value == "true"
    return [
        {
            str(manifest.one(binding, RS + "variable").value): manifest.one(binding, RS + "value")
            for binding in manifest.all(solution, RS + "binding")
        }
        for solution in manifest.all(result, RS + "solution")
    ]


def same(found: Any, expected: Any) -> bool:
    """As multisets, with blank nodes one to one, numbers by their value."""
    if isinstance(found, bool) or isinstance(expected, bool):
        return bool(found == expected)
    return len(found) == len(expected) and matched(found, expected, {})


def matched(found: list[dict[str, Any]], expected: list[dict[str, Any]], nodes: dict[Any, Any]) -> bool:
    if not found:
        return True
    first, *rest = found
    for place, row in enumerate(expected):
        joined = row_matched(first, row, nodes)
        if joined is not None and matched(rest, expected[:place] + expected[place + 1 :], joined):
            return True
    return False


def row_matched(one: dict[str, Any], other: dict[str, Any], nodes: dict[Any, Any]) -> dict[Any, Any] | None:
    if one.keys() != other.keys():
        return None
    joined = dict(nodes)
    for name, term in one.items():
        if isinstance(term, ox.BlankNode) and isinstance(other[name], ox.BlankNode):
            if joined.setdefault(term, other[name]) != other[name]:
                return None
        elif value(term) != value(other[name]):
            return None
    return joined if len(set(joined.values())) == len(joined) else None


def value(term: Any) -> Any:
    if isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in (
        "decimal",
        "double",
        "integer",
        "float",
    ):
        try:
            return term.datatype, round(float(term.value), 6)
        except ValueError:
            return term
    return term


# ---- The protocol cases: each says in its comment what is sent, and which status comes back


class Exchange(NamedTuple):
    """One request of a protocol case, and what is told of its response."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: str
    result: str


def exchanges(comment: str) -> list[Exchange]:
    """The requests of a case, as its comment has them."""
    found = []
    for part in re.split(r"^#+\s*Request\s*$", comment, flags=re.M)[1:]:
        sent, _, came = re.split(r"^#+\s*(Response)\s*$", part, maxsplit=1, flags=re.M)
        lines = [line.removeprefix("    ") for line in sent.strip("\n").splitlines()]
        lines = lines[next(i for i, line in enumerate(lines) if line.strip()) :]
        method, path, _ = lines[0].split(" ", 2)
        blank = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
        headers = dict(line.split(": ", 1) for line in lines[1:blank])
        told = [line.strip() for line in came.split("followed by")[0].strip().splitlines() if line.strip()]
        body = "\n".join(lines[blank + 1 :]).strip()
        found.append(Exchange(method, path, headers, body, told[0], told[-1] if len(told) > 1 else ""))
    return found


def protocol_cases() -> Iterator[Any]:
    for manifest in manifests():
        for test in manifest.entries("ProtocolTest"):
            comment = manifest.one(test, COMMENT)
            if comment is not None and (found := exchanges(comment.value)):
                yield pytest.param(found, id=test.value.rpartition("#")[2])


PROTOCOL = [*protocol_cases()]
DATA = "http://kasei.us/2009/09/sparql/data/"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A writable store with the graphs that the protocol cases speak of."""
    folder = tmp_path_factory.mktemp("protocol") / "store"
    Store.open(folder).close()
    with served(folder, token=TOKEN, workers=2, seconds=60) as site:
        yield site


@pytest.mark.skipif(not PROTOCOL, reason="KG_W3C_SPARQL names no copy of the W3C suite that has its protocol cases")
@pytest.mark.parametrize("case", PROTOCOL or [None])
def test_protocol(endpoint: Site, case: list[Exchange]) -> None:
    """The status, and the truth of what is asked."""
    for number in range(4):
        iri = f"{DATA}data{number}.rdf"
        endpoint.update(f"INSERT DATA {{ GRAPH <{iri}> {{ <{iri}> a <http://xmlns.com/foaf/0.1/Document> }} }}")
    for exchange in case:
        headers = {k.replace("-", "_"): v for k, v in exchange.headers.items() if k not in ("Host", "Content-Length")}
        coding = "utf-16" if "UTF-16" in headers.get("Content_Type", "") else "utf-8"
        answer = endpoint.ask(
            exchange.method, quote(exchange.path, safe="/?&=%"), exchange.body.encode(coding) or None,
            Authorization=f"Bearer {TOKEN}", **headers,
        )  # fmt: skip
        allowed = [digit for digit in "2345" if f"{digit}xx" in exchange.status.lower()]
        assert str(answer.status)[0] in allowed, answer.text
        if exchange.result in ("true", "false"):
            assert json.loads(answer.body)["boolean"] is (exchange.result == "true")
