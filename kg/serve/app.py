"""The application: which address is answered by what, and for whom."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import UsageError
from kg.serve import pages, protocol
from kg.serve.served import Limits, Served, serving

HOST = "127.0.0.1"
_LOOPBACK = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"
_ADDRESS_ROOM = 1 << 18
"""Bytes of a request's line and headers: a query may stand in the address."""
_GRACE = 2
"""Seconds that requests under way have when the server is stopped."""


def application(served: Served, *, origins: Sequence[str] = (), token: str = "") -> Starlette:
    """The ASGI application over a store that is being served; who has the `token` may change a writable one.

    Scripts of pages that were loaded from this machine may read the answers, and those of `origins` ("*" is all).
    """
    routes = [
        Route("/", pages.graph),
        Route("/query", pages.query),
        Route("/find", pages.find),
        Route("/about", pages.about),
        Route("/id/{path:path}", pages.entity),
        Route("/static/{name}", pages.static),
        Route("/favicon.ico", _no_icon),
        *(Route(path, protocol.endpoint, methods=["GET", "POST"]) for path in ("/sparql", "/sparql/")),
    ]
    shared = Middleware(
        CORSMiddleware,
        allow_origins=[*origins],
        allow_origin_regex=_LOOPBACK,
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Accept", "Content-Type", "Authorization"],
        max_age=3600,
    )
    # Without this, a stranger's page whose name is made to point at this machine would be let in.
    known = Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", HOST, "[::1]"], www_redirect=False)
    app = Starlette(routes=routes, middleware=[Middleware(_Careful), known, shared])
    app.add_exception_handler(HTTPException, _wrong)
    app.add_exception_handler(Exception, _broken)
    app.router.redirect_slashes = False
    app.state.served, app.state.token = served, token
    return app


async def run(
    folder: Path,
    port: int,
    limits: Limits,
    *,
    ontology: tuple[Path, ...] = (),
    origins: Sequence[str] = (),
    token: str | None = None,
    ready: Callable[[str, Callable[[], None]], None],
) -> None:
    """Serves a store on a port of this machine (0: one that is free) until it is stopped.

    With a `token` the store may be changed. `ready` is told the address and given a function that stops the server.
    Raises `UsageError` where the port is taken, and what `serving` raises.
    """
    with _bound(port) as listening:
        async with serving(folder, limits, ontology=ontology, writable=token is not None) as served:
            config = uvicorn.Config(
                application(served, origins=origins, token=token or ""),
                log_level="error",
                access_log=False,
                lifespan="off",
                server_header=False,
                http="h11",
                ws="none",
                h11_max_incomplete_event_size=_ADDRESS_ROOM,
                timeout_graceful_shutdown=_GRACE,
            )
            server = uvicorn.Server(config)

            def stop() -> None:
                server.should_exit = True

            ready(f"http://{HOST}:{listening.getsockname()[1]}/", stop)
            await server.serve([listening])


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(512)
    except (OSError, OverflowError) as error:
        listening.close()
        raise UsageError(
            f"port {port} cannot be had ({getattr(error, 'strerror', None) or error}); --port 0 takes a free one."
        ) from error
    return listening


class _Careful:
    """Tells browsers to take every answer for what it says it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        await self._app(scope, receive, with_headers)


async def _no_icon(request: Request) -> Response:
    return Response(status_code=204)


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return protocol.wrong(
        error.status_code, {404: "there is nothing at this address."}.get(error.status_code, str(error.detail))
    )


async def _broken(request: Request, error: Exception) -> Response:
    return protocol.wrong(500, f"this should not have happened ({type(error).__name__}); please report it.")
