"""Words a second from documents to a built store, on one core, with peak memory and each stage's share.

taskset -c 0 python tests/benchmarks/speed.py FOLDER

Times are of the processor, so that what else the machine does tells little in them. The target of the store's share is
10 %.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.extract import extract
from kg.graph.store import Store
from kg.parse.sentences import parse
from kg.parse.tree import Tree
from kg.pipeline import Extractor
from kg.read import blocks, read
from kg.resolve.entities import resolve
from kg.resolve.merge import links
from kg.types import Document, Extraction


def main() -> None:
    """Reads FOLDER and prints the figures."""
    began = time.perf_counter()
    extractor = Extractor()
    extractor(Document("warm", "Nokia sold the plant."))
    print(f"model and ontology loaded in {time.perf_counter() - began:.2f} s")
    spent: dict[str, float] = {}

    def timed(stage: str, call: Callable[..., Any], *given: Any) -> Any:
        start = time.process_time()
        result = call(*given)
        spent[stage] = spent.get(stage, 0.0) + time.process_time() - start
        return result

    words = claims = 0
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store, store.batch() as batch:
        links(())  # what merging reads of the ontology, as the model above
        documents = timed("read", lambda: [d for d in read([sys.argv[1]]) if isinstance(d, Document)])
        for document in documents:
            prose = timed("read", lambda d=document: [b.span for b in blocks(d) if b.kind in ("text", "list")])
            sentences = timed("parse", parse, document.text, prose, extractor.model)
            trees = [Tree(sentence) for sentence in sentences]
            who = timed("resolve", resolve, document.name, trees, extractor.lexicon)
            found = timed("extract", extract, document, trees, who, extractor.lexicon, "benchmark")
            timed("store", batch.put, Extraction(document, who.entities, found, "benchmark"))
            words += sum(len(tree) for tree in trees)
            claims += len(found)
        timed("store", batch.flush)
        timed("merge", store.merge, links)
    total = sum(spent.values())
    print(f"{len(documents)} documents, {words:,} words, {claims:,} claims: {words / total:,.0f} words/s")
    print("  ".join(f"{stage} {100 * seconds / total:.0f} %" for stage, seconds in spent.items()))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB")


if __name__ == "__main__":
    main()
