"""The graph in the files of other tools: Gephi (GEXF), Cytoscape (JSON), Neo4j (CSV)."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analyse import sanitised

if TYPE_CHECKING:
    import networkx

# GEXF takes an edge's start and end for times, and its type for directed or undirected
_IN_GEXF = {"start": "sentence_start", "end": "sentence_end", "type": "class"}
_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can hold: the same graph is the same file


def write_gexf(graph: networkx.MultiDiGraph[str], path: Path) -> None:
    """GEXF 1.2, for Gephi. Nodes are labelled with their names."""
    import networkx

    plain: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(_text(node), label=_text(data["name"]), **_renamed(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        plain.add_edge(_text(source), _text(target), key=_text(key), label=_text(data["relation"]), **_renamed(data))
    document = "\n".join(networkx.generate_gexf(plain))
    # networkx dates the file; the same graph has to be the same file
    lines = [line for line in document.splitlines(keepends=True) if "<meta " not in line and "</meta>" not in line]
    path.write_text("".join(line for line in lines if "<creator>" not in line), encoding="utf-8")


def write_cytoscape(graph: networkx.MultiDiGraph[str], path: Path) -> None:
    """Cytoscape.js JSON, for Cytoscape and its kin: ``{"elements": {"nodes": […], "edges": […]}}``."""
    nodes = [{"data": {"id": node, **sanitised(data)}} for node, data in graph.nodes(data=True)]
    edges = [
        {"data": {"id": key, "source": source, "target": target, **sanitised(data)}}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    path.write_text(json.dumps({"elements": {"nodes": nodes, "edges": edges}}, ensure_ascii=False, indent=1))


def write_neo4j(graph: networkx.MultiDiGraph[str], path: Path) -> None:
    """A zip file with ``nodes.csv`` and ``relationships.csv`` as ``neo4j-admin database import`` takes them."""
    found = [sanitised(data) for *_, data in graph.edges(data=True)]
    columns = sorted({key for data in found for key in data} - {"relation"})
    nodes = [["iri:ID", "name", "names", "named:boolean", ":LABEL"]]
    nodes += [
        [node, *(_cell(data[key]) for key in ("name", "names", "named", "type"))]
        for node, data in ((node, sanitised(data)) for node, data in graph.nodes(data=True))
    ]
    head = [f"{name}{_typed(data[name] for data in found)}" for name in columns]
    edges = [["claim", ":START_ID", ":END_ID", ":TYPE", "relation", *head]]
    for (source, target, key), data in zip(graph.edges(keys=True), found, strict=True):
        kind = str(data["property"]).partition(":")[2] or str(data["relation"]).replace(" ", "_")
        edges.append([key, source, target, kind, _cell(data["relation"]), *(_cell(data[name]) for name in columns)])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (("nodes.csv", nodes), ("relationships.csv", edges)):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), _table(rows))


WRITERS = {"gexf": write_gexf, "cyjs": write_cytoscape, "neo4j": write_neo4j}
"""By the name of the format."""


def _table(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _typed(values: Iterable[Any]) -> str:
    kinds = {type(value) for value in values}
    return {bool: ":boolean", int: ":int", float: ":float"}.get(kinds.pop(), "") if len(kinds) == 1 else ""


def _cell(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _renamed(data: Mapping[str, Any]) -> dict[str, Any]:
    return {_IN_GEXF.get(key, key): value for key, value in sanitised(data).items()}


def _text(value: str) -> str:
    return str(sanitised({"": value})[""])
