"""Quads behind a SPARQL endpoint: SPARQL 1.1 Query and Update over HTTP.

No endpoint has a transaction over several requests. So a graph's done-mark is sent last, a graph without one counts as
not there, and the next to write takes it away. Every request that kg sends may be sent twice without harm (it adds
given triples, or removes given graphs), so one that fails is tried again, aloud; if it fails for good, that is an
error, and nothing is kept back to go out with a later one.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, UsageError
from kg.graph.answer import Answer, Term
from kg.graph.backend import insertion, removal
from kg.graph.folder import VERSION
from kg.graph.terms import INFERRED_GRAPH, KG, KGR, MERGE_GRAPH, PREFIXES, PROV, graph_iri

if TYPE_CHECKING:
    import rdflib
    import requests

PAUSES: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try; a server that says how long to wait (Retry-After) is obeyed up to a minute."""

_AGAIN = (429, 502, 503, 504)
_CONNECT, _READ = 10.0, 600.0
_BATCH, _BATCH_OF_VIRTUOSO = 5_000, 900  # triples a request; Virtuoso takes no more than a thousand
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.5"
_GRAPHS = KGR + "graph/"
_OWN = f"{_GRAPHS}store"
_MARK = f"<{KGR}store> <{KG}storeVersion>"
_TORN = f"""SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }}
  FILTER(STRSTARTS(STR(?g), "{graph_iri("").value}") || ?g IN ({MERGE_GRAPH}, {INFERRED_GRAPH}))
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?document <{KG}fingerprint> ?mark }} }}
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?g a <{PROV}Bundle> }} }} }}"""
_BOOLEAN = ox.Literal(True).datatype
_log = logging.getLogger("kg")


class Remote:
    """An endpoint; a `Backend`. Others may read while one process writes; nothing keeps a second writer out.

    Where its default graph is the `union` of the named ones (Virtuoso), a fact counts once for each document that
    states it, so that a query that counts has to say DISTINCT.
    """

    folder: Path | None = None

    def __init__(self, url: str, *, readonly: bool = False, environ: Mapping[str, str] | None = None) -> None:
        import requests

        environ = os.environ if environ is None else environ
        parts = urlsplit(url)
        self.name = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))  # never with a password
        self.readonly = readonly
        self.union = False
        self.batch = _BATCH
        self._session: requests.Session | None = requests.Session()
        self._session.trust_env = parts.hostname not in ("localhost", "127.0.0.1", "::1")
        user = unquote(parts.username or "") or environ.get("KG_STORE_USER", "")
        password = unquote(parts.password or "") or environ.get("KG_STORE_PASSWORD", "")
        if token := environ.get("KG_STORE_TOKEN"):
            self._session.headers["Authorization"] = f"Bearer {token}"
        elif user:
            self._session.auth = (user, password)
        self._ask_at = self.name if parts.path.strip("/") else f"{self.name.rstrip('/')}/query"
        self._write_at: list[str] = list(_update_urls(urlsplit(self._ask_at)))

    @classmethod
    def open(cls, url: str, *, create: bool = True, readonly: bool = False) -> Self:
        """The store at an endpoint.

        The user's name and password, or a token, are those of the URL, or of the environment: KG_STORE_USER,
        KG_STORE_PASSWORD, KG_STORE_TOKEN. Raises `StoreError` where it cannot be reached, refuses us, holds no store
        with `create` false or `readonly` true, or one of a newer version.
        """
        remote = cls(url, readonly=readonly)
        try:
            remote._begin(create=create)
        except BaseException:
            remote.close()
            raise
        return remote

    def _begin(self, *, create: bool) -> None:
        version = max((int(getattr(v, "value", 0)) for (v,) in self.rows(_versions())), default=None)
        if version is None and (self.readonly or not create):
            raise StoreError(f"{self.name}: there is no store here; build one with kg build --store {self.name}.")
        if version is not None and version > VERSION:
            raise StoreError(f"{self.name}: the store was written by a newer kg; nothing was changed. Update kg.")
        if not self.readonly:
            self._prepare()

    def _prepare(self) -> None:
        """Finds out how to write here, and takes away what a killed build has left unfinished."""
        self._find_update()
        self.update([f"INSERT DATA {{ GRAPH <{_OWN}> {{ {_MARK} {VERSION} }} }}"])
        self.union = bool(self.ask(f"ASK {{ {_MARK} ?version }}"))
        torn = [g for (g,) in self.rows(_TORN) if isinstance(g, ox.NamedNode)]
        if torn:
            self.replace(torn, [])

    def close(self) -> None:
        """Ends the connection. A second call does nothing."""
        if self._session is not None:
            self._session.close()
            self._session = None

    # ---- Reading

    def ask(self, sparql: str, timeout: float | None = None) -> Answer:
        """The answer of the endpoint's default graph. Raises `QueryError` where it is cut short or comes too late."""
        prefixes = dict(PREFIXES)
        ox.Store().query(sparql, prefixes=prefixes)  # a SyntaxError says where, as it does for any other store
        head = " ".join(
            f"PREFIX {name}: <{base}>" for name, base in prefixes.items() if f"PREFIX {name}:" not in sparql
        )
        reply = self._post(
            self._ask_at, data={"query": f"{head} {sparql}"}, timeout=timeout, headers={"Accept": _ACCEPT}
        )
        if reply.status_code >= 400:
            raise RuntimeError(_said(reply))
        if "X-SPARQL-MaxRows" in reply.headers:
            raise StoreError(
                f"{self.name}: the server cut the answer at {reply.headers['X-SPARQL-MaxRows']} rows; "
                "raise ResultSetMaxRows in virtuoso.ini."
            )
        return _answer(reply, self.name)

    def rows(self, sparql: str) -> Iterator[tuple[Term | None, ...]]:
        """The rows of a SELECT."""
        try:
            answer = self.ask(sparql)
        except RuntimeError as error:
            raise StoreError(f"{self.name}: {error}") from error
        yield from (tuple(map(_canonical, row)) for row in answer.terms())

    def graphs(self) -> set[str]:
        """The IRIs of kg's own named graphs."""
        found = self.rows(f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{_GRAPHS}")) }}')
        return {g.value for (g,) in found if isinstance(g, ox.NamedNode)} - {_OWN}

    def quads(self) -> Iterator[ox.Quad]:
        """Everything in kg's own named graphs."""
        for graph in sorted(self.graphs()):
            for subject, predicate, value in self.rows(f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"):
                assert isinstance(subject, ox.NamedNode)
                assert isinstance(predicate, ox.NamedNode)
                assert value is not None
                yield ox.Quad(subject, predicate, value, ox.NamedNode(graph))

    def dataset(self) -> rdflib.Dataset:
        """The endpoint as a Dataset that asks it."""
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        auth = self._session.auth if self._session else None
        store = SPARQLStore(self._ask_at, auth=auth if isinstance(auth, tuple) else None)
        return rdflib.Dataset(store=store, default_union=True)  # or it would ask for a graph of rdflib's own

    def backup(self, folder: Path) -> None:
        """Is the server's business. Raises `UsageError`."""
        raise UsageError(f"{self.name}: a server makes its own backups; kg export all.nq writes the graph to a file.")

    # ---- Writing

    def add(self, quads: Sequence[ox.Quad]) -> None:
        """Adds quads in requests of a size that the server takes; the done-marks go last, when all else is there."""
        marks = [list(group)[-1] for _, group in groupby(quads, key=lambda quad: quad.graph_name)]
        last = set(marks)
        rest = [quad for quad in quads if quad not in last]
        for part in (rest, marks):
            for start in range(0, len(part), self.batch):
                self.update(insertion(part[start : start + self.batch], union=self.union))

    def replace(self, gone: Sequence[ox.NamedNode], quads: Sequence[ox.Quad]) -> None:
        """Drops graphs and adds quads: in one request where they fit into one, and else the graphs go first."""
        if len(quads) <= self.batch:
            self.update([*removal(gone, union=self.union), *insertion(quads, union=self.union)])
        else:
            self.update(removal(gone, union=self.union))
            self.add(quads)

    def update(self, operations: Iterable[str]) -> None:
        """Sends update operations as one request, which most servers take for one transaction."""
        if text := " ;\n".join(operations):
            reply = self._post(self._write_at[0], data=text.encode(), headers=_UPDATE)
            if reply.status_code >= 400:
                raise StoreError(
                    f"{self.name}: the server refused an update ({_said(reply)}); it was not made. "
                    "Documents that are not complete are taken away by the next build, which reads them again."
                )

    def _find_update(self) -> None:
        """Keeps the address at which updates are taken. Raises `StoreError` where none does."""
        said = ""
        for url in self._write_at:
            reply = self._post(url, data=b"INSERT DATA { }", headers=_UPDATE)
            if reply.ok:
                self._write_at = [url]
                return
            said = said or _said(reply)
        raise StoreError(f"{self.name}: no updates are taken at {' or '.join(self._write_at)} ({said}).")

    # ---- HTTP

    def _post(self, url: str, *, timeout: float | None = None, **request: Any) -> requests.Response:
        """The reply to a request, tried again while the server is busy or away."""
        import requests

        for pause in (*PAUSES, None):
            wait = pause
            try:
                reply = self._sent(url, (_CONNECT, timeout or _READ), request)
                if reply.status_code not in _AGAIN or pause is None:
                    return self._admitted(reply)
                reason = _said(reply)
                if (after := reply.headers.get("Retry-After", "")).isdecimal():
                    wait = min(float(after), 60.0)
            except requests.ReadTimeout as error:
                if timeout:
                    raise QueryError(
                        f"the query took longer than {timeout:g} s and was given up; narrow it, or raise --timeout."
                    ) from error
                reason = f"no answer within {_READ:g} s"
            except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
                reason = f"no connection ({type(error).__name__})"
            except requests.RequestException as error:
                raise StoreError(f"{self.name}: {type(error).__name__}: {error}") from error
            if wait is None:
                break
            _log.warning("%s: %s; trying again in %g s", self.name, reason, wait)
            time.sleep(wait)
        raise StoreError(f"{self.name}: {reason}, after {len(PAUSES) + 1} tries. Is the server running?")

    def _sent(self, url: str, timeout: tuple[float, float], request: dict[str, Any]) -> requests.Response:
        from requests.auth import HTTPDigestAuth

        if self._session is None:
            raise StoreError(f"{self.name}: it is closed; open it again.")
        reply = self._session.post(url, timeout=timeout, allow_redirects=False, **request)
        wanted = reply.headers.get("WWW-Authenticate", "digest").lower()  # Virtuoso does not say
        if reply.status_code == 401 and wanted.startswith("digest") and isinstance(self._session.auth, tuple):
            self._session.auth = HTTPDigestAuth(*self._session.auth)
            reply = self._session.post(url, timeout=timeout, allow_redirects=False, **request)
        self.batch = _BATCH_OF_VIRTUOSO if "virtuoso" in reply.headers.get("Server", "").lower() else _BATCH
        return reply

    def _admitted(self, reply: requests.Response) -> requests.Response:
        if reply.status_code in (401, 403):
            raise StoreError(
                f"{self.name}: the server does not let us in ({_said(reply)}); "
                "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, in the environment."
            )
        return reply


_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8"}


def _versions() -> str:
    return f"SELECT ?version {{ GRAPH <{_OWN}> {{ {_MARK} ?version }} }}"


def _update_urls(url: SplitResult) -> Iterator[str]:
    """Where servers take updates: beside the queries (Oxigraph, Fuseki), below them (RDF4J, GraphDB), or in the same
    place (Virtuoso, which is told by its path)."""
    parent, _, last = url.path.rstrip("/").rpartition("/")
    beside = urlunsplit(url._replace(path=f"{parent}/update"))
    below = urlunsplit(url._replace(path=f"{url.path.rstrip('/')}/statements"))
    same = urlunsplit(url)
    yield from {"query": (beside, same), "sparql-auth": (same,)}.get(last, (beside, same, below))


def _said(reply: requests.Response) -> str:
    return f"{reply.status_code} {' '.join(reply.text.split())[:200] or reply.reason}"


def _answer(reply: requests.Response, name: str) -> Answer:
    """The answer in a reply, or an error: a server whose time is up may send half of one with a good status."""
    kind = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    try:
        if "json" in kind:
            return _from_json(reply.content)
        format = ox.RdfFormat.from_media_type(kind)
        quads = ox.parse(reply.content, format=format or ox.RdfFormat.N_TRIPLES)
        return Answer("construct", ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES) or b"")
    except (ValueError, SyntaxError) as error:
        raise QueryError(f"{name}: the answer is cut short or no SPARQL answer ({str(error)[:100]}).") from error


def _from_json(content: bytes) -> Answer:
    found = json.loads(content)
    if found.get("head", {}).get("vars") == ["__ASK_RETVAL"]:  # how Virtuoso answers an ASK
        values = [row["__ASK_RETVAL"]["value"] for row in found["results"]["bindings"]]
        return Answer("ask", json.dumps({"head": {}, "boolean": values == ["1"]}).encode())
    return Answer("ask" if "boolean" in found else "select", content)


def _canonical(term: Term | None) -> Term | None:
    """A truth value by its name, which Virtuoso gives as a number."""
    if isinstance(term, ox.Literal) and term.datatype == _BOOLEAN:
        return ox.Literal(term.value in ("true", "1"))
    return term
