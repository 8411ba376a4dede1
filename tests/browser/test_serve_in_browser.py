"""The pages of kg serve in real Chromium: they answer, log nothing, and break no rule of axe-core, light and dark."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="kg[serve] is not installed")
pytest.importorskip("uvicorn", reason="kg[serve] is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

sys.path += [str(Path(__file__).parents[1] / room) for room in ("graph", "serve")]

from site_under_test import Site, fill, served  # noqa: E402

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small document, served."""
    with served(fill(tmp_path_factory.mktemp("browser") / "store"), seconds=30) as site:
        yield site


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["id/thing/Acme", "find?q=a", "query#named=owners"])
def test_page_is_sound(browser: Any, site: Site, path: str, scheme: str) -> None:
    """Nothing in the console, nothing for axe-core to say, and a table where a query was asked."""
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # for axe-core's own script
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(site.address + path)
    if "query" in path:
        page.wait_for_selector("#results td")
        assert page.inner_text("#results td") == "Acme"
    violations = axe.Axe().run(page).response["violations"]
    context.close()
    assert (said, [rule["id"] for rule in violations]) == ([], [])
