"""How good the language model is, by the measures of its layers (``kg evaluate model``).

Gold tokens and sentences unless said; all tokens, relation subtypes counted. Sentences from raw text are right when
both their ends are. Entities count by exact span and type after mapping to PER, LOC, ORG. Coreference: the CoNLL score
on exact spans, OntoGUM without singletons, LitBank with; GAP's F1 (Webster et al. 2018).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.evaluate.coreference import Scores
from kg.evaluate.treebank import Paragraph, paragraphs
from kg.parse.phrases import Phrases
from kg.train.coreference import Ambiguous, ambiguous, discourses, doc_of
from kg.train.corpus import Tree, conll, trees

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

COARSE = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
ENTITIES = ("ner_uner_ewt/dev.conll", "ner_wikigold/dev.conll", "ner_crossner/politics_dev.conll")
CLITICS = frozenset({"'s", "'", "’s", "’"})


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of the table, in percent, or words a second."""

    data: str
    measure: str
    value: float


def scores(nlp: Language, data: Path) -> Iterator[Score]:
    """Every score for which `data` has the files."""
    for name in ("ewt", "gum"):
        path = data / "ud" / f"en_{name}-dev.conllu"
        if path.exists():
            yield from tree_scores(nlp, list(trees(path)), f"{name.upper()} dev")
            yield sentence_score(nlp, paragraphs(path), f"{name.upper()} dev, raw text")
            if name == "gum":
                news = (p for p in paragraphs(path) if p.document.startswith("GUM_news"))
                yield sentence_score(nlp, news, "GUM dev news, raw text")
    for part in ENTITIES:
        if (data / part).exists():
            yield entity_score(nlp, data / part)
    if (data / "gum_coref" / "dev.jsonl").exists() and "kg_coref" in nlp.pipe_names:
        yield from coreference_scores(nlp, data)
    gap = data / "gap" / "gap-development.tsv"
    if gap.exists() and "kg_coref" in nlp.pipe_names:
        yield pronoun_score(nlp, list(ambiguous(gap)))


def run(nlp: Language, docs: Iterable[Doc], *, without: Sequence[str] = ()) -> Iterator[Doc]:
    """Docs of given words through the pipeline."""
    return nlp.pipe(docs, disable=list(without), batch_size=64)


def tree_scores(nlp: Language, gold: Sequence[Tree], data: str) -> Iterator[Score]:
    """UPOS, features, lemma, UAS, LAS, and the speed of all layers of words."""
    docs = [doc_of([t.words], nlp.vocab) for t in gold]
    next(run(nlp, [doc_of([("Warm", "up", ".")], nlp.vocab)]))
    began = time.perf_counter()
    found = list(run(nlp, docs, without=["kg_coref", "kg_values"]))
    seconds = time.perf_counter() - began
    right = dict.fromkeys(("UPOS", "feats", "lemma", "UAS", "LAS"), 0)
    for tree, doc in zip(gold, found, strict=True):
        for k, token in enumerate(doc):
            at_head = token.head.i == tree.head[k]
            relation = token.dep_ if token.dep_ != "ROOT" else "root"
            right["UPOS"] += token.pos_ == tree.upos[k]
            right["feats"] += (str(token.morph) or "_") == tree.feats[k]
            right["lemma"] += token.lemma_ == tree.lemma[k]
            right["UAS"] += at_head
            right["LAS"] += at_head and relation == tree.deprel[k]
    total = sum(len(t.words) for t in gold)
    for measure, count in right.items():
        yield Score(data, measure, 100 * count / total)
    yield Score(data, "words/s", total / seconds)


def sentence_score(nlp: Language, gold: Iterable[Paragraph], data: str) -> Score:
    """F1 of sentences in raw text."""
    texts = list(gold)
    found = right = true = 0
    for paragraph, doc in zip(texts, nlp.pipe((p.text for p in texts), disable=["kg_coref", "kg_values"]), strict=True):
        spans = {(s.start_char, s.start_char + len(s.text.rstrip())) for s in doc.sents if s.text.strip()}
        found, true, right = (
            found + len(spans),
            true + len(paragraph.sentences),
            right + len(spans & paragraph.sentences),
        )
    return Score(data, "sentences F1", f1(right, found, true))


def entity_score(nlp: Language, path: Path) -> Score:
    """F1 of PER, LOC, ORG in a BIO file."""
    gold = list(conll(path))
    docs = run(nlp, (doc_of([s.words], nlp.vocab) for s in gold), without=["kg_coref", "kg_values"])
    right = found = true = 0
    for sentence, doc in zip(gold, docs, strict=True):
        expected = spans([min(tags) for tags in sentence.allowed])
        predicted = {(e.start, e.end, COARSE[e.label_]) for e in doc.ents if e.label_ in COARSE}
        right, found, true = right + len(expected & predicted), found + len(predicted), true + len(expected)
    return Score(f"{path.parent.name} {path.stem}", "PER/LOC/ORG F1", f1(right, found, true))


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Spans [start, end) of the three coarse types in a BIO sequence."""
    found, begin = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and not tag.startswith("I-"):
            kind = COARSE.get(tags[begin][2:])
            if kind:
                found.add((begin, i, kind))
            begin = None
        if tag.startswith("B-"):
            begin = i
    return found


def coreference_scores(nlp: Language, data: Path) -> Iterator[Score]:
    """The CoNLL score, and LEA, of OntoGUM's and LitBank's development parts."""
    documents = discourses(data, "dev", nlp.get_pipe("kg_network").network)  # type: ignore[attr-defined]
    corpora = {"OntoGUM dev": Scores(), "LitBank dev": Scores()}
    for document, doc in zip(documents, run(nlp, (doc_of(d.sentences, nlp.vocab) for d in documents)), strict=True):
        singletons = not document.name.startswith("GUM")
        key: dict[int, set[tuple[int, int]]] = {}
        for span, cluster in document.spans:
            key.setdefault(cluster, set()).add(span)
        response = [frozenset(chain) for chain in distinct(found_chains(doc, singletons))]
        corpora["LitBank dev" if singletons else "OntoGUM dev"].add(
            [frozenset(c) for c in key.values()], [c for c in response if singletons or len(c) > 1]
        )
    for name, measured in corpora.items():
        yield Score(name, "CoNLL F1", 100 * measured.conll)
        yield Score(name, "LEA F1", 100 * measured.lea.f1)


def found_chains(doc: Doc, singletons: bool) -> Iterator[list[tuple[int, int]]]:
    """The spans of a Doc's chains; LitBank, which counts singletons, takes a possessive's clitic for no part of it, and
    marks people, places and organisations only."""
    seen: set[int] = set()
    actor = doc.tensor[:, -2]
    for group in (doc.spans[key] for key in sorted(doc.spans) if key.startswith("coref_clusters_")):
        if singletons and sum(float(actor[s.root.i]) for s in group) < 0:
            continue  # LitBank has people, places and organisations only
        yield [(s.start, s.end - (singletons and s[-1].text in CLITICS and len(s) > 1)) for s in group]
        seen.update(s.root.i for s in group)
    if singletons:
        phrases = Phrases.of([Row(doc)])
        words = [t.text for t in doc]
        for head in np.flatnonzero(actor > 0):
            if int(head) not in seen:
                start, end = phrases.span(int(head), words)
                yield [(start, end - (words[end - 1] in CLITICS and end - start > 1))]


@dataclass(frozen=True, slots=True)
class Row:
    """A Doc's trees, for `Phrases`."""

    doc: Doc

    @property
    def head(self) -> list[int]:
        """Each word's head."""
        return [t.head.i for t in self.doc]

    @property
    def deprel(self) -> list[str]:
        """Each word's relation."""
        return [t.dep_ for t in self.doc]


def distinct(groups: Iterable[list[tuple[int, int]]]) -> Iterator[list[tuple[int, int]]]:
    """The groups with each span in the first one only that has it."""
    seen: set[tuple[int, int]] = set()
    for group in groups:
        fresh = [span for span in dict.fromkeys(group) if span not in seen]
        seen.update(fresh)
        if fresh:
            yield fresh


def pronoun_score(nlp: Language, snippets: Sequence[Ambiguous]) -> Score:
    """GAP's F1: a name counts as found where the pronoun's cluster has a mention that overlaps it."""
    right = found = true = 0
    for snippet, doc in zip(snippets, nlp.pipe(s.text for s in snippets), strict=True):
        clusters = [doc.spans[key] for key in doc.spans if key.startswith("coref_clusters_")]
        own: Iterable[Any] = next(
            (c for c in clusters if any(s.start_char == snippet.pronoun_char and len(s) == 1 for s in c)), []
        )
        for (start, end), (_, _, is_true) in zip(snippet.name_chars, snippet.names, strict=True):
            hit = any(s.start_char < end and start < s.end_char for s in own)
            found, true, right = found + hit, true + is_true, right + (hit and is_true)
    return Score("GAP development", "pronouns F1", f1(right, found, true))


def f1(right: int, found: int, true: int) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return 200 * right / (found + true) if found + true else 0.0
