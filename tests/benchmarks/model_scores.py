"""Scores of the shipped language model on development data, and its speed.

    python tests/benchmarks/model_scores.py ../shared/data

Gold tokens and sentences, all tokens, relation subtypes counted; entities by exact span and type after mapping to PER,
LOC, ORG; speed over the treebank's words, all layers, one thread.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.parse.component import MODEL
from kg.parse.network import Annotation, Network
from kg.train.corpus import Named, Tree, conll, trees

COARSE = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def treebank(network: Network, path: Path) -> None:
    """UPOS, lemma, UAS, LAS of a treebank."""
    gold = list(trees(path))
    began = time.perf_counter()
    found = network([t.words for t in gold], [[True] + [False] * (len(t.words) - 1) for t in gold])
    seconds = time.perf_counter() - began
    right = {"UPOS": 0, "feats": 0, "lemma": 0, "UAS": 0, "LAS": 0}
    for tree, annotation in zip(gold, found, strict=True):
        for name, count in hits(tree, annotation):
            right[name] += count
    total = sum(len(t.words) for t in gold)
    scores = "  ".join(f"{name} {100 * n / total:.1f}" for name, n in right.items())
    print(f"{path.name}: {scores}  ({total / seconds:,.0f} words/s)")


def hits(tree: Tree, annotation: Annotation) -> Iterator[tuple[str, int]]:
    """Correct words a layer."""
    heads = [a == b for a, b in zip(tree.head, annotation.head, strict=True)]
    yield "UPOS", sum(a == b for a, b in zip(tree.upos, annotation.upos, strict=True))
    yield "feats", sum(a == b for a, b in zip(tree.feats, annotation.feats, strict=True))
    yield "lemma", sum(a == b for a, b in zip(tree.lemma, annotation.lemma, strict=True))
    yield "UAS", sum(heads)
    yield "LAS", sum(h and a == b for h, a, b in zip(heads, tree.deprel, annotation.deprel, strict=True))


def sentence_starts(network: Network, path: Path) -> None:
    """F1 of sentence starts, gold tokens, ten sentences a window."""
    gold = list(trees(path))
    right = guessed = actual = 0
    for i in range(0, len(gold), 10):
        group = gold[i : i + 10]
        start = [k == 0 for t in group for k in range(len(t.words))]
        (annotation,) = network([[w for t in group for w in t.words][:400]])
        pairs = list(zip(start, annotation.start, strict=False))[1:]
        right += sum(a and b for a, b in pairs)
        guessed += sum(b for _, b in pairs)
        actual += sum(a for a, _ in pairs)
    print(f"{path.name}: sentence starts F1 {200 * right / (guessed + actual):.1f}")


def entities(network: Network, path: Path) -> None:
    """PER/LOC/ORG F1 of a BIO file."""
    gold: list[Named] = list(conll(path))
    found = network([s.words for s in gold], [[True] + [False] * (len(s.words) - 1) for s in gold])
    right = guessed = actual = 0
    for sentence, annotation in zip(gold, found, strict=True):
        expected = spans([next(iter(sorted(tags))) for tags in sentence.allowed])
        predicted = spans(annotation.ner)
        right += len(expected & predicted)
        guessed += len(predicted)
        actual += len(expected)
    precision, recall, f1 = 100 * right / guessed, 100 * right / actual, 200 * right / (guessed + actual)
    print(f"{path.parent.name}/{path.name}: entities P {precision:.1f} R {recall:.1f} F1 {f1:.1f}")


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Spans of the three coarse types."""
    found, begin = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and not tag.startswith("I-"):
            kind = COARSE.get(tags[begin][2:])
            if kind:
                found.add((begin, i, kind))
            begin = None
        if tag.startswith("B-"):
            begin = i
    return found


def main() -> None:
    """Prints every score."""
    data, network = Path(sys.argv[1]), Network(Path(sys.argv[2]) if len(sys.argv) > 2 else MODEL)
    network([["Warm", "up", "."]])
    for name in ("ewt", "gum"):
        treebank(network, data / "ud" / f"en_{name}-dev.conllu")
        sentence_starts(network, data / "ud" / f"en_{name}-dev.conllu")
    for part in ("ner_wikigold/dev.conll", "ner_uner_ewt/dev.conll", "ner_crossner/politics_dev.conll"):
        entities(network, data / part)


if __name__ == "__main__":
    main()
