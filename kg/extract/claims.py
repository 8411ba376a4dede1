"""Propositions -> claims: words become entities and values, relations meet the ontology, evidence is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.arguments import Arguments
from kg.extract.circumstances import CLAUSAL
from kg.extract.circumstances import told as clause_words
from kg.extract.clauses import Clauses
from kg.extract.complements import complement, embedded_phrase
from kg.extract.confidence import UNSURE, confidence
from kg.extract.control import another
from kg.extract.events import events, taking_up
from kg.extract.hedges import bounded, hedge, owing, ranked
from kg.extract.lifespans import lifespans
from kg.extract.lists import instances
from kg.extract.losses import lost
from kg.extract.nouns import Nouns
from kg.extract.past import narrated
from kg.extract.proposition import Argument, Proposition, Stance, certainty
from kg.extract.quotes import SOMEONE, Quotation, quotations
from kg.extract.readings import readings
from kg.extract.wording import singular, worded
from kg.extract.worth import LONGEST, contentless, echo, garbled, hollow, idle, tautology, together, vague
from kg.lexicon import Lexicon, Sense
from kg.parse.tree import AMOUNTS, NOMINAL, RELATIVES, Tree
from kg.resolve.entities import Resolution, phrase_entity
from kg.resolve.owners import possessor
from kg.resolve.phrases import QUANTITY, inner, joint, phrase
from kg.types import Claim, Document, Entity, Evidence, Literal, Qualifier, Standing
from kg.values import value_of

MEMBERS, INSTANCE = Sense("kgo:partOf", inverse=True), Sense("kgo:instanceOf", inverse=True)
PART = frozenset("rest remainder majority most half all some".split())
RANKING = frozenset("come finish rank place".split())
# rules whose claims hold of the examples of their parties too
HELD = frozenset("verb_object verb_oblique verb_object_oblique passive_oblique passive_agent".split())


def extract(
    document: Document, trees: Sequence[Tree], resolution: Resolution, lexicon: Lexicon, model: str
) -> tuple[Claim, ...]:
    """All claims of a document, in the order of its text."""
    found: list[Claim] = []
    deed: Entity | None = None
    spoken = quotations(document, trees, resolution, lexicon)
    for tree, quotation, over in zip(trees, spoken, narrated(document, trees), strict=True):
        known = Arguments(tree, resolution)
        known.given |= dict.fromkeys(taking_up(tree), deed) if deed is not None else {}
        known.given |= quotation.selves(tree)
        clauses = Clauses(tree, lexicon, known, quotation, over)
        writer = Writer(document, tree, known, lexicon, model, quotation)
        nouns = Nouns(tree, lexicon, known, quotation, clauses.outlook)
        found += distinct(writer.claims([*clauses.found, *nouns.read(), *events(clauses), *lifespans(known)]))
        deed = writer.deed(clauses)
    return tuple(found)


def distinct(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of a sentence, each said once: the most confident of those with the same parts."""
    best: dict[tuple[str, str, str, bool], Claim] = {}
    for claim in claims:
        target = claim.object.id if isinstance(claim.object, Entity) else claim.object_text
        key = (claim.subject.id, claim.property or claim.relation, target, claim.asserted)
        if key not in best or best[key].confidence < claim.confidence:
            best[key] = claim
    yield from sorted(best.values(), key=lambda c: (c.evidence.span, c.subject.id, c.relation, c.object_text))


def office(holder: Entity) -> Entity:
    """The office that a noun for its holder names: "president" the position, not the person."""
    return replace(holder, id=f"{holder.id}_office", type="kgo:Position")


class Writer:
    """Writes one sentence's propositions as claims."""

    def __init__(
        self, document: Document, tree: Tree, known: Arguments, lexicon: Lexicon, model: str, quotation: Quotation
    ) -> None:
        self.document, self.tree, self.known, self.lexicon, self.model = document, tree, known, lexicon, model
        self.quotation = quotation

    def claims(self, propositions: Iterable[Proposition]) -> Iterator[Claim]:
        """The propositions whose parts are all known."""
        for proposition in propositions:
            for spread in self.spread(proposition):
                claim = self.claim(spread)
                if claim is not None:
                    yield claim

    def spread(self, p: Proposition) -> Iterator[Proposition]:
        """The proposition, and again for each of those coordinated inside its object or subject: "concerns about
        privacy and bias" are concerns about bias too."""
        if isinstance(p.object, int) and (p.relation.endswith(" between") or together(self.tree, p)):  # it takes two
            members = self.tree.conjuncts(p.object)
            if self.tree.rel(p.object) == "conj":
                return
            whole = {w for x in members for w in phrase(self.tree, x)}
            yield replace(p, object=tuple(range(min(whole), max(whole) + 1))) if len(members) > 1 else p
            return
        yield p
        if isinstance(p.object, int):
            yield from (replace(p, object=other) for other in self.alike(p.object))
        if isinstance(p.subject, int):
            yield from (replace(p, subject=other) for other in self.alike(p.subject))
        yield from self.held(p)

    def held(self, p: Proposition) -> Iterator[Proposition]:
        """The proposition again for the examples that its parties have: "uses tools such as saws" uses saws."""
        if p.rule not in HELD:
            return
        subject, verbs = p.subject, (w for w in p.words if self.tree.upos(w) == "VERB")
        if isinstance(p.object, int):
            yield from (replace(p, object=x, words=(*p.words, x)) for x in instances(self.tree, p.object))
        # of "gods such as Pan that …" one cannot tell which the clause is about
        if isinstance(subject, int) and not any(subject in [*self.tree.ancestors(w)] for w in verbs):
            for x in instances(self.tree, subject):
                one = not self.tree.has(x, "Number=Plur")
                relation = singular(self.tree, p.words, p.relation) if one else p.relation
                yield replace(p, subject=x, words=(*p.words, x), relation=relation)

    def alike(self, i: int) -> Iterator[Entity]:
        """The phrases that a coordination inside the phrase at `i` stands for, but for the first."""
        entity, tree = self.known.entity(i), self.tree
        if entity is None or entity.named or tree.upos(i) != "NOUN" or joint(tree, i):
            return
        for n in phrase(tree, i):
            single = all(tree.cases(a) != "between" for a in (n, *tree.ancestors(n)))  # "the border between A and B"
            rest = tree.conjuncts(n)[1:] if tree.rel(n) == "nmod" and n != i and single else []
            tail = tree.text(inner(tree, n))
            for x in rest if entity.name.endswith(tail) else []:
                like = tree.upos(x) == "PROPN" or bool(tree.each(x, "det")) == bool(tree.each(n, "det"))
                like = like and tree.upos(x) in NOMINAL
                like = like and (tree.upos(n) != "PROPN" or tree.upos(x) == "PROPN")  # "the town of Riga and village"
                if like and not tree.cases(x):
                    owner = possessor(tree, x)
                    whose = tree.subtree(owner) if owner is not None else []
                    text = entity.name.removesuffix(tail) + tree.text([*whose, *inner(tree, x)])
                    yield phrase_entity(self.document.name, text, entity.type)

    def claim(self, p: Proposition) -> Claim | None:
        """One proposition as a claim, or None if a part of it is unresolved."""
        unsure = certainty(self.tree, p) < UNSURE
        saying_nothing = tautology(self.tree, self.known, p) or contentless(self.tree, self.known, p)
        if not p.whole or unsure or saying_nothing or lost(self.tree, self.known, p):
            return None
        subject = self.entity(p.subject, p.words)
        target = self.object(p)
        unowned = p.rule.startswith("copula") and isinstance(target, Entity) and vague(target)  # "Riga is her home"
        if subject is None or target is None or idle(subject, target) or vague(subject) or unowned:
            return None
        placed = p.lemma in RANKING and p.rule.startswith("secondary")  # "finished | second"
        empty = hollow(subject) or (hollow(target) and not placed) or echo(p, subject, target)
        if garbled(p.relation) or empty:
            return None
        if isinstance(target, Claim) and target.subject.id == subject.id and another(self.tree, p):
            return None
        relation, sense = self.lowered(p.relation), self.sense(readings(self.tree, self.known, p), subject, target)
        named = isinstance(target, Entity) and target.named
        if sense is None and named and p.lemma == "name" and p.rule == "verb_object":
            return None  # "named her as a defendant": not without what
        if sense == MEMBERS and isinstance(p.subject, int) and self.tree.has(p.subject, "Number=Plur"):
            sense = INSTANCE if self.includes(p.subject, subject, p.object, target) else None
        if sense is not None and sense.inverse and isinstance(target, Entity):
            subject, target = target, subject
            relation = self.lexicon.label.get(sense.property, relation)
            if sense.property == "kgo:instanceOf" and isinstance(p.subject, int) and not target.named:
                relation, target = "is", self.one_of(p.subject) or target
                owner = self.tree.one(p.subject, "nmod:poss")
                if owner is not None:  # "his influences are X and Y": X is an influence of his
                    relation, sense, whose = f"is {self.kind(p.subject)} of", None, self.known.entity(owner)
                    if whose is None:
                        return None
                    target = whose
        if (
            sense is not None
            and sense.property == "kgo:holdsPosition"
            and isinstance(target, Entity)
            and not target.named
        ):
            target = office(target)
        return Claim(
            subject,
            relation,
            target,
            p.predicate,
            self.standing(p.stance),
            self.evidence(p),
            self.confidence(p, subject, target, sense),
            sense.property if sense else None,
            tuple(self.qualifiers(p)),
            complement(self.lexicon, p, relation, subject, target),
        )

    def lowered(self, relation: str) -> str:
        """A relation without the capital of its sentence's beginning: "Is Oslo the capital of …"."""
        first = self.tree[0]
        opens = first.upos in ("AUX", "VERB", "ADV", "PART") and relation.startswith(first.text)
        return relation[:1].lower() + relation[1:] if opens else relation

    def one_of(self, i: int) -> Entity | None:
        """What one of a kind is: "other candidates elected were X and Y" makes X a candidate."""
        whole = next((n for n in self.tree.each(i, "nmod") if self.tree.cases(n) == "of"), None)
        if whole is not None and self.tree.lemma(i) in PART:
            return self.one_of(whole)  # "the rest of the candidates"
        words = phrase(self.tree, i)
        kept = [w for w in words if self.tree.rel(w) != "det" and self.tree.lemma(w) not in QUANTITY]
        clause = any(w in self.tree.subtree(c) for c in self.tree.each(i, "acl") for w in words)
        if not self.tree.has(i, "Number=Plur"):
            return None
        if clause or any(self.tree.has(w, "Degree=Sup") for w in kept):  # "the largest towns are …"
            return phrase_entity(self.document.name, f"one of the {self.tree.text(kept)}", "kgo:Thing")
        return self.description(tuple(kept), singular=True)

    def kind(self, i: int) -> str:
        """What the noun at `i` calls one of its kind, whosever it is."""
        owners = {w for c in self.tree.each(i, "nmod:poss") for w in self.tree.subtree(c)}
        words = [w for w in phrase(self.tree, i) if w <= i and w not in owners and self.tree.rel(w) != "det"]
        return worded(self.tree, words, {i: self.tree.lemma(i)})

    def includes(self, i: int, kind: Entity, x: object, member: Entity | Literal | Claim) -> bool:
        """Whether what the plural at `i` includes, at `x`, is one of them: "other lakes include Como"; not so of "its
        lakes", or of "the teams include Bell", who is but a part of one."""
        several = self.tree.rel(i) == "conj" or len(self.tree.conjuncts(i)) > 1  # "towns and cities include Riga"
        one = isinstance(x, int) and not self.tree.has(x, "Number=Plur") and not several
        if (
            not one
            or not isinstance(member, Entity)
            or not member.named
            or member.type == "kgo:Group"
            or self.tree.one(i, "nmod:poss") is not None
        ):
            return False
        types = (kind.type, member.type)
        return "kgo:Thing" in types or any(self.lexicon.is_kind(a, b) for a, b in (types, types[::-1]))

    def entity(self, argument: Argument, words: tuple[int, ...] = ()) -> Entity | None:
        """The entity of an argument, not called by what `words` say of it."""
        return argument if isinstance(argument, Entity) else self.known.party(argument, words)

    def object(self, p: Proposition) -> Entity | Literal | Claim | None:
        """The object as an entity, a typed value, a phrase, or a claim."""
        match p.object:
            case Entity() | Literal() as thing:
                return thing
            case Proposition() as inner:
                claim = self.claim(inner)
                return claim and replace(claim, phrase=embedded_phrase(self.lexicon, p, inner, claim))
            case tuple() as words:
                return self.description(words, p.rule in ("such_as", "description") and p.relation != "are")
            case int() as i:
                return self.known.party(i, p.words) or self.literal(i)

    def description(self, words: tuple[int, ...], singular: bool = False) -> Entity | None:
        """Words taken as they are: the entity of their head if the document has it, else a phrase of their own."""
        text = self.tree.text(words)
        head = next((w for w in reversed(words) if self.tree[w].head not in words), words[-1])
        if singular and self.tree.has(head, "Number=Plur"):
            count = self.tree.each(head, "nummod")
            if count and any(self.tree.has(w, "Degree=Sup") for w in words):
                return phrase_entity(self.document.name, f"one of the {text}", "kgo:Thing")
            words = tuple(w for w in words if w not in count)  # one of "the two winners"
            text = worded(self.tree, words, {head: self.tree[head].lemma})
        entity = self.known.entity(head)
        if entity is not None and not entity.named and entity.name == text:
            return entity
        if not text or len(words) > LONGEST:
            return None
        lemma = self.tree.lemma(head) if self.tree.upos(head) in ("NOUN", "PROPN") else ""
        return phrase_entity(self.document.name, text, self.lexicon.denotes.get(lemma, "kgo:Thing"))

    def literal(self, i: int) -> Literal | None:
        """The typed value at a word."""
        name = self.tree.name_at(i)
        if name is None:
            return None
        text = " ".join(self.tree.text(range(name[0], name[1] + 1)).split())
        if text.lower() == "one":
            return None  # "the unit containing that one"
        start = hedge(self.tree, name[0]) if name[2] in AMOUNTS else name[0]
        if start == name[0] and (words := ranked(self.tree, i, name)):
            return Literal(words, words, "xsd:string")
        whole = " ".join(self.tree.text(range(start, owing(self.tree, name) + 1)).split())
        value = None if bounded(self.tree, start, name[0]) else value_of(text, name[2], self.document.date)
        return replace(value, text=whole) if value else Literal(whole, whole, "xsd:string")

    def deed(self, clauses: Clauses) -> Entity | None:
        """What the sentence tells as a whole, for the next one's "this": "closing of the plant by Fiat"."""
        tree, roots = self.tree, self.tree.roots
        told = clauses.main.get(max(tree.each(roots[0], "conj"), default=roots[0])) if roots else None
        claim = self.claim(replace(told, opening="")) if told is not None else None
        if claim is None or claim.standing.polarity == "negative" or claim.standing.modality != "actual":
            return None
        name = claim.phrase or f"that {claim.subject.name} {claim.relation} {claim.object_text}"
        return phrase_entity(self.document.name, name, "kgo:Event")

    def sense(self, senses: Sequence[Sense], subject: Entity, target: Entity | Literal | Claim) -> Sense | None:
        """The first reading whose domain and range the types allow."""
        kind = (
            target.type
            if isinstance(target, Entity)
            else target.datatype
            if isinstance(target, Literal)
            else "kg:Claim"
        )
        office = "kgo:Position" if isinstance(target, Entity) and not target.named else kind
        kinds = {"kgo:holdsPosition": office}  # "is a judge": the noun denotes a person, the claim an office
        unknown = isinstance(target, Entity) and not target.named and target.type == "kgo:Thing"
        return next(
            (
                s
                for s in senses
                if self.lexicon.fits(s, subject.type, kinds.get(s.property, kind))
                # "belongs to this period", "professor of art"
                and not (unknown and (s.property == "kgo:worksFor" or (s.inverse and s.property == "kgo:owns")))
            ),
            None,
        )

    def standing(self, stance: Stance) -> Standing:
        """The stance with its source as an entity; a pronoun that nothing resolves is the speaker of what it stands in,
        or someone."""
        if stance.source is None:
            return Standing(stance.polarity, stance.modality)
        source = self.entity(stance.source)
        if source is None and isinstance(stance.source, int):
            source = self.quotation.speakers.get(stance.source)
        return Standing(stance.polarity, stance.modality, source or SOMEONE)

    def evidence(self, p: Proposition) -> Evidence:
        """The sentence and the claim's own words, in the characters of the source."""
        sentence = self.tree.sentence
        words = [w for w in p.words if self.tree[w].text.lower() not in RELATIVES] or list(p.words)
        span = self.tree.span(words)
        for w in words:  # whole names and phrases, not their heads alone
            whole = self.known.resolution.spans.get((sentence.index, w))
            span = span.cover(whole) if whole else span
        return Evidence(
            self.document.name,
            sentence.text,
            self.document.locate(sentence.span),
            self.document.locate(span),
            p.rule,
            self.model,
        )

    def confidence(
        self, p: Proposition, subject: Entity, target: Entity | Literal | Claim, sense: Sense | None
    ) -> float:
        """The probability that the claim is right; less where types speak against every reading of the words."""
        named = sum(1 for e in (subject, target) if isinstance(e, Entity) and e.named)
        value = confidence(p.rule, certainty(self.tree, p), named)
        return round(0.95 * value, 3) if p.senses and sense is None else value

    def qualifiers(self, p: Proposition) -> Iterator[Qualifier]:
        """The circumstances, typed."""
        seen = set()
        for role, i in p.qualifiers:
            if (role, i) in seen:
                continue
            seen.add((role, i))
            clause = self.tree.rel(i) == "advcl" and role in CLAUSAL
            entity = None if clause or role == "share" else self.known.entity(i)
            literal = (
                self.dated(i)
                if role in ("time", "since", "until", "before", "after")
                else None
                if entity or clause
                else self.literal(i)
            )
            if entity is None and literal is None:
                if self.tree.upos(i) == "PRON":
                    continue
                loose = ("acl", "case", "punct", "conj", "cc")
                words = clause_words(self.tree, i) if clause else self.tree.subtree(i, without=loose)
                text = self.tree.text(words)
                text = text[:1].lower() + text[1:] if clause else text
                literal = Literal(text, "", "xsd:string") if text else None
            if literal is not None:
                yield Qualifier(role, literal if literal.value else replace(literal, value=literal.text))
            elif entity is not None:
                # without its preposition a circumstance may mean the opposite: "without power"
                text = f"{self.tree.cases(i)} {entity.name}" if role == "circumstance" else entity.name
                yield Qualifier(role, Literal(text.strip(), text.strip(), "xsd:string"), entity)

    def dated(self, i: int) -> Literal | None:
        """The time that a phrase tells: its own date, or the one within it ("the end of April")."""
        own = self.literal(i)
        inner = next((w for w in self.tree.subtree(i) if self.known.value_type(w) in ("DATE", "TIME")), None)
        if own is not None or inner is None or (dated := self.literal(inner)) is None:
            return own
        words = [
            w
            for w in self.tree.subtree(i, without=("acl", "conj", "cc", "punct"))
            if w not in self.tree.each(i, "case")
        ]
        return replace(dated, text=self.tree.text(words))
