"""What the nodes and edges of `kg.analyse.to_networkx` say of themselves, with a sound default for what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[Any]


# Words that say how many or which, and not what.
AMOUNTS = frozenset(
    "some many several few most half nearly about around almost over more less other others another one two three four "
    "five ten both all each every such any no none much part parts number majority rest pair dozens hundreds thousands "
    "millions this that these those".split()
)
# Nouns that stand for what was said or done elsewhere in the text.
SHELLS = frozenset(
    "claim claims statement statements deal move plan plans decision thing things way people group person case time "
    "fact idea issue question answer reason result effect event events matter point points".split()
)


def strings(value: object) -> Iterator[str]:
    """The strings of one value or of many."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        yield str(value)
    else:
        yield from map(str, value)


def text(data: Mapping[str, Any], key: str) -> str:
    """An attribute as text; "" where it is missing."""
    value = data.get(key)
    return value if isinstance(value, str) else "" if value is None else str(value)


def is_asserted(data: Mapping[str, Any]) -> bool:
    """Whether a claim stands as a fact: as the graph says or, where it does not, by its standing."""
    plain = (data.get("polarity") or "positive", data.get("modality") or "actual") == ("positive", "actual")
    return bool(data.get("asserted", plain and not data.get("attributed_to")))


def is_named(data: Mapping[str, Any]) -> bool:
    """Whether a node has a name of its own; a claim and a value have none."""
    return bool(data.get("named", True)) and type_of(data) not in ("Claim", "Value", "Literal")


def type_of(data: Mapping[str, Any]) -> str:
    """The local name of a node's class."""
    return local(text(data, "type")) or "Thing"


def local(iri: str) -> str:
    """What an IRI ends in."""
    return re.split(r"[#/:]", iri)[-1]


def name_of(graph: Graph, node: Any) -> str:
    """A node's best name."""
    return text(graph.nodes[node], "name").strip() or local(str(node)) or str(node)


def names_of(data: Mapping[str, Any]) -> list[str]:
    """All names of a node that say something."""
    return [name for name in strings(data.get("names") or ()) if name.strip()]


def plain(name: str) -> str:
    """A name as names are compared: whatever its case and its spaces."""
    return " ".join(name.split()).casefold()


def says_little(name: str) -> bool:
    """Whether a common noun phrase is an amount, points elsewhere, or is one word that could stand for anything."""
    words = plain(name).split()
    figure = words[:1] and words[0][0].isdigit() and (len(words) < 3 or "of" in words)
    return bool(words) and (words[0] in AMOUNTS or bool(figure) or (len(words) == 1 and words[0] in SHELLS))
