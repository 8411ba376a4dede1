"""Which words of a document speak of the same: the network's word vectors, a small ranker, and chains of its links.

Coreference is decided between head words (Dobrovolskii 2021). For each candidate the ranker scores the candidates
before it as antecedents (Denis & Baldridge 2008, "Specialized Models and Ranking for Coreference Resolution"), and
none; the best one is linked to, and links make chains. What a pair is like (distance, same words, what kind of pronoun
meets what) is told to the ranker in categories, each a row of a table, beside the network's own score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.parse.binding import Grammar
from kg.parse.threads import one_thread
from kg.types import Sentence, Word

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Vectors = NDArray[np.floating]

REACH = 80  # candidates back
NAMED_REACH = 4  # earlier candidates of the same word, from farther back
MENTION = 3  # the network's scores of a word as a mention
SURE = 4.0  # a score beyond this says no more
FINE = 20  # pairs of an anaphor that are looked at closely
WHOLE = 3000  # candidates up to which all products are made at once
LIKELY = -2.0  # least score of a mention for a candidate
CLEAR, CLEAR_OWNER = 1.0, 1.5  # how much better than others a pronoun's chain has to be
LEAST_IT = 2.5  # least score of an "it" whose chain has no name: below it half of the links are wrong
LEAST_MANY, LEAST_NOUN = 2.0, 2.0  # the same of "they" and of common nouns
LONG = 8  # words of a chain up to which all of them count when grammar is asked
PRONOUNS = {
    **dict.fromkeys("i me my mine myself".split(), 1),
    **dict.fromkeys("you your yours yourself yourselves".split(), 2),
    **dict.fromkeys("we us our ours ourselves".split(), 3),
    **dict.fromkeys("he him his himself".split(), 4),
    **dict.fromkeys("she her hers herself".split(), 5),
    **dict.fromkeys("it its itself".split(), 6),
    **dict.fromkeys("they them their theirs themselves".split(), 7),
    **dict.fromkeys("this that these those".split(), 8),
    **dict.fromkeys("who whom whose which".split(), 9),
}
IT, THEY = 6, 7
GENDERED = (4, 5, IT)
THIRD = (4, 5, IT, THEY)
SINGULAR, PLURAL = 10, 11  # common nouns
NAMES = {"PERSON": 12, "ORG": 13, "GPE": 14, "LOC": 14, "FAC": 14, "NORP": 15}
OWN_NAMES = (NAMES["PERSON"], NAMES["ORG"])  # two of them without a word in common are two
OTHER_NAME, ELSE = 16, 17
NAMED = (*NAMES.values(), OTHER_NAME)
KINDS = 18
DETERMINERS = {"the": 1, "a": 2, "an": 2, "this": 3, "that": 3, "these": 3, "those": 3, "no": 4, "any": 4, "some": 4}
ROLES = {"nsubj": 1, "nsubj:pass": 1, "obj": 2, "iobj": 2, "obl": 3, "nmod": 4, "nmod:poss": 5, "appos": 6, "conj": 7}
MATCHES = 7
UNARY = (KINDS, 6, 9, 3)
PAIR = (KINDS * KINDS, 12, 6, MATCHES, MATCHES * KINDS, 2)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The words of a document that may be spoken of again. K candidates; `word` counts the document's words.

    `unary` (K, features) and the columns below are numbers of categories; `name` is the word with which the name begins
    that a candidate is a part of, -1 without one.
    """

    word: Ints
    sentence: Ints
    kind: Ints
    form: Ints
    lemma: Ints
    phrase: Ints
    governor: Ints
    name: Ints
    content: tuple[frozenset[str], ...]
    unary: Ints

    @classmethod
    def of(cls, sentences: Sequence[Sentence], likely: NDArray[np.bool_]) -> Candidates:
        """Those `likely` words of the sentences that can head a mention."""
        numbers: dict[str, int] = {}
        rows: list[tuple[int, ...]] = []
        content: list[frozenset[str]] = []
        unary: list[tuple[int, ...]] = []
        offset = 0
        for rank, sentence in enumerate(sentences):
            names, begin = named(sentence.words), -1
            below: list[list[Word]] = [[] for _ in sentence.words]
            for w in sentence.words:
                if w.head != w.index:
                    below[w.head].append(w)
            for w in sentence.words:
                at = offset + w.index
                begin = begin if w.ner.startswith("I-") else at if w.ner != "O" else -1
                if not likely[at] or not (w.upos in HEADS or w.deprel == "cc"):
                    continue
                modifiers = below[w.index]
                kind = kind_of(w, names)
                inside = [
                    c.text.lower() for c in modifiers if c.upos in ("PROPN", "NOUN", "ADJ", "NUM") and c.deprel in NEAR
                ]
                content.append(frozenset([*inside, w.text.lower()]) if w.upos != "PRON" else frozenset())
                whole = " ".join(sorted(content[-1])) if kind >= SINGULAR else f"#{at}"
                ids = [
                    numbers.setdefault(key, len(numbers))
                    for key in (f"f {w.text.lower()}", f"l {w.lemma.lower()}", f"p {whole}")
                ]
                rows.append((at, rank, kind, *ids, offset + w.head, begin))
                unary.append(description(w, kind, modifiers))
            offset += len(sentence.words)
        columns = np.array(rows, dtype=np.int64).reshape(-1, 8).T
        word, number, kinds, form, lemma, phrase, governor, name = columns
        table = np.array(unary, dtype=np.int64).reshape(-1, len(UNARY)) + np.cumsum((0, *UNARY[:-1]))
        return cls(word, number, kinds, form, lemma, phrase, governor, name, tuple(content), table)


HEADS = frozenset("NOUN PROPN PRON NUM ADJ DET X SYM".split())
NEAR = frozenset("compound flat amod nummod nmod:poss nmod:desc".split())


def named(words: Sequence[Word]) -> dict[int, str]:
    """The entity type of each word inside a name."""
    return {w.index: w.ner[2:] for w in words if w.ner != "O"}


def kind_of(word: Word, names: Mapping[int, str]) -> int:
    """What kind of expression a word heads: a class of pronouns, of names, or a common noun in a number."""
    if word.upos in ("PRON", "DET"):
        return PRONOUNS.get(word.text.lower(), ELSE)
    if word.upos == "PROPN" or names.get(word.index) in NAMES:
        return NAMES.get(names.get(word.index, ""), OTHER_NAME)
    if word.upos == "NOUN":
        return PLURAL if "Number=Plur" in word.feats else SINGULAR
    return ELSE


def description(word: Word, kind: int, modifiers: Sequence[Word]) -> tuple[int, ...]:
    """A candidate's own categories: kind, determiner, grammatical role, whether described at length."""
    determiner = next((DETERMINERS.get(m.text.lower(), 0) for m in modifiers if m.deprel == "det"), 0)
    if any(m.deprel == "nmod:poss" for m in modifiers):
        determiner = 5
    more = sum(m.deprel in ("nmod", "acl", "acl:relcl", "appos") for m in modifiers)
    return kind, determiner, 8 if word.deprel == "root" else ROLES.get(word.deprel, 0), min(more, 2)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates and their possible antecedents: P rows (anaphor, antecedent), as numbers of candidates."""

    anaphor: Ints
    antecedent: Ints
    features: Ints

    @classmethod
    def of(cls, c: Candidates) -> Pairs:
        """The pairs within `REACH`, and those of the same word from farther back."""
        count = len(c.word)
        i = np.repeat(np.arange(count), REACH)
        j = i - np.tile(np.arange(1, REACH + 1), count)
        i, j = i[j >= 0], j[j >= 0]
        far: list[tuple[int, int]] = []
        seen: dict[int, list[int]] = {}
        for k in range(count):
            if c.kind[k] >= SINGULAR:
                before = seen.setdefault(int(c.form[k]), [])
                far += [(k, b) for b in before[-NAMED_REACH:] if k - b > REACH]
                before.append(k)
        if far:
            more = np.array(far, dtype=np.int64)
            i, j = np.concatenate([i, more[:, 0]]), np.concatenate([j, more[:, 1]])
        return cls(i, j, pair_features(c, i, j))


def pair_features(c: Candidates, i: Ints, j: Ints) -> Ints:
    """The categories (P, features) of pairs."""
    match = np.zeros(len(i), dtype=np.int64)
    match[c.lemma[i] == c.lemma[j]] = 1
    match[c.form[i] == c.form[j]] = 2
    nominal = (c.kind[i] >= SINGULAR) & (c.kind[j] >= SINGULAR)
    for k in np.flatnonzero((match == 2) & nominal):
        a, b = c.content[i[k]], c.content[j[k]]
        match[k] = 3 if a == b else 4 if a <= b else 5 if b <= a else 2
    alike = np.flatnonzero((match == 0) & nominal & ((c.kind[i] >= 12) | (c.kind[j] >= 12)))
    for k in alike:
        if c.content[i[k]] & c.content[j[k]]:
            match[k] = 6
    apart = np.minimum(np.log2(np.maximum(i - j, 1)) * 1.5, 11).astype(np.int64)
    sentences = np.minimum(c.sentence[i] - c.sentence[j], 5)
    near = (c.governor[i] == c.governor[j]) | (c.governor[i] == c.word[j]) | (c.governor[j] == c.word[i])
    columns = (c.kind[i] * KINDS + c.kind[j], apart, sentences, match, match * KINDS + c.kind[i], near.astype(np.int64))
    features: Ints = np.stack(columns, axis=1) + np.cumsum((0, *PAIR[:-1]))
    return features


@dataclass(frozen=True, slots=True)
class Ranker:
    """The ranker's weights: tables of categories, layers on the word vectors, and the last layer."""

    anaphor: Floats
    antecedent: Floats
    unary_anaphor: Floats
    unary_antecedent: Floats
    pair: Floats
    dot: Floats
    product: Floats
    heads: Floats
    out: Floats
    pair_bias: Floats
    unary_bias: Floats

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """Reads ``coref.npz``. Raises ModelError where there is none that fits."""
        try:
            with np.load(path) as file:
                return cls(**{name: file[name].astype(np.float32) for name in cls.__slots__})
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path} holds no ranker of this version of kg ({error}); reinstall kg") from error

    def scores(self, c: Candidates, pairs: Pairs, vectors: Vectors) -> Floats:
        """Scores (P) of pairs; `vectors` (words, 2 C + 3) are the network's: a word as anaphor, as antecedent, and
        how readily it heads a mention, one of an actor, and one that is spoken of again.

        From coarse to fine (Lee et al. 2018): an anaphor's pairs that the plain sum puts far behind get -inf.
        """
        width = self.anaphor.shape[0]
        here = vectors[c.word].astype(np.float32)
        a, b = here[:, :width], here[:, width : 2 * width]
        again = here[:, -1] + self.unary_bias[c.unary].sum(1)
        form = products(a, b, pairs) / width**0.5
        plain = form + again[pairs.anaphor] + here[pairs.antecedent, -1]
        for column in pairs.features.T:
            plain += self.pair_bias[column]
        fine = foremost(plain, pairs.anaphor)
        i, j = pairs.anaphor[fine], pairs.antecedent[fine]
        likely = np.clip(here[:, -MENTION:-1], -SURE, SURE)  # whether a mention, and whether of an actor
        first = a @ self.anaphor + self.unary_anaphor[c.unary].sum(1) + likely @ self.heads[:2]
        second = b @ self.antecedent + self.unary_antecedent[c.unary].sum(1) + likely @ self.heads[2:]
        hidden = first[i] + second[j] + form[fine, None] * self.dot + (a[i] * b[j]) @ self.product
        for column in pairs.features[fine].T:
            hidden += self.pair[column]
        scores = np.full(len(plain), -np.inf, dtype=np.float32)
        scores[fine] = plain[fine] + np.maximum(hidden, 0) @ self.out
        return scores


def products(a: Floats, b: Floats, pairs: Pairs) -> Floats:
    """The scalar products (P) of the vectors a, b (K, C) of pairs."""
    if len(a) <= WHOLE:
        found: Floats = (a @ b.T)[pairs.anaphor, pairs.antecedent]
    else:
        found = np.einsum("pc,pc->p", a[pairs.anaphor], b[pairs.antecedent])
    return found


def foremost(scores: Floats, anaphor: Ints) -> Ints:
    """The pairs that are among the first `FINE` of their anaphor by their scores (P)."""
    order = np.lexsort((-scores, anaphor))
    ordered = anaphor[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    found: Ints = order[rank < FINE]
    return found


def likely(vectors: Vectors) -> NDArray[np.bool_]:
    """The words that may head a mention, by the network's vectors (words, 2 C + 3)."""
    found: NDArray[np.bool_] = vectors[:, -MENTION:].max(axis=1) > LIKELY
    return found


def chains(
    sentences: Sequence[Sentence], vectors: Vectors, ranker: Ranker, *, certain: bool = False
) -> list[list[int]]:
    """The chains of a document: the words, numbered through, that head mentions of the same, in order.

    Only chains of two words or more are given; if `certain`, without the pronouns that may as well mean another's and
    the common nouns that are but weakly linked.
    """
    c = Candidates.of(sentences, likely(vectors))
    pairs = Pairs.of(c)
    if not len(pairs.anaphor):
        return []
    with one_thread():
        scores = ranker.scores(c, pairs, vectors)
    grammar = Bound(sentences, c)
    scores += grammar.favours(pairs, scores)
    weak = np.isin(c.kind[pairs.anaphor], (SINGULAR, PLURAL)) & certain
    good = np.flatnonzero(scores > np.where(weak, LEAST_NOUN, 0.0))
    chain: dict[int, list[int]] = {}
    for k in sorted(good, key=lambda k: (pairs.anaphor[k], -scores[k], -pairs.antecedent[k])):
        i, j = int(pairs.anaphor[k]), int(pairs.antecedent[k])
        if i not in chain:
            group = chain.get(j, [j])
            if agree(c, group, i) and grammar.allows(group, i, j):
                chain[j] = chain[i] = group
                group.append(i)
    distinct = {id(group): group for group in chain.values()}
    doubted = doubtful(c, pairs, scores, chain, grammar) if certain else set[int]()
    found = ([int(c.word[k]) for k in sorted(group) if k not in doubted] for group in distinct.values())
    return sorted(group for group in found if len(group) > 1)


def doubtful(c: Candidates, pairs: Pairs, scores: Floats, chain: Mapping[int, list[int]], grammar: Bound) -> set[int]:
    """The pronouns of chains for which another chain is nearly as good, those that hang on doubtful ones included.

    For a possessive more is asked, but within a subject: "sold his house" is true whoever he is. An "it" that means
    nothing with a name and a "they" have to be good in themselves, too.
    """
    found: set[int] = set()
    pairs_of: dict[int, list[int]] = {}
    for k in np.flatnonzero(np.isfinite(scores) & np.isin(c.kind[pairs.anaphor], THIRD)):
        pairs_of.setdefault(int(pairs.anaphor[k]), []).append(int(k))
    for i, rows in sorted(pairs_of.items()):
        own = chain.get(i)
        if own is None:
            continue
        sure = {*own} - found
        best = max((float(scores[k]) for k in rows if int(pairs.antecedent[k]) in sure), default=0.0)
        bare = c.kind[i] == IT and not any(c.kind[k] in NAMED for k in sure)
        least = LEAST_IT if bare else LEAST_MANY if c.kind[i] == THEY else 0.0
        asked = CLEAR_OWNER if grammar.owns(i) else CLEAR
        near = (int(pairs.antecedent[k]) for k in rows if scores[k] > best - asked)
        same = {int(c.name[k]) for k in own} - {-1}
        others = (j for j in near if j not in own and int(c.name[j]) not in same)
        if best < least or any(rival(c, grammar, i, j, chain.get(j, [j])) for j in others):
            found.add(i)
    return found


def rival(c: Candidates, grammar: Bound, i: int, j: int, group: Sequence[int]) -> bool:
    """Whether the pronoun `i` may mean what `j` and the rest of its chain do."""
    person = any(c.kind[k] in (NAMES["PERSON"], c.kind[i]) for k in group)
    return (person or c.kind[i] not in GENDERED[:2]) and agree(c, group, i) and grammar.allows(group, i, j)


class Bound:
    """What grammar says of candidates."""

    def __init__(self, sentences: Sequence[Sentence], c: Candidates) -> None:
        starts = np.cumsum([0, *(len(s.words) for s in sentences)])
        self.grammar = Grammar(sentences)
        self.place = list(zip(c.sentence.tolist(), (c.word - starts[c.sentence]).tolist(), strict=True))
        self.pronoun = np.isin(c.kind, THIRD)

    def favours(self, pairs: Pairs, scores: Floats) -> Floats:
        """What is to be added to the scores (P) of pairs."""
        found = np.zeros(len(scores), dtype=np.float32)
        for k in np.flatnonzero(np.isfinite(scores) & self.pronoun[pairs.anaphor]):
            found[k] = self.grammar.favour(self.place[pairs.anaphor[k]], self.place[pairs.antecedent[k]])
        return found

    def allows(self, group: Sequence[int], i: int, j: int) -> bool:
        """Whether candidate `i` may be of the chain of `j`; a long chain may hold a wrong link, and is not asked."""
        return not any(self.apart(i, k) for k in ((*group, j) if len(group) <= LONG else (j,)))

    def owns(self, i: int) -> bool:
        """Whether candidate `i` is the owner of what is no subject: "sold his house"."""
        number, word = self.place[i]
        tree = self.grammar.tree(number)
        return tree[word].deprel == "nmod:poss" and not self.grammar.within_subject(number, word)

    def apart(self, i: int, k: int) -> bool:
        """Whether one of two candidates is a pronoun that cannot mean the other."""
        one, other = self.place[i], self.place[k]
        return one[0] == other[0] and (
            (bool(self.pronoun[i]) and self.grammar.apart(one, other))
            or (bool(self.pronoun[k]) and self.grammar.apart(other, one))
        )


def agree(c: Candidates, group: Sequence[int], i: int) -> bool:
    """Whether candidate `i` may be of a chain: not if "he" would meet "she" or "it", nor a person's or an
    organisation's name another's."""
    kind = c.kind[i]
    if kind in GENDERED:
        return not any(c.kind[k] in GENDERED and c.kind[k] != kind for k in group)
    if kind in OWN_NAMES:
        others = [c.content[k] for k in group if c.kind[k] == kind]
        return not others or any(alike(c.content[i], other) for other in others)
    return True


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether names share a word, or one has the initials of the other."""
    return bool(one & other) or any(
        len(short) > 1 and sorted(short) == sorted(word[0] for word in long)
        for shorts, long in ((one, other), (other, one))
        for short in shorts
    )
