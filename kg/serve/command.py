"""``kg serve``: the command."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from typing import Any

import click

from kg import show
from kg.errors import UsageError
from kg.options import store_option
from kg.settings import load


@click.command()
@store_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=10, show_default=True, help="Seconds of a query.")
@click.option("--max-size", type=click.IntRange(1, 2048), default=64, show_default=True, help="Megabytes of an answer.")
@click.option("--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Processes that answer.")
@click.option("--allow-origin", multiple=True, help="Let scripts of this origin read the answers; * lets all.")
@click.option("--writable", is_flag=True, help="Take updates from who has the token (KG_TOKEN, else a new one).")
@click.option("--ontology", type=click.Path(), help="Turtle file or folder in place of kg's ontology.")
def serve(
    port: int,
    timeout: float,
    max_size: int,
    workers: int,
    allow_origin: tuple[str, ...],
    writable: bool,
    **flags: Any,
) -> None:
    """Serve the graph on this machine: its page, a query page, a page for each name, and SPARQL 1.1 at /sparql.

    Nobody beyond this machine is let in. A query that takes too long or answers too much is stopped with an error,
    and others do not wait for it. As long as it runs, nothing can be built into the store. Updates act on the graphs
    that they name, as SPARQL has it; nothing else follows them.
    """
    import asyncio
    import contextlib

    try:
        from kg.serve.app import run
        from kg.serve.served import Limits
    except ImportError as error:
        raise UsageError(f"kg serve needs {error.name}: pip install 'kg[serve]'") from error

    settings = load(flags)
    if isinstance(settings.store, str):
        raise UsageError(f"{settings.store}: kg serve serves a folder; that one is served already.")
    token = (os.environ.get("KG_TOKEN") or secrets.token_urlsafe(24)) if writable else None
    if token and not token.isascii():
        raise UsageError("KG_TOKEN has to be ASCII, since it is sent in a header")

    def ready(address: str, stop: Callable[[], None]) -> None:
        click.echo(f"kg: serving {show.printable(str(settings.store))} at {address} (Ctrl-C stops)", err=True)
        if token and "KG_TOKEN" not in os.environ:
            click.echo(f"kg: the token for updates: {token}", err=True)

    ontology = settings.ontology_files if settings.ontology else ()
    limits = Limits(timeout, max_size << 20, workers)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(
            run(settings.store, port, limits, ontology=ontology, origins=allow_origin, token=token, ready=ready)
        )
