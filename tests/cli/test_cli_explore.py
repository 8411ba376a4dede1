"""infer, path, rank, communities and the formats of other tools on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_a_built_graph_can_be_explored(run: Any, fails: Any, corpus: Path) -> None:
    """In one build: what follows, the way from one name to another, who is central, who belongs together."""
    assert run("build", "corpus", "--infer").exit_code == 0
    assert "1 inferred fact" in run("infer").stdout
    way = run("path", "Ada Moss", "Bolt").stdout.splitlines()
    assert [line.partition("   ")[0] for line in way] == ["Ada Moss founded Acme", "Acme owns Bolt"]
    assert run("path", "Ada Moss", "Rome").exit_code == 1
    assert "no claim is about 'Adda Moss'" in fails(2, "path", "Adda Moss", "Bolt")
    assert "Acme" in run("rank", "--top", "1").stdout  # whom most is said of, not what is only spoken of
    assert "Acme" in run("communities").stdout
    assert "void#triples" in run("stats", "--void").stdout
    for name in ("g.gexf", "g.cyjs"):
        assert run("export", name).exit_code == 0
        assert "Acme" in Path(name).read_text()
    assert run("export", "g.zip", "--format", "neo4j").exit_code == 0


def test_a_name_of_which_only_others_speak_is_known_to_paths(run: Any, corpus: Path) -> None:
    """It is said why no way leads there, and what --all finds says how far it is so."""
    (corpus / "d.txt").write_text("Coil may buy Dust. Neither Coil nor Bolt owns Rust.")
    run("build", "corpus")
    result = run("path", "Coil", "Dust")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "kg: no way from Coil to Dust along facts, for no fact is about Coil or Dust: only what is denied, planned, "
        "supposed or quoted; --all takes all claims\n"
    )
    assert run("path", "Coil", "Dust", "--all").stdout.startswith("Coil may buy Dust (possible)   [")
    assert run("path", "Bolt", "Rust", "--all").stdout.startswith("Bolt owns Rust (not so)   [")
