"""Claims as flat records: the JSONL and TSV that other tools rely on."""

from __future__ import annotations

from typing import Any

from kg.types import Claim, Entity, Literal

FIELDS = (
    "subject", "relation", "object", "subject_type", "object_type", "property", "asserted", "polarity", "modality",
    "attributed_to", "qualifiers", "confidence", "rule", "document", "start", "end", "sentence", "span",
)  # fmt: skip


def record(claim: Claim) -> dict[str, Any]:
    """A claim as a JSON object, keys as in `FIELDS`.

    `start` and `end` are the sentence's characters in the document, `span` those of the claim's own words in it.
    """
    standing, evidence = claim.standing, claim.evidence
    qualifiers: dict[str, list[dict[str, str]]] = {}
    for q in claim.qualifiers:
        qualifiers.setdefault(q.role, []).append({"text": q.literal.text, "value": q.literal.value})
    return {
        "subject": claim.subject.name,
        "relation": claim.relation,
        "object": claim.object_text,
        "subject_type": claim.subject.type,
        "object_type": object_type(claim.object),
        "property": claim.property,
        "asserted": claim.asserted,
        "polarity": standing.polarity,
        "modality": standing.modality,
        "attributed_to": standing.attributed_to.name if standing.attributed_to else None,
        "qualifiers": qualifiers,
        "confidence": claim.confidence,
        "rule": evidence.rule,
        "document": evidence.document,
        "start": evidence.sentence.start,
        "end": evidence.sentence.end,
        "sentence": evidence.text,
        "span": [evidence.span.start, evidence.span.end],
    }


def object_type(target: Entity | Literal | Claim) -> str:
    """The class of an entity, the datatype of a value, or ``kg:Claim``."""
    match target:
        case Entity(type=type):
            return type
        case Literal(datatype=datatype):
            return datatype
        case _:
            return "kg:Claim"
