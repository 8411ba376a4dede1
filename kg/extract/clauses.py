"""Clauses: every verb and predicate with its subjects, objects, prepositional arguments and complements.

The walk starts at the root and carries, into each clause it reaches, the subject that a clause without its own takes
over (control, raising, coordination, relative clauses) and the stance of what governs it. The reading of the trees
follows Universal Dependencies v2 and, for the clause types, Del Corro & Gemulla (2013), "ClausIE".
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.adverbials import Adverbials, outcome_told
from kg.extract.alone import alone, amounts, existential, mutual
from kg.extract.arguments import Arguments
from kg.extract.attribution import attributed, told_by
from kg.extract.control import addressee, steered
from kg.extract.fiction import setting
from kg.extract.modifiers import modifier, only, ranking
from kg.extract.past import LATER, arranged, settled
from kg.extract.posts import posts
from kg.extract.proposition import Context, Proposition, Stance
from kg.extract.quotes import Quotation
from kg.extract.standing import (
    EVIDENT,
    INSTEAD,
    NEARLY,
    PARTS,
    TRUE,
    conditioned,
    either,
    focused,
    governed,
    inverted,
    marker,
    negated,
    negated_by_object,
    reading,
    stance_of,
    suffered,
)
from kg.extract.valency import particles, reflexive
from kg.extract.verbs import Verb
from kg.lexicon import Lexicon
from kg.parse.tree import NOMINAL, RELATIVES, Tree
from kg.resolve.phrases import hyphenated

DENIAL = NEARLY | {"not", "n't", "n’t", "never", "yet", "longer"}
# what does nothing though it be an object that does: who "made ends meet by sewing", sewed
IDLE = {("make", "end", "meet"), ("let", "thing", "go"), ("make", "head", "turn")}


class Clauses:
    """Reads one tree's clauses into propositions."""

    def __init__(
        self, tree: Tree, lexicon: Lexicon, known: Arguments, quotation: Quotation, narrated: bool = False
    ) -> None:
        self.tree, self.lexicon, self.known, self.quotation = tree, lexicon, known, quotation
        self.narrated, self.adverbials = narrated, Adverbials(tree, lexicon, known)
        self.found: list[Proposition] = []
        self.main: dict[int, Proposition] = {}
        self.inner: dict[int, Proposition] = {}
        self.visited: set[int] = set()
        self.contexts: dict[int, Context] = {}
        self.outer: dict[int, Stance] = {}
        for root in tree.roots:
            question = tree[len(tree) - 1].text == "?" and not tagged(tree, root)
            stance = quotation.stance
            self.visit(root, Context(stance=stance.within("questioned") if question else stance))

    @property
    def outlook(self) -> dict[int, Stance]:
        """The stance of each clause, by its head."""
        return {i: context.stance for i, context in self.contexts.items()}

    def visit(self, i: int, context: Context) -> Proposition | None:
        """Reads what stands at `i`, a clause or a phrase that may hold some; returns the clause's main proposition."""
        if i in self.visited:
            return None
        self.visited.add(i)
        tree = self.tree
        if tree.is_clause(i) and tree.rel(i) not in ("amod", "compound", "case", "mark"):
            return self.clause(i, context)
        for c in tree.children[i]:
            able = tree.rel(c) == "xcomp" and tree.upos(i) == "ADJ"  # "Unable to pay, he left"
            if able or tree.rel(c) in ("acl", "conj", "parataxis", "ccomp", "advcl"):
                self.dependent(i, c, replace(context, lead=()), (i,) if tree.upos(i) in NOMINAL else ())
            else:
                self.visit(c, context)
        return None

    def clause(self, i: int, context: Context) -> Proposition | None:
        """One clause: stance, then what hangs on it, then its own propositions."""
        tree = self.tree
        outer = tree.one(i, "nsubj:outer")
        if outer is not None and marker(tree, i) and not arranged(tree, i, self.lexicon):  # "the question is whether …"
            context = replace(context, stance=governed(tree, self.lexicon, outer, i, context.stance, None))
        over = self.narrated and i not in self.quotation.speakers and settled(tree, self.known, i)
        stance = stance_of(tree, i, context.stance, self.lexicon, over)
        stance = attributed(tree, self.known, self.lexicon, i, stance)
        if stance.source is None:
            stance = stance.said_by(self.quotation.speakers.get(i))
        subjects = self.subjects(i, context)
        if stance.source in subjects and tree.rel(i) == "advcl":
            stance = replace(stance, source=None)  # "as Darwin wrote to Hooker": that he wrote, the author says
        here = replace(
            context,
            subjects=subjects,
            stance=stance,
            past=context.past or self.is_past(i),
        )
        self.contexts[i] = here
        self.outer[i] = context.stance
        if (
            not here.lead
            and stance.modality == "actual"
            and self.form(i) == "Inf"
            and tree.rel(i) not in ("xcomp", "ccomp")
            and marker(tree, i) not in INSTEAD  # "rather than answer": so he did not
            and not only(tree, self.lexicon, tree[i].head, i)
            and not (marker(tree, i) == "to" and outcome_told(tree, tree[i].head, i))
        ):
            # a bare infinitive states nothing, but for headlines: "Ikea to open a store"
            announced = tree.rel(i) == "root" and marker(tree, i) == "to" and tree.one(i, "nsubj") is not None
            here = replace(here, stance=stance.within("planned" if announced else "possible"))
        verb = Verb(self, i, here)
        own = [*verb.read(), *amounts(verb), *mutual(verb), *posts(verb)]
        whole = [p for p in own if p.whole]
        if whole:
            full = [p for p in whole if p.rule == "verb_object_oblique" and p.subject == whole[0].subject]
            told = whole[0].rule == "verb_object" and whole[0].opening == "that" and full
            self.main[i] = full[0] if told else whole[0]  # "that X provides users with Y", not "that X provides users"
        for c in tree.children[i]:
            if c not in self.visited:
                self.dependent(i, c, here, subjects)
        late = verb.after() or ([] if own else [*verb.timed()] or [*existential(verb), *alone(verb)])
        self.found += [*own, *late]
        if not own and late:
            self.main[i] = late[0]
        return self.main.get(i)

    def is_past(self, i: int) -> bool:
        """Whether a clause's own words say that it is past: its auxiliaries, if it has any."""
        tree, auxiliaries = self.tree, self.tree.each(i, "aux", "cop")
        if auxiliaries:
            return any(tree.has(a, "Tense=Past") or tree.lemma(a) == "have" for a in auxiliaries)
        joined = tree.rel(i) == "conj" and tree.has(i, "VerbForm=Part")
        # "is a book and published in 1975"
        dated = any(self.known.value_type(x) == "DATE" for x in tree.each(i, "obl"))
        return tree.has(i, "Tense=Past") and (not joined or dated)

    def dependent(self, i: int, c: int, here: Context, subjects: tuple[int, ...]) -> None:
        """Passes subject and stance on to a dependent of clause or phrase `i`."""
        tree, relation = self.tree, self.tree.rel(c)
        plain = replace(here, lead=(), subjects=())
        if relation == "xcomp":
            self.complement(i, c, here)
        elif relation == "ccomp":
            source = subjects[0] if subjects else None
            inner = self.visit(c, replace(plain, stance=governed(tree, self.lexicon, i, c, here.stance, source)))
            if inner and not conditioned(tree, c) and not either(tree, c):  # nobody said it without its condition
                self.inner[i] = inner
        elif relation == "conj":
            self.coordinated(i, c, here)
        elif (
            relation == "advcl"
            and marker(self.tree, c) == "to"
            and (c in steered(tree, self.lexicon, i) or self.glad(i) or self.instrument(i) or foremost(tree, i))
        ):
            self.complement(i, c, here)  # "was pleased to meet her": and met her
        elif relation == "advcl":
            self.visit(c, self.adverbials.context(i, c, here))
        elif relation == "acl":
            self.visit(c, modifier(self, i, c, here))
        elif relation == "parataxis":
            self.visit(c, replace(plain, stance=Stance(source=here.stance.source)))
        elif tree.is_clause(c) and relation == "csubj":
            self.visit(c, replace(plain, stance=self.extraposed(i, c, here.stance)))
        elif relation == "obl" and (told_by(tree, c) or c == setting(tree, i)):  # what the source is, the author says
            first = tree[i].head if tree.rel(i) == "conj" else i
            self.visit(c, replace(plain, stance=self.outer.get(first, here.stance)))
        else:
            self.visit(c, plain)

    def instrument(self, i: int) -> bool:
        """Whether something is used for a deed: "the passport was | used to open accounts"."""
        return self.tree.lemma(i) == "use" and suffered(self.tree, i) and self.tree.one(i, "obl:agent") is None

    def glad(self, i: int) -> bool:
        """Whether an adjective says how somebody felt at what he did: "was pleased to meet her"; who "is" may yet."""
        felt = self.lexicon.is_a(self.tree.lemma(i), "FactiveVerb", "adjective")
        return felt and any(self.tree.has(b, "Tense=Past") for b in self.tree.each(i, "cop"))

    def extraposed(self, i: int, c: int, stance: Stance) -> Stance:
        """The stance of a clause that is the subject of predicate `i`: "it is clear that …", "whether … is open"."""
        part = PARTS.get(self.tree.upos(i), "verb")
        known = (reading(self.tree, self.lexicon, i, c), part) in self.lexicon.classes
        told = known or self.tree.lemma(i) in TRUE | EVIDENT or marker(self.tree, c) in ("whether", "if")
        return governed(self.tree, self.lexicon, i, c, stance, None) if told else stance.within("possible")

    def complement(self, i: int, c: int, here: Context) -> None:
        """An open complement: its subject is the governor's object if there is one, else its subject."""
        tree = self.tree
        objects = tuple(self.known.stand(o) for o in tree.each(i, "obj", "iobj") if not reflexive(tree, o))
        if any((tree.lemma(i), tree.lemma(o), tree.lemma(c)) in IDLE for o in tree.each(i, "obj")):
            objects = ()
        source = here.subjects[0] if here.subjects else None
        stance = governed(tree, self.lexicon, i, c, here.stance, source)
        if tree.lemma(i) == "make" and self.form(c) == "Ger":
            return  # "made leaving a habit" makes a deed something
        stance = here.stance if foremost(tree, i) else stance
        if self.instrument(i) and tree.rel(i) == "acl":
            here = replace(here, subjects=())  # "the material used to make it"
        told = addressee(tree, self.lexicon, i)
        if told is not None:
            objects, stance = (told,), here.stance.within("ordered")
        if not tree.is_clause(c) and tree.upos(c) != "VERB":
            judged = objects and not suffered(tree, i) and tree.upos(c) == "ADJ"
            holders = tuple(x for o in objects for x in tree.conjuncts(o)) if judged else here.subjects
            # "found Bell guilty of stealing": Bell stole
            found = here.stance.said_by(source) if judged else here.stance
            self.visit(c, replace(here, lead=(), subjects=holders, stance=found))
            return
        if tree.one(c, "nsubj", "nsubj:pass") is not None:
            inner = self.visit(c, replace(here, subjects=(), stance=stance, lead=()))
            if inner:
                self.inner[i] = inner
            return
        passive = suffered(tree, i)
        if objects and not passive:
            context = replace(
                here, subjects=tuple(x for o in objects[-1:] for x in tree.conjuncts(o)), stance=stance, lead=()
            )
            inner = self.visit(c, context)
            if inner:
                self.inner[i] = inner
        else:
            marks = tuple(tree.each(c, "mark"))
            degree = [a for a in tree.each(i, "advmod") if a == i - 1 and tree.lemma(a) in ("more", "less")]
            group = sorted({*self.group(i), *degree})  # "are | less likely to fall"
            self.visit(c, replace(here, stance=stance, lead=(*here.lead, *group, *marks)))

    def coordinated(self, i: int, c: int, here: Context) -> None:
        """A coordinated clause shares subject, stance and leading words unless it has its own subject; one that is
        denied itself is not denied twice."""
        tree = self.tree
        if negated(tree, c):  # "never left and never returned": each is denied once
            here = replace(here, stance=self.outer.get(i, here.stance))
        if any(tree.one(k, "fixed") is not None and tree.lemma(k) in ("rather", "instead") for k in tree.each(c, "cc")):
            # "is a tool rather than being a toy"
            self.visit(c, replace(here, stance=here.stance.negated(), lead=()))
        elif tree.upos(c) in NOMINAL and not tree.is_clause(c):
            self.visit(c, replace(here, subjects=(), lead=()))
        elif tree.one(c, "nsubj", "nsubj:pass", "expl") is not None:
            asked = tree[len(tree) - 1].text == "?" and inverted(tree, c)
            stance = self.outer.get(i, here.stance).within("questioned" if asked else None)
            self.visit(c, replace(here, subjects=(), lead=(), stance=stance))
        elif fronted_place(tree, c):
            self.visit(c, replace(here, subjects=(), lead=()))  # "and on the hill is the abbey"
        elif any(tree.lemma(k) == "nor" for k in tree.each(c, "cc")):
            self.visit(c, replace(here, lead=()))
        elif not here.lead and tree.one(i, "aux") is not None and self.bare(c):
            helpers = tuple(w for w in self.group(i) if w < i and tree.lemma(w) != "be")
            self.visit(c, replace(here, lead=helpers))  # "did not buy X or sell Y"
        elif (partner := self.partner(i, c)) is not None:
            self.visit(c, self.contexts[partner])
        elif helpers := self.shared_helpers(i, c, here):
            self.visit(c, replace(here, lead=(*here.lead, *helpers)))
        elif tree.has(c, "VerbForm=Fin") or tree.one(c, "aux", "cop") is not None:
            # "did not buy but sold": an auxiliary and its negation are not shared with a finite verb
            comma = any(tree[k - 1].text == "," for k in tree.each(c, "cc") if k)  # "never returned, and died there"
            alone = comma or negated_by_object(tree, i) or tree.one(i, "aux", "cop") is not None
            own = self.outer.get(i, here.stance) if alone else here.stance
            self.visit(c, replace(here, stance=own, lead=here.lead if self.form(i) == self.form(c) else ()))
        else:
            self.visit(c, here if self.form(i) == self.form(c) else replace(here, lead=()))

    def shared_helpers(self, i: int, c: int, here: Context) -> tuple[int, ...]:
        """The auxiliaries that a passive shares with another: "must be signed and | published"."""
        tree, passive = self.tree, self.tree.one(i, "aux:pass")
        participle = tree.has(c, "VerbForm=Part") and tree.one(c, "aux", "cop", "obj") is None
        helpers = [w for w in tree.each(i, "aux") if tree[w].deprel == "aux"]
        if passive is None or not participle or not (here.lead or helpers):
            return ()
        return () if any(tree.lemma(w) == "have" for w in helpers) else (*helpers, passive)

    def bare(self, i: int) -> bool:
        """Whether an infinitive stands without "to", as behind an auxiliary."""
        return self.form(i) == "Inf" and not marker(self.tree, i)

    def form(self, i: int) -> str:
        """Fin, Inf, Ger, Part: the verb form that coordinated clauses share; with an auxiliary of its own, Fin."""
        if self.tree.one(i, "aux", "cop") is not None:
            return "Fin"
        return next(
            (f.removeprefix("VerbForm=") for f in self.tree[i].feats.split("|") if f.startswith("VerbForm=")), ""
        )

    def partner(self, i: int, c: int) -> int | None:
        """Where an infinitive is joined to a verb of another form, the complement of that verb that it continues."""
        if self.form(c) != "Inf" or self.form(i) == "Inf":
            return None
        below = [k for k in self.contexts if i in self.tree.ancestors(k) and k < c and self.form(k) == "Inf"]
        return max(below, default=None)

    def subjects(self, i: int, context: Context) -> tuple[int, ...]:
        """The heads of a clause's subjects, coordination spread out; its own if it has any, else the context's."""
        tree = self.tree
        own = [
            x
            for s in tree.each(i, "nsubj", "nsubj:pass")
            if tree[s].deprel != "nsubj:outer" or not self.contains(i)
            for x in tree.conjuncts(self.known.stand(s))
        ]
        if own:
            return tuple(own)
        activities = [x for c in tree.each(i, "csubj") for x in tree.conjuncts(c) if self.known.entity(x)]
        if activities:
            return tuple(activities)
        if tree.one(i, "expl", "csubj") is not None:
            return ()
        relative = self.known.antecedent.get(i)
        if relative is not None and tree.one(i, "nsubj", "nsubj:pass") is None:
            return () if self.known.gap(i) else tuple(x for x in tree.conjuncts(relative) if x <= max(relative, i))
        return context.subjects

    def contains(self, i: int) -> bool:
        """Whether a verb heads a clause that is itself what its outer subject is said to be: "the plan is that …"."""
        inner = marker(self.tree, i) in ("that", "whether", "if") and self.tree.one(i, "nsubj:outer") is not None
        return inner and self.tree.upos(i) == "VERB"

    def group(self, i: int) -> tuple[int, ...]:
        """The words of a verb group: auxiliaries, negation, verb, particle."""
        tree = self.tree
        links = ("aux", "compound:prt") if self.contains(i) else ("aux", "cop", "compound:prt")
        parts = [*tree.each(i, *links), i, *particles(tree, i), *hyphenated(tree, i)]
        if arranged(tree, i, self.lexicon):
            parts += [m for m in tree.each(i, "mark") if tree.lemma(m) == "to"]
        parts += [
            c for c in tree.each(i, "advmod") if (f"{tree.lemma(i)} {tree.lemma(c)}", "verb") in self.lexicon.classes
        ]
        said = DENIAL | (LATER if any(tree[a].text.lower() == "would" for a in parts) else set())
        denials = [c for c in tree.each(i, "advmod") if tree[c].text.lower() in said and not focused(tree, c)]
        denials += [c for c in tree.each(i, "advmod") if any(tree.lemma(k) == "never" for k in tree.children[c])]
        helped = min(tree.each(i, "aux"), default=i)  # "had neither met"
        denials += [c for c in tree.each(i, "cc") if tree[c].text.lower() == "neither" and helped < c < i]
        parts += [w for c in denials for w in (c, *tree.each(c, "advmod", "det"))]
        if denials and tree.upos(i) == "VERB":  # "are not easily seen"
            ways = (c for c in tree.each(i, "advmod") if denials[0] < c < i and tree[c].text.lower().endswith("ly"))
            parts += [c for c in ways if c not in parts]
        return tuple(sorted(p for p in parts if tree.lemma(p) not in RELATIVES))


def tagged(tree: Tree, root: int) -> bool:
    """Whether a statement comes before what is asked: "Bees can count, but can they add?"."""
    later = [c for c in tree.each(root, "conj") if tree.one(c, "nsubj") is not None]
    return bool(later) and inverted(tree, later[-1]) and not inverted(tree, root)


def foremost(tree: Tree, i: int) -> bool:
    """Whether somebody was the first, the second or the last to do what follows, and so did it."""
    return ranking(tree, i) and any(tree.has(c, "Tense=Past") for c in tree.each(i, "cop"))


def fronted_place(tree: Tree, c: int) -> bool:
    """Whether a clause opens with where something is, and its predicate is what is there."""
    copula = tree.one(c, "cop")
    before = (n for n in tree.each(c, "obl", "nmod") if copula is not None and n < copula and tree.cases(n))
    return tree.upos(c) in NOMINAL and any(
        tree.cases(n) in ("in", "on", "at", "upon", "near", "beside") for n in before
    )
