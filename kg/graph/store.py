"""The store: an Oxigraph database in a folder, one named graph per document, each replaced whole or not at all.

Oxigraph's union of named graphs repeats a triple for each graph that has it, so that the simplest SPARQL would count
documents instead of facts, and joins multiply. So the default graph keeps every triple of the named graphs once.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.graph import folder as folders
from kg.graph import limited, rdf, terms
from kg.graph.answer import Answer
from kg.graph.questions import Parameter, bind, explain
from kg.graph.syntax import FORMATS, write
from kg.graph.terms import KG, MERGE_GRAPH, PREFIXES, PROV, RDF, SKOS, TYPE, Ontology
from kg.types import Entity, Extraction

if TYPE_CHECKING:
    import rdflib

Merge = tuple[str, str, str]
"""Alias id, canonical id, reason."""

_MERGED_INTO = ox.NamedNode(KG + "mergedInto")
_MERGED = ox.Quad(MERGE_GRAPH, TYPE, ox.NamedNode(PROV + "Bundle"), MERGE_GRAPH)
_EVERYTHING = ox.DefaultGraph()
_ENTITIES = """SELECT ?entity ?name ?named ?alt ?type WHERE {
  GRAPH ?g { ?entity kg:named ?named ; skos:prefLabel ?name ; a ?type . OPTIONAL { ?entity skos:altLabel ?alt } }
  FILTER(?g != <%s>)
}"""


class Store:
    """A knowledge graph on disk. A context manager; `close` lets other processes in.

    One process writes at a time, and none reads meanwhile; any number of processes read together.
    """

    def __init__(
        self,
        store: ox.Store,
        *,
        folder: Path | None = None,
        lease: folders.Lease | None = None,
        ontology: Ontology | None = None,
    ) -> None:
        self._open: ox.Store | None = store
        self.folder = folder
        self.readonly = lease is not None and lease.readonly
        self.ontology = ontology or Ontology.default()
        self._finalizer = weakref.finalize(self, lease.release) if lease else None

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        create: bool = True,
        readonly: bool = False,
        ontology: Ontology | None = None,
    ) -> Self:
        """The store in a folder; made if it does not exist (or is empty) and `create` is true.

        Raises `StoreInUse` while another process has it, and `StoreError` for a folder that holds something else, that
        cannot be written, that is damaged, or is missing with `create` false or `readonly` true.
        """
        folder = Path(path)
        if not folders.is_store(folder):
            if readonly or not create:
                raise StoreError(
                    f"{folder}: there is no store here; "
                    f"build one with kg build --store {folder}, or name another with --store."
                )
            folders.create(folder)
        lease = folders.Lease(folder, readonly=readonly)
        try:
            return cls(
                ox.Store.read_only(str(folder)) if readonly else ox.Store(str(folder)),
                folder=folder,
                lease=lease,
                ontology=ontology,
            )
        except (OSError, RuntimeError) as error:
            lease.release()
            raise folders.cannot_open(folder, error) from error

    @classmethod
    def in_memory(cls, ontology: Ontology | None = None) -> Self:
        """A store that is gone when it is closed."""
        return cls(ox.Store(), ontology=ontology)

    def close(self) -> None:
        """Writes everything to disk and lets others in. A second call does nothing."""
        if self._open is None:
            return
        if not self.readonly:
            self._open.flush()
        self._open = None
        if self._finalizer:
            self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _store(self) -> ox.Store:
        if self._open is None:
            raise StoreError(f"{self.folder or 'the store'}: it is closed; open it again.")
        return self._open

    # ---- Documents

    def has(self, document: str, fingerprint: str) -> bool:
        """Whether the document's claims are here, complete, and as this fingerprint would make them."""
        mark = (
            terms.document_iri(document),
            ox.NamedNode(KG + "fingerprint"),
            rdf.text(fingerprint),
            _EVERYTHING,
        )
        return next(self._store.quads_for_pattern(*mark), None) is not None

    def put(self, extraction: Extraction) -> None:
        """Replaces all that is known of a document, with its done-mark, in one transaction.

        The links of `merge` go with it, since they may rest on what is replaced.
        """
        self._replace(terms.graph_iri(extraction.document.name), rdf.quads(extraction, self.ontology))

    def remove(self, document: str) -> None:
        """Forgets a document. Raises `UsageError` if it is not here."""
        graph = terms.graph_iri(document)
        if not self._store.contains_named_graph(graph):
            raise UsageError(f"{document}: no such document in the store; kg query documents lists them.")
        self._replace(graph, ())

    def documents(self) -> list[str]:
        """The names of the documents, sorted."""
        return sorted(str(row["name"]) for row in self.query("SELECT ?name { ?document kg:name ?name }"))

    def __len__(self) -> int:
        """The number of distinct triples; Oxigraph has to count them."""
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, _EVERYTHING))

    # ---- Merging

    def entities(self) -> tuple[Entity, ...]:
        """Every entity of the documents, sorted by id: without mentions, and with all its names."""
        names: dict[str, set[str]] = defaultdict(set)
        best: dict[str, set[str]] = defaultdict(set)
        types: dict[str, set[str]] = defaultdict(set)
        named: set[str] = set()
        for row in self.query(_ENTITIES % MERGE_GRAPH.value):
            iri = str(row["entity"])
            best[iri].add(str(row["name"]))
            types[iri].add(str(row["type"]))
            names[iri] |= {str(row["alt"])} if row["alt"] else set()
            named |= {iri} if row["named"] else set()
        return tuple(
            Entity(
                terms.entity_id(iri),
                min(best[iri]),
                terms.compact(self.most_specific(types[iri])),
                iri in named,
                tuple(sorted(names[iri] | best[iri])),
            )
            for iri in sorted(best)
        )

    def most_specific(self, types: Iterable[str]) -> str:
        """Of an entity's classes the one that says most; the first by name where documents disagree."""
        given = set(types)
        above = {parent for name in given for parent in self.ontology.classes.get(name, ())}
        plain = terms.KGO + "Thing"
        return min(given - above, key=lambda name: (name == plain, name))

    def merge(self, find: Callable[[tuple[Entity, ...]], Iterable[Merge]], *, again: bool = False) -> int:
        """Links the entities that are one, and repeats of the one that stands for them what is asserted of the others.

        `find` gives (alias id, canonical id, reason) for the corpus's sorted entities: `kg.resolve.merge.links`. It is
        not asked while the links are those of the documents here, except with `again`. Returns the number of links.
        """
        if again or _MERGED not in self._store:
            entities = self.entities()
            links = sorted(find(entities))
            self._replace(MERGE_GRAPH, [_MERGED, *self._links(links, entities), *self._facts_of(links)])
        return sum(1 for _ in self._store.quads_for_pattern(None, _MERGED_INTO, None, MERGE_GRAPH))

    def _links(self, links: Iterable[Merge], entities: Iterable[Entity]) -> Iterator[ox.Quad]:
        known = {entity.id: entity for entity in entities}
        for alias, canonical, reason in links:
            one, all_names = terms.entity_iri(canonical), known[alias].names
            yield _linked(terms.entity_iri(alias), _MERGED_INTO.value, one)
            yield _linked(terms.entity_iri(alias), KG + "reason", rdf.text(reason))
            best = known[canonical].name if canonical in known else terms.id_name(canonical)
            for name in sorted({*all_names} - {best}):
                yield _linked(one, SKOS + "altLabel", rdf.text(name))
            if canonical not in known:
                kind = self.ontology.expand(known[alias].type)
                yield _linked(one, SKOS + "prefLabel", rdf.text(best))
                yield _linked(one, KG + "named", ox.Literal(True))
                for name in (kind, *self.ontology.classes.get(kind, ())):
                    yield _linked(one, TYPE.value, ox.NamedNode(name))

    def _facts_of(self, links: Iterable[Merge]) -> Iterator[ox.Quad]:
        """The direct triples of the aliases, with the entities that stand for them."""
        stands = {terms.entity_iri(alias): terms.entity_iri(canonical) for alias, canonical, _ in links}
        for claim in sorted({claim for alias in stands for claim in self._asserted_of(alias)}, key=str):
            subject, predicate, value = (self._value(claim, RDF + part) for part in ("subject", "predicate", "object"))
            for name in (predicate.value, *self.ontology.properties.get(predicate.value, ())):
                yield _linked(stands.get(subject, subject), name, stands.get(value, value))

    def _asserted_of(self, entity: ox.NamedNode) -> Iterator[ox.NamedNode]:
        for part in ("subject", "object"):
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(RDF + part), entity, _EVERYTHING):
                claim = quad.subject
                if isinstance(claim, ox.NamedNode) and self._value(claim, KG + "asserted") == ox.Literal(True):
                    yield claim

    def _value(self, subject: ox.NamedNode, predicate: str) -> Any:
        return next(self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None, _EVERYTHING)).object

    # ---- Asking

    def query(self, question: str, *, timeout: float | None = None, **values: Parameter) -> Answer:
        """The answer to SPARQL, or to a named query (`kg.graph.questions.named_queries`), over all graphs together.

        All prefixes of `kg.graph.terms.PREFIXES` are bound, and each ``$name`` of the question that has a value is that
        value. With `timeout` (seconds) the query runs in a process of its own, which is stopped when they have passed.
        Raises `QueryError` for SPARQL that does not parse or cannot be answered, and `UsageError` for wrong values.
        """
        sparql = bind(question, values)
        try:
            return self._within(timeout, sparql) if timeout else limited.ask(self._store, sparql)
        except (SyntaxError, RuntimeError, ValueError, OSError) as error:
            raise explain(error, sparql) from error

    def _within(self, seconds: float, sparql: str) -> Answer:
        if self.readonly and self.folder:
            return limited.ask_within(seconds, self.folder, sparql)
        if self.folder is None:
            raise UsageError("a store in memory cannot limit the time of a query; leave out timeout.")
        with tempfile.TemporaryDirectory(prefix=f".{self.folder.name}.", dir=self.folder.resolve().parent) as place:
            self._store.backup(str(Path(place) / "copy"))
            return limited.ask_within(seconds, Path(place) / "copy", sparql)

    def dataset(self) -> rdflib.Dataset:
        """The same open store as an rdflib Dataset whose default graph is all graphs together, each triple once.

        It holds the store open for as long as it lives, whatever `close` says.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self._store))
        for prefix, base in PREFIXES.items():
            dataset.bind(prefix, base)
        return dataset

    def serialize(self, format: str = "ttl") -> str:
        """Everything in Turtle (ttl), N-Triples (nt), TriG (trig), N-Quads (nq), JSON-LD (jsonld) or RDF/XML, sorted.

        Turtle, N-Triples and RDF/XML have no named graphs and hold the union. Raises `UsageError` for another format.
        """
        if format not in FORMATS:
            raise UsageError(f"no such format: {format!r}; there are {', '.join(sorted(FORMATS))}.")
        kind = FORMATS[format]
        if kind.supports_datasets:
            return write((quad for quad in self._store if quad.graph_name != _EVERYTHING), kind)
        return write((quad.triple for quad in self._store.quads_for_pattern(None, None, None, _EVERYTHING)), kind)

    def _replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Puts quads in the place of a graph's, and drops the links of `merge`, in one transaction."""
        store, given = self._store, list(quads)
        new = [quad.triple for quad in given]
        old = {q.triple for name in (graph, MERGE_GRAPH) for q in store.quads_for_pattern(None, None, None, name)}
        try:
            if not old:  # half the time of an update, and a transaction too
                store.extend([*given, *(ox.Quad(*triple) for triple in new)])
                return
            gone = [t for t in sorted(old.difference(new), key=str) if not self._stated_beside(graph, t)]
            # A number comes back in another form ("0.9") than it went in ("0.900"): it is among both, and put again.
            added = [t for t in new if t not in old or ox.Quad(*t) not in store]
            steps = [f"DELETE DATA {{ {_data(gone)} }}", *(f"DROP SILENT GRAPH {g}" for g in (graph, MERGE_GRAPH))]
            if new:
                steps += [f"INSERT DATA {{ {_data(added)} }}", f"INSERT DATA {{ GRAPH {graph} {{ {_data(new)} }} }}"]
            # An update of several operations is one transaction: a kill leaves all of it or none.
            store.update(" ;\n".join(steps))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.folder or 'the store'}: it cannot be written: {error}") from error

    def _stated_beside(self, graph: ox.NamedNode, triple: ox.Triple) -> bool:
        """Whether a graph states a triple that will when this one and the links of `merge` are gone."""
        found = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name not in (graph, MERGE_GRAPH, _EVERYTHING) for quad in found)


def _data(triples: Iterable[ox.Triple]) -> str:
    return " .\n".join(map(str, triples))


def _linked(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), value, MERGE_GRAPH)
