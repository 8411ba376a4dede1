"""Dates, money and numbers: found, and typed."""

from __future__ import annotations

from datetime import date

import pytest

from kg.values import find_values, value_of

ANCHOR = date(2020, 10, 1)


@pytest.mark.parametrize(
    ("text", "value", "datatype"),
    [
        ("on 6 August 2020", "2020-08-06", "xsd:date"),
        ("on August 14, 2020", "2020-08-14", "xsd:date"),
        ("by 12 November", "2020-11-12", "xsd:date"),
        ("in August", "2020-08", "xsd:gYearMonth"),
        ("in March 2019", "2019-03", "xsd:gYearMonth"),
        ("in 1998", "1998", "xsd:gYear"),
        ("in 44 BC", "-0043", "xsd:gYear"),
        ("in AD 79", "0079", "xsd:gYear"),
        ("around 1 BC", "0000", "xsd:gYear"),
        ("on 2020-09-21", "2020-09-21", "xsd:date"),
        ("yesterday", "2020-09-30", "xsd:date"),
        ("last year", "2019", "xsd:gYear"),
        ("two years ago", "2018", "xsd:gYear"),
        ("three weeks ago", "2020-09", "xsd:gYearMonth"),
        ("five days ago", "2020-09-26", "xsd:date"),
        ("last week", "2020-09-21/2020-09-27", "edtf:EDTF"),
        ("in the 1990s", "1990/1999", "edtf:EDTF"),
        ("in the 19th century", "1801/1900", "edtf:EDTF"),
        ("in the past three years", "2017-10-01/2020-10-01", "edtf:EDTF"),
        ("for $60 billion", "60000000000", "xsd:decimal"),
        ("20 percent", "20", "xsd:decimal"),
        ("3,000 engineers", "3000", "xsd:integer"),
        ("twenty-one ships", "21", "xsd:integer"),
        ("2.5 million users", "2500000", "xsd:integer"),
    ],
)
def test_value(text: str, value: str, datatype: str) -> None:
    """A phrase has the value that a reader gives it."""
    ((start, end, label),) = find_values(text)
    found = value_of(text[start:end], label, ANCHOR)
    assert found is not None
    assert (found.value, found.datatype) == (value, datatype)


def test_date_without_year_or_anchor() -> None:
    """Without a document date, a day and month stay just that."""
    found = value_of("12 November", "DATE")
    assert found is not None
    assert (found.value, found.datatype) == ("--11-12", "xsd:gMonthDay")


def test_no_date_that_is_none() -> None:
    """A modal verb, a name and a phone number are no dates."""
    assert [label for *_, label in find_values("They may march.")] == []


def test_impossible_day() -> None:
    """31 February is no date."""
    assert value_of("31 February 2020", "DATE") is None


def test_number_in_a_hyphenated_word_is_no_value() -> None:
    """The five of "high-five" counts nothing."""
    assert list(find_values("They share a high-five.")) == []
