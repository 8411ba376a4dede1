"""The pyvis Network: the same nodes and claims, without pyvis's defects."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
from news_graph import add_claim, add_node, news

from kg.draw import to_pyvis


def test_every_node_and_every_claim_is_there() -> None:
    graph = news()
    network = to_pyvis(graph)
    assert (network.num_nodes(), network.num_edges()) == (len(graph), graph.number_of_edges())


def test_edges_point_at_nodes_that_pyvis_knows() -> None:
    network = to_pyvis(news())
    assert {edge[end] for edge in network.edges for end in ("from", "to")} <= set(network.get_nodes())


def test_physics_is_off_since_places_are_given() -> None:
    network = to_pyvis(news())
    assert network.options.physics.enabled is False
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in network.nodes)


def test_titles_are_escaped() -> None:
    graph = pair("<img src=x onerror=alert(1)>")
    titles = [item["title"] for item in (*to_pyvis(graph).nodes, *to_pyvis(graph).edges)]
    assert not any("<" in title for title in titles)


def test_claims_between_the_same_two_stay_apart() -> None:
    edges = to_pyvis(pair("Ada")).edges
    # Clockwise from here is anticlockwise from there.
    sides = [(edge["smooth"]["type"] == "curvedCW") == (edge["from"] < edge["to"]) for edge in edges]
    bends = {edge["smooth"]["roundness"] * (1 if side else -1) for edge, side in zip(edges, sides)}
    assert len(bends) == 3


def test_claims_that_are_not_asserted_are_dashed() -> None:
    graph = news()
    dashed = {edge["id"] for edge in to_pyvis(graph).edges if edge["dashes"]}
    assert dashed == {key for _, _, key, data in graph.edges(keys=True, data=True) if not data["asserted"]}


def test_shape_and_colour_tell_types_apart() -> None:
    graph = news()
    looks = {(node["shape"], json.dumps(node["color"])) for node in to_pyvis(graph).nodes}
    assert len(looks) == len({data["type"] for _, data in graph.nodes(data=True)})


def test_common_nouns_are_smaller_than_names_with_as_many_neighbours() -> None:
    sizes = {node["label"]: node["size"] for node in to_pyvis(news()).nodes}
    assert sizes["chief executive"] < sizes["WeChat"]


def test_pyvis_can_make_its_own_page_of_it() -> None:
    assert "ByteDance" in to_pyvis(news()).generate_html()


def pair(name: str) -> nx.MultiDiGraph[Any]:
    """Three claims between two names, one of them the other way round."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for node in (name, "Nord"):
        add_node(graph, node, "Person", True)
    for number, triple in enumerate([(name, "leads", "Nord"), (name, "owns", "Nord"), ("Nord", "sues", name)]):
        add_claim(graph, number, f"{name} and Nord.", triple)
    return graph
