"""What the network learns from: one loss for the treebank layers, one for entities, one for coreference."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from kg.parse.coref import LIKELY
from kg.train.corpus import TAGS
from kg.train.examples import IGNORE, Example, inputs, padded
from kg.train.network import Network

LAYERS = ("upos", "xpos", "feats", "lemma", "start", "head", "deprel")


def tree_loss(network: Network, group: list[Example]) -> Tensor:
    """Cross-entropy of every treebank layer; a head is sought within the gold sentence, as the parser seeks it."""
    scores = network(**inputs(group))
    gold = {name: padded(group, name) for name in (*LAYERS, "sentence")}
    total = torch.zeros(())
    for name, weight in (("upos", 0.5), ("xpos", 0.3), ("feats", 0.5), ("lemma", 0.5), ("start", 0.5)):
        total = total + weight * class_loss(scores[name], gold[name])
    apart = gold["sentence"].unsqueeze(2) != gold["sentence"].unsqueeze(1)
    arc = scores["arc"].float().masked_fill(apart, -1e4)
    label = network.labels(scores["dependent"], scores["governor"], gold["head"].clamp(min=0))
    return total + class_loss(arc, gold["head"]) + class_loss(label, gold["deprel"])


def class_loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Mean cross-entropy of scores (B, W, classes) against classes (B, W), 0 where none is told: of a batch in another
    casing no lemma is."""
    total = F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="sum")
    return total / (gold != IGNORE).sum().clamp(min=1)


def entity_loss(network: Network, group: list[Example]) -> Tensor:
    """Minus the log-probability of the allowed tags together."""
    logits = network(**inputs(group))["ner"].float().log_softmax(-1)
    allowed = padded(group, "allowed", 1.0)
    known = allowed.sum(-1) < len(TAGS)
    mass = logits.masked_fill(allowed == 0, -1e4).logsumexp(-1)
    return -(mass * known).sum() / known.sum().clamp(min=1)


def coref_loss(network: Network, group: list[Example]) -> Tensor:
    """Minus the log-probability of all true antecedents together (Lee et al. 2017), and the detection of mentions.

    The windows of a group are runs of sentences; those of one document number are one text.
    """
    scores = network(**inputs(group))
    gold = {name: padded(group, name) for name in ("document", "cluster", "learned", "form", "mention", "actor")}
    real = gold["document"] >= 0
    document, cluster, learned, form, *mentions = (gold[n][real] for n in gold)
    vectors = {name: scores[name][real].float() for name in ("anaphor", "antecedent", "mention")}
    found = mention_loss(vectors["mention"], mentions)
    # only words that may head a mention compete, as in parsing; the rest would cost more time than they teach
    at = torch.nonzero((vectors["mention"].detach().amax(1) > LIKELY) | (cluster >= 0) | (learned == 1)).squeeze(1)
    document, cluster, learned, form = (column[at] for column in (document, cluster, learned, form))
    links = network.links(**{n: v[at] for n, v in vectors.items()}, alike=form.unsqueeze(1) == form.unsqueeze(0), at=at)
    # words of a text learned from in part compete only with one another
    possible = (document.unsqueeze(1) == document.unsqueeze(0)) & (learned.unsqueeze(0) >= learned.unsqueeze(1))
    possible = possible.tril(-1)
    links = torch.cat([torch.zeros(len(links), 1), links.masked_fill(~possible, -1e4)], dim=1).log_softmax(1)
    true = possible & (cluster.unsqueeze(1) == cluster.unsqueeze(0)) & (cluster.unsqueeze(1) >= 0)
    true = torch.cat([~true.any(1, keepdim=True), true], dim=1)
    rows = -links.masked_fill(~true, -1e4).logsumexp(1) * (learned > 0)
    return found + rows.sum() / (1 + ((cluster >= 0) & (learned > 0)).sum())


def mention_loss(scores: Tensor, columns: list[Tensor]) -> Tensor:
    """Cross-entropy of what words head, where it is known: scores (N, 3), columns (N) of 1, 0, and -1 for unknown."""
    found = torch.zeros(())
    for column, mention in enumerate(columns):
        seen = mention >= 0
        if seen.any():
            found = found + F.binary_cross_entropy_with_logits(scores[seen, column], mention[seen].float())
    return found
