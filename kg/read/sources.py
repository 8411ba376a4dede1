"""Which files a call means, and what each is called."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from kg.errors import UsageError

STORE_MARK = "kg-version"
"""The file that every store of kg has: its folder may lie among the documents."""

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the name of its document; `usual` is what its path alone would give, `real` the path without
    links, empty for standard input."""

    name: str
    path: Path
    usual: str = ""
    real: str = ""


STDIN = Source("stdin", Path("-"), "stdin")


def located(
    given: Sequence[str | Path], suffixes: Collection[str], known: Mapping[str, str] | None = None
) -> tuple[Source, ...]:
    """The files that `given` means, each once, with distinct names; `kg.read.find` says which and how named."""
    found: dict[str, Source] = {}
    for one in given:
        sources = list(_sources(one, suffixes))
        if not sources:
            raise UsageError(f"no document in {one}: files there are read if they end in {', '.join(sorted(suffixes))}")
        for source in sources:
            found.setdefault(source.real, source)
    return tuple(_distinct(found, known or {}))


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
        yield _source(_name(path.parent) + path.name, path)
        return
    prefix = _name(path)
    for file in _files(path):
        if file.suffix.lower() in suffixes or file.is_dir():
            yield _source(prefix + file.relative_to(path).as_posix(), file)


def _source(name: str, path: Path) -> Source:
    return Source(name, path, name, os.path.realpath(path))


def _name(folder: Path) -> str:
    """How the names of a folder's documents start: empty for the working directory, else with a slash at the end."""
    normal = PurePath(os.path.normpath(folder))
    if normal.is_absolute() or ".." in normal.parts:
        normal = PurePath(PurePath(os.path.abspath(folder)).name)
    return "" if normal == PurePath(".") else f"{normal.as_posix()}/"


def _files(folder: Path) -> Iterator[Path]:
    """The regular files below a folder that are not hidden, sorted by path; linked folders once, so that loops end; no
    store of kg's own.

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
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not os.path.lexists(Path(parent, name, STORE_MARK))
        )
        found += [Path(parent, name) for name in files if not name.startswith(".")]
    # A pipe or a device would block the reader.
    return iter(sorted(closed + [path for path in found if path.is_file() or not path.exists()]))


def _distinct(found: Mapping[str, Source], known: Mapping[str, str]) -> Iterator[Source]:
    """The sources: one that is known keeps its name, and of the others those that meet take longer ones, until no two
    are the same. A name is free again when the file that had it is gone."""
    named = {place: name for name, place in known.items()}
    taken = {name for name, place in known.items() if os.path.lexists(place)}
    names = {real: named.get(real, source.usual) for real, source in found.items()}
    longer = {real: _longer(source) for real, source in found.items() if real not in named}
    while True:
        count = Counter(names.values())
        met = [real for real in longer if names[real] in taken or count[names[real]] > 1]
        further = {real: name for real in met if (name := next(longer[real], ""))}
        if not further:
            break
        names |= further
    return (replace(source, name=names[real]) for real, source in found.items())


def _longer(source: Source) -> Iterator[str]:
    """Longer and longer names for a file, with one more folder above it each: the last is its path below the root."""
    parts = PurePath(source.real).parts
    for start in range(max(1, len(parts) - source.usual.count("/") - 2), 0, -1):
        yield "/".join(parts[start:])
