"""The command line: parse flags, call one function, print. Results go to stdout, all else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.errors import KgError, UsageError
from kg.settings import Settings, load

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.types import Claim, Report


class Group(click.Group):
    """Turns what kg raises into one line on stderr and the right exit code; no traceback reaches a user."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()  # the reader of the pipe has had enough
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("kg: stopped; what was done is kept, and the same command goes on from there", err=True)
            ctx.exit(130)


Command = Callable[..., Any]


def store_option(command: Command) -> Command:
    """``--store``."""
    return click.option("--store", type=click.Path(), metavar="FOLDER", help="The graph's folder (default: kg-store).")(
        command
    )


def extraction_options(command: Command) -> Command:
    """The flags that shape extraction."""
    for option in (
        click.option("--encoding", help="Encoding of the documents, if it cannot be detected."),
        click.option("--min-confidence", type=float, help="Leave out claims of less confidence (0 to 1)."),
        click.option("--workers", type=int, help="Processes; 0 is one per core (default)."),
        click.option("--ontology", type=click.Path(), help="Turtle file or folder in place of kg's ontology."),
        click.option("--model", help="An installed spaCy pipeline in place of kg's own model."),
    ):
        command = option(command)
    return command


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn documents into a knowledge graph that you can trust, ask and look at.

    \b
      kg build articles/ --view graph.html    documents -> graph -> page
      kg query owners                         ask it
      kg demo                                 try it on the packaged news briefs
    """


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")
@store_option
@extraction_options
@click.option("--view", type=click.Path(), metavar="FILE.html", help="Draw the page when done.")
@click.option("--demo", is_flag=True, help="Build from the packaged demo corpus.")
def build(paths: tuple[str, ...], view: str | None, demo: bool, **flags: Any) -> None:
    """Build or update a graph from files, folders or standard input (-).

    Reads .txt, .md, .html and .jsonl ({"text": …} a line). Documents that have not changed are not read again; a changed
    one replaces its own claims. A bad file is reported and the rest is built; the exit code is then 3.
    """
    sources = [str(_demo())] if demo else list(paths)
    if not sources:
        raise UsageError("nothing to build from: name files or folders, - for standard input, or --demo")
    _build(sources, load(flags), view)


@main.command()
@store_option
@click.option(
    "--view",
    type=click.Path(),
    metavar="FILE.html",
    default="graph.html",
    show_default=True,
    help="Where the page goes.",
)
def demo(view: str, **flags: Any) -> None:
    """Build and draw the packaged demo corpus: news briefs around the TikTok affair."""
    _build([str(_demo())], load(flags), view)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@extraction_options
@click.option(
    "--format", "kind", type=click.Choice(["table", "tsv", "jsonl"]), help="Default: a table on a terminal, else jsonl."
)
def extract(paths: tuple[str, ...], kind: str | None, **flags: Any) -> None:
    """Print the claims of documents without keeping them."""
    from kg.pipeline import extractions
    from kg.types import Failure

    kind = kind or ("table" if sys.stdout.isatty() else "jsonl")
    settings, failures, seen = load(flags), 0, 0

    def claims() -> Iterator[Claim]:
        nonlocal failures, seen
        with _progress("extracting") as watch:
            for result in extractions(list(paths), settings):
                if isinstance(result, Failure):
                    failures += 1
                    click.echo(f"kg: {result.name}: {result.reason}", err=True)
                    continue
                watch(result.document.name)
                seen += len(result.claims)
                yield from result.claims

    _print_claims(claims(), kind)
    if not seen and not failures:
        click.echo("kg: no claims found; is the text English prose?", err=True)
    if failures or not seen:
        sys.exit(3)


@main.command()
@click.argument("question", required=False)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("-f", "--file", type=click.Path(), help="Read the SPARQL from a file; - is standard input.")
@click.option("--list", "listing", is_flag=True, help="List the named queries and what they answer.")
@click.option(
    "--format",
    "kind",
    default="table",
    show_default=True,
    type=click.Choice(["table", "csv", "json", "ttl", "tsv", "nt"]),
)
@click.option("--timeout", type=float, help="Give up after so many seconds.")
@store_option
def query(
    question: str | None,
    values: tuple[str, ...],
    file: str | None,
    listing: bool,
    kind: str,
    timeout: float | None,
    **flags: Any,
) -> None:
    """Ask the graph: SPARQL, or a named query with its values.

    \b
      kg query owners
      kg query about name=TikTok
      kg query 'SELECT ?a ?b { ?a kgo:owns ?b }'
    """
    from kg.graph.questions import named_queries

    if listing:
        _table(
            ["query", "answers"],
            [
                [" ".join([name, *(f"{p}=…" for p in q.parameters)]), q.description]
                for name, q in named_queries().items()
            ],
        )
        return
    sparql = _question(question, file)
    bad = [v for v in values if "=" not in v]
    if bad:
        raise UsageError(f"{bad[0]!r} is not of the form name=value, as in: kg query about name=TikTok")
    with _opened(flags) as store:
        answer = store.query(sparql, timeout=timeout, **dict(v.split("=", 1) for v in values))  # type: ignore[arg-type]
    if kind == "table":
        from kg.graph.answer import shown

        if answer.kind == "ask":
            click.echo("yes" if answer else "no")
            return
        _table(answer.columns, [[shown(value) for value in row.values()] for row in answer])
        if not len(answer):
            click.echo("(no answers)", err=True)
        return
    click.echo(answer.serialize(kind), nl=False)


@main.command()
@click.argument("output", default="graph.html", type=click.Path())
@click.option("--focus", metavar="NAME", help="Only what lies near this name.")
@click.option("--hops", type=click.IntRange(0), default=1, show_default=True, help="How near, in claims.")
@click.option("--title", default="Knowledge graph", show_default=True, help="The page's title.")
@store_option
def view(output: str, focus: str | None, hops: int, title: str, **flags: Any) -> None:
    """Draw the graph as one interactive HTML page that needs no network."""
    with _opened(flags) as store:
        click.echo(_draw(store, output, title=title, focus=focus, hops=hops))


@main.command()
@click.argument("output", type=click.Path())
@click.option(
    "--format",
    "kind",
    type=click.Choice(["ttl", "trig", "nq", "nt", "jsonld", "graphml"]),
    help="Default: by the file's suffix.",
)
@store_option
def export(output: str, kind: str | None, **flags: Any) -> None:
    """Write the graph to a file: Turtle, TriG, N-Quads, N-Triples, JSON-LD or GraphML; - prints it."""
    kind = kind or {"json": "jsonld"}.get(suffix := Path(output).suffix.removeprefix("."), suffix)
    if kind not in ("ttl", "trig", "nq", "nt", "jsonld", "graphml"):
        raise UsageError(f"{output}: no format of that suffix; give --format ttl, trig, nq, nt, jsonld or graphml")
    with _opened(flags) as store:
        if kind == "graphml":
            from kg.analyse import to_networkx, write_graphml

            with _writing(output):
                write_graphml(to_networkx(store), Path("/dev/stdout" if output == "-" else output))
        else:
            _write(output, store.serialize(kind))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@store_option
def stats(as_json: bool, **flags: Any) -> None:
    """Count what is in the graph."""
    from dataclasses import asdict

    from kg.analyse import stats as counted

    with _opened(flags) as store:
        found = asdict(counted(store))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    rows = [[name, str(value)] for name, value in found.items() if isinstance(value, int)]
    for name, value in found.items():
        if not isinstance(value, int):
            rows += [[f"{name}: {item}", str(number)] for item, number in value]
    _table(["what", "count"], rows)


@main.command()
@click.option("--shapes", type=click.Path(path_type=Path), help="SHACL file in place of kg's.")
@store_option
def validate(shapes: Path | None, **flags: Any) -> None:
    """Check the graph against the ontology's shapes (SHACL)."""
    from kg.graph.shapes import validate as check

    with _opened(flags) as store:
        findings = check(store, shapes)
    for finding in findings:
        click.echo(str(finding))
    click.echo(f"kg: {len(findings)} finding{'s' if len(findings) != 1 else ''}", err=True)
    if any(f.severity == "Violation" for f in findings):
        sys.exit(1)


@main.command()
@click.argument("document")
@store_option
def rm(document: str, **flags: Any) -> None:
    """Forget a document and all its claims."""
    from kg.graph.store import Store
    from kg.resolve.merge import links

    with Store.open(load(flags).store, create=False) as store:
        store.remove(document)
        store.merge(links)


def _demo() -> Path:
    from kg.demo import demo_folder

    return demo_folder()


def _build(sources: list[str], settings: Settings, view: str | None) -> None:
    from kg.graph.store import Store
    from kg.pipeline import build as run

    if view and not Path(view).absolute().parent.is_dir():
        raise UsageError(f"{view}: there is no folder {Path(view).parent}; create it or give another path")
    from kg.read import read

    read(sources, encoding=settings.encoding)  # a wrong path is told before a store is made
    with Store.open(settings.store) as store:
        with _progress("building") as watch:
            report = run(sources, store, settings, watch)
        _summary(report, settings.store)
        if view:
            click.echo(_draw(store, view, title="Knowledge graph"))
    if report.failures:
        sys.exit(3)
    if not report.claims and not report.unchanged:
        click.echo("kg: no claims found; is the text English prose?", err=True)
        sys.exit(3)


def _summary(report: Report, store: Path) -> None:
    for failure in report.failures:
        click.echo(f"kg: {failure.name}: {failure.reason}", err=True)
    if not report.read and not report.failures:
        click.echo(f"nothing to do: all {report.unchanged} documents are in {store} unchanged")
        return
    counts = ", ".join(
        f"{number:,} {name}" for name, number in report if number or name not in ("unchanged", "failures")
    )
    click.echo(f"{counts}; {report.seconds:.1f} s; in {store}")


def _draw(store: Store, output: str, *, title: str, focus: str | None = None, hops: int = 1) -> str:
    from kg.analyse import to_networkx
    from kg.draw import draw

    return str(draw(to_networkx(store), output, title=title, focus=focus, hops=hops))


def _opened(flags: dict[str, Any]) -> Store:
    from kg.graph.store import Store

    return Store.open(load(flags).store, create=False, readonly=True)


def _question(question: str | None, file: str | None) -> str:
    if (question is None) == (file is None):
        raise UsageError("give SPARQL or a query's name, or a file with -f; kg query --list shows the names")
    if file is None:
        return str(question)
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"-f {file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


@contextmanager
def _writing(output: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}; give another path") from error


def _write(output: str, text: str) -> None:
    if output == "-":
        click.echo(text, nl=False)
        return
    with _writing(output):
        Path(output).write_text(text, encoding="utf-8")


def _print_claims(claims: Iterable[Claim], kind: str) -> None:
    from kg.contract import FIELDS, record

    if kind == "jsonl":
        for claim in claims:
            click.echo(json.dumps(record(claim), ensure_ascii=False))
    elif kind == "tsv":
        import csv

        writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow(FIELDS)
        for claim in claims:
            writer.writerow(
                [
                    json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else _flat(v)
                    for v in record(claim).values()
                ]
            )
    else:
        rows = [
            [c.subject.name, c.relation, c.object_text, "" if c.asserted else _standing(c), f"{c.confidence:.2f}"]
            for c in claims
        ]
        _table(["subject", "relation", "object", "not asserted", "confidence"], rows)


def _flat(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _standing(claim: Claim) -> str:
    standing = claim.standing
    parts = [
        standing.polarity if standing.polarity != "positive" else "",
        standing.modality if standing.modality != "actual" else "",
    ]
    parts += [f"says {standing.attributed_to.name}" if standing.attributed_to else ""]
    return ", ".join(part for part in parts if part)


def _table(columns: Iterable[str], rows: Iterable[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    width = None if sys.stdout.isatty() else 160
    Console(width=width, highlight=False).print(table)


@contextmanager
def _progress(label: str) -> Iterator[Callable[[str], None]]:
    """A counter on stderr while something long runs; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn(label),
        BarColumn(),
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None, name="")
        yield lambda name: progress.update(task, advance=1, name=name)
