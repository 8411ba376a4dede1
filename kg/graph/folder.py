"""A store's folder: what is in it, and who has it open: one writer, or any number of readers.

RocksDB locks out a second writer by itself, but lets a reader in beside a writer, where its answers are undefined. So
a reader holds a shared lock on the file on which RocksDB's writer holds an exclusive one.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import pyoxigraph as ox

from kg.errors import StoreError, StoreInUse


@dataclass
class _Held:
    readers: int
    file: int | None


_HELD: dict[Path, _Held] = {}
_GUARD = Lock()
_LOCKED = re.compile("lock hold by|While lock file|/LOCK:")


class Lease:
    """The right to a store folder until `release`. Raises `StoreInUse` where somebody else has it."""

    def __init__(self, folder: Path, *, readonly: bool) -> None:
        self.folder, self.readonly = folder.resolve(), readonly
        with _GUARD:
            held = _HELD.get(self.folder)
            if held and not (readonly and held.readers):
                raise StoreInUse(
                    f"{folder}: the store is already open in this process; close that one first, or use it."
                )
            if held:
                held.readers += 1
            else:
                _HELD[self.folder] = _Held(1, _shared_lock(folder)) if readonly else _Held(0, None)
        self._released = False

    def release(self) -> None:
        """Lets others in. A second call does nothing."""
        with _GUARD:
            if self._released:
                return
            self._released = True
            held = _HELD[self.folder]
            held.readers -= 1
            if held.readers <= 0:
                del _HELD[self.folder]
                if held.file is not None:
                    os.close(held.file)


def is_store(folder: Path) -> bool:
    """Whether a database lies in a folder. Raises `StoreError` if something else does, which stays as it is."""
    try:
        inside = sorted(os.listdir(folder))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(
            f"{folder}: the store has to be a folder that can be read: {error.strerror}. Name another with --store."
        ) from error
    if "CURRENT" in inside and any(name.startswith("MANIFEST-") for name in inside):
        return True
    if inside:
        raise StoreError(
            f"{folder}: not a store, and not empty (it holds {inside[0]!r}); nothing was changed. "
            "Name another folder with --store."
        )
    return False


def create(folder: Path) -> None:
    """Makes an empty database. It gets its name when it is complete, so that a kill leaves none or a whole one."""
    new = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        ox.Store(str(new)).flush()
        if folder.exists():
            folder.rmdir()
        new.rename(folder)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise StoreError(
            f"{folder}: a store cannot be made here: {error.strerror or error}. Name another folder with --store."
        ) from error


def cannot_open(folder: Path, error: OSError | RuntimeError) -> StoreError:
    """RocksDB's complaint about a folder as an error that says what to do."""
    message = str(error)
    if _LOCKED.search(message) and "Permission denied" not in message:
        return in_use(folder)
    if isinstance(error, PermissionError) or "Permission denied" in message or "Read-only file system" in message:
        return StoreError(
            f"{folder}: the store cannot be written: {message}. "
            "Change its permissions or name another folder with --store."
        )
    return StoreError(
        f"{folder}: the store is damaged: {message}. "
        "Delete the folder and build it again; the documents are not affected."
    )


def in_use(folder: Path) -> StoreInUse:
    """The error for a store that another process has open."""
    return StoreInUse(
        f"{folder}: another process is using the store; "
        "wait until it has finished, or name another folder with --store."
    )


def _shared_lock(folder: Path) -> int | None:
    """An open file that keeps writers out, or None where the system or the disk has no such locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        file = os.open(folder / "LOCK", os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.close(file)
        raise in_use(folder) from None
    except OSError:
        os.close(file)
        return None
    return file
