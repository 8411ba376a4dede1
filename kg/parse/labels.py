"""Parses in the ClearNLP style of spaCy's ``en_core_web_*`` pipelines -> Universal Dependencies.

The rules read UD trees only. A Doc is known to be ClearNLP by labels that UD lacks; others pass through untouched. The
conversion follows Schuster & Manning (2016): prepositions become case markers of their objects, copulas depend on the
predicate, conjuncts on the first of them and conjunctions on the conjunct that they introduce; the rest is renamed.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

RENAMED = {
    "ROOT": "root", "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass",
    "auxpass": "aux:pass", "relcl": "acl:relcl", "poss": "nmod:poss", "neg": "advmod", "prt": "compound:prt",
    "preconj": "cc:preconj", "predet": "det:predet", "nn": "compound", "acomp": "xcomp", "attr": "xcomp",
    "oprd": "xcomp", "quantmod": "advmod", "npadvmod": "obl:unmarked", "intj": "discourse", "meta": "dep",
    "prep": "advmod", "agent": "advmod", "pobj": "obl", "pcomp": "advcl",
}  # fmt: skip
CLEAR = RENAMED.keys() - {"ROOT"}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
MARKED = frozenset({"prep", "agent", "dative", "pcomp"})
HERE = frozenset({"here", "there", "home", "abroad", "away"})


def to_universal(doc: Doc) -> Doc:
    """The Doc itself if its labels are Universal Dependencies already, else a converted copy."""
    if not any(t.dep_ in CLEAR for t in doc):
        return doc
    graphs = [_Graph(sentence) for sentence in doc.sents]
    heads = [head for graph in graphs for head in graph.heads.values()]
    return _copy(doc, heads, [label for graph in graphs for label in graph.universal()])


class _Graph:
    """A sentence's heads, converted, and labels, some still by their old names; by token, a root being its own head."""

    def __init__(self, sentence: Span) -> None:
        self.tokens = list(sentence)
        self.doc = sentence.doc
        self.heads = {t.i: t.head.i for t in sentence}
        self.deps = {t.i: t.dep_ for t in sentence}
        for token in reversed(self.tokens):  # "out of office": what stands inside comes first
            self.preposition(token)
        for token in self.tokens:
            if token.lemma_ == "be" and token.dep_ not in ("aux", "auxpass"):
                self.copula(token.i)
        for i in self.heads:
            self.coordination(i)

    def children(self, head: int, *labels: str) -> list[int]:
        """The children of a word in any of the relations, or all of them, left to right."""
        found = (i for i, h in self.heads.items() if h == head != i)
        return [i for i in found if not labels or self.deps[i] in labels]

    def promote(self, inner: int, label: str) -> None:
        """A word takes its head's place in the tree, and all else that hung there; the head hangs on it by `label`."""
        outer = self.heads[inner]
        above = self.heads[outer]
        for child in self.children(outer):
            self.heads[child] = inner
        self.heads[inner], self.deps[inner] = (inner if above == outer else above), self.deps[outer]
        self.heads[outer], self.deps[outer] = inner, label

    def preposition(self, token: Token) -> None:
        """``X -prep-> of -pobj-> Y`` becomes ``X -nmod-> Y -case-> of``."""
        inner = next(iter(self.children(token.i, "pobj") or self.children(token.i, "pcomp")), None)
        if inner is None:
            return
        clausal = self.deps[inner] == "pcomp"
        self.promote(inner, "mark" if clausal else "case")
        for part in self.children(inner, "pcomp"):  # "because -pcomp-> of"
            self.deps[part] = "case"
        if token.dep_ in MARKED:
            self.deps[inner] = self.oblique(token, clausal)

    def oblique(self, token: Token, clausal: bool) -> str:
        """What a preposition's object is to the word that the preposition hung on."""
        above = token.head
        doubled = above.dep_ == "prep" or above.pos_ == "ADP"
        if doubled and not any(c.dep_ == "pobj" for c in above.children):
            return "pcomp" if clausal else "pobj"  # "out of office": of the preposition above, whose turn comes
        nominal = doubled or above.pos_ in NOMINAL  # "from Oslo to Bergen" makes one phrase
        if clausal:
            return "acl" if nominal else "advcl"
        return "nmod" if nominal else "obl:agent" if token.dep_ == "agent" else "obl"

    def copula(self, be: int) -> None:
        """``is -attr-> retailer`` becomes ``retailer -cop-> is``; in "there is a bank", the bank is the subject."""
        predicate = next(iter(self.children(be, "attr", "acomp")), None)
        if any(self.doc[i].lower_ == "there" for i in self.children(be, "expl")):
            if predicate is not None:
                self.deps[predicate] = "nsubj"
        elif self.children(be, "dobj", "nsubjpass"):
            return
        elif predicate is not None:
            self.promote(predicate, "cop")
        elif not self.children(be, "xcomp", "ccomp"):
            places = (i for i in self.children(be, "obl", "advmod") if i > be)
            place = next((i for i in places if self.deps[i] == "obl" or self.doc[i].lower_ in HERE), None)
            if place is not None:
                self.promote(place, "cop")

    def coordination(self, i: int) -> None:
        """``A -conj-> B -conj-> C`` becomes ``A -conj-> B, A -conj-> C``; "and" and commas hang on what follows."""
        head = self.heads[i]
        if self.deps[i] in ("cc", "punct"):
            rest = (k for k in self.children(head) if k > i and self.deps[k] not in ("cc", "punct"))
            following = next(rest, None)
            if following is not None and self.deps[following] == "conj":
                self.heads[i] = following
        elif self.deps[i] == "conj" and self.deps.get(head) == "conj":
            self.heads[i] = self.heads[head]

    def universal(self) -> Iterator[str]:
        """The labels by their new names, left to right."""
        for token in self.tokens:
            label = self.deps[token.i]
            if label == "aux" and token.pos_ == "PART":
                yield "mark"  # "to" before an infinitive
            elif label == "npadvmod" and token.head.pos_ in NOMINAL:
                yield "nmod:unmarked"
            else:
                yield RENAMED.get(label, label)


def _copy(doc: Doc, heads: list[int], deps: list[str]) -> Doc:
    copy = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        heads=heads,
        deps=deps,
        pos=[t.pos_ for t in doc],
        tags=[t.tag_ for t in doc],
        lemmas=[t.lemma_ for t in doc],
        morphs=[str(t.morph) for t in doc],
    )
    copy.ents = [Span(copy, e.start, e.end, label=e.label_) for e in doc.ents]
    return copy
