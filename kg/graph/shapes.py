"""Checks a graph against the SHACL shapes of the ontology, and says which claim and sentence is at fault."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph import terms
from kg.graph.store import Store
from kg.graph.syntax import write
from kg.graph.terms import KGR, compact
from kg.settings import ontology_folder

if TYPE_CHECKING:
    import rdflib

SH = "http://www.w3.org/ns/shacl#"


class Finding(NamedTuple):
    """A shape that something does not satisfy.

    `severity` is Violation, Warning or Info; `node` the compact IRI of the claim, sentence, document or entity at
    fault; `reading` its label, `sentence` and `document` its evidence, all empty where it has none.
    """

    severity: str
    message: str
    node: str
    reading: str = ""
    sentence: str = ""
    document: str = ""

    def __str__(self) -> str:
        lines = [f"{self.severity}: {self.message}", f"  {self.reading or self.node}"]
        lines += [f"  in {self.document}: “{self.sentence}”"] if self.sentence else []
        return "\n".join(lines)


def validate(store: Store, shapes: Path | None = None, ontology: Iterable[Path] | None = None) -> list[Finding]:
    """Everything in the store that does not satisfy the shapes, violations first; empty if all is well.

    `shapes` is a Turtle file (default: kg's ``shapes.ttl``, for what kg read itself), `ontology` the files that say
    what is a kind of what (default: kg's ``kg.ttl`` and ``domain.ttl``). Raises `OntologyError` where a file is missing
    or no SHACL.
    """
    import pyshacl
    import rdflib

    folder = ontology_folder()
    data = _parsed(ontology or (folder / "kg.ttl", folder / "domain.ttl"))
    data.parse(data=_checked(store, everything=shapes is not None), format="nt")
    checks = _parsed([shapes or folder / "shapes.ttl"])
    try:
        _, report, text = pyshacl.validate(data, shacl_graph=checks, inference="none")
    except (
        pyshacl.errors.ShapeLoadError,
        pyshacl.errors.ConstraintLoadError,
        pyshacl.errors.ReportableRuntimeError,
    ) as error:
        raise OntologyError(f"{shapes or folder / 'shapes.ttl'}: not SHACL that can be run: {error}") from error
    if not isinstance(report, rdflib.Graph):
        raise OntologyError(f"{shapes or folder / 'shapes.ttl'}: pySHACL could not run: {text}")
    return sorted(_findings(report, data), key=lambda f: (f.severity != "Violation", f))


def _checked(store: Store, *, everything: bool) -> str:
    """The triples to check: kg's shapes speak of what kg read, and not of what was imported or follows from it."""
    ours = (terms.graph_iri("").value, terms.MERGE_GRAPH.value)
    quads = (q for q in store.backend.quads() if everything or str(getattr(q.graph_name, "value", "")).startswith(ours))
    return write((quad.triple for quad in quads), ox.RdfFormat.N_TRIPLES)


def _parsed(files: Iterable[Path]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for path in files:
        try:
            # Oxigraph says where a file is wrong; rdflib shows bytes, and fails an assertion at an open quote.
            triples = [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
        except OSError as error:
            raise OntologyError(f"{path}: cannot be read: {error.strerror or error}. Name a Turtle file.") from error
        except SyntaxError as error:
            raise OntologyError(f"{path}: not Turtle: {' '.join(str(error).split())[:150]}") from error
        graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def _findings(report: rdflib.Graph, data: rdflib.Graph) -> Iterable[Finding]:
    from rdflib import RDF, RDFS, Namespace, URIRef

    sh = Namespace(SH)
    nif = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    core = Namespace("https://w3id.org/kg/core#")
    prov = Namespace("http://www.w3.org/ns/prov#")
    for result in report.subjects(RDF.type, sh.ValidationResult):
        focus = report.value(result, sh.focusNode)
        # The constraints that are asked once over the whole graph have a term of the vocabulary in focus.
        node = focus if str(focus).startswith(KGR) else report.value(result, sh.value) or focus
        where = data.value(node, prov.wasDerivedFrom) or node
        document = data.value(where, nif.referenceContext)
        yield Finding(
            str(report.value(result, sh.resultSeverity)).removeprefix(SH),
            min(str(message) for message in report.objects(result, sh.resultMessage)),
            compact(str(node)) if isinstance(node, URIRef) else str(node),
            str(data.value(node, RDFS.label) or ""),
            str(data.value(where, nif.anchorOf) or ""),
            str(data.value(document, core.name) or "") if document else "",
        )
