"""Predicates without a verb of their own: "is a retailer", "is critical of Y", "is in talks with Y", "became king"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.alone import MEASURES, landmarked
from kg.extract.obliques import CIRCUMSTANCE, DISCOURSE, SENTENTIAL, activities
from kg.extract.offices import (
    OFFICES,
    PERSONAL,
    field_of,
    former,
    full_noun,
    kind_of,
    narrowed,
    temporal_adverbs,
    told_field,
)
from kg.extract.proposition import Proposition
from kg.extract.sharing import shared_complements
from kg.extract.standing import NEGATION, marker
from kg.extract.unreal import doubted
from kg.extract.wording import worded
from kg.lexicon import Sense
from kg.parse.tree import AMOUNTS, NOMINAL, TEMPORAL, Tree
from kg.resolve.persons import KIN
from kg.resolve.phrases import RANGING, hyphenated, phrase, selecting, utmost

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

# what one is but to somebody
COMPANIONS = frozenset(
    "acquaintance adversary adviser advisor ally boyfriend classmate colleague companion confidant confidante disciple "
    "fiancé fiancée follower friend girlfriend mentor neighbor neighbour opponent partner peer pupil rival roommate "
    "schoolmate student supporter teammate".split()
)
TO_SOMEBODY = COMPANIONS - {"pupil", "student"}  # one may be these at a school
UNLIKE = frozenset("acting assistant associate deputy future honorary incoming interim next regional vice".split())
MAKING = ("kgo:created", "kgo:produces", "kgo:supplies", "kgo:sold")
SETTLEMENTS = frozenset("town city village island hamlet borough municipality kingdom".split())
MEASURED = frozenset("long tall high wide deep thick old".split())
TOUGH = frozenset("cheap dangerous difficult easy expensive hard impossible possible safe simple tough".split())
COUNTS = frozenset(
    "attendance capacity circulation enrolment enrollment membership number population toll total".split()
)
CALLING = frozenset("call certify consider deem dub label nickname style term".split())
# whom "of" tells what they teach
TEACHERS = frozenset("professor lecturer teacher instructor tutor".split())
DEGREE = frozenset("more most less least as so too equally".split())  # "more important than", "as long as"
# what hangs on a predicate for its clause's sake, not for its own
CLAUSAL = (
    "acl", "advcl", "appos", "aux", "cc", "ccomp", "conj", "cop", "csubj", "discourse", "expl", "mark", "nmod", "nsubj",
    "obl", "parataxis", "punct", "xcomp",
)  # fmt: skip

# adverbs that place a predicate in its sentence and are no part of it
LINKING = SENTENTIAL | frozenset("when where how why only just merely simply also too both either then".split())


class Predicate:
    """What predicate `x` says of subject `s`, joined by the words `be`."""

    def __init__(self, verb: Verb, s: int, x: int, be: str, rule: str, confidence: float) -> None:
        self.verb, self.s, self.x, self.be, self.rule, self.confidence = verb, s, x, be, rule, confidence
        self.tree, self.known, self.lexicon = verb.tree, verb.known, verb.lexicon

    def read(self) -> Iterator[Proposition]:
        """The propositions of the predicate."""
        shared = self.tree.cases(self.verb.i) if self.tree.rel(self.x) == "conj" else ""  # "is between Rome | and Pisa"
        case, noun = self.tree.cases(self.x) or shared or self.changed(), self.tree.upos(self.x) in NOMINAL
        if self.s == self.x or case == "of":
            return
        if case and noun:
            yield from self.prepositional(case)
        elif noun:
            yield from self.nominal()
        else:
            yield from self.adjectival()

    def changed(self) -> str:
        """Which way an amount is a change: "was up | 4%"."""
        ways = [self.tree[w].text.lower() for w in self.tree.each(self.x, "advmod") if w < self.x]
        amount = self.known.value_type(self.x) in AMOUNTS
        return next((way for way in ways if amount and way in ("up", "down")), "")

    def marked(self) -> list[tuple[str, int]]:
        """The predicate's own prepositional arguments."""
        tree, known = self.tree, self.known
        found = []
        for n in [*tree.each(self.x, "nmod", "obl"), *shared_complements(tree, self.x)]:
            if known.is_time(n) or tree.cases(n).startswith("according") or (tree.cases(n), tree.lemma(n)) in DISCOURSE:
                continue
            # "a son of Bell and a nephew of Rowe"
            other = KIN | COMPANIONS | {"one", "member", tree.lemma(self.x)}
            alike = [y for y in tree.conjuncts(n) if y == n or tree.lemma(y) not in other]
            found += [(tree.cases(y) or tree.cases(n), known.stand(y)) for y in alike]
        if tree.upos(self.x) == "ADJ":  # "crucial to ensuring fairness"
            found += [(p, y) for p, y in activities(tree, known, self.x) if p != "by"]
        return [(p, y) for p, y in found if p and p not in CIRCUMSTANCE and known.usable(y) and y != self.s]

    def own_text(self) -> str:
        """The predicate's own words up to its head."""
        left = [w for w in self.tree.subtree(self.x, without=(*CLAUSAL, "advmod", "case")) if w <= self.x]
        left += hyphenated(self.tree, self.x)
        before = [w for w in self.tree.each(self.x, "advmod") if w < self.x]
        degree = [w for w in before if self.tree[w].text.lower() in DEGREE or self.tree.has(w, "NumType=Mult")]
        degree += [m for m in self.tree.each(self.x, "obl:unmarked", "obl:npmod") if m < self.x]  # "20 percent lighter"
        if self.rule.startswith("secondary"):  # "pleaded not guilty"
            degree += [w for w in before if self.tree.lemma(w) in ("not", "never")]
        much = [w for d in degree for w in self.tree.subtree(d)]  # "twice as deep"
        return self.tree.text(sorted({*left, *much}))

    def make(
        self,
        relation: str,
        object: int | tuple[int, ...],
        kind: str,
        senses: tuple[Sense, ...],
        predicate: str,
        less: float = 0.0,
    ) -> Proposition:
        """A proposition of this predicate."""
        rule = f"{self.rule}_{kind}"
        made = self.verb.proposition(self.s, relation, object, rule, self.confidence - less, senses, predicate)
        doubt = doubted(self.tree, self.lexicon, self.x) if made.stance.modality == "actual" else None
        return replace(made, stance=made.stance.within(doubt))

    def prepositional(self, case: str) -> Iterator[Proposition]:
        """ "is in talks with Y", "is in Y"."""
        lemma, text, entity = self.tree.lemma(self.x), self.own_text(), self.known.entity(self.x)
        placed = entity is not None and (entity.named or self.lexicon.is_kind(entity.type, "kgo:Place"))
        marked = [] if placed else self.marked()
        for preposition, y in marked:
            senses = self.lexicon.noun(lemma, preposition)
            relation = f"{self.be} {case} {text} {preposition}"
            yield self.make(relation, y, "prepositional", senses, f"be_{case}_{lemma}_{preposition}")
        if not marked and self.known.usable(self.x):
            senses = self.lexicon.noun("located", case)
            yield self.make(f"{self.be} {case}", self.x, "prepositional", senses, f"be_{case}", 0.05)

    def nominal(self) -> Iterator[Proposition]:
        """ "is a retailer", and of whom: "is the chief executive of Y"."""
        yield from self.measured()
        if self.known.entity(self.x) is None or self.modifies():
            return  # "was one" is a count, and no kind of thing
        long = any(self.tree.lemma(c) in MEASURED for c in self.tree.each(self.x, "conj"))
        if self.counted() or long:  # "is 4 minutes and 25 seconds long"
            return
        related = self.relations()
        yield from related
        kind = self.kind(full_noun(self.tree, self.lexicon, self.x), self.known.entity_type(self.s) == "kgo:Person")
        kept = phrase(self.tree, self.x)
        behind = (c for c in self.tree.each(self.x, "nmod", "acl") if c > self.x and c not in kept)
        behind = (c for c in behind if not self.tree.apart(c))
        if any(behind) and selecting(self.tree, self.x) - {"the"}:
            return  # "the second player to win": not without what he is the second in
        whose = ("nmod", "nmod:poss", *(() if self.tree.has(self.x, "Number=Plur") else ("compound",)))
        told = self.tree.one(self.x, *whose) is not None  # "business partners" are somebody's
        if self.tree.lemma(self.x) in TO_SOMEBODY and not told:
            return  # "became friends": with whom is not told
        made = any(p.relation.endswith(" by") for p in related)  # "is a song by Y" tells both
        office = kind not in ((), (Sense("kgo:instanceOf"),))
        if not related or made or office:  # to be the capital of Norway is no kind of thing
            yield self.make(self.be, self.x, "nominal", kind, "be")

    def measured(self) -> Iterator[Proposition]:
        """ "turnout was | 39 percent", and how old somebody is: "was | 91"."""
        value = self.known.value_type(self.x) if self.known.entity(self.x) is None else None
        counted = value == "CARDINAL" and self.tree.lemma(self.s) in COUNTS
        if self.rule == "copula" and (value in MEASURES or counted) and not landmarked(self.tree, self.x):
            yield self.make(self.be, self.x, "nominal", (), "be")
        person = self.known.entity_type(self.s) == "kgo:Person"
        if value == "CARDINAL" and person and not [*self.tree.modifiers(self.x), *self.tree.each(self.x, "advmod")]:
            yield self.make(f"{self.be} aged", self.x, "nominal", (), "be_aged")

    def relations(self) -> list[Proposition]:
        """Of whom or by whom the subject is what it is: "is the chief executive of Y", "is a song by Y"."""
        tree, noun, found = self.tree, full_noun(self.tree, self.lexicon, self.x), list[Proposition]()
        lends = tree.lemma(self.x) in COMPANIONS or tree.article(self.x) == "the"
        second = tree.rel(self.x) == "conj" and not tree.each(self.x, "det")
        held = second and any(s.property not in OFFICES for s in self.lexicon.noun(noun))  # "and founder and head of Y"
        shared = shared_complements(tree, self.x) if lends or held else []
        lent = [self.known.stand(y) for n in shared for y in tree.conjuncts(n)]
        relative = [o for o in tree.each(self.verb.i, "obl") if tree.has(o, "PronType=Rel")]
        whole = [self.known.stand(o) for o in relative if tree.cases(o) == "of" and self.verb.i != self.x]
        lent += whole  # "a school of which he remained the benefactor"
        bare = tree.one(self.x, "amod", "compound") is None
        self_named = lends and bare and tree.lemma(self.x) in SETTLEMENTS  # "was the town of Aune": that is Aune
        if self_named or (
            former(tree, self.x) and not temporal_adverbs(tree, self.x)
        ):  # "is a former chief executive of Y"
            return found
        field = field_of(tree, self.lexicon, self.x)
        fields = tree.conjuncts(field) if field is not None else []
        marked = [(preposition, y) for preposition, y in self.marked() if y not in fields]
        for preposition, y in [*marked, *(("of", y) for y in whole), *self.owners()]:
            senses = self.lexicon.noun(noun, "" if preposition == "of" else preposition)
            if preposition == "by" and self.lexicon.denotes.get(tree.lemma(self.x)) == "kgo:Work" and self.makes(y):
                senses = (Sense("kgo:created", inverse=True),)
            taught = preposition == "of" and tree.lemma(self.x) in TEACHERS  # "professor of law": not for whom
            bare = tree.rel(y) == "obl" and tree.one(self.x, "det") is None  # "home to", "key to"
            if senses or bare or y in lent:  # "a classmate and friend of Hu"
                predicate = f"be_{noun}_{preposition}".replace(" ", "_")
                role = noun if noun.endswith(tree.lemma(self.x)) else f"{noun} {tree.lemma(self.x)}"
                words = role if (senses or bare) and not narrowed(tree, self.x) else self.own_text()
                words += f" of {told_field(tree, field)}" if field is not None else ""
                senses = () if taught or field is not None or narrowed(tree, self.x) else senses
                found.append(self.make(f"{self.be} {words} {preposition}", y, "relational", senses, predicate))
        return found

    def makes(self, y: int) -> bool:
        """Whether somebody stands at a word who may have made a work."""
        entity = self.known.entity(y)
        kinds = ("kgo:Person", "kgo:Organization", "kgo:Group")
        return entity is not None and any(self.lexicon.is_kind(entity.type, kind) for kind in kinds)

    def owners(self) -> list[tuple[str, int]]:
        """Of whom the predicate is one, told before it: "is Acme's president", "is Acme's head of sales"; but "the
        world's largest maker" makes no world, nor does "China's maker of games" make China."""
        tree, noun = self.tree, full_noun(self.tree, self.lexicon, self.x)
        senses = self.lexicon.noun(noun)
        office = any(s.property in OFFICES and not s.inverse for s in senses)
        told = any(
            tree.cases(n) == "of" and n != field_of(tree, self.lexicon, self.x) for n in tree.each(self.x, "nmod")
        )
        # "Acme's sales director", "Acme's next president"
        before = [c for c in tree.each(self.x, "compound", "amod") if tree.lemma(c) not in noun]
        narrowed = any(tree.rel(c) == "compound" or tree.lemma(c) in UNLIKE for c in before)
        making = utmost(tree, self.x) or any(s.property in MAKING for s in senses)
        if told or (office and narrowed) or (making and not office):
            return []
        owners = [known for c in tree.each(self.x, "nmod:poss") for known in map(self.known.stand, tree.conjuncts(c))]
        return [("of", y) for y in owners if self.known.usable(y) and y != self.s]

    def counted(self) -> bool:
        """Whether several are named that only together are all of some: "the only teams are the women and the men"."""
        tree = self.tree
        every = tree.one(self.s, "nummod") is not None or any(
            tree.lemma(c) == "only" for c in tree.each(self.s, "amod")
        )
        several = len(tree.conjuncts(self.verb.i)) > 1 and tree.has(self.s, "Number=Plur")
        return every and several and self.rule == "copula" and tree.has(self.x, "Number=Plur")

    def modifies(self) -> bool:
        """Whether a noun but tells with another what a person is: "is a | stage and screen actress"."""
        tree = self.tree
        person = self.known.entity_type(self.s) == "kgo:Person"
        behind = [
            c for c in tree.each(self.x, "conj") if tree.one(c, "compound") is not None and not tree.each(c, "det")
        ]
        people = [c for c in behind if self.lexicon.denotes.get(tree.lemma(c)) == "kgo:Person"]
        lone = tree.upos(self.x) == "NOUN" and not tree.lemma(self.x).endswith(PERSONAL) and len(people) == 1
        near = lone and people[0] == self.x + 3 and self.lexicon.denotes.get(tree.lemma(self.x)) != "kgo:Person"
        return person and near and tree.upos(self.x + 1) == "CCONJ"

    def kind(self, noun: str, person: bool) -> tuple[Sense, ...]:
        """The reading of "is": of a kind; the other way round where the predicate is the name ("the winner is X")."""
        subject, predicate = self.known.entity(self.s), self.known.entity(self.x)
        if predicate is None or not predicate.named:
            listed = [x for x in self.tree.conjuncts(self.verb.i) if not self.tree.has(x, "Number=Plur")]
            plain = subject is not None and not subject.named and self.tree.has(self.s, "Number=Plur")
            if plain and self.rule == "copula" and len(listed) > 1 and self.x in listed:
                return (Sense("kgo:instanceOf", inverse=True),)  # "other sports are tennis and judo": each is one
            which = self.tree.article(self.x) == "the"
            which = which or not self.one_of_many()
            told = which and subject is not None and not subject.named  # "another theme is the cruelty of Rome"
            several = self.tree.has(self.x, "Number=Plur") and not self.tree.has(self.s, "Number=Plur")
            told = told or (self.tree.one(self.x, "nummod") is not None and self.tree.lemma(self.x) in TEMPORAL)
            told = told or (several and subject is not None and not subject.named)  # "the main export is bananas"
            kind = kind_of(self.lexicon, noun, person)
            called = self.rule != "copula" and self.verb.lemma in CALLING and kind == Sense("kgo:instanceOf")
            return () if told or called else (kind,)  # to be called one is not to be one
        true = self.tree.one(self.x, "det") is not None and self.tree.each(self.x, "amod")  # "is the true Gospel"
        return () if true or subject is None or subject.named else (Sense("kgo:instanceOf", inverse=True),)

    def one_of_many(self) -> bool:
        """Whether a predicate tells a kind: "is a river", "are rivers"; "the theme is water", "u is its velocity" tell
        what it is."""
        tree, owned = self.tree, self.tree.one(self.x, "nmod:poss") is not None
        return not owned and (tree.one(self.x, "det") is not None or tree.has(self.x, "Number=Plur"))

    def adjectival(self) -> Iterator[Proposition]:
        """ "is critical of Y", "is profitable"."""
        tree, lemma = self.tree, self.tree.lemma(self.x)
        if lemma == "about" and tree.one(self.x, "xcomp", "advcl") is not None:
            return  # "was about to leave"
        if lemma in ("more", "less", "much"):
            return  # "was more than a game"
        ranked = any(tree.has(a, "NumType=Ord") for a in tree.each(self.x, "amod"))
        if ranked and any(marker(tree, c) == "to" for c in tree.each(self.x, "acl", "advcl", "xcomp")):
            return  # "was the second American to fly"
        compared = [w for w in tree.subtree(self.x) if tree.lemma(w) == "than" and w > self.x]
        marked = [(p, y) for p, y in self.marked() if not compared or p == "than" or y < compared[0]]
        place = self.rule.startswith("secondary") and tree.has(self.x, "NumType=Ord")  # "finished second"
        if utmost(tree, self.x) and not place:  # "was the highest with two million voters": not what it is highest in
            marked = [(p, y) for p, y in marked if p in RANGING | {"of"}]
            if not marked:
                return
        equal = any(tree.lemma(w) == "as" for w in tree.each(self.x, "advmod")) and any(
            tree.lemma(w) == "as" and w > self.x for w in tree.subtree(self.x)
        )
        if not marked and (equal or (compared and tree.has(self.x, "Degree=Cmp"))):
            return  # "lower than that under the wing", "as eager as he was": not without what it is lower than
        if lemma in TOUGH and any(
            marker(tree, c) == "to" for c in tree.each(self.x, "xcomp", "advcl", "ccomp", "csubj")
        ):
            return  # "is difficult to sell in winter"
        for preposition, y in marked:
            senses = self.lexicon.noun(lemma, preposition) if tree.upos(y) != "VERB" else ()
            yield self.make(
                f"{self.be} {self.own_text()} {preposition}", y, "adjective", senses, f"be_{lemma}_{preposition}", 0.03
            )
        governs = tree.one(self.x, "ccomp", "xcomp") is not None or any(
            tree.one(c, "nsubj") is None or marker(tree, c) == "that" for c in tree.each(self.x, "advcl", "csubj")
        )
        governs = governs and tree.rel(self.s) != "csubj"
        plural = tree.has(self.s, "Number=Plur")
        if plural and tree.rel(self.x) == "conj" and tree.upos(tree[self.x].head) == "ADJ":
            return  # "balls coloured blue and white" are not all blue
        if not marked and not governs and (tree.upos(self.x) == "ADJ" or place):
            joined = [c for c in tree.each(self.x, "conj") if tree.upos(c) == "ADJ" and not tree.is_clause(c)]
            alike = {w for c in joined for w in tree.subtree(c)}
            words = tree.subtree(self.x, without=tuple(r for r in CLAUSAL if r != "nmod"))
            words = sorted({*words, *alike}) if plural else words
            measures = (m for m in tree.each(self.x, "obl:unmarked", "obl:npmod") if tree.one(m, "nummod") is not None)
            words = sorted({*words, *(w for m in measures if m < self.x for w in tree.subtree(m))})  # "300 metres tall"
            own = tree.one(self.x, "obl:unmarked", "obl:npmod") is not None
            counted = tree.one(tree[self.x].head, "nummod") is not None
            before = any(tree.upos(w) == "NUM" for w in range(self.x))
            if lemma in MEASURED and tree.rel(self.x) == "conj" and (counted or (before and not own)):
                return  # "4 minutes and 25 seconds long": both, and no "long" alone
            first = max((c for c in tree.each(self.x, "cop") if c < self.x), default=-1)  # "this, though, is cheap"
            words = [w for w in words if w > first and w not in tree.notes]
            left_out = LINKING if self.rule.startswith("secondary") else NEGATION | LINKING
            kept = tuple(w for w in words if tree[w].text.lower() not in left_out)
            yield self.make(self.be, kept, "adjective", (), "be", 0.1)


def added(tree: Tree, x: int) -> list[int]:
    """The adjectives that a comma adds to a nominal predicate: "is a big city, famous for its opera"."""
    behind = [c for c in tree.each(x, "amod", "acl", "appos") if c > x and tree.upos(c) == "ADJ"]
    governing = (c for c in behind if tree.one(c, "obl", "advcl") is not None and tree.one(c, "nsubj", "cop") is None)
    return [c for c in governing if tree.apart(c)]


def copular(verb: Verb) -> Iterator[Proposition]:
    """A clause with a copula, its coordinated predicates included."""
    tree, i = verb.tree, verb.i
    finite = tree.has(verb.copula if verb.copula is not None else i, "VerbForm=Fin")
    own = {i, *hyphenated(tree, i)}
    be = worded(tree, (*verb.here.lead, *(w for w in verb.clauses.group(i) if w not in own)))
    if not (verb.here.lead or finite or tree.one(i, "aux") is not None):
        be = "was" if verb.here.past else "is"
    for s in verb.subjects:
        for x in tree.conjuncts(i):
            where = x != i and tree.upos(i) == "NOUN" and tree.cases(x) and not tree.cases(i)  # "a speaker | in Riga"
            if x == i or (not where and not tree.is_clause(x) and tree.one(x, "cop", "nsubj") is None):
                yield from Predicate(verb, s, x, be, "copula", 0.88).read()
                for more in added(tree, x):
                    yield from Predicate(verb, s, more, be, "copula", 0.85).read()
