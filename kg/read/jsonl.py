"""JSON Lines: one document per line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.errors import ReadError
from kg.read.encoding import BOM, decode
from kg.read.front import date_of, parse_date
from kg.types import Document, Failure

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_jsonl(name: str, data: bytes, encoding: str | None) -> Iterator[Document | Failure]:
    """A document per line: an object with `text`, and optionally `id`, `title` and `date` (ISO 8601).

    A document is called ``<file>#<id>``, or by its line number where it has no id; offsets are of its `text`. A line
    that is wrong gives a Failure that names the line, and the others are read; where its date alone is wrong, it is
    read without one. Raises ReadError if the file as a whole
    cannot be decoded.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(decode(data, encoding).removeprefix(BOM).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = _record(line)
            document = _document(f"{name}#{_id(record, number)}", record)
            if document.name in seen:
                raise ReadError(f"its id is that of line {seen[document.name]}: ids must differ")
            seen[document.name] = number
            yield document
            if document.date is None and (date := record.get("date")):
                raise ReadError(f'its "date" is not a day: {date!r}, so it has none; write 2020-08-14')
        except ReadError as error:
            yield Failure(f"{name}#{number}", f"line {number}: {error}")


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON ({error.msg} at column {error.colno})") from error
    except (ValueError, RecursionError) as error:
        raise ReadError("not JSON that can be read (a number too long, or nested too deeply)") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ReadError('needs an object with a "text" that is a string')
    if not record["text"].strip():
        raise ReadError('its "text" is empty')
    return record


def _id(record: dict[str, Any], number: int) -> str:
    given = record.get("id")
    if given is None or not str(given).strip():
        return str(number)
    if not isinstance(given, str | int):
        raise ReadError('its "id" must be a string or a number')
    return str(given).strip()


def _document(name: str, record: dict[str, Any]) -> Document:
    # JSON can spell half a surrogate pair, which no file or database can hold; the replacement keeps the offsets.
    text = _SURROGATE.sub("\ufffd", record["text"])
    title, date = record.get("title"), record.get("date")
    return Document(
        _SURROGATE.sub("\ufffd", name),
        text,
        title=_SURROGATE.sub("\ufffd", title.strip()) or None if isinstance(title, str) else None,
        date=parse_date(date) if isinstance(date, str) else date_of(text),
    )
