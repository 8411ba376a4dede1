"""kg in Python: build, ask, analyse, draw, export, and how the graph shows itself."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.knowledge_graph import Graph


def test_all_public_names_are_there() -> None:
    """Each of `kg.__all__`, whatever is imported on first use."""
    assert all(getattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        kg.nonsense  # noqa: B018


def test_no_public_name_is_that_of_a_room() -> None:
    """A room that is imported takes its name in the package, whatever had it before."""
    rooms = {path.stem for path in Path(kg.__file__).parent.iterdir()}
    assert not rooms & set(kg.__all__)


def test_build_in_memory_and_ask(corpus: Path) -> None:
    """The three lines that a newcomer writes."""
    with kg.build("corpus") as graph:
        answer = graph.query("SELECT ?a ?b { ?a kgo:owns ?b }")
        assert list(answer) == [{"a": "https://w3id.org/kg/id/thing/Acme", "b": "https://w3id.org/kg/id/thing/Bolt"}]
        assert graph.report is not None
        assert graph.report.read == 3
    assert sorted(file.name for file in Path().iterdir()) == ["corpus"]


def test_build_in_a_folder_and_open_it_again(corpus: Path) -> None:
    """Sources are one path or several, as text or as Path; what is there is not read again."""
    kg.build([corpus, "corpus/a.txt"], "store", workers=1).close()
    with kg.build(Path("corpus"), Path("store")) as graph:
        assert graph.report is not None
        assert (graph.report.read, graph.report.unchanged) == (0, 3)
    with kg.open("store") as graph:
        assert graph.stats().documents == 3


def test_what_goes_wrong_is_told(corpus: Path) -> None:
    """By the errors of the one tree, and failures of documents in the report."""
    (corpus / "bad.txt").write_bytes(b"\x00")
    assert [f.name for f in kg.build("corpus").report.failures] == ["corpus/bad.txt"]  # type: ignore[union-attr]
    with pytest.raises(kg.UsageError, match="nowhere"):
        kg.build("nowhere")
    with pytest.raises(kg.UsageError, match="nowhere"):
        kg.claims("nowhere")
    with pytest.raises(kg.ReadError, match="bad"):
        list(kg.claims("corpus"))
    with pytest.raises(kg.StoreError, match="kg build"):
        kg.open("nowhere")
    with pytest.raises(kg.ModelError, match="no_such_model"):
        kg.build("corpus", model="no_such_model")
    with pytest.raises(kg.UsageError, match="confidence"):
        kg.build("corpus", min_confidence=2)


def test_claims_without_a_store(corpus: Path) -> None:
    """Of documents, and of a string."""
    found = {(c.subject.name, c.relation, c.object_text) for c in kg.claims("corpus")}
    assert ("Acme", "owns", "Bolt") in found
    extraction = kg.extract_text("Acme owns Bolt.")
    assert [c.evidence.text for c in extraction.claims] == ["Acme owns Bolt."]


def test_settings_of_the_command_line_do_not_reach_python(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script means the same wherever it runs."""
    Path("kg.toml").write_text('store = "elsewhere"')
    monkeypatch.setenv("KG_MODEL", "no_such_model")
    kg.build("corpus", "store").close()
    assert sorted(file.name for file in Path().iterdir()) == ["corpus", "kg.toml", "store"]


def test_the_graph_as_networkx_pyvis_rdflib_and_pandas(demo_graph: Graph) -> None:
    """The same claims in each."""
    claims = demo_graph.stats().claims
    assert demo_graph.to_networkx().number_of_edges() == claims
    assert len(demo_graph.to_pyvis().edges) == claims
    asked = "SELECT ?claim { ?claim a <https://w3id.org/kg/core#Claim> }"
    assert len(list(demo_graph.to_rdflib().query(asked))) == claims
    assert len(demo_graph.query(asked).to_pandas()) == claims


def test_asserted_claims_are_direct_triples_and_others_are_not(demo_graph: Graph) -> None:
    """ByteDance owns TikTok; that it sells TikTok was only ordered."""
    between = 'ASK { ?a skos:prefLabel "ByteDance" . ?b skos:prefLabel "TikTok" . ?a %s ?b }'
    assert demo_graph.query(between % "kgo:owns")
    assert not demo_graph.query(between % "kgo:sold")
    assert demo_graph.query("ASK { ?claim a kg:Claim ; kg:asserted false ; kg:modality ?modality }")


def test_every_claim_has_its_evidence(demo_graph: Graph) -> None:
    """Document, sentence, characters, rule and confidence."""
    whole = """SELECT DISTINCT ?claim { ?claim a kg:Claim ; kg:rule ?rule ; kg:confidence ?confidence ;
      kg:start ?from ; kg:end ?to ; prov:wasDerivedFrom ?sentence .
      ?sentence nif:anchorOf ?text ; nif:referenceContext/kg:name ?document }"""
    assert len(demo_graph.query(whole)) == demo_graph.stats().claims


def test_the_graph_draws_and_shows_itself(demo_graph: Graph, tmp_path: Path) -> None:
    """In a file, in a notebook in a frame that can reach nothing, and in a line."""
    page = demo_graph.draw(tmp_path / "graph.html", title="Who owns TikTok?")
    assert "Who owns TikTok?" in page.read_text()
    shown = demo_graph._repr_html_()
    may = "allow-scripts allow-downloads allow-modals"
    frame = re.fullmatch(rf'<iframe srcdoc="([^"]*)" sandbox="{may}" [^<>]*></iframe>', shown)
    assert frame
    assert "ByteDance" in html.unescape(frame[1])
    assert re.fullmatch(r"<kg.Graph: 14 documents, \d+ entities, \d+ claims>", repr(demo_graph))


def test_a_script_of_three_lines_needs_no_main_guard(corpus: Path) -> None:
    """Though the build spreads over processes."""
    Path("script.py").write_text(
        "import kg\nfrom kg.run import local\nlocal.WORTH_A_PROCESS = 1\n"
        "print(kg.build('corpus', workers=2).report.read)\n"
    )
    done = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("3\n", "")
