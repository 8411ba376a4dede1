"""What a date means: a day, month or year, or an interval, in the lexical forms of XML Schema and EDTF.

EDTF (ISO 8601-2, Library of Congress) writes an interval as ``1990/1999`` and a week as ``2020-09-21/2020-09-27``.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from kg.numerals import number_of
from kg.types import Literal

EDTF = "edtf:EDTF"
MONTHS = "january february march april may june july august september october november december".split()
MONTH_OF = (
    {name: i for i, name in enumerate(MONTHS, 1)} | {name[:3]: i for i, name in enumerate(MONTHS, 1)} | {"sept": 9}
)
DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
YEAR = r"(?:1\d{3}|20\d{2})"
ERA = r"(?:(?:AD|A\.D\.) \d{1,4}|\d{1,4}(?:,\d{3})? (?:BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.))"


def date_of(text: str, anchor: date | None = None) -> Literal | None:
    """The day, month, year or interval that a phrase names, relative ones against `anchor`; None without one."""
    for read in (_era, _interval, _absolute, _relative):
        found = read(text, anchor)
        if found:
            value, datatype = found
            return Literal(text, value, datatype)
    return None


def _era(text: str, anchor: date | None) -> tuple[str, str] | None:
    """A year before or after Christ; the year before 1 AD is 0000, as XML Schema 1.1 and ISO 8601 count."""
    found = re.search(rf"(?<!\w){ERA}(?!\w)", text)
    if found is None:
        return None
    year = int(re.sub(r"\D", "", found[0]))
    year = 1 - year if "B" in found[0] else year
    return f"{'-' * (year < 0)}{abs(year):04}", "xsd:gYear"


def _absolute(text: str, anchor: date | None) -> tuple[str, str] | None:
    iso = re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", text)
    year = re.search(rf"\b{YEAR}\b", text)
    month = re.search(rf"\b{MONTH}(?![a-z])", text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if month:
        number = MONTH_OF[
            month.group(0).lower().rstrip(".")[:4]
            if month.group(0).lower().startswith("sept")
            else month.group(0).lower()[:3]
        ]
        day = re.search(
            r"\b([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b", text.replace(year.group(0), "") if year else text
        )
        about = int(year.group(0)) if year else anchor.year if anchor else None
        if day:
            return _day(about, number, int(day[1])) if about else (f"--{number:02}-{int(day[1]):02}", "xsd:gMonthDay")
        return (f"{about}-{number:02}", "xsd:gYearMonth") if about else (f"--{number:02}", "xsd:gMonth")
    if year and re.fullmatch(rf"\D*{YEAR}\D*", text) and not re.search(r"\d0s", text):
        return year.group(0), "xsd:gYear"
    return None


def _day(year: int, month: int, day: int) -> tuple[str, str] | None:
    try:
        return date(year, month, day).isoformat(), "xsd:date"
    except ValueError:
        return None


def _relative(text: str, anchor: date | None) -> tuple[str, str] | None:
    if anchor is None:
        return None
    low = text.lower()
    for word, days in DAYS.items():
        if word in low:
            return (anchor + timedelta(days=days)).isoformat(), "xsd:date"
    step = -1 if re.search(r"\b(?:last|previous)\b", low) else 1 if "next" in low else 0 if "this" in low else None
    weekday = next((i for i, name in enumerate(WEEKDAYS) if name in low), None)
    if weekday is not None:
        back = (anchor.weekday() - weekday) % 7
        found = (
            anchor - timedelta(days=back or (7 if step == -1 else 0))
            if step != 1
            else anchor + timedelta(days=(weekday - anchor.weekday()) % 7 or 7)
        )
        return found.isoformat(), "xsd:date"
    if step is not None and re.search(r"(?:last|next|this|previous) year\b", low):
        return str(anchor.year + step), "xsd:gYear"
    if step is not None and re.search(r"(?:last|next|this|previous) month\b", low):
        months = anchor.year * 12 + anchor.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}", "xsd:gYearMonth"
    ago = re.fullmatch(r"(.+) (day|week|month|year)s? ago", low)
    number = 1.0 if ago and ago[1] in ("a", "an") else number_of(ago[1]) if ago else None
    if ago is None or number is None:
        return None
    then = before(anchor, int(number), ago[2]).isoformat()
    return {"day": (then, "xsd:date"), "year": (then[:4], "xsd:gYear")}.get(ago[2], (then[:7], "xsd:gYearMonth"))


def _interval(text: str, anchor: date | None) -> tuple[str, str] | None:
    """Decades, centuries, quarters, and with an anchor weeks, quarters and decades around it."""
    low = text.lower()
    decade = re.search(r"\b(\d{3})0s\b", low)
    century = re.search(r"\b(\d{1,2})(?:st|nd|rd|th) century\b(?! b)", low)
    quarter = re.search(rf"\b({'|'.join(QUARTERS)}) quarter(?: of ({YEAR}))?", low)
    if decade:
        return f"{decade[1]}0/{decade[1]}9", EDTF
    if century:
        return f"{(int(century[1]) - 1) * 100 + 1:04}/{int(century[1]) * 100:04}", EDTF
    if quarter and (quarter[2] or anchor):
        year, first = int(quarter[2] or (anchor.year if anchor else 0)), 3 * QUARTERS[quarter[1]] - 2
        return f"{year}-{first:02}/{year}-{first + 2:02}", EDTF
    return _around(low, anchor) if anchor else None


def _around(low: str, anchor: date) -> tuple[str, str] | None:
    """ "last week", "next weekend", "the past three years", "this decade"."""
    step = -1 if re.search(r"\b(?:last|previous)\b", low) else 1 if "next" in low else 0 if "this" in low else None
    if step is not None and (found := re.search(r"\b(week|weekend|decade)\b", low)):
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        if found[1] == "decade":
            first = anchor.year // 10 * 10 + 10 * step
            return f"{first}/{first + 9}", EDTF
        begin = monday + timedelta(days=5 if found[1] == "weekend" else 0)
        return f"{begin}/{monday + timedelta(days=6)}", EDTF
    past = re.search(r"\b(?:last|past|previous) (.+?) (day|week|month|year)s\b", low)
    number = number_of(past[1]) if past else None
    if past is None or number is None:
        return None
    return f"{before(anchor, int(number), past[2])}/{anchor}", EDTF


def before(anchor: date, number: int, unit: str) -> date:
    """The day that many days, weeks, months or years before."""
    if unit in ("day", "week"):
        return anchor - timedelta(days=number * (7 if unit == "week" else 1))
    months = anchor.year * 12 + anchor.month - 1 - number * (12 if unit == "year" else 1)
    year, month = max(months // 12, 1), months % 12 + 1
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))
