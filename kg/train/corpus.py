"""Reads the training data: CoNLL-U treebanks and BIO entity corpora of many schemes -> examples of one scheme.

Entity corpora disagree about types. Each of their labels becomes the *set* of our labels that it allows
(``location`` allows GPE, LOC and FAC), and training maximises the probability of the set: partial-label learning
(Cour et al. 2011, "Learning from Partial Labels"). A type that a corpus does not annotate is allowed wherever it
says O.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.lexicon import load_lexicon
from kg.settings import Settings

TYPES = ("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE")
TAGS = ("O", *(f"{side}-{kind}" for kind in TYPES for side in "BI"))
PLACE = ("GPE", "LOC", "FAC")
OTHER = ("NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE")
INSIDE = frozenset(TAGS) - {"O"}
DATES = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug "
    "Sep Sept Oct Nov Dec Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun".split()
)
TITLES = frozenset("mr mr. mrs mrs. ms ms. dr dr. prof prof. sir".split())
LINKS = frozenset("ADP DET CCONJ NOUN NUM PART".split())

# label of a corpus (lower case) -> our types; "O" among them: perhaps no entity of ours
SCHEME: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("per person politician writer scientist musicalartist researcher".split(), ("PERSON",)),
    **dict.fromkeys(
        "org organisation organization politicalparty university band corporation institution business".split(),
        ("ORG",),
    ),
    **dict.fromkeys(["loc", "location", "place"], PLACE),
    "docred-loc": PLACE,
    "origin": ("NORP",),
    "docred-misc": (*OTHER, "FAC"),
    "country": ("GPE",),
    "misc": OTHER,
    "crossner-misc": (*OTHER, "FAC", "O"),
    "group": ("ORG", "NORP"),
    **dict.fromkeys(["event", "election", "conference"], ("EVENT",)),
    **dict.fromkeys(
        ["book", "poem", "song", "album", "creative-work", "creation", "academicjournal"], ("WORK_OF_ART",)
    ),
    "award": ("WORK_OF_ART", "O"),
    "magazine": ("WORK_OF_ART", "ORG"),
    "media": ("ORG", "WORK_OF_ART", "PRODUCT"),
    "website": ("ORG", "PRODUCT"),
    **dict.fromkeys(["product", "artifact"], ("PRODUCT",)),
    "programlang": ("PRODUCT", "LANGUAGE"),
    "astronomicalobject": ("LOC", "O"),
    "national": ("NORP",),
    "person_type": ("NORP", "O"),
    "legal": ("LAW",),
    "installation": ("FAC",),
    "gum-person": ("PERSON", "NORP"),
    "gum-abstract": (*OTHER, "O"),
    "gum-event": ("EVENT", "O"),
    "gum-object": ("PRODUCT", "FAC", "WORK_OF_ART", "O"),
    "unknown": (*TYPES, "O"),
}
FINE: dict[str, tuple[str, ...]] = {
    "person": ("PERSON",), "organization": ("ORG",), "building": ("FAC",), "product": ("PRODUCT",), "event": ("EVENT",),
    "art": ("WORK_OF_ART",), "location-GPE": ("GPE",), "location-road/railway/highway/transit": ("FAC",),
    "location": ("LOC",), "other-language": ("LANGUAGE",), "other-law": ("LAW",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tree:
    """A treebank sentence, a tuple a column; `head` counts from 0 and a root is its own head."""

    words: tuple[str, ...]
    lemma: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    head: tuple[int, ...]
    deprel: tuple[str, ...]
    new_document: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence of an entity corpus: for each word the set of our tags that its label allows (empty: unknown)."""

    words: tuple[str, ...]
    allowed: tuple[frozenset[str], ...]


def trees(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file, words only (multiword tokens and empty nodes are passed over)."""
    rows: list[list[str]] = []
    new = False
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("# newdoc"):
            new = True
        elif line and not line.startswith("#"):
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            column = list(zip(*rows, strict=True))
            heads = tuple(i if h == "0" else int(h) - 1 for i, h in enumerate(column[6]))
            yield Tree(column[1], column[2], column[3], column[4], column[5], heads, column[7], new)
            rows, new = [], False


def lemma_table(treebank: Iterable[Tree]) -> dict[str, str]:
    """``form|UPOS`` -> lemma for the forms (lower case) whose lemma a treebank leaves in no doubt; names aside."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for tree in treebank:
        for word, lemma, upos in zip(tree.words, tree.lemma, tree.upos, strict=True):
            if upos not in ("PROPN", "X", "SYM", "PUNCT", "NUM"):
                counts[f"{word.lower()}|{upos}"][lemma] += 1
    found = {}
    for key, lemmas in sorted(counts.items()):
        lemma, count = lemmas.most_common(1)[0]
        if count >= 0.9 * lemmas.total():
            found[key] = lemma
    return found


def conll(path: Path, prefix: str = "") -> Iterator[Named]:
    """The sentences of a ``token<TAB>BIO`` file; `prefix` selects a corpus's own reading of its labels."""
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        if "\t" in line:
            word, label = line.split("\t")[:2]
            words.append(word)
            labels.append(label)
        elif words and words != ["-DOCSTART-"]:
            yield named(words, labels, prefix)
            words, labels = [], []


def named(words: Iterable[str], labels: Iterable[str], prefix: str = "") -> Named:
    """Words with BIO labels of any scheme -> allowed tags; ``few-nerd`` leaves its O unknown, since it is partial."""
    everything = frozenset[str]()
    outside = everything if prefix == "few-nerd" else frozenset({"O"})
    if prefix == "news":  # annotates people, places and organisations only
        outside = frozenset({"O", *(f"{side}-{kind}" for kind in OTHER for side in "BI")})
    allowed = []
    for label in labels:
        side, _, kind = label.partition("-")
        types = () if side == "O" else types_of(kind, prefix)
        tags = {"O" if kind == "O" else f"{side}-{kind}" for kind in types}
        allowed.append(frozenset(tags) if tags else outside)
    return Named(tuple(words), tuple(allowed))


def types_of(label: str, prefix: str) -> tuple[str, ...]:
    """Our types for a corpus's label; none: the label is of no type of ours."""
    if prefix == "few-nerd":
        return FINE.get(label) or FINE.get(label.split("-")[0], ())
    low = label.lower()
    return SCHEME.get(f"{prefix}-{low}") or SCHEME.get(low, ())


def docred(path: Path, origins: frozenset[str]) -> Iterator[Named]:
    """The sentences of Re-DocRED, whose times and numbers are left to rules; it takes words of origin for places."""
    for line in path.read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        labels = [["O"] * len(sentence) for sentence in record["sents"]]
        for entity in record["entities"]:
            for mention in entity["mentions"]:
                row = labels[mention["sent"]]
                for i in range(mention["start"], mention["end"]):
                    words = record["sents"][mention["sent"]][mention["start"] : mention["end"]]
                    kind = "origin" if mention["type"] == "LOC" and origins.issuperset(words) else mention["type"]
                    row[i] = ("B-" if i == mention["start"] else "I-") + kind
        for words, row in zip(record["sents"], labels, strict=True):
            if words:
                yield named(words, row, "docred")


def proper(tree: Tree) -> Named:
    """What a treebank's proper nouns tell of names: each is in one, of whatever type, and far from them there is none.

    Months and weekdays are dates, and titles no part of a name.
    """
    upos, last = tree.upos, len(tree.words) - 1
    allowed = []
    for i, word in enumerate(tree.words):
        beside = "PROPN" in (upos[max(0, i - 1)], upos[min(last, i + 1)])
        if upos[i] == "PROPN" and word not in DATES and word.lower() not in TITLES:
            allowed.append(INSIDE)
        elif upos[i] in ("ADJ", "ADV", "X", "SYM", "PUNCT") or not word.islower() or (beside and upos[i] in LINKS):
            allowed.append(frozenset())
        else:
            allowed.append(frozenset({"O"}))
    return Named(tree.words, tuple(allowed))


def entity_corpora(data: Path, seed: int) -> list[Named]:
    """Every entity corpus's training part, and what EWT's tags tell; the noisy and the partial ones are sampled."""
    draw = random.Random(seed)
    origins = frozenset(load_lexicon(Settings().ontology_files).demonyms)
    found: list[Named] = []
    for path in sorted(data.glob("ner_crossner/*.conll")):
        if "politics_dev" not in path.name:
            found += conll(path, "crossner")
    for folder, prefix, share in (
        ("ner_wikigold", "", 1.0), ("ner_wikigold", "", 1.0), ("ner_wnut17", "", 1.0), ("ner_grobid27", "", 1.0),
        ("ner_gum_derived", "gum", 1.0), ("ner_btc", "news", 0.8), ("ner_sec", "", 0.3),
    ):  # fmt: skip
        found += [s for s in conll(data / folder / "train.conll", prefix) if draw.random() < share]
    found += [proper(t) for t in trees(data / "ud" / "en_ewt-train.conllu") if draw.random() < 0.35]
    for path in sorted(data.glob("ner_fewnerd_partial/*_train.conll")):
        found += [s for s in conll(path, "few-nerd") if draw.random() < 0.25]
    for path in docred_files(data):
        found += docred(path, origins)
    return found


def docred_files(data: Path) -> list[Path]:
    """The documents of Re-DocRED's training part, and those of DocRED whose entities are complete."""
    return [data / "re_docred" / f"{name}.jsonl" for name in ("train", "docred_extra_incomplete")]
