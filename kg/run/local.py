"""Documents through a function, here or in worker processes; results in the order of the documents."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from types import ModuleType

from kg.errors import KgError, ReadError
from kg.types import Document, Extraction, Failure

Function = Callable[[Document], Extraction]
Start = Callable[[], Function]
"""Makes the function where it runs, so that a model is loaded and not sent; picklable."""

# starting a worker costs about what extracting this many characters does
WORTH_A_PROCESS = 400_000
AHEAD = 8


def run(documents: Iterable[Document], start: Start, workers: int = 0) -> Iterator[Extraction | Failure]:
    """What the function that `start` makes says of each document. One that fails becomes a Failure and stops nothing.

    `workers` is the number of processes, 0 for one per core; little text stays in this one. Text is sent and plain
    records come back, and at most `AHEAD` documents a worker are under way, so that memory stays flat however many
    there are. Raises what `start` raises, and KgError if a worker process dies.
    """
    stream = iter(documents)
    workers = workers or os.cpu_count() or 1
    first = _until_worth_it(stream) if workers > 1 else []
    if sum(len(document.text) for document in first) >= WORTH_A_PROCESS and workers > 1:
        yield from _spread(chain(first, stream), start, workers)
    else:
        yield from _here(chain(first, stream), start)


def _until_worth_it(stream: Iterator[Document]) -> list[Document]:
    """The documents from the start of a stream that together are worth a process; all of them if they are not."""
    taken: list[Document] = []
    size = 0
    while size < WORTH_A_PROCESS:
        document = next(stream, None)
        if document is None:
            break
        taken.append(document)
        size += len(document.text)
    return taken


def _here(documents: Iterable[Document], start: Start) -> Iterator[Extraction | Failure]:
    function: Function | None = None
    for document in documents:
        function = function or start()  # without documents no model is loaded
        yield attempt(function, document)


def attempt(function: Function, document: Document) -> Extraction | Failure:
    """What the function says of a document, or why it could not: whatever is wrong with one, the others go on."""
    try:
        return function(document)
    except ReadError as error:
        return Failure(document.name, str(error))
    except KgError:
        raise  # of the ontology or the model, and so of every document
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return Failure(document.name, f"could not be analysed ({what}); please report it")


# ---- Worker processes


def _spread(documents: Iterator[Document], start: Start, workers: int) -> Iterator[Extraction | Failure]:
    waiting: deque[Future[Extraction | Failure]] = deque()
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare)
    try:
        for document in documents:
            with _without_main():
                waiting.append(pool.submit(_work, start, document))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process died, perhaps for lack of memory; what was done is kept: "
            "run the same command again, with --workers 1 if it happens again"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _without_main() -> Iterator[None]:
    """Lets a worker start without the caller's script, which would run once more in it where the script has no
    ``if __name__ == "__main__"``. The source of the method is loky's ``init_main_module=False``."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _prepare() -> None:
    """Makes a worker leave when its parent does: Ctrl-C is the parent's to handle, and a killed parent tells nobody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


_function: Function | None = None


def _work(start: Start, document: Document) -> Extraction | Failure:
    global _function
    _function = _function or start()
    return attempt(_function, document)
