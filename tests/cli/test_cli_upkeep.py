"""rm, import, backup and diff on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def built(run: Any, corpus: Path) -> Path:
    """The working directory, with a store of three small documents."""
    run("build", "corpus")
    return corpus.parent


def test_a_backup_differs_by_what_was_built_since(run: Any, built: Path) -> None:
    """And says so, document by document and claim by claim."""
    assert run("backup", "copy").stdout == "copied to copy\n"
    assert run("diff", "copy", "kg-store").exit_code == 0
    (built / "corpus" / "a.txt").write_text("Acme owns Bolt. Acme sold Nimbus.\n")
    run("build", "corpus")
    result = run("diff", "copy", "kg-store")
    assert result.exit_code == 1
    assert "~ document corpus/a.txt" in result.stdout
    assert "+ Acme sold Nimbus   [corpus/a.txt: “Acme sold Nimbus.”]" in result.stdout
    assert "- Acme is based in Paris" in result.stdout
    assert '"claims_added"' in run("diff", "copy", "kg-store", "--json").stdout


def test_a_backup_over_something_is_refused(fails: Any, built: Path) -> None:
    """Nothing is overwritten."""
    assert "something already" in fails(5, "backup", "corpus")


def test_rdf_from_elsewhere_is_imported_and_forgotten(run: Any, built: Path) -> None:
    """By its file's name."""
    (built / "register.ttl").write_text('<https://w3id.org/kg/id/thing/Acme> <http://example.org/ticker> "ACM" .')
    assert run("import", "register.ttl").stdout == "1 triple of register.ttl\n"
    ask = "SELECT ?t { ?x skos:prefLabel 'Acme' ; <http://example.org/ticker> ?t }"
    assert "ACM" in run("query", ask).stdout
    assert run("rm", "register.ttl").stdout == "register.ttl: forgotten\n"
    assert "ACM" not in run("query", ask).stdout


def test_an_import_that_is_not_there_is_an_error(fails: Any, built: Path) -> None:
    """With the file's name."""
    assert "no such file: none.ttl" in fails(2, "import", "none.ttl")
