"""How claims read, and by which dates they are found, from text to answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

TEXT = """The bridge opened in 1928. Dust has operated since May 2010. Acme was founded on 14 March 1999.
Coil has no debts. Coil never sold Bolt. Coil did not buy Nimbus. Coil refused to buy Rust.
Neither Smith nor Jones owns Coil.
"""


@pytest.fixture
def built(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of TEXT in the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT)
    assert run("build", "a.txt").exit_code == 0


def page(run: Any, *choice: str) -> dict[str, Any]:
    """What the page is given."""
    assert run("view", "page.html", *choice).exit_code == 0
    found = re.search(r'id="data">(.*?)</script>', Path("page.html").read_text(), re.S)
    assert found
    return dict(json.loads(found[1]))


def test_an_object_that_is_a_date_tells_the_time(run: Any, built: None) -> None:
    """To the timeline, and to the page."""
    rows = json.loads(run("query", "timeline", "--format", "json").stdout)
    assert [row["time"] for row in rows] == ["1928", "1999-03-14", "2010-05"]
    drawn = page(run, "--since", "1990", "--until", "1999")
    assert [claim["time"] for claim in drawn["claims"]] == ["1999-03-14"]


def test_what_is_denied_in_words_is_not_denied_again(run: Any, built: None) -> None:
    """Only where the words do not tell is it said beside them."""
    denied = "SELECT ?label { ?c rdfs:label ?label ; kg:polarity 'negative' } ORDER BY ?label"
    assert [row["label"] for row in json.loads(run("query", denied, "--format", "json").stdout)] == [
        "Coil did not buy Nimbus",
        "Coil has no debts",
        "Coil never sold Bolt",
        "Coil refused to buy Rust",
        "Jones owns Coil (not so)",
        "Smith owns Coil (not so)",
    ]
    drawn = page(run)
    unsaid = {drawn["relations"][claim["relation"]] for claim in drawn["claims"] if claim.get("unsaid")}
    assert unsaid == {"owns"}
