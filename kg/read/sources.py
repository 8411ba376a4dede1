"""Which files a call means, and what each is called."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from kg.errors import UsageError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the name of its document."""

    name: str
    path: Path


STDIN = Source("stdin", Path("-"))


def find(given: Sequence[str | Path], suffixes: Collection[str]) -> tuple[Source, ...]:
    """The files that `given` means, each once, with distinct names; `kg.read.read` says which and how named."""
    found: dict[str, Source] = {}
    for one in given:
        sources = list(_sources(one, suffixes))
        if not sources:
            raise UsageError(f"no document in {one}: files there are read if they end in {', '.join(sorted(suffixes))}")
        for source in sources:
            found.setdefault(os.path.realpath(source.path) if source is not STDIN else "-", source)
    return _distinct(found)


def skipped(given: Sequence[str | Path]) -> tuple[Path, ...]:
    """The files inside the given folders that `kg.read.read` passes over for their suffix, sorted."""
    from kg.read import SUFFIXES

    folders = [Path(one) for one in given if str(one) != "-" and Path(one).is_dir()]
    files = (path for folder in folders for path in _files(folder))
    return tuple(path for path in files if path.suffix.lower() not in SUFFIXES and not path.is_dir())


def _sources(one: str | Path, suffixes: Collection[str]) -> Iterator[Source]:
    if str(one) == "-":
        yield STDIN
        return
    if isinstance(one, str) and _URL.match(one):
        raise UsageError(f"kg does not fetch pages: save {one} to a file and give its path")
    path = Path(one)
    if not os.path.lexists(path):
        raise UsageError(f"no such file or folder: {one}")
    if not path.is_dir():
        yield Source(_name(path.parent) + path.name, path)
        return
    prefix = _name(path)
    for file in _files(path):
        if file.suffix.lower() in suffixes or file.is_dir():
            yield Source(prefix + file.relative_to(path).as_posix(), file)


def _name(folder: Path) -> str:
    """How the names of a folder's documents start: empty for the working directory, else with a slash at the end."""
    normal = PurePath(os.path.normpath(folder))
    if normal.is_absolute() or ".." in normal.parts:
        normal = PurePath(PurePath(os.path.abspath(folder)).name)
    return "" if normal == PurePath(".") else f"{normal.as_posix()}/"


def _files(folder: Path) -> Iterator[Path]:
    """The regular files below a folder that are not hidden, sorted by path; linked folders once, so that loops end.

    A broken link and a folder that may not be listed are among them, for the reader to report.
    """
    seen: set[str] = set()
    found: list[Path] = []
    closed: list[Path] = []
    walk = os.walk(folder, followlinks=True, onerror=lambda error: closed.append(Path(error.filename)))
    for parent, folders, files in walk:
        real = os.path.realpath(parent)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in files if not name.startswith(".")]
    # A pipe or a device would block the reader.
    return iter(sorted(closed + [path for path in found if path.is_file() or not path.exists()]))


def _distinct(found: dict[str, Source]) -> tuple[Source, ...]:
    count = Counter(source.name for source in found.values())
    return tuple(
        source if count[source.name] == 1 else replace(source, name=Path(real).as_posix())
        for real, source in found.items()
    )
