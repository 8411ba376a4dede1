"""The page: one HTML file that holds everything, asks the network for nothing, and runs no text it was given.

The claims go in as JSON in which no character can end the script element, and reach the document only through
`textContent`. A Content Security Policy admits the page's own scripts and style, by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

from kg.denial import says_no
from kg.draw.communities import worth_showing
from kg.draw.look import Look, looks
from kg.draw.network import all_positions, bundled, drawn_size, positions
from kg.draw.scene import Claim, Node, Scene, opening, opening_by_community
from kg.graph.terms import PREFIXES

Key = TypeVar("Key")

# How many nodes to show at first: so many as can bear their names on a screen, and on a phone.
FIRST, FEW = 110, 32
# In this order: each may use what those before it define.
SCRIPTS = tuple(
    f"{name}.js"
    for name in "data lines labels islands camera canvas view filters address panel search table turtle page".split()
)
# What could end the script element or is no UTF-8 (a lone surrogate): written as the JSON escape that means the same.
UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def html_page(scene: Scene, title: str, *, focus: str | None = None, communities: bool = False) -> str:
    """The whole file as text. `focus` is the id of the node that the page opens at, if any; `communities` opens it with
    the main members of each community."""
    library = re.sub(r"//# sourceMappingURL=\S*", "", bundled("vis-network.min.js"))
    code = '"use strict";\n(() => {\n' + "".join(map(_template, SCRIPTS)) + "})();\n"
    style = _template("page.css")
    parts = {
        "policy": html.escape(_policy([library, code], style)),
        "title": html.escape(title.encode("utf-16", "surrogatepass").decode("utf-16", "replace")),
        "style": style,
        "data": safe_json(payload(scene, communities=communities) | {"focus": focus}),
        "library": library,
        "code": code,
    }
    # In one pass, so that nothing inside a part is taken for a place to fill.
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _template("page.html"))


def safe_json(value: object) -> str:
    """JSON that is safe inside a script element, whatever strings it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def payload(scene: Scene, *, communities: bool = False) -> dict[str, Any]:
    """What the page's scripts work on: nodes and claims, and the tables of types, documents, sentences, relations and
    rules that these point into by rank. A value that is the usual one is left out."""
    tables = _Tables()
    styles = looks(node.type for node in scene.nodes)
    return {
        "types": [
            {"name": _words(name), "shape": look.shape, "hollow": look.hollow, "light": look.light, "dark": look.dark}
            for name, look in styles.items()
        ],
        "nodes": _nodes(scene, styles, communities),
        "claims": [_claim(claim, tables, scene.nodes) for claim in scene.claims],
        "documents": [{"name": name, "title": title, "date": date} for name, title, date in tables.documents],
        "sentences": list(tables.sentences),
        "relations": list(tables.relations),
        "rules": list(tables.rules),
        "properties": list(tables.properties),
        "prefixes": dict(PREFIXES),
    }


class _Ranks(dict[Key, int], Generic[Key]):
    """Gives each key that it is asked for the next rank."""

    def __missing__(self, key: Key) -> int:
        self[key] = len(self)
        return self[key]


class _Tables:
    def __init__(self) -> None:
        self.documents: _Ranks[tuple[str, str, str]] = _Ranks()
        self.sentences: _Ranks[tuple[str, int]] = _Ranks()
        self.relations: _Ranks[str] = _Ranks()
        self.rules: _Ranks[str] = _Ranks()
        self.properties: _Ranks[str] = _Ranks()


def _nodes(scene: Scene, styles: dict[str, Look], communities: bool) -> list[dict[str, Any]]:
    """Each with its place among all nodes (`at`) and among those shown first: `first`, or `few` on a phone."""
    groups = worth_showing(scene.levels[0]) if scene.levels else [None] * len(scene.nodes)
    first, few = (
        opening_by_community(scene, groups, limit) if communities else opening(scene, limit) for limit in (FIRST, FEW)
    )
    places = {"first": positions(scene, first), "few": positions(scene, few, upright=True)}
    rows = []
    types = {name: rank for rank, name in enumerate(styles)}
    for rank, (node, place) in enumerate(zip(scene.nodes, all_positions(scene), strict=True)):
        row = {
            "id": node.id,
            "name": node.name,
            "type": types[node.type],
            "size": drawn_size(node, styles[node.type]),
            "at": place,
            "group": groups[rank],
        }
        label = node.label if node.label != node.name else ""
        rest = {"label": label, "names": node.names, "quiet": not node.named, "same": node.same}
        rest |= {name: found.get(rank) for name, found in places.items()}
        rows.append(row | {key: value for key, value in rest.items() if value})
    return rows


def _claim(claim: Claim, tables: _Tables, nodes: Sequence[Node]) -> dict[str, Any]:
    document = tables.documents[claim.document, claim.title or _document_name(claim.document), claim.date]
    row = {
        "id": claim.id,
        "s": claim.subject,
        "o": claim.object,
        "relation": tables.relations[claim.relation],
        "property": tables.properties[claim.property],
        "sentence": tables.sentences[claim.sentence, document],
        "mark": [_utf16(claim.sentence[:offset]) for offset in claim.mark],
        "confidence": round(claim.confidence, 3),
        "rule": tables.rules[claim.rule],
    }
    rest = {
        "hidden": not claim.asserted,
        "polarity": claim.polarity if claim.polarity != "positive" else "",
        "modality": claim.modality if claim.modality != "actual" else "",
        "by": claim.attributed_to,
        "unsaid": claim.polarity == "negative" and not says_no(*_words_of(claim, nodes)),
        "time": claim.time,
        "qualifiers": claim.qualifiers,
        "ends": claim.ends,
    }
    return row | {key: value for key, value in rest.items() if value}


def _words_of(claim: Claim, nodes: Sequence[Node]) -> tuple[str, str, str]:
    return nodes[claim.subject].name, claim.relation, nodes[claim.object].name


def _utf16(text: str) -> int:
    """The length of `text` as JavaScript counts it: an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _document_name(document: str) -> str:
    """A document's name, also where it is given as the IRI that was made of it."""
    return unquote(document.partition("/id/document/")[2]) or document


def _words(name: str) -> str:
    """The local name of a class as words: "GovernmentBody" is "Government body"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ")
    return words[:1].upper() + words[1:].lower() if " " in words else words


def _policy(scripts: list[str], style: str) -> str:
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _template(name: str) -> str:
    return files("kg.draw").joinpath("template", name).read_text(encoding="utf-8")
