"""Lives in parentheses: "Franz Kafka (3 July 1883 – 3 June 1924)", "Harry Kane (born 1993)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.arguments import Arguments
from kg.extract.proposition import Proposition
from kg.lexicon import Sense
from kg.values import value_of

DAY = r"(?:\d{1,2} [A-Z][a-z]+ |[A-Z][a-z]+ \d{1,2}, )?[12]\d{3}"
SPAN = re.compile(rf"(?<![\d-])({DAY})\s*[–—-]\s*({DAY})(?![\d-])")
BORN = re.compile(rf"\b(?:born|b\.)\s+(?:on\s+|in\s+)?({DAY})")
DIED = re.compile(rf"\b(?:died|d\.)\s+(?:on\s+|in\s+)?({DAY})")
SHORTEST_LIFE, LONGEST_LIFE = 12, 120


def lifespans(known: Arguments) -> Iterator[Proposition]:
    """When the people of a tree were born and died, where parentheses behind their names tell."""
    tree = known.tree
    for first, last, kind in tree.names:
        person = next((w for w in range(first, last + 1) if known.entity(w) is not None), None)
        if kind != "PERSON" or person is None or last + 2 >= len(tree) or tree[last + 1].text != "(":
            continue
        end = next((w for w in range(last + 2, len(tree)) if tree[w].text == ")"), None)
        if end is None:
            continue
        birth, death = dates(tree.text(range(last + 2, end)))
        told = (("birthDate", "born", "bear_in", birth), ("deathDate", "died", "die_in", death))
        for name, verb, predicate, day in told:
            value = value_of(day, "DATE") if day else None
            if value is not None:
                relation = f"{'was ' if verb == 'born' else ''}{verb} {'in' if day.isdigit() else 'on'}"
                words = (*range(first, last + 1), *range(last + 2, end))
                senses = (Sense(f"kgo:{name}"),)
                yield Proposition(person, relation, predicate, value, "lifespan", 0.93, words, senses=senses)


def dates(text: str) -> tuple[str, str]:
    """The days or years of birth and death that the words between parentheses tell, ``""`` for what they do not."""
    span = SPAN.search(text)
    # a few years are those of an office or at a school
    if span is not None and SHORTEST_LIFE <= int(span[2][-4:]) - int(span[1][-4:]) <= LONGEST_LIFE:
        return span[1], span[2]
    born, died = BORN.search(text), DIED.search(text)
    return (born[1] if born else ""), (died[1] if died else "")
