"""Sentences as rows of words, and who is meant in them."""

from __future__ import annotations

from dataclasses import replace

from kg.lexicon import load_lexicon
from kg.parse.tree import Tree
from kg.resolve.entities import Resolution, resolve
from kg.settings import Settings
from tests.extract.trees import read


def row(index: int, form: str, lemma: str, upos: str, feats: str, head: int, deprel: str, ner: str = "") -> str:
    """A CoNLL-U row."""
    return f"{index}\t{form}\t{lemma}\t{upos}\t_\t{feats or '_'}\t{head}\t{deprel}\t_\t{f'NER={ner}' if ner else '_'}"


def resolved(*blocks: list[str]) -> Resolution:
    """The entities of sentences given as rows."""
    sentences, offset = [], 0
    for number, block in enumerate(blocks):
        sentences.append(read("\n".join(block), number, offset))
        offset = sentences[-1].span.end + 1
    return resolve("test", [Tree(s) for s in sentences], load_lexicon(Settings().ontology_files))


def linked(chains: list[dict[int, int]], *blocks: list[str]) -> Resolution:
    """The entities of sentences given as rows, under the chains that a model has found in each."""
    sentences, offset = [], 0
    for number, (block, known) in enumerate(zip(blocks, chains, strict=True)):
        sentences.append(replace(read("\n".join(block), number, offset), chains=known))
        offset = sentences[-1].span.end + 1
    return resolve("test", [Tree(s) for s in sentences], load_lexicon(Settings().ontology_files))


GREW = row(2, "grew", "grow", "VERB", "VerbForm=Fin", 0, "root")
LEFT = row(2, "left", "leave", "VERB", "VerbForm=Fin", 0, "root")
BOUGHT = [
    row(1, "Nokia", "Nokia", "PROPN", "Number=Sing", 2, "nsubj", "B-ORG"),
    row(2, "bought", "buy", "VERB", "Tense=Past|VerbForm=Fin", 0, "root"),
    row(3, "Alcatel", "Alcatel", "PROPN", "Number=Sing", 2, "obj", "B-ORG"),
]
IT_GREW = [row(1, "It", "it", "PRON", "Number=Sing", 2, "nsubj"), GREW]
SHE_LEFT = [row(1, "She", "she", "PRON", "Gender=Fem", 2, "nsubj"), LEFT]
COMPANY_FAILED = [
    row(1, "The", "the", "DET", "Definite=Def", 2, "det"),
    row(2, "company", "company", "NOUN", "Number=Sing", 3, "nsubj"),
    row(3, "failed", "fail", "VERB", "VerbForm=Fin", 0, "root"),
]
