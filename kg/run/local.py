"""Documents through an extractor, here or in worker processes; results in the order of the documents."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice

from kg.settings import Settings
from kg.types import Document, Extraction, Failure

# starting a worker costs about what extracting this many characters does
WORTH_A_PROCESS = 400_000
AHEAD = 8


def run(documents: Iterable[Document], settings: Settings) -> Iterator[Extraction | Failure]:
    """Extracts from each document. A document that fails becomes a Failure and stops nothing.

    Text is sent and plain records come back, never spaCy objects; at most `AHEAD` documents a worker are under way, so
    that memory stays flat however many there are.
    """
    stream = iter(documents)
    workers = settings.workers or os.cpu_count() or 1
    first: list[Document] = []
    if workers > 1:
        while sum(len(d.text) for d in first) < WORTH_A_PROCESS and (more := list(islice(stream, 1))):
            first += more
    if workers == 1 or sum(len(d.text) for d in first) < WORTH_A_PROCESS:
        _prepare(settings)
        yield from map(_extract, chain(first, stream))
        return
    yield from _spread(chain(first, stream), settings, workers)


def _spread(documents: Iterator[Document], settings: Settings, workers: int) -> Iterator[Extraction | Failure]:
    import multiprocessing

    waiting: deque[Future[Extraction | Failure]] = deque()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare, initargs=(settings,)) as pool:
        for document in documents:
            waiting.append(pool.submit(_extract, document))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_extractor: Callable[[Document], Extraction] | None = None


def _prepare(settings: Settings) -> None:
    """Loads the model once in this process."""
    from kg.pipeline import Extractor

    global _extractor
    _extractor = Extractor(settings)


def _extract(document: Document) -> Extraction | Failure:
    try:
        assert _extractor is not None, "run() prepares the process first"
        return _extractor(document)
    except (MemoryError, RecursionError, ValueError, IndexError, KeyError, OverflowError) as error:
        return Failure(document.name, f"could not be analysed ({type(error).__name__}: {error}); please report it")
