"""The rules of extraction on fixed trees: what they must find, and nothing else."""

from __future__ import annotations

import re

import pytest

from kg.extract import extract
from kg.lexicon import load_lexicon
from kg.parse.tree import Tree
from kg.resolve.entities import resolve
from kg.settings import Settings
from kg.types import Claim, Document, Sentence
from tests.extract.trees import FOLDER, Example, examples, written


def claims_of(*sentences: Sentence, text: str = "") -> tuple[Claim, ...]:
    """The claims of parsed sentences."""
    lexicon = load_lexicon(Settings().ontology_files)
    trees = [Tree(s) for s in sentences]
    document = Document("test", text or " ".join(s.text for s in sentences))
    return extract(document, trees, resolve(document.name, trees, lexicon), lexicon, "test")


@pytest.mark.parametrize("example", list(examples()), ids=lambda e: e.id)
def test_claims_of_sentence(example: Example) -> None:
    """A fixed tree gives exactly the claims that its file lists."""
    found = claims_of(*example.sentences)
    assert tuple(sorted(written(c, example.qualified) for c in found)) == example.claims


@pytest.mark.parametrize("example", list(examples()), ids=lambda e: e.id)
def test_evidence_lies_in_sentence(example: Example) -> None:
    """A claim's own characters lie inside its sentence's, and both are of the text."""
    text = " ".join(s.text for s in example.sentences)
    for claim in claims_of(*example.sentences, text=text):
        evidence = claim.evidence
        assert evidence.sentence.of(text) == evidence.text
        assert evidence.sentence.start <= evidence.span.start < evidence.span.end <= evidence.sentence.end


def test_table_lists_every_file() -> None:
    """The table of phenomena names each file, and no other."""
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.md")} - {"README.md"}
    assert set(re.findall(r"\]\((.+?)\)", (FOLDER / "README.md").read_text(encoding="utf8"))) == files
