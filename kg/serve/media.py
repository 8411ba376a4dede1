"""Media types: which of those that an answer can have a client would like best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import pyoxigraph as ox

Format = TypeVar("Format")

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"

# The first is what a client gets that has no wish.
ROWS = {
    JSON: ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    TURTLE: ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
SHORT = {
    "json": f"{JSON}, application/ld+json;q=0.9",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.9",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": TURTLE,
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "html": "text/html",
}
"""What ``?format=`` stands for, as an Accept header."""


class NotAcceptable(Exception):
    """The client takes none of the media types that there are."""


class Chosen(NamedTuple, Generic[Format]):
    """A media type and the format behind it."""

    media_type: str
    format: Format


def rows(accept: str) -> Chosen[ox.QueryResultsFormat]:
    """The form of an answer to SELECT or ASK. Raises `NotAcceptable`."""
    name = best(accept, [*ROWS])
    return Chosen(name, ROWS[name])


def triples(accept: str) -> Chosen[ox.RdfFormat]:
    """The form of an answer to CONSTRUCT or DESCRIBE. Raises `NotAcceptable`."""
    name = best(accept, [*TRIPLES])
    return Chosen(name, TRIPLES[name])


def best(accept: str, offered: Sequence[str]) -> str:
    """The offered media type that an Accept header likes best, the first of equals. Raises `NotAcceptable`.

    >>> best("text/csv;q=0.5, text/turtle", ["text/csv", "text/turtle"])
    'text/turtle'
    """
    wishes = dict(_wishes(accept)) or {"*/*": 1.0}
    liking = {name: _liking(name, wishes) for name in offered}
    favourite = max(offered, key=lambda name: liking[name])
    if liking[favourite] <= 0:
        raise NotAcceptable(f"there is no such form of the answer; it comes as {', '.join(offered)}.")
    return favourite


def _liking(name: str, wishes: Mapping[str, float]) -> float:
    """By the most exact of the ranges that the type is in."""
    for pattern in (name, name.partition("/")[0] + "/*", "*/*"):
        if pattern in wishes:
            return wishes[pattern]
    return 0.0


def _wishes(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p.partition("=")[2] for p in parameters if p.startswith("q=")), "1")
        try:
            if name:
                yield name, min(float(quality), 1.0)
        except ValueError:
            continue
