"""How relations read: a verb group as the text has it, made finite, or turned from passive to active."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.inflect import past, present
from kg.extract.valency import particles
from kg.parse.tree import Tree
from kg.resolve.phrases import hyphenated

STATIVE = frozenset(
    "associate base call compose connect headquarter involve know link locate name own relate situate speak "
    "surround".split()
)
FORMERLY = frozenset("formerly previously originally once initially last".split())
MOTION = frozenset(
    "travel go come head march move sail fly drive walk ride run return flee climb approach migrate journey".split()
)
AGREEING = {"are": "is", "were": "was", "have": "has", "do": "does"}
CLITICS = {
    ("'s", "be"): "is", ("'s", "have"): "has", ("'re", "be"): "are", ("'m", "be"): "am", ("'ve", "have"): "have",
    ("'ll", "will"): "will", ("'d", "would"): "would", ("'d", "have"): "had", ("'d", "will"): "would",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb at `head` with the words of its group and those that lead it ("plans to"), and how its clause stands."""

    tree: Tree
    head: int
    words: tuple[int, ...]
    lead: tuple[int, ...]
    passive: bool
    past: bool
    actual: bool
    plural: bool

    @property
    def lemma(self) -> str:
        """The verb's lemma, with what is glued before it: "fast-track"."""
        return self.prefix + self.tree.lemma(self.head)

    @property
    def prefix(self) -> str:
        """The "fast-" of "fast-track"."""
        return self.tree.text(hyphenated(self.tree, self.head)).lower()

    def finite(self) -> str:
        """The group as a finite phrase: "plans to hire", "issued"; "demanding" becomes "demanded"."""
        tree, head = self.tree, self.head
        if self.lead:
            return worded(tree, (*self.lead, *self.words), self._finite_lead())
        perfect = [w for w in tree.each(head, "aux") if tree[w].text.lower() == "having"]
        if perfect and self.actual and not self.passive:  # "having sold the house"
            return worded(tree, [w for w in self.words if w not in perfect], {head: past(self.lemma)})
        if (tree.has(head, "VerbForm=Fin") and not self.passive) or tree.one(
            head, "aux", "aux:pass", "cop"
        ) is not None:
            first = tree.one(head, "aux:pass")
            if self.passive and first is not None and first > head:  # "Included in it were …"
                return f"{tree[first].text.lower()} {self.prefix}{tree[head].text.lower()}"
            helper = self._participle()
            rest = [w for w in self.words if w != helper]
            be = present("be", self.plural) if not self.past else "were" if self.plural else "was"
            return worded(tree, rest, {rest[0]: f"{be} {tree[rest[0]].text.lower()}"} if helper is not None else {})
        denial = [w for w in self.words if w < head and tree[w].text.lower() in ("not", "never")]
        form = self._denied(tree[denial[0]].text.lower()) if denial else self._form()
        glued = hyphenated(tree, head)
        return worded(tree, [w for w in self.words if w not in denial and w not in glued], {head: form})

    def _denied(self, no: str) -> str:
        """The verb made finite behind a negation: "not understanding" becomes "did not understand"."""
        first, _, rest = self._form().partition(" ")
        if first == "to":
            return f"{no} to {rest}"
        if rest:
            return f"{first} {no} {rest}"
        return (
            f"{no} {first}"
            if no == "never"
            else f"{past('do') if self.past else present('do', self.plural)} not {self.lemma}"
        )

    def _form(self) -> str:
        """The verb itself, made finite or, where nothing is said to have happened, an infinitive."""
        if self.passive:
            over = any(self.tree.lemma(w) in FORMERLY for w in self.tree.each(self.head, "advmod"))
            lasting = (self.lemma in STATIVE or not self.past) and not over
            be = present("be", self.plural) if lasting else "were" if self.plural else "was"
            return f"{be} {self.prefix}{self.tree[self.head].text.lower()}"
        if not self.actual:
            return f"to {self.lemma}"
        if under_way(self.tree, self.head) and self.past:
            return f"{'were' if self.plural else 'was'} {self.tree[self.head].text.lower()}"
        return past(self.lemma) if self.past else present(self.lemma, self.plural)

    def _participle(self) -> int | None:
        """The passive's auxiliary where it is a participle: "getting hired", "never being asked"."""
        helpers = self.tree.each(self.head, "aux", "aux:pass")
        bare = len(helpers) == 1 and self.passive and self.actual
        return helpers[0] if bare and self.tree[helpers[0]].text.lower() in ("getting", "being") else None

    def _finite_lead(self) -> dict[int, str]:
        """The leading verb in finite form, if the text has a participle: "seeking to buy" becomes "sought to buy"."""
        first = self.lead[0]
        tree = self.tree
        if tree.upos(first) == "ADJ":  # "unable to pay" was unable
            be = ("were" if self.plural else "was") if self.past else present("be", self.plural)
            return {first: f"{be} {tree[first].text.lower()}"}
        if (
            tree.upos(first) != "VERB"
            or tree.has(first, "VerbForm=Fin")
            or any(w != first and tree.rel(w) == "aux" for w in self.lead)
        ):
            return {}
        lemma = tree.lemma(first)
        if tree.has(first, "Voice=Pass") and tree.one(first, "nsubj") is None and lemma != "use":
            be = ("were" if self.plural else "was") if self.past else present("be", self.plural)
            return {first: f"{be} {tree[first].text.lower()}"}  # "crops grown to feed cattle" were grown to
        return {first: past(lemma) if self.past else present(lemma, self.plural)}

    def active(self, plural: bool) -> str:
        """A passive group told actively: "was founded" -> "founded", "will be banned" -> "will ban"."""
        tree, head = self.tree, self.head
        own = [w for w in self.words if w not in hyphenated(tree, head)]
        helpers = [w for w in own if w < head and tree.rel(w) in ("aux", "advmod") and tree.lemma(w) != "be"]
        beside = sorted({*tree.each(head, "compound:prt"), *particles(tree, head)})
        particle = "".join(f" {tree[w].text}" for w in beside)
        perfect = next((w for w in helpers if tree.lemma(w) == "have"), None)
        if perfect is not None:
            agreeing = (
                {perfect: "have" if plural else "has"} if tree.has(perfect, "Tense=Pres") and len(helpers) == 1 else {}
            )
            return f"{worded(tree, helpers, agreeing)} {tree[head].text.lower()}{particle}"
        be = tree.one(head, "aux:pass")
        if be is not None and any(tree.rel(w) == "mark" for w in self.words):  # "is to be opened"
            was = tree.has(be, "Tense=Past")
            return f"{past('be') if was else present('be', plural)} to {self.lemma}{particle}"
        finite = be is not None and tree[be].text.lower() != "being"  # "after being asked by"
        was = be is not None and tree.has(be, "Tense=Past") if finite else self.past or self.lemma not in STATIVE
        if self.lead or any(tree.rel(w) == "aux" for w in helpers):
            lead = [w for w in self.lead if tree[w].deprel != "aux:pass"]
            return f"{worded(tree, (*lead, *helpers))} {self.lemma}{particle}"
        if any(tree.lemma(w) in ("not", "n't") for w in helpers):
            do = "did" if was else "do" if plural else "does"
            return f"{do} {worded(tree, helpers)} {self.lemma}{particle}"
        told = past(self.lemma) if was else present(self.lemma, plural)
        return " ".join(part for part in (worded(tree, helpers), told) if part) + particle


def singular(tree: Tree, group: Iterable[int], relation: str) -> str:
    """A relation of one of several subjects alone: of "Ann and Bob own it", "Ann | owns | it"."""
    first, _, rest = relation.partition(" ")
    verb = next((w for w in group if tree[w].text == first and tree.has(w, "VerbForm=Fin")), None)
    if verb is None or (first.lower() not in AGREEING and not tree.has(verb, "Tense=Pres")):
        return relation
    one = AGREEING.get(first.lower()) or (first if tree.rel(verb) == "aux" else present(tree.lemma(verb)))
    return f"{one} {rest}".rstrip()


def under_way(tree: Tree, i: int) -> bool:
    """Whether a participle tells a motion that need not have reached its end: "pilgrims travelling to Mecca"."""
    present = tree.has(i, "VerbForm=Ger") or tree.has(i, "Tense=Pres")
    return tree.rel(i) == "acl" and present and tree.lemma(i) in MOTION


def worded(tree: Tree, words: Iterable[int], instead: dict[int, str] | None = None) -> str:
    """Words as text; some said otherwise, clitics spelled out ("'s" is "is" or "has", "'ll" is "will"), and what "I" do
    told of a third person."""
    order = sorted(set(words))
    instead = {w: present(tree.lemma(w)) for w in order if first_person(tree, w)} | (instead or {})
    parts: list[str] = []
    for run in runs(order):
        if run[0] in instead:
            parts += [instead[run[0]], tree.text(run[1:])]
            continue
        changed = next((w for w in run if w in instead), None)
        if changed is not None:
            glued = changed > run[0] and tree[changed - 1].end == tree[changed].start
            before = tree.text(range(run[0], changed))
            parts += [before + instead[changed] if glued else f"{before} {instead[changed]}"]
            parts += [tree.text(range(changed + 1, run[-1] + 1))]
            continue
        clitic = CLITICS.get((tree[run[0]].text.lower().replace("’", "'"), tree.lemma(run[0])))
        if clitic == "is" and any(tree[w].text.lower() == "been" for w in run):
            clitic = "has"
        parts += [clitic, tree.text(run[1:])] if clitic else [tree.text(run)]
    return " ".join(part for part in parts if part)


def first_person(tree: Tree, i: int) -> bool:
    """Whether a verb has the form that goes with "I"."""
    return all(tree.has(i, feature) for feature in ("Person=1", "Number=Sing", "Tense=Pres", "VerbForm=Fin"))


def runs(indices: list[int]) -> Iterator[list[int]]:
    """Sorted indices in unbroken runs, a new one at every gap."""
    run: list[int] = []
    for i in indices:
        if run and i != run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run
