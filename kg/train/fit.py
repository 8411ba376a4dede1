"""Trains the network on the treebanks and the entity corpora, together."""

from __future__ import annotations

import json
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from spacy.lang.en import English
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F
from transformers import BertModel

from kg.parse import lemmas
from kg.parse.encode import Encoded, batch, encode
from kg.train.corpus import TAGS, Named, Tree, entity_corpora, lemma_table, trees
from kg.train.network import Network, Sizes

log = logging.getLogger(__name__)
IGNORE = -100
LAYERS = ("upos", "xpos", "feats", "lemma", "start", "head", "deprel")
Example = tuple[Encoded, dict[str, np.ndarray]]


@dataclass(frozen=True, slots=True)
class Labels:
    """The label inventories, each in the order of its scores."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemma: list[str]
    deprel: list[str]
    ner: list[str]

    @classmethod
    def of(cls, treebank: Sequence[Tree]) -> Labels:
        """Collects the labels of a treebank; feature sets and lemma scripts seen once are left out."""

        def column(values: Iterator[str], least: int = 1) -> list[str]:
            counts = Counter(values)
            return sorted((v for v, n in counts.items() if n >= least), key=lambda v: (-counts[v], v))

        return cls(
            upos=column(u for t in treebank for u in t.upos),
            xpos=column(x for t in treebank for x in t.xpos),
            feats=column((f for t in treebank for f in t.feats), 2),
            lemma=column((lemmas.script(w, m) for t in treebank for w, m in zip(t.words, t.lemma, strict=True)), 2),
            deprel=column(d for t in treebank for d in t.deprel),
            ner=list(TAGS),
        )


def tree_example(window: Sequence[Tree], labels: Labels, tokenizer: Tokenizer, draw: random.Random) -> Example:
    """Consecutive sentences as one window; now and then in another casing, as headlines and careless text are."""
    words = [w for t in window for w in t.words]
    dice = draw.random()
    if dice < 0.07:
        change = str.title if dice < 0.04 else str.lower if dice < 0.055 else str.upper
        seen = [change(w) for w in words]
    else:
        seen = words
    offset, heads, starts, sentence = 0, [], [], []
    for number, tree in enumerate(window):
        heads += [offset + h for h in tree.head]
        starts += [1] + [0] * (len(tree.words) - 1)
        sentence += [number] * len(tree.words)
        offset += len(tree.words)
    index = {
        name: {v: i for i, v in enumerate(getattr(labels, name))}
        for name in ("upos", "xpos", "feats", "lemma", "deprel")
    }
    scripts = [lemmas.script(w, m) for t in window for w, m in zip(t.words, t.lemma, strict=True)]
    gold = {
        **{
            n: [index[n].get(v, IGNORE) for t in window for v in getattr(t, n)]
            for n in ("upos", "xpos", "feats", "deprel")
        },
        "lemma": [index["lemma"].get(s, IGNORE) if seen is words else IGNORE for s in scripts],
        "start": starts,
        "head": heads,
        "sentence": sentence,
    }
    return encode(seen, tokenizer), {k: np.array(v, dtype=np.int64) for k, v in gold.items()}


def windows(treebank: Sequence[Tree], longest: int, draw: random.Random) -> list[list[Tree]]:
    """Cuts a treebank into windows of one or several consecutive sentences of a document."""
    found: list[list[Tree]] = []
    room = 0
    for tree in treebank:
        if not found or tree.new_document or len(tree.words) > room:
            found.append([])
            room = 1 if draw.random() < 0.3 else draw.randint(15, longest)
        found[-1].append(tree)
        room -= len(tree.words)
    return found


def entity_example(window: Sequence[Named], tokenizer: Tokenizer, words_of: Any) -> Example:
    """Sentences of an entity corpus, cut into words as the parser cuts, with the allowed tags as 0/1 masks."""
    words: list[str] = []
    rows: list[list[float]] = []
    for sentence in window:
        for word, allowed in zip(sentence.words, sentence.allowed, strict=True):
            inside = frozenset("I-" + tag[2:] if tag[1:2] == "-" else tag for tag in allowed)
            for number, piece in enumerate([t.text for t in words_of(word)] or [word]):
                words.append(piece)
                tags = (allowed if number == 0 else inside) or frozenset(TAGS)
                rows.append([float(tag in tags) for tag in TAGS])
    return encode(words, tokenizer), {"allowed": np.array(rows, dtype=np.float32)}


def batches(examples: list[Example], pieces: int, draw: random.Random) -> list[list[Example]]:
    """Groups examples of like length into batches of about `pieces` subwords, in random order."""
    order = sorted(examples, key=lambda e: len(e[0].pieces) + draw.random() * 8)
    found: list[list[Example]] = []
    for example in order:
        if not found or (len(found[-1]) + 1) * len(example[0].pieces) > pieces:
            found.append([])
        found[-1].append(example)
    draw.shuffle(found)
    return found


def padded(group: list[Example], name: str, fill: float = IGNORE) -> Tensor:
    """One gold column of a batch, padded with `fill`."""
    columns = [torch.from_numpy(gold[name]) for _, gold in group]
    return torch.nn.utils.rnn.pad_sequence(columns, batch_first=True, padding_value=fill)


def inputs(group: list[Example]) -> dict[str, Tensor]:
    """The network's inputs for a batch."""
    return {name: torch.from_numpy(array) for name, array in batch([e for e, _ in group]).items()}


def tree_loss(network: Network, group: list[Example]) -> Tensor:
    """Cross-entropy of every treebank layer; a head is sought within the gold sentence, as the parser seeks it."""
    scores = network(**inputs(group))
    gold = {name: padded(group, name) for name in (*LAYERS, "sentence")}
    total = torch.zeros(())
    for name, weight in (("upos", 0.5), ("xpos", 0.3), ("feats", 0.5), ("lemma", 0.5), ("start", 0.5)):
        total = total + weight * F.cross_entropy(
            scores[name].float().flatten(0, 1), gold[name].flatten(), ignore_index=IGNORE
        )
    apart = gold["sentence"].unsqueeze(2) != gold["sentence"].unsqueeze(1)
    arc = scores["arc"].float().masked_fill(apart, -1e4)
    total = total + F.cross_entropy(arc.flatten(0, 1), gold["head"].flatten(), ignore_index=IGNORE)
    label = network.labels(scores["dependent"], scores["governor"], gold["head"].clamp(min=0)).float()
    return total + F.cross_entropy(label.flatten(0, 1), gold["deprel"].flatten(), ignore_index=IGNORE)


def entity_loss(network: Network, group: list[Example]) -> Tensor:
    """Minus the log-probability of the allowed tags together."""
    logits = network(**inputs(group))["ner"].float().log_softmax(-1)
    allowed = padded(group, "allowed", 1.0)
    known = allowed.sum(-1) < len(TAGS)
    mass = logits.masked_fill(allowed == 0, -1e4).logsumexp(-1)
    return -(mass * known).sum() / known.sum().clamp(min=1)


def schedule(step: int, total: int, warmup: float) -> float:
    """Linear warm-up and linear decay, as a factor."""
    rise = max(1, int(total * warmup))
    return min(step / rise, max(0.0, (total - step) / max(1, total - rise)))


def optimiser(network: Network, config: dict[str, Any]) -> torch.optim.AdamW:
    """AdamW with a low rate for the encoder and a high one for the fresh heads."""
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "lr": config["encoder_rate"]}, {"params": heads, "lr": config["head_rate"]}]
    return torch.optim.AdamW(groups, weight_decay=config["weight_decay"], betas=(0.9, 0.98))


def forever(make: Callable[[], list[Example]], pieces: int, draw: random.Random) -> Iterator[list[Example]]:
    """Batches without end, every epoch cut and shuffled anew."""
    while True:
        yield from batches(make(), pieces, draw)


def build(labels: Labels, encoder: Path, config: dict[str, Any]) -> Network:
    """A network with pretrained encoder weights and fresh heads."""
    counts = {name: len(getattr(labels, name)) for name in ("upos", "xpos", "feats", "lemma", "deprel", "ner")}
    return Network(
        BertModel.from_pretrained(encoder, add_pooling_layer=False),
        Sizes(**config["size"], **counts),
        config["dropout"],
    )


def train(data: Path, encoder: Path, out: Path, config: dict[str, Any]) -> None:
    """Trains and saves ``network.pt``, ``labels.json`` and the tokenizer in `out`, with a checkpoint now and then."""
    torch.manual_seed(config["seed"])
    torch.set_num_threads(config["threads"])
    draw = random.Random(config["seed"])
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    treebank = [t for name in ("ewt", "gum") for t in trees(data / "ud" / f"en_{name}-train.conllu")]
    labels = Labels.of(treebank)
    out.mkdir(parents=True, exist_ok=True)
    (out / "labels.json").write_text(
        json.dumps({n: getattr(labels, n) for n in Labels.__slots__}, ensure_ascii=False, indent=0), encoding="utf8"
    )
    (out / "lemmas.json").write_text(json.dumps(lemma_table(treebank), ensure_ascii=False, indent=0), encoding="utf8")
    tokenizer.save(str(out / "tokenizer.json"))
    network = build(labels, encoder, config)
    named = entity_corpora(data, config["seed"])
    split = English().tokenizer

    def tree_examples() -> list[Example]:
        return [tree_example(w, labels, tokenizer, draw) for w in windows(treebank, config["window_words"], draw)]

    def entity_examples() -> list[Example]:
        draw.shuffle(named)
        return [entity_example([s], tokenizer, split) for s in named]

    run(
        network,
        config,
        forever(tree_examples, config["batch_pieces"], draw),
        forever(entity_examples, config["batch_pieces"], draw),
        out,
    )


def run(
    network: Network, config: dict[str, Any], tree: Iterator[list[Example]], entity: Iterator[list[Example]], out: Path
) -> None:
    """The training loop."""
    adam = optimiser(network, config)
    rates = [group["lr"] for group in adam.param_groups]
    began, owed, seen = time.monotonic(), 0.0, {"tree": 0.0, "entity": 0.0}
    network.train()
    for step in range(1, config["steps"] + 1):
        for group, rate in zip(adam.param_groups, rates, strict=True):
            group["lr"] = rate * schedule(step, config["steps"], config["warmup"])
        owed += config["entity_share"]
        with torch.autocast("cpu", torch.bfloat16, enabled=config.get("bfloat16", True)):
            loss = tree_loss(network, next(tree))
        seen["tree"] = 0.98 * seen["tree"] + 0.02 * float(loss)
        loss.backward()
        if owed >= 1:
            owed -= 1
            with torch.autocast("cpu", torch.bfloat16, enabled=config.get("bfloat16", True)):
                loss = entity_loss(network, next(entity))
            seen["entity"] = 0.95 * seen["entity"] + 0.05 * float(loss)
            loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        adam.step()
        adam.zero_grad(set_to_none=True)
        if step % 25 == 0:
            log.info(
                "step %d tree %.3f entity %.3f, %.0f s", step, seen["tree"], seen["entity"], time.monotonic() - began
            )
        if step % 300 == 0 or step == config["steps"]:
            torch.save({"network": network.state_dict(), "step": step}, out / "network.pt")
