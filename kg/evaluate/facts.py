"""A user's own gold triples against what kg claims: precision, recall, and why a fact was missed.

Names are compared without case, article, possessive and outer punctuation. A fact is met by an asserted claim
of the same subject and object whose relation is the gold one: as the ontology's property (``kgo:owns`` or
``owns``), or in words, of which the verb's lemma counts.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.extract.inflect import gerund, past, present
from kg.types import Claim, Entity

FILLERS = frozenset("is are was were be been has have had to a an the of in at on by with for from".split())


@dataclass(frozen=True, slots=True)
class Fact:
    """A gold triple; `document` restricts it to one document where the file says so."""

    subject: str
    relation: str
    object: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found of the gold facts, and what was missed, each with the reason; `wrong` are asserted claims about
    a pair of names of the gold that no fact bears out."""

    met: tuple[Fact, ...]
    missed: tuple[tuple[Fact, str], ...]
    wrong: tuple[Claim, ...]

    @property
    def precision(self) -> float:
        """Of claims about pairs that the gold speaks of; 0 to 1."""
        total = len(self.met) + len(self.wrong)
        return len(self.met) / total if total else 0.0

    @property
    def recall(self) -> float:
        """Of the gold facts; 0 to 1."""
        total = len(self.met) + len(self.missed)
        return len(self.met) / total if total else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_facts(path: Path) -> list[Fact]:
    """Facts of a TSV (subject, relation, object[, document]) or JSONL file of those keys. Raises UsageError."""
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    rows = jsonl(path, lines) if path.suffix in (".jsonl", ".json") else csv.reader(lines, delimiter="\t")
    found = []
    for number, row in enumerate(rows, 1):
        if row and not row[0].startswith("#"):
            if len(row) < 3 or not all(cell.strip() for cell in row[:3]):
                raise UsageError(f"{path}, line {number}: subject, relation and object are wanted, parted by tabs")
            found.append(Fact(row[0], row[1], row[2], row[3] if len(row) > 3 and row[3] else None))
    if not found:
        raise UsageError(f"{path}: there are no facts in it")
    return found


def jsonl(path: Path, lines: Iterable[str]) -> Iterator[list[str]]:
    """JSON Lines as rows."""
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line) if line.strip() else {}
            yield [str(record[k]) for k in ("subject", "relation", "object", "document") if k in record]
        except (json.JSONDecodeError, TypeError) as error:
            raise UsageError(f"{path}, line {number}: no JSON object: {error}") from error


def compare(facts: Sequence[Fact], claims: Sequence[Claim]) -> Comparison:
    """Facts against the claims of the documents that they are of."""
    met, missed = [], []
    used: set[int] = set()
    for fact in facts:
        about = [c for c in claims if fact.document in (None, c.evidence.document)]
        hits = [c for c in about if c.asserted and same_pair(fact, c) and same_relation(fact.relation, c)]
        used.update(map(id, hits))
        if hits:
            met.append(fact)
        else:
            missed.append((fact, reason(fact, about)))
    wrong = tuple(c for c in claims if c.asserted and id(c) not in used and any(same_pair(f, c) for f in facts))
    return Comparison(tuple(met), tuple(missed), wrong)


def reason(fact: Fact, claims: Sequence[Claim]) -> str:
    """Why a fact was not met, from the nearest miss to the farthest."""
    pair = [c for c in claims if same_pair(fact, c)]
    unasserted = next((c for c in pair if same_relation(fact.relation, c)), None)
    if unasserted is not None:
        standing = unasserted.standing
        how: list[str] = [p for p in (standing.polarity, standing.modality) if p not in ("positive", "actual")]
        how += [f"said by {standing.attributed_to.name}"] if standing.attributed_to else []
        return f"claimed, but not asserted: {', '.join(how)}"
    if pair:
        return f"claimed with another relation: {pair[0].relation}"
    turned = Fact(fact.object, fact.relation, fact.subject)
    if any(same_pair(turned, c) for c in claims):
        return "claimed the other way round"
    parties = [e for c in claims for e in (c.subject, c.object) if isinstance(e, Entity)]
    known = {name for entity in parties for name in names(entity)}
    lacking = [part for part in (fact.subject, fact.object) if normal(part) not in known]
    if lacking:
        return f"no claim speaks of {' or '.join(lacking)}"
    return "both are spoken of, but not together"


def same_pair(fact: Fact, claim: Claim) -> bool:
    """Whether a claim is about the fact's subject and object."""
    if normal(fact.subject) not in names(claim.subject):
        return False
    target = claim.object
    said = names(target) if isinstance(target, Entity) else {normal(claim.object_text)}
    if not isinstance(target, (Entity, Claim)):
        said.add(normal(target.value))
    return normal(fact.object) in said


def same_relation(relation: str, claim: Claim) -> bool:
    """Whether a claim's relation is the gold one, as a property or in words."""
    wanted = relation.strip()
    if claim.property and wanted in (claim.property, claim.property.partition(":")[2]):
        return True
    verb, _, rest = claim.predicate.partition("_")
    forms = {verb, past(verb), present(verb), gerund(verb)}
    words = frozenset(verb if word in forms else word for word in content(wanted))
    return bool(words) and words in (content(claim.relation), content(f"{verb} {rest.replace('_', ' ')}"))


def content(relation: str) -> frozenset[str]:
    """The words of a relation that carry its meaning; ``basedIn`` is based in."""
    spelled = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", relation.partition(":")[2] or relation)
    words = frozenset(re.findall(r"\w+", spelled.lower()))
    return words - FILLERS or words


def names(entity: Entity) -> set[str]:
    """Every name of an entity, normalised."""
    return {normal(name) for name in (entity.name, *entity.names)}


def normal(text: str) -> str:
    """A name as it is compared."""
    low = " ".join(unicodedata.normalize("NFKC", text).replace("_", " ").lower().split())
    low = re.sub(r"^(?:the|an?) (?=.)|['’]s$", "", low)
    return low.strip(" .,;:!?\"'“”‘’()[]")
