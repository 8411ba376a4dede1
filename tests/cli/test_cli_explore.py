"""infer, path, rank, communities and the formats of other tools on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_a_built_graph_can_be_explored(run: Any, fails: Any, corpus: Path) -> None:
    """In one build: what follows, the way from one name to another, who is central, who belongs together."""
    assert run("build", "corpus", "--infer").exit_code == 0
    assert "inferred facts" in run("infer").stdout
    way = run("path", "Ada Moss", "Bolt").stdout.splitlines()
    assert [line.partition("   ")[0] for line in way] == ["Ada Moss founded Acme", "Acme owns Bolt"]
    assert run("path", "Ada Moss", "Rome").exit_code == 1
    assert "nobody is called 'Adda Moss'" in fails(2, "path", "Adda Moss", "Bolt")
    assert "Acme" in run("rank", "--top", "1").stdout  # whom most is said of, not what is only spoken of
    assert "Acme" in run("communities").stdout
    assert "void#triples" in run("stats", "--void").stdout
    for name in ("g.gexf", "g.cyjs"):
        assert run("export", name).exit_code == 0
        assert "Acme" in Path(name).read_text()
    assert run("export", "g.zip", "--format", "neo4j").exit_code == 0
