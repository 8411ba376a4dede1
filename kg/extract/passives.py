"""What a passive says: who did it to whom, and who was given what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.obliques import EXACTING
from kg.extract.proposition import Proposition
from kg.extract.secondary import secondary
from kg.extract.valency import bound

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

# what one suffers rather than gets: told of whom it befalls
BEFALLING = EXACTING | {"deny", "refuse"}


def passive(verb: Verb) -> list[Proposition]:
    """The propositions of a passive."""
    direct = verb.tree.one(verb.i, "obj") is not None
    kept = verb.objects() if direct else []
    becoming = list(secondary(verb))
    lost = (direct or verb.predicated()) and not kept  # "was named in 2010": not without what
    around = verb.beyond(kept[0]) if kept else [] if lost else verb.prepositional()
    least = not bound(verb.tree, verb.i) and not verb.predicated()  # "made available by": nobody made it
    done = (replace(p, whole=least) for p in agentive(verb, kept))
    return [*done, *retained(verb, kept), *becoming, *around]


def agentive(verb: Verb, kept: list[int]) -> Iterator[Proposition]:
    """A passive with its agent, told actively: who did it to whom, or gave what is `kept`; "A, followed by B"
    lists."""
    if verb.lemma == "follow" and verb.reduced():
        return
    for a in verb.around.agents:
        if verb.known.usable(a):
            relation = verb.group().active(verb.tree.has(a, "Number=Plur"))
            for s in verb.subjects:
                if s != a and (not kept or verb.lemma in BEFALLING):  # "was fined a million by the court"
                    yield verb.proposition(a, relation, s, "passive_agent", 0.9, verb.senses())
                for o in kept if s != a and verb.lemma not in BEFALLING else ():
                    given = verb.proposition(a, relation, o, "passive_agent", 0.85, verb.senses())
                    yield replace(given, qualifiers=(("recipient", s), *given.qualifiers))


def retained(verb: Verb, objects: list[int]) -> Iterator[Proposition]:
    """What somebody was given, sent or denied: "was awarded | the prize"."""
    for o in objects:
        for s in verb.subjects:
            if s != o and o not in verb.around.agents:
                yield verb.proposition(s, verb.relation(), o, "retained_object", 0.85, ())
