"""Builds a corpus again and again, each time in a process of its own that is killed at a random moment.

python crash.py EXTRACTIONS CORPUS FOLDER KILLS SEED

EXTRACTIONS is a pickle of what the extractor says of each document of CORPUS, so that the time goes into writing. After
every third kill a build is left to end, and its graph is written to FOLDER as sorted N-Quads, one file a round; the
first file is that of a build that nobody disturbed. One warm process forks the builds, which saves their start.
"""

from __future__ import annotations

import os
import pickle
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg import pipeline
from kg.graph import local
from kg.graph import store as store_module
from kg.graph.store import Store
from kg.resolve.merge import links
from kg.settings import Settings
from kg.types import Document, Extraction

KILLS_A_ROUND = 3


def main(extractions: str, corpus: str, folder: str, kills: int, seed: int) -> None:
    """Runs the rounds, and prints how many kills hit a build at work."""
    prepared: dict[str, Extraction] = {e.document.name: e for e in pickle.loads(Path(extractions).read_bytes())}
    mark = Settings().fingerprint()

    class Prepared:
        """In the place of the extractor."""

        def __init__(self, settings: Settings) -> None: ...

        def __call__(self, document: Document) -> Extraction:
            """What was prepared for a document."""
            return replace(prepared[document.name], fingerprint=pipeline.stamp(document, mark))

    pipeline.Extractor = Prepared  # type: ignore[assignment, misc]
    links(())  # reads the ontology, once for all
    local._BULK = 500
    store_module._QUADS = 1_000  # several batches, and so more moments to hit
    chance, hits, rounds = random.Random(seed), 0, 0
    place = Path(folder)
    began = time.perf_counter()
    forked(lambda: built(corpus, place / "store-0", place / "0.nq"))
    lasts = time.perf_counter() - began
    while hits < kills:
        rounds += 1
        store = place / f"store-{rounds}"
        for _ in range(KILLS_A_ROUND):
            hits += forked(lambda: built(corpus, store, None), kill_after=chance.uniform(0, lasts))  # noqa: B023
        forked(lambda: built(corpus, store, place / f"{rounds}.nq"))  # noqa: B023
    print(hits)


def built(corpus: str, folder: Path, output: Path | None) -> None:
    """Builds into a folder, and writes the graph out."""
    with Store.open(folder) as store:
        pipeline.build([corpus], store, Settings(workers=1))
        if output:
            output.write_text(store.serialize("nq"))


def forked(work: Callable[[], None], kill_after: float | None = None) -> bool:
    """Whether a process that does some work was killed before it had ended; seconds from its start."""
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        sys.exit("a build failed")
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
