"""What the commands share: the flag that names the store, and opening it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kg.settings import load

if TYPE_CHECKING:
    from kg.graph.store import Store

Command = Callable[..., Any]


def store_option(command: Command) -> Command:
    """``--store``."""
    option = click.option(
        "--store", metavar="FOLDER", help="The graph's folder, or the URL of a SPARQL endpoint (default: kg-store)."
    )
    return option(command)


def opened(flags: dict[str, Any]) -> Store:
    """The store of the flags, for reading."""
    from kg.pipeline import open_store

    return open_store(load(flags), create=False, readonly=True)


def opened_to_write(flags: dict[str, Any]) -> Store:
    """The store of the flags, for writing; it has to exist."""
    from kg.pipeline import open_store

    return open_store(load(flags), create=False)
