"""Trains the network on treebanks, entity and coreference corpora together, in stages that survive an interruption."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from spacy.lang.en import English
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertModel

from kg.parse.network import Network as Parser
from kg.train.corpus import entity_corpora, lemma_table, trees
from kg.train.examples import (
    Example,
    Labels,
    batches,
    coref_batches,
    entity_example,
    entity_windows,
    tree_example,
    windows,
)
from kg.train.losses import coref_loss, entity_loss, tree_loss
from kg.train.network import Dropout, Network, Sizes
from kg.train.start import load_exported, mix

log = logging.getLogger(__name__)
LOSSES = {"tree": tree_loss, "entity": entity_loss, "coref": coref_loss}
Config = dict[str, Any]


def train(data: Path, encoder: Path, runs: Path, config: Config, start: Path | None = None) -> None:
    """Trains stage after stage in `runs`; each begins with the weights of the one before, the first with the encoder's.

    `start` is the folder of an exported model whose weights the first stage begins with instead, and which take part
    in the end (`mix`). A stage that was interrupted goes on from its last checkpoint; one that is done is passed over.
    """
    torch.set_num_threads(config["threads"])
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    corpora = Corpora(data, config, tokenizer)
    runs.mkdir(parents=True, exist_ok=True)
    write_inventories(runs, corpora, tokenizer)
    network = build(corpora.labels, encoder, config)
    before = load_exported(network, start) if start else {}
    for stage in config["stage"]:
        run(Stage(network, config | stage, runs / f"{stage['name']}.pt"), corpora)
    mix(network, before, config["mix"])
    torch.save(network.state_dict(), runs / "network.pt")


def write_inventories(runs: Path, corpora: Corpora, tokenizer: Tokenizer) -> None:
    """Writes what the exported model carries beside its weights."""
    labels = {name: getattr(corpora.labels, name) for name in Labels.__slots__}
    for name, content in (("labels", labels), ("lemmas", lemma_table(corpora.treebank))):
        (runs / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf8")
    tokenizer.save(str(runs / "tokenizer.json"))


def build(labels: Labels, encoder: Path, config: Config) -> Network:
    """A network with pretrained encoder weights and fresh heads."""
    torch.manual_seed(config["seed"])
    counts = {name: len(getattr(labels, name)) for name in ("upos", "xpos", "feats", "lemma", "deprel", "ner")}
    bert = BertModel.from_pretrained(
        encoder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
    )  # attention of few heads on short windows: on a CPU the plain form is the fastest, its dropout the slowest part
    bert.embeddings.word_embeddings.requires_grad_(not config["frozen_vocabulary"])
    return Network(
        bert,
        Sizes(**config["size"], **counts),
        config["dropout"],
    )


class Corpora:
    """The training data, from which each epoch's batches are cut anew and at random."""

    def __init__(self, data: Path, config: Config, tokenizer: Tokenizer) -> None:
        self.config, self.tokenizer = config, tokenizer
        self.treebank = [t for name in ("ewt", "gum") for t in trees(data / "ud" / f"en_{name}-train.conllu")]
        self.labels = Labels.of(self.treebank)
        self.named = entity_corpora(data, config["seed"])
        self.split = English().tokenizer
        self.discourses: list[Any] = []
        if any(stage.get("coref") for stage in config["stage"]):
            from kg.parse.component import MODEL
            from kg.train.masked import training_discourses

            parser = Parser(MODEL, config["threads"])
            self.discourses = training_discourses(data, parser, config["seed"])

    def tree(self, draw: random.Random) -> list[list[Example]]:
        """An epoch of treebank batches."""
        cuts = windows(self.treebank, self.config["window_words"], draw)
        return batches(
            [tree_example(w, self.labels, self.tokenizer, draw) for w in cuts], self.config["batch_pieces"], draw
        )

    def entity(self, draw: random.Random) -> list[list[Example]]:
        """An epoch of entity batches."""
        cuts = entity_windows(self.named, draw)
        examples = [entity_example(w, self.tokenizer, self.split, draw) for w in cuts]
        return batches(examples, self.config["batch_pieces"], draw)

    def coref(self, draw: random.Random) -> list[list[Example]]:
        """An epoch of coreference batches."""
        return coref_batches(
            self.discourses, self.config["batch_pieces"], self.config["window_words"], self.tokenizer, draw
        )


@dataclass(slots=True)
class Stream:
    """Batches of one task without end. Epoch n is the same for the same seed, so a stream goes on where it was."""

    make: Callable[[random.Random], list[list[Example]]]
    seed: str
    epoch: int = 0
    taken: int = 0
    batches: list[list[Example]] = field(default_factory=list)

    def __next__(self) -> list[Example]:
        while not self.batches or self.taken >= len(self.batches):
            if self.batches:
                self.epoch, self.taken = self.epoch + 1, 0
            self.batches = self.make(random.Random(f"{self.seed} {self.epoch}"))
        self.taken += 1
        return self.batches[self.taken - 1]


class Stage:
    """A stage's network, optimiser and moving average of weights, and where they are kept."""

    def __init__(self, network: Network, config: Config, path: Path) -> None:
        self.network, self.config, self.path = network, config, path
        learning = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        encoder = [p for n, p in learning if n.startswith("encoder.")]
        heads = [p for n, p in learning if not n.startswith("encoder.")]
        self.rates = [config["encoder_rate"], config["head_rate"]]
        self.adam = torch.optim.AdamW(
            [{"params": encoder}, {"params": heads}], weight_decay=config["weight_decay"], betas=(0.9, 0.98), fused=True
        )
        self.step = 0
        self.parameters = {n: p.detach() for n, p in learning}
        self.average = {n: p.clone() for n, p in self.parameters.items()}

    def resume(self, streams: dict[str, Stream]) -> None:
        """Takes up the last checkpoint, if there is one."""
        if not self.path.exists():
            return
        kept = torch.load(self.path, weights_only=True)
        self.network.load_state_dict(kept["network"])
        self.adam.load_state_dict(kept["adam"])
        self.average, self.step = kept["average"], kept["step"]
        torch.set_rng_state(kept["random"])
        for name, stream in streams.items():
            stream.epoch, stream.taken = kept["streams"][name]
        log.info("%s goes on after step %d", self.path.stem, self.step)

    def keep(self, streams: dict[str, Stream]) -> None:
        """Writes a checkpoint, whole or not at all."""
        content = {
            "network": self.network.state_dict(), "adam": self.adam.state_dict(), "average": self.average,
            "step": self.step, "random": torch.get_rng_state(),
            "streams": {name: (s.epoch, s.taken) for name, s in streams.items()},
        }  # fmt: skip
        torch.save(content, self.path.with_suffix(".part"))
        self.path.with_suffix(".part").replace(self.path)

    def learn(self, losses: dict[str, Tensor]) -> None:
        """One step down the gradient that the tasks' losses have left in the network."""
        self.step += 1
        factor = schedule(self.step, self.config["steps"], self.config["warmup"], self.config["last_rate"])
        for group, rate in zip(self.adam.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)
        decay = min(self.config["average"], self.step / (self.step + 10))
        torch._foreach_lerp_(list(self.average.values()), list(self.parameters.values()), 1 - decay)


def schedule(step: int, total: int, warmup: float, last: float) -> float:
    """Linear warm-up, then linear decay down to `last`, as a factor."""
    rise = max(1, int(total * warmup))
    return min(step / rise, last + (1 - last) * max(0.0, (total - step) / max(1, total - rise)))


def dropped(group: list[Example], share: float, mask: int) -> list[Example]:
    """A batch with some subwords hidden, so that the network learns to lean on the context (word dropout)."""
    for window, _ in group:
        hidden = torch.rand(len(window.pieces)) < share
        hidden[0] = hidden[-1] = False
        window.pieces[hidden.numpy()] = mask
    return group


def run(stage: Stage, corpora: Corpora) -> None:
    """Trains one stage to its end and leaves the network with the averaged weights."""
    config = stage.config
    tasks = {task: config[task] for task in LOSSES if config.get(task)}
    streams = {task: Stream(getattr(corpora, task), f"{config['seed']} {stage.path.stem} {task}") for task in tasks}
    stage.resume(streams)
    mask = corpora.tokenizer.token_to_id("[MASK]") or 0
    network, seen = stage.network, dict.fromkeys(tasks, 0.0)
    network.train()
    began = time.monotonic()
    for step in range(stage.step + 1, config["steps"] + 1):
        losses = {}
        Dropout.seed(config["seed"], step)
        for task in due(tasks, step):
            group = dropped(next(streams[task]), config["word_dropout"], mask)
            with torch.autocast("cpu", torch.bfloat16, enabled=config["bfloat16"]):
                losses[task] = LOSSES[task](network, group)
            (losses[task] * config["weight"].get(task, 1.0)).backward()
            seen[task] += 0.02 * (float(losses[task].detach()) - seen[task])
        stage.learn(losses)
        if step % 25 == 0:
            told = "  ".join(f"{task} {loss:.3f}" for task, loss in seen.items())
            log.info("%s %d  %s  %.0f s", stage.path.stem, step, told, time.monotonic() - began)
        if step % 200 == 0 or step == config["steps"]:
            stage.keep(streams)
    network.load_state_dict(network.state_dict() | stage.average)


def due(tasks: dict[str, float], step: int) -> Iterator[str]:
    """The tasks whose turn it is: one of share 0.5 takes part in every second step."""
    for task, share in tasks.items():
        if int(step * share) > int((step - 1) * share):
            yield task
