"""Finding one's way on the page, and taking away what it shows: paths, time, addresses, keys, paper, Turtle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx
import pyoxigraph as ox
import pytest
from news_graph import add_claim, add_node, iri, news

from kg.graph.terms import KG, RDF

pytestmark = pytest.mark.browser

Show = Callable[..., Any]


def here(**words: str) -> str:
    """The end of an address."""
    return "#" + "&".join(f"{word}={quote(value, safe='')}" for word, value in words.items())


def rows(page: Any) -> int:
    """Claims that pass the filters."""
    page.click("#show-table")
    found = page.locator("#rows tr").count()
    page.click("#show-graph")
    return int(found)


def test_path_between_two_is_drawn_and_told_claim_by_claim(show: Show) -> None:
    opened = show(news(), here(node=iri("Shopify")))
    opened.page.click(".actions button >> text=Path to")
    opened.page.keyboard.type("Kevin Mayer")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("#panel h2 >> text=Shopify to Kevin Mayer")
    said = ["Shopify has a deal with TikTok", "Kevin Mayer leaves TikTok"]
    assert opened.page.locator(".says").all_inner_texts() == said
    assert opened.page.url.endswith(here(path=iri("Shopify"), to=iri("Kevin Mayer")))


def test_path_that_the_filters_cut_is_not_invented(show: Show) -> None:
    opened = show(news(), here(path=iri("Ottawa"), to=iri("Kevin Mayer"), relation="is based in"))
    assert "do not join these two" in opened.text("#panel")


def test_sliders_of_time_leave_the_claims_between_them(show: Show) -> None:
    page = show(news()).page
    page.click("#more > summary")
    page.focus("#from-slider")
    page.keyboard.press("End")
    assert page.input_value("#from") == "2023-03"
    assert page.get_attribute("#from-slider", "aria-valuetext") == "March 2023"
    assert 0 < rows(page) < 10


def test_address_brings_back_the_choice_and_the_filters(show: Show) -> None:
    page = show(news(), here(node=iri("ByteDance"), since="2020-09", relation="owns", without="Law")).page
    assert page.inner_text("#panel h2") == "ByteDance"
    assert (page.input_value("#from"), page.input_value("#by-relation")) == ("2020-09", "owns")
    assert page.get_attribute("#legend [data-type=Law]", "aria-pressed") == "false"
    page.click("#unasserted-row")
    assert "&unasserted&" in page.url


def test_shift_and_arrows_go_from_node_to_node_and_say_where_one_is(show: Show) -> None:
    page = show(news()).page
    page.focus("#canvas")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_selector("#panel h2")
    first = page.inner_text("#panel h2")
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_selector(f"#panel h2:not(:text-is('{first}'))")
    assert page.inner_text("#spoken").startswith(page.inner_text("#panel h2"))


def test_community_comes_at_a_button(show: Show) -> None:
    opened = show(news(600), here(node=iri("ByteDance")))
    before = opened.text("#extent-text")
    opened.page.click(".actions button >> text=Show its community")
    assert opened.text("#extent-text") != before
    assert opened.page.locator(".actions button", has_text="Show its community").count() == 0


def test_what_is_only_planned_is_shown_where_it_is_all_there_is(show: Show) -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for name in ("Ada", "Nord"):
        add_node(graph, name, "Person", True)
    add_claim(graph, 1, "Ada plans to buy Nord.", ("Ada", "buys", "Nord"), "planned")
    page = show(graph).page
    assert page.is_checked("#unasserted")
    assert rows(page) == 1


def test_paper_shows_the_claims_below_the_picture(show: Show) -> None:
    page = show(news()).page
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_visible("#canvas")
    assert page.locator("#rows tr").first.is_visible()
    assert not page.is_visible("#search")


def saved_turtle(page: Any) -> list[ox.Quad]:
    """What the page saves, read."""
    page.click("#export > summary")
    with page.expect_download() as saved:
        page.click("#save-turtle")
    return list(ox.parse(path=Path(saved.value.path()), format=ox.RdfFormat.TURTLE))


def test_turtle_of_the_view_has_facts_as_triples_and_the_rest_as_claims_alone(show: Show) -> None:
    page = show(news()).page
    page.click("#unasserted-row")
    triples = saved_turtle(page)
    facts = {(quad.subject, quad.object) for quad in triples if "/relation/" in quad.predicate.value}
    assert (ox.NamedNode(iri("Tobias Lütke")), ox.NamedNode(iri("Shopify"))) in facts
    assert not any(subject == ox.NamedNode(iri("Microsoft")) for subject, _ in facts)
    claims = {quad.subject for quad in triples if quad.object == ox.NamedNode(KG + "Claim")}
    assert claims == {quad.subject for quad in triples if quad.predicate == ox.NamedNode(RDF + "predicate")}
    assert len(claims) == news().number_of_edges()


HOSTILE = ['"> <x:a> <x:b> <x:c> . #', '\\" \\n\\t', "\u202e\ud800 🚀", "'''\"\"\"\n"]


@pytest.mark.parametrize("name", HOSTILE)
def test_turtle_holds_hostile_text_as_text(show: Show, name: str) -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    data = {"relation": name, "sentence": name, "property": name, "document": name, "title": name, "time": name}
    graph.add_edge("https://example.org/a", "https://example.org/b", "https://example.org/claim", **data)
    graph.nodes["https://example.org/a"].update(name=name, names=[name, f"{name} too"])
    triples = saved_turtle(show(graph).page)
    subjects = {quad.subject.value for quad in triples if isinstance(quad.subject, ox.NamedNode)}
    assert subjects == {f"https://example.org/{end}" for end in ("a", "b", "claim")}
    assert name.replace("\ud800", "\ufffd") in {q.object.value for q in triples if isinstance(q.object, ox.Literal)}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390], ids=["wide", "phone"])
def test_axe_finds_nothing_wrong(show: Show, dark: bool, width: int) -> None:
    """In the picture; with filters and menu, the search or the panel open; and in the table."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()
    page = show(news(), dark=dark, width=width).page
    steps: list[Callable[[], Any]] = [
        lambda: page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })"),
        lambda: page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = false })"),
        lambda: page.fill("#search", "by"),
        lambda: page.evaluate("hash => { location.hash = hash }", here(node=iri("ByteDance")) + "&unasserted"),
        lambda: page.click("#show-table"),
    ]
    for step in steps:
        step()
        page.wait_for_timeout(50)
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def test_claim_about_a_claim_is_drawn_with_the_switch_alone(show: Show) -> None:
    """Off, the picture holds plain facts; on, the inner claim stands on its line, and it can be chosen."""
    graph = news()
    inner = iri("sale")
    graph.add_node(inner, name="ByteDance to sell TikTok", names=[], type="Claim", named=False)
    data = graph.edges[iri("ByteDance"), iri("TikTok"), key_of(graph, "sells")]
    graph.add_edge(iri("ByteDance"), iri("TikTok"), key=inner, **data)
    graph.add_edge(iri("Donald Trump"), inner, key=iri("order"), relation="told", asserted=True)
    page = show(graph).page
    page.click("#show-table")
    assert page.locator("#rows tr", has_text="ByteDance to sell TikTok").count() == 1
    page.click("#show-graph")
    page.evaluate("hash => { location.hash = hash }", here(node=inner))
    page.wait_for_selector("#panel h2")
    assert page.is_checked("#unasserted")
    assert "document=" not in page.url


def key_of(graph: nx.MultiDiGraph[Any], relation: str) -> str:
    return next(str(key) for _, _, key, data in graph.edges(keys=True, data=True) if data["relation"] == relation)


def test_paper_is_light_in_dark_mode_and_holds_what_is_chosen(show: Show) -> None:
    page = show(news(), here(node=iri("ByteDance")), dark=True).page
    ink = "document.documentElement.dataset.ink"
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(ink) == "light"
    page.emulate_media(media="print")
    assert page.is_visible("#panel h2")
    assert not page.is_visible("#rows")
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(ink) == "dark"


@pytest.mark.parametrize("shown", ["graph", "table"])
def test_picture_is_saved_as_it_is_or_would_be_shown(show: Show, shown: str) -> None:
    page = show(news()).page
    width, height = page.evaluate("[...document.querySelectorAll('#canvas canvas')].map(c => [c.width, c.height])[0]")
    page.click(f"#show-{shown}")
    page.click("#export > summary")
    with page.expect_download() as saved:
        page.click("#save")
    head = Path(saved.value.path()).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (width, height)


def test_table_is_copied_as_it_is_filtered(show: Show) -> None:
    page = show(news()).page
    page.click("#show-table")
    page.fill("#rows-filter", "parent company")
    page.click("#copy")
    page.wait_for_selector("#copy >> text=Copied")
    page.fill("#rows-filter", "")
    page.focus("#rows-filter")
    page.keyboard.press("Control+V")
    pasted = page.input_value("#rows-filter")
    assert pasted.startswith("Subject\tRelation\tObject\t")
    assert "parent company" in pasted
