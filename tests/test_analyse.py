"""The graph for networkx, its counts, and GraphML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx
import pytest

from kg.analyse import stats, to_networkx, write_graphml
from kg.errors import StoreError
from kg.graph.store import Store
from kg.types import Claim, Document, Entity, Evidence, Extraction, Literal, Qualifier, Span, Standing

KGR = "https://w3id.org/kg/id/"
TEXT = "Acme, based in Oslo, may sell Bolt for $2m in 2021."
ACME = Entity("thing/Acme", "Acme", "kgo:Company", True, ("Acme",))
ALIAS = Entity("thing/Acme_Inc", "Acme Inc", "kgo:Organization", True, ("Acme Inc",))
OSLO = Entity("place/Oslo", "Oslo", "kgo:Place", True, ("Oslo",))
BOLT = Entity("thing/Bolt\x0b", "Bolt\x0b", "kgo:Product", True)
ADA = Entity("person/Ada", "Ada", "kgo:Person", True)
SEEN = Evidence("news/a.txt", TEXT, Span(0, len(TEXT)), Span(10, 30), "some_rule", "model")
SALE = Claim(
    ALIAS, "sells", BOLT, "sell", Standing(modality="possible"), SEEN, 0.5, "kgo:sold", phrase="sale of Bolt",
    qualifiers=(
        Qualifier("time", Literal("in 2021", "2021", "xsd:gYear")),
        Qualifier("place", Literal("in Oslo", "Oslo", "xsd:string")),
    ),
)  # fmt: skip
CLAIMS = (
    Claim(ACME, "is based in", OSLO, "base_in", Standing(), SEEN, 0.9, "kgo:basedIn"),
    SALE,
    Claim(ADA, "said", SALE, "say", Standing(), SEEN, 0.8, "kgo:said"),
    Claim(
        BOLT, "costs", Literal("$2m", "2000000", "xsd:decimal", "USD"), "cost", Standing(attributed_to=ADA), SEEN, 0.7
    ),
)


@pytest.fixture
def store() -> Iterator[Store]:
    """One document, with Acme Inc merged into Acme."""
    document = Document("news/a.txt", TEXT, "News", date(2021, 1, 2))
    with Store.in_memory() as store:
        store.put(Extraction(document, (ACME, ALIAS, OSLO, BOLT, ADA), CLAIMS, "f"))
        store.merge(lambda _: [("thing/Acme_Inc", "thing/Acme", "the same name")])
        yield store


def edge(graph: networkx.MultiDiGraph[str], relation: str) -> tuple[str, str, dict[str, object]]:
    """The one edge of a relation."""
    [found] = [(s, t, d) for s, t, d in graph.edges(data=True) if d["relation"] == relation]
    return found


def test_merged_entities_are_one_node_with_all_names(store: Store) -> None:
    node = to_networkx(store).nodes[KGR + "thing/Acme"]
    assert node == {"name": "Acme", "names": ("Acme", "Acme Inc"), "type": "Company", "named": True}


def test_no_node_is_left_of_what_was_merged(store: Store) -> None:
    assert KGR + "thing/Acme_Inc" not in to_networkx(store)


def test_an_edge_tells_its_evidence_and_standing(store: Store) -> None:
    source, _, data = edge(to_networkx(store), "sells")
    assert source == KGR + "thing/Acme"
    assert data == {
        "relation": "sells", "property": "kgo:sold", "asserted": False, "polarity": "positive", "modality": "possible",
        "attributed_to": "", "confidence": 0.5, "rule": "some_rule", "sentence": TEXT, "start": 0, "end": len(TEXT),
        "span_start": 10, "span_end": 30, "document": "news/a.txt", "title": "News", "date": "2021-01-02",
        "time": "2021", "qualifiers": {"place": ("in Oslo",), "time": ("in 2021",)},
    }  # fmt: skip


def test_a_speaker_is_named(store: Store) -> None:
    assert edge(to_networkx(store), "costs")[2]["attributed_to"] == "Ada"


def test_a_value_is_a_node_of_its_own(store: Store) -> None:
    graph = to_networkx(store)
    node = graph.nodes[edge(graph, "costs")[1]]
    assert (node["name"], node["type"]) == ("$2m", "Value")


def test_a_claim_that_is_an_object_is_a_node_named_by_its_phrase(store: Store) -> None:
    graph = to_networkx(store)
    node = graph.nodes[edge(graph, "said")[1]]
    assert (node["name"], node["type"]) == ("sale of Bolt", "Claim")


def test_facts_alone_are_a_smaller_graph(store: Store) -> None:
    relations = {data["relation"] for _, _, data in to_networkx(store, asserted_only=True).edges(data=True)}
    assert relations == {"is based in", "said"}


def test_edges_are_keyed_by_their_claim(store: Store) -> None:
    assert all(key.startswith(KGR + "claim/") for _, _, key in to_networkx(store).edges(keys=True))


def test_counts(store: Store) -> None:
    found = stats(store)
    assert (found.documents, found.entities, found.claims, found.asserted) == (1, 4, 4, 2)
    assert found.standing == [("asserted", 2), ("attributed", 1), ("possible", 1)]
    assert found.connected[0] == ("Acme", 2)


def test_an_empty_store_has_an_empty_graph() -> None:
    with Store.in_memory() as store:
        assert len(to_networkx(store)) == stats(store).claims == 0


def test_graphml_can_be_read_back_whatever_the_names_hold(store: Store, tmp_path: Path) -> None:
    graph = to_networkx(store)
    write_graphml(graph, tmp_path / "g.graphml")
    again = networkx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert (len(again), again.number_of_edges()) == (len(graph), graph.number_of_edges())


def test_a_graphml_file_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"g\.graphml"):
        write_graphml(to_networkx(store), tmp_path / "no" / "such" / "g.graphml")
