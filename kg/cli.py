"""The command line: parse flags, call one function, print. Results go to stdout, all else to stderr."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__, explore, show, upkeep
from kg.errors import UsageError
from kg.evaluate.command import evaluate
from kg.exit import INCOMPLETE, Group
from kg.options import Command, opened, store_option
from kg.serve.command import serve
from kg.settings import ENGINES, Settings, load
from kg.train.command import train

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.types import Claim

FORMATS = ["ttl", "trig", "nq", "nt", "jsonld", "graphml", "gexf", "cyjs", "neo4j"]


def view_option(default: str | None) -> Callable[[Command], Command]:
    """``--view``."""
    return click.option(
        "--view",
        type=click.Path(),
        metavar="FILE.html",
        default=default,
        show_default=default is not None,
        help="Draw the page into this file when done.",
    )


def extraction_options(command: Command) -> Command:
    """The flags that shape extraction."""
    for option in (
        click.option("--encoding", help="Encoding of the documents, if it cannot be detected."),
        click.option("--min-confidence", type=float, help="Leave out claims of less confidence (0 to 1)."),
        click.option("--cluster", metavar="ADDRESS", help="The Ray cluster's (default: RAY_ADDRESS)."),
        click.option("--engine", type=click.Choice(ENGINES), help="Who does the work: this machine or a Ray cluster."),
        click.option("--workers", type=int, help="Processes; 0 is one per core (default)."),
        click.option("--ontology", type=click.Path(), help="Turtle file or folder in place of kg's ontology."),
        click.option("--model", help="An installed spaCy pipeline in place of kg's own model."),
    ):
        command = option(command)
    return command


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Turn documents into a knowledge graph that you can trust, ask and look at.

    \b
      kg build articles/ --view graph.html    documents -> graph -> page
      kg query owners                         ask it
      kg demo                                 try it on the packaged news briefs
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")
@store_option
@extraction_options
@view_option(None)
@click.option("--demo", is_flag=True, help="Build from the packaged demo corpus.")
@click.option("--infer", is_flag=True, help="Add what follows by the ontology, marked as inferred.")
def build(paths: tuple[str, ...], view: str | None, demo: bool, infer: bool, **flags: Any) -> int:
    """Build or update a graph from files, folders or standard input (-).

    Reads .txt, .md, .html and .jsonl ({"text": …} a line). Documents that have not changed are not read again; a
    changed one replaces its own claims. A bad file is reported and the rest is built; the exit code is then 3.
    """
    sources = [*paths, *([_demo()] if demo else [])]
    if not sources:
        raise UsageError("nothing to build from: name files or folders, - for standard input, or --demo")
    return _build(sources, load(flags), view, infer=infer)


@main.command()
@store_option
@view_option("graph.html")
def demo(view: str, **flags: Any) -> int:
    """Build and draw the packaged demo corpus: news briefs around the TikTok affair."""
    return _build([_demo()], load(flags), view)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@extraction_options
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "tsv", "jsonl"]),
    help="Default: a table on a terminal, else jsonl (a claim a line).",
)
def extract(paths: tuple[str, ...], kind: str | None, **flags: Any) -> int:
    """Print the claims of documents without keeping them."""
    from kg.pipeline import NO_CLAIMS, extractions
    from kg.types import Extraction

    kind = kind or ("table" if sys.stdout.isatty() else "jsonl")
    results, incomplete = extractions(paths, load(flags)), False

    def found() -> Iterator[Claim]:
        nonlocal incomplete
        with show.progress("extracting", beside=kind != "table") as watch:
            for result in results:
                if isinstance(result, Extraction) and result.claims:
                    yield from result.claims
                    watch(result.document.name)
                    continue
                incomplete = True
                name, reason = (
                    (result.document.name, NO_CLAIMS)
                    if isinstance(result, Extraction)
                    else (result.name, result.reason)
                )
                show.complain(f"{name}: {reason}")

    show.claims(found(), kind)
    return INCOMPLETE if incomplete else 0


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
    help="ttl and nt are for CONSTRUCT and DESCRIBE.",
)
@click.option("--timeout", type=click.FloatRange(0, min_open=True), help="Give up after so many seconds.")
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
    from kg.graph.questions import bind

    if listing:
        _list_queries(kind)
        return
    if file is not None and question is not None:  # with -f, all the arguments are values
        values, question = (question, *values), None
    sparql = bind(_sparql(question, file), dict(map(_value, values)))
    with opened(flags) as store:
        answer = store.query(sparql, timeout=timeout)
    if kind != "table":
        click.echo(answer.serialize(kind), nl=False)
    elif answer.kind == "ask":
        click.echo("yes" if answer else "no")
    elif answer:
        from kg.graph.answer import shown

        show.table(answer.columns, (map(shown, row.values()) for row in answer))
    else:
        show.complain("no answers")


@main.command()
@click.argument("output", default="graph.html", type=click.Path())
@click.option("--focus", metavar="NAME", help="Only what lies near this name.")
@click.option("--hops", type=click.IntRange(0), default=1, show_default=True, help="How near, in claims.")
@click.option("--query", metavar="FILE.rq", help="Only what a query answers: a file, a query's name, or SPARQL.")
@click.option("--since", metavar="DATE", help="Only what holds from this year, month or day on: 2020, 2020-08.")
@click.option("--until", metavar="DATE", help="Only what holds until then.")
@click.option(
    "--relation", "relations", multiple=True, metavar="NAME", help="Only claims of this relation. Repeatable."
)
@click.option("--document", "documents", multiple=True, metavar="NAME", help="Only this document. Repeatable.")
@click.option("--communities", is_flag=True, help="Open with the main members of each community.")
@click.option("--title", help="The page's title (default: the names that matter most).")
@store_option
def view(output: str, query: str | None, store: str | None, **choice: Any) -> None:
    """Draw the graph, or a part of it, as one interactive HTML page that needs no network."""
    show.may_write(output)
    if query == "-" or (query or "").endswith((".rq", ".sparql")):
        query = _sparql(None, query, "--query")
    with opened({"store": store}) as graph:
        click.echo(_draw(graph, output, query=query, **choice))


@main.command()
@click.argument("output", type=click.Path())
@click.option("--format", "kind", type=click.Choice(FORMATS), help="Default: by the file's suffix.")
@store_option
def export(output: str, kind: str | None, **flags: Any) -> None:
    """Write the graph to a file, or print it (-).

    Turtle, TriG, N-Quads, N-Triples or JSON-LD; GraphML, GEXF (Gephi) or cyjs (Cytoscape); or, with --format neo4j, a
    zip with CSV files for neo4j-admin.
    """
    suffix = Path(output).suffix.removeprefix(".").lower()
    kind = kind or {"json": "jsonld"}.get(suffix, suffix)
    if kind not in FORMATS:
        raise UsageError(f"{output}: in which format? Give --format {', '.join(FORMATS)}, or a file of such a suffix")
    show.may_write(output)
    with opened(flags) as store:
        show.write(output, lambda path: _export(store, kind, path))
    if output != "-":
        click.echo(show.printable(output))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--void", is_flag=True, help="As a description of the dataset in Turtle (VoID).")
@store_option
def stats(as_json: bool, void: bool, **flags: Any) -> None:
    """Count what is in the graph."""
    from dataclasses import asdict

    from kg.analyse import stats as counted
    from kg.graph.void import describe

    with opened(flags) as store:
        if void:
            click.echo(describe(store), nl=False)
            return
        found = asdict(counted(store))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    rows = [(name.replace("_", " "), f"{value:,}") for name, value in found.items() if isinstance(value, int)]
    for name, value in found.items():
        if not isinstance(value, int):
            rows += [(f"{name}: {item}", f"{count:,}") for item, count in value]
    show.table(["what", "count"], rows)


@main.command()
@click.option("--shapes", type=click.Path(path_type=Path), help="SHACL file in place of kg's.")
@store_option
def validate(shapes: Path | None, **flags: Any) -> int:
    """Check the graph against the ontology's shapes (SHACL); the exit code is 1 if it breaks any."""
    from kg.graph.shapes import validate as check

    settings = load(flags)
    with opened(flags) as store:
        findings = check(store, shapes, settings.ontology_files if settings.ontology else None)
    for finding in findings:
        click.echo("\n".join(map(show.printable, str(finding).splitlines())))
    show.complain(show.number(len(findings), "findings"))
    return int(any(finding.severity == "Violation" for finding in findings))


for _command in (*explore.COMMANDS, *upkeep.COMMANDS):
    main.add_command(_command)
main.add_command(serve)


def _demo() -> str:
    from kg.demo import demo_folder

    return str(demo_folder())


def _build(sources: list[str], settings: Settings, view: str | None, *, infer: bool = False) -> int:
    from kg.graph.infer import infer as inferred
    from kg.pipeline import build as run
    from kg.read import read, skipped

    show.may_write(view)
    read(sources, encoding=settings.encoding)  # a wrong path is told before a store is made
    with _building(settings) as store:
        with show.progress("building") as watch:
            report = run(sources, store, settings, watch)
            if infer:
                inferred(store, settings.ontology_files)
        show.summary(report, store.backend.name)
        if passed := skipped([source for source in sources if source != _demo()]):
            kinds = Counter(sorted(path.suffix.lower() or path.name for path in passed)).most_common()
            told = ", ".join(f"{count} {kind}" for kind, count in kinds[:8]) + (" …" if len(kinds) > 8 else "")
            show.complain(f"{show.number(len(passed), 'files')} passed over, of kinds that kg does not read: {told}")
        if view and (report.read or report.unchanged):
            click.echo(_draw(store, view))
    return INCOMPLETE if report.failures else 0


@contextmanager
def _building(settings: Settings) -> Iterator[Store]:
    """The store to build in. One that is made here, and in which nothing is built, is taken away again."""
    from kg.pipeline import open_store

    place = settings.store
    new, empty = isinstance(place, Path) and not place.exists(), False
    try:
        with open_store(settings) as store:
            try:
                yield store
            finally:
                empty = not store.documents()
    finally:
        if new and empty:
            shutil.rmtree(place, ignore_errors=True)


def _draw(store: Store, output: str, **choice: Any) -> str:
    from kg.knowledge_graph import Graph

    return str(Graph(store).draw(output, **choice))


main.add_command(evaluate)
main.add_command(train)


def _export(store: Store, kind: str, path: Path) -> None:
    if kind == "graphml":
        from kg.analyse import to_networkx, write_graphml

        write_graphml(to_networkx(store), path)
    elif kind in ("gexf", "cyjs", "neo4j"):
        from kg.analyse import to_networkx
        from kg.exchange import WRITERS

        WRITERS[kind](to_networkx(store), path)
    else:
        path.write_text(store.serialize(kind), encoding="utf-8", newline="\n")


def _list_queries(kind: str) -> None:
    from kg.graph.questions import named_queries

    known = named_queries().items()
    rows = [(" ".join([name, *(f"{p}=…" for p in q.parameters)]), q.description) for name, q in known]
    show.rows(["query", "answers"], rows, kind)


def _value(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} is not of the form name=value, as in: kg query about name=TikTok")
    return name, value


def _sparql(question: str | None, file: str | None, flag: str = "-f") -> str:
    if question is not None:
        return question
    if file is None:
        raise UsageError("give SPARQL or a query's name, or a file with -f; kg query --list shows the names")
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{flag} {file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
