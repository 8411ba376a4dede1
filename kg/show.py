"""What the command line shows: tables, claims, progress and complaints; and files written whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.types import Claim, Report

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """One line that a terminal takes for text: no document and no file name can move its cursor or colour it."""
    return _CONTROL.sub(lambda m: " " if m[0] in "\t\n\r" else f"\\x{ord(m[0]):02x}", text)


def complain(message: str) -> None:
    """One line on stderr."""
    click.echo(f"kg: {printable(message)}", err=True)


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Rows under their columns on stdout, folded to the terminal's width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(show_edge=False, pad_edge=False, header_style="bold")
    for name in columns:
        shown.add_column(name, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(printable(cell)) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    with console.capture() as captured:
        console.print(shown)
    click.echo(captured.get(), nl=False)


def rows(columns: Sequence[str], found: Iterable[Sequence[str]], kind: str) -> None:
    """Rows as a table, csv, tsv or json (a list of objects). Raises UsageError for another format."""
    if kind == "table":
        table(columns, found)
    elif kind == "json":
        objects = [dict(zip(columns, row, strict=True)) for row in found]
        click.echo(json.dumps(objects, ensure_ascii=False, indent=2))
    elif kind in ("csv", "tsv"):
        writer = csv.writer(sys.stdout, delimiter="\t" if kind == "tsv" else ",", lineterminator="\n")
        writer.writerows([columns, *found])
    else:
        raise UsageError(f"--format {kind} is for triples; give table, csv, tsv or json")


def summary(report: Report, store: str) -> None:
    """What a build did: its failures on stderr, its counts on stdout."""
    for failure in report.failures:
        complain(f"{failure.name}: {failure.reason}")
    for notice in report.notices:
        complain(notice)
    if not report.read and not report.failures:
        click.echo(f"nothing to do: {number(report.unchanged, 'documents')} in {store}, unchanged")
    if not report.read and (not report.unchanged or not report.failures):
        return
    counts = ", ".join(number(count, name) for name, count in report if count or name != "unchanged")
    click.echo(f"{counts}; {report.seconds:.1f} s; in {store}")


def number(count: int, things: str) -> str:
    """``1 document``, ``2,000 documents``."""
    if count == 1:
        things = "entity" if things == "entities" else things.removesuffix("s")
    return f"{count:,} {things}"


# ---- Claims


def claims(found: Iterable[Claim], kind: str) -> None:
    """Claims on stdout: ``jsonl`` or ``tsv`` (the fields of `kg.contract`), each when it is found; or a ``table``."""
    {"jsonl": _jsonl, "tsv": _tsv, "table": _claim_table}[kind](found)


def _jsonl(found: Iterable[Claim]) -> None:
    from kg.contract import record

    for claim in found:
        click.echo(json.dumps(record(claim), ensure_ascii=False))


def _tsv(found: Iterable[Claim]) -> None:
    from kg.contract import FIELDS, record

    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    writer.writerow(FIELDS)
    for claim in found:
        writer.writerow(map(_cell, record(claim).values()))


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _claim_table(found: Iterable[Claim]) -> None:
    rows = [[c.subject.name, c.relation, c.object_text, _standing(c), f"{c.confidence:.2f}"] for c in found]
    if rows:
        table(["subject", "relation", "object", "not asserted", "confidence"], rows)


def _standing(claim: Claim) -> str:
    standing = claim.standing
    parts = [
        standing.polarity if standing.polarity != "positive" else "",
        standing.modality if standing.modality != "actual" else "",
        f"says {standing.attributed_to.name}" if standing.attributed_to else "",
    ]
    return ", ".join(filter(None, parts))


# ---- Progress


@contextmanager
def progress(label: str, *, beside: bool = False) -> Iterator[Callable[[str], None]]:
    """A counter on stderr while something long runs; nothing where stderr is no terminal, or where it would stand
    `beside` results that appear on the same one."""
    if not sys.stderr.isatty() or (beside and sys.stdout.isatty()):
        yield lambda name: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn(label),
        BarColumn(),
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )
    # Redirected, stdout would go to the console, which is stderr, and a file that waits for claims would stay empty.
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as shown:
        task = shown.add_task(label, total=None, name="")
        yield lambda name: shown.update(task, advance=1, name=escape(printable(name)))


# ---- Files


def may_write(output: str | None) -> None:
    """Raises UsageError where a file can certainly not be written, so that it is known before the work is done."""
    if output is None or output == "-":
        return
    path = Path(output)
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{output}: there is no folder {path.parent}; create it or give another path")
    if path.is_dir():
        raise UsageError(f"{output} is a folder; give the path of a file")
    try:
        if path.exists():
            path.open("ab").close()
        else:
            tempfile.TemporaryFile(prefix=".kg.", dir=path.absolute().parent).close()
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror or error}; give another path") from error


def write(output: str, make: Callable[[Path], object]) -> None:
    """Writes a file by `make`, which is given a path to write to; ``-`` is stdout. What was there before stays until
    all is written. Raises UsageError where it cannot be."""
    may_write(output)
    target = None if output == "-" else Path(output).resolve()
    whole = target is not None and (target.is_file() or not target.exists())  # not a pipe or a device
    try:
        with tempfile.TemporaryDirectory(prefix=".kg.", dir=target.parent if target and whole else None) as place:
            made = Path(place) / "made"
            make(made)
            if target and whole:
                if target.exists():
                    made.chmod(target.stat().st_mode & 0o777)
                made.replace(target)
            elif target:
                target.write_bytes(made.read_bytes())
            else:
                click.echo(made.read_text(encoding="utf-8"), nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror or error}; give another path") from error


def plain_streams() -> None:
    """Makes what goes to files and pipes UTF-8 on any system, any name printable, and a closed stream an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for as long as kg runs
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def hush() -> None:
    """Gives up stdout, which takes no more; otherwise Python tries once more when it ends, and complains."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
