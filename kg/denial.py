"""How a claim's standing is told beside its words, and where these tell it themselves."""

from __future__ import annotations

import re

# A user's lexicon may know other verbs of denial: better that one is told twice than that one is not told.
_IN_RELATION = re.compile(
    r"\b(?:no|not|never|neither|nor|nobody|nothing|none|cannot|unable|unwilling|hardly|scarcely|barely|rarely|seldom)\b"
    r"|n['’]t\b"
    r"|\b(?:(?:refus|declin|ceas)(?:e|es|ed|ing)|(?:fail|reject|avoid|abandon)(?:s|ed|ing)?|stop(?:s|ped|ping)?"
    r"|den(?:y|ies|ied|ying))\b",
    re.IGNORECASE,
)
# "no debts", but not No Doubt, which is a band, and not what is denied inside of a clause
_AT_START = re.compile(r"(?:[Nn]o|[Nn]ot|[Nn]either|[Nn]one|[Nn]obody|[Nn]othing|[Nn]o one)(?: [^A-Z]|$)")


def marks(words: tuple[str, str, str], polarity: str, modality: str, speaker: str) -> list[str]:
    """What to say beside a claim's subject, relation and object of how far the text stands behind it."""
    found = ["not so"] if polarity == "negative" and not says_no(*words) else []
    found += [modality] if modality != "actual" else []
    return found + ([f"according to {speaker}"] if speaker else [])


def says_no(subject: str, relation: str, object_: str) -> bool:
    """Whether the words of a denied claim deny it: "Acme has no debts", "Acme refused to buy Bolt"; but not where the
    word is lost, as in "Bolt owns Nimbus", of "neither Acme nor Bolt owns Nimbus"."""
    return bool(_IN_RELATION.search(relation) or _AT_START.match(subject) or _AT_START.match(object_))
