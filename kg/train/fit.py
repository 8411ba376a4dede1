"""Trains the network on treebanks, entity and coreference corpora together, in stages that survive an interruption."""

from __future__ import annotations

import json
import logging
import pickle
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import AutoConfig, AutoModel, PreTrainedModel

from kg.parse.encode import Encoder
from kg.parse.network import Network as Parser
from kg.train.corpus import entity_corpora, lemma_table, trees
from kg.train.distil import Opinion, joined, opinions, silver_example, silver_loss, unlabelled
from kg.train.examples import (
    PIECES,
    Example,
    Labels,
    batches,
    coref_batches,
    cutter,
    entity_example,
    entity_windows,
    tree_example,
    windows,
)
from kg.train.links import Linked, linked, linked_batches, links_loss, unlinked
from kg.train.losses import coref_loss, entity_loss, tree_loss
from kg.train.network import Dropout, Network, Sizes
from kg.train.start import begin, mix

log = logging.getLogger(__name__)
LOSSES = {
    "tree": tree_loss, "entity": entity_loss, "coref": coref_loss, "silver": silver_loss, "links": links_loss
}  # fmt: skip
Config = dict[str, Any]


def train(
    data: Path,
    encoder: Path,
    runs: Path,
    config: Config,
    start: Path | None = None,
    teacher: Path | None = None,
    coref_teacher: Path | None = None,
) -> None:
    """Trains stage after stage in `runs`; each begins with the weights of the one before, the first with the encoder's.

    `start` is the folder of an exported model or of a finished run, whose weights the first stage begins with instead,
    and which take part in the end (`mix`); `teacher` the runs of a larger network, for stages that learn from it
    (``silver``), and `coref_teacher` those of one that they learn coreference from (``links``). A stage that was
    interrupted goes on from its last checkpoint; one that is done is passed over.
    """
    torch.set_num_threads(config["threads"])
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    corpora = Corpora(data, config, Encoder(tokenizer))
    runs.mkdir(parents=True, exist_ok=True)
    network = build(corpora.labels, encoder, config)
    write_inventories(runs, corpora)
    write_form(runs, network, config)
    if teacher:
        corpora.opinions = [Opinion(*o) for o in kept(runs / "silver.pt", lambda: silver_views(data, teacher, config))]
    if coref_teacher:
        corpora.linked = [Linked(*o) for o in kept(runs / "links.pt", lambda: link_views(data, coref_teacher, config))]
    before = begin(network, start) if start else {}
    for stage in config["stage"]:
        run(Stage(network, config | stage, runs / f"{stage['name']}.pt"), corpora)
    mix(network, before, config["mix"])
    torch.save(network.state_dict(), runs / "network.pt")


def write_inventories(runs: Path, corpora: Corpora) -> None:
    """Writes what the exported model carries beside its weights."""
    labels = {name: getattr(corpora.labels, name) for name in Labels.__slots__}
    for name, content in (("labels", labels), ("lemmas", lemma_table(corpora.treebank))):
        (runs / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf8")
    corpora.encode.tokenizer.save(str(runs / "tokenizer.json"))


def write_form(runs: Path, network: Network, config: Config) -> None:
    """Writes what a network is built from again, beside its weights (`load_run`)."""
    network.encoder.config.save_pretrained(runs)
    (runs / "recipe.json").write_text(json.dumps(config), encoding="utf8")


def load_run(runs: Path) -> tuple[Network, Encoder]:
    """The network that a finished run has trained, and what turns words into its inputs."""
    labels = Labels(**json.loads((runs / "labels.json").read_text(encoding="utf8")))
    config = json.loads((runs / "recipe.json").read_text(encoding="utf8"))
    encoder = AutoModel.from_config(AutoConfig.from_pretrained(runs), add_pooling_layer=False)
    network = assembled(encoder, labels, config)
    network.load_state_dict(torch.load(runs / "network.pt", weights_only=True))
    return network, Encoder(Tokenizer.from_file(str(runs / "tokenizer.json")))


def kept(path: Path, make: Callable[[], list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    """What takes long to make, made once and kept at `path`."""
    if not path.exists():
        found = make()
        with path.with_suffix(".part").open("wb") as file:  # whole or not at all
            pickle.dump(found, file)
        path.with_suffix(".part").replace(path)
    with path.open("rb") as file:
        known: list[tuple[Any, ...]] = pickle.load(file)
    return known


def silver_views(data: Path, teacher: Path, config: Config) -> list[tuple[Any, ...]]:
    """The fields of the teacher's `Opinion` of all unlabelled text."""
    draw = random.Random(config["seed"])
    windows = joined(unlabelled(data, draw), config["window_words"], draw)
    draw.shuffle(windows)
    sizes = accumulate(sum(map(len, window)) for window in windows)
    windows = [w for w, size in zip(windows, sizes, strict=True) if size < config["silver_words"]]
    log.info("the teacher reads %d windows", len(windows))
    return [(o.words, o.columns, o.pieces) for o in opinions(*load_run(teacher), windows)]


def link_views(data: Path, teacher: Path, config: Config) -> list[tuple[Any, ...]]:
    """The fields of the teacher's `Linked` of all documents without coreference."""
    documents = unlinked(data, random.Random(config["seed"]))
    log.info("the teacher of coreference reads %d documents", len(documents))
    return [(o.run, o.mention, o.antecedent, o.share) for o in linked(*load_run(teacher), documents)]


def build(labels: Labels, encoder: Path, config: Config) -> Network:
    """A network with pretrained encoder weights and fresh heads."""
    torch.manual_seed(config["seed"])
    pretrained = AutoModel.from_pretrained(
        encoder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
    )  # attention of few heads on short windows: on a CPU the plain form is the fastest, its dropout the slowest part
    pretrained.embeddings.word_embeddings.requires_grad_(not config["frozen_vocabulary"])
    for layer in pretrained.encoder.layer[: config.get("frozen_layers", 0)]:
        layer.requires_grad_(False)
    return assembled(pretrained, labels, config)


def assembled(encoder: PreTrainedModel, labels: Labels, config: Config) -> Network:
    """An encoder with fresh heads for the labels."""
    counts = {name: len(getattr(labels, name)) for name in ("upos", "xpos", "feats", "lemma", "deprel", "ner")}
    return Network(encoder, Sizes(**config["size"], **counts), config["dropout"])


class Corpora:
    """The training data, from which each epoch's batches are cut anew and at random."""

    def __init__(self, data: Path, config: Config, encode: Encoder) -> None:
        self.config, self.encode = config, encode
        self.treebank = [t for name in ("ewt", "gum") for t in trees(data / "ud" / f"en_{name}-train.conllu")]
        self.labels = Labels.of(self.treebank)
        self.named = entity_corpora(data, config["seed"])
        self.words_of = cutter()
        self.discourses: list[Any] = []
        self.opinions: list[Opinion] = []
        self.linked: list[Linked] = []
        if any(stage.get("coref") for stage in config["stage"]):
            from kg.parse.component import MODEL
            from kg.train.masked import training_discourses

            parser = Parser(MODEL, config["threads"])
            self.discourses = training_discourses(data, parser, config["seed"])

    def stream(self, task: str, seed: str) -> Stream:
        """The batches of a task."""
        make, read = {
            "tree": (self.tree, lambda w, draw: tree_example(w, self.labels, self.encode, draw)),
            "entity": (self.entity, lambda w, draw: entity_example(w, self.encode, self.words_of, draw)),
            "silver": (self.silver, lambda o, draw: silver_example(o, self.encode, draw)),
            "coref": (self.coref, lambda example, _: example),
            "links": (self.links, lambda example, _: example),
        }[task]
        return Stream(make, read, f"{seed} {task}")

    def tree(self, draw: random.Random) -> list[list[Any]]:
        """An epoch of treebank batches."""
        cuts = windows(self.treebank, self.config["window_words"], draw)
        return batches(cuts, lambda w: sum(len(t.words) for t in w), self.config["batch_pieces"], draw)

    def entity(self, draw: random.Random) -> list[list[Any]]:
        """An epoch of entity batches."""
        cuts = entity_windows(self.named, draw)
        return batches(cuts, lambda w: sum(len(s.words) for s in w), self.config["batch_pieces"], draw)

    def silver(self, draw: random.Random) -> list[list[Any]]:
        """An epoch of batches of the teacher's."""
        return batches(self.opinions, lambda o: o.pieces / PIECES, self.config["batch_pieces"], draw)

    def coref(self, draw: random.Random) -> list[list[Any]]:
        """An epoch of coreference batches."""
        return coref_batches(
            self.discourses, self.config["batch_pieces"], self.config["window_words"], self.encode, draw
        )

    def links(self, draw: random.Random) -> list[list[Any]]:
        """An epoch of batches of the coreference teacher's."""
        return linked_batches(self.linked, self.config["batch_pieces"], self.config["window_words"], self.encode, draw)


@dataclass(slots=True)
class Stream:
    """Batches of one task without end: groups of windows, read when their turn comes. Epoch n is the same for the same
    seed, so a stream goes on where it was."""

    make: Callable[[random.Random], list[list[Any]]]
    read: Callable[[Any, random.Random], Example]
    seed: str
    epoch: int = 0
    taken: int = 0
    groups: list[list[Any]] = field(default_factory=list)

    def __next__(self) -> list[Example]:
        while not self.groups or self.taken >= len(self.groups):
            if self.groups:
                self.epoch, self.taken = self.epoch + 1, 0
            self.groups = self.make(random.Random(f"{self.seed} {self.epoch}"))
        self.taken += 1
        draw = random.Random(f"{self.seed} {self.epoch} {self.taken}")
        return [self.read(window, draw) for window in self.groups[self.taken - 1]]


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
    streams = {task: corpora.stream(task, f"{config['seed']} {stage.path.stem}") for task in tasks}
    stage.resume(streams)
    mask = next(filter(None, map(corpora.encode.tokenizer.token_to_id, ("[MASK]", "<mask>"))), 0)
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
        if step % 100 == 0 or step == config["steps"]:
            stage.keep(streams)
    network.load_state_dict(network.state_dict() | stage.average)


def due(tasks: dict[str, float], step: int) -> Iterator[str]:
    """The tasks whose turn it is: one of share 0.5 takes part in every second step."""
    for task, share in tasks.items():
        if int(step * share) > int((step - 1) * share):
            yield task
