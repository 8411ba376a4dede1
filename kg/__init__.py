"""kg turns documents into a knowledge graph that can be trusted, asked and looked at.

>>> import kg
>>> graph = kg.build("corpus/")                                # doctest: +SKIP
>>> graph.query("SELECT ?a ?b { ?a kgo:owns ?b }")              # doctest: +SKIP
>>> graph.draw("graph.html")                                    # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import KgError, ModelError, OntologyError, QueryError, ReadError, StoreError, StoreInUse, UsageError

if TYPE_CHECKING:
    from kg.demo import demo_folder
    from kg.knowledge_graph import Graph, build, claims, extract_text
    from kg.knowledge_graph import open_graph as open
    from kg.parse.load import load_model

__version__ = "0.1.0"

__all__ = [
    "Graph", "KgError", "ModelError", "OntologyError", "QueryError", "ReadError", "StoreError", "StoreInUse",
    "UsageError", "__version__", "build", "claims", "demo_folder", "extract_text", "load_model", "open",
]  # fmt: skip

# imported on first use: `import kg` and `kg --help` must not wait for spaCy or a store
_LAZY = {
    "Graph": ("kg.knowledge_graph", "Graph"),
    "build": ("kg.knowledge_graph", "build"),
    "claims": ("kg.knowledge_graph", "claims"),
    "demo_folder": ("kg.demo", "demo_folder"),
    "extract_text": ("kg.knowledge_graph", "extract_text"),
    "open": ("kg.knowledge_graph", "open_graph"),
    "load_model": ("kg.parse.load", "load_model"),
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        module, attribute = _LAZY[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
