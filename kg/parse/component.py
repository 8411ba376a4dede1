"""The network as spaCy components, so that any spaCy user can load it: ``kg_network``, ``kg_values``, ``kg_coref``.

``kg_coref`` sets ``doc.spans["coref_clusters_1"]`` and so on, as spaCy's experimental component of that kind does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans
from spacy.vocab import Vocab

from kg.parse.coref import Ranker, chains
from kg.parse.network import TAGS, Annotation, Network
from kg.parse.phrases import Phrases
from kg.parse.sentences import CERTAINTY, sentences
from kg.types import Literal
from kg.values import find_values, value_of

if TYPE_CHECKING:
    from thinc.types import Ints2d

MODEL = Path(__file__).parent / "model"
WINDOW = 160
LOOSE = frozenset({"CCONJ", "ADP", "DET"})
STOPS = frozenset(", ; : - – — ( [ / ' \" “ ‘ @".split())
VALUES = frozenset("DATE TIME MONEY PERCENT QUANTITY ORDINAL CARDINAL".split())
TITLES = frozenset("mr mr. mrs mrs. ms ms. dr dr. prof prof. sir judge professor".split())
CLOSERS = frozenset(".!?…”\"')]")
COLUMNS = ("HEAD", "POS", "TAG", "MORPH", "DEP", "LEMMA")  # TAGS between


class NetworkComponent:
    """Sets tags, features, lemmas, sentence starts, heads, relations and named entities of a Doc in one pass.

    Sentence starts already set on a Doc are kept. What coreference is decided by goes into ``doc.tensor``.
    """

    def __init__(self, path: str | Path = MODEL, threads: int = 1) -> None:
        self.path = Path(path)
        self.network = Network(self.path, threads)
        self.hashes: Hashes | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one Doc in place."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Annotates Docs in batches; long ones are read in windows that end at sentences."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            windows = [(doc, window) for doc in batch for window in windows_of(doc)]
            # a Doc of one word always claims to have its sentences
            given = {id(doc) for doc in batch if len(doc) > 1 and doc.has_annotation("SENT_START")}
            kept = [[bool(doc[i].is_sent_start) for i in w.at] if id(doc) in given else None for doc, w in windows]
            found = self.network([window.words for _, window in windows], kept)
            parts: dict[int, list[tuple[list[int], Annotation]]] = {}
            for (doc, window), annotation in zip(windows, found, strict=True):
                parts.setdefault(id(doc), []).append((window.at, annotation))
            for doc in batch:
                annotate(doc, parts.get(id(doc), []), self._known(doc.vocab))
                yield doc

    def _known(self, vocab: Vocab) -> Hashes:
        """The hashes of the network's labels in a vocabulary, looked up once."""
        if self.hashes is None or self.hashes.vocab is not vocab:
            self.hashes = Hashes.of(vocab, self.network.labels)
        return self.hashes

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copies the model's files beside the pipeline."""
        import shutil

        shutil.copytree(self.path, path, dirs_exist_ok=True)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> NetworkComponent:
        """Takes the model's files from a saved pipeline."""
        self.path = Path(path)
        self.network, self.hashes = Network(self.path, self.network.threads), None
        return self


class CorefComponent:
    """Sets ``doc.spans["coref_clusters_N"]``: the mentions of one entity each, in the order of the text.

    It reads ``doc.tensor``, which ``kg_network`` of the same model has set.
    """

    def __init__(self, path: str | Path = MODEL) -> None:
        self.path = Path(path)
        self.ranker = Ranker.load(self.path / "coref.npz")

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copies the ranker beside the pipeline."""
        import shutil

        Path(path).mkdir(parents=True, exist_ok=True)
        shutil.copy(self.path / "coref.npz", path)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> CorefComponent:
        """Takes the ranker from a saved pipeline."""
        self.path = Path(path)
        self.ranker = Ranker.load(self.path / "coref.npz")
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one Doc in place."""
        words = [t for t in doc if not t.is_space]
        if not words:
            return doc
        phrases, texts, at = Phrases.of([_Row(words)]), [t.text for t in words], [t.i for t in words]
        for number, chain in enumerate(chains(list(sentences(doc)), doc.tensor[at], self.ranker), 1):
            spans = [phrases.span(head, texts) for head in chain]
            doc.spans[f"coref_clusters_{number}"] = [doc[at[a] : at[b - 1] + 1] for a, b in spans]
        return doc


class _Row:
    """A Doc's words as one window, for `Phrases`."""

    def __init__(self, words: list[Token]) -> None:
        rank = {t.i: k for k, t in enumerate(words)}
        self.head = [rank.get(t.head.i, k) for k, t in enumerate(words)]
        self.deprel = [t.dep_ for t in words]


class ValuesComponent:
    """Adds dates, times, money, percentages, quantities and numbers to ``doc.ents``, where no name stands already.

    ``ent._.value`` is what such an entity means, a `kg.types.Literal` or None; relative dates are read against
    ``doc.user_data["date"]``, a `datetime.date`, where that is set.
    """

    def __init__(self) -> None:
        Span.set_extension("value", getter=value, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one Doc in place."""
        values = [
            doc.char_span(start, end, label=label, alignment_mode="contract")
            for start, end, label in find_values(doc.text)
        ]
        names = [
            span for span in doc.ents if not any(v and v.start <= span.start and span.end <= v.end for v in values)
        ]
        doc.ents = filter_spans([*names, *(v for v in values if v and not any(overlap(v, n) for n in names))])
        return doc


def value(span: Span) -> Literal | None:
    """What a temporal or numeric entity means; None for other spans, and where the words give no single value."""
    anchor = span.doc.user_data.get("date")
    return value_of(" ".join(span.text.split()), span.label_, anchor) if span.label_ in VALUES else None


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a token."""
    return a.start < b.end and b.start < a.end


@Language.factory("kg_network", default_config={"path": str(MODEL), "threads": 1})
def make_network(nlp: Language, name: str, path: str, threads: int) -> NetworkComponent:
    """The ``kg_network`` factory."""
    return NetworkComponent(path, threads)


@Language.factory("kg_coref", default_config={"path": str(MODEL)})
def make_coref(nlp: Language, name: str, path: str) -> CorefComponent:
    """The ``kg_coref`` factory."""
    return CorefComponent(path)


@Language.factory("kg_values")
def make_values(nlp: Language, name: str) -> ValuesComponent:
    """The ``kg_values`` factory."""
    return ValuesComponent()


class Window(NamedTuple):
    """Words of a Doc that are read together, and where they stand in it."""

    at: list[int]
    words: list[str]


def windows_of(doc: Doc) -> list[Window]:
    """The words of a Doc, without white space, in windows of at most `WINDOW`, cut where a sentence seems to end."""
    if not len(doc):
        return []
    strings = doc.vocab.strings
    columns = doc.to_array(["ORTH", "IS_SPACE"])  # which makes no Token for each word
    at = np.flatnonzero(columns[:, 1] == 0)
    rest = Window(at.tolist(), [strings[word] for word in columns[at, 0].tolist()])
    found = []
    while len(rest.at) > WINDOW:
        cut = next((i for i in range(WINDOW, WINDOW // 2, -1) if ends(doc, rest, i)), WINDOW)
        found.append(Window(rest.at[:cut], rest.words[:cut]))
        rest = Window(rest.at[cut:], rest.words[cut:])
    return [*found, rest] if rest.at else found


def ends(doc: Doc, window: Window, i: int) -> bool:
    """Whether a sentence seems to end before word `i`."""
    if doc[window.at[i]].is_sent_start:
        return True
    words = window.words
    return (
        words[i - 1][-1] in CLOSERS
        and any(c in ".!?…" for word in words[max(0, i - 2) : i] for c in word)
        and not doc[window.at[i]].is_lower
    )


@dataclass(frozen=True, slots=True)
class Hashes:
    """What spaCy knows the network's labels by: an array for each of `TAGS`."""

    vocab: Vocab
    tags: tuple[NDArray[np.uint64], ...]

    @classmethod
    def of(cls, vocab: Vocab, labels: dict[str, list[str]]) -> Hashes:
        """Adds the labels to a vocabulary."""
        known = {name: [vocab.strings.add(label) for label in labels[name]] for name in TAGS}
        known["feats"] = [vocab.morphology.add("" if label == "_" else label) for label in labels["feats"]]
        return cls(vocab, tuple(np.array(known[name], dtype=np.uint64) for name in TAGS))


def annotate(doc: Doc, parts: list[tuple[list[int], Annotation]], hashes: Hashes) -> None:
    """Writes the windows' annotation into a Doc; white space hangs on the word before it."""
    size, strings = len(doc), doc.vocab.strings
    width = max((layer.coref.shape[1] for _, layer in parts), default=0)
    doc.tensor = np.zeros((size, width), dtype=np.float16)
    certainty = doc.user_data[CERTAINTY] = np.ones(size, dtype=np.float32)
    columns = np.zeros((size, len(COLUMNS)), dtype=np.uint64)
    columns[:, 1:5] = [strings.add(name) for name in ("SPACE", "_SP")] + [
        doc.vocab.morphology.add(""),
        strings.add("dep"),
    ]
    heads, iob, spaces = np.arange(size), ["O"] * size, np.ones(size, dtype=bool)
    for places, layer in parts:
        at = np.array(places)
        doc.tensor[at], certainty[at] = layer.coref, layer.certainty
        heads[at], spaces[at] = at[layer.head], False
        for column, known in enumerate(hashes.tags, 1):
            columns[at, column] = known[layer.tags[:, column - 1]]
        columns[at, 5] = [strings.add(lemma) for lemma in layer.lemma]
        for i, tag in zip(at.tolist(), layer.ner, strict=True):
            iob[i] = tag
    place_spaces(heads, spaces)
    columns[spaces, 5] = [strings.add(doc[i].text) for i in np.flatnonzero(spaces).tolist()]
    columns[:, 0] = (heads - np.arange(size)).astype(np.int64).view(np.uint64)
    doc.from_array(list(COLUMNS), cast("Ints2d", columns))
    doc.ents = entities(doc, iob)


def place_spaces(heads: NDArray[np.int64], spaces: NDArray[np.bool_]) -> None:
    """Hangs white space on the word before it, or on the first word of all."""
    words = np.flatnonzero(~spaces)
    for i in np.flatnonzero(spaces).tolist() if len(words) else ():
        before = words[words < i]
        heads[i] = before[-1] if len(before) else words[0]


def trimmed(doc: Doc, begin: int, end: int) -> tuple[int, int]:
    """A name without what no name begins or ends with ("Party and", "Allies of"); nothing is left of a bare title, nor
    of an e-mail address."""
    while end > begin and (outside(doc[end - 1]) or doc[end - 1].pos_ in LOOSE):
        end -= 1
    while begin < end and (outside(doc[begin]) or doc[begin].pos_ == "CCONJ"):
        begin += 1
    return (begin, begin) if all(t.lower_ in TITLES for t in doc[begin:end]) else (begin, end)


def outside(token: Token) -> bool:
    """Whether a word stands beside names, and is of none."""
    return token.is_space or token.text in STOPS or token.like_email


def entities(doc: Doc, iob: list[str]) -> list[Span]:
    """Spans of a BIO tag sequence; a word of origin is no place ("Hungarian actors")."""
    spans, begin = [], None
    for i, tag in enumerate([*iob, "O"]):
        if begin is not None and not tag.startswith("I-") and not (i < len(doc) and doc[i].is_space):
            first, last = trimmed(doc, begin, i)
            label = iob[begin][2:]
            if label in ("GPE", "LOC") and all(t.pos_ == "ADJ" for t in doc[first:last]):
                label = "NORP"
            while label == "PERSON" and last - first > 1 and doc[first].lower_ in TITLES - {"sir"}:
                first += 1
            if first < last:
                spans.append(Span(doc, first, last, label=label))
            begin = None
        if tag.startswith("B-"):
            begin = i
    return spans
