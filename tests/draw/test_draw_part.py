"""The part of a graph that is drawn: by name, time, relation, document, and by a query's answer."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import networkx as nx
import pytest
from news_graph import add_claim, add_node, iri, news

from kg.draw import render
from kg.draw.communities import communities
from kg.draw.part import answered
from kg.errors import UsageError


def drawn(graph: nx.MultiDiGraph[Any], **choice: Any) -> dict[str, Any]:
    """What the page is given."""
    found = re.search(r'id="data">(.*?)</script>', render(graph, **choice), re.S)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def relations(data: dict[str, Any]) -> set[str]:
    return {data["relations"][claim["relation"]] for claim in data["claims"]}


def test_since_and_until_take_the_time_of_a_claim_before_that_of_its_document() -> None:
    data = drawn(news(), since="1977", until="2012")
    assert relations(data) == {"founded"}
    assert len(data["claims"]) == 2


def test_choice_that_leaves_nothing_says_so() -> None:
    with pytest.raises(UsageError, match="no claim fits all of since"):
        render(news(), since="2999")


def test_a_day_without_a_shape_is_refused() -> None:
    with pytest.raises(UsageError, match="since last year: give a year, a month or a day"):
        render(news(), since="last year")


def test_relations_are_named_as_shown_or_as_in_the_ontology() -> None:
    graph = news()
    for _, _, data in graph.edges(data=True):
        if data["relation"] == "is based in":
            data["property"] = "kgo:basedIn"
    assert relations(drawn(graph, relations=["basedIn", "OWNS"])) == {"is based in", "owns"}


def test_unknown_relation_names_what_is_near() -> None:
    with pytest.raises(UsageError, match='relation: no claim has "own"; did you mean "owns"'):
        render(news(), relations=["own"])


def test_documents_are_named_by_name_or_title() -> None:
    assert {document["name"] for document in drawn(news(), documents=["shops.md"])["documents"]} == {"shops.md"}
    assert drawn(news(), documents=["TikTok looks for a buyer"])["documents"][0]["name"] == "tiktok.txt"


def claim(number: int) -> str:
    return f"https://w3id.org/kg/id/claim/{number:08x}"


def test_answer_with_claims_draws_these_claims() -> None:
    graph = answered(news(), [[claim(0)], [claim(3), "else"]], triples=False)
    assert {key for _, _, key in graph.edges(keys=True)} == {claim(0), claim(3)}


def test_answer_with_entities_draws_what_lies_between_them() -> None:
    graph = answered(news(), [[iri("ByteDance")], [iri("Douyin")]], triples=False)
    assert [data["relation"] for _, _, data in graph.edges(data=True)] == ["owns"]


def test_answer_with_names_and_a_sentence_draws_the_claims_of_that_sentence() -> None:
    sentence = "Zhang Yiming founded ByteDance in 2012."
    graph = answered(news(), [["Zhang Yiming", sentence]], triples=False)
    assert [data["sentence"] for _, _, data in graph.edges(data=True)] == [sentence]


def test_constructed_triple_that_no_claim_says_becomes_a_line_of_its_own() -> None:
    graph = answered(news(), [[iri("Tencent"), "https://example.org/rivalOf", iri("ByteDance")]], triples=True)
    assert [data["relation"] for _, _, data in graph.edges(data=True)] == ["rival of"]
    assert graph.nodes[iri("Tencent")]["name"] == "Tencent"


def test_constructed_triple_that_a_claim_says_is_drawn_with_its_evidence() -> None:
    source = news()
    key = next(key for a, b, key in source.edges(keys=True) if (a, b) == (iri("Zhang Yiming"), iri("ByteDance")))
    source.edges[iri("Zhang Yiming"), iri("ByteDance"), key]["property"] = "kgo:founded"
    triple = [iri("Zhang Yiming"), "https://w3id.org/kg/ontology#founded", iri("ByteDance")]
    graph = answered(source, [triple], triples=True)
    assert [data["sentence"] for _, _, data in graph.edges(data=True)] == ["Zhang Yiming founded ByteDance in 2012."]


def test_answer_without_claims_says_so() -> None:
    with pytest.raises(UsageError, match="query: no claim to draw"):
        answered(news(), [["nothing"]], triples=False)


def test_office_of_one_name_is_one_node_and_keeps_the_ends_of_its_claims() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for number, who in enumerate(("Ada", "Bela")):
        office = f"https://example.org/{number}/president"
        add_node(graph, who, "Person", True)
        graph.add_node(office, name="President", names=["President"], type="Position", named=False)
        graph.add_edge(iri(who), office, f"claim {number}", relation="is")
    data = drawn(graph)
    offices = [node for node in data["nodes"] if node["name"] == "President"]
    assert [node["same"] for node in offices] == [["https://example.org/1/president"]]
    assert {claim["ends"][1] for claim in data["claims"]} == {f"https://example.org/{n}/president" for n in (0, 1)}


def test_claim_that_is_an_object_is_labelled_by_its_verb_and_placed_by_its_own_ends() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for name in ("Ada", "Nord", "Bolt"):
        add_node(graph, name, "Person", True)
    inner = add_claim(graph, 1, "Ada ordered Nord to sell Bolt.", ("Nord", "to sell", "Bolt"), "ordered")
    graph.add_node(inner, name="Nord to sell Bolt", names=["Nord to sell Bolt"], type="Claim", named=False)
    graph.add_edge(iri("Ada"), inner, "outer", relation="ordered")
    node = next(node for node in drawn(graph)["nodes"] if node["id"] == inner)
    assert (node["name"], node["label"]) == ("Nord to sell Bolt", "to sell")


def test_page_by_communities_opens_with_members_of_each() -> None:
    data = drawn(news(600), communities=True)
    groups = {node["group"] for node in data["nodes"] if node["group"] is not None}
    assert {node["group"] for node in data["nodes"] if node.get("first")} >= groups
    assert sum("first" in node for node in data["nodes"]) <= 150


@pytest.mark.parametrize("size", [20, 400], ids=["small", "large"])
def test_communities_are_what_hangs_together(size: int) -> None:
    """Eight crowds, each of whose members knows twelve others of it; one of each knows one of the next."""
    dice = random.Random(1)
    known = [(a, b) for a in range(size) for b in dice.sample(range(size), 12) if a != b]
    links = [(size * block + a, size * block + b) for block in range(8) for a, b in known]
    coarsest = communities(8 * size, links + [(size * block, size * (block + 1)) for block in range(7)])[0]
    assert [len(set(block)) for block in coarsest.reshape(8, size)] == [1] * 8
    assert len(set(coarsest)) == 8


@pytest.mark.parametrize("little", ["nearly half of them", "others", "many voters", "20% of the price", "claim"])
def test_what_says_little_stands_behind_what_says_more(little: str) -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for name in ("Acme", little, "boat builder"):
        add_node(graph, name, "kgo:Thing", name == "Acme")
    for number, name in enumerate((little, "boat builder")):
        add_claim(graph, number, f"Acme owns {name}.", ("Acme", "owns", name))
    assert [node["name"] for node in drawn(graph)["nodes"]] == ["Acme", "boat builder", little]


def test_a_value_in_common_is_no_way_from_one_to_another() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for name, kind in (("Acme", "Company"), ("Bolt", "Company"), ("Coil", "Company"), ("$4 billion", "Value")):
        add_node(graph, name, kind, True)
    told = (("Acme", "paid", "$4 billion"), ("Bolt", "is worth", "$4 billion"), ("Acme", "owns", "Coil"))
    for number, triple in enumerate(told):
        add_claim(graph, number, "It said so.", triple)
    assert relations(drawn(graph, focus="Acme", hops=2)) == {"paid", "owns"}
    assert relations(drawn(graph, focus="$4 billion", hops=1)) == {"paid", "is worth"}


def test_errors_name_what_python_and_the_command_line_call_alike() -> None:
    with pytest.raises(UsageError, match=r"^focus: nothing in the graph is called"):
        render(news(), focus="Nobody")
