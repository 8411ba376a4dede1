"""Documents through a function on the machines of a Ray cluster; results in the order of the documents.

Each worker is a Ray actor that loads the model once. Ray is told to restart nothing: a worker that is lost, with its
node or alone, gives its documents back, another is asked for in its place, and those that are there do the work.
"""

from __future__ import annotations

import heapq
import logging
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from kg.errors import KgError, UsageError
from kg.run.local import AHEAD, Start, attempt
from kg.types import Document, Extraction, Failure

Result = Extraction | Failure

# what a worker holds at a time: one to work on, and one so that it need not wait for the next
AT_ONCE = 2
# how often a document may take its worker with it before it is given up
DEATHS = 3
# seconds in which a cluster that has no worker at all may bring one
PATIENCE = 300.0
# Ray reports its usage to its makers, and prints what befalls a node among the results on stdout, unless it is told
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS_SKIP_REGEX": "."}

_log = logging.getLogger(__name__)


def run(documents: Iterable[Document], start: Start, workers: int = 0, address: str | None = None) -> Iterator[Result]:
    """What the function that `start` makes says of each document, as `kg.run.local.run` gives it.

    `workers` is the number of actors, each with a core of its own, 0 for as many as the cluster has cores; `address` is
    the cluster's, by default that of RAY_ADDRESS, else of the one that this machine belongs to. None is started here,
    for Ray listens to every network without asking who is there. At most `AHEAD` documents a worker are under way. One
    that takes its worker with it `DEATHS` times is a Failure. Raises what `start` raises, UsageError where Ray is not
    installed, and KgError where the cluster cannot be reached, or no worker starts.
    """
    stream = iter(documents)
    first = next(stream, None)
    if first is None:
        return  # no cluster is asked to find that there is nothing to do
    with _connected(address) as ray:
        crew = _Crew(ray, start, workers or int(ray.cluster_resources().get("CPU", 1)))
        try:
            yield from crew.results(chain([first], stream))
        finally:
            crew.dismiss()


@contextmanager
def _connected(address: str | None) -> Iterator[Any]:
    """Ray, connected; a connection that the caller has already is used, and stays."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise UsageError("--engine ray needs ray: pip install 'kg[ray]'") from error
    if ray.is_initialized():
        yield ray
        return
    place = address or os.environ.get("RAY_ADDRESS") or "auto"
    try:
        _knock(place)
        ray.init(address=place, logging_level=logging.ERROR, log_to_driver=False)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        what = " ".join(str(error).split())[:200]
        raise KgError(
            f"no Ray cluster at {place}: {what}; start one (ray start --head), or name it: --cluster"
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raises OSError where nobody listens at a host and port; Ray would try for minutes."""
    place = urlsplit(address if "://" in address else f"ray://{address}")
    if place.hostname and place.port:
        socket.create_connection((place.hostname, place.port), timeout=10).close()


class Actor:
    """What runs on the cluster: the function, made there."""

    def prepare(self, start: Start) -> None:
        """Loads the model."""
        self._function = start()

    def work(self, document: Document) -> Result:
        """What the function says of a document."""
        return attempt(self._function, document)


@dataclass(order=True, slots=True)
class _Task:
    number: int
    document: Document = field(compare=False)
    deaths: int = field(default=0, compare=False)


@dataclass(eq=False, slots=True)
class _Worker:
    actor: Any
    start: Any
    ready: bool = False
    tasks: dict[Any, _Task] = field(default_factory=dict)
    """Under way, by the reference to their result, in the order in which they are done."""

    @property
    def awaited(self) -> list[Any]:
        """The references to what it does."""
        return list(self.tasks) if self.ready else [self.start]


class _Crew:
    """The workers of a run, and what each has in hand."""

    def __init__(self, ray: Any, start: Start, size: int) -> None:
        self._ray, self._start, self._size = ray, ray.put(start), size
        self._make: Callable[[], Any] = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(Actor).remote
        self._workers: list[_Worker] = [self._hired() for _ in range(size)]
        self._stillborn = 0
        self._waiting: list[_Task] = []
        self._done: dict[int, Result] = {}

    def results(self, documents: Iterator[Document]) -> Iterator[Result]:
        """In the order of the documents."""
        taken = given = 0
        while True:
            while taken - given < self._size * AHEAD and (document := next(documents, None)) is not None:
                heapq.heappush(self._waiting, _Task(taken, document))
                taken += 1
            if taken == given:
                return
            self._hand_out()
            self._gather()
            while given in self._done:
                yield self._done.pop(given)
                given += 1

    def dismiss(self) -> None:
        """Ends the workers."""
        for worker in self._workers:
            self._ray.kill(worker.actor)

    def _hired(self) -> _Worker:
        actor = self._make()
        return _Worker(actor, actor.prepare.remote(self._start))

    def _hand_out(self) -> None:
        """Gives each worker that is ready what it can hold; the earliest documents first, evenly."""
        for room in range(AT_ONCE):
            for worker in self._workers:
                if self._waiting and worker.ready and len(worker.tasks) <= room:
                    task = heapq.heappop(self._waiting)
                    worker.tasks[worker.actor.work.remote(task.document)] = task

    def _gather(self) -> None:
        """Waits until something has happened, and takes note of it."""
        awaited = {reference: worker for worker in self._workers for reference in worker.awaited}
        alone = not any(worker.ready for worker in self._workers)
        if not self._ray.wait(list(awaited), timeout=PATIENCE if alone else None)[0]:
            raise KgError(f"the Ray cluster has started no worker in {PATIENCE:.0f} seconds; see: ray status")
        for reference in self._ray.wait(list(awaited), num_returns=len(awaited), timeout=0)[0]:
            worker = awaited[reference]
            if worker not in self._workers:
                continue  # lost a moment ago
            try:
                value = self._ray.get(reference)
            except self._ray.exceptions.RayTaskError as error:
                raise error.cause if isinstance(error.cause, KgError) else _broken(error) from error
            except self._ray.exceptions.RayError as error:
                self._lose(worker, error)
                continue
            self._stillborn = 0
            if worker.ready:
                self._done[worker.tasks.pop(reference).number] = value
            worker.ready = True

    def _lose(self, worker: _Worker, error: Exception) -> None:
        """Takes a lost worker's documents back and asks for another one; that one may have to wait for a node."""
        self._workers.remove(worker)
        self._ray.kill(worker.actor)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= DEATHS * self._size:
                raise _broken(error)
        tasks = list(worker.tasks.values())
        _log.warning("a worker of the cluster was lost; %d documents under way there are done elsewhere", len(tasks))
        for task in tasks[:1]:  # the one that it was at
            task.deaths += 1
        for task in tasks:
            if task.deaths < DEATHS:
                heapq.heappush(self._waiting, task)
            else:
                reason = f"its worker died over it {DEATHS} times, perhaps for lack of memory"
                self._done[task.number] = Failure(task.document.name, reason)
        self._workers.append(self._hired())


def _broken(error: Exception) -> KgError:
    what = str(error).strip().splitlines()[-1].strip()  # above it is where, on the worker
    return KgError(f"a worker of the Ray cluster cannot work; it needs the same kg as here: {what}")
