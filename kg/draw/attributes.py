"""What the nodes and edges of `kg.analyse.to_networkx` say of themselves, with a sound default for what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[Any]


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
