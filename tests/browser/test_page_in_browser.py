"""The page in real Chromium, from disk, with no network. The fixture `show` also checks that no page makes a request
beyond its own file, and none logs an error, a warning or a breach of its Content Security Policy."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import networkx as nx
import pytest
from news_graph import add_claim, add_node, iri, news

from kg.draw import render

pytestmark = pytest.mark.browser

Show = Callable[..., Any]

HOSTILE = {
    "a script": "<script>window.hacked = 1</script>",
    "the end of a script": "</script><script>window.hacked = 1</script>",
    "an event": "<img src=x onerror='window.hacked = 1'>",
    "a link": "<a href='javascript:window.hacked=1'>href</a>",
    "quotes": '"\'`${window.hacked = 1}`\'" onmouseover="window.hacked = 1',
    "right to left": "\u202eevil\u202c \u200fשלום \u2066",
    "emoji": "👩🏽‍🚀 🇨🇦 ‼️",
    "length": "Lorem " * 1667,
    "braces": "{{data}} {{code}} __proto__ constructor",
}
COLOURS = {"Person": (37, 99, 196), "Company": (194, 87, 12)}


def node(name: str) -> str:
    return "#node=" + quote(iri(name), safe="")


def claim(number: int) -> str:
    return "#claim=" + quote(f"https://w3id.org/kg/id/claim/{number:08x}", safe="")


def two(name: str = "Ada", sentence: str = "Ada leads Nord, they say.") -> nx.MultiDiGraph[Any]:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    add_node(graph, name, "Person", True)
    add_node(graph, "Nord", "Company", True)
    add_claim(graph, 1, sentence, (name, "leads", "Nord"))
    return graph


def place_of(page: Any, kind: str) -> tuple[float, float]:
    """The middle of the pixels that have the colour of a type."""
    found = page.evaluate(
        """([r, g, b]) => {
            const canvas = document.querySelector("#canvas canvas");
            const copy = document.createElement("canvas");
            Object.assign(copy, { width: canvas.width, height: canvas.height });
            const ctx = copy.getContext("2d", { willReadFrequently: true });
            ctx.drawImage(canvas, 0, 0);
            const { data, width } = ctx.getImageData(0, 0, canvas.width, canvas.height);
            let [x, y, n] = [0, 0, 0];
            for (let at = 0; at < data.length; at += 4)
                if (Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) + Math.abs(data[at + 2] - b) < 9) {
                    x += (at / 4) % width; y += Math.floor(at / 4 / width); n++;
                }
            const box = canvas.getBoundingClientRect();
            return [box.left + (x / n) * box.width / width, box.top + (y / n) * box.height / canvas.height];
        }""",
        COLOURS[kind],
    )
    return found[0], found[1]


def test_page_opens_and_draws(show: Show) -> None:
    page = show(news(1000)).page
    assert page.locator("#canvas canvas").count() == 1
    assert page.evaluate("document.body.dataset.ready") == "true"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_shown_and_never_run(show: Show, text: str) -> None:
    opened = show(two(text, f"Yesterday {text} leads Nord."), "#node=" + quote(iri(text), safe=""), title=text)
    page = opened.page
    assert page.evaluate("document.querySelector('#panel h2').textContent") == text.strip()
    assert page.evaluate("document.querySelector('blockquote').textContent") == f"Yesterday {text} leads Nord."
    assert page.evaluate("document.querySelector('h1').textContent") == text
    page.click("#show-table")
    page.fill("#search", text[:8])
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, a:not([href^='#']), main script").count() == 0


def test_fragment_of_a_node_opens_its_claims_with_the_sentences_marked(show: Show) -> None:
    opened = show(news(), node("ByteDance"))
    assert opened.text("#panel h2") == "ByteDance"
    assert "Bytedance Ltd" in opened.text(".aka")
    first = opened.page.locator(".card-claim").first
    assert first.locator(".says").inner_text() == "ByteDance owns TikTok"
    assert first.locator("mark").all_inner_texts() == ["TikTok's parent company ByteDance", "ByteDance owns TikTok"]
    assert "TikTok looks for a buyer · 14 September 2020" in first.inner_text()
    assert "confidence 60 % · rule verb" in first.inner_text()


def test_fragment_of_a_claim_shows_its_standing_and_turns_the_switch_on(show: Show) -> None:
    opened = show(news(), claim(18))
    assert opened.text("#panel h2") == "ByteDance hires software engineers"
    assert opened.page.locator(".badge").all_inner_texts() == ["planned", "according to BBC"]
    assert opened.page.is_checked("#unasserted")


def test_mark_is_exact_after_an_emoji(show: Show) -> None:
    assert show(two(sentence="🚀🚀 Well, Ada leads Nord."), claim(1)).text("mark") == "Ada leads Nord"


def test_click_on_a_node_opens_it(show: Show) -> None:
    opened = show(two())
    opened.page.mouse.click(*place_of(opened.page, "Company"))
    opened.page.wait_for_selector("#panel:not([hidden])")
    assert opened.text("#panel h2") == "Nord"
    assert opened.page.url.endswith(node("Nord"))


def test_click_on_a_line_opens_its_claim(show: Show) -> None:
    opened = show(two())
    ends = [place_of(opened.page, kind) for kind in ("Person", "Company")]
    # Beside the relation's name, which is written over the middle.
    opened.page.mouse.click(*(0.7 * a + 0.3 * b for a, b in zip(*ends)))
    opened.page.wait_for_selector("#panel:not([hidden])")
    assert opened.text("#panel h2") == "Ada leads Nord"
    assert opened.text("mark") == "Ada leads Nord"


def test_neighbours_in_the_panel_lead_on_and_back(show: Show) -> None:
    opened = show(news(), node("ByteDance"))
    heading = opened.page.locator("#panel h2")
    opened.page.click(".says .name >> text=Oracle")
    heading.filter(has_text="Oracle").wait_for()
    assert opened.page.url.endswith(node("Oracle"))
    opened.page.go_back()
    heading.filter(has_text="ByteDance").wait_for()
    assert opened.page.url.endswith(node("ByteDance"))


def test_search_finds_by_another_name_and_opens_what_is_chosen(show: Show) -> None:
    opened = show(news())
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("the presid")
    assert "Donald Trump" in opened.page.locator("#matches li").first.inner_text()
    opened.page.keyboard.press("Enter")
    assert opened.text("#panel h2") == "Donald Trump"


def test_search_ignores_accents_and_says_when_it_finds_nothing(show: Show) -> None:
    page = show(news()).page
    page.fill("#search", "lutke")
    assert "Tobias Lütke" in page.inner_text("#matches")
    page.fill("#search", "qqq")
    assert "Nothing has a name like that" in page.inner_text("#matches")


def test_search_reaches_what_is_not_drawn_yet(show: Show) -> None:
    opened = show(news(400))
    hidden = opened.page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).nodes.findLast(n => !n.first).name"
    )
    opened.page.fill("#search", hidden)
    opened.page.keyboard.press("Enter")
    assert opened.text("#panel h2") == hidden


def test_legend_hides_a_type_and_its_claims(show: Show) -> None:
    page = show(news()).page
    page.click("#show-table")
    before = page.locator("#rows tr").count()
    page.click("#show-graph")
    page.click("#legend [data-type=Product]")
    page.click("#show-table")
    assert page.get_attribute("#legend [data-type=Product]", "aria-pressed") == "false"
    assert page.locator("#rows tr").count() < before
    assert "TikTok" not in page.locator("#rows td:nth-child(3)").all_inner_texts()


def test_what_is_not_asserted_is_off_until_the_switch_is_on(show: Show) -> None:
    page = show(news()).page
    assert not page.is_checked("#unasserted")
    page.click("#show-table")
    assert "Microsoft" not in page.locator("#rows td:first-child").all_inner_texts()
    page.click("#show-graph")
    page.click("#unasserted-row")
    page.click("#show-table")
    row = page.locator("#rows tr", has_text="Microsoft")
    assert row.locator("td").nth(3).inner_text() == "negative"


def test_show_all_lays_open_the_rest(show: Show) -> None:
    opened = show(news(300))
    assert "shown" in opened.text("#extent-text")
    opened.page.click("#show-all")
    assert opened.page.is_hidden("#extent")


def test_hidden_neighbours_come_at_a_button(show: Show) -> None:
    opened = show(news(600))
    graph_name = opened.page.evaluate("JSON.parse(document.getElementById('data').textContent).nodes[0].id")
    opened.go("#node=" + quote(graph_name, safe=""))
    before = opened.text("#extent-text")
    opened.page.click(".actions button >> text=more neighbour")
    assert opened.text("#extent-text") != before
    assert opened.page.locator(".actions button", has_text="more neighbour").count() == 0


def test_filters_narrow_by_relation_document_date_and_confidence(show: Show) -> None:
    page = show(news()).page
    page.click("#more > summary")
    counts = []
    for selector, value in {"#by-relation": "owns", "#from": "2020", "#confidence": "62"}.items():
        page.select_option(selector, value) if selector.startswith("#by") else page.fill(selector, value)
        page.click("#show-table")
        counts.append(page.locator("#rows tr").count())
        page.click("#show-graph")
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 4
    page.click("#reset")
    page.click("#show-table")
    assert page.locator("#rows tr").count() > 20


def test_table_sorts_and_filters(show: Show) -> None:
    page = show(news()).page
    page.click("#show-table")
    page.click("#columns button >> text=Object")
    objects = page.locator("#rows td:nth-child(3)").all_inner_texts()
    assert objects == sorted(objects, key=str.casefold)
    page.fill("#rows-filter", "parent company")
    assert page.locator("#rows tr").count() == 1
    assert page.inner_text("#rows-count") == "1 claim"


def test_focus_opens_at_what_was_asked_for(show: Show) -> None:
    assert show(news(), focus="shopify").text("#panel h2") == "Shopify"


def test_escape_closes_the_panel(show: Show) -> None:
    opened = show(news(), node("Oracle"))
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector("#panel", state="hidden")
    assert not opened.page.is_visible("#panel")


def test_keyboard_reaches_every_control_and_shows_where_it_is(show: Show) -> None:
    page = show(news()).page
    reached = {}
    for _ in range(24):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]"
        )
        reached[name] = outline
    assert {"search", "show-graph", "show-table", "canvas", "unasserted", "zoom-fit"} <= set(reached)
    assert {name for name, outline in reached.items() if name and outline == "none"} == set()


def test_phone_width_needs_no_sideways_scrolling(show: Show) -> None:
    page = show(news(), node("ByteDance"), width=390).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.is_visible("#panel h2")


@pytest.mark.parametrize("width", [320, 420, 760])
def test_the_title_of_a_narrow_page_has_room(show: Show, width: int) -> None:
    page = show(news(), width=width).page
    assert page.evaluate("document.querySelector('h1').getBoundingClientRect().width") > 0.4 * width


def test_the_heading_counts_what_the_filters_let_through(show: Show) -> None:
    """Entities; the legend has values and claims beside them."""
    opened = show(news())
    assert opened.text("#counts") == "25 of 34 entities · 27 of 34 claims · 3 documents"
    opened.page.check("#unasserted", force=True)
    assert opened.text("#counts") == "30 of 34 entities · 34 claims · 3 documents"


def test_dark_mode_is_dark(show: Show) -> None:
    page = show(news(), dark=True).page
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"


def test_page_works_in_the_isolated_frame_of_a_notebook(show: Show) -> None:
    page = show(two()).page
    source = html.escape(render(news(), focus="Oracle"))
    page.goto("about:blank")
    page.set_content(f'<iframe width="900" height="600" sandbox="allow-scripts" srcdoc="{source}"></iframe>')
    frame = page.frame_locator("iframe")
    assert frame.locator("#panel h2").inner_text() == "Oracle"
    frame.locator(".says .name", has_text="ByteDance").first.click()
    assert frame.locator("#panel h2", has_text="ByteDance").count() == 1


def test_empty_graph_says_so(show: Show) -> None:
    opened = show(nx.MultiDiGraph())
    assert "There are no claims yet" in opened.text("main")
    assert opened.page.is_hidden("#search")
