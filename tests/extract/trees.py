"""Reads `tests/sentences/*.md`: a phenomenon a file, with fixed trees and the claims that they must give.

An example is a heading (the text), a block of CoNLL-U (entity tags in MISC as ``NER=B-ORG``, glued words as
``SpaceAfter=No``; a blank line between sentences), and a list of claims ``subject | relation | object`` with, where it
matters, ``: kgo:property`` and ``[standing]``: ``negative``, a modality, ``by SOURCE``. Where one of an example's
claims has circumstances, as ``{role: words; …}``, those of all its claims are tested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.types import Claim, Sentence, Word

FOLDER = Path(__file__).parent.parent / "sentences"


@dataclass(frozen=True)
class Example:
    """A text with its trees and the claims expected of it."""

    phenomenon: str
    text: str
    sentences: tuple[Sentence, ...]
    claims: tuple[str, ...]

    @property
    def qualified(self) -> bool:
        """Whether the claims list their circumstances."""
        return any("{" in claim for claim in self.claims)

    @property
    def id(self) -> str:
        """The test's name."""
        return f"{self.phenomenon}: {self.text}"


def examples() -> Iterator[Example]:
    """Every example of every file."""
    for path in sorted(FOLDER.rglob("*.md")):
        for part in re.split(r"^## ", path.read_text(encoding="utf8"), flags=re.M)[1:]:
            heading, _, body = part.partition("\n")
            block = re.search(r"```conllu\n(.*?)```", body, flags=re.S)
            assert block, f"{path.name}: {heading} has no tree"
            listed = re.findall(r"^- (.+)$", body[block.end() :], flags=re.M)
            yield Example(path.stem, heading.strip(), tuple(text_of(block[1])), tuple(sorted(listed)))


def text_of(block: str) -> Iterator[Sentence]:
    """The sentences of a block, one behind the other as in a text."""
    offset = 0
    for number, part in enumerate(block.strip().split("\n\n")):
        sentence = read(part, number, offset)
        offset = sentence.span.end + 1
        yield sentence


def read(block: str, number: int = 0, offset: int = 0) -> Sentence:
    """A sentence of CoNLL-U rows."""
    words, text = [], ""
    rows = [line.split("\t") for line in block.strip().split("\n")]
    for row in rows:
        at, form, lemma, upos, _, feats, above, deprel, _, notes = row
        index, head = int(at) - 1, int(above)
        misc = dict(pair.split("=", 1) for pair in notes.split("|") if "=" in pair)
        start = offset + len(text)
        text += form + ("" if misc.get("SpaceAfter") == "No" else " ")
        words.append(
            Word(index, form, lemma, upos, "" if feats == "_" else feats, index if head == 0 else head - 1, deprel,
                 misc.get("NER", "O"), start, start + len(form))
        )  # fmt: skip
    return Sentence(number, text.rstrip(), offset, tuple(words))


def written(claim: Claim, qualified: bool = False) -> str:
    """A claim as the files write it, with its circumstances if they are tested."""
    standing = claim.standing
    marks: list[str] = [standing.polarity] if standing.polarity == "negative" else []
    marks += [standing.modality] if standing.modality != "actual" else []
    marks += [f"by {standing.attributed_to.name}"] if standing.attributed_to else []
    text = f"{claim.subject.name} | {claim.relation} | {claim.object_text}"
    text += f" : {claim.property}" if claim.property else ""
    text += f" [{', '.join(marks)}]" if marks else ""
    around = "; ".join(f"{q.role}: {q.literal.text}" for q in claim.qualifiers)
    return text + (f" {{{around}}}" if around and qualified else "")
