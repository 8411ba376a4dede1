"""One clause's own propositions: subject and object, prepositional arguments, passives, predicates, complements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.inflect import past, present
from kg.extract.proposition import Proposition, Stance
from kg.lexicon import Sense
from kg.parse.tree import NOMINAL

if TYPE_CHECKING:
    from kg.extract.clauses import Clauses, Context

# prepositions that tell under what circumstances, not of what, something is said
CIRCUMSTANCE = frozenset(
    "amid amidst despite after before during since until till because following given without besides except unlike".split()
)
CIRCUMSTANCES = (
    "because of",
    "due to",
    "in spite of",
    "as well as",
    "instead of",
    "rather than",
    "in addition to",
    "as part of",
    "in order to",
)
AT = frozenset("in at on near outside inside across around throughout within off along".split())
STATIVE = frozenset("base locate headquarter situate own know call name".split())


class Verb:
    """A clause's predicate at word `i`, read in the context that the walk gives it."""

    def __init__(self, clauses: Clauses, i: int, here: Context) -> None:
        self.clauses, self.tree, self.lexicon, self.known = clauses, clauses.tree, clauses.lexicon, clauses.known
        self.i, self.here = i, here
        tree = self.tree
        self.lemma = tree.lemma(i)
        self.particle = " ".join(tree[c].text.lower() for c in tree.each(i, "compound:prt"))
        self.copula = tree.one(i, "cop")
        bare = tree.one(i, "aux", "cop", "nsubj", "nsubj:pass") is None and not here.lead
        participle = tree.has(i, "VerbForm=Part") and tree.has(i, "Tense=Past")
        self.passive = tree.one(i, "aux:pass", "nsubj:pass") is not None or (
            bare and participle and tree.rel(i) in ("acl", "advcl")
        )
        self.subjects = tuple(s for s in here.subjects if self.known.usable(s))
        self.plain: list[tuple[str, int]] = []
        self.times: list[tuple[str, int]] = []
        self.places: list[tuple[str, int]] = []
        self.around: list[tuple[str, int]] = []
        self.agents: list[int] = []
        self.sort_obliques()

    # -- reading

    def read(self) -> list[Proposition]:
        """The propositions of the clause itself."""
        if not self.subjects and not self.agents:
            return []
        if self.copula is not None:
            return self.predicate()
        if self.tree.upos(self.i) not in ("VERB", "AUX"):
            return []
        if self.passive:
            return [*self.agentive(), *self.prepositional()]
        objects = self.objects()
        found = [
            self.proposition(
                s, self.relation(), o, "verb_object", 0.9, self.lexicon.verb(self.lemma, "", self.particle)
            )
            for s in self.subjects
            for o in objects
            if s != o
        ]
        found += [p for s in self.subjects for o in objects for p in self.light(s, o)]
        return found + self.secondary() + self.prepositional(objects)

    def after(self) -> list[Proposition]:
        """Propositions about complements, once those have been read: "Trump ordered [the sale of TikTok]"."""
        inner = self.clauses.inner.get(self.i)
        found = []
        if inner is not None and self.copula is None and not self.passive:
            senses = self.lexicon.verb(self.lemma, "", self.particle)
            found += [
                self.proposition(s, self.relation(), inner, "complement_clause", 0.85, senses) for s in self.subjects
            ]
        return found + self.performed()

    def performed(self) -> list[Proposition]:
        """A deed done by words: who issues an order demanding a sale orders the sale."""
        tree, lexicon = self.tree, self.lexicon
        if self.passive or not lexicon.is_a(self.lemma, "LightVerb"):
            return []
        found = []
        for o in self.objects():
            base = lexicon.verbal.get(tree.lemma(o), "")
            if not lexicon.is_a(base, "OrderVerb"):
                continue
            for c in [*tree.each(o, "acl"), *tree.each(self.i, "advcl")]:
                inner = self.clauses.inner.get(c) or (self.clauses.main.get(c) if tree.has(c, "VerbForm=Inf") else None)
                if inner is not None:
                    form = past(base) if self.here.past else present(base)
                    found += [
                        self.proposition(s, form, inner, "performed_order", 0.85, lexicon.verb(base), predicate=base)
                        for s in self.subjects
                    ]
        return found

    # -- parts

    def sort_obliques(self) -> None:
        """Tells times, places, agents and other prepositional arguments apart."""
        tree, known = self.tree, self.known
        for head in [*tree.each(self.i, "obl"), *(o for o in tree.each(self.i, "nmod") if self.copula is not None)]:
            case = tree.cases(head)
            if case.startswith("according"):
                continue
            for x in tree.conjuncts(head):
                preposition = tree.cases(x) or case
                target = known.stand(x)
                if tree[head].deprel == "obl:agent" or (self.passive and case == "by" and not known.is_time(x)):
                    self.agents.append(target)
                elif known.is_time(x):
                    self.times.append((preposition, target))
                elif preposition in AT and known.entity_type(target) in ("kgo:Place", "kgo:Country"):
                    self.places.append((preposition, target))
                elif preposition in CIRCUMSTANCE or preposition in CIRCUMSTANCES:
                    self.around.append((preposition, target))
                elif preposition:
                    self.plain.append((preposition, target))
        for adverb in tree.each(self.i, "advmod"):
            noun = known.stands.get(adverb)
            if noun is not None and tree.lemma(adverb) == "where":
                self.places.append(("in", noun))
        for o in tree.each(self.i, "obj"):
            self.times += [(tree.cases(n), n) for n in tree.each(o, "nmod") if known.is_time(n)]

    def objects(self) -> list[int]:
        """The direct objects' heads; in a relative clause perhaps the noun it modifies."""
        tree, known = self.tree, self.known
        found = [x for o in tree.each(self.i, "obj") for x in tree.conjuncts(known.stand(o))]
        noun = known.antecedent.get(self.i)
        if (
            not found
            and noun is not None
            and not known.gap(self.i)
            and noun not in self.here.subjects
            and tree.one(self.i, "nsubj") is not None
            and tree.one(self.i, "ccomp", "xcomp", "cop") is None
        ):
            found = [noun]
        return [o for o in found if known.usable(o)]

    def relation(self, *more: int) -> str:
        """The relation's words, finite: "plans to hire", "issued", "is based"."""
        tree, group = self.tree, self.clauses.group(self.i)
        finite = (
            bool(self.here.lead)
            or tree.has(self.i, "VerbForm=Fin")
            or tree.one(self.i, "aux", "aux:pass", "cop") is not None
        )
        words = tree.text((*self.here.lead, *group, *more))
        if finite:
            return words
        rest = tree.text([w for w in (*group, *more) if w > self.i])
        if self.passive:
            be = "is" if self.lemma in STATIVE or not self.here.past else "was"
            form = f"{be} {tree[self.i].text.lower()}"
        elif self.here.stance.modality != "actual" or tree.has(self.i, "VerbForm=Inf"):
            form = f"to {self.lemma}"
        else:
            form = past(self.lemma) if self.here.past else present(self.lemma, self.plural())
        return f"{form} {rest}".strip()

    def plural(self) -> bool:
        """Whether the first subject is plural."""
        return bool(self.subjects) and (self.tree.has(self.subjects[0], "Number=Plur") or len(self.subjects) > 1)

    # -- clause types

    def agentive(self) -> list[Proposition]:
        """A passive with its agent, told actively: who did it to whom."""
        found = []
        senses = self.lexicon.verb(self.lemma, "", self.particle)
        for a in self.agents:
            if self.known.usable(a):
                found += [
                    self.proposition(a, self.active(a), s, "passive_agent", 0.9, senses)
                    for s in self.subjects
                    if s != a
                ]
        return found

    def active(self, agent: int) -> str:
        """The active form of a passive group: "was founded" -> "founded", "will be banned" -> "will ban"."""
        tree = self.tree
        helpers = [a for a in self.clauses.group(self.i) if tree.rel(a) == "aux" or tree.rel(a) == "advmod"]
        words = [tree[a].text for a in helpers if tree.lemma(a) != "be"]
        particle = f" {self.particle}" if self.particle else ""
        if any(tree.lemma(a) == "have" for a in helpers):
            return f"{tree.text([a for a in helpers if tree.lemma(a) != 'be'])} {tree[self.i].text.lower()}{particle}"
        if words or self.here.lead:
            lead = tree.text(self.here.lead)
            return " ".join(part for part in (lead, *words, self.lemma) if part) + particle
        passive = tree.one(self.i, "aux:pass")
        is_past = (
            tree.has(passive, "Tense=Past") if passive is not None else (self.here.past or self.lemma not in STATIVE)
        )
        return (past(self.lemma) if is_past else present(self.lemma, tree.has(agent, "Number=Plur"))) + particle

    def light(self, s: int, o: int) -> list[Proposition]:
        """A light verb and its noun as one relation: "inked a deal with", "hold talks with"."""
        tree, lexicon = self.tree, self.lexicon
        found = []
        marked = [(tree.cases(x) or tree.cases(n), x) for n in tree.each(o, "nmod") for x in tree.conjuncts(n)]
        for preposition, x in [*marked, *self.plain]:
            senses = lexicon.noun(tree.lemma(o), preposition)
            if preposition and preposition != "of" and senses and self.known.usable(x) and x != s:
                words = [w for w in tree.each(o, "det", "amod", "compound") if w < o] + [o]
                found.append(
                    self.proposition(
                        s,
                        f"{self.relation()} {tree.text(words)} {preposition}",
                        x,
                        "light_verb",
                        0.88,
                        senses,
                        predicate=f"{self.lemma}_{tree.lemma(o)}_{preposition}",
                    )
                )
        return found

    def prepositional(self, objects: list[int] | None = None) -> list[Proposition]:
        """A proposition for each prepositional argument; for times and places only where nothing else is said."""
        tree, lexicon, found = self.tree, self.lexicon, []
        complements = tree.one(self.i, "ccomp", "xcomp") is not None
        arguments = (
            [*self.plain] if objects or self.plain or self.agents or complements else [*self.places, *self.times]
        )
        if not objects and self.places and self.plain:
            arguments += [(p, x) for p, x in self.places if lexicon.verb(self.lemma, p, self.particle)]
        if not objects and self.times and (self.places or self.plain):
            arguments += [(p, x) for p, x in self.times if len(lexicon.verb(self.lemma, p, self.particle)) > 1]
        done = {o for o in objects or ()}
        for preposition, x in arguments:
            if not self.known.usable(x) or x in done:
                continue
            senses = lexicon.verb(self.lemma, preposition, self.particle)
            for s in self.subjects:
                if s == x:
                    continue
                if objects:
                    o = objects[0]
                    words = [
                        w
                        for w in (*tree.each(o, "det", "amod", "compound", "nummod", "nmod:poss", "flat"), o)
                        if abs(w - o) < 6
                    ]
                    words = (
                        sorted(
                            {
                                w
                                for k in words
                                for w in tree.subtree(k, without=("acl", "appos", "conj", "nmod", "obl", "punct"))
                            }
                            if o not in self.known.stands
                            else {o}
                        )
                        if self.known.stand(o) == o
                        else [o]
                    )
                    words = [w for w in words if w <= o or tree.rel(w) == "flat"]
                    if any(tree.upos(w) == "PRON" for w in words):
                        continue
                    text = f"{self.relation()} {tree.text(words)} {preposition}"
                    if not any(p == preposition and t == x for p, t in [*self._light_arguments(o)]):
                        found.append(
                            self.proposition(
                                s,
                                text,
                                x,
                                "verb_object_oblique",
                                0.7,
                                senses,
                                predicate=f"{self.lemma}_{tree.lemma(o)}_{preposition}",
                            )
                        )
                else:
                    rule = "passive_oblique" if self.passive else "verb_oblique"
                    found.append(
                        self.proposition(
                            s,
                            f"{self.relation()} {preposition}".strip(),
                            x,
                            rule,
                            0.85,
                            senses,
                            predicate=f"{self._base()}_{preposition}".strip("_"),
                        )
                    )
        return found

    def _light_arguments(self, o: int) -> list[tuple[str, int]]:
        return [(p, x) for p, x in self.plain if self.lexicon.noun(self.tree.lemma(o), p)]

    def _base(self) -> str:
        return f"{self.lemma}_{self.particle}".strip("_")

    def secondary(self) -> list[Proposition]:
        """A nominal or adjectival complement of a verb: "became president of", "remains unreachable"."""
        tree, found = self.tree, []
        if tree.one(self.i, "obj") is not None:
            return []
        for c in tree.each(self.i, "xcomp"):
            if tree.is_clause(c) or tree.upos(c) not in ("NOUN", "PROPN", "ADJ"):
                continue
            for s in self.subjects:
                found += self.predicated(s, c, self.relation(), "secondary_predicate", 0.8)
        return found

    def predicate(self) -> list[Proposition]:
        """A copular clause: "X is a retailer", "X is critical of Y", "X is in talks with Y"."""
        tree, i = self.tree, self.i
        be = tree.text((*self.here.lead, *(w for w in self.clauses.group(i) if w != i)))
        if not (
            self.here.lead
            or tree.has(self.copula if self.copula is not None else i, "VerbForm=Fin")
            or tree.one(i, "aux") is not None
        ):
            be = "was" if self.here.past else "is"
        found = []
        for s in self.subjects:
            for x in tree.conjuncts(i):
                if x == i or (not tree.is_clause(x) and tree.one(x, "cop", "nsubj") is None):
                    found += self.predicated(s, x, be, "copula", 0.88)
        return found

    def predicated(self, s: int, x: int, be: str, rule: str, confidence: float) -> list[Proposition]:
        """What is said of `s` by the predicate `x` with the link verb `be`."""
        tree, found = self.tree, []
        if s == x:
            return []
        case = tree.cases(x)
        marked = [
            (tree.cases(y) or tree.cases(n), y)
            for n in tree.each(x, "nmod", "obl")
            for y in tree.conjuncts(n)
            if not self.known.is_time(n) and not tree.cases(n).startswith("according")
        ]
        marked = [
            (p, self.known.stand(y))
            for p, y in marked
            if p and p not in CIRCUMSTANCE and p not in CIRCUMSTANCES and self.known.usable(y) and y != s
        ]
        noun = tree.upos(x) in NOMINAL
        if case and noun:
            text = tree.text(
                [
                    w
                    for w in tree.subtree(
                        x,
                        without=(
                            "nmod",
                            "acl",
                            "conj",
                            "cc",
                            "appos",
                            "nsubj",
                            "cop",
                            "aux",
                            "advmod",
                            "advcl",
                            "obl",
                            "punct",
                            "parataxis",
                            "ccomp",
                            "csubj",
                            "mark",
                            "case",
                        ),
                    )
                    if w <= x
                ]
            )
            for preposition, y in marked:
                found.append(
                    self.proposition(
                        s,
                        f"{be} {case} {text} {preposition}",
                        y,
                        f"{rule}_prepositional",
                        confidence,
                        self.lexicon.noun(tree.lemma(x), preposition),
                        predicate=f"be_{case}_{tree.lemma(x)}_{preposition}",
                    )
                )
            if not marked and self.known.usable(x):
                place = self.lexicon.noun("located", case)
                found.append(
                    self.proposition(
                        s, f"{be} {case}", x, f"{rule}_prepositional", confidence - 0.05, place, predicate=f"be_{case}"
                    )
                )
            return found
        if noun:
            for preposition, y in marked:
                senses = (
                    self.lexicon.noun(tree.lemma(x))
                    if preposition == "of"
                    else self.lexicon.noun(tree.lemma(x), preposition)
                )
                if senses:
                    found.append(
                        self.proposition(
                            s,
                            f"{be} {tree.lemma(x)} {preposition}",
                            y,
                            f"{rule}_relational",
                            confidence,
                            senses,
                            predicate=f"be_{tree.lemma(x)}_{preposition}",
                        )
                    )
            kind = (Sense("kgo:instanceOf"),)
            return (
                [self.proposition(s, be, x, f"{rule}_nominal", confidence, kind, predicate="be"), *found]
                if self.known.usable(x)
                else found
            )
        text = tree.text(
            [
                w
                for w in tree.subtree(
                    x,
                    without=(
                        "nmod",
                        "obl",
                        "acl",
                        "conj",
                        "cc",
                        "nsubj",
                        "cop",
                        "aux",
                        "advcl",
                        "ccomp",
                        "xcomp",
                        "csubj",
                        "punct",
                        "parataxis",
                        "mark",
                        "expl",
                        "discourse",
                        "advmod",
                    ),
                )
                if w <= x
            ]
        )
        for preposition, y in marked:
            found.append(
                self.proposition(
                    s,
                    f"{be} {text} {preposition}",
                    y,
                    f"{rule}_adjective",
                    confidence - 0.03,
                    self.lexicon.noun(tree.lemma(x), preposition),
                    predicate=f"be_{tree.lemma(x)}_{preposition}",
                )
            )
        if not marked and tree.upos(x) == "ADJ" and tree.one(x, "ccomp", "xcomp", "csubj", "advcl") is None:
            words = tuple(
                w
                for w in tree.subtree(
                    x,
                    without=(
                        "nsubj",
                        "cop",
                        "aux",
                        "conj",
                        "cc",
                        "punct",
                        "obl",
                        "advcl",
                        "parataxis",
                        "mark",
                        "expl",
                        "discourse",
                    ),
                )
                if tree[w].text.lower() not in ("not", "n't", "n’t", "never")
            )
            found.append(self.proposition(s, be, words, f"{rule}_adjective", confidence - 0.1, (), predicate="be"))
        return found

    # -- making

    def proposition(
        self,
        subject: int,
        relation: str,
        object: int | tuple[int, ...] | Proposition,
        rule: str,
        confidence: float,
        senses: tuple[Sense, ...],
        predicate: str | None = None,
    ) -> Proposition:
        """A proposition of this clause, with its stance, words and circumstances."""
        tree = self.tree
        target = self.known.stand(object) if isinstance(object, int) else object
        extra = (object,) if isinstance(object, int) else object if isinstance(object, tuple) else object.words
        words = tuple(sorted({self.known.stand(subject), *self.clauses.group(self.i), *extra}))
        used = {object} if isinstance(object, int) else set()
        return Proposition(
            self.known.stand(subject), relation, predicate or self._base(), target, rule, confidence, words, self.stance_for(extra),
            senses, tuple(q for q in self.qualifiers() if q[1] not in used and q[1] not in words), self.lemma,
        )  # fmt: skip

    def stance_for(self, words: tuple[int, ...]) -> Stance:
        """The clause's stance; a denied coordinate ("X but not Y") has its own."""
        return self.here.stance

    def qualifiers(self) -> list[tuple[str, int]]:
        """The circumstances of the clause, as role and head word."""
        tree, known = self.tree, self.known
        found = [("time", x) for _, x in self.times] + [("place", x) for _, x in self.places]
        for c in tree.each(self.i, "advmod"):
            low = tree[c].text.lower()
            if known.value_type(c) in ("DATE", "TIME") or low in (
                "currently",
                "recently",
                "previously",
                "now",
                "formerly",
                "soon",
                "already",
            ):
                found.append(("time", c))
            elif low.endswith("ly") and tree.upos(c) == "ADV":
                found.append(("manner", c))
        for preposition, x in self.around:
            found.append(
                (
                    "cause"
                    if preposition in ("because of", "due to")
                    else "time"
                    if preposition in ("before", "after", "during", "since", "until")
                    else "circumstance",
                    x,
                )
            )
        for preposition, x in self.plain:
            kind = known.value_type(x)
            if kind == "MONEY" and preposition in ("for", "at"):
                found.append(("price", x))
            elif preposition in ("to", "for", "from", "as", "with", "through", "via"):
                found.append(
                    (
                        {"to": "recipient", "for": "purpose", "from": "source", "as": "role", "with": "with"}.get(
                            preposition, "means"
                        ),
                        x,
                    )
                )
        return found
