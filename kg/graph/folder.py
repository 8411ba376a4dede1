"""A store's folder: what is in it, and who has it open: one writer, or any number of readers.

RocksDB locks out a second writer by itself, but lets a reader in beside a writer, where its answers are undefined. So
a reader holds a shared lock on the file on which RocksDB's writer holds an exclusive one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import pyoxigraph as ox

from kg.errors import StoreError, StoreInUse
from kg.read.sources import STORE_MARK

_REPAIR = "Delete the folder and build it again, or restore a backup; the documents are not affected."


@dataclass
class _Held:
    readers: int
    file: int | None


_HELD: dict[Path, _Held] = {}
_GUARD = Lock()
_LOCKED = re.compile("lock hold by|While lock file|/LOCK:")
_NEWER = re.compile("too recent version|unknown format_version|not supported.*version", re.I)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
VERSION = 1
"""Of what kg writes into a store; a store of a higher one is left alone."""


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
        (new / STORE_MARK).write_text(f"{VERSION}\n")
        if folder.exists():
            folder.rmdir()
        new.rename(folder)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise StoreError(
            f"{folder}: a store cannot be made here: {error.strerror or error}. Name another folder with --store."
        ) from error


def check_version(folder: Path) -> None:
    """Raises `StoreError` for a store that a later kg has written. One that does not say is of the first version."""
    try:
        version = (folder / STORE_MARK).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return
    if not version.isdecimal():
        raise StoreError(f"{folder}: the store is damaged: its file {STORE_MARK} holds no version. {_REPAIR}")
    if int(version) > VERSION:
        raise StoreError(
            f"{folder}: the store was written by a newer kg (its version is {version}, and this kg knows {VERSION}); "
            "nothing was changed. Update kg, or name another folder with --store."
        )


def sweep(folder: Path) -> None:
    """Removes the half-made files of a bulk load that was killed; only the one who writes may."""
    for file in folder.glob("bulk-*.sst"):
        file.unlink(missing_ok=True)


def backup(store: ox.Store, target: Path) -> None:
    """Copies an open store into a folder, which gets its name when it is complete.

    Raises `StoreError` where there is something already, or it cannot be written.
    """
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        if target.exists():
            raise StoreError(f"{target}: there is something already; name a folder that does not exist.")
        store.backup(str(new))
        (new / STORE_MARK).write_text(f"{VERSION}\n")
        new.rename(target)
    except (OSError, RuntimeError) as error:
        shutil.rmtree(new, ignore_errors=True)
        raise StoreError(f"{target}: a backup cannot be made here: {error}. Name another folder.") from error


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
    if _is_full(error):
        return cannot_write(str(folder), error)
    if _NEWER.search(message):
        return StoreError(f"{folder}: the store was written by a newer Oxigraph: {message}. Update kg.")
    return StoreError(f"{folder}: the store is damaged: {message}. {_REPAIR}")


def cannot_write(name: str, error: OSError | RuntimeError) -> StoreError:
    """RocksDB's complaint about a write as an error that says what to do; what was there before is still there."""
    if _is_full(error):
        return StoreError(
            f"{name}: the disk is full ({error}). What the store held is as it was: make room and run it again."
        )
    return StoreError(f"{name}: it cannot be written: {error}. What it held is as it was.")


def _is_full(error: OSError | RuntimeError) -> bool:
    return getattr(error, "errno", None) in _FULL or any(os.strerror(code) in str(error) for code in _FULL)


def in_use(folder: Path) -> StoreInUse:
    """The error for a store that another process has open."""
    return StoreInUse(
        f"{folder}: {_holder(folder) or 'another process'} is using the store; "
        "wait until it has finished, or name another folder with --store."
    )


def _holder(folder: Path) -> str:
    """Who holds the lock on a store: "process 4242 (python -m kg build …)"; empty where the system does not tell."""
    if sys.platform == "win32":
        return ""
    import fcntl

    # struct flock as Linux and as macOS have it
    form, at = ("hhlli4x", 4) if sys.platform == "linux" else ("qqihh", 2)
    ask = (fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0) if sys.platform == "linux" else (0, 0, 0, fcntl.F_WRLCK, os.SEEK_SET)
    try:
        with (folder / "LOCK").open("rb+") as file:
            process = struct.unpack(form, fcntl.fcntl(file, fcntl.F_GETLK, struct.pack(form, *ask)))[at]
    except (OSError, struct.error):
        return ""
    if process <= 0:
        return ""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        command = ""
    return f"process {process}" + (f" ({command[:80]})" if command else "")


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
