"""Whether memory stays flat: the most that a build holds for 100 documents, and for 10,000.

python tests/benchmarks/memory.py [FEW] [MANY] [WORKERS]

Each build runs in a process of its own, over documents made of a few sentences about names that differ from document to
document, as they do in a corpus that grows. With WORKERS (default 1) above 1 the figure is the parent's alone.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIRST = "Ada Boris Carla Dmitri Elena Farid Greta Hugo Irina Jonas Karin Leon Marta Nils Olga Pavel".split()
LAST = "Moss Brandt Castell Dorn Eklund Falk Gruber Halloran Ivers Jansen Keller Lund Marek Novak".split()
PLACES = "Paris Rome Lisbon Oslo Vienna Prague Dublin Madrid Athens Warsaw Helsinki Zurich".split()
KINDS = "Systems Foods Motors Airlines Energy Media Textiles Robotics Pharma Shipping".split()
SENTENCES = (
    "{person} founded {firm} in {year}.",
    "{firm} is based in {place}.",
    "{firm} bought {other} for {sum} million dollars in {year}.",
    "{person} leads {firm}, which owns {other}.",
    "{firm} did not sell {other}.",
    "{person} said that {firm} may open a plant in {place}.",
)


def main() -> None:
    """Prints both figures, and the growth."""
    given = [int(number) for number in sys.argv[1:]]
    few, many, workers = [*given, *(100, 10_000, 1)[len(given) :]]
    with tempfile.TemporaryDirectory() as place:
        figures = [measured(Path(place), count, workers) for count in (few, many)]
    growth = figures[1]["megabytes"] / figures[0]["megabytes"] - 1
    for count, figure in zip((few, many), figures):
        print(f"{count:6} documents, {figure['claims']:,.0f} claims: {figure['megabytes']:.0f} MB")
    print(f"growth {100 * growth:.0f} % (target: within 20 %)")


def written(folder: Path, count: int) -> Path:
    """A folder of so many documents."""
    chance = random.Random(count)
    folder.mkdir()
    for number in range(count):
        firm, other = (f"{chance.choice(LAST)} {chance.choice(KINDS)} {i}" for i in (number, chance.randrange(count)))
        given = {
            "person": f"{chance.choice(FIRST)} {chance.choice(LAST)}", "firm": firm, "other": other,
            "place": chance.choice(PLACES), "year": chance.randrange(1950, 2020), "sum": chance.randrange(10, 900),
        }  # fmt: skip
        said = chance.sample(SENTENCES, 3)
        (folder / f"{number}.txt").write_text(" ".join(sentence.format(**given) for sentence in said) + "\n")
    return folder


def measured(place: Path, count: int, workers: int) -> dict[str, float]:
    """Megabytes and claims of a build in a new process."""
    corpus = written(place / f"{count}", count)
    command = [sys.executable, __file__, "--build", str(corpus), str(workers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def built(folder: str, workers: int) -> None:
    """Builds into a store that is thrown away, and prints what it took."""
    from kg.graph.store import Store
    from kg.pipeline import build
    from kg.settings import Settings

    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "store") as store:
        report = build([folder], store, Settings(workers=workers))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(json.dumps({"claims": report.claims, "megabytes": used, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        built(sys.argv[2], int(sys.argv[3]))
    else:
        main()
