"""What a second process brings, and whether memory stays flat: the same documents with one worker and with two.

python tests/benchmarks/workers.py FOLDER [COPIES]

Each build runs in a process of its own. Beside the times stands what the processors had to do, which holds on a machine
that has other work too: half of two workers' share is the least time that two cores need. What the machine's two cores
are worth together (two threads of one core are worth less) is told by two builds of one worker at a time, of half the
documents each, which share nothing. COPIES (an even number, default 20) of every document under other names make the
corpus long enough; the memory is the most that the building process itself held, for one copy and for all.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def main() -> None:
    """Prints the times, their ratio, and the memory."""
    source, copies = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as place:
        sizes = {"few": 1, "many": copies, "half": copies // 2}
        few, many, half = (copied(source, Path(place) / name, times) for name, times in sizes.items())
        one, two, small = (measured(folder, workers) for folder, workers in ((many, 1), (many, 2), (few, 2)))
        with ThreadPoolExecutor(2) as pool:
            apart = max(build["seconds"] for build in pool.map(measured, (half, half), (1, 1)))
    print(f"one worker {one['seconds']:.1f} s, two {two['seconds']:.1f} s: {one['seconds'] / two['seconds']:.2f} times")
    print(
        f"of the processors: one worker {one['processor']:.1f} s; two {two['processor']:.1f} s, the builder's own "
        f"{two['own']:.1f} s: at best {one['processor'] / max(two['processor'] / 2, two['own']):.2f} times on two cores"
    )
    print(f"two builds of half of it at a time, apart: {one['seconds'] / apart:.2f} times")
    growth = two["megabytes"] / small["megabytes"] - 1
    print(f"memory of the builder: {small['megabytes']:.0f} MB for one copy, {two['megabytes']:.0f} MB for all")
    print(f"growth {100 * growth:.0f} % (targets: 1.7 times; 20 % from 100 to 10,000 documents)")


def copied(source: Path, folder: Path, times: int) -> Path:
    """A folder with so many copies of every document."""
    folder.mkdir()
    for path in sorted(source.rglob("*.txt")):
        for copy in range(times):
            (folder / f"{copy}-{path.name}").write_text(path.read_text())
    return folder


def measured(folder: Path, workers: int) -> dict[str, float]:
    """Seconds and megabytes of a build in a new process."""
    done = subprocess.run(
        [sys.executable, __file__, "--build", str(folder), str(workers)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def built(folder: str, workers: int) -> None:
    """Builds into a store that is thrown away, and prints what it took."""
    from kg.graph.store import Store
    from kg.pipeline import build
    from kg.settings import Settings

    with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "store") as store:
        began = time.perf_counter()
        build([folder], store, Settings(workers=workers))
        spent = time.perf_counter() - began
    mine, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    own = mine.ru_utime + mine.ru_stime
    figures = {
        "seconds": spent,
        "megabytes": mine.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3),
        "own": own,
        "processor": own + others.ru_utime + others.ru_stime,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    if sys.argv[1] == "--build":
        built(sys.argv[2], int(sys.argv[3]))
    else:
        main()
