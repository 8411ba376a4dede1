"""What a query answers: rows, a yes or no, or triples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.syntax import TRIPLE_FORMATS, write
from kg.graph.terms import PREFIXES, XSD, compact

if TYPE_CHECKING:
    import pandas

Kind = OneOf["select", "ask", "construct"]
Value = str | int | float | bool | None
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_NUMBERS = {XSD + name: int for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")} | {
    XSD + name: float for name in ("decimal", "double", "float")
}
_ROWS = {"srj": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}


class Answer:
    """The answer to a query, complete and independent of the store.

    `kind` is "select" (rows), "ask" (one row, and the answer's own truth) or "construct" (triples, as rows of subject,
    predicate and object). Iteration gives each row as a dict by column; IRIs are strings, numbers and booleans are
    Python's, all other values their lexical form, and what is unbound is None.
    """

    def __init__(self, kind: Kind, payload: bytes) -> None:
        self.kind: Kind = kind
        self._payload: bytes | None = payload
        self._rows: list[tuple[Term | None, ...]] | None = None
        self.columns: tuple[str, ...] = self._columns()

    @classmethod
    def of(cls, results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
        """The answer in Oxigraph's results, which it reads to their end."""
        if isinstance(results, ox.QueryTriples):
            return cls("construct", ox.serialize(results, format=ox.RdfFormat.N_TRIPLES) or b"")
        kind: Kind = "ask" if isinstance(results, ox.QueryBoolean) else "select"
        return cls(kind, results.serialize(format=ox.QueryResultsFormat.JSON) or b"")

    @classmethod
    def at_hand(cls, results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
        """As `of`, for one who asks in this process: rows stay rows, and become JSON only when somebody wants that."""
        if not isinstance(results, ox.QuerySolutions):
            return cls.of(results)
        answer = cls.__new__(cls)
        answer.kind, answer._payload = "select", None
        answer.columns = tuple(variable.value for variable in results.variables)
        answer._rows = [tuple(solution) for solution in results]
        return answer

    @property
    def payload(self) -> bytes:
        """The answer as SPARQL results in JSON, or as N-Triples: what the constructor takes."""
        if self._payload is None:
            self._payload = _json(self.columns, self._rows or [])
        return self._payload

    def terms(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows as Oxigraph's terms, in the order of `columns`."""
        if self._rows is not None:
            yield from self._rows
        elif self.kind == "construct":
            for quad in self._triples():
                yield quad.subject, quad.predicate, quad.object
        elif self.kind == "ask":
            yield (ox.Literal(bool(self)),)
        else:
            solutions = self._results()
            assert isinstance(solutions, ox.QuerySolutions)
            for solution in solutions:
                yield tuple(solution)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        columns = self.columns
        for row in self.terms():
            yield {name: _python(term) for name, term in zip(columns, row, strict=True)}

    def __len__(self) -> int:
        return sum(1 for _ in self.terms())

    def __bool__(self) -> bool:
        if self.kind == "ask":
            return bool(self._results())
        return next(self.terms(), None) is not None

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame. Raises `UsageError` where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise UsageError("to_pandas() needs pandas: pip install pandas") from error
        return pandas.DataFrame(list(self), columns=list(self.columns))

    def serialize(self, format: str = "csv") -> str:
        """The answer as text.

        Rows: csv, json (a list of objects), tsv, xml or srj (the last three as SPARQL 1.1 has them). Triples: ttl, nt,
        json-ld, xml; csv and json as well. Raises `UsageError` for a format that the kind of answer does not have.
        """
        if format == "csv":
            return self._csv()
        if format == "json":
            return json.dumps(list(self), ensure_ascii=False, indent=2) + "\n"
        if self.kind == "construct" and format in TRIPLE_FORMATS:
            return write((quad.triple for quad in self._triples()), TRIPLE_FORMATS[format])
        if self.kind != "construct" and format in _ROWS:
            return (self._results().serialize(format=_ROWS[format]) or b"").decode()
        known = ["csv", "json", *sorted(TRIPLE_FORMATS if self.kind == "construct" else _ROWS)]
        raise UsageError(f"an answer to {self.kind.upper()} has no format {format!r}; it has {', '.join(known)}.")

    def __repr__(self) -> str:
        return f"<Answer to {self.kind.upper()}: {len(self)} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        rows = ("<td>".join(["", *(escape(shown(value)) + "</td>" for value in row.values())]) for row in self)
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
        )

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(
            ["" if v is None else str(v).lower() if isinstance(v, bool) else v for v in row.values()] for row in self
        )
        return out.getvalue()

    def _columns(self) -> tuple[str, ...]:
        if self.kind == "construct":
            return ("subject", "predicate", "object")
        results = None if self.kind == "ask" else self._results()
        return tuple(v.value for v in results.variables) if isinstance(results, ox.QuerySolutions) else ("answer",)

    def _results(self) -> ox.QuerySolutions | ox.QueryBoolean:
        return ox.parse_query_results(self.payload, format=ox.QueryResultsFormat.JSON)

    def _triples(self) -> Iterator[ox.Quad]:
        return iter(ox.parse(self.payload, format=ox.RdfFormat.N_TRIPLES))


def _json(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> bytes:
    """Rows as SPARQL 1.1 Query Results JSON."""
    bindings = [
        {name: _as_json(term) for name, term in zip(columns, row, strict=True) if term is not None} for row in rows
    ]
    found = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _as_json(term: Term) -> dict[str, object]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            return {"type": "triple", "value": {name: _as_json(part) for name, part in parts}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        found["datatype"] = term.datatype.value
    return found


def shown(value: Value, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """A value for people: IRIs in their short form, nothing for None."""
    if isinstance(value, str):
        return compact(value, prefixes)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _python(term: Term | None) -> Value:
    if isinstance(term, ox.NamedNode):  # first, since most are
        return term.value
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    datatype = term.datatype.value
    if datatype == XSD + "boolean":
        return term.value in ("true", "1")
    try:
        return _NUMBERS[datatype](term.value) if datatype in _NUMBERS else term.value
    except ValueError:
        return term.value
