"""Who executes the per-document function: this process, several on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.settings import Settings
from kg.types import Document, Extraction, Failure

if TYPE_CHECKING:
    from kg.run.local import Start


def run(documents: Iterable[Document], start: Start, settings: Settings) -> Iterator[Extraction | Failure]:
    """What the function that `start` makes says of each document, in their order, by the engine of the settings."""
    if settings.engine == "ray":
        from kg.run import cluster

        return cluster.run(documents, start, settings.workers, settings.cluster)
    from kg.run import local

    return local.run(documents, start, settings.workers)
