"""The commands that reason and look for patterns: infer, path, rank, communities."""

from __future__ import annotations

from typing import Any

import click

from kg import show
from kg.options import opened, opened_to_write, store_option
from kg.settings import load


@click.command()
@click.option("--ontology", type=click.Path(), help="Turtle file or folder in place of kg's ontology.")
@store_option
def infer(**flags: Any) -> None:
    """Add what follows from the facts by the ontology, marked as inferred, in a graph of its own.

    The next build that changes a document drops it; kg build --infer makes it anew.
    """
    from kg.graph.infer import infer as inferred

    with opened_to_write(flags) as store:
        count = inferred(store, load(flags).ontology_files)
    click.echo(show.number(count, "inferred facts"))


@click.command()
@click.argument("source", metavar="A")
@click.argument("target", metavar="B")
@click.option("--all", "everything", is_flag=True, help="Also along what is denied, planned, ordered or only quoted.")
@store_option
def path(source: str, target: str, everything: bool, **flags: Any) -> int:
    """Show the shortest way from one name to another, claim by claim, with the sentences; exit code 1 if there is none.

    \b
      kg path ByteDance Oracle
    """
    from kg.analyse import to_networkx
    from kg.insight import path as found
    from kg.insight import unstated

    with opened(flags) as store:
        graph = to_networkx(store)
    steps = found(graph, source, target, asserted_only=not everything)
    for step in steps:
        click.echo(show.printable(str(step)))
    if not steps:
        along = "" if everything else " along facts"
        if not everything and (lacking := unstated(graph, source, target)):
            along += f", for no fact is about {' or '.join(lacking)}: only what is denied, planned, supposed or quoted"
        show.complain(f"no way from {source} to {target}{along}" + ("" if everything else "; --all takes all claims"))
    return int(not steps)


@click.command()
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@store_option
def rank(top: int, **flags: Any) -> None:
    """List the most central entities (PageRank over facts, followed either way)."""
    from kg.analyse import to_networkx
    from kg.insight import pagerank

    with opened(flags) as store:
        graph = to_networkx(store, asserted_only=True)
    graph.add_edges_from([(b, a) for a, b in graph.edges()])  # else what is only spoken of gathers all the weight
    ranks = sorted(pagerank(graph).items(), key=lambda pair: (-pair[1], pair[0]))[:top]
    rows = [(graph.nodes[node]["name"], graph.nodes[node]["type"], f"{value:.4f}") for node, value in ranks]
    show.table(["name", "type", "PageRank"], rows)


@click.command()
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="How many groups.")
@store_option
def communities(top: int, **flags: Any) -> None:
    """List groups of entities that have more to do with each other than with the rest (Louvain, over facts)."""
    from kg.analyse import to_networkx
    from kg.insight import communities as groups

    with opened(flags) as store:
        graph = to_networkx(store, asserted_only=True)
    rows = [
        (str(number), str(len(group)), ", ".join(sorted(graph.nodes[node]["name"] for node in group)))
        for number, group in enumerate(groups(graph)[:top], 1)
    ]
    show.table(["group", "size", "members"], rows)


COMMANDS = (infer, path, rank, communities)
