"""English verb forms, where the text has a verb in another form than a claim needs ("founded by", "demanding")."""

from __future__ import annotations

from kg import irregular

# of more than one syllable, the last of them stressed (or doubled all the same)
DOUBLED = frozenset(
    """
commit admit permit submit omit emit remit transmit acquit regret abet beget refer prefer confer transfer defer deter
infer incur occur recur concur abhor control patrol enrol compel expel propel repel dispel impel excel rebel cancel
travel label level model fuel dial signal total rival channel counsel quarrel tunnel marvel annul fulfil instil distil
equip worship kidnap handicap program unwrap outfit outwit debug unplug forget upset offset input output reset rerun
""".split()
)


def doubles(lemma: str) -> bool:
    """Whether the last consonant is doubled before an ending: "stopped", "preferring"."""
    short = len(lemma) > 1 and lemma[-2] in "aeiou" and lemma[-1] not in "aeiouwxy"
    return lemma in DOUBLED or (short and not any(c in "aeiou" for c in lemma[:-2].replace("qu", "q")))


def past(lemma: str) -> str:
    """The simple past: "founded", "stopped", "wrote"."""
    first, hyphen, last = lemma.rpartition("-")
    if hyphen:
        return f"{first}-{past(last)}"
    told = irregular.past(lemma)
    if told is not None:
        return told
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ied"
    return lemma + lemma[-1] + "ed" if doubles(lemma) else lemma + "ed"


def present(lemma: str, plural: bool = False) -> str:
    """The simple present in the third person: "owns", "own" for a plural subject."""
    if lemma == "be":
        return "are" if plural else "is"
    if plural:
        return lemma
    if lemma == "have":
        return "has"
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma in ("go", "do", "undergo"):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + "s"


def gerund(lemma: str) -> str:
    """The -ing form: "hiring", "banning"."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return lemma + lemma[-1] + "ing" if doubles(lemma) else lemma + "ing"
