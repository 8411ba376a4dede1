"""Quotations over several sentences: what stands between quotation marks is its speaker's, wherever named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.marks import OPENING, STRAIGHT, Place, quoted
from kg.extract.proposition import ASSERTED, Stance
from kg.extract.turns import turns
from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.read.layout import paragraphs
from kg.resolve.entities import Resolution
from kg.types import Document, Entity, Span

SOMEONE = Entity("thing/unnamed_source", "unnamed source", "kgo:Agent", False, ("unnamed source",))
SELF = frozenset("i me my myself".split())
OURSELVES = SELF | frozenset("we us our ours".split())
LONGEST_TAG = 8


@dataclass(frozen=True, slots=True)
class Quotation:
    """The stance that a sentence starts from, and who speaks each word of it that is quoted."""

    stance: Stance = ASSERTED
    speakers: Mapping[int, Entity] = field(default_factory=dict)

    def selves(self, tree: Tree) -> dict[int, Entity]:
        """The words by which a person who speaks means himself."""
        said = ((i, who) for i, who in self.speakers.items() if tree[i].text.lower() in SELF)
        return {i: who for i, who in said if who.type == "kgo:Person"}


def quotations(
    document: Document, trees: Sequence[Tree], resolution: Resolution, lexicon: Lexicon
) -> Iterator[Quotation]:
    """For each sentence whose words it gives: the author's, or a speaker's as far as it is quoted."""
    speakers, left = Speakers(document, resolution, lexicon), list(trees)
    spans = list(paragraphs(document.text))
    first = [k for k, s in enumerate(spans) if s.of(document.text)[:1] not in OPENING | STRAIGHT and speaks(s, trees)]
    for k, (span, label) in enumerate(zip(spans, turns([s.of(document.text) for s in spans]), strict=True)):
        here = [tree for tree in left if tree.sentence.start < span.end]
        left = left[len(here) :]
        if here and label is not None:
            yield from speakers.turn(here, span.start + label if label else 0)
        elif here:
            yield from speakers.read(here, bool(first) and first[-1] >= k, bool(first) and first[0] < k)


def speaks(span: Span, trees: Sequence[Tree]) -> bool:
    """Whether somebody says "I" or "we" in a paragraph that quotes nobody."""
    here = [tree for tree in trees if span.start <= tree.sentence.start < span.end]
    words = {word.text.lower() for tree in here for word in tree.words}
    return not words.isdisjoint(OURSELVES) and words.isdisjoint(OPENING | STRAIGHT)


class Speakers:
    """Goes from paragraph to paragraph and gives each quotation to who speaks it.

    The speaker is named in a sentence of the quotation or in a tag behind it ("asked Weber."), or has spoken before in
    the paragraph; else it is someone. A paragraph that opens with a mark may go on with what the one before quoted. One
    without marks is quoted whole if the document sets it apart, or if a colon before it introduced it: "X wrote:", or,
    where somebody says "I" in it, whatever led to it. What X states so goes on for as long as a paragraph behind says
    "I" or "we", unless the text did so before: it is a statement to the press; and where "X said:" is a paragraph of
    its own, until a person is said to speak or X is named again.
    """

    def __init__(self, document: Document, resolution: Resolution, lexicon: Lexicon) -> None:
        self.document, self.resolution, self.lexicon = document, resolution, lexicon
        self.last: Entity | None = None
        self.quoting, self.unfinished, self.introduced, self.colon = False, False, False, False
        self.statement, self.alone = False, False

    def read(self, trees: Sequence[Tree], more: bool = False, told: bool = False) -> Iterator[Quotation]:
        """The quotations of a paragraph's sentences; `more` where this or a later one of the document says "I" or "we"
        outside quotations, `told` where one before has."""
        marked = trees[0][0].text in OPENING | STRAIGHT
        apart = any(span.overlaps(trees[0].sentence.span) for span in self.document.quoted)
        apart = apart or (self.colon and any(word.text in ("I", "my") for tree in trees for word in tree.words))
        onward = self.alone and (self.introduced or (self.statement and not self.retold(trees)))
        pressed = more and ((self.introduced and not told) or self.statement)
        self.statement = not marked and (pressed or onward)
        self.alone = self.statement and onward
        apart = apart or self.statement
        if not (apart or self.introduced or self.unfinished or (marked and self.quoting)):
            self.last = None
        found = quoted(trees, self.unfinished)
        runs = [q.words for q in found]
        if apart or (self.introduced and not marked):
            runs = [tuple((k, i) for k, tree in enumerate(trees) for i in range(len(tree)))]
        words = [{i for run in runs for at, i in run if at == k} for k in range(len(trees))]
        named: Entity | None = None
        for k, tree in enumerate(trees):
            named, speakers = self.named(tree, words[k], words[k]), dict[int, Entity]()
            for run in runs:
                if any(at == k for at, _ in run):
                    self.last = self.speaker(trees, run, words)
                    speakers |= {i: self.last for at, i in run if at == k}
            self.last = self.last if speakers else named or self.last
            silent = [root for root in tree.roots if root in speakers and named is None]
            yield Quotation(Stance(source=speakers[silent[0]]) if silent else ASSERTED, speakers)
        self.quoting, self.unfinished = bool(words[-1]), any(q.unfinished for q in found)
        self.colon = trees[-1][len(trees[-1]) - 1].text == ":"
        self.introduced = self.colon and named is not None
        if self.introduced:
            self.alone = (
                len(trees) == 1
                and len(trees[0]) <= LONGEST_TAG
                and [trees[0].lemma(r) for r in trees[0].roots] == ["say"]
            )

    def retold(self, trees: Sequence[Tree]) -> bool:
        """Whether a paragraph is the author's again: it tells what a person says, or names who has spoken."""
        names = (self.resolution.of(tree.sentence.index, w.index) for tree in trees for w in tree.words if w.ner != "O")
        tellers = (self.named(tree, (), ()) for tree in trees)
        return any(e is self.last for e in names if e) or any(e.type == "kgo:Person" for e in tellers if e)

    def turn(self, trees: Sequence[Tree], start: int) -> Iterator[Quotation]:
        """The sentences of a turn of a conversation, whose words begin at character `start`, behind the speaker's name;
        0 for another paragraph of the turn before."""
        if start:
            label = [w.index for w in trees[0].words if w.end <= start and w.ner.endswith("PERSON")]
            named = (self.resolution.of(trees[0].sentence.index, i) for i in label)
            self.last = next((e for e in named if e is not None and e.type == "kgo:Person"), SOMEONE)
        who = self.last or SOMEONE
        self.quoting, self.unfinished, self.introduced, self.colon = False, False, False, False
        self.statement, self.alone = False, False
        for tree in trees:
            yield Quotation(Stance(source=who), {w.index: who for w in tree.words if w.start >= start})

    def speaker(self, trees: Sequence[Tree], run: Sequence[Place], words: Sequence[Collection[int]]) -> Entity:
        """Who speaks a quotation; who spoke last only if it is a sentence and no piece of one."""
        places = sorted({k for k, _ in run})
        own = [self.named(trees[k], {i for at, i in run if at == k}, words[k]) for k in places]
        behind = places[-1] + 1
        if behind < len(trees) and len(trees[behind]) <= LONGEST_TAG and tag(trees[behind]):
            own.append(self.named(trees[behind], (), words[behind]))
        told = [who for who in own if who is not None]
        whole = any((k, root) in run for k in places for root in trees[k].roots)
        before = self.last if whole and not told else None
        return next((who for who in told if who is not SOMEONE), before) or SOMEONE

    def named(self, tree: Tree, words: Collection[int], silent: Collection[int]) -> Entity | None:
        """Whom a sentence names as speaking certain words of it: the subject of the verb that they hang on, or of the
        nearest verb of speech, or according to whom it is; `silent` are all that it quotes, and name nobody."""
        verbs = [w.index for w in tree.words if w.upos == "VERB" and w.index not in silent]
        told = [v for v in verbs if governs(tree, v, words)]
        told += sorted(
            (v for v in verbs if self.lexicon.is_a(tree.lemma(v), "SpeechVerb") and v not in told),
            key=lambda v: min((abs(v - i) for i in words), default=0),
        )
        tellers = [t for v in told if (t := teller(tree, v)) is not None]
        tellers += [w.index for w in tree.words if tree.cases(w.index).startswith("according")]
        found = (self.resolution.of(tree.sentence.index, t) for t in tellers if t not in silent)
        return next((e for e in found if e is not None), SOMEONE if told else None)


def governs(tree: Tree, v: int, words: Collection[int]) -> bool:
    """Whether quoted words hang on a verb as what is said, or it on them: "…, he recalled"."""
    above = tree.rel(v) == "parataxis" and tree[v].head in words and tree.one(v, "aux:pass") is None
    return above or any(c in words for c in tree.each(v, "ccomp", "parataxis"))


def teller(tree: Tree, v: int) -> int | None:
    """Who does what a verb of speech tells: its subject or, of a passive, its agent; else the subject of what it hangs
    on: "went on to say", "wrote back, saying", "was quoted as saying"."""
    if tree.one(v, "aux:pass", "nsubj:pass") is not None:
        return tree.one(v, "obl:agent")
    subject, head = tree.one(v, "nsubj"), tree[v].head
    if (subject is None and tree.rel(v) == "acl") or (subject is not None and tree.has(subject, "PronType=Rel")):
        return head
    aim = tree.rel(v) == "advcl" and tree.has(v, "VerbForm=Inf")
    if subject is None and tree.rel(v) in ("conj", "xcomp", "advcl") and not aim:
        return tree.one(head, "nsubj", "nsubj:pass") or teller(tree, head)
    return subject


def tag(tree: Tree) -> bool:
    """Whether a sentence only says who has spoken: "asked Weber." """
    root = tree.roots[0] if tree.roots else 0
    return tree.one(root, "nsubj") is not None and tree.one(root, "obj", "ccomp", "xcomp", "advcl") is None
