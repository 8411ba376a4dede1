"""SPARQL 1.1 Protocol: what a request asks, and the answer as a response."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve import media
from kg.serve.description import describe
from kg.serve.message import Reply
from kg.serve.process import Refused
from kg.serve.served import Served

Result = TypeVar("Result")

LONGEST = 1 << 20
"""Bytes of a request's body."""
_FORM = "application/x-www-form-urlencoded"
_DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}
_GRAPHS = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}
_HTML = "text/html"


class Bad(Exception):
    """A request that is wrong in itself: the status, and what is wrong."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Operation:
    """What a request asks: a query or an update, the graphs that it names, and the values for the ``$name`` in it."""

    query: str | None = None
    update: str | None = None
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


async def endpoint(request: Request) -> Response:
    """The SPARQL endpoint: query, update, and without either the service's description."""
    try:
        operation = await _operation(request)
        if operation.update is not None:
            return _response(await _updated(request, operation), request)
        if operation.query is not None:
            return _response(await _answered(request, operation), request)
        return _described(request)
    except (Bad, Refused) as error:
        return wrong(error.status, str(error))


def accepted(request: Request) -> str:
    """The media types that a request wants: ``?format=`` if it has one, else its Accept header."""
    short = request.query_params.get("format")
    if short is not None and short not in media.SHORT:
        raise Bad(400, f"no such format: {short!r}; there are {', '.join(media.SHORT)}.")
    return media.SHORT[short] if short else ", ".join(request.headers.getlist("accept"))


def wrong(status: int, reason: str) -> Response:
    """An error as plain text."""
    headers = {401: {"WWW-Authenticate": "Bearer"}, 405: {"Allow": "GET, HEAD, POST"}, 503: {"Retry-After": "1"}}
    return Response(f"{reason}\n", status, headers.get(status), "text/plain")


async def asked(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """What is fetched for a request, unless the client leaves: then nobody needs it, and it is stopped."""
    gone, reply = asyncio.create_task(_gone(request)), asyncio.create_task(work)
    try:
        await asyncio.wait({reply, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not reply.done():
            raise Refused(499, "the client has gone.")
        return reply.result()
    finally:
        for task in (gone, reply):
            task.cancel()
        await asyncio.gather(gone, reply, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


async def _operation(request: Request) -> Operation:
    fields = _fields(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in fields):
            raise Bad(405, "an update takes POST.")
        return _read(fields)
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if "charset=" in parameters.lower() and "utf-8" not in parameters.lower():
        raise Bad(415, "SPARQL is sent in UTF-8.")
    if kind == _FORM:
        return _required(_read([*fields, *_fields(await _body(request))]))
    if kind not in _DIRECT:
        raise Bad(415, f"POST takes {_FORM}, {' or '.join(_DIRECT)}, not {kind or 'a body of no named type'}.")
    if any(name in ("query", "update") for name, _ in fields):
        raise Bad(400, "there is a query or an update in the address as well as in the body.")
    try:
        return _required(_read([*fields, (_DIRECT[kind], (await _body(request)).decode())]))
    except UnicodeDecodeError:
        raise Bad(400, "the body is not UTF-8.") from None


def _required(operation: Operation) -> Operation:
    if operation.query is None and operation.update is None:
        raise Bad(400, "there is neither a query nor an update.")
    return operation


def _read(fields: list[tuple[str, str]]) -> Operation:
    def every(name: str) -> list[str]:
        return [value for key, value in fields if key == name]

    for name in ("query", "update"):
        if len(every(name)) > 1:
            raise Bad(400, f"there is more than one {name}.")
    query, update = next(iter(every("query")), None), next(iter(every("update")), None)
    if query is not None and update is not None:
        raise Bad(400, "there is both a query and an update.")
    default, named = _GRAPHS["query" if update is None else "update"]
    if any("\0" in text for _, text in fields):
        raise Bad(400, "there is a null character in the request.")
    return Operation(query, update, every(default), every(named), {k[1:]: v for k, v in fields if k.startswith("$")})


def _fields(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200)
    except (ValueError, UnicodeDecodeError):
        raise Bad(400, "the request's fields are not URL-encoded UTF-8, or too many.") from None


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST:
            raise Bad(413, f"a request has at most {LONGEST:,} bytes.")
        parts.append(part)
    return b"".join(parts)


async def _answered(request: Request, operation: Operation) -> Reply:
    served: Served = request.app.state.served
    assert operation.query is not None
    work = served.query(
        operation.query,
        base=_base(request),
        accept=accepted(request),
        values=operation.values,
        default=operation.default,
        named=operation.named,
    )
    return await asked(request, work)


async def _updated(request: Request, operation: Operation) -> Reply:
    served: Served = request.app.state.served
    if served.writer is None:
        raise Bad(403, "this store is served to be read only; kg serve --writable lets it be changed.")
    given = request.headers.get("authorization", "").encode()
    if not hmac.compare_digest(given, b"Bearer " + request.app.state.token.encode()):
        raise Bad(401, "an update needs the server's token: Authorization: Bearer …")
    head = {
        "do": "update", "sparql": operation.update, "base": _base(request), "default": operation.default,
        "named": operation.named,
    }  # fmt: skip
    return await served.writer.update(head, served.pool, served.limits.seconds)


def _base(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))


def _described(request: Request) -> Response:
    accept = accepted(request)
    offered = [*media.TRIPLES]
    try:
        if media.best(accept, [*offered, _HTML]) == _HTML:
            return RedirectResponse("/query", 303, {"Vary": "Accept"})
        chosen = media.triples(accept)
    except media.NotAcceptable as error:
        return wrong(406, str(error))
    served: Served = request.app.state.served
    text = describe(_base(request), writable=served.writer is not None, format=chosen.format)
    return _response(Reply(200, chosen.media_type, text), request)


def _response(reply: Reply, request: Request) -> Response:
    if reply.status >= 400:
        return wrong(reply.status, reply.body.decode(errors="replace"))
    headers = {"Vary": "Accept"} if request.method != "POST" else {}
    return Response(reply.body, reply.status, headers, reply.media_type or None)
