"""The language model's speed beside a spaCy CNN pipeline of the same layers, in one run on one core.

    taskset -c 0 python tests/benchmarks/model_speed.py FOLDER [ROUNDS]

The CNN pipeline has the widths of spaCy's small English ones (96, four layers deep) and is trained for a moment on what
the model says of the folder's texts, so that its parser and its entity recogniser take the usual number of steps.
Coreference is timed apart, since the CNN pipeline has none.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.vocab import Vocab

import kg

LAYERS = ("tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner")
TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4, "embed_size": 2000,
    "window_size": 1, "maxout_pieces": 3, "subword_features": True,
}  # fmt: skip
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}


def cnn(examples: list[Example], steps: int, vocab: Vocab) -> Language:
    """A CNN pipeline that has learned from `examples` for some steps."""
    nlp = spacy.blank("en", vocab=vocab)
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    for layer in LAYERS:
        nlp.add_pipe(layer, config={"model": {"tok2vec": LISTENER}})
    optimizer = nlp.initialize(lambda: examples)
    draw = random.Random(1)
    for _ in range(steps):
        nlp.update(draw.sample(examples, min(16, len(examples))), sgd=optimizer)
    return nlp


def rate(run: Callable[[], Any], words: int, rounds: int) -> float:
    """Words a second, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - began)
    return words / best


def main() -> None:
    """Prints three figures and the ratio."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    paths = sorted(p for p in Path(sys.argv[1]).rglob("*.txt") if p.is_file())
    texts = [t for p in paths for t in p.read_text(encoding="utf8", errors="replace").split("\n\n") if t.strip()]
    ours = kg.load_model()
    docs = list(ours.pipe(texts, disable=["kg_coref", "kg_values"]))
    words = sum(not t.is_space for doc in docs for t in doc)
    sentences = [s.as_doc() for doc in docs[:200] for s in doc.sents if len(s) > 2 and not any(t.is_space for t in s)]
    examples = [Example(ours.make_doc(s.text), s) for s in sentences]
    theirs = cnn([e for e in examples if len(e.predicted) == len(e.reference)], 60, ours.vocab)
    speeds = {
        "kg, all layers but coreference": rate(lambda: list(ours.pipe(texts, disable=["kg_coref"])), words, rounds),
        "kg, all layers": rate(lambda: list(ours.pipe(texts)), words, rounds),
        "spaCy CNN, the same layers": rate(lambda: list(theirs.pipe(texts)), words, rounds),
    }
    for name, speed in speeds.items():
        print(f"{name}: {speed:,.0f} words/s")
    ours_speed, _, their_speed = speeds.values()
    print(f"ratio: {their_speed / ours_speed:.2f} ({words:,} words)")


if __name__ == "__main__":
    main()
