"""Updates as the protocol has them: kept from reading files and other servers, and over the graphs that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

# Strings, IRIs and comments, in which a word is no keyword.
_OPAQUE = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|<[^<>"{}|^`\\\s]*>|\#[^\n]*""",
    re.DOTALL,
)
_WORD = re.compile(r"[{}]|(?<![\w?$:.@-])(LOAD|SERVICE|WITH|USING|WHERE|DELETE)(?![\w:.-])", re.I)


def with_dataset(update: str, default: Iterable[str], named: Iterable[str]) -> str:
    """The update with ``using-graph-uri`` and ``using-named-graph-uri`` written into each of its operations.

    Raises ValueError for LOAD and SERVICE, for an IRI that is none, and where the protocol and the update both name
    graphs (SPARQL 1.1 Protocol, section 2.2.3).
    """
    words = list(_keywords(update))
    if barred := next((word for _, _, word in words if word in ("LOAD", "SERVICE")), None):
        raise ValueError(f"{barred} asks another server or reads a file, and is off here")
    using = "".join(f"USING {ox.NamedNode(iri)} " for iri in default)
    using += "".join(f"USING NAMED {ox.NamedNode(iri)} " for iri in named)
    if not using:
        return update
    top = [(place, word) for place, depth, word in words if depth == 0]
    if any(word in ("WITH", "USING") for _, word in top):
        raise ValueError("the request names graphs, and so does the update (WITH, USING): leave one out")
    parts, end = [], 0
    for (_, before), (place, word) in zip([(0, ""), *top], top):
        if word == "WHERE" and before == "DELETE" and "{" not in update[end:place]:
            raise ValueError("DELETE WHERE cannot be told its graphs: write DELETE { … } WHERE { … }")
        if word == "WHERE":
            parts += [update[end:place], using]
            end = place
    return "".join([*parts, update[end:]])


def _keywords(update: str) -> Iterator[tuple[int, int, str]]:
    """Each keyword with its place and how many braces it stands in."""
    bare = _OPAQUE.sub(lambda m: " " * len(m[0]), update)
    depth = 0
    for match in _WORD.finditer(bare):
        if match[1]:
            yield match.start(), depth, match[1].upper()
        else:
            depth += 1 if match[0] == "{" else -1
