"""The graph as one self-contained HTML page (vis-network through pyvis), or as a pyvis `Network`.

>>> kg.draw.draw(graph.to_networkx(), "graph.html", focus="ByteDance", hops=2)  # doctest: +SKIP
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

__all__ = ["draw", "render", "to_pyvis"]


def draw(
    graph: nx.MultiDiGraph[Any],
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    communities: bool = False,
    **choice: Any,
) -> Path:
    """Write the page to `path` and return it; see `render`. An existing page is replaced only by a complete one.

    Raises `UsageError` where `path` cannot be written, or the graph has nothing of what is chosen.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise UsageError(f"{target}: there is no folder {target.parent}; create it or give another path")
    if target.is_dir():
        raise UsageError(f"{target} is a folder; give the path of a file, such as {target / 'graph.html'}")
    _replace(target, render(graph, title=title, communities=communities, **choice))
    return target


def render(
    graph: nx.MultiDiGraph[Any],
    *,
    title: str | None = None,
    communities: bool = False,
    **choice: Any,
) -> str:
    """The page as HTML that loads nothing from anywhere.

    `graph` is that of `kg.analyse.to_networkx`: nodes are entities (name, names, type, named), edges are claims with
    their standing and evidence; an attribute that is missing gets a default. `choice` says which part of it to draw
    (focus, hops, since, until, relations, documents, asserted_only: see `kg.draw.part.Choice`); the page opens at the
    focus. Without a `title` it is headed by the names that matter most. `communities` opens it with the main members of
    each community. A link to the page may end in ``#node=IRI`` or
    ``#claim=IRI`` (percent-encoded), to open at a node or at a claim.

    Raises `UsageError` where the graph has nothing of what is chosen; the message names what is called nearly so.
    """
    from kg.draw.page import html_page
    from kg.draw.part import Choice, called, one_of_each_office, part
    from kg.draw.scene import headline, scene

    chosen = Choice(**choice)
    drawn = part(one_of_each_office(graph), chosen)
    if graph.number_of_edges() and not drawn.number_of_edges() and chosen.focus is None:
        raise UsageError("no claim fits all of since, until, relation and document; leave one out")
    centre = None if chosen.focus is None else str(called(drawn, chosen.focus)[0])
    seen = scene(drawn)
    return html_page(seen, title or headline(seen), focus=centre, communities=communities)


def to_pyvis(graph: nx.MultiDiGraph[Any]) -> Network:
    """The graph as a pyvis `Network`, to style and show in pyvis's own way: one edge for each claim, places computed,
    physics off, and titles escaped, since pyvis may show them as HTML."""
    from kg.draw.network import network
    from kg.draw.scene import scene

    return network(scene(graph))


def _replace(target: Path, text: str) -> None:
    target = target.resolve()
    fresh = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists() and not target.is_file():  # a device or a pipe is written to, never replaced
            target.write_text(text, encoding="utf-8", newline="\n")
            return
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UsageError(f"{target} cannot be written ({error.strerror or error}); give another path") from error
