"""Dates, times, money, percentages, quantities and numbers: where a text has them, and what they mean.

Labels are those of OntoNotes (DATE, TIME, MONEY, PERCENT, QUANTITY, ORDINAL, CARDINAL); values are XML Schema lexical
forms (``2020-08-06`` xsd:date, ``2020-08`` xsd:gYearMonth, ``2020`` xsd:gYear, ``--11-12`` xsd:gMonthDay, decimals with
a unit), and EDTF's for intervals (``1990/1999``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.dates import ERA, MONTH, YEAR, date_of
from kg.numerals import UNITS, number_of
from kg.types import Literal

# by sign or word; what stands first wins, and a word of several currencies ("crowns", "francs") tells none
CURRENCIES = {
    "us$": "USD", "hk$": "HKD", "nz$": "NZD", "a$": "AUD", "c$": "CAD", "canadian dollar": "CAD",
    "australian dollar": "AUD", "hong kong dollar": "HKD", "swiss franc": "CHF", "danish kroner": "DKK",
    "norwegian kroner": "NOK", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "rupee": "INR", "kronor": "SEK",
    "rouble": "RUB", "ruble": "RUB", "shekel": "ILS", "zloty": "PLN", "forint": "HUF", "rand": "ZAR", "baht": "THB",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "chf": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "jpy": "JPY",
    "cny": "CNY", "inr": "INR", "rub": "RUB", "aud": "AUD", "cad": "CAD",
}  # fmt: skip
MEASURES = (
    "km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|foot|inch(?:es)?|yards?|acres?|hectares?|square \\w+|"
    "tonn?es?|tons?|kg|kilograms?|grams?|pounds|lit(?:er|re)s?|gallons?|barrels?|mph|km/h|degrees?|watts?|megawatts?|gigabytes?|GB|MB"
)

_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_WORDNUM = r"(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)s?"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?i:{_WORDNUM})(?:[- ](?i:{_WORDNUM}))?)(?:[ -](?i:{_SCALE}))*"
)
_LEAD = r"(?i:in|of|by|since|until|till|after|before|from|during|to|and|between) (?i:the )?"
_SPAN = r"(?:years?|months?|weeks?|days?|decades?|centur(?:y|ies)|hours?|minutes?|quarters?)"
_PERIOD = rf"(?:{_WEEKDAY}|{MONTH}|{_SPAN}|(?i:spring|summer|autumn|winter|weekend))"

_CODE = "USD|EUR|GBP|CHF|SEK|NOK|DKK|JPY|CNY|INR|RUB|AUD|CAD"
_COIN = (
    "dollars|euros|pounds|yen|yuan|rupees|kroner|kronor|krona|roubles|rubles|francs|pesos|shekels|zloty|forints|rand|"
    "baht|lira|reais|dirhams|riyals|marks|guilders"
)

# what a value is never without, and is found sooner than the whole
_DIGIT = r"\d"
_UNIT = r"(?:year|month|week|day|decade|centur|hour|minute|quarter)"
_MONEY = rf"[$€£¥₹₽₩]|{_COIN}|{_CODE}"
_SHARE = r"%|per ?cent"
_MEASURE = rf"(?:{MEASURES})\b"

_PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("DATE", rf"{YEAR}-[01]\d-[0-3]\d", _DIGIT),
    ("DATE", ERA, ""),
    ("DATE", rf"(?:{_WEEKDAY},? )?{MONTH} {_DAY}(?:,? {YEAR})?(?!\d|,\d)", _DIGIT),
    ("DATE", rf"(?:{_WEEKDAY},? )?{_DAY}(?: of)? {MONTH}(?:,? {YEAR})?", _DIGIT),
    ("DATE", rf"(?:(?i:early|mid|late)[ -])?(?:{MONTH},? (?:of )?{YEAR})", _DIGIT),
    ("DATE", r"(?i:the )?(?:(?i:early|mid|late)[ -])?(?:1[0-9]|20)\d0s", _DIGIT),
    ("DATE", r"(?i:the )?(?:\d{1,2}(?:st|nd|rd|th)|[A-Za-z]+th) century(?: BCE?| AD)?", ""),
    ("DATE", rf"(?:the )?(?i:last|next|this|past|previous|following|coming) (?:{_NUMBER} )?{_PERIOD}", ""),
    ("DATE", rf"(?i:early|late|later|earlier) (?i:next|last|this) {_SPAN}", ""),
    ("DATE", rf"{_NUMBER} {_SPAN} (?i:ago|earlier|later)", _UNIT),
    ("DATE", rf"(?:{_NUMBER}|(?i:a|several|a few|many|recent)) (?:years?|months?|weeks?|days?|decades?)", _UNIT),
    ("DATE", r"(?i:yesterday|today|tomorrow|tonight)", ""),
    ("DATE", rf"{_LEAD}(?P<value>(?:(?i:early|mid|late)[ -])?{MONTH})\b(?! [A-Z])", ""),
    ("DATE", rf"{_WEEKDAY}(?: (?i:morning|afternoon|evening|night))?", ""),
    ("DATE", rf"{_LEAD}(?P<value>(?:(?i:early|mid|late)[ -])?{YEAR})\b(?![,.]\d)", _DIGIT),
    ("DATE", rf"(?i:for) (?P<value>{YEAR})(?=[,.;:)]|$| (?:and|but|its|the|to|was|were)\b)", _DIGIT),
    ("DATE", rf"(?<=[(–-]){YEAR}(?=[)–-])", _DIGIT),
    ("TIME", r"\d{1,2}(?::\d{2})?(?: ?[ap]\.?m\.?|:\d{2})(?: (?:GMT|UTC|EST|EDT|PST|CET|BST))?", _DIGIT),
    ("MONEY", rf"(?:(?:US|HK|NZ|A|C)?\$|[€£¥₹₽₩]|(?:{_CODE}) ?(?=\d)) ?{_NUMBER}(?: ?(?:m|bn|k)\b)?", _MONEY),
    ("MONEY", rf"{_NUMBER} (?:(?:US|[A-Z][a-z]+(?: [A-Z][a-z]+)?) )?(?:{_COIN}|{_CODE})", _MONEY),
    ("PERCENT", rf"{_NUMBER} ?(?:%|percent\b|per cent\b)", _SHARE),
    ("QUANTITY", rf"{_NUMBER}[ -](?:{MEASURES})\b", _MEASURE),
    ("ORDINAL", r"(?:\d+(?:st|nd|rd|th)|(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))", ""),
    ("CARDINAL", _NUMBER, ""),
)  # fmt: skip
_COMPILED = tuple(
    (label, re.compile(p if p.startswith("(?<=") else rf"(?<![\w.,])(?<![^\W\d]-){p}(?!\w)"), hint)
    for label, p, hint in _PATTERNS
)
_HINTS = {hint: re.compile(hint) for _, _, hint in _PATTERNS if hint}


def find_values(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, label)`` of every value in `text`, left to right, none inside another; earlier patterns win."""
    taken: list[tuple[int, int, str]] = []
    hinted = {hint for hint, pattern in _HINTS.items() if pattern.search(text)} | {""}
    for label, pattern in ((label, pattern) for label, pattern, hint in _COMPILED if hint in hinted):
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
