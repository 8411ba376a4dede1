"""The network: one small encoder, and every layer of annotation as a head on it.

A word is its first and last subword state (Kitaev et al. 2019) beside its casing, which the uncased encoder cannot see.
Arcs are scored by a biaffine form (Dozat & Manning 2017), a root being a word that heads itself; labels by one hidden
layer over the word and its head, which costs a matrix product where a biaffine form costs one for each label.
Coreference is between words (Dobrovolskii 2021): a vector for a word as anaphor, and one for it as antecedent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from transformers import PreTrainedModel


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the heads and counts of their labels."""

    arc: int
    label: int
    entity: int
    casing: int
    coref: int
    upos: int
    xpos: int
    feats: int
    lemma: int
    deprel: int
    ner: int


class Dropout(nn.Module):  # type: ignore[misc] # torch is an extra: its classes are Any where it is absent
    """Dropout whose noise is drawn as bytes: on a CPU torch's own takes a fifth of a training step.

    `seed` makes the noise of a step the same again, so that an interrupted run goes on as it would have.
    """

    noise = np.random.default_rng(0)

    def __init__(self, share: float) -> None:
        super().__init__()
        self.p = share  # encoders ask for it
        self.least = round(share * 256)

    @classmethod
    def seed(cls, *numbers: int) -> None:
        """Begins the noise of a step."""
        cls.noise = np.random.default_rng(numbers)

    def forward(self, x: Tensor) -> Tensor:
        """x with a share of its values set to 0 and the others raised to make up for it, in training."""
        if not self.training or not self.least:
            return x
        drawn = torch.from_numpy(self.noise.integers(0, 256, x.numel(), dtype=np.uint8)).view(x.shape)
        return x * ((drawn >= self.least).to(x.dtype) * (256 / (256 - self.least)))


def lighten(module: nn.Module) -> None:
    """Puts our `Dropout` in the place of torch's, everywhere in a module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, Dropout(child.p))
        else:
            lighten(child)


CASINGS = 6
DISTANCES = 12
MENTION = 3


class Network(nn.Module):  # type: ignore[misc] # torch is an extra: its classes are Any where it is absent
    """Subwords in, scores for all layers out. B windows, P subwords, W words.

    Returned by `forward`: ``upos xpos feats lemma start ner`` of shape (B, W, labels), ``arc`` (B, W, W) with
    ``arc[b, d, h]`` the score of h heading d, ``dependent``, ``governor`` (B, W, label width), for `labels`,
    ``anaphor``, ``antecedent`` (B, W, coref width) for `links`, and ``mention`` (B, W, 3): whether a word heads a
    mention, whether of a person, a place or an organisation, and how readily it is spoken of again.
    """

    def __init__(self, encoder: PreTrainedModel, sizes: Sizes, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = encoder
        lighten(encoder)
        self.dropout = Dropout(dropout)
        hidden = encoder.config.hidden_size
        self.piece_casing = nn.Embedding(CASINGS, hidden)
        nn.init.zeros_(self.piece_casing.weight)
        self.word_casing = nn.Embedding(CASINGS, sizes.casing)
        width = 2 * hidden + sizes.casing
        self.tags = nn.ModuleDict(
            {name: nn.Linear(width, getattr(sizes, name)) for name in ("upos", "xpos", "feats", "lemma")}
        )
        self.start = nn.Linear(width, 2)
        self.ner = nn.Sequential(nn.Linear(width, sizes.entity), nn.ReLU(), nn.Linear(sizes.entity, sizes.ner))
        self.arc_dependent = nn.Linear(width, sizes.arc)
        self.arc_governor = nn.Linear(width, sizes.arc)
        self.arc_form = nn.Linear(sizes.arc, sizes.arc, bias=False)
        self.arc_bias = nn.Linear(sizes.arc, 1, bias=False)
        self.dependent = nn.Linear(width, sizes.label)
        self.governor = nn.Linear(width, sizes.label)
        self.deprel = nn.Linear(sizes.label, sizes.deprel)
        nn.init.orthogonal_(self.arc_form.weight, gain=0.1)
        self.anaphor = nn.Linear(width, sizes.coref)
        self.antecedent = nn.Linear(width, sizes.coref)
        self.mention = nn.Linear(width, MENTION)
        self.distance = nn.Embedding(DISTANCES, 1)
        self.alike = nn.Parameter(torch.zeros(()))
        nn.init.zeros_(self.distance.weight)
        nn.init.constant_(self.mention.bias, -2.0)  # most words are no mention

    def forward(self, pieces: Tensor, mask: Tensor, casing: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """pieces, mask, casing (B, P): subword ids, 1 for a real one, casing class of the subword's word.
        first, last (B, W): index of a word's first and last subword."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.piece_casing(casing)
        state = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        state = self.dropout(state)
        words = torch.cat(
            [pick(state, first), pick(state, last), self.word_casing(torch.gather(casing, 1, first))], dim=-1
        )
        words = self.dropout(words)
        scores = {name: head(words) for name, head in self.tags.items()}
        scores["start"] = self.start(words)
        scores["ner"] = self.ner(words)
        dependent = self.dropout(torch.relu(self.arc_dependent(words)))
        governor = self.dropout(torch.relu(self.arc_governor(words)))
        scores["arc"] = self.arc_form(dependent) @ governor.transpose(1, 2) + self.arc_bias(governor).transpose(1, 2)
        scores["dependent"] = self.dependent(words)
        scores["governor"] = self.governor(words)
        scores["anaphor"] = self.anaphor(words)
        scores["antecedent"] = self.antecedent(words)
        scores["mention"] = self.mention(words)
        return scores

    def labels(self, dependent: Tensor, governor: Tensor, heads: Tensor) -> Tensor:
        """Scores (B, W, deprels) of each word's relation to its head in `heads` (B, W)."""
        return self.deprel(self.dropout(torch.relu(dependent + pick(governor, heads))))

    def links(self, anaphor: Tensor, antecedent: Tensor, mention: Tensor, alike: Tensor, at: Tensor) -> Tensor:
        """Scores (N, N) of each of N words' taking up each other; `alike` where two words are the same, `at` (N) their
        places in the text."""
        apart = (at.unsqueeze(1) - at.unsqueeze(0)).clamp(min=1).float().log2().long().clamp(max=DISTANCES - 1)
        form = anaphor @ antecedent.T / anaphor.shape[1] ** 0.5
        again = mention[:, -1]
        return (
            form
            + again.unsqueeze(1)
            + again.unsqueeze(0)
            + self.distance(apart).squeeze(-1)
            + self.alike * alike.float()
        )


def pick(states: Tensor, index: Tensor) -> Tensor:
    """states (B, N, D) at index (B, W) -> (B, W, D)."""
    return torch.gather(states, 1, index.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
