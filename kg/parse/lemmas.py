"""Lemmas as edit scripts: a class says how to cut and extend a form, so that a classifier can lemmatise any word.

After Straka (2018), "UDPipe 2.0 Prototype": a script is ``cut+add|case``, where `cut` counts the characters dropped at
the form's end, `add` is put there, and `case` is ``l`` for a lower-cased lemma and ``k`` for one that keeps its casing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from kg import irregular


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


def keeps_case(rule: str) -> bool:
    """Whether a script leaves capitals as they are."""
    return rule.endswith("|k")


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


# what no verb ends in without an e: "forc", "involv", "charg", "settl", and "brib", which would have doubled its b
MUTE = re.compile(
    r"(?:[cvuz]|[^s]s|[rd]g|[^aeioul]l|^[^aeiou]*[aeiou][bdgklmnprt]"
    r"|[aeiouy].*(?:[^aeo]at|[tsg]ur|[cib]ut|[^aou]id|lud|[^aeo]ir|[^aeou]ar))$"  # "excavat", "captur", "requir"
)
HISSING = re.compile(r"(?:[sxz]|[cs]h)$")  # what takes -es for -s: "boxes"
ENDINGS = {
    "NOUN": (("ies", ("y",)), ("ves", ("f", "fe", "ve")), ("es", ("e", "")), ("s", ("",))),
    "VERB": (
        ("ies", ("y",)), ("ied", ("y",)), ("ying", ("y", "ie")), ("es", ("e", "")), ("s", ("",)),
        ("ed", ("", "e")), ("ing", ("", "e")),
    ),
    "ADJ": (("iest", ("y",)), ("ier", ("y",)), ("est", ("", "e")), ("er", ("", "e"))),
}  # fmt: skip


def likely(lemma: str, form: str, upos: str, vocabulary: Set[str], words: Set[str]) -> str:
    """The lemma that a script gave, or a regular one in its place.

    A script learned from other words may make a word that there is not ("libraries" -> "librarie"): what is not in
    `vocabulary`, the lemmas of that part of speech, and no form as it stands, gives way to a regular lemma that is, or
    that is among the lemmas of all parts, `words`, else to the most regular one of all.
    """
    low = form.lower()
    if upos == "PROPN":  # a name is a name in careless writing too
        return form.title() if lemma == form == low and len(form) > 2 and form.isalpha() else lemma
    if lemma in vocabulary:
        return lemma
    same = lemma.lower() == low
    told = irregular.lemma(low, upos, compounds=not same) if not same or low not in vocabulary else None
    gerund = upos == "VERB" and low.endswith("ing") and len(low) > 6  # no verb's base, as it is not in the vocabulary
    if told or (same and not gerund):
        return told or lemma
    regular = list(regulars(low, upos))
    known = (made for of in (vocabulary, words) for made in regular if made in of or base(made) in of)
    return next(known, regular[0] if regular else lemma)


def base(lemma: str) -> str:
    """A lemma without its prefix: "overstate" is made like "state"."""
    return next(
        (lemma.removeprefix(p) for p in irregular.PREFIXES if lemma.startswith(p) and len(lemma) > len(p) + 3), lemma
    )


def regulars(form: str, upos: str) -> Iterator[str]:
    """What a form may be an inflection of, by its ending, a consonant doubled for the ending undone."""
    for ending, stems in ENDINGS.get(upos, ()):
        stem = form.removesuffix(ending)
        if stem != form and len(stem) > 1:
            doubled = "e" in stems and stem[-1] == stem[-2]
            if doubled and stem[-1] in "bdgmnprt":
                yield stem[:-1]
            turned = HISSING.search(stem) if ending == "es" else "e" in stems and MUTE.search(stem)
            yield from (stem + last for last in (reversed(stems) if turned else stems))
            if doubled and stem[-1] == "l":  # "travelled", after "called"
                yield stem[:-1]
            return
