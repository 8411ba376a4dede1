"""Questions: the named queries of ``ontology/queries``, values bound into SPARQL, and errors that help."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError, UsageError
from kg.graph.faults import TOKEN, told
from kg.graph.terms import XSD
from kg.settings import ontology_folder

Parameter = str | int | float | bool | date

_SERVICE = re.compile(r"(?<![\w:?$-])SERVICE(?![\w:-])", re.I)
_UPDATE = re.compile(
    r"^\s*(?:(?:PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>|#[^\n]*)\s*)*(INSERT|DELETE|DROP|CLEAR|LOAD|CREATE|COPY|MOVE|ADD|WITH)\b",
    re.I,
)


_EXAMPLES = {"name": "TikTok", "text": "owns"}


class NamedQuery(NamedTuple):
    """A query that has a name: what it answers, its SPARQL, and the values that it asks for."""

    description: str
    sparql: str
    parameters: tuple[str, ...] = ()


def named_queries(folder: Path | None = None) -> dict[str, NamedQuery]:
    """The queries of a folder (default: those that come with kg) by name, sorted.

    Line 1 of a file is ``# what it answers``; a ``$word`` in it is a value that the caller gives.
    """
    return dict(_read(folder or ontology_folder() / "queries"))


@lru_cache(maxsize=4)
def _read(folder: Path) -> tuple[tuple[str, NamedQuery], ...]:
    found = []
    for path in sorted(folder.glob("*.rq")):
        sparql = path.read_text(encoding="utf-8")
        found.append(
            (path.stem, NamedQuery(sparql.partition("\n")[0].lstrip("# ").strip(), sparql, parameters(sparql)))
        )
    return tuple(found)


def parameters(sparql: str) -> tuple[str, ...]:
    """The names of the ``$name`` in a query, in order of appearance."""
    return tuple(dict.fromkeys(m["name"] for m in TOKEN.finditer(sparql) if m["name"]))


def bind(question: str, values: Mapping[str, Parameter]) -> str:
    """The SPARQL of a named query, or `question` itself, with the literal for every ``$name`` that has a value.

    Raises `UsageError` for a value that the query does not ask for, a value missing from a named query, and one word
    that is no query's name; `QueryError` for one that would ask another server.
    """
    named, sparql, asked = _understood(question)
    if unknown := sorted(values.keys() - set(asked)):
        raise UsageError(
            f"the query does not ask for {', '.join(unknown)}"
            + (f"; it asks for {', '.join(asked)}." if asked else ".")
        )
    if named and (missing := [name for name in asked if name not in values]):
        raise UsageError(
            f"the query {question!r} needs a value: kg query {question.strip()} "
            + " ".join(f"{name}={_EXAMPLES.get(name, '…')}" for name in missing)
        )
    if not values:
        return sparql
    return TOKEN.sub(lambda m: _literal(values[m["name"]]) if m["name"] in values else m[0], sparql)


@lru_cache(maxsize=256)
def _understood(question: str) -> tuple[bool, str, tuple[str, ...]]:
    """Whether a question is a named query's name, its SPARQL, and the values that it asks for."""
    found = named_queries().get(question)
    if found is None and re.fullmatch(r"\s*[\w-]*\s*", question):
        raise UsageError(
            f"there is no query named {question.strip()!r}. Known: {', '.join(named_queries())}; or give SPARQL."
        )
    sparql = found.sparql if found else question
    if _SERVICE.search(TOKEN.sub(" ", sparql)):
        raise QueryError("SERVICE asks another server, and kg uses no network: leave it out.")
    return found is not None, sparql, parameters(sparql)


def _literal(value: Parameter) -> str:
    if isinstance(value, date):
        return str(ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "date")))
    return str(ox.Literal(re.sub("[\ud800-\udfff]", "\ufffd", value) if isinstance(value, str) else value))


def explain(error: Exception, sparql: str) -> QueryError:
    """Oxigraph's complaint about a query as an error that says where and what to do."""
    if update := _UPDATE.match(sparql):
        return QueryError(
            f"{update[1].upper()} changes a store, and a query only asks: use SELECT, ASK, CONSTRUCT or DESCRIBE."
        )
    if not re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", sparql, re.I):
        return QueryError(
            "this is no SPARQL, which has SELECT, ASK, CONSTRUCT or DESCRIBE; kg query --list shows the named queries."
        )
    message = " ".join(str(error).split())
    place = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", message)
    if not place:
        return QueryError(f"the query cannot be answered: {message[:150]}")
    above = sparql.split("\n")[: int(place[1]) - 1]
    return QueryError(told(sparql, sum(len(line) + 1 for line in above) + int(place[2]) - 1, place[3]))
