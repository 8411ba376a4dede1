"""Trains the ranker of antecedents on the vectors of a finished network, which stays as it is.

The network has learned its vectors with the crudest of rankers; here one with features gets the whole documents, as
the parser will see them. It takes minutes.
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc
from spacy.vocab import Vocab
from torch import Tensor, nn

from kg.parse.component import NetworkComponent
from kg.parse.coref import MENTION, PAIR, SURE, UNARY, Candidates, Pairs, likely
from kg.parse.sentences import sentences
from kg.train.coreference import Discourse, doc_of
from kg.train.masked import training_discourses

log = logging.getLogger(__name__)
HIDDEN = 48
EPOCHS = 8
RATE = 3e-3
DROPOUT = 0.3
COARSE = 0.3  # weight of the loss of the coarse scores alone
LEAN = 0.7  # towards linking: the loss holds a missed link and a wrong one for alike, the measures do not


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document ready to learn from: candidates, pairs, which pairs are true and which anaphors count."""

    candidates: Candidates
    pairs: Pairs
    vectors: Tensor
    true: Tensor
    learned: Tensor


def lesson(document: Discourse, doc: Doc) -> Lesson:
    """What a parsed document teaches; words that no corpus calls a mention are taught to have no antecedent."""
    vectors = doc.tensor.astype(np.float32)
    candidates = Candidates.of(list(sentences(doc)), likely(vectors))
    pairs = Pairs.of(candidates)
    if document.only is not None:
        known = np.array([int(w) in document.only for w in candidates.word], dtype=bool)
        keep = known[pairs.anaphor] & known[pairs.antecedent]
        pairs = Pairs(pairs.anaphor[keep], pairs.antecedent[keep], pairs.features[keep])
    else:
        known = np.ones(len(candidates.word), dtype=bool)
    cluster = np.array([document.cluster.get(int(w), -1) for w in candidates.word], dtype=np.int64)
    true = (cluster[pairs.anaphor] == cluster[pairs.antecedent]) & (cluster[pairs.anaphor] >= 0)
    return Lesson(candidates, pairs, torch.from_numpy(vectors), torch.from_numpy(true), torch.from_numpy(known))


class Ranking(nn.Module):  # type: ignore[misc] # torch is an extra: its classes are Any where it is absent
    """`kg.parse.coref.Ranker` as it learns."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.anaphor = nn.Parameter(torch.randn(width, HIDDEN) * 0.02)
        self.antecedent = nn.Parameter(torch.randn(width, HIDDEN) * 0.02)
        self.unary_anaphor = nn.Parameter(torch.randn(sum(UNARY), HIDDEN) * 0.05)
        self.unary_antecedent = nn.Parameter(torch.randn(sum(UNARY), HIDDEN) * 0.05)
        self.pair = nn.Parameter(torch.randn(sum(PAIR), HIDDEN) * 0.05)
        self.dot = nn.Parameter(torch.randn(HIDDEN) * 0.05)
        self.heads = nn.Parameter(torch.randn(4, HIDDEN) * 0.05)
        self.product = nn.Parameter(torch.randn(width, HIDDEN) * 0.02)
        self.out = nn.Parameter(torch.randn(HIDDEN) * 0.05)
        self.pair_bias = nn.Parameter(torch.zeros(sum(PAIR)))
        self.unary_bias = nn.Parameter(torch.zeros(sum(UNARY)))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, it: Lesson) -> tuple[Tensor, Tensor]:
        """Scores (P) of a document's pairs, fine and coarse."""
        i, j = torch.from_numpy(it.pairs.anaphor), torch.from_numpy(it.pairs.antecedent)
        features, unary = torch.from_numpy(it.pairs.features), torch.from_numpy(it.candidates.unary)
        here = it.vectors[torch.from_numpy(it.candidates.word)]
        a, b = here[:, : self.width], here[:, self.width : 2 * self.width]
        again = here[:, -1] + self.unary_bias[unary].sum(1)
        first = self.dropout(a) @ self.anaphor + self.unary_anaphor[unary].sum(1)
        second = self.dropout(b) @ self.antecedent + self.unary_antecedent[unary].sum(1)
        likely = here[:, -MENTION:-1].clamp(-SURE, SURE)
        first, second = first + likely @ self.heads[:2], second + likely @ self.heads[2:]
        form = (a[i] * b[j]).sum(1) / self.width**0.5
        hidden = first[i] + second[j] + nn.functional.embedding_bag(features, self.pair, mode="sum")
        hidden = hidden + form.unsqueeze(1) * self.dot + self.dropout(a[i] * b[j]) @ self.product
        plain = form + again[i] + here[j, -1] + self.pair_bias[features].sum(1)
        return plain + self.dropout(torch.relu(hidden)) @ self.out, plain


def loss(scores: Tensor, it: Lesson) -> Tensor:
    """Minus the log-probability of all true antecedents, or of none where there is none, summed over the anaphors."""
    count = len(it.candidates.word)
    anaphor = torch.from_numpy(it.pairs.anaphor)
    every = log_sum(scores, anaphor, torch.zeros(count), count)
    anaphoric = torch.zeros(count, dtype=torch.bool)
    anaphoric[anaphor[it.true]] = True
    right = log_sum(scores[it.true], anaphor[it.true], torch.where(anaphoric, -1e4, 0.0), count)
    return ((every - right) * it.learned).sum()


def log_sum(scores: Tensor, group: Tensor, none: Tensor, count: int) -> Tensor:
    """log Σ exp over the scores of each group (count) and its `none`."""
    top = none.clone().scatter_reduce(0, group, scores.detach(), "amax")
    total = (none - top).exp().index_add(0, group, (scores - top[group]).exp())
    return top + total.log()


def train_ranker(data: Path, model: Path, seed: int = 1) -> None:
    """Trains on the coreference corpora and writes ``coref.npz`` beside the network in the folder `model`."""
    torch.manual_seed(seed)
    component, vocab = NetworkComponent(model, torch.get_num_threads()), Vocab()
    documents = training_discourses(data, component.network, seed)
    parsed = component.pipe(doc_of(d.sentences, vocab) for d in documents)
    lessons = [lesson(d, doc) for d, doc in zip(documents, parsed, strict=True)]
    lessons = [it for it in lessons if len(it.pairs.anaphor)]
    ranking = Ranking((lessons[0].vectors.shape[1] - MENTION) // 2)
    adam = torch.optim.AdamW(ranking.parameters(), lr=RATE, weight_decay=0.01)
    draw, steps = random.Random(seed), EPOCHS * len(lessons)
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, RATE, total_steps=steps, pct_start=0.1)
    for epoch in range(EPOCHS):
        draw.shuffle(lessons)
        total = 0.0
        for it in lessons:
            fine, coarse = ranking(it)
            value = (loss(fine, it) + COARSE * loss(coarse, it)) / max(1, int(it.learned.sum())) ** 0.5
            value.backward()
            torch.nn.utils.clip_grad_norm_(ranking.parameters(), 5.0)
            adam.step()
            adam.zero_grad(set_to_none=True)
            plan.step()
            total += float(value.detach())
        log.info("ranker epoch %d loss %.3f", epoch, total / len(lessons))
    with torch.no_grad():
        ranking.pair_bias[-PAIR[-1] :] += LEAN
    kept = {name: p.detach().numpy().astype(np.float16) for name, p in ranking.named_parameters()}
    np.savez_compressed(model / "coref.npz", **kept)
