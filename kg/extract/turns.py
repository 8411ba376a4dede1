"""Turns of a conversation: paragraphs that a speaker's name opens ("Roe: …", "Q: …"), as interviews are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LABEL = re.compile(r"(?:[*_]{2})?([A-Z][\w.'’-]*(?: (?:of |the |de |van |von )?[A-Z][\w.'’-]*){0,4}):(?:[*_]{2})?\s")
ROLES = frozenset("q a question answer interviewer interviewee host reporter moderator".split())
NOTICES = frozenset("note notes warning caution important tip hint example update summary source sources photo".split())
LEAST = 3  # labelled paragraphs of a conversation
SHARE = 0.25  # of the paragraphs from its first to its last; a title with a colon opens one here and there


def turns(texts: Sequence[str]) -> list[int | None]:
    """For each paragraph how many characters name its speaker: 0 where the one before still speaks, None where nobody
    of a conversation does. A text is one if several paragraphs, and not few among them, are labelled, and
    somebody speaks twice or by a role."""
    found = [match if (match := LABEL.match(text)) and match[1].lower() not in NOTICES else None for text in texts]
    labels = Counter(match[1] for match in found if match)
    again = any(count > 1 or label.lower() in ROLES for label, count in labels.items())
    if len(labels) < 2 or labels.total() < LEAST or not again:
        return [None] * len(texts)
    at = [k for k, match in enumerate(found) if match]
    if len(at) < SHARE * (at[-1] - at[0] + 1):
        return [None] * len(texts)
    return [match.end() if match else 0 if at[0] < k < at[-1] else None for k, match in enumerate(found)]
