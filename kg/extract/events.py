"""Events told by a noun: "the acquisition of Skype by Microsoft", "Facebook's purchase of WhatsApp".

Such a noun says who did what to whom, but not that it was done: a sale may be planned, blocked or feared. It is taken
for done only where the clause presupposes it: the subject of an actual deed ("… surprised analysts"), or what
something came after or of, or what was completed.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.clauses import Clauses
from kg.extract.inflect import past
from kg.extract.proposition import ASSERTED, Proposition, Stance
from kg.lexicon import Lexicon, Sense
from kg.parse.tree import Tree

AFTERWARDS = frozenset({"after", "since", "following", "during", "because of", "due to", "despite"})
# verbs by whose deed the event that is their object has come about
COMPLETING = frozenset("close complete conclude finalise finalize finish".split())
# verbs of which only what came about is a subject
HAPPENING = frozenset("happen occur unfold".split())
FEIGNED = frozenset("fake mock sham simulated staged symbolic".split())
# deeds that are done as soon as they begin, and verbs that say how they went
LASTING = frozenset("attack besiege bomb control invade occupy rule".split())
GOING = frozenset("begin continue end last start".split())
# what "this", said of what was just told, brings about
OUTCOME = frozenset(
    "make force cause bring allow enable lead mean result prompt help ensure create trigger spark provoke contribute "
    "reduce increase improve prevent".split()
)


def taking_up(tree: Tree) -> Iterator[int]:
    """The "this" that takes up what the sentence before told: "This led to protests"."""
    for i in range(len(tree)):
        verb, plain = tree[i].head, tree.lemma(i) == "this" and not tree.children[i]
        if plain and tree[i].deprel == "nsubj" and tree[verb].head == verb and tree.lemma(verb) in OUTCOME:
            yield i


def events(clauses: Clauses) -> Iterator[Proposition]:
    """The deeds that the nouns of a tree name, with both parties, as far as the lexicon knows the verb."""
    tree, lexicon, known = clauses.tree, clauses.lexicon, clauses.known
    for i in range(len(tree)):
        base, told, senses = verb_of(lexicon, tree.lemma(i)) if tree.upos(i) == "NOUN" else ("", "", ())
        marked = {tree.cases(c): c for c in reversed(tree.each(i, "nmod"))}
        done = marked.get("of")
        if done is not None:  # "of Kuwait by Iraq", however it hangs together
            marked |= {tree.cases(c): c for c in tree.each(done, "nmod") if tree.cases(c) == "by"}
        doer = marked.get("by", tree.one(i, "nmod:poss"))
        if not senses or doer is None or done is None or not (known.entity(doer) and known.entity(done)):
            continue
        stance, words = standing(clauses, i), tuple(sorted((i, doer, done)))
        for agent in tree.conjuncts(known.stand(doer)):
            for patient in tree.conjuncts(known.stand(done)):
                if not known.same(agent, patient):
                    yield Proposition(agent, told, base, patient, "event_noun", 0.75, words, stance, senses, (), base)


def verb_of(lexicon: Lexicon, noun: str) -> tuple[str, str, tuple[Sense, ...]]:
    """The verb that a noun nominalises, its simple past and what it may mean; "takeover" has "took over"."""
    phrasal = lexicon.phrasal.get(noun, "")
    if phrasal:
        particle = noun.removeprefix(phrasal)
        return phrasal, f"{past(phrasal)} {particle}", lexicon.verb(phrasal, particle=particle)
    base = lexicon.verbal.get(noun, "")
    return base, past(base) if base else "", lexicon.verb(base)


def standing(clauses: Clauses, i: int) -> Stance:
    """How the text stands behind the event that noun `i` names."""
    tree, head = clauses.tree, clauses.tree[i].head
    context = clauses.contexts.get(head)
    outer = context.stance if context is not None else ASSERTED
    if context is None or outer.polarity == "negative" or outer.modality != "actual" or qualified(clauses, i):
        return Stance(source=outer.source).within("possible")
    telling = tree.one(head, "obj") is not None or tree.lemma(head) in OUTCOME | HAPPENING
    lasting = verb_of(clauses.lexicon, tree.lemma(i))[0] in LASTING and tree.lemma(head) in GOING
    telling = telling or (lasting and tree.one(head, "xcomp") is None)  # "the invasion of Kuwait ended in May"
    acts = tree.rel(i) == "nsubj" and telling and tree.has(head, "Tense=Past")
    denies = clauses.lexicon.is_a(tree.lemma(head), "DenyVerb")
    under_way = any(tree[a].text.lower() == "being" for a in tree.each(head, "aux", "aux:pass"))
    completes = tree.rel(i) in ("obj", "nsubj") and tree.lemma(head) in COMPLETING and tree.has(head, "Tense=Past")
    completes = completes and not under_way
    came_first = tree.rel(i) == "obl" and tree.cases(i) in AFTERWARDS
    done = (acts and not denies) or completes or came_first
    return Stance(source=outer.source) if done else outer.within("possible")


def qualified(clauses: Clauses, i: int) -> bool:
    """Whether a word before the noun takes back that it happened: "planned", "alleged", "no", "any"."""
    tree, lexicon = clauses.tree, clauses.lexicon
    before = [c for c in tree.each(i, "amod", "det", "compound") if c < i]
    known = any((tree.lemma(c), part) in lexicon.classes for c in before for part in ("verb", "adjective"))
    return known or any(tree.lemma(c) in FEIGNED | {"no", "any", "a", "an", "every"} for c in before)
