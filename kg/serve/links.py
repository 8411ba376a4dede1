"""Where a thing has its page on this server, and which thing a page is of."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, unquote_to_bytes

from kg.graph.terms import KGR, compact, escape

_NOT_ASCII = re.compile(rb"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_HEX = re.compile("%[0-9a-fA-F]{2}")


def page_of(iri: str) -> str:
    """The path of a thing's page: that of its IRI for kg's own, else one that takes the IRI as a parameter.

    >>> page_of("https://w3id.org/kg/id/person/Ada_Moss")
    '/id/person/Ada_Moss'
    """
    rest, hash_, fragment = iri.removeprefix(KGR).partition("#")
    if iri.startswith(KGR) and rest and "?" not in rest:
        return f"/id/{quote(rest, safe='/%:@!$&*+,;=()~')}{hash_}{quote(fragment, safe='=,')}"
    return f"/about?iri={quote(iri, safe='')}"


def iri_of(raw_path: bytes) -> str:
    """The IRI that a path below ``/id/`` stands for, as it came over the wire.

    A browser writes letters of other scripts in percent-encoded UTF-8, where kg's IRIs have the letters themselves.

    >>> iri_of(b"/id/person/Zo%C3%AB_O%27Neil")
    'https://w3id.org/kg/id/person/Zoë_O%27Neil'
    """
    path = _NOT_ASCII.sub(lambda m: escape(_decoded(m[0])).encode(), raw_path.removeprefix(b"/id/"))
    return KGR + _HEX.sub(lambda m: m[0].upper(), path.decode(errors="replace"))


def short(iri: str) -> str:
    """An IRI as people read it: with a prefix if it has one, and with its letters."""
    return unquote(compact(iri))


def _decoded(text: bytes) -> str:
    return unquote_to_bytes(text).decode(errors="surrogateescape")
