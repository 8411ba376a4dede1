"""What is wrong with SPARQL that does not parse, in words that help: where it stands, and what."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.graph.terms import PREFIXES

TOKEN = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|<[^<>"{}|^`\\\s]*>|\#[^\n]*|\$(?P<name>\w+)""",
    re.DOTALL,
)
"""What a `$name` is not a parameter in: long and short strings, IRIs, comments; or such a `$name`."""

_PAIRS = {")": "(", "]": "[", "}": "{"}
_SENTENCE = re.compile(r"\b(?!Prefix)[A-Za-z]+ [A-Za-z*]+ [^,]+")
_SHOWN = 30


class Fault(NamedTuple):
    """What is wrong at a character of a query."""

    offset: int
    reason: str


def told(sparql: str, offset: int, complaint: str = "") -> str:
    """The fault of a query that does not parse, for its author. `offset` is where the parser gave up, and `complaint`
    what it says, which counts where it is in words, and is no list of signs that it would have taken."""
    fault = _open_token(sparql) or _unknown_prefix(sparql, offset) or _unmatched(sparql)
    if fault is None:
        words = _SENTENCE.search(complaint)
        fault = Fault(offset, words[0]) if words else _misplaced(sparql, offset)
    before, line = sparql[: fault.offset], sparql[fault.offset :].partition("\n")[0].rstrip()
    place = f"line {before.count(chr(10)) + 1}, column {fault.offset - before.rfind(chr(10))}"
    piece = f", at “{line[:_SHOWN]}{'…' if len(line) > _SHOWN else ''}”" if line else ""
    return f"the SPARQL does not parse at {place}{piece}: {fault.reason}"


def _open_token(sparql: str) -> Fault | None:
    """A string or an IRI that does not end."""
    found = re.search(r"""["']|<(?=\w+:)""", _bare(sparql))
    if found is None:
        return None
    return Fault(found.start(), "this IRI has no > behind it" if found[0] == "<" else "this quote is not closed")


def _unknown_prefix(sparql: str, offset: int) -> Fault | None:
    """A prefix that is neither kg's nor declared, before the place where the parser gave up."""
    bare = _bare(sparql)
    known = {"_:", *(f"{name}:" for name in PREFIXES), *re.findall(r"PREFIX\s+([\w.-]*:)", bare, re.I)}
    for use in re.finditer(r"(?<![\w?$:.-])([\w.-]*:)", bare):
        if use[1] not in known and use.start() < offset:
            return Fault(
                use.start(), f"unknown prefix {use[1]!r}; declare it with PREFIX, or use kg:, kgo:, kgr:, rel: …"
            )
    return None


def _unmatched(sparql: str) -> Fault | None:
    """A bracket without its other one."""
    opened: list[tuple[int, str]] = []
    for found in re.finditer(r"[](){}[]", _bare(sparql)):
        if found[0] not in _PAIRS:
            opened.append((found.start(), found[0]))
        elif opened and opened[-1][1] == _PAIRS[found[0]]:
            opened.pop()
        elif opened:
            break  # the one that is open should be closed before this one
        else:
            return Fault(found.start(), f"there is no {_PAIRS[found[0]]} that this {found[0]} would close")
    return Fault(opened[-1][0], f"this {opened[-1][1]} is not closed") if opened else None


def _misplaced(sparql: str, offset: int) -> Fault:
    """Where rdflib's parser stops, which is at the start of what it cannot read; Oxigraph's looks far ahead of it."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(sparql.replace("\t", " "))  # it would count a tab as several
    except ParseException as error:
        offset = error.loc
    except Exception:  # its own fault, as with a query nested too deeply
        return Fault(offset, "something before this cannot stand there")
    else:
        return Fault(offset, "a variable is set twice, or something else does not fit what stands before")
    if offset >= len(sparql.rstrip()):
        return Fault(len(sparql.rstrip()), "it ends too early")
    return Fault(offset, "what begins here cannot stand here, or is not complete")


def _bare(sparql: str) -> str:
    """The query with blanks for its strings, IRIs and comments."""
    return TOKEN.sub(lambda m: m[0] if m["name"] else re.sub(r"[^\n]", " ", m[0]), sparql)
