"""One browser for all tests of the page, with the network cut and everything that a page does wrong recorded."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

sys.path.append(str(Path(__file__).parents[1] / "draw"))  # news_graph

FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()


@dataclass
class Opened:
    """A page in the browser, and what it asked for or complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, fragment: str) -> None:
        """Follow a fragment, as a link within the page would."""
        self.page.evaluate("fragment => { location.hash = fragment }", fragment)
        self.page.wait_for_timeout(30)

    def text(self, selector: str) -> str:
        return str(self.page.inner_text(selector))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no browser is installed: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Draws a graph and opens it from disk; at the end the page must have asked for and complained about nothing."""
    contexts: list[Any] = []
    pages: list[Opened] = []

    def opened(
        graph: nx.MultiDiGraph[Any], fragment: str = "", dark: bool = False, width: int = 1300, **options: Any
    ) -> Opened:
        from kg.draw import draw

        path = draw(graph, tmp_path / f"graph{len(pages)}.html", **options)
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            offline=True, color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 850}
        )
        context.set_default_timeout(120_000)  # for machines that do much else
        contexts.append(context)
        result = Opened(context.new_page())
        pages.append(result)
        watch(result)
        result.page.goto(path.as_uri() + fragment)
        return result

    yield opened
    for context in contexts:
        context.close()
    assert [(page.errors, [url for url in page.requests[1:] if not url.startswith("about:")]) for page in pages] == [
        ([], [])
    ] * len(pages)


def watch(opened: Opened) -> None:
    def hear(message: Any) -> None:
        if message.type in ("error", "warning"):
            opened.errors.append(message.text)

    def refuse(dialog: Any) -> None:
        opened.errors.append(f"dialog {dialog.message}")
        dialog.dismiss()

    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", hear)
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.on("dialog", refuse)
