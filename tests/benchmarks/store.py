"""The store against its targets: bulk load, opening, eight typical queries; beside pyoxigraph and rdflib in one run.

python tests/benchmarks/store.py [TRIPLES] [RDFLIB_TRIPLES]

The graph is made up: documents of claims about entities whose degrees follow Zipf's law, as kg writes them. rdflib's
memory store is asked over RDFLIB_TRIPLES (default: a tenth), since at a million some queries take it minutes; its times
are given as they are, so that the ratio is a lower bound.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from kg.graph.imports import import_file
from kg.graph.store import Store
from kg.graph.terms import PREFIXES
from kg.types import Claim, Document, Entity, Evidence, Extraction, Span, Standing

A_CLAIM = 40  # triples in the default and a named graph, about
CLAIMS = 100  # a document
PROPERTIES = ("kgo:owns", "kgo:leads", "kgo:locatedIn", "kgo:worksFor", "kgo:partnerOf")
QUERIES = {
    "by label": "SELECT ?x { ?x skos:prefLabel 'Entity 3' }",
    "one hop": "SELECT ?b { thing:Entity_3 kgo:owns ?b }",
    "two hops": "SELECT ?c { thing:Entity_3 kgo:owns ?b . ?b kgo:leads ?c } LIMIT 1000",
    "three types": "SELECT ?a ?c { ?a a kgo:Company ; kgo:owns ?b . ?b a kgo:Person ; kgo:leads ?c . ?c a kgo:Place } "
    "LIMIT 100",
    "count by type": "SELECT ?t (COUNT(?x) AS ?n) { ?x a ?t } GROUP BY ?t",
    "regex": "SELECT ?x { ?x skos:prefLabel ?n FILTER(REGEX(?n, '99$')) }",
    "path": "SELECT ?b { thing:Entity_900 kgo:locatedIn+ ?b } LIMIT 1000",
    "evidence": "SELECT ?text { ?c rdf:subject thing:Entity_3 ; rdf:predicate kgo:owns ; prov:wasDerivedFrom ?w . "
    "?w nif:anchorOf ?text }",
}  # fmt: skip


def main() -> None:
    """Builds the stores and prints a table of figures and targets."""
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    fewer = int(sys.argv[2]) if len(sys.argv) > 2 else triples // 10
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = written(folder, triples)
        loading(folder, file)
        opening(folder / "kg")
        small = folder / "small"
        small.mkdir()
        querying(folder / "kg", written(small, fewer))


def written(folder: Path, triples: int) -> Path:
    """Makes a store of about so many triples in ``kg``, and its triples as N-Triples."""
    chance = random.Random(1)
    documents = max(1, triples // (CLAIMS * A_CLAIM // 2))
    started = time.perf_counter()
    with Store.open(folder / "kg") as store:
        with store.batch() as batch:
            for number in range(documents):
                batch.put(document(number, chance))
        spent = time.perf_counter() - started
        print(f"{documents} documents, {len(store):,} triples written by kg in {spent:.1f} s")
        file = folder / "all.nt"
        file.write_bytes(store.backend.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()))  # type: ignore[attr-defined]
    return file


def document(number: int, chance: random.Random) -> Extraction:
    """A document of claims about entities of which a few are in many."""
    kinds = ("kgo:Company", "kgo:Person", "kgo:Place", "kgo:Product")
    name = f"{number}.txt"

    def entity() -> Entity:
        rank = min(int(chance.paretovariate(0.6)), 20_000)
        return Entity(f"thing/Entity_{rank}", f"Entity {rank}", kinds[rank % 4], True)

    def claim(i: int) -> Claim:
        text = f"Sentence {i} of document {number} says something about two entities."
        place = Span(i * 100, i * 100 + len(text))
        said = Evidence(name, text, place, place, "rule", "model")
        kind = chance.choice(PROPERTIES)
        return Claim(entity(), "is with", entity(), "be_with", Standing(), said, 0.9, property=kind)

    return Extraction(Document(name, "…"), (), tuple(claim(i) for i in range(CLAIMS)), "made")


def loading(folder: Path, file: Path) -> None:
    """Importing a file, beside pyoxigraph's own load of it into a named graph."""
    graph = ox.NamedNode("http://example.org/graph")
    plain = clocked(lambda: ox.Store(str(folder / "plain")).bulk_load(path=str(file), to_graph=graph))
    clean = folder / "clean.nt"  # without what only kg may say
    with file.open() as lines, clean.open("w") as out:
        out.writelines(line.replace("https://w3id.org/kg/core#", "http://example.org/core#") for line in lines)

    def imported() -> None:
        with Store.open(folder / "imported") as store:
            import_file(store, clean)

    ours = clocked(imported)
    print(f"bulk load: kg import {ours:.1f} s, pyoxigraph {plain:.1f} s: {ours / plain:.2f} times (target: 2)")
    for name in ("plain", "imported"):
        shutil.rmtree(folder / name)


def opening(folder: Path) -> None:
    """Opening a built store and asking for one name."""

    def first() -> None:
        with Store.open(folder, readonly=True) as store:
            store.query(QUERIES["by label"])

    print(f"opening: {clocked(first):.2f} s (target: under 0.5 s)")


def querying(folder: Path, few: Path) -> None:
    """The queries."""
    memory = rdflib.Graph()
    memory.parse(few, format="nt")
    head = " ".join(f"PREFIX {name}: <{base}>" for name, base in PREFIXES.items())
    print(
        f"queries, ms over {len(memory):,} triples in rdflib's memory (targets: rdflib ≥ 10 times, pyoxigraph ≤ 1.5):"
    )
    with Store.open(folder, readonly=True) as store:
        direct: Any = store.backend.store  # type: ignore[attr-defined]
        for name, sparql in QUERIES.items():
            asked = clocked(lambda: list(store.query(sparql)), 3)  # noqa: B023
            bare = clocked(lambda: values(direct.query(sparql, prefixes=dict(PREFIXES))), 3)  # noqa: B023
            slow = clocked(lambda: list(memory.query(f"{head} {sparql}")))  # noqa: B023
            print(
                f"  {name:14} kg {asked * 1e3:8.1f}   pyoxigraph {bare * 1e3:8.1f} ({asked / bare:.2f})"
                f"   rdflib {slow * 1e3:9.1f} ({slow / asked:.0f})"
            )


def values(solutions: Any) -> list[list[str]]:
    """What a caller of pyoxigraph does to have values."""
    return [[term.value for term in row] for row in solutions]


def clocked(call: Callable[[], object], times: int = 1) -> float:
    """The least of so many times, in seconds."""

    def runs() -> Iterator[float]:
        for _ in range(times):
            began = time.perf_counter()
            call()
            yield time.perf_counter() - began

    return min(runs())


if __name__ == "__main__":
    main()
