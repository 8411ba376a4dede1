"""Parses in the ClearNLP style of spaCy's ``en_core_web_*`` pipelines -> Universal Dependencies.

The rules read UD trees only. A Doc is known to be ClearNLP by labels that UD lacks; others pass through untouched. The
conversion follows Schuster & Manning (2016): prepositions become case markers of their objects, auxiliaries and copulas
depend on the content word, and relations are renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CLEAR = frozenset(
    {
        "dobj",
        "pobj",
        "nsubjpass",
        "attr",
        "prep",
        "auxpass",
        "relcl",
        "pcomp",
        "acomp",
        "poss",
        "csubjpass",
        "npadvmod",
        "agent",
        "dative",
    }
)
RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "relcl": "acl:relcl", "poss": "nmod:poss",
    "neg": "advmod", "prt": "compound:prt", "npadvmod": "obl:unmarked", "dative": "iobj", "preconj": "cc:preconj", "predet": "det:predet",
    "nn": "compound", "acomp": "xcomp", "attr": "xcomp", "oprd": "xcomp", "quantmod": "advmod", "intj": "discourse", "meta": "dep", "ROOT": "root",
}  # fmt: skip


def to_universal(doc: Doc) -> Doc:
    """The Doc itself if its labels are Universal Dependencies already, else a converted copy."""
    if not any(t.dep_ in CLEAR for t in doc):
        return doc
    heads = [t.head.i for t in doc]
    deps = ["case" if t.dep_ == "case" else RENAMED.get(t.dep_, t.dep_) for t in doc]
    for token in doc:
        if token.dep_ in ("prep", "agent"):
            _preposition(token, heads, deps)
    for token in doc:
        if token.lemma_ == "be" and token.dep_ not in ("aux", "auxpass"):
            _copula(token, heads, deps)
    return _copy(doc, heads, deps)


def _preposition(token: Token, heads: list[int], deps: list[str]) -> None:
    """``X -prep-> of -pobj-> Y`` becomes ``X -nmod-> Y -case-> of``."""
    inner = next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)
    nominal = token.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
    if inner is None:
        deps[token.i] = "advmod" if not any(c.dep_ == "prep" for c in token.children) else "case"
        return
    heads[inner.i] = heads[token.i]
    deps[inner.i] = (
        ("nmod" if nominal else "obl:agent" if token.dep_ == "agent" else "obl")
        if inner.dep_ == "pobj"
        else ("acl" if nominal else "advcl")
    )
    for child in token.children:
        if child.i != inner.i:
            heads[child.i] = inner.i
    heads[token.i], deps[token.i] = inner.i, "case" if inner.dep_ == "pobj" else "mark"


def _copula(token: Token, heads: list[int], deps: list[str]) -> None:
    """``is -attr-> retailer`` becomes ``retailer -cop-> is``; the clause's other parts move to the predicate."""
    predicate = next((c for c in token.children if c.dep_ in ("attr", "acomp")), None)
    if predicate is None:
        predicate = next(
            (
                heads_at
                for heads_at in (c for p in token.children if p.dep_ == "prep" for c in p.children)
                if heads_at.dep_ == "pobj"
            ),
            None,
        )
    if predicate is None or any(c.dep_ in ("dobj", "nsubjpass") for c in token.children):
        return
    outer, label = heads[token.i], deps[token.i]
    for i in range(len(heads)):
        if heads[i] == token.i and i not in (predicate.i, token.i):
            heads[i] = predicate.i
    heads[predicate.i], deps[predicate.i] = (predicate.i if outer == token.i else outer), label
    heads[token.i], deps[token.i] = predicate.i, "cop"


def _copy(doc: Doc, heads: list[int], deps: list[str]) -> Doc:
    from spacy.tokens import Doc as New
    from spacy.tokens import Span

    copy = New(
        doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], heads=heads, deps=deps,
        pos=[t.pos_ for t in doc], tags=[t.tag_ for t in doc], lemmas=[t.lemma_ for t in doc], morphs=[str(t.morph) for t in doc],
    )  # fmt: skip
    copy.ents = [Span(copy, e.start, e.end, label=e.label_) for e in doc.ents]
    return copy
