"""kg query, view, export, stats and validate on the demo corpus."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demo_store: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", str(demo_store))


def test_sparql_is_an_argument_a_file_or_standard_input(run: Any) -> None:
    """With every prefix bound, and the same answer."""
    sparql = "SELECT ?name { ?a kgo:owns ?b . ?a skos:prefLabel ?name } ORDER BY ?name"
    Path("q.rq").write_text(sparql)
    answers = [
        run("query", sparql, "--format", "csv").stdout,
        run("query", "-f", "q.rq", "--format", "csv").stdout,
        run("query", "-f", "-", "--format", "csv", stdin=sparql).stdout,
    ]
    assert "ByteDance" in answers[0]
    assert len(set(answers)) == 1


def test_values_go_with_a_named_query_and_with_a_file(run: Any) -> None:
    """As name=value."""
    Path("q.rq").write_text("SELECT ?e { ?e skos:prefLabel $name }")
    assert "ByteDance" in run("query", "about", "name=TikTok").stdout
    assert "thing:TikTok" in run("query", "-f", "q.rq", "name=TikTok").stdout


def test_the_named_queries_are_listed_and_all_answer(run: Any) -> None:
    """At least eight of them, each with the values that it asks for."""
    from kg.graph.questions import named_queries

    listing = run("query", "--list").stdout
    assert len(named_queries()) >= 8
    for name, query in named_queries().items():
        assert name in listing
        assert run("query", name, *(f"{value}=TikTok" for value in query.parameters)).exit_code == 0


def test_an_answer_has_a_format(run: Any) -> None:
    """Rows as CSV or JSON, triples as Turtle, a truth as yes or no."""
    rows = list(csv.DictReader(io.StringIO(run("query", "owners", "--format", "csv").stdout)))
    assert json.loads(run("query", "owners", "--format", "json").stdout) == rows
    turtle = run("query", "CONSTRUCT { ?a kgo:owns ?b } { ?a kgo:owns ?b }", "--format", "ttl").stdout
    assert len(list(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))) >= 4
    assert run("query", "ASK { ?a kgo:owns ?b }").stdout == "yes\n"
    assert run("query", "ASK { ?a kgo:owns ?a }").stdout == "no\n"


def test_no_answers_is_no_error(run: Any) -> None:
    """But it is said."""
    result = run("query", "about", "name=Nobody")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "kg: no answers\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["query"], 2, "--list"),
        (["query", "SELECT ?a { ?a"], 6, "line 1, column 11"),
        (["query", "SELECT ?a { ?a foo:bar ?b }"], 6, "unknown prefix 'foo:'"),
        (["query", "DROP ALL"], 6, "a query only asks"),
        (["query", "nonsense"], 2, "there is no query named 'nonsense'"),
        (["query", "about"], 2, "kg query about name="),
        (["query", "about", "TikTok"], 2, "name=value"),
        (["query", "owners", "x=y"], 2, "does not ask for x"),
        (["query", "-f", "nowhere.rq"], 2, "-f nowhere.rq"),
        (["query", "owners", "--format", "ttl"], 2, "'ttl'"),
        (["query", "owners", "--timeout", "-1"], 2, "--timeout"),
        (["query", "owners", "--store", "nowhere"], 5, "kg build"),
        (["view", "--focus", "Nobody"], 2, "Nobody"),
        (["view", "nowhere/page.html"], 2, "there is no folder nowhere"),
        (["view", "."], 2, "is a folder"),
        (["export", "graph.docx"], 2, "--format"),
        (["export", "-"], 2, "--format"),
        (["export", "nowhere/x.ttl"], 2, "there is no folder nowhere"),
        (["stats", "--store", "nowhere"], 5, "kg build"),
        (["validate", "--shapes", "nowhere.ttl"], 7, "nowhere.ttl"),
        (["rm", "nowhere"], 2, "no such document"),
        (["nonsense"], 2, "nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_call_is_told_in_one_line(fails: Any, arguments: list[str], code: int, says: str) -> None:
    """With its exit code, and what to do."""
    assert says in fails(code, *arguments)
    assert list(Path().iterdir()) == []


def test_view_draws_what_lies_near_a_name(run: Any) -> None:
    """And says where."""
    assert run("view").stdout == "graph.html\n"
    run("view", "near.html", "--focus", "Tencent", "--hops", "1")
    assert "WeChat" in Path("near.html").read_text()
    assert "Mayer" not in Path("near.html").read_text()


@pytest.mark.parametrize("query", ["owners", "owners.rq", "SELECT ?c { ?c kg:relation 'owns' }"])
def test_view_draws_what_a_query_answers(run: Any, query: str) -> None:
    """A named query, a file, or SPARQL as it stands."""
    Path("owners.rq").write_text("CONSTRUCT { ?a kgo:owns ?b } WHERE { ?a kgo:owns ?b }")
    run("view", "owned.html", "--query", query, "--communities")
    assert '"name":"Douyin"' in Path("owned.html").read_text()
    assert '"name":"Kevin Mayer"' not in Path("owned.html").read_text()


def test_view_draws_claims_of_a_relation_in_a_time(run: Any) -> None:
    """Both together."""
    run("view", "led.html", "--relation", "founded", "--until", "2012")
    assert "2012" in Path("led.html").read_text()
    assert "is based in" not in Path("led.html").read_text()


@pytest.mark.parametrize("kind", ["ttl", "trig", "nq", "nt", "jsonld", "graphml"])
def test_export_writes_every_format_to_a_file_and_to_stdout(run: Any, kind: str) -> None:
    """The same twice over."""
    assert run("export", f"graph.{kind}").stdout == f"graph.{kind}\n"
    assert run("export", "-", "--format", kind).stdout == Path(f"graph.{kind}").read_text()
    assert "ByteDance" in Path(f"graph.{kind}").read_text()
    assert [file.name for file in Path().iterdir()] == [f"graph.{kind}"]


def test_a_failed_export_leaves_what_was_there(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not half a file, and nothing beside it."""
    Path("graph.graphml").write_text("old")

    def half(graph: object, path: Path) -> None:
        path.write_text("ha")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.analyse.write_graphml", half)
    result = run("export", "graph.graphml")
    assert result.stderr == "kg: graph.graphml cannot be written: No space left on device; give another path\n"
    assert [(file.name, file.read_text()) for file in Path().iterdir()] == [("graph.graphml", "old")]


def test_stats_count(run: Any) -> None:
    """For people and for programs."""
    found = json.loads(run("stats", "--json").stdout)
    assert found["documents"] == 14
    assert found["claims"] > found["asserted"] > 0
    assert "documents" in run("stats").stdout


def test_the_demo_corpus_satisfies_the_shapes(run: Any) -> None:
    """kg's own extraction breaks none of kg's own rules; there may be warnings."""
    result = run("validate")
    assert result.exit_code == 0
    assert "Violation" not in result.stdout
    assert re.fullmatch(r"kg: \d+ findings?\n", result.stderr)


def test_help_is_the_answer_to_nothing(run: Any) -> None:
    """``kg`` alone."""
    assert run().stdout == run("--help").stdout


def test_the_list_of_queries_has_a_format(run: Any, fails: Any) -> None:
    """As an answer has."""
    rows = list(csv.DictReader(io.StringIO(run("query", "--list", "--format", "csv").stdout)))
    assert json.loads(run("query", "--list", "--format", "json").stdout) == rows
    assert "about name=…" in {row["query"] for row in rows}
    assert "--format ttl is for triples" in fails(2, "query", "--list", "--format", "ttl")
