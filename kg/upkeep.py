"""The commands that look after a store: rm, import, backup, diff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg import show
from kg.errors import UsageError
from kg.options import opened, opened_to_write, store_option
from kg.settings import load


@click.command()
@click.argument("document")
@store_option
def rm(document: str, **flags: Any) -> None:
    """Forget a document and all its claims, or what was imported under a name; kg query documents lists the names."""
    from kg.graph.imports import remove_import
    from kg.pipeline import forget

    with opened_to_write(flags) as store:
        if document in store.documents() or not remove_import(store, document):
            forget(store, document, load(flags))
    click.echo(f"{show.printable(document)}: forgotten")


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="What it is known by (default: the file's name); importing again replaces it.")
@click.option("--format", "kind", help="Of the file: ttl, nt, nq, trig, jsonld or rdf (default: by its suffix).")
@store_option
def import_(file: Path, name: str | None, kind: str | None, **flags: Any) -> None:
    """Put existing RDF into the store, in a graph of its own beside the documents'."""
    from kg.graph.imports import import_file
    from kg.pipeline import open_store

    if not file.exists():  # told before a store is made for it
        raise UsageError(f"no such file: {file}")
    with open_store(load(flags)) as store:
        count = import_file(store, file, name=name, format=kind)
    click.echo(f"{show.number(count, 'triples')} of {show.printable(name or file.name)}")


@click.command()
@click.argument("folder", type=click.Path())
@store_option
def backup(folder: str, **flags: Any) -> None:
    """Copy the store into a new folder, which is a store too: kg query --store FOLDER."""
    with opened_to_write(flags) as store:
        store.backup(folder)
    click.echo(f"copied to {show.printable(folder)}")


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def diff(before: str, after: str, as_json: bool) -> int:
    """Tell what store B has more (+) and less (-) than store A; the exit code is 1 if anything."""
    import json
    from dataclasses import asdict

    from kg.graph.changes import changes

    with opened({"store": before}) as old, opened({"store": after}) as new:
        found = changes(old, new)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        for line in found.lines():
            click.echo(show.printable(line))
    return int(bool(found))


COMMANDS = (rm, import_, backup, diff)
