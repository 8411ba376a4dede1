"""Running a function over documents: here or in processes, with the same outcome, whatever happens to one of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from kg.errors import KgError, ModelError
from kg.run import local
from kg.run.local import AHEAD, Function, run
from kg.types import Document, Extraction, Failure


class Count:
    """Stands for the extractor: counts words, and fails as it is told."""

    def __init__(self, error: type[BaseException] | None = None) -> None:
        if error is ModelError:
            raise ModelError("no such model")
        self.error = error

    def __call__(self, document: Document) -> Extraction:
        """The number of words; a text that says so fails, or kills its process."""
        if document.text == "fail" and self.error:
            raise self.error("it went wrong\nhere")
        if document.text == "die":
            os._exit(9)
        return Extraction(document, words=len(document.text.split()))


def start(error: type[BaseException] | None = None) -> Function:
    """What makes a `Count` in a worker."""
    return Count(error)


@pytest.fixture
def spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text is worth a process."""
    monkeypatch.setattr(local, "WORTH_A_PROCESS", 1)


def documents(*texts: str) -> list[Document]:
    """Documents that are called by their rank."""
    return [Document(str(i), text) for i, text in enumerate(texts)]


def names(results: Iterator[Extraction | Failure]) -> list[str]:
    """The documents' names, failures marked."""
    return [r.document.name if isinstance(r, Extraction) else f"!{r.name}" for r in results]


@pytest.mark.usefixtures("spread")
def test_results_of_processes_come_in_the_order_of_the_documents() -> None:
    """However many are under way."""
    many = documents(*["a b c"] * 40)
    assert names(run(many, start, 2)) == [d.name for d in many]


@pytest.mark.parametrize("error", [ValueError, RuntimeError, AssertionError, RecursionError, MemoryError, TypeError])
def test_a_document_that_cannot_be_analysed_is_a_failure_and_stops_nothing(error: type[Exception]) -> None:
    """Whatever is raised."""
    results = list(run(documents("a", "fail", "b"), partial(start, error), 1))
    assert isinstance(results[1], Failure)
    assert results[1].reason == f"could not be analysed ({error.__name__}: it went wrong here); please report it"
    assert names(iter(results)) == ["0", "!1", "2"]


@pytest.mark.usefixtures("spread")
def test_a_failure_in_a_process_is_a_failure() -> None:
    """As it is in this one."""
    assert names(run(documents("a", "fail", "b"), partial(start, ValueError), 2)) == ["0", "!1", "2"]


def test_what_is_wrong_with_every_document_is_raised() -> None:
    """A broken ontology is no failure of a document."""
    with pytest.raises(KgError, match="it went wrong"):
        list(run(documents("fail"), partial(start, KgError), 1))


@pytest.mark.usefixtures("spread")
def test_an_error_of_starting_a_worker_reaches_the_caller() -> None:
    """As itself, not as a broken pool."""
    with pytest.raises(ModelError, match="no such model"):
        list(run(documents("a"), partial(start, ModelError), 2))


def test_without_documents_nothing_is_started() -> None:
    """No model is loaded to find that there is nothing to do."""
    assert list(run([], partial(start, ModelError), 1)) == []


@pytest.mark.usefixtures("spread")
def test_a_worker_that_dies_gives_a_clear_error() -> None:
    """After the results that came before."""
    with pytest.raises(KgError, match=r"a worker process died.*--workers 1"):
        list(run(documents("a", "die", "b"), start, 2))


@pytest.mark.usefixtures("spread")
def test_documents_are_taken_only_a_little_ahead_of_their_results() -> None:
    """So that memory stays flat."""
    taken = 0

    def stream() -> Iterator[Document]:
        nonlocal taken
        for document in documents(*["a b c"] * 100):
            taken += 1
            yield document

    for done, _ in enumerate(run(stream(), start, 2), 1):
        assert taken <= done + 2 * AHEAD


def test_little_text_stays_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting workers would take longer than the work."""
    monkeypatch.setattr(local, "_spread", None)
    assert names(run(documents("a", "b"), start, 2)) == ["0", "1"]


SCRIPT = """
import time
from functools import partial
from kg.run import local
from kg.types import Document, Extraction

local.WORTH_A_PROCESS = 1
print("started", flush=True)
start = partial(eval, "lambda document: {body}", {{"Extraction": Extraction, "sleep": time.sleep}})
print(sum(1 for _ in local.run([Document("a", "some text")] * 3, start, 2)))
"""


def script(body: str, folder: Path) -> list[str]:
    """A command that runs a script without the ``if __name__ == "__main__"`` that spawned processes ask for."""
    path = folder / "script.py"
    path.write_text(SCRIPT.format(body=body))
    return [sys.executable, str(path)]


def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    """Workers do not run the caller's script again."""
    done = subprocess.run(
        script("Extraction(document)", tmp_path), capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == ("started\n3\n", "")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_workers_leave_when_their_parent_is_killed(tmp_path: Path) -> None:
    """A killed build leaves no processes behind."""
    process = subprocess.Popen(script("sleep(60)", tmp_path), stdout=subprocess.DEVNULL)
    workers = wait_for(lambda: [pid for pid in children(process.pid) if b"spawn_main" in command_of(pid)])
    process.kill()
    process.wait()
    assert wait_for(lambda: [pid for pid in workers if not command_of(pid)]) == workers


def children(pid: int) -> list[int]:
    """The child processes of a process."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


def command_of(pid: int) -> bytes:
    """A process's command line, empty if there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_for(found: Callable[[], list[int]], count: int = 2) -> list[int]:
    """What is found, once there is so much of it."""
    for _ in range(300):
        if len(seen := found()) >= count:
            return seen
        time.sleep(0.1)
    raise AssertionError(f"waited 30 s for {count}")
