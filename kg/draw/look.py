"""How a class of things looks: a shape and a colour for each, so that neither has to carry the difference alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """A vis-network shape, filled or `hollow`, with its colour on a light and on a dark page.

    Each colour has at least 3:1 contrast with its page (WCAG 1.4.11).
    """

    shape: str
    hollow: bool
    light: str
    dark: str


LOOKS = {
    "Person": Look("dot", False, "#2563c4", "#7fabff"),
    "Group": Look("dot", True, "#1f7a96", "#6cc6e2"),
    "Company": Look("square", False, "#c2570c", "#f6a463"),
    "Organization": Look("hexagon", False, "#7446b8", "#ba9df2"),
    "Government": Look("hexagon", True, "#4a51ad", "#9da4f5"),
    "Country": Look("triangleDown", False, "#1c7c4a", "#57c88d"),
    "Place": Look("triangleDown", True, "#2c8558", "#6fd0a0"),
    "Product": Look("diamond", False, "#b8327c", "#f288c1"),
    "Work": Look("diamond", True, "#93427b", "#de98c9"),
    "Event": Look("star", False, "#c43030", "#ff8f86"),
    "Law": Look("square", True, "#855f1b", "#dcb870"),
    "Position": Look("triangle", False, "#77701a", "#d2c963"),
    "Language": Look("triangle", True, "#5f7420", "#b5cf6b"),
    "Concept": Look("dot", True, "#667080", "#a3adbb"),
    "Thing": Look("dot", False, "#667080", "#a3adbb"),
    "Claim": Look("square", True, "#5b6778", "#a3b0c2"),
    "Value": Look("diamond", True, "#667080", "#a3adbb"),
    "Literal": Look("diamond", True, "#667080", "#a3adbb"),
}

# Shapes of the same size do not look it: a square is heavier than a circle that it holds.
OPTICAL = {
    "square": 0.86,
    "diamond": 1.08,
    "triangle": 1.0,
    "triangleDown": 1.0,
    "star": 1.15,
    "hexagon": 0.98,
    "dot": 1.0,
}

# For the classes of a reader's own ontology, in the order of their names.
SPARE = (
    Look("star", True, "#0f7b83", "#5cc9d1"),
    Look("hexagon", False, "#a33b3b", "#f0908c"),
    Look("triangle", False, "#3b6fa0", "#8bbdeb"),
    Look("diamond", False, "#5d7d1e", "#aacb62"),
    Look("square", False, "#8b4aa0", "#cf97e2"),
    Look("star", False, "#9a6410", "#e5b45f"),
    Look("hexagon", True, "#2f7d6b", "#74ccb8"),
    Look("triangle", True, "#a8417f", "#ea93c6"),
)


def looks(types: Iterable[str]) -> dict[str, Look]:
    """The look of each of `types`, in the order of a legend. Unknown classes take the spare looks in turn."""
    found = set(types)
    unknown = sorted(found - LOOKS.keys())
    spare = {name: SPARE[rank % len(SPARE)] for rank, name in enumerate(unknown)}
    return {name: look for name, look in LOOKS.items() if name in found} | spare
