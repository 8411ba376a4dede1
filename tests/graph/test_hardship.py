"""What a store outlives: kills, full disks, damage, a newer version, a second writer."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small_document import ACME, ADA, BOLT, OWNS, claim

from kg.errors import StoreError, StoreInUse
from kg.graph.store import Store
from kg.types import Document, Extraction

Renamed = Callable[..., Extraction]
HERE = Path(__file__).parent
KILLS = 30


def prepared(names: list[str], renamed: Renamed) -> list[Extraction]:
    """For each document some claims of its own, and some that it shares with others."""
    found = []
    for i, document in enumerate(names):
        firm = replace(
            ACME, id=f"thing/Firm_{i % 5}", name=f"Firm {i % 5}", names=(f"Firm {i % 5}", f"Firm {i % 5} Inc.")
        )
        said = [claim(firm, "owns", replace(BOLT, id=f"thing/Part_{k}", name=f"Part {k}")) for k in range(8)]
        extraction = renamed(document, OWNS, claim(ADA, "leads", firm, property="kgo:leads"), *said)
        found.append(replace(extraction, entities=tuple({e.id: e for e in (*extraction.entities, firm)}.values())))
    return found


def test_a_build_that_is_killed_at_any_moment_goes_on_to_the_same_graph(tmp_path: Path, renamed: Renamed) -> None:
    """kill -9 at 30 random moments: before the store is there, between documents, in a write, while merging."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for i in range(30):
        (corpus / f"{i:02}.txt").write_text(f"Firm {i} is prepared.\n")
    from kg.read import read

    names = [document.name for document in read([str(corpus)]) if isinstance(document, Document)]
    (tmp_path / "extractions").write_bytes(pickle.dumps(prepared(names, renamed)))
    memory = Path("/dev/shm")  # a kill does not ask how fast the disk is
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        graphs, hits = killed_and_built(tmp_path, folder)
    assert hits >= KILLS
    assert len(graphs) > KILLS / 3
    assert graphs[0].count("kg/id/graph/document/") > 30
    assert set(graphs) == {graphs[0]}


def killed_and_built(tmp_path: Path, folder: str) -> tuple[list[str], int]:
    """The graphs, the first of them undisturbed, and how many builds were killed."""
    command = [sys.executable, str(HERE / "crash.py"), "extractions", "corpus", folder, str(KILLS), "1"]
    path = os.pathsep.join([str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path}
    )
    assert done.returncode == 0, done.stderr
    return [file.read_text() for file in sorted(Path(folder).glob("*.nq"))], int(done.stdout)


def test_what_a_killed_bulk_load_left_half_made_is_swept_away(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    (tmp_path / "s" / "bulk-17.sst").write_bytes(b"half")
    Store.open(tmp_path / "s").close()
    assert not list((tmp_path / "s").glob("bulk-*"))


FULL = """
import sys
sys.path[:0] = {path!r}
from kg.errors import StoreError
from kg.graph.store import Store
from kg.types import Document, Extraction
from small_document import ACME, BOLT, claim
from dataclasses import replace
def large(version):
    many = [replace(BOLT, id=f"thing/{{version}}_{{i}}", name="x" * 2000 + str(i)) for i in range(100)]
    return Extraction(Document(f"{{version}}.txt", "…"), (), tuple(claim(ACME, "owns", one) for one in many), "f")
written = 0
try:
    with Store.open("full/store") as store:
        while True:
            store.put(large(written))
            written += 1
except StoreError as error:
    print(error)
else:
    print("no error")
with Store.open("full/store", readonly=True) as store:
    print(written, len(store.documents()), len(store.query("SELECT ?c {{ ?c a kg:Claim }}")))
"""


def test_a_full_disk_is_told_and_what_was_written_stays(tmp_path: Path) -> None:
    """On a disk of 12 MB, in a namespace of its own."""
    (tmp_path / "full").mkdir()
    code = FULL.format(path=[str(HERE), str(HERE.parents[1])])
    mount = 'mount -t tmpfs -o size=12m none full && exec "$@"'
    command = ["unshare", "-Urm", "sh", "-c", mount, "sh", sys.executable, "-c", code]
    try:
        able = subprocess.run([*command[:5], "sh", "true"], cwd=tmp_path, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("unshare is not installed")
    if able.returncode:
        pytest.skip(f"this system lets no user mount a disk of their own: {able.stderr.decode().strip()}")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    message, _, counts = done.stdout.partition("\n")
    assert "disk is full" in message, done.stdout + done.stderr
    written, documents, claims = map(int, counts.split())
    assert written > 0
    assert (documents, claims) == (written, 100 * written)


def test_a_store_with_a_truncated_file_says_so_and_is_left_as_it_is(tmp_path: Path, extraction: Extraction) -> None:
    with Store.open(tmp_path / "s") as store:
        store.put(extraction)
    largest = max((tmp_path / "s").glob("*.sst"), key=lambda file: file.stat().st_size)
    largest.write_bytes(largest.read_bytes()[: largest.stat().st_size // 2])
    before = contents(tmp_path / "s")
    for readonly in (True, False):
        with pytest.raises(StoreError, match=r"damaged.*restore a backup"):
            Store.open(tmp_path / "s", readonly=readonly)
    assert (
        contents(tmp_path / "s").items()
        >= {k: v for k, v in before.items() if k.endswith((".sst", "-version"))}.items()
    )


@pytest.mark.parametrize("readonly", [True, False])
def test_a_store_of_a_newer_version_is_not_touched(tmp_path: Path, readonly: bool) -> None:
    Store.open(tmp_path / "s").close()
    (tmp_path / "s" / "kg-version").write_text("99\n")
    before = contents(tmp_path / "s")
    with pytest.raises(StoreError, match=r"newer kg.*Update kg"):
        Store.open(tmp_path / "s", readonly=readonly)
    assert contents(tmp_path / "s") == before


def test_a_second_writer_is_told_which_process_holds_the_store(tmp_path: Path) -> None:
    hold = "import sys; from kg.graph.store import Store; s = Store.open(sys.argv[1]); print(1, flush=True); input()"
    command = [sys.executable, "-c", hold, str(tmp_path / "s")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        with pytest.raises(StoreInUse, match=rf"process {other.pid}\b"):
            Store.open(tmp_path / "s")
        other.stdin.close()


def test_a_backup_is_a_store_of_its_own(tmp_path: Path, extraction: Extraction, renamed: Renamed) -> None:
    with Store.open(tmp_path / "s") as store:
        store.put(extraction)
        store.backup(tmp_path / "copy")
        before = store.serialize("nq")
        store.put(renamed("later.txt"))
    shutil.rmtree(tmp_path / "s")
    with Store.open(tmp_path / "copy") as copy:
        assert copy.serialize("nq") == before


def test_a_backup_goes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with Store.open(tmp_path / "s") as store, pytest.raises(StoreError, match="mine: there is something already"):
        store.backup(tmp_path / "mine")
    assert not list((tmp_path / "mine").iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of each file that holds data; RocksDB's own log is not among them."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.startswith(("LOG", "OPTIONS"))}
