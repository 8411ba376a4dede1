"""The reliability curve: of the claims given a confidence, how many did readers judge right?

    python tests/benchmarks/calibration.py [SEED ...]

`verdicts.tsv` has a row for each judged claim of `sample_claims.py`: seed, rule, the parser's certainty (where it was
kept), the confidence given that day, and the verdict; of the seeds told, or of all. The first five seeds are of
articles that every round has read, the others of texts that nobody had read. `kg/extract/confidence.py` is fitted to
9091, 1212, 5050, 6161, 7373, 8181 and 9292; 1717, 2626, 3535, 4646 and 5757 test it (expected error .028), as do
20261128, 20261129 and 20261202, which are of models 4, 5 and 6 (.012), and, of model 7 and after the table was moved,
20261207 and 20261208 (.043: too humble below .85). Prints the curve, the expected calibration error
(Guo et al. 2017), and each rule's share of right claims, drawn towards the mean of all as if `PRIOR` more had been
judged.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

BOUNDS = (0.0, 0.8, 0.85, 0.9, 0.95, 1.0)
PRIOR = 8


def main() -> None:
    """Prints the figures."""
    with Path(__file__).with_name("verdicts.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["seed"] in (sys.argv[1:] or row["seed"])]
    mean = sum(row["verdict"] == "right" for row in rows) / len(rows)
    print(f"{len(rows)} claims, {100 * mean:.0f} % right")
    gap = 0.0
    for low, high in pairwise(BOUNDS):
        bin = [row for row in rows if low <= float(row["confidence"]) < high]
        if bin:
            given = sum(float(row["confidence"]) for row in bin) / len(bin)
            right = sum(row["verdict"] == "right" for row in bin) / len(bin)
            gap += abs(given - right) * len(bin) / len(rows)
            print(f"{low:.2f}-{high:.2f}: {len(bin):4} claims, given {given:.2f}, right {right:.2f}")
    print(f"expected calibration error {gap:.3f}")
    rules = defaultdict[str, list[bool]](list)
    for row in rows:
        rules[row["rule"]].append(row["verdict"] == "right")
    for rule, found in sorted(rules.items(), key=lambda item: -len(item[1])):
        print(f"{rule:32} {sum(found):3} of {len(found):3}  {(sum(found) + PRIOR * mean) / (len(found) + PRIOR):.2f}")


if __name__ == "__main__":
    main()
