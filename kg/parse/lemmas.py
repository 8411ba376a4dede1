"""Lemmas as edit scripts: a class says how to cut and extend a form, so that a classifier can lemmatise any word.

After Straka (2018), "UDPipe 2.0 Prototype": a script is ``cut+add|case``, where `cut` counts the characters dropped at
the form's end, `add` is put there, and `case` is ``l`` for a lower-cased lemma and ``k`` for one that keeps its casing.
"""

from __future__ import annotations


def script(form: str, lemma: str) -> str:
    """The script that turns `form` into `lemma`; a lemma unlike its form becomes ``=lemma``."""
    keeps = lemma != lemma.lower() or (form == lemma and form != form.lower())
    base = form if keeps else form.lower()
    shared = 0
    for a, b in zip(base, lemma, strict=False):
        if a != b:
            break
        shared += 1
    if shared == 0 or (keeps and len(base) - shared > 4):
        return f"={lemma}"
    return f"{len(base) - shared}+{lemma[shared:]}|{'k' if keeps else 'l'}"


def apply(rule: str, form: str) -> str:
    """The lemma of `form` under a script; the form itself where the script does not fit."""
    if rule.startswith("="):
        return rule[1:]
    edit, _, case = rule.rpartition("|")
    cut, _, add = edit.partition("+")
    base = form.lower() if case == "l" else form
    keep = len(base) - int(cut)
    lemma = base[:keep] + add if keep > 0 else base
    doubled = len(lemma) > 3 and lemma[-1] == lemma[-2] and lemma[-1] in "bdgmnprt"
    # "topping" is of "top": a consonant doubled for the ending goes with it
    return lemma[:-1] if doubled and base[keep:] in ("ing", "ed") else lemma
