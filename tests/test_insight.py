"""Paths with their sentences, centrality, communities; and the files of other tools."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import networkx
import pytest

from kg.errors import UsageError
from kg.exchange import write_cytoscape, write_gexf, write_neo4j
from kg.insight import communities, pagerank, path

Graph = networkx.MultiDiGraph


def linked(*edges: tuple[str, str], kind: str = "Company", confidence: float = 0.9) -> Graph:
    """A graph of claims between names, as `kg.analyse.to_networkx` makes it."""
    graph: Graph = Graph()
    for number, (a, b) in enumerate(edges):
        for name in (a, b):
            kinds = "Value" if name.isdigit() else kind
            graph.add_node(f"iri:{name}", name=name, names=(name, f"{name} Inc."), type=kinds, named=True)
        graph.add_edge(
            f"iri:{a}", f"iri:{b}", key=f"claim:{number}", relation="owns", property="kgo:owns", asserted=True,
            polarity="positive", modality="actual", attributed_to="",
            confidence=confidence, sentence=f"{a} owns {b}.", document="a.txt", start=0, end=9,
            qualifiers={"time": ("now",)},
        )  # fmt: skip
    return graph


def test_a_path_follows_claims_both_ways_and_shows_their_sentences() -> None:
    steps = path(linked(("A", "B"), ("C", "B"), ("C", "D")), "a", "D Inc.")
    assert [step.forward for step in steps] == [True, False, True]
    assert [step.sentence for step in steps] == ["A owns B.", "C owns B.", "C owns D."]
    assert str(steps[0]) == "A owns B   [a.txt: “A owns B.”]"


def test_a_path_does_not_go_through_values() -> None:
    assert path(linked(("A", "1999"), ("B", "1999")), "A", "B") == []


def test_the_surest_of_parallel_claims_speaks() -> None:
    graph = linked(("A", "B"))
    graph.add_edge(
        "iri:A",
        "iri:B",
        key="x",
        **{**graph.edges["iri:A", "iri:B", "claim:0"], "confidence": 1.0, "sentence": "Sure."},
    )
    assert [step.sentence for step in path(graph, "A", "B")] == ["Sure."]


def test_a_name_that_nobody_has_is_told_with_those_that_are_near() -> None:
    with pytest.raises(UsageError, match="near are: Oracle"):
        path(linked(("Oracle", "B")), "Oracl", "B")


def test_pagerank_is_that_of_networkx() -> None:
    edges = [("A", "B"), ("C", "B"), ("B", "D"), ("D", "A"), ("E", "B"), ("A", "B")]
    found = pagerank(linked(*edges))
    assert sum(found.values()) == pytest.approx(1)
    pytest.importorskip("scipy")
    plain = networkx.DiGraph([(f"iri:{a}", f"iri:{b}") for a, b in edges])
    assert found == pytest.approx(networkx.pagerank(plain, max_iter=1000), abs=1e-4)


def test_communities_are_the_parts_that_hang_together() -> None:
    assert communities(linked(("A", "B"), ("B", "C"), ("A", "C"), ("X", "Y"))) == [
        ["iri:A", "iri:B", "iri:C"],
        ["iri:X", "iri:Y"],
    ]


def test_gexf_can_be_read_back_and_is_the_same_each_time(tmp_path: Path) -> None:
    graph = linked(("A\x0b", "B"), ("A\x0b", "B"))
    for name in ("one.gexf", "two.gexf"):
        write_gexf(graph, tmp_path / name)
    assert (tmp_path / "one.gexf").read_bytes() == (tmp_path / "two.gexf").read_bytes()
    again = networkx.read_gexf(tmp_path / "one.gexf")
    assert (len(again), again.number_of_edges()) == (2, 2)
    assert again.nodes["iri:A"]["label"] == "A"


def test_cytoscape_elements_are_nodes_and_edges(tmp_path: Path) -> None:
    write_cytoscape(linked(("A", "B")), tmp_path / "g.cyjs")
    elements = json.loads((tmp_path / "g.cyjs").read_text())["elements"]
    assert [node["data"]["id"] for node in elements["nodes"]] == ["iri:A", "iri:B"]
    assert elements["edges"][0]["data"]["qualifiers"] == "time: now"


def test_neo4j_tables_have_the_columns_that_its_import_wants(tmp_path: Path) -> None:
    write_neo4j(linked(('A "quoted", B', "C")), tmp_path / "g.zip")
    with zipfile.ZipFile(tmp_path / "g.zip") as archive:
        tables = [archive.read(name).decode() for name in ("nodes.csv", "relationships.csv")]
    nodes, edges = (list(csv.DictReader(io.StringIO(table))) for table in tables)
    assert nodes[0]["name"] == 'A "quoted", B'
    found = [edges[0][column] for column in (":START_ID", ":TYPE", "confidence:float")]
    assert found == ['iri:A "quoted", B', "owns", "0.9"]
