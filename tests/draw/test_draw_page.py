"""The page as a file: what it holds, what it must not hold, and how it is written."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from news_graph import add_claim, add_node, iri, news

from kg.draw import draw, render
from kg.errors import UsageError


class Page(HTMLParser):
    """The elements of a page, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.text.setdefault(tag, []).append("")
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text[self.inside][-1] += data

    @property
    def data(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.text["script"][0])
        return loaded

    @property
    def names(self) -> set[str]:
        return {node["name"] for node in self.data["nodes"]}


def single(sentence: str = "Ada leads Nord.", **changes: Any) -> nx.MultiDiGraph[Any]:
    """One claim of two names."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    add_node(graph, "Ada", "Person", True)
    add_node(graph, "Nord", "Company", True)
    key = add_claim(graph, 1, sentence, ("Ada", "leads", "Nord"))
    graph.edges[iri("Ada"), iri("Nord"), key].update(changes)
    return graph


def test_page_is_a_complete_document_with_language_and_title_once() -> None:
    page = Page(render(news(), title="Who owns <TikTok>?"))
    assert ("html", {"lang": "en"}) in page.tags
    assert page.text["title"] == page.text["h1"] == ["Who owns <TikTok>?"]


def test_page_loads_nothing() -> None:
    page = Page(render(news()))
    loaded = [(tag, name) for tag, attrs in page.tags for name in attrs if name in ("src", "href", "srcset", "action")]
    assert loaded == []
    assert "sourceMappingURL" not in page.text["script"][1]


def test_policy_admits_only_the_scripts_and_the_style_of_the_page() -> None:
    page = Page(render(news()))
    policy = next(attrs["content"] for tag, attrs in page.tags if tag == "meta" and "http-equiv" in attrs) or ""
    parts = page.text["script"][1:] + page.text["style"]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'" for part in parts]
    assert re.findall(r"'sha256-[^']+'", policy) == hashes
    assert policy.startswith("default-src 'none';")


HOSTILE = ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b & ' \"", "\ud800 alone", "{{code}}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_data(text: str) -> None:
    graph = single(sentence=text)
    graph.nodes[iri("Ada")]["name"] = text
    source = render(graph)
    source.encode("utf-8")
    assert Page(source).names == {text, "Nord"}
    assert source.count("<script") == 3 + len(re.findall("<script", Page(source).text["script"][1]))


def test_same_graph_gives_the_same_page_in_whatever_order_it_was_built() -> None:
    graph = news(60)
    other: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for a, b, key in reversed(list(graph.edges)):
        other.add_edge(a, b, key, **graph.edges[a, b, key])
    assert render(graph) == render(other)


def test_licence_of_vis_network_is_kept() -> None:
    assert "vis.js is dual licensed" in render(news())


def test_graph_without_attributes_is_drawn() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_edge("https://example.org/a", "https://example.org/b")
    page = Page(render(graph))
    assert page.names == {"a", "b"}
    assert page.data["relations"] == ["is related to"]


def test_empty_graph_says_that_there_are_no_claims_yet() -> None:
    source = render(nx.MultiDiGraph())
    assert Page(source).data["claims"] == []
    assert "There are no claims yet" in source


@pytest.mark.parametrize("value", [{"place": ["Oslo"]}, '{"place": ["Oslo"]}', {"place": "Oslo"}])
def test_qualifiers_come_as_a_mapping_or_as_json(value: object) -> None:
    page = Page(render(single(qualifiers=value)))
    assert page.data["claims"][0]["qualifiers"] == {"place": ["Oslo"]}


def test_mark_counts_as_javascript_does() -> None:
    page = Page(render(single(sentence="🚀 Ada leads Nord.")))
    assert page.data["claims"][0]["mark"] == [3, 17]


def test_whole_sentence_is_marked_where_markup_inside_it_shifts_the_source() -> None:
    graph = single(end=1100)
    assert Page(render(graph)).data["claims"][0]["mark"] == [0, len("Ada leads Nord.")]


def test_at_most_150_nodes_are_shown_first_and_each_with_a_neighbour() -> None:
    data = Page(render(news(400))).data
    first = {rank for rank, node in enumerate(data["nodes"]) if "first" in node}
    joined = {end for claim in data["claims"] if {claim["s"], claim["o"]} <= first for end in (claim["s"], claim["o"])}
    assert 90 <= len(first) <= 150
    assert joined == first


def test_class_of_a_users_own_ontology_gets_a_look_of_its_own() -> None:
    graph = single()
    graph.nodes[iri("Ada")]["type"] = "my:SpaceProbe"
    assert {kind["name"] for kind in Page(render(graph)).data["types"]} == {"Company", "Space probe"}


def test_focus_is_found_by_any_name_in_any_case() -> None:
    page = Page(render(news(), focus="the PRESIDENT"))
    assert page.data["focus"] == iri("Donald Trump")
    assert page.names == {"Donald Trump", "President of the United States", "executive order", "sale of TikTok"}


def test_hops_widen_the_focus() -> None:
    near, far = (Page(render(news(), focus="WeChat", hops=hops)).names for hops in (1, 2))
    assert near == {"WeChat", "Tencent"}
    assert far == near | {"allegations"}


def test_unknown_focus_names_what_is_near() -> None:
    with pytest.raises(UsageError, match='called "Bytedanse"; did you mean "ByteDance"'):
        render(news(), focus="Bytedanse")


def test_negative_hops_are_refused() -> None:
    with pytest.raises(UsageError, match="hops -1"):
        render(news(), focus="ByteDance", hops=-1)


def test_asserted_only_leaves_out_what_is_planned_denied_or_quoted() -> None:
    data = Page(render(news(), asserted_only=True)).data
    assert not any("hidden" in claim for claim in data["claims"])
    assert "Microsoft" not in {node["name"] for node in data["nodes"]}


def test_draw_writes_the_page_and_nothing_beside_it(tmp_path: Path) -> None:
    path = draw(single(), tmp_path / "graph.html")
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == render(single())


def test_failed_drawing_keeps_the_page_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UsageError):
        draw(single(), path, focus="nobody")
    assert path.read_text(encoding="utf-8") == "old"


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        draw(single(), tmp_path / "none" / "graph.html")


def test_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        draw(single(), tmp_path)


def test_path_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(UsageError, match=r"graph\.html cannot be written \(Permission denied\)"):
        draw(single(), tmp_path / "graph.html")


def test_page_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    code = (
        "import networkx, kg.draw; g = networkx.MultiDiGraph();"
        r"g.add_edge('Z\xfcrich', '\u6771'); kg.draw.draw(g, 'graph.html')"
    )
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, **plain}, check=True)
    assert Page((tmp_path / "graph.html").read_text(encoding="utf-8")).names == {"Zürich", "東"}


def test_importing_the_room_loads_no_heavy_library() -> None:
    code = "import sys, kg.draw; print({'pyvis', 'networkx', 'numpy', 'IPython'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert shown.stdout.strip() == "set()"


def ordered_sale(graph: nx.MultiDiGraph[Any]) -> str:
    """Has Ada order that Nord sells Vega: a claim about a claim. Returns the IRI of the inner one."""
    add_node(graph, "Vega", "Product", True)
    inner: str = add_claim(graph, 2, "Ada told Nord to sell Vega.", ("Nord", "to sell", "Vega"), "ordered")
    graph.add_node(inner, name="Nord to sell Vega", names=[], type="kg:Claim", named=False)
    graph.add_edge(iri("Ada"), inner, key="told", relation="told", asserted=True)
    return inner


def test_claim_about_a_claim_has_no_place_of_its_own_and_joins_what_both_are_about() -> None:
    graph = single()
    inner = ordered_sale(graph)
    nodes = {node["id"]: node for node in Page(render(graph)).data["nodes"]}
    assert "first" not in nodes[inner]
    middle = [sum(axis) // 2 for axis in zip(nodes[iri("Nord")]["at"], nodes[iri("Vega")]["at"], strict=True)]
    assert abs(nodes[inner]["at"][0] - middle[0]) <= 1
    assert nodes[inner]["label"] == "to sell"


def test_focus_on_a_claim_s_speaker_brings_what_the_claim_is_about() -> None:
    graph = single()
    ordered_sale(graph)
    graph.remove_edge(iri("Ada"), iri("Nord"))
    assert Page(render(graph, focus="Ada")).names == {"Ada", "Nord", "Vega", "Nord to sell Vega"}


def test_what_is_not_asserted_has_no_place_at_first_sight() -> None:
    nodes = {node["name"]: node for node in Page(render(news())).data["nodes"]}
    assert "first" in nodes["ByteDance"]
    assert "first" not in nodes["Microsoft"]


def test_page_without_a_title_is_headed_by_the_names_that_matter_most() -> None:
    assert Page(render(news())).text["h1"] == ["ByteDance, TikTok and Shopify"]
    assert Page(render(nx.MultiDiGraph())).text["h1"] == ["Knowledge graph"]


def test_small_parts_are_left_out_of_a_large_first_sight() -> None:
    graph = news(400)
    for number in range(40):
        add_node(graph, f"Left {number}", "Person", True)
        add_node(graph, f"Right {number}", "Person", True)
        add_claim(graph, 9000 + number, "They met.", (f"Left {number}", "meets", f"Right {number}"))
    first = {node["name"] for node in Page(render(graph)).data["nodes"] if "first" in node}
    assert not any(name.startswith(("Left", "Right")) for name in first)
