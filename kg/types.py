"""The records that travel between the rooms: frozen, slotted, picklable, and free of any library.

Offsets are half-open ``[start, end)`` counts of characters. Those of a `Word`, `Sentence` or `Mention` are of
`Document.text`; those of an `Evidence` are of the document as its author wrote it (`Document.locate`), so that they
hold in the file on disk even where a reader dropped markup or boilerplate.
"""

from __future__ import annotations

import bisect
import builtins
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal as OneOf

Polarity = OneOf["positive", "negative"]
Modality = OneOf["actual", "possible", "planned", "ordered", "conditional", "expected", "desired", "questioned"]
MentionKind = OneOf["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``[start, end)`` of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Document:
    """One text to read.

    `name` identifies the document in a store (a relative path, a URL, or the id of a JSONL record). `origin` maps
    `text` to the source where a reader dropped markup: sorted ``(offset in text, offset in source)`` pairs, each
    holding up to the next; empty when text and source are the same. `quoted` are the characters of `text` that a
    document sets apart as another's words: block quotations.
    """

    name: str
    text: str
    title: str | None = None
    date: date | None = None
    origin: tuple[tuple[int, int], ...] = ()
    quoted: tuple[Span, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of everything that extraction depends on, so that a changed document is noticed."""
        parts = (self.name, self.text, self.title or "", str(self.date or ""), repr(self.origin), repr(self.quoted))
        return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def locate(self, span: Span) -> Span:
        """Where a span of `text` stands in the source."""
        if not self.origin or span.end <= span.start:
            return span
        return Span(self._source(span.start), self._source(span.end - 1) + 1)

    def _source(self, offset: int) -> int:
        at = bisect.bisect_right(self.origin, offset, key=lambda pair: pair[0]) - 1
        text, source = self.origin[max(at, 0)]
        return source + offset - text


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word of a sentence, in Universal Dependencies terms.

    `index` counts from 0 in the sentence; `head` is the head's index, or the word's own at the root. `ner` is a BIO
    tag (``B-ORG``, ``I-ORG``, ``O``) with OntoNotes type names. `feats` is the UD string (``Number=Sing|…``).
    `certainty` is the parser's probability of the word's head and relation, 1 where it tells none.
    """

    index: int
    text: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    ner: str
    start: int
    end: int
    certainty: float = 1.0

    @property
    def span(self) -> Span:
        """The word's characters in the document."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence; `index` is its rank in the document, `text` its exact characters.

    `chains` pairs each word that heads a mention with the number of the document's coreference chain that the mention
    is of. It is None where the model does not tell; a word without a chain is spoken of once.
    """

    index: int
    text: str
    start: int
    words: tuple[Word, ...]
    chains: Mapping[int, int] | None = None

    @property
    def span(self) -> Span:
        """The sentence's characters in the document."""
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that refers to an entity: its characters, sentence, head word and the words it covers."""

    text: str
    span: Span
    sentence: int
    head: int
    first: int
    last: int
    kind: MentionKind
    type: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that claims are about.

    `id` is the local part of its IRI: name-based and shared across documents for a name (``person/Donald_Trump``,
    ``place/Canada``, ``thing/TikTok``), bound to its document for a common noun phrase
    (``phrase/3f2a…/executive_order``). `type` is a compact IRI (``kgo:Organization``); `names` holds every surface
    form.
    """

    id: str
    name: str
    type: str
    named: bool
    names: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Literal:
    """A typed value: `text` as written, `value` its lexical form under `datatype` (``xsd:date``), `unit` if any."""

    text: str
    value: str
    datatype: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A circumstance of a claim.

    `role` is time, place, manner, purpose, price, share, cause, source, recipient …; `entity` is set when it names one.
    """

    role: str
    literal: Literal
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the text stands behind a claim: said of whom, meant how, and by whom if not by the author."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    attributed_to: Entity | None = None

    @property
    def asserted(self) -> bool:
        """Positive, actual, and not only somebody's words."""
        return self.polarity == "positive" and self.modality == "actual" and self.attributed_to is None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands: document name, sentence (exact text and characters), the claim's own characters in it, and
    the rule and model that read it there. Both spans are of the source (see the module)."""

    document: str
    text: str
    sentence: Span
    span: Span
    rule: str
    model: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Subject, relation, object, as one sentence of a document has it.

    `relation` reads well ("is based in"); `predicate` is its normal form, under which claims of one open relation meet
    ("base_in"); `property` is the ontology's property (``kgo:basedIn``) or None. The object is an entity, a typed
    value, or another claim ("Trump ordered [the sale of TikTok by ByteDance]"); `phrase` is how the claim itself reads
    when it stands as such an object.
    """

    subject: Entity
    relation: str
    object: Entity | Literal | Claim
    predicate: str
    standing: Standing
    evidence: Evidence
    confidence: float
    property: str | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    phrase: str = ""

    @builtins.property
    def asserted(self) -> bool:
        """Whether the text states it as a fact."""
        return self.standing.asserted

    @builtins.property
    def object_text(self) -> str:
        """The object as a reader meets it."""
        match self.object:
            case Entity(name=name):
                return name
            case Literal(text=text):
                return text
            case claim:
                return claim.phrase or f"{claim.subject.name} {claim.relation} {claim.object_text}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document yields: the unit that travels between processes, is checkpointed, and is written.

    `fingerprint` is of the document and of every setting that shaped the result.
    """

    document: Document
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    fingerprint: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read or parsed: which, why, and what would help."""

    name: str
    reason: str


@dataclass(slots=True)
class Report:
    """What a build did; `notices` are what a user should know of the sources though nothing failed."""

    read: int = 0
    unchanged: int = 0
    entities: int = 0
    claims: int = 0
    asserted: int = 0
    words: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """The counts, by the names that the summary prints."""
        yield from (
            ("documents", self.read),
            ("unchanged", self.unchanged),
            ("entities", self.entities),
            ("claims", self.claims),
            ("asserted", self.asserted),
            ("not asserted", self.claims - self.asserted),
            ("failures", len(self.failures)),
        )
