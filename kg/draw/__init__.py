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
    title: str = "Knowledge graph",
    focus: str | None = None,
    hops: int = 1,
    asserted_only: bool = False,
) -> Path:
    """Write the page to `path` and return it; see `render`. An existing page is replaced only by a complete one.

    Raises `UsageError` where `path` cannot be written, or nothing is called `focus`.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise UsageError(f"{target}: there is no folder {target.parent}; create it or give another path")
    if target.is_dir():
        raise UsageError(f"{target} is a folder; give the path of a file, such as {target / 'graph.html'}")
    _replace(target, render(graph, title=title, focus=focus, hops=hops, asserted_only=asserted_only))
    return target


def render(
    graph: nx.MultiDiGraph[Any],
    *,
    title: str = "Knowledge graph",
    focus: str | None = None,
    hops: int = 1,
    asserted_only: bool = False,
) -> str:
    """The page as HTML that loads nothing from anywhere.

    `graph` is that of `kg.analyse.to_networkx`: nodes are entities (name, names, type, named), edges are claims with
    their standing and evidence; an attribute that is missing gets a default. `focus` is a name, in any case: only what
    lies within `hops` claims of its bearer is drawn, and the page opens there. `asserted_only` leaves out what is only
    planned, denied or quoted. A link to the page may end in ``#node=IRI`` or ``#claim=IRI`` (percent-encoded), to open
    at a node or at a claim.

    Raises `UsageError` if nothing is called `focus`; the message names what is called nearly so.
    """
    from kg.draw.page import html_page
    from kg.draw.scene import called, part, scene

    drawn = part(graph, focus, hops, asserted_only)
    centre = None if focus is None else str(called(drawn, focus)[0])
    return html_page(scene(drawn), title, centre)


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
