"""Learns from what a larger network, the teacher, thinks of text that nobody has annotated.

Hinton et al. 2015, "Distilling the Knowledge in a Neural Network": the pupil learns the teacher's probabilities, which
tell more than its decisions. The teacher is a run of `kg train` with another encoder.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from spacy.lang.en import English
from torch import Tensor
from torch.nn import functional as F

from kg.parse.encode import Encoder
from kg.parse.network import SURE
from kg.train.corpus import conll
from kg.train.examples import IGNORE, Example, inputs, padded, recased
from kg.train.losses import class_loss
from kg.train.network import Network

PIECES = 4000  # a batch of the teacher's
SOFT = ("upos", "ner")  # not where sentences start, which the teacher knows worse than the pupil
HARD = ("xpos", "feats", "lemma")
WEIGHTS = {"upos": 0.5, "ner": 1.0, "xpos": 0.3, "feats": 0.5, "lemma": 0.5}
LONGEST = 90  # words of a sentence; a longer one is a list or was cut wrongly
Sentence = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A window's W words, the sentence of each, and the teacher's view of them.

    ``upos ner`` (W, labels) are probabilities; ``xpos feats lemma`` (W) decisions, as is ``head``; ``deprel`` (W,
    labels) the probabilities of relations to that head, ``arc`` (W, longest sentence) those of the sentence's words as
    heads.
    """

    words: Sentence
    columns: dict[str, np.ndarray]
    pieces: int  # subwords


def unlabelled(data: Path, draw: random.Random) -> list[Sentence]:
    """Sentences of all training parts, of each source in its order; words are cut as the parser cuts them."""
    found: list[Sentence] = []
    for path in sorted([*data.glob("ner_*/*train.conll"), *data.glob("ner_crossner/*_dev.conll")]):
        share = 0.6 if "fewnerd" in path.parent.name else 1.0
        if path.name != "politics_dev.conll":
            found += [s.words for s in conll(path) if draw.random() < share]
    for name in ("re_docred/train", "gum_coref/train", "litbank_coref/train"):
        for record in records(data / f"{name}.jsonl"):
            found += [tuple(s) for s in record["sents"]]
    for name in ("core/train", "fewrel/train_cased_10rel"):
        found += [tuple(record["tokens"]) for record in records(data / f"{name}.jsonl")]
    for name in ("knowledgenet/train", "semeval2010_task8/train"):
        found += [(record["text"],) for record in records(data / f"{name}.jsonl")]
    for path in sorted(data.glob("text2kgbench/wikidata_tekgen/train/*.jsonl")):
        found += [(record["sent"],) for record in records(path)]
    split = English().tokenizer
    texts = (" ".join(s).replace("``", '"').replace("''", '"') for s in found)
    cut = (tuple(t.text for t in split(text) if not t.is_space) for text in texts)
    return [words for words in dict.fromkeys(cut) if 2 < len(words) <= LONGEST]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf8") as file:
        yield from map(json.loads, file)


def joined(sentences: Sequence[Sentence], longest: int, draw: random.Random) -> list[list[Sentence]]:
    """Consecutive sentences as windows, of one or several."""
    found: list[list[Sentence]] = []
    room = 0
    for words in sentences:
        if not found or len(words) > room:
            found.append([])
            room = 1 if draw.random() < 0.4 else draw.randint(15, longest)
        found[-1].append(words)
        room -= len(words)
    return found


def opinions(teacher: Network, encode: Encoder, windows: Iterable[list[Sentence]]) -> Iterator[Opinion]:
    """The teacher's view of windows of sentences."""
    examples: list[tuple[Example, Sentence]] = []
    for window in windows:
        words = tuple(w for s in window for w in s)
        number = np.repeat(np.arange(len(window)), [len(s) for s in window])
        examples.append(((encode(words), {"sentence": number}), words))
    examples.sort(key=lambda e: len(e[0][0].pieces))
    teacher.eval()
    while examples:
        count = max(1, PIECES // len(examples[-1][0][0].pieces))
        group, examples = examples[-count:], examples[:-count]
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            views = view(teacher, [e for e, _ in group])
            for ((encoded, _), words), columns in zip(group, views, strict=True):
                yield Opinion(words, columns, len(encoded.pieces))


def view(teacher: Network, group: list[Example]) -> Iterator[dict[str, np.ndarray]]:
    """The columns of `Opinion` for each window of a batch."""
    scores = {name: value.float() for name, value in teacher(**inputs(group)).items()}
    given = padded(group, "sentence")
    begins = F.pad(given.diff(dim=1) != 0, (1, 0), value=True) | (scores["start"].diff(dim=-1).squeeze(-1) > SURE)
    sentence = begins.cumsum(1).masked_fill(given < 0, 0)  # several may stand where a corpus has one
    arc = scores["arc"].masked_fill(sentence.unsqueeze(2) != sentence.unsqueeze(1), -1e4)
    heads = arc.argmax(-1)
    deprel = teacher.labels(scores["dependent"], scores["governor"], heads).float().softmax(-1)
    arc = arc.softmax(-1)
    for row, (_, gold) in enumerate(group):
        size = len(gold["sentence"])
        own = sentence[row, :size].numpy().astype(np.int16)
        found = {name: scores[name][row, :size].softmax(-1).numpy().astype(np.float16) for name in SOFT}
        found |= {name: scores[name][row, :size].argmax(-1).numpy().astype(np.int16) for name in HARD}
        found["head"] = heads[row, :size].numpy().astype(np.int16)
        found["deprel"] = deprel[row, :size].numpy().astype(np.float16)
        found["arc"] = within(arc[row, :size, :size].numpy(), own)
        yield found | {"sentence": own}


def within(arc: np.ndarray, sentence: np.ndarray) -> np.ndarray:
    """(W, W) -> (W, longest sentence): each word's row for the words of its own sentence only."""
    parts = bounds(sentence)
    found = np.zeros((len(sentence), max(b - a for a, b in parts)), dtype=np.float16)
    for a, b in parts:
        found[a:b, : b - a] = arc[a:b, a:b]
    return found


def bounds(sentence: np.ndarray) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, from each word's number of its sentence."""
    return list(pairwise([0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(sentence)]))


def across(rows: np.ndarray, sentence: np.ndarray) -> np.ndarray:
    """The reverse of `within`."""
    found = np.zeros((len(sentence), len(sentence)), dtype=np.float32)
    for a, b in bounds(sentence):
        found[a:b, a:b] = rows[a:b, : b - a]
    return found


def silver_example(opinion: Opinion, encode: Encoder, draw: random.Random) -> Example:
    """A window to learn from; now and then in another casing, which tells nothing of lemmas."""
    seen = recased(list(opinion.words), draw)
    columns = dict(opinion.columns)
    if seen != list(opinion.words):
        columns["lemma"] = np.full_like(columns["lemma"], IGNORE)
    return encode(seen), columns


def silver_loss(network: Network, group: list[Example]) -> Tensor:
    """Cross-entropy against the teacher's probabilities and decisions."""
    scores = network(**inputs(group))
    sentence = padded([(e, {"sentence": gold["sentence"].astype(np.int64)}) for e, gold in group], "sentence")
    real = sentence >= 0
    total = torch.zeros(())
    for name in SOFT:
        target = soft(group, name)
        total = total + WEIGHTS[name] * crossed(scores[name].float().log_softmax(-1), target, real)
    for name in HARD:
        gold = padded([(e, {name: g[name].astype(np.int64)}) for e, g in group], name)
        total = total + WEIGHTS[name] * class_loss(scores[name], gold)
    apart = sentence.unsqueeze(2) != sentence.unsqueeze(1)
    arc = scores["arc"].float().masked_fill(apart, -1e4).log_softmax(-1)
    total = total + crossed(arc, arcs(group, arc.shape), real)
    heads = padded([(e, {"head": g["head"].astype(np.int64)}) for e, g in group], "head").clamp(min=0)
    labels = network.labels(scores["dependent"], scores["governor"], heads).float().log_softmax(-1)
    return total + crossed(labels, soft(group, "deprel"), real)


def crossed(log: Tensor, target: Tensor, real: Tensor) -> Tensor:
    """The mean cross-entropy of rows of log-probabilities against rows of probabilities, over real words."""
    return -(log * target).sum(-1)[real].mean()


def soft(group: list[Example], name: str) -> Tensor:
    """A column of probabilities, padded with zeros."""
    return padded([(e, {name: g[name].astype(np.float32)}) for e, g in group], name, 0.0)


def arcs(group: list[Example], shape: Sequence[int]) -> Tensor:
    """The probabilities of heads (B, W, W), padded with zeros."""
    found = torch.zeros(tuple(shape))
    for row, (_, gold) in enumerate(group):
        size = len(gold["sentence"])
        found[row, :size, :size] = torch.from_numpy(across(gold["arc"], gold["sentence"]))
    return found
