"""Runs the exported network: windows of words in, decided annotation out. onnxruntime, one pass, no torch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.parse import lemmas
from kg.parse.arborescence import decode
from kg.parse.encode import MEMORY, Encoded, Encoder, batch
from kg.parse.threads import one_thread

BATCH_PIECES = 512  # more pads more than it saves in calls
ENDS = frozenset(".!?:;…”\"')]’")
SURE = 1.0  # score of a sentence's start where no punctuation speaks for it
UNLIKELY = -2.0  # and where a point and a capital do
OPENERS = frozenset("The A An In On At He She It They We This These That But However".split())
# titles that spaCy's tokenizer parts from their point; a sentence does not end behind them
POINTED = frozenset(
    "Amb. Brig. Capt. Cdr. Cmdr. Col. Cpl. Det. Ens. Fr. Hon. Insp. Lt. Maj. Mgr. Mlle. Mme. Msgr. Pfc. Pres. Pvt. "
    "Sgt. Spc. Sqn. Supt.".split()
)
TAGS = ("upos", "xpos", "feats", "deprel")
FILES = ("network.onnx", "deprel.npz", "labels.json", "lemmas.json", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A window's words, a list a layer; `head` counts from 0 in the window and a root is its own head.

    `tags` (words, 4) has the numbers of `TAGS` in the network's inventories.
    `certainty` is the probability of each word's head and relation, as the network sees it.
    `coref` (words, 2 C + 3) has each word's vectors as anaphor and as antecedent and its scores as a mention, for
    `kg.parse.coref`; of no columns where the network has no such layer.
    """

    tags: NDArray[np.int64]
    lemma: list[str]
    start: list[bool]
    head: list[int]
    deprel: list[str]
    ner: list[str]
    certainty: NDArray[np.float32]
    coref: NDArray[np.float32]


class Network:
    """The language model of a folder that `kg.train` exported."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError(
                f"{folder} is no language model of kg: it lacks {', '.join(missing)}; reinstall kg or give --model"
            )
        self.folder, self.threads = folder, threads
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf8"))
        self.lemmas: dict[str, str] = json.loads((folder / "lemmas.json").read_text(encoding="utf8"))
        self.vocabulary: dict[str, set[str]] = {}
        for key, lemma in self.lemmas.items():
            self.vocabulary.setdefault(key.rpartition("|")[2], set()).add(lemma)
        self.words = frozenset(self.lemmas.values())
        self.remembered: dict[tuple[str, str, str], str] = {}
        with np.load(folder / "deprel.npz") as layer:
            self.weight, self.bias = layer["weight"].T.copy(), layer["bias"]
        self.bans = transitions(self.labels["ner"])
        self.modifiers = [i for i, name in enumerate(self.labels["deprel"]) if name in ("amod", "compound")]

    @cached_property
    def session(self) -> Any:
        """The onnxruntime session, opened at first use."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / "network.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def tokenizer(self) -> Any:
        """The subword tokenizer."""
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / "tokenizer.json"))

    @cached_property
    def encoder(self) -> Encoder:
        """What turns words into the network's inputs."""
        return Encoder(self.tokenizer)

    def __call__(
        self, windows: Sequence[Sequence[str]], starts: Sequence[Sequence[bool] | None] | None = None
    ) -> list[Annotation]:
        """Annotates windows of words; `starts` gives the sentences' first words where they are known."""
        encoded = [self.encoder(words) for words in windows]
        found: dict[int, Annotation] = {}
        with one_thread():
            for group in groups(encoded):
                scores = self._run([encoded[i] for i in group])
                for row, i in enumerate(group):
                    scores["ner"][row, len(windows[i]) :, 1:] = -np.inf
                ner = viterbi(scores["ner"], self.bans)
                for row, i in enumerate(group):
                    known = starts[i] if starts else None
                    found[i] = self._decide(windows[i], {k: v[row] for k, v in scores.items()}, ner[row], known)
        return [found[i] for i in range(len(windows))]

    def _run(self, group: list[Encoded]) -> dict[str, NDArray[Any]]:
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, batch(group)), strict=True))

    def _decide(
        self, words: Sequence[str], scores: dict[str, NDArray[Any]], ner: NDArray[Any], known: Sequence[bool] | None
    ) -> Annotation:
        size = len(words)
        start = list(known) if known else starts_of(words, scores["start"][:size])
        start[0] = True
        heads = sentence_heads(scores["arc"][:size, :size], start)
        hidden = np.maximum(scores["dependent"][:size] + scores["governor"][heads], 0)
        relation = hidden @ self.weight + self.bias
        inventory = self.labels["deprel"]
        root = inventory.index("root")
        own = heads == np.arange(size)
        relation[:, root] = np.where(own, np.inf, -np.inf)
        relations = relation.argmax(axis=1)
        names = [self.labels["ner"][k] for k in ner[:size].tolist()]
        upos, scripts = ([self.labels[n][k] for k in scores[n][:size].tolist()] for n in ("upos", "lemma"))
        deprel = [inventory[k] for k in relations.tolist()]
        whole = described(names, upos, heads.tolist(), deprel)
        return Annotation(
            np.stack([*(scores[layer][:size] for layer in TAGS[:3]), relations], axis=1),
            [self._lemma(*row) for row in zip(words, upos, scripts, strict=True)],
            start, heads.tolist(), deprel,
            names, certainties(scores["arc"][:size, :size], start, heads, relation, whole, self.modifiers),
            scores["coref"][:size] if "coref" in scores else np.zeros((size, 0), dtype=np.float32),
        )  # fmt: skip

    def _lemma(self, word: str, upos: str, rule: str) -> str:
        """A word's lemma, looked up once."""
        key = (word, upos, rule)
        found = self.remembered.get(key)
        if found is None:
            found = self._made_lemma(word, upos, rule)
            if len(self.remembered) < MEMORY:
                self.remembered[key] = found
        return found

    def _made_lemma(self, word: str, upos: str, rule: str) -> str:
        """A word's lemma: what the treebanks always give it, else what the edit script makes of it, if likely.

        A capital that the script keeps ("the Second Army") is none of a sentence's start.
        """
        known = self.lemmas.get(f"{word.lower()}|{upos}")
        if known and not (word[:1].isupper() and lemmas.keeps_case(rule)):
            return known
        vocabulary = self.vocabulary.get(upos, set())
        return lemmas.likely(lemmas.apply(rule, word), word, upos, vocabulary, self.words)


def groups(encoded: Sequence[Encoded]) -> list[list[int]]:
    """Indices of windows of like length, in batches of about `BATCH_PIECES` subwords."""
    found: list[list[int]] = []
    for i in sorted(range(len(encoded)), key=lambda i: len(encoded[i].pieces)):
        if not found or (len(found[-1]) + 1) * len(encoded[i].pieces) > BATCH_PIECES:
            found.append([])
        found[-1].append(i)
    return found


def starts_of(words: Sequence[str], scores: NDArray[Any]) -> list[bool]:
    """Where sentences start; after a word that ends none by its punctuation, only where the network is sure."""
    margin = scores[:, 1] - scores[:, 0]
    found: list[bool] = (margin > SURE).tolist()
    for i in {*np.flatnonzero(margin > UNLIKELY).tolist(), *opened(words)}:
        found[i] = starts_at(words, i, float(margin[i]))
    return found


def opened(words: Sequence[str]) -> Iterator[int]:
    """The words before which a sentence may end by an abbreviation."""
    return (i for i in range(1, len(words)) if words[i] in OPENERS and words[i - 1].endswith("."))


def starts_at(words: Sequence[str], i: int, margin: float) -> bool:
    """Whether a sentence starts at word `i`, by its `margin` and what stands before it."""
    if i == 0:
        return margin > SURE
    word, before = words[i], words[i - 1]
    if rule(word) and rule(before):
        return False  # "= = = =": a line drawn in characters
    if before in POINTED:
        return False
    if before.endswith(".") and word in OPENERS:
        return True  # "in the U.S. The …": an abbreviation that ends a sentence as well
    point = i > 1 and before == "." and word[0].isupper() and len(words[i - 2]) > 1  # no "J. Bell"
    return margin > (UNLIKELY if point else 0.0 if before[-1] in ENDS else SURE)


def rule(word: str) -> bool:
    """Whether a word is but a stroke of a line drawn in characters."""
    return all(c in "=_*-~#+^|" for c in word)


def sentence_heads(arc: NDArray[Any], start: Sequence[bool]) -> NDArray[np.int64]:
    """Heads (W) of the window's sentences, each a tree of its own, under arc scores (W, W)."""
    bounds = [i for i, begins in enumerate(start) if begins] + [len(start)]
    heads = np.zeros(len(start), dtype=np.int64)
    for begin, end in pairwise(bounds):
        heads[begin:end] = decode(arc[begin:end, begin:end]) + begin
    return heads


def described(ner: Sequence[str], upos: Sequence[str], heads: Sequence[int], deprel: Sequence[str]) -> list[bool]:
    """For each word whether a name, or a noun with the name that it describes ("brewer Halstad", "President Weber"),
    does not go on."""
    apart = [not tag.startswith("I-") for tag in ner]
    for name in range(1, len(ner)):
        noun = name - 1
        if ner[name].startswith("B-") and ner[noun] == "O" and upos[noun] in ("NOUN", "PROPN"):
            before = heads[noun] == name and deprel[noun] == "nmod:desc"
            behind = heads[name] == noun and deprel[name] in ("appos", "flat")
            beside = (heads[noun], deprel[noun]) == (heads[name], deprel[name])
            apart[name] = not (before or behind or beside)
    return apart


def certainties(
    arc: NDArray[Any],
    start: Sequence[bool],
    heads: NDArray[np.int64],
    relation: NDArray[Any],
    apart: Sequence[bool],
    modifiers: Sequence[int] = (),
) -> NDArray[np.float32]:
    """How probable each word's head (among the words of its sentence) and relation are, from 0 to 1.

    Which word of a name stands for it, or of a noun and the name it describes, is a matter of taste: they may hang on
    each other, or where the whole hangs. `apart` tells of each word whether it does not go on with such a whole. So is
    which of the relations `modifiers` a word before a noun bears ("US President").
    """
    sentence = np.cumsum(start)
    name = np.cumsum(apart)
    within = np.where(sentence[:, None] == sentence[None, :], arc, -np.inf)
    share = np.exp(within - within.max(axis=1, keepdims=True))
    share /= share.sum(axis=1, keepdims=True)
    words, alike = np.arange(len(heads)), name[:, None] == name[None, :]
    right = alike & (words[:, None] != words[None, :])
    right[words, heads] = True
    several = np.bincount(name)[name] > 1
    for word in np.flatnonzero(several & (name[heads] != name)).tolist():
        right[alike[word], heads[word]] = True
    head = (share * right).sum(axis=1)
    finite = np.where(np.isfinite(relation), relation, -np.inf)
    likely = np.exp(finite - finite.max(axis=1, keepdims=True))
    before = likely[:, list(modifiers)].sum(axis=1) * (likely[:, list(modifiers)].max(axis=1, initial=0) == 1)
    label = np.maximum(before, 1) / likely.sum(axis=1)
    free = (heads == words) | (alike[words, heads])  # a root's relation is given, one inside the whole is taste too
    return np.asarray(head * np.where(free, 1, label), dtype=np.float32)


def transitions(tags: Sequence[str]) -> NDArray[np.float32]:
    """0 where one BIO tag may follow another, -inf where an I- tag follows another type; last row: at the start."""
    bans = np.zeros((len(tags) + 1, len(tags)), dtype=np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            for i, before in enumerate([*tags, "start"]):
                if before[2:] != tag[2:] or before == "O":
                    bans[i, j] = -np.inf
    return bans


def viterbi(scores: NDArray[Any], bans: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best allowed tag sequences (B, W) under scores (B, W, tags): each word's best tag where that may be."""
    path: NDArray[np.int64] = scores.argmax(axis=2)
    before = np.concatenate([np.full((len(path), 1), scores.shape[2]), path[:, :-1]], axis=1)
    barred = np.flatnonzero((bans[before, path] < 0).any(axis=1))
    if len(barred):
        path[barred] = searched(scores[barred], bans)
    return path


def searched(scores: NDArray[Any], bans: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best allowed tag sequences by dynamic programming (Viterbi 1967)."""
    count, width, size = scores.shape
    best = scores[:, 0] + bans[-1]
    back = np.zeros((count, width, size), dtype=np.int64)
    for at in range(1, width):
        reached = best[:, :, None] + bans[:-1]
        back[:, at] = reached.argmax(axis=1)
        best = reached.max(axis=1) + scores[:, at]
    path, rows = np.zeros((count, width), dtype=np.int64), np.arange(count)
    path[:, -1] = best.argmax(axis=1)
    for at in range(width - 1, 0, -1):
        path[:, at - 1] = back[rows, at, path[:, at]]
    return path
