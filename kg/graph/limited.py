"""A query in a process of its own, which can be stopped: Oxigraph's evaluation heeds neither signals nor clocks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.answer import Answer, Kind
from kg.graph.terms import PREFIXES


def ask(store: ox.Store, sparql: str) -> Answer:
    """The answer of a store's default graph, with every prefix bound. Raises what Oxigraph raises."""
    return Answer.at_hand(store.query(sparql, prefixes=dict(PREFIXES)))


def ask_within(seconds: float, folder: Path, sparql: str) -> Answer:
    """The answer of the store in `folder`, which nobody may be writing to. Raises `QueryError` when the time is up, and
    SyntaxError or RuntimeError as `ask` does."""
    command = [sys.executable, "-m", __name__, str(folder)]
    try:
        done = subprocess.run(command, input=sparql.encode(), capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise QueryError(
            f"the query took longer than {seconds:g} s and was stopped; narrow it, or raise --timeout."
        ) from None
    kind, _, payload = done.stdout.partition(b"\n")
    if done.returncode == 0 and kind in (b"select", b"ask", b"construct"):
        name: Kind = "select" if kind == b"select" else "ask" if kind == b"ask" else "construct"
        return Answer(name, payload)
    if kind == b"SyntaxError":
        raise SyntaxError(payload.decode())
    raise RuntimeError(payload.decode() or done.stderr.decode(errors="replace").strip()[-500:])


def main() -> int:
    """Reads SPARQL from standard input and writes the kind of answer on a line, then the answer."""
    out = sys.stdout.buffer
    try:
        store = ox.Store.read_only(sys.argv[1])
        answer = Answer.of(store.query(sys.stdin.buffer.read().decode(), prefixes=dict(PREFIXES)))
    except (SyntaxError, RuntimeError, OSError, ValueError) as error:
        out.write(type(error).__name__.encode() + b"\n" + str(error).encode())
        return 1
    out.write(answer.kind.encode() + b"\n" + answer.payload)
    return 0


if __name__ == "__main__":
    sys.exit(main())
