"""Bytes to characters, or a reason why not."""

from __future__ import annotations

import codecs
import re

from kg.errors import ReadError

BOM = "\ufeff"

# Longest first: the mark of UTF-32-LE starts with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_BINARY = "not a text file (it holds binary data)"
_UNKNOWN = "neither UTF-8 nor certainly anything else: name its encoding with --encoding, such as --encoding cp1252"

# Signs of Windows-1252 that no English prose has beside a letter, and capitals after small letters: text that shows
# them was written in another encoding (Latin-2, Mac Roman, OEM code pages).
_ODD = re.compile(r"(?<=\w)[‡†¶¬¤¦¨¯¸ˆ˜³¹¼½¾¿¡×÷‹‰ƒ«¥¢þÞðÐ]|[‡†¶¬¤¦¨¯¸ˆ˜×÷ƒ¢](?=\w)|(?<=[a-zß-ÿ])[À-ÞŠŒŽŸ]")


def decode(data: bytes, encoding: str | None = None, *, declared: str | None = None) -> str:
    """The characters of `data`; a UTF-8 byte order mark stays, as a character, for offsets count it.

    Tried in turn: `encoding` (nothing else, if given), a byte order mark, UTF-8, what the file itself declares,
    Windows-1252 if the outcome reads cleanly, and charset-normalizer's best guess if the outcome is in another script
    than Latin (between Latin alphabets it cannot tell). Raises ReadError for an empty file, binary data, and an
    encoding that is wrong or cannot be told.
    """
    if not data:
        raise ReadError("the file is empty")
    text = _decoded(data, encoding) if encoding else _detected(data, declared)
    if "\x00" in text:
        raise ReadError(_BINARY)
    if not text.strip().strip(BOM):
        raise ReadError("there is no text in the file, only blanks")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        place = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise ReadError(f"not {encoding}{place}: give another --encoding, or none to have it detected") from error


def _detected(data: bytes, declared: str | None) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        return _decoded(data, marked)
    if b"\x00" in data:
        raise ReadError(f"{_BINARY}, or UTF-16 without its mark: --encoding utf-16-le reads that")
    for candidate in filter(None, ("utf-8", declared)):
        try:
            return data.decode(candidate)
        except (UnicodeError, LookupError):
            continue
    return _guessed(data)


def _guessed(data: bytes) -> str:
    western = data.decode("cp1252", errors="replace")
    if _CONTROL.search(western):
        raise ReadError(_BINARY)
    if "\ufffd" not in western and not _ODD.search(western) and _foreign_letters(western) < 0.2:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or _foreign_letters(str(best)) < 0.5:
        raise ReadError(_UNKNOWN)
    return str(best)


def _foreign_letters(text: str) -> float:
    """The share of letters outside ASCII: a few per cent in any Western language, most of them in another script."""
    letters = [char for char in text if char.isalpha()]
    return sum(char > "\x7f" for char in letters) / max(len(letters), 1)
