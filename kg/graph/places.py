"""Which file each name means: kept in the store's folder, beside the graph and not in it.

A graph must not tell on which machine it was built. But whether ``docs/a.txt`` is the file that it was last time, or
another one from another folder, only the place of the file can tell.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import StoreError
from kg.graph.folder import cannot_write
from kg.read.sources import Source

_FILE = "kg-sources.json"
_TOLD = 3


class Places:
    """The files of a store in a folder, by name, and what a build has to say of them; elsewhere it knows of none."""

    def __init__(self, folder: Path | None, documents: Collection[str]) -> None:
        self._folder = folder
        names = {name for document in documents for name in _files(document)}
        self.known: Mapping[str, str] = {name: place for name, place in read_places(folder).items() if name in names}

    def enter(self, sources: Sequence[Source]) -> Iterator[str]:
        """Remembers the files of a build; yields what users have to know of their names."""
        now = {source.name: source.real for source in sources if source.real}
        write_places(self._folder, {**self.known, **now})
        longer = [f"{s.name} (not {s.usual})" for s in sources if s.name != s.usual and s.name not in self.known]
        if longer:
            yield f"files of the same name, which have longer ones here: {_some(longer)}"
        moved = [f"{name} (was {self.known[name]})" for name in now if self.known.get(name, now[name]) != now[name]]
        if moved:
            yield f"files that have moved, and replace what was known of them: {_some(moved)}"

    def left(self, documents: Collection[str], met: Collection[str], sources: Sequence[Source]) -> Iterator[str]:
        """Tells of documents that stay in the store although their file, or their record in it, is there no more.

        `met` are the names that the build came by.
        """
        read = {source.name for source in sources}
        gone = {name for name, place in self.known.items() if not os.path.lexists(place)} - read
        gone |= read - set(met)  # of JSON Lines; a file that could not be read at all is met under its own name
        left = [name for name in documents if name not in met and not gone.isdisjoint(_files(name))]
        if left:
            yield f"documents that stay in the store though their source is gone: {_some(left)}; kg rm NAME forgets one"


def write_places(folder: Path | None, places: Mapping[str, str]) -> None:
    """Keeps the real path of the file of each name, relative to the folder: documents and store may move together.

    Raises `StoreError` where it cannot be written.
    """
    if folder is None:
        return
    home = os.path.realpath(folder)
    kept = {name: os.path.relpath(place, home) for name, place in sorted(places.items())}
    new = folder / f"{_FILE}.new"
    try:
        with new.open("w", encoding="utf-8") as file:
            json.dump(kept, file, indent=0)
            file.flush()
            os.fsync(file.fileno())  # else a crash may leave an empty file under the new name
        new.replace(folder / _FILE)
    except OSError as error:
        raise cannot_write(str(folder), error) from error


def read_places(folder: Path | None) -> dict[str, str]:
    """What `write_places` kept; nothing where there is no such file.

    Raises `StoreError` where it cannot be read or is damaged.
    """
    if folder is None:
        return {}
    home = os.path.realpath(folder)
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return {name: os.path.normpath(os.path.join(home, place)) for name, place in kept.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StoreError(f"cannot read {folder / _FILE}: {error.strerror}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{folder / _FILE} is damaged: restore it from a backup, or delete it to go on without"
        ) from error


def _files(document: str) -> Iterator[str]:
    """The names that the file of a document may have: its own, or of ``file.jsonl#id`` what is before a ``#``."""
    yield document
    at = document.find("#")
    while at >= 0:
        yield document[:at]
        at = document.find("#", at + 1)


def _some(names: Sequence[str]) -> str:
    """How many, and the first of them."""
    return f"{len(names):,}: {', '.join(names[:_TOLD])}{' …' if len(names) > _TOLD else ''}"
