"""Dates, times, money, percentages, quantities and numbers: where a text has them, and what they mean.

Labels are those of OntoNotes (DATE, TIME, MONEY, PERCENT, QUANTITY, ORDINAL, CARDINAL); values are XML Schema lexical
forms (``2020-08-06`` xsd:date, ``2020-08`` xsd:gYearMonth, ``2020`` xsd:gYear, ``--11-12`` xsd:gMonthDay, decimals with
a unit).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kg.types import Literal

MONTHS = "january february march april may june july august september october november december".split()
MONTH_OF = (
    {name: i for i, name in enumerate(MONTHS, 1)} | {name[:3]: i for i, name in enumerate(MONTHS, 1)} | {"sept": 9}
)
DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
UNITS = {w: i for i, w in enumerate(SMALL.split())}
UNITS |= {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "bn": 10**9,
    "k": 10**3,
}
CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "dollar": "USD", "euro": "EUR",
    "pound": "GBP", "yen": "JPY", "yuan": "CNY", "rupee": "INR", "usd": "USD", "eur": "EUR", "gbp": "GBP",
}  # fmt: skip
MEASURES = (
    "km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|foot|inch(?:es)?|yards?|acres?|hectares?|square \\w+|"
    "tonn?es?|tons?|kg|kilograms?|grams?|pounds|lit(?:er|re)s?|gallons?|barrels?|mph|km/h|degrees?|watts?|megawatts?|gigabytes?|GB|MB"
)

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_WORDNUM = r"(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)s?"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?i:{_WORDNUM})(?:[- ](?i:{_WORDNUM}))?)(?:[ -](?i:{_SCALE}))*"
)
_LEAD = r"(?i:in|of|by|since|until|till|after|before|from|during|to|and|between) (?i:the )?"
_SPAN = r"(?:years?|months?|weeks?|days?|decades?|centur(?:y|ies)|hours?|minutes?|quarters?)"
_PERIOD = rf"(?:{_WEEKDAY}|{_MONTH}|{_SPAN}|(?i:spring|summer|autumn|winter|weekend))"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("DATE", rf"{_YEAR}-[01]\d-[0-3]\d"),
    ("DATE", rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:,? {_YEAR})?(?!\d|,\d)"),
    ("DATE", rf"(?:{_WEEKDAY},? )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"),
    ("DATE", rf"(?:(?i:early|mid|late)[ -])?(?:{_MONTH},? (?:of )?{_YEAR})"),
    ("DATE", r"(?i:the )?(?:(?i:early|mid|late)[ -])?(?:1[0-9]|20)\d0s"),
    ("DATE", r"(?i:the )?(?:\d{1,2}(?:st|nd|rd|th)|[A-Za-z]+th) century(?: BCE?| AD)?"),
    ("DATE", rf"(?:the )?(?i:last|next|this|past|previous|following|coming) (?:{_NUMBER} )?{_PERIOD}"),
    ("DATE", rf"(?i:early|late|later|earlier) (?i:next|last|this) {_SPAN}"),
    ("DATE", rf"{_NUMBER} {_SPAN} (?i:ago|earlier|later)"),
    ("DATE", rf"(?:{_NUMBER}|(?i:a|several|a few|many|recent)) (?:years?|months?|weeks?|days?|decades?)"),
    ("DATE", r"(?i:yesterday|today|tomorrow|tonight)"),
    ("DATE", rf"{_LEAD}(?P<value>(?:(?i:early|mid|late)[ -])?{_MONTH})\b(?! [A-Z])"),
    ("DATE", rf"{_WEEKDAY}(?: (?i:morning|afternoon|evening|night))?"),
    ("DATE", rf"{_LEAD}(?P<value>(?:(?i:early|mid|late)[ -])?{_YEAR})\b(?![,.]\d)"),
    ("DATE", rf"(?<=[(–-]){_YEAR}(?=[)–-])"),
    ("TIME", r"\d{1,2}(?::\d{2})?(?: ?[ap]\.?m\.?|:\d{2})(?: (?:GMT|UTC|EST|EDT|PST|CET|BST))?"),
    ("MONEY", rf"(?:US\$|[$€£¥₹]) ?{_NUMBER}(?: ?(?:m|bn|k)\b)?"),
    ("MONEY", rf"{_NUMBER} (?:US )?(?:dollars|euros|pounds|yen|yuan|rupees|USD|EUR|GBP)"),
    ("PERCENT", rf"{_NUMBER} ?(?:%|percent\b|per cent\b)"),
    ("QUANTITY", rf"{_NUMBER}[ -](?:{MEASURES})\b"),
    ("ORDINAL", r"(?:\d+(?:st|nd|rd|th)|(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))"),
    ("CARDINAL", _NUMBER),
)  # fmt: skip
_COMPILED = tuple(
    (label, re.compile(p if p.startswith("(?<=") else rf"(?<![\w.,])(?<![^\W\d]-){p}(?!\w)")) for label, p in _PATTERNS
)


def find_values(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, label)`` of every value in `text`, left to right, none inside another; earlier patterns win."""
    taken: list[tuple[int, int, str]] = []
    for label, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span("value" if "value" in pattern.groupindex else 0)
            if start < end and not any(start < e and s < end for s, e, _ in taken):
                taken.append((start, end, label))
    yield from sorted(taken)


def value_of(text: str, label: str, anchor: date | None = None) -> Literal | None:
    """The typed value of a phrase found by `find_values`; dates without a year are read against `anchor`.

    None where the phrase has no single value ("recent years").
    """
    if label in ("DATE", "TIME"):
        return date_of(text, anchor)
    number = number_of(text)
    if number is None:
        return None
    value = f"{number:.10g}" if number < 1e10 else str(int(number))
    if label == "MONEY":
        return Literal(text, value, "xsd:decimal", currency_of(text))
    if label == "PERCENT":
        return Literal(text, value, "xsd:decimal", "%")
    if label == "QUANTITY":
        unit = re.search(rf"({MEASURES})\b", text)
        return Literal(text, value, "xsd:decimal", unit.group(1) if unit else None)
    return Literal(text, value, "xsd:integer" if number == int(number) else "xsd:decimal")


def currency_of(text: str) -> str | None:
    """The ISO 4217 code of an amount, as far as its sign or word tells."""
    low = text.lower()
    return next((code for sign, code in CURRENCIES.items() if sign in low), None)


def number_of(text: str) -> float | None:
    """The number that a phrase spells in digits, words, or both ("3.5 million", "twenty-one")."""
    total, current, seen = 0.0, 0.0, False
    for token in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", text.lower().replace("-", " ")):
        if token[0].isdigit():
            current, seen = current + float(token.replace(",", "")), True
        elif token in UNITS:
            current, seen = current + UNITS[token], True
        elif token.rstrip("s") in SCALES and seen:
            scale = SCALES[token.rstrip("s")]
            total, current = (total, current * scale) if scale == 100 else (total + current * scale, 0.0)
    return total + current if seen else None


def date_of(text: str, anchor: date | None = None) -> Literal | None:
    """The day, month, year or decade that a phrase names, relative ones against `anchor`."""
    for read in (_absolute, _relative):
        found = read(text, anchor)
        if found:
            value, datatype = found
            return Literal(text, value, datatype)
    return None


def _absolute(text: str, anchor: date | None) -> tuple[str, str] | None:
    iso = re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", text)
    year = re.search(rf"\b{_YEAR}\b", text)
    month = re.search(rf"\b{_MONTH}(?![a-z])", text)
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
    if year and re.fullmatch(rf"\D*{_YEAR}\D*", text) and not re.search(r"\d0s", text):
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
    ago = re.fullmatch(r"(.+) years? ago", low)
    number = number_of(ago[1]) if ago else None
    return (str(anchor.year - int(number)), "xsd:gYear") if number is not None else None
