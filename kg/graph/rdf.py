"""An `Extraction` as RDF: one named graph per document, claims as nodes, asserted claims as direct triples too.

The vocabulary is explained in ``ontology/kg.ttl``. Everything has an IRI that depends on its content alone, so that the
same extraction is the same graph, and there is no blank node.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from kg.denial import marks
from kg.graph import terms
from kg.graph.terms import DCTERMS, KG, KGR, NIF, PROV, RDF, RDFS, SCHEMA, SKOS, TIME, TYPE, XSD, Ontology
from kg.types import Claim, Document, Entity, Evidence, Extraction, Literal, Qualifier

_SURROGATES = re.compile("[\ud800-\udfff]")
_INSTANTS = {"xsd:date": "inXSDDate", "xsd:gYearMonth": "inXSDgYearMonth", "xsd:gYear": "inXSDgYear"}
_DATES = {*_INSTANTS, "edtf:EDTF"}
_REVISION = "1"


class Triple(NamedTuple):
    """A triple before it has a graph."""

    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: ox.NamedNode | ox.Literal


def quads(extraction: Extraction, ontology: Ontology | None = None) -> Iterator[ox.Quad]:
    """The quads of a document, each once, all in its named graph; its done-mark (``kg:fingerprint``) is the last.

    `ontology` says which classes and properties are kinds of others (default: the one that comes with kg). Raises
    `OntologyError` where a claim names a property or class by an unknown prefix.
    """
    graph = terms.graph_iri(extraction.document.name)
    for triple in dict.fromkeys(_triples(extraction, ontology or Ontology.default())):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def claim_iri(claim: Claim) -> ox.NamedNode:
    """The IRI of a claim: a hash of where it stands and what it says."""
    return ox.NamedNode(f"{KGR}claim/{_digest(claim)}")


def claim_label(claim: Claim) -> str:
    """How the claim reads as a sentence, with what of its standing the words do not tell: "A sells B (ordered)"."""
    words, standing = (claim.subject.name, claim.relation, claim.object_text), claim.standing
    speaker = standing.attributed_to.name if standing.attributed_to else ""
    told = marks(words, standing.polarity, standing.modality, speaker)
    return " ".join(words) + (f" ({', '.join(told)})" if told else "")


def _triples(extraction: Extraction, ontology: Ontology) -> Iterator[Triple]:
    claims = {claim_iri(c): c for c in _with_nested(extraction.claims)}
    entities = {e.id: e for e in _entities(extraction, claims.values())}
    yield from _document(extraction, [c.evidence.model for c in claims.values()])
    for entity in (entities[key] for key in sorted(entities)):
        yield from _entity(entity, ontology)
        yield _t(terms.document_iri(extraction.document.name), SCHEMA + "mentions", terms.entity_iri(entity.id))
    for evidence in {(c.evidence.document, c.evidence.sentence): c.evidence for c in claims.values()}.values():
        yield from _sentence(evidence)
    for iri, claim in claims.items():
        yield from _claim(iri, claim, ontology)
        yield from _standing(iri, claim)
        for number, qualifier in enumerate(claim.qualifiers, 1):
            yield from _qualifier(iri, number, qualifier)
    yield _t(terms.document_iri(extraction.document.name), KG + "fingerprint", text(extraction.fingerprint))


def _document(extraction: Extraction, models: Iterable[str]) -> Iterator[Triple]:
    document = extraction.document
    iri = terms.document_iri(document.name)
    yield Triple(iri, TYPE, _node(KG + "Document"))
    yield Triple(iri, TYPE, _node(PROV + "Entity"))
    yield _t(iri, KG + "name", text(document.name))
    yield from _dates_and_titles(iri, document)
    yield _t(iri, KG + "digest", text(document.digest))
    yield _t(iri, KG + "words", ox.Literal(extraction.words))
    for model in sorted(set(models)):
        yield _t(iri, KG + "model", text(model))


def _dates_and_titles(iri: ox.NamedNode, document: Document) -> Iterator[Triple]:
    if document.title:
        yield _t(iri, DCTERMS + "title", text(document.title))
    if document.date:
        yield _t(iri, DCTERMS + "date", ox.Literal(document.date.isoformat(), datatype=_node(XSD + "date")))


def _sentence(evidence: Evidence) -> Iterator[Triple]:
    iri = terms.sentence_iri(evidence.document, evidence.sentence)
    yield Triple(iri, TYPE, _node(KG + "Sentence"))
    yield _t(iri, NIF + "anchorOf", text(evidence.text))
    yield _t(iri, NIF + "beginIndex", ox.Literal(evidence.sentence.start))
    yield _t(iri, NIF + "endIndex", ox.Literal(evidence.sentence.end))
    yield _t(iri, NIF + "referenceContext", terms.document_iri(evidence.document))


def _entity(entity: Entity, ontology: Ontology) -> Iterator[Triple]:
    iri = terms.entity_iri(entity.id)
    kind = ontology.expand(entity.type)
    for name in (kind, *ontology.classes.get(kind, ())):
        yield Triple(iri, TYPE, _node(name))
    if label := ontology.labels.get(kind):
        yield _t(_node(kind), RDFS + "label", text(label))
    yield _t(iri, SKOS + "prefLabel", text(entity.name))
    for name in sorted({*entity.names} - {entity.name}):
        yield _t(iri, SKOS + "altLabel", text(name))
    yield _t(iri, KG + "named", ox.Literal(entity.named))


def _claim(iri: ox.NamedNode, claim: Claim, ontology: Ontology) -> Iterator[Triple]:
    subject, value = terms.entity_iri(claim.subject.id), _object(claim, ontology)
    predicate, above = _predicate(claim, ontology)
    yield Triple(iri, TYPE, _node(KG + "Claim"))
    yield _t(iri, RDF + "subject", subject)
    yield _t(iri, RDF + "predicate", predicate)
    yield _t(iri, RDF + "object", value)
    yield _t(iri, RDFS + "label", text(claim_label(claim)))
    yield _t(iri, KG + "relation", text(claim.relation))
    yield _t(predicate, RDFS + "label", text(ontology.labels.get(predicate.value) or claim.predicate.replace("_", " ")))
    if claim.phrase:
        yield _t(iri, KG + "phrase", text(claim.phrase))
    if isinstance(claim.object, Literal):
        yield _t(iri, KG + "objectText", text(claim.object.text))
        if claim.object.unit:
            yield _t(iri, KG + "unit", text(claim.object.unit))
    if claim.asserted:
        for direct in (predicate, *above):
            yield Triple(subject, direct, value)


def _standing(iri: ox.NamedNode, claim: Claim) -> Iterator[Triple]:
    standing, evidence = claim.standing, claim.evidence
    yield _t(iri, KG + "asserted", ox.Literal(claim.asserted))
    yield _t(iri, KG + "polarity", _word(standing.polarity))
    yield _t(iri, KG + "modality", _word(standing.modality))
    if standing.attributed_to:
        yield _t(iri, KG + "attributedTo", terms.entity_iri(standing.attributed_to.id))
    yield _t(iri, KG + "confidence", ox.Literal(_decimal(claim.confidence), datatype=_node(XSD + "decimal")))
    yield _t(iri, KG + "rule", _word(evidence.rule))
    yield _t(iri, KG + "start", ox.Literal(evidence.span.start))
    yield _t(iri, KG + "end", ox.Literal(evidence.span.end))
    yield _t(iri, PROV + "wasDerivedFrom", terms.sentence_iri(evidence.document, evidence.sentence))
    if when := _when(claim):
        yield _t(iri, KG + "time", _value(when))


def _when(claim: Claim) -> Literal | None:
    """When it is so: the time among its circumstances or, as in "opened in 1928", its object."""
    times = [q.literal for q in claim.qualifiers if q.role == "time" and q.literal.datatype != "xsd:string"]
    if isinstance(claim.object, Literal) and claim.object.datatype in _DATES:
        times.append(claim.object)
    return next(iter(times), None)


def _qualifier(claim: ox.NamedNode, number: int, qualifier: Qualifier) -> Iterator[Triple]:
    iri = ox.NamedNode(f"{claim.value}#q{number}")
    literal = qualifier.literal
    yield _t(claim, KG + "qualifier", iri)
    yield Triple(iri, TYPE, _node(KG + "Qualifier"))
    yield _t(iri, KG + "role", _word(qualifier.role))
    yield _t(iri, RDFS + "label", text(literal.text))
    yield _t(iri, RDF + "value", _value(literal))
    if literal.unit:
        yield _t(iri, KG + "unit", text(literal.unit))
    if qualifier.entity:
        yield _t(iri, KG + "entity", terms.entity_iri(qualifier.entity.id))
    if qualifier.role == "time" and literal.datatype in _INSTANTS:
        yield Triple(iri, TYPE, _node(TIME + "Instant"))
        yield _t(iri, TIME + _INSTANTS[literal.datatype], _value(literal))
    elif qualifier.role == "time" and literal.datatype == "edtf:EDTF":
        yield Triple(iri, TYPE, _node(TIME + "ProperInterval"))
        for side, bound in zip(("hasBeginning", "hasEnd"), literal.value.split("/"), strict=True):
            datatype = ("xsd:gYear", "xsd:gYearMonth", "xsd:date")[bound.count("-")]
            instant = ox.NamedNode(f"{iri.value}-{side}")
            yield _t(iri, TIME + side, instant)
            yield Triple(instant, TYPE, _node(TIME + "Instant"))
            yield _t(instant, TIME + _INSTANTS[datatype], _value(Literal(bound, bound, datatype)))


def _predicate(claim: Claim, ontology: Ontology) -> tuple[ox.NamedNode, tuple[ox.NamedNode, ...]]:
    """The claim's property and those above it; an open relation has none above."""
    if claim.property is None:
        return terms.relation_iri(claim.predicate), ()
    name = ontology.expand(claim.property)
    return _node(name), tuple(_node(above) for above in ontology.properties.get(name, ()))


def _object(claim: Claim, ontology: Ontology) -> ox.NamedNode | ox.Literal:
    match claim.object:
        case Entity(id=entity_id):
            return terms.entity_iri(entity_id)
        case Literal() as literal:
            return _value(literal)
        case nested:
            return claim_iri(nested)


def _with_nested(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims, each after the claim that is its object."""
    for claim in claims:
        if isinstance(claim.object, Claim):
            yield from _with_nested((claim.object,))
        yield claim


def _entities(extraction: Extraction, claims: Iterable[Claim]) -> Iterator[Entity]:
    """Everybody that the document or a claim names; the document's own record of an entity comes last and wins."""
    for claim in claims:
        found = (claim.subject, claim.object, claim.standing.attributed_to, *(q.entity for q in claim.qualifiers))
        yield from (entity for entity in found if isinstance(entity, Entity))
    yield from extraction.entities


def _digest(claim: Claim) -> str:
    """Hash of all that tells a claim from others; how sure we are of it, and how it is worded, do not."""
    standing, evidence = claim.standing, claim.evidence
    match claim.object:
        case Entity(id=entity_id):
            value = f"entity {entity_id}"
        case Literal(value=lexical, datatype=datatype, unit=unit):
            value = f"value {lexical} {datatype} {unit}"
        case nested:
            value = f"claim {_digest(nested)}"
    parts = [
        _REVISION,
        evidence.document,
        str(evidence.sentence),
        str(evidence.span),
        claim.subject.id,
        claim.predicate,
    ]
    parts += [claim.property or "", value, standing.polarity, standing.modality]
    parts += [standing.attributed_to.id if standing.attributed_to else ""]
    for q in claim.qualifiers:
        parts += [q.role, q.literal.value, q.literal.datatype, q.entity.id if q.entity else ""]
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _value(literal: Literal) -> ox.Literal:
    prefix, _, name = literal.datatype.partition(":")
    return ox.Literal(
        _clean(literal.value), datatype=_node(terms.PREFIXES.get(prefix, f"{prefix}:") + terms.escape(name))
    )


def _decimal(value: float) -> str:
    """With three digits at most, and in the form in which a store gives it back: "0.9", "1"."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def text(value: str) -> ox.Literal:
    """A plain string; half a surrogate pair, which no RDF can hold, becomes U+FFFD."""
    return ox.Literal(_clean(value))


@lru_cache(maxsize=1024)
def _word(value: str) -> ox.Literal:
    """The string of something that few strings stand for."""
    return text(value)


def _clean(value: str) -> str:
    return _SURROGATES.sub("\ufffd", value)


def _t(subject: ox.NamedNode, predicate: str | ox.NamedNode, value: ox.NamedNode | ox.Literal) -> Triple:
    return Triple(subject, _node(predicate) if isinstance(predicate, str) else predicate, value)


@lru_cache(maxsize=4096)
def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
