"""A small document and its claims, as the extractor would make them."""

from __future__ import annotations

from kg.types import Claim, Entity, Evidence, Literal, Qualifier, Span, Standing

TEXT = "Acme owns Bolt. Ada Moss ordered the sale of Bolt in August 2020. Acme denies that it uses Nimbus."
ACME = Entity("thing/Acme", "Acme", "kgo:Company", True, ("Acme", "Acme Inc."))
BOLT = Entity("thing/Bolt", "Bolt", "kgo:Company", True, ("Bolt",))
NIMBUS = Entity("thing/Nimbus", "Nimbus", "kgo:Thing", True, ("Nimbus",))
ADA = Entity("person/Ada_Moss", "Ada Moss", "kgo:Person", True, ("Ada Moss", "Moss"))


def evidence(start: int, end: int, document: str = "a.txt") -> Evidence:
    """The sentence of TEXT that holds these characters."""
    first = max((i + 2 for i, c in enumerate(TEXT[:start]) if c == "."), default=0)
    last = TEXT.index(".", start) + 1
    return Evidence(document, TEXT[first:last], Span(first, last), Span(start, end), "verb_object", "test-model")


def claim(subject: Entity, relation: str, value: Entity | Literal | Claim, **parts: object) -> Claim:
    """A claim on the first sentence, positive and actual unless told otherwise."""
    defaults: dict[str, object] = {
        "predicate": relation, "standing": Standing(), "evidence": evidence(0, 14), "confidence": 0.9,
    }  # fmt: skip
    return Claim(subject, relation, value, **{**defaults, **parts})  # type: ignore[arg-type]


OWNS = claim(ACME, "owns", BOLT, property="kgo:parentOf")
SALE = claim(
    ACME, "sells", BOLT, property="kgo:sold", standing=Standing(modality="ordered"),
    evidence=evidence(33, 49), phrase="sale of Bolt",
)  # fmt: skip
ORDER = claim(
    ADA, "orders", SALE, property="kgo:orders", evidence=evidence(16, 49),
    qualifiers=(Qualifier("time", Literal("in August 2020", "2020-08", "xsd:gYearMonth")),),
)  # fmt: skip
DENIED = claim(
    ACME, "uses", NIMBUS, property="kgo:uses", evidence=evidence(83, 96),
    standing=Standing(polarity="negative", attributed_to=ACME),
)  # fmt: skip
STAFF = claim(ACME, "has staff of", Literal("about 40", "40", "xsd:integer", "people"), predicate="have_staff_of")
