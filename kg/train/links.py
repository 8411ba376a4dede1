"""Learns what a larger network, the teacher, links in documents whose coreference nobody has annotated.

As in `distil`, the pupil learns probabilities: for each word, of the words before it that it may take up, and of none.
The teacher sees more of a document at once than the pupil can.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from kg.parse.coref import LIKELY, PRONOUNS, THIRD
from kg.parse.encode import Encoder
from kg.train.coreference import CHUNK, Discourse, chunks
from kg.train.corpus import conll, docred_files, trees
from kg.train.distil import records, unlabelled
from kg.train.examples import Example, coref_example, inputs, padded, runs_together
from kg.train.network import Network

CONTEXT = 300  # words that the teacher sees at once
PIECES = 4000  # a batch of the teacher's
KEPT = 6  # antecedents of a word
LEAST = 0.02  # probability of one that is kept
TOGETHER = 20  # sentences of a corpus that does not tell its documents apart
SHARE = 0.5  # of the single sentences with a pronoun
BACK = frozenset(word for word, kind in PRONOUNS.items() if kind in THIRD)


@dataclass(frozen=True, slots=True)
class Linked:
    """A run of a document and the teacher's view of its W words.

    `mention` (W, 2) are the probabilities that a word heads a mention, and one of an actor; `antecedent` (W, KEPT) the
    words that it may take up, -1 for none, and `share` (W, KEPT) their probabilities.
    """

    run: Discourse
    mention: np.ndarray
    antecedent: np.ndarray
    share: np.ndarray


def unlinked(data: Path, draw: random.Random) -> list[Discourse]:
    """Documents of training parts without coreference, and single sentences in which a pronoun may take up a name."""
    found: list[list[tuple[str, ...]]] = []
    for tree in trees(data / "ud" / "en_ewt-train.conllu"):
        if not found or tree.new_document:
            found.append([])
        found[-1].append(tree.words)
    for path in docred_files(data):
        found += ([tuple(s) for s in record["sents"] if s] for record in records(path))
    for name in ("ner_wikigold", "ner_grobid27"):
        sentences = [s.words for s in conll(data / name / "train.conll")]
        found += (sentences[at : at + TOGETHER] for at in range(0, len(sentences), TOGETHER))
    seen = {words for document in found for words in document}
    alone = [words for words in unlabelled(data, draw) if BACK.intersection(w.lower() for w in words)]
    found += ([words] for words in alone if words not in seen and draw.random() < SHARE)
    return [Discourse(str(number), tuple(document), {}, {}, {}) for number, document in enumerate(found)]


def linked(teacher: Network, encode: Encoder, documents: Iterable[Discourse]) -> Iterator[Linked]:
    """The teacher's view of documents, cut into runs."""
    teacher.eval()
    forms: dict[str, int] = {}
    runs = sorted((run for d in documents for run in chunks(d, CHUNK)), key=lambda run: sum(map(len, run.sentences)))
    examples = [coref_example(run, number, CONTEXT, encode, forms) for number, run in enumerate(runs)]
    for group in runs_together(examples, PIECES):
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            scores = {name: value.float() for name, value in teacher(**inputs(group)).items()}
        gold = {name: padded(group, name) for name in ("document", "form")}
        for number, _ in groupby(int(gold_of["document"][0]) for _, gold_of in group):
            here = gold["document"] == number
            parts = {name: scores[name][here] for name in ("anaphor", "antecedent", "mention")}
            yield Linked(runs[number], *view(teacher, parts, gold["form"][here]))


@torch.no_grad()  # type: ignore[untyped-decorator] # as in network.py
def view(teacher: Network, scores: dict[str, Tensor], form: Tensor) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The columns of `Linked` for the words of a document."""
    mention = scores["mention"]
    at = torch.nonzero(mention.amax(1) > LIKELY).squeeze(1)
    antecedent = np.full((len(form), KEPT), -1, dtype=np.int16)
    share = np.zeros((len(form), KEPT), dtype=np.float16)
    if len(at):
        form = form[at]
        links = teacher.links(**{n: v[at] for n, v in scores.items()}, alike=form.unsqueeze(1) == form, at=at).float()
        links = links.masked_fill(~torch.ones_like(links, dtype=torch.bool).tril(-1), -1e4)
        likely = torch.cat([torch.zeros(len(at), 1), links], dim=1).softmax(1)[:, 1:]
        best = likely.topk(min(KEPT, len(at)), dim=1)
        kept = best.values >= LEAST
        rows, columns = at.numpy(), slice(0, best.values.shape[1])
        antecedent[rows, columns] = torch.where(kept, at[best.indices], -1).numpy()
        share[rows, columns] = torch.where(kept, best.values, 0.0).numpy()
    return mention[:, :2].sigmoid().numpy().astype(np.float16), antecedent, share


def linked_batches(
    runs: Sequence[Linked], pieces: int, longest: int, encode: Encoder, draw: random.Random
) -> list[list[Example]]:
    """Batches of about `pieces` subwords, each of whole runs, in random order."""
    forms: dict[str, int] = {}
    order = draw.sample(runs, len(runs))
    return runs_together((linked_example(r, n, longest, encode, forms) for n, r in enumerate(order)), pieces)


def linked_example(view: Linked, number: int, longest: int, encode: Encoder, forms: dict[str, int]) -> list[Example]:
    """A run as windows of whole sentences, with the columns of `Linked` beside ``document`` and ``form``."""
    found: list[Example] = []
    at = 0
    for encoded, columns in coref_example(view.run, number, longest, encode, forms):
        own = slice(at, at + len(columns["form"]))
        at = own.stop
        kept = {name: columns[name] for name in ("document", "form")}
        kept["mention"] = view.mention[own].astype(np.float32)
        kept["antecedent"] = view.antecedent[own].astype(np.int64)
        kept["share"] = view.share[own].astype(np.float32)
        found.append((encoded, kept))
    return found


def links_loss(network: Network, group: list[Example]) -> Tensor:
    """Cross-entropy against the teacher's probabilities of antecedents and of mentions."""
    scores = network(**inputs(group))
    document = padded(group, "document")
    real = document >= 0
    antecedent = padded(group, "antecedent", -1)[real]
    document, form = document[real], padded(group, "form")[real]
    share, mention = padded(group, "share", 0.0)[real], padded(group, "mention", 0.0)[real]
    vectors = {name: scores[name][real].float() for name in ("anaphor", "antecedent", "mention")}
    loss = 2 * F.binary_cross_entropy_with_logits(vectors["mention"][:, :2], mention)
    sizes = document.unique_consecutive(return_counts=True)[1]
    begin = (sizes.cumsum(0) - sizes).repeat_interleave(sizes)
    antecedent = torch.where(antecedent >= 0, antecedent + begin.unsqueeze(1), -1)
    taken = torch.zeros(len(form), dtype=torch.bool)
    taken[antecedent[antecedent >= 0]] = True
    at = torch.nonzero(taken | (share[:, 0] > 0) | (vectors["mention"].detach().amax(1) > LIKELY)).squeeze(1)
    place = torch.zeros(len(form), dtype=torch.long)
    place[at] = torch.arange(1, len(at) + 1)
    target = torch.zeros(len(at), len(at) + 1)
    known = antecedent[at] >= 0
    target.scatter_add_(1, place[antecedent[at].clamp(min=0)] * known, share[at] * known)
    target[:, 0] = 1 - target[:, 1:].sum(1)
    document, form = document[at], form[at]
    links = network.links(**{n: v[at] for n, v in vectors.items()}, alike=form.unsqueeze(1) == form, at=at)
    links = links.masked_fill(~(document.unsqueeze(1) == document).tril(-1), -1e4)
    log = torch.cat([torch.zeros(len(at), 1), links], dim=1).log_softmax(1)
    return loss - (log * target).sum() / (1 + target[:, 1:].sum())
