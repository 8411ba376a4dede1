"""The pages for people: the graph, the query page, what is known of a thing; and the data behind each of them."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.graph.questions import named_queries
from kg.graph.terms import KGR, PREFIXES
from kg.serve import media, reading
from kg.serve.links import iri_of, page_of
from kg.serve.process import Refused
from kg.serve.protocol import Bad, accepted, asked, wrong
from kg.serve.served import Served

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"  # fmt: skip
_HTML = "text/html"
_STATIC = {"kg.css": "text/css", "query.js": "text/javascript"}
_NAV = (
    '<nav class="bar" aria-label="Pages"><b>kg</b><a href="/" aria-current="page">Graph</a>'
    '<a href="/query">Query</a><a href="/find">Names</a></nav>'
)


async def graph(request: Request) -> Response:
    """The page that `kg view` draws, with links to the others."""
    served: Served = request.app.state.served
    try:
        reply = await served.graph_page()
    except Refused as error:
        return _complaint(request, error.status, str(error))
    if reply.status != 200:
        return _complaint(request, reply.status, reply.body.decode(errors="replace"))
    page = re.sub(rb"<body[^>]*>", lambda m: m[0] + _NAV.encode(), reply.body, count=1)
    return HTMLResponse(page)


async def query(request: Request) -> Response:
    """The page to ask SPARQL and named queries."""
    known = [
        {"name": name, "about": q.description, "sparql": q.sparql, "parameters": q.parameters}
        for name, q in named_queries().items()
    ]
    data = json.dumps({"queries": known, "prefixes": dict(PREFIXES), "own": KGR}).replace("<", "\\u003c")
    return _page(request, "query.html", data=data, queries=known, prefixes=PREFIXES)


async def find(request: Request) -> Response:
    """The entities whose name holds what is looked for; without that, those of which most is said."""
    text = request.query_params.get("q", "").strip()[:200]
    served: Served = request.app.state.served
    try:
        found = await asked(request, reading.find(served, text))
    except Refused as error:
        return _complaint(request, error.status, str(error))
    return _page(request, "find.html", text=text, found=found)


async def entity(request: Request) -> Response:
    """Whatever has an IRI of kg's, under that IRI's own path."""
    return await _about(request, iri_of(request.scope["raw_path"]))


async def about(request: Request) -> Response:
    """Whatever else has an IRI, as a parameter."""
    return await _about(request, request.query_params.get("iri", ""))


async def static(request: Request) -> Response:
    """The style and the script of the pages."""
    name = request.path_params["name"]
    if name not in _STATIC:
        return wrong(404, "there is no such file.")
    return Response(_file(name), headers={"Cache-Control": "no-cache"}, media_type=_STATIC[name])


async def _about(request: Request, iri: str) -> Response:
    offered = [_HTML, *media.TRIPLES]
    try:
        chosen = media.best(accepted(request), offered)
        number = int(request.query_params.get("page", "1"))
        if not 1 <= number <= 100_000:
            raise ValueError("page")
        if chosen == _HTML:
            return await _thing(request, iri, number)
        return await _data(request, iri, chosen)
    except media.NotAcceptable as error:
        return wrong(406, str(error))
    except (Bad, Refused) as error:
        return _complaint(request, error.status, str(error))
    except ValueError:
        return _complaint(request, 404, "That is no IRI, or no page of it.")


async def _thing(request: Request, iri: str, number: int) -> Response:
    work = reading.thing(request.app.state.served, iri, number)
    found = await asked(request, work)
    if found is None:
        return _complaint(request, 404, f"Nothing is known here of {iri}.")
    here = page_of(iri)
    join = f"{here}&" if "?" in here else f"{here}?"
    return _page(request, "thing.html", thing=found, here=here, join=join)


async def _data(request: Request, iri: str, media_type: str) -> Response:
    reply = await asked(request, reading.data(request.app.state.served, iri, media_type))
    if reply is None:
        return wrong(404, f"nothing is known here of {iri}.")
    if reply.status != 200:
        return wrong(reply.status, reply.body.decode(errors="replace"))
    return Response(reply.body, headers={"Vary": "Accept"}, media_type=reply.media_type)


def _complaint(request: Request, status: int, message: str) -> Response:
    if media.best(request.headers.get("accept", ""), ["text/plain", _HTML]) == _HTML:
        return _page(request, "wrong.html", status, message=message)
    return wrong(status, message)


def _page(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    served: Served = request.app.state.served
    page = _templates().get_template(name).render(store=served.name, path=request.url.path, **values)
    return HTMLResponse(page, status, {"Vary": "Accept", "Content-Security-Policy": POLICY})


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.serve"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.filters["quoted"] = lambda text: quote(text, safe="")
    return environment


@cache
def _file(name: str) -> bytes:
    return files("kg.serve").joinpath("static", name).read_bytes()
