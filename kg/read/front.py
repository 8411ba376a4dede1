"""What the top of a text says of the text itself: its title and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from kg.read.furniture import DATELINE, has_verb, is_label, is_notice, is_sentence
from kg.read.layout import BULLET, paragraphs

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:(?:,|\s|T|\||at|–|-|—)*\d{1,2}[:.]\d\d\b.{0,20})?"
_LABEL = r"(?:(?:first |last |originally )?(?:published|posted|updated|modified|date|dated)(?:\s+on)?\s*:?\s+)?"
_DATES = tuple(
    re.compile(_LABEL + _WEEKDAY + form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
    )
)
_TITLE_WORDS = 20
_TOP = 6


def parse_date(line: str) -> date | None:
    """The day that a line names, if it is nothing but a date (with a weekday, a time, or “Published:” at most).

    A date that could be read in two ways (03/04/2020) is none.
    """
    for pattern in _DATES:
        if found := pattern.fullmatch(line.strip()):
            name = found["month"].lower()
            month = int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1
            try:
                return date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                return None
    return None


def date_of(text: str) -> date | None:
    """The date of a text: that of the first of its top lines which is nothing but a date."""
    found = (parse_date(line) or _dateline(line) for line in islice(_lines(text), _TOP))
    return next(filter(None, found), None)


def title_of(text: str) -> str | None:
    """The title of a text: its first paragraph, if that is short, ends as no sentence does, and prose follows."""
    parts = [" ".join(span.of(text).split()) for span in paragraphs(text)]
    for at, part in enumerate(parts[:_TOP]):
        if not is_label(part) and not is_notice(part) and not parse_date(part):
            return part if _is_title(part, parts[at + 1 :]) else None
    return None


def _is_title(part: str, following: Sequence[str]) -> bool:
    if len(part.split()) > _TITLE_WORDS or part.endswith((".", ",", ";", ":")) or BULLET.match(part):
        return False
    # Among lines that all lack a full stop, one with a verb is as good a sentence as the others.
    return any(is_sentence(other) or (has_verb(other) and not has_verb(part)) for other in following)


def _lines(text: str) -> Iterator[str]:
    return (line for line in text[:2000].splitlines() if line.strip())


def _dateline(line: str) -> date | None:
    """The day in a news agency's dateline ("HAMBURG, 12 March 2024 (AP) - …")."""
    opening = DATELINE.match(line)
    day = re.search(r"\w+ \d{1,2},? \d{4}|\d{1,2} \w+,? \d{4}", opening[0]) if opening else None
    return parse_date(day[0]) if day else None
