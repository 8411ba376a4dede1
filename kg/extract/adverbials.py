"""Adverbial clauses: which subject they take over, and how the text stands behind them."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.arguments import Arguments
from kg.extract.control import appointed, repaid, works
from kg.extract.past import past_tense
from kg.extract.proposition import Context, Stance
from kg.extract.standing import asks, conditional, governed, marker, reading, suffered
from kg.lexicon import Lexicon
from kg.parse.tree import Tree

RESULTS = frozenset("leave make force cause bring allow enable lead mean raise result prompt".split())
CONTESTING = frozenset("beat defeat edge outpoint outscore overcome rally score thrash".split())
WINNING = frozenset("claim clinch complete earn reach regain retain seal secure unify win".split())
MERGING = frozenset("merge combine amalgamate fuse demerge flow wind stretch".split())
COMING = frozenset("arrive awake awaken return wake".split())
FINDING = frozenset("discover find".split())
LOSING = frozenset("be collapse die discover fail fall find finish lose see".split())
FORMING = frozenset("form create become make produce reach join meet".split())
PLACING = frozenset("give make place put rank".split())
DANGLING = frozenset("begin start end range depend vary date".split())
MEANT = frozenset("build construct create design develop make need produce require use".split())
STAYING = frozenset("come go return stay stop travel wait".split())
# what has been done to a thing of which something is planned
CREATION = frozenset(
    "acquire build buy compose construct create design develop discover establish found invent make paint produce "
    "publish write".split()
)
# for what one is only alleged to have done
ALLEGING = frozenset("arrest detain imprison indict investigate jail prosecute sanction sue".split())
# what things are done away with for, they do not do
UNDOING = frozenset(
    "abandon abolish ban cancel change clear close cut demolish destroy dismantle drain evict flood halt move pull "
    "raze remove replace scrap sell shut tear".split()
)
CREDITED = frozenset("responsible famous known notable guilty notorious".split())
OUTCOME = frozenset({"to", "in", "of", "into"})
PREPOSITIONAL = frozenset({"of", "at", "with", "for", "from", "into", "against", "about", "as"})


class Adverbials:
    """Tells what the adverbial clauses of one tree take over from what they hang on."""

    def __init__(self, tree: Tree, lexicon: Lexicon, known: Arguments) -> None:
        self.tree, self.lexicon, self.known = tree, lexicon, known

    def context(self, i: int, c: int, here: Context) -> Context:
        """What clause `c` on `i` takes over: presupposed after "while", open after "if", aimed at after "to"."""
        tree, mark = self.tree, marker(self.tree, c)
        if tree.upos(i) == "ADJ" and mark in ("for", "to") and tree.lemma(i) not in CREDITED and self.known.entity(c):
            return replace(here, stance=Stance("positive", "possible"), subjects=(), lead=())  # "key to surviving"
        gerund = not tree.has(c, "VerbForm=Fin") and not tree.has(c, "VerbForm=Inf")
        here = self.owned(i, c, here) if gerund else here
        if mark == "than" and gerund:
            return replace(here, stance=Stance(source=here.stance.source).within("possible"), lead=())
        if mark == "including":
            return replace(here, lead=(), subjects=())  # "has features, including sending messages": who sends?
        if mark == "for" and gerund and suffered(tree, i) and tree.lemma(i) in MEANT:
            return replace(here, stance=here.stance.within("planned"), lead=(), subjects=())  # "made for showing it"
        if mark in PREPOSITIONAL and gerund and tree.one(c, "nsubj") is None:
            return self.prepositional(i, c, here)
        if mark in OUTCOME and gerund and tree.one(c, "nsubj") is not None:
            return replace(here, stance=self.outcome(i, c, here), lead=())  # "led to X selling Y"
        stance = Stance(source=here.stance.source)
        if whenever(tree, i, c):
            return replace(here, stance=stance.within("possible"), lead=())  # "when selling it, firms lose": if they do
        bare = gerund and not mark and c > i and tree.one(i, "obj") is None and not tree.apart(c)
        if bare and self.lexicon.is_a(reading(tree, self.lexicon, i, c), "DenyVerb"):  # "ruled out selling it"
            return replace(here, stance=governed(tree, self.lexicon, i, c, here.stance, None), lead=())
        if mark in ("by", "in", "to", "on", "upon") and gerund and c > i:
            return self.way(i, c, here)
        return self.circumstance(i, c, here)

    def circumstance(self, i: int, c: int, here: Context) -> Context:
        """What a clause takes over that tells on what condition, what for, when or how something is so."""
        tree, mark, stance = self.tree, marker(self.tree, c), Stance(source=here.stance.source)
        if mark == "as if":
            return replace(here, stance=stance.within("possible"), lead=())  # "acts as if she owned it"
        if conditional(tree, c) or mark == "whether":
            asked = mark == "whether" or asks(tree, self.lexicon, i, c)
            subjects = here.subjects if tree.one(c, "ccomp") is None else ()  # "provided that": nobody provides
            return replace(
                here, stance=stance.within("questioned" if asked else "conditional"), lead=(), subjects=subjects
            )
        if mark == "to" and outcome_told(tree, i, c):
            return replace(here, lead=())  # "merged to form", "rose only to fall": so it came
        if mark == "to" and any(tree.lemma(a) == "too" for a in tree.each(i, "advmod")):
            return replace(here, stance=here.stance.negated(), lead=())  # "too long to halt"
        if mark in ("to", "so", "so as", "for") and (tree.has(c, "VerbForm=Inf") or mark == "for"):
            stance = stance.within("planned")
            if self.lexicon.modality(tree.lemma(i)) == "possible":
                stance = Stance(source=here.stance.source).within("possible")  # "allowed for her to go"
            if here.stance.polarity == "negative" and mark == "to" and tree.lemma(i) in STAYING:
                return replace(here, stance=stance.negated(), lead=())  # "did not stay to fight it"
            agents = tree.each(i, "obl:agent") if not self.swayed(i) else []
            if suffered(tree, i) and tree.lemma(i) in UNDOING and not agents:
                return replace(here, stance=stance, lead=(), subjects=())  # "was razed to make way for it"
            if agents:
                return replace(
                    here, stance=stance, lead=(), subjects=tuple(x for a in agents for x in tree.conjuncts(a))
                )
        elif mark == "once" and any(
            tree.has(w, "Tense=Pres") and tree.has(w, "VerbForm=Fin") for w in (c, *tree.each(c, "aux", "cop"))
        ):
            stance = stance.within("possible")  # "once it is built"
        elif mark in ("until", "till") and ended(tree, i, c):
            stance = replace(here.stance, polarity="positive")
        elif mark in ("before", "until", "till"):
            stance = stance.within("possible" if here.stance.modality != "actual" or mark != "before" else None)
        elif not mark and here.stance.modality == "possible" and dated(tree, c):
            pass  # "probably wrote it when he lived there": so he did
        elif not mark and c < i and tree.lemma(c) in CREATION and here.stance.modality == "planned":
            pass  # "Built by Bell, it will be sold"
        elif pending(tree, c) and here.stance.modality in ("planned", "expected"):
            stance = stance.within(here.stance.modality)  # "will move when it is finished"
        elif not mark and tree.one(c, "aux") is None and here.stance.modality != "conditional":
            stance = replace(here.stance, polarity="positive")  # "…, saying": as actual as its clause
            if successors := appointed(tree, self.lexicon, i, c):
                return replace(here, stance=stance, lead=(), subjects=tuple(map(self.known.stand, successors)))
            if self.subjectless(i, c, here):
                return replace(here, stance=stance, lead=(), subjects=())
        return replace(here, stance=stance, lead=())

    def swayed(self, i: int) -> bool:
        """Whether a passive is of somebody made to do a deed: "was paid by France to sign", but "was built by …"."""
        lemma = self.tree.lemma(i)
        moved = self.lexicon.modality(lemma) in ("ordered", "possible") or self.lexicon.is_a(f"{lemma} to", "PlanVerb")
        return suffered(self.tree, i) and moved

    def way(self, i: int, c: int, here: Context) -> Context:
        """A gerund that tells how or in what: "cut costs by closing mines", "failed in selling it"."""
        tree, mark = self.tree, marker(self.tree, c)
        failed = mark == "in" and self.lexicon.is_a(tree.lemma(i), "DenyVerb")  # "failed in selling it"
        stance = here.stance.negated() if failed else self.outcome(i, c, here)
        reduced = tree.rel(i) == "acl" and tree.has(i, "Tense=Past")  # "the smells met upon entering a shop"
        unsaid = reduced or (mark == "by" and suffered(tree, i))  # "costs were cut by closing mines": they closed none
        return replace(here, stance=stance, lead=(), subjects=() if unsaid else here.subjects)

    def owned(self, i: int, c: int, here: Context) -> Context:
        """ "After leaving Acme, her first book sold": she left, and no book."""
        subject = self.tree.one(i, "nsubj", "nsubj:pass") if c < i else None
        owner = self.tree.one(subject, "nmod:poss") if subject is not None else None
        thing = subject is not None and self.known.entity_type(subject) in ("kgo:Thing", "kgo:Work", "kgo:Event")
        if owner is None or not thing or self.tree.upos(owner) != "PRON":
            return here
        return replace(here, subjects=(self.known.stand(owner),))

    def subjectless(self, i: int, c: int, here: Context) -> bool:
        """Whether a participle clause tells of the event, or of nobody that its clause names."""
        tree = self.tree
        if tree.lemma(c) in DANGLING and tree.one(c, "obj") is None and not tree.has(c, "Tense=Past"):
            return True  # "…, beginning with the first"
        if tree.lemma(c) == "compare" and tree.has(c, "Tense=Past") and tree.one(c, "nsubj") is None:
            return True  # "rose to 5, compared with 4 a year before"
        objects = tree.each(c, "obj", "iobj")
        it = tree.one(c, "iobj") is not None or any(tree.lemma(o) == "it" for o in objects)
        event = tree.lemma(c) in PLACING and it
        if c > i and (event or any(self.same(s, o) for s in here.subjects for o in objects)):
            return True  # "it sold well, placing it among the best"
        past = tree.has(c, "VerbForm=Part") and tree.has(c, "Tense=Past")
        if past and c > i and not tree.apart(c):
            return True  # "translating based on …": nobody is based
        result = tree.lemma(c) in RESULTS and c > i and tree.one(i, "obj") is None
        return result and not works(tree, self.known, i, c, here.subjects)  # what leaves or causes it is the event

    def same(self, subject: int, object: int) -> bool:
        """Whether an object that is no reflexive means the subject."""
        plain = not self.tree.has(object, "Reflex=Yes")
        return plain and subject != object and self.known.same(self.known.stand(subject), self.known.stand(object))

    def outcome(self, i: int, c: int, here: Context) -> Stance:
        """The stance of a gerund behind its verb and a preposition: as actual as the verb, though it be denied, unless
        the verb with the preposition has a meaning of its own ("warned of")."""
        lemma = reading(self.tree, self.lexicon, i, c)
        if " " in lemma:
            return governed(self.tree, self.lexicon, i, c, here.stance, None)
        describes = self.tree.upos(i) in ("ADJ", "ADV")
        if describes and self.lexicon.is_a(self.tree.lemma(i), "DenyVerb", "adjective"):
            return here.stance.negated()  # "is far from buying X"
        meant = self.lexicon.modality(self.tree.lemma(i), "adjective") if self.tree.upos(i) == "ADJ" else None
        if meant:
            return Stance(source=here.stance.source).within(meant)  # "is interested in buying X"
        if self.tree.upos(i) == "ADJ" and here.stance.polarity == "negative":
            return Stance(source=here.stance.source).within("possible")  # "is not responsible for killing X"
        return replace(here.stance if c > i else Stance(source=here.stance.source), polarity="positive")

    def prepositional(self, i: int, c: int, here: Context) -> Context:
        """A gerund behind a preposition, which the verb may govern: "accused X of lying", "prevented from selling"."""
        tree, lemma = self.tree, self.tree.lemma(i)
        passive = suffered(tree, i)
        held = tree.each(i, "iobj") or tree.each(i, "obj")
        objects = tuple(x for o in held for x in tree.conjuncts(self.known.stand(o)))
        agent = tree.one(i, "obl:agent") if passive else (here.subjects[0] if here.subjects else None)
        lemma = reading(tree, self.lexicon, i, c)
        if any(tree.lemma(o) == "trial" for o in tree.each(i, "obl")):  # "put on trial for selling it"
            return replace(here, stance=here.stance.within("possible"), lead=())
        if lemma in ALLEGING and marker(tree, c) == "for":  # "was arrested for stealing it"
            return replace(here, stance=here.stance.within("possible"), lead=(), subjects=objects or here.subjects)
        # "banned for cheating"
        rebuked = marker(tree, c) == "for" and " " not in lemma and self.lexicon.is_a(lemma, "DenyVerb")
        if rebuked or not self.lexicon.classes.get((lemma, "verb")) or self.lexicon.is_a(lemma, "LightVerb"):
            doers = here.subjects if passive else repaid(tree, self.known, i, c, here.subjects)
            return replace(here, stance=self.outcome(i, c, here), lead=(), subjects=doers)
        stance = governed(tree, self.lexicon, i, c, here.stance, agent)
        if self.lexicon.is_a(lemma, "SpeechVerb") and stance.source is None:
            stance = stance.within("possible")
        if tree.lemma(i) == "charge" and marker(tree, c) == "for":  # "charges a fee for towing cars": whoever pays it
            return replace(here, stance=here.stance.within("possible"), lead=(), subjects=())
        return replace(here, stance=stance, lead=(), subjects=objects if objects and not passive else here.subjects)


def ended(tree: Tree, i: int, c: int) -> bool:
    """Whether a past that lasted until something is told with what ended it: "grew until it was sold in 1900"."""
    gerund = tree.has(c, "VerbForm=Ger") or (tree.has(c, "Tense=Pres") and tree.has(c, "VerbForm=Part"))
    if tree.rel(i) in ("acl", "advcl") and tree[i].text.endswith("ing"):
        i = tree[i].head  # "was king, ruling until he died"
    clauses = (i,) if gerund else (i, c)  # "stayed until launching a shop"
    return all(past_tense(tree, v) for v in clauses)


def pending(tree: Tree, c: int) -> bool:
    """Whether a clause with "when" is in the present."""
    when = marker(tree, c) == "when" or any(tree.lemma(a) == "when" for a in tree.each(c, "advmod"))
    return when and any(tree.has(w, "Tense=Pres") for w in tree.each(c, "aux", "cop") or [c])


def whenever(tree: Tree, i: int, c: int) -> bool:
    """Whether a participle clause or a passive tells when something holds: "when selling it, firms lose", "becomes
    stronger when it is bent"."""
    when = marker(tree, c).startswith("when") or any(tree.lemma(a) == "when" for a in tree.each(c, "advmod"))
    present = tree.has(c, "Tense=Pres") or tree.has(c, "VerbForm=Ger")
    befalls = suffered(tree, c) and pending(tree, c)
    return when and (befalls or (present and not tree.has(c, "VerbForm=Fin"))) and tree.has(i, "Tense=Pres")


def outcome_told(tree: Tree, i: int, c: int) -> bool:
    """Whether an infinitive tells what came of its clause, and no aim: "merged to form a bank", "only to lose it",
    "beat Riga to win the cup"."""
    to = tree.each(c, "mark")
    only = bool(to) and to[0] > 0 and tree[to[0] - 1].text.lower() == "only" and c > i and tree.lemma(c) in LOSING
    under_way = any(tree.lemma(a) == "be" for a in tree.each(i, "aux")) and not tree.has(i, "Tense=Past")
    found = tree.lemma(c) in FINDING and tree.lemma(i) in COMING
    used = tree.lemma(i) == "use" and suffered(tree, i) and c > i  # "is used to protect it": and does
    opponent = any(tree.upos(o) == "PROPN" for o in tree.each(i, "obj"))
    contest = tree.lemma(i) in CONTESTING or (tree.lemma(i) in ("knock", "stop") and opponent)
    won = contest and tree.lemma(c) in WINNING and tree.has(i, "Tense=Past")
    merged = tree.lemma(i) in MERGING and tree.lemma(c) in FORMING and not under_way
    return only or found or used or won or merged


def dated(tree: Tree, c: int) -> bool:
    """Whether a clause tells the past time at which something may have been: "when he lived there"."""
    opened = any(tree.lemma(w) == "when" for w in tree.each(c, "advmod") if w < c)
    return opened and past_tense(tree, c)
