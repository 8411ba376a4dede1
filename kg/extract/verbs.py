"""One clause's own propositions: subject and object, prepositional arguments, passives, light verbs, complements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.circumstances import opener, settings, told
from kg.extract.complements import opening
from kg.extract.confidence import UNSURE
from kg.extract.control import addressee, steered, wished
from kg.extract.hedges import ranked, score
from kg.extract.light import light, performed
from kg.extract.obliques import Obliques, compared, exacted
from kg.extract.passives import passive
from kg.extract.past import arranged
from kg.extract.posts import takes
from kg.extract.predicates import copular
from kg.extract.proposition import Context, Proposition
from kg.extract.secondary import object_predicates, secondary
from kg.extract.sharing import INTRANSITIVE, gapped, shared_objects, shared_obliques
from kg.extract.standing import hedged, marker, outside_negation
from kg.extract.untold import untold
from kg.extract.valency import (
    AROUND,
    COPULATIVE,
    DIRECTED,
    LASTING,
    NO_PASSIVE,
    behind,
    binding,
    complements,
    core_words,
    elliptic,
    partial,
    predicative,
    reflexive,
    slight,
    year,
)
from kg.extract.wording import VerbGroup, singular, under_way
from kg.lexicon import Sense
from kg.parse.tree import TEMPORAL
from kg.resolve.persons import CALLED

if TYPE_CHECKING:
    from kg.extract.clauses import Clauses

NTH = frozenset("first second third last next".split())
MEASURES = frozenset(
    "age angle degree depth extent frequency height level manner pace point rate speed time way".split()
)
DITRANSITIVE = frozenset(
    "allot allow assign award charge deny give grant hand offer pay promise send show teach".split()
)
NAMES_IT = frozenset("deem dub nickname term".split())
MOVING = frozenset("move emigrate immigrate relocate return settle".split())
FREE = frozenset({"what", "whatever"})
# nouns that tell when, where or how their relative clause holds: "the first time | the two have met"
ADVERBIAL = TEMPORAL | frozenset("place reason time way".split())
SPENDING = frozenset("spend waste take have give need lose save enjoy devote".split())
# a verb and an object that are one word in meaning
IDIOMS = frozenset(
    {("take", "place"), ("take", "part"), ("take", "care"), ("give", "birth"), ("make", "sense"), ("take", "effect")}
)


class Verb:
    """A clause's predicate at word `i`, read in the context that the walk gives it."""

    def __init__(self, clauses: Clauses, i: int, here: Context) -> None:
        self.clauses, self.tree, self.lexicon, self.known = clauses, clauses.tree, clauses.lexicon, clauses.known
        self.i, self.here = i, here
        tree = self.tree
        self.lemma = tree.lemma(i)
        self.particle = " ".join(tree[c].text.lower() for c in tree.each(i, "compound:prt"))
        verbal = clauses.contains(i) or arranged(tree, i, self.lexicon)
        self.copula = None if verbal else tree.one(i, "cop")
        passive = tree.one(i, "aux:pass", "nsubj:pass") is not None or self.reduced()
        self.passive = passive and self.lemma not in NO_PASSIVE
        self.subjects = tuple(s for s in here.subjects if self.known.usable(s))
        first, then = ("iobj", "obj") if exacted(tree, i) else ("obj", "iobj")
        near = tree.each(i, first) or tree.each(i, then) or ([] if self.passive else shared_objects(tree, i))
        self.direct = [o for o in near if not (reflexive(tree, o) or score(tree, o) or elliptic(tree, o))]
        scores = (score(tree, o) for o in [*near, *tree.each(i, "obl:unmarked")])
        self.scored = self.lemma in ("end", "finish") and any(scores)
        self.itself = [o for o in near if reflexive(tree, o)]
        bare = (o for o in self.direct if not tree.each(o, "det", "amod", "nmod:poss"))  # not "took his place"
        self.idiom = next((o for o in bare if (self.lemma, tree.lemma(o)) in IDIOMS), None)
        self.around = Obliques.of(tree, self.known, i, self.passive)
        lent = [(tree.cases(x), self.known.stand(x)) for x in shared_obliques(tree, i)]
        self.around.places += [(p, x) for p, x in lent if self.meaning(p)]

    def reduced(self) -> bool:
        """Whether the clause is a passive without its auxiliary: "banned in 2020", "was bought, and [sold] by X"."""
        tree, i = self.tree, self.i
        if tree.one(i, "aux", "cop", "nsubj", "nsubj:pass") is not None or not tree.has(i, "Tense=Past"):
            return False
        relation, above = tree.rel(i), tree[i].head
        if relation in ("acl", "advcl") and tree[tree.one(i, "obl") or i].deprel == "obl:agent":
            return True
        if relation == "xcomp" and tree.lemma(above) in ("have", "get") and tree.has(i, "VerbForm=Part"):
            return tree.one(above, "obj") is not None and tree.one(i, "obj") is None  # "had him executed"
        if relation == "conj" and tree.one(i, "obj") is not None and self.lemma not in DITRANSITIVE:
            return False  # "was published in Rome and won the prize"
        opened = tree.rel(above) == "advcl" and tree.has(above, "Tense=Past") and tree.one(above, "aux", "mark") is None
        joined = tree.rel(above) == "acl" or opened  # "Born in Trieste and educated in Prague"
        joined = joined and tree.has(above, "VerbForm=Part") and tree.one(above, "obj") is None
        joined = joined and not (opened and self.lemma in INTRANSITIVE | MOVING | {"serve"})
        shared = relation == "conj" and (tree.one(above, "aux:pass") is not None or joined)
        shared = shared and not (tree.lemma(above) == "bear" and self.lemma in MOVING)  # "was born in A and moved to B"
        if relation == "conj" and tree.one(above, "cop") is not None and tree.has(i, "VerbForm=Part"):
            return tree.one(i, "obj") is None  # "is a writer and | known for his songs"
        loose = relation in ("acl", "advcl") and not self.here.lead
        # no clause on a noun is finite without a subject: "a surgeon considered a pioneer"
        participle = tree.has(i, "VerbForm=Part") or tree[i].deprel == "acl" or (joined and relation == "conj")
        return participle and (shared or loose)

    def read(self) -> list[Proposition]:
        """The propositions of the clause itself."""
        if not self.subjects and not self.around.agents:
            return []
        noun = self.known.antecedent.get(self.i)
        if noun is not None and self.tree.lemma(noun) in FREE:
            return []  # "sold what he found to the museum": nobody knows what
        if self.lemma == "become" and not self.predicated():
            return []  # "became, while in Rome, …": what, is lost
        if self.copula is not None:
            infinitive = self.tree.upos(self.i) == "VERB" and marker(self.tree, self.i) == "to"
            return [] if infinitive else list(copular(self))  # "its aim was to help": nobody is "help"
        preposition = self.tree[self.i].text.lower() == "following" and self.tree.one(self.i, "nsubj", "aux") is None
        if self.tree.upos(self.i) not in ("VERB", "AUX") or preposition:
            return []
        if self.passive:
            return passive(self)
        objects = self.objects()
        judged = [p for o in [*objects, *self.itself][:1] for p in object_predicates(self, o)]
        if judged:
            viewed = any(told.relation.endswith(" as") for told in judged)
            others = (told for told in self.prepositional() if not (viewed and told.relation.endswith(" as")))
            return [*judged, *others]
        silent = steered(self.tree, self.lexicon, self.i) and not self.engages()
        nameless = self.lemma in NAMES_IT and self.tree.one(self.i, "xcomp") is None  # a name that the parse lost
        nameless = nameless or (self.lemma == "call" and len(self.tree.each(self.i, "obj", "iobj", "xcomp")) > 1)
        direct = [] if silent or nameless else [o for o in objects if not compared(self.tree, o)]
        beside = [*self.around.plain, *self.around.places]
        # else the fuller claim is not made
        near = [(p, x) for p, x in beside if self.tree[x].certainty >= UNSURE and self.known.usable(x)]
        found = [
            replace(
                self.proposition(s, self.relation(), o, "verb_object", 0.9, self.senses()),
                whole=not (partial(self.tree, self.i, near) or year(self.tree, o) or untold(self, o, near)),
            )
            for s in self.subjects
            for o in direct
            if s != o and not self.known.same(s, o)
        ]
        found += [p for s in self.subjects for o in objects for p in light(self, s, o)]
        found += gapped(self) if direct and self.here.stance.polarity == "positive" else []
        becoming = list(secondary(self))
        if becoming:
            return [*found, *becoming]
        if objects:
            said = self.tree.one(self.i, "ccomp") is not None and self.lexicon.is_a(self.lemma, "SpeechVerb")
            # "told the paper in May that …", "asked the party in May to …"
            told = silent and all(marker(self.tree, c) != "from" for c in steered(self.tree, self.lexicon, self.i))
            return found if said or told else [*found, *self.beyond(objects[0])]
        if self.lemma in LASTING and any(self.known.is_time(o) for o in self.direct):  # "spent three years | in Rome"
            return [*found, *self.beyond(self.direct[0])]
        # "did so in May" says what another verb does
        lost = self.scored or (self.idiom is None and bool(self.direct)) or self.predicated() or self.lemma == "do"
        return found if lost else [*found, *self.prepositional()]  # "spent in Rome": not without what was spent

    def predicated(self) -> bool:
        """Whether a noun or an adjective completes the verb: "named | captain"; or a score: "went | 4-for-4"."""
        tree, numbers = self.tree, self.tree.each(self.i, "obl:unmarked")
        if self.lemma in COPULATIVE and any(tree.upos(n) == "NUM" and not self.known.is_time(n) for n in numbers):
            return True
        return any(not self.tree.is_clause(c) and self.tree.upos(c) != "VERB" for c in self.tree.each(self.i, "xcomp"))

    def after(self) -> list[Proposition]:
        """Propositions about complements, once those have been read: "Trump ordered [the sale of TikTok]"."""
        inner = self.clauses.inner.get(self.i)
        if inner is None or self.copula is not None or self.passive or self.engages():
            return list(performed(self))
        told = addressee(self.tree, self.lexicon, self.i)
        relation = self.relation() + (f" {self.tree.cases(told)}" if told is not None else "")
        own = [self.proposition(s, relation, inner, "complement_clause", 0.85, self.senses()) for s in self.subjects]
        return [*own, *performed(self)]

    def timed(self) -> Iterator[Proposition]:
        """A verb of which only is said when or where: "rivers freeze | when the air is cold"."""
        bare = not self.passive and self.copula is None and not self.direct and self.tree.one(self.i, "xcomp") is None
        for _, c in settings(self.tree, self.i) if bare else ():
            inner = self.clauses.main.get(c)
            if inner is not None and opener(self.tree, c) == inner.opening:
                for s in self.subjects:
                    yield self.proposition(s, self.relation(), inner, "complement_clause", 0.8, ())

    def senses(self) -> tuple[Sense, ...]:
        """What the verb may mean with a direct object; what is used for a deed does not do it."""
        if any(self.tree.lemma(w) == "use" for w in self.here.lead):
            return ()
        return self.lexicon.verb(self.lemma, "", self.particle)

    def objects(self) -> list[int]:
        """The direct objects' heads; in a relative clause perhaps the noun it modifies."""
        tree, known = self.tree, self.known
        found = [x for o in self.direct if o != self.idiom for x in tree.conjuncts(known.stand(o))]
        noun = known.antecedent.get(self.i)
        manner = any(tree.lemma(c) in ("how", "why") for c in tree.each(self.i, "advmod"))  # "a sense of how it works"
        gap = noun is not None and not manner and not known.gap(self.i) and noun not in self.here.subjects
        gap = gap and self.lemma != "do"  # "to sell it, which he did"
        gap = gap and (self.lemma in SPENDING or noun is None or tree.lemma(noun) not in ADVERBIAL)
        if not found and noun is not None and gap and tree.one(self.i, "nsubj") is not None:
            found = [noun] if tree.one(self.i, "ccomp", "xcomp", "cop") is None else []
        if self.lemma == "vote":  # "voted 52 to 48"
            found = [o for o in found if tree.upos(o) != "NUM"]
        # "was awarded a second time"
        found = [
            o for o in found if tree.lemma(o) != "time" or not any(tree.lemma(a) in NTH for a in tree.each(o, "amod"))
        ]
        return [o for o in found if known.usable(o) and known.value_type(o) not in ("DATE", "TIME")]

    def group(self) -> VerbGroup:
        """The verb group, for wording."""
        here, tree = self.here, self.tree
        plural = bool(self.subjects) and (tree.has(self.subjects[0], "Number=Plur") or len(self.subjects) > 1)
        actual = here.stance.modality == "actual"
        actual = actual and (here.stance.polarity == "positive" or not tree.has(self.i, "VerbForm=Inf"))
        words = (*self.clauses.group(self.i), *((self.idiom,) if self.idiom is not None else ()))
        return VerbGroup(tree, self.i, words, here.lead, self.passive, here.past, actual, plural)

    def relation(self) -> str:
        """The relation's words, finite: "plans to hire", "issued", "is based"."""
        return self.group().finite()

    def beyond(self, o: int) -> Iterator[Proposition]:
        """A prepositional argument beyond the object: "sold LinkedIn to | Microsoft"."""
        tree, entity = self.tree, self.known.party(o, [self.i])
        value = tree.name_at(o)
        counted = value and (ranked(tree, o, value) or tree.text(range(value[0], value[1] + 1)))
        text = entity.name if entity else counted or tree.text([o])
        given = [
            ("to", x)
            for i in tree.each(self.i, "iobj")
            if i not in self.direct
            for x in tree.conjuncts(self.known.stand(i))
        ]
        measured, wanted = compared(tree, o), binding(tree, self.i)
        given += self.around.places if wanted or slight(tree, self.i) or self.known.is_time(o) else []
        for preposition, x in [*self.around.plain, *given]:
            if (measured and preposition != "than") or (wanted and preposition not in wanted):
                continue
            if not self.known.usable(x) or x == o or self.measured(x) or self.lexicon.noun(tree.lemma(o), preposition):
                continue
            predicate = f"{self.lemma}_{tree.lemma(o)}_{preposition}"
            relation = f"{self.relation()} {text} {preposition}"
            senses = self.meaning(preposition) if preposition != "as" or takes(self) else ()
            itself = tree[o].text.lower().endswith(("self", "selves"))
            for s in self.subjects:
                if s not in (x, o) and (itself or not self.known.same(s, o)):
                    yield self.proposition(s, relation, x, "verb_object_oblique", 0.7, senses, predicate)

    def prepositional(self) -> Iterator[Proposition]:
        """A proposition for each prepositional argument; of times and places if nothing else is, or it is a sense."""
        lexicon, around = self.lexicon, self.around
        arguments = self.reported() if self.tree.one(self.i, "ccomp", "xcomp") is not None else self.spoken()
        if lexicon.modality(self.lemma) == "desired" and self.tree.one(self.i, "xcomp") is not None:
            arguments = []  # "wants on behalf of the firm | to say": not without what
        called = (
            None if self.particle else addressee(self.tree, lexicon, self.i)
        )  # "called on | nations", whatever else surrounds it
        for preposition, x in arguments if called is None else [(self.tree.cases(called), called)]:
            if not self.known.usable(x) or self.measured(x):
                continue
            if preposition == "by" and self.tree.lemma(x) in CALLED and self.lemma in ("know", "call"):
                continue  # "is known by her pen name"
            idle = self.passive and not preposition  # what "was used a million times" uses nothing
            idle = idle or under_way(self.tree, self.i)
            idle = idle or (preposition == "as" and not takes(self))
            senses = () if idle else self.meaning(preposition)
            rule = "passive_oblique" if self.passive else "verb_oblique"
            core = predicative(self.tree, self.i)  # "fell in love | with"
            if x == core and any(p == "with" for p, y in behind(self.tree, self.i, core)):
                continue
            for s in self.subjects:
                if s != x and x not in around.agents:
                    fixed = [] if x == core or senses else core_words(self.tree, core)
                    relation = " ".join([self.relation(), *fixed, preposition]).strip()
                    predicate = "_".join(part for part in (self.lemma, self.particle, preposition) if part)
                    deed = wished(self.tree, self.i, preposition, x)
                    yield self.proposition(s, relation, deed or x, rule, 0.85, senses, predicate)

    def measured(self, x: int) -> bool:
        """Whether an argument is but how fast or how far: "the speed | at which blood flows" tells nothing."""
        return self.tree.lemma(x) in MEASURES and x == self.known.antecedent.get(self.i)

    def named_arguments(self) -> list[tuple[str, int]]:
        """The prepositional arguments that are names."""
        return [(p, x) for p, x in self.around.plain if (e := self.known.entity(x)) is not None and e.named]

    def reported(self) -> list[tuple[str, int]]:
        """Beside a complement clause only names are arguments of the verb: "agreed with Microsoft to sell"."""
        named = [(p, x) for p, x in self.named_arguments() if p != "in"]  # "discovers in the film that …"
        return [] if self.lexicon.is_a(self.lemma, "SpeechVerb") else named

    def spoken(self) -> list[tuple[str, int]]:
        """The prepositional arguments that claims are made of."""
        around, lexicon = self.around, self.lexicon
        tells = any(self.known.entity_type(s) != "kgo:Thing" for s in self.subjects)  # "the term refers to …" does not
        if lexicon.is_a(self.lemma, "SpeechVerb") and not self.passive and tells:
            return [(p, x) for p, x in self.named_arguments() if p != "in"]
        if not around.plain and not around.agents:
            means = around.means if self.passive else []  # "was lowered by closing mines"
            # "lived there until 1994"
            bounds = ("from", "until", "till", "to", "since", "after", "before") if around.places else ()
            ended = ("to",) if any(p == "from" for p, _ in around.times) else ()  # "took place from 1930 to 1934"
            times = ((p, x) for p, x in around.times if p not in ("", "between", *bounds, *ended))
            return [*around.places, *times, *means]
        meant = [(p, x) for p, x in around.places if self.meaning(p)]
        dates = (any(s.property in lexicon.values for s in self.meaning(p)) for p, _ in around.times)
        meant += [time for time, told in zip(around.times, dates, strict=True) if told and self.meaning(time[0])]
        directed = any(p in DIRECTED for p, _ in around.plain)
        plain = complements(self.tree, self.i, around.plain)
        plain = [(p, x) for p, x in plain if not (directed and p in AROUND and not self.meaning(p))]
        plain = [
            (p, x) for p, x in plain if p not in ("as", "upon", "of") or x > self.i or self.known.gap(self.i)
        ]  # "As a student, …"
        return [*plain, *meant]

    def meaning(self, preposition: str) -> tuple[Sense, ...]:
        """What the verb may mean with a preposition."""
        return self.lexicon.verb(self.lemma, preposition, self.particle)

    def proposition(
        self,
        subject: int,
        relation: str,
        object: int | tuple[int, ...] | Proposition,
        rule: str,
        confidence: float,
        senses: tuple[Sense, ...],
        predicate: str = "",
    ) -> Proposition:
        """A proposition of this clause, with its stance, words and circumstances."""
        known, subject = self.known, self.known.stand(subject)
        target = known.stand(object) if isinstance(object, int) else object
        extra = (object,) if isinstance(object, int) else object if isinstance(object, tuple) else object.words
        words = tuple(sorted({subject, *self.clauses.group(self.i), *extra}))
        used = {*words, target} if isinstance(target, int) else set(words)
        marked = ([*self.around.plain, *self.around.places], self.around.times)
        beside = {  # its own coordinates are no circumstances of it
            x for group in marked for p, x in group if p in {q for q, y in group if y == target}
        }
        circumstances = [*self.around.qualifiers(self.tree, known, self.i), *(("purpose", c) for c in self.aims())]
        circumstances += settings(self.tree, self.i)
        qualifiers = tuple(q for q in circumstances if q[1] not in used and q[1] not in beside)
        base = predicate or "_".join(part for part in (self.lemma, self.particle) if part)
        if len(self.subjects) > 1 and subject in self.subjects and not self.tree.has(subject, "Number=Plur"):
            plural = isinstance(object, int) and self.tree.has(object, "Number=Plur") and rule == "copula_nominal"
            leading = (*self.here.lead, *self.clauses.group(self.i))
            relation = relation if plural else singular(self.tree, leading, relation)  # "are sisters"
        own = isinstance(object, int) and self.tree[object].head == self.i
        stance = self.here.stance.within(hedged(self.tree, object) if isinstance(object, int) and own else None)
        stance = stance.negated() if isinstance(object, int) and outside_negation(self.tree, object) else stance
        return Proposition(
            subject, relation, base, target, rule, confidence, words, stance, senses, qualifiers, self.lemma,
            opening(self.tree, self.i, self.clauses.form(self.i)),
        )  # fmt: skip

    def engages(self) -> bool:
        """Whether the verb takes somebody on for a deed, and is said of them all the same: "hired X to lead it"."""
        return self.lexicon.is_a(f"{self.lemma} to", "PlanVerb") and self.tree.one(self.i, "advcl") is not None

    def aims(self) -> list[int]:
        """The clauses that say what for: "to supply Madrid"."""
        tree = self.tree
        found = [c for c in tree.each(self.i, "advcl") if marker(tree, c) == "to"]
        steers = [] if self.engages() else steered(tree, self.lexicon, self.i)
        return [c for c in found if c not in steers and c > self.i and told(tree, c)]
