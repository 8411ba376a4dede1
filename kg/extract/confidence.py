"""How likely a claim is right: by its rule, by how sure the parser is of its words, and by how well its parties are
known.

The figures are fitted to readers' verdicts (`tests/benchmarks/verdicts.tsv`, read by `calibration.py` beside it): of
the claims given 0.9, nine in ten are right.
"""

from __future__ import annotations

# of the claims that a rule makes where the parser is sure, the share that readers judged right, drawn towards the mean;
# last moved by the 1,500 verdicts on models 4 to 7 (seeds from 20261128 on)
RELIABILITY = {
    "verb_object": 0.88,
    "verb_oblique": 0.93,
    "verb_object_oblique": 0.9,
    "light_verb": 0.9,
    "description": 0.97,
    "passive_oblique": 0.87,
    "passive_agent": 0.88,
    "retained_object": 0.9,
    "complement_clause": 0.86,
    "performed_order": 0.9,
    "copula_nominal": 0.9,
    "copula_adjective": 0.91,
    "copula_prepositional": 0.84,
    "copula_relational": 0.89,
    "secondary_predicate_nominal": 0.9,
    "secondary_predicate_adjective": 0.89,
    "object_predicate": 0.88,
    "place_apposition": 0.97,
    "relational_noun": 0.89,
    "possessive": 0.79,
    "origin_adjective": 0.86,
    "such_as": 0.94,
    "compound_participle": 0.84,
    "lifespan": 0.97,
}
USUAL = 0.88
"""For a rule of which too few claims were judged."""

UNSURE = 0.53
"""Below this certainty of the parser's more than half of the claims were judged wrong: none is made."""

SURE, FAIR = 0.83, 0.67
"""The certainties from which on the parser counts as sure, and as fairly sure. The verdicts are of version 3 of the
model; these three bounds stand where as many words of the treebanks lie below them in version 6."""

NAMED = (0.93, 1.0, 1.05)
"""What it makes out whether none, one or both of the parties are known by name."""


def confidence(rule: str, certainty: float, named: int) -> float:
    """The probability that a claim is right, from 0 to 0.99. `named` counts its parties that have a name."""
    sure = 1.0 if certainty >= SURE else 0.9 if certainty >= FAIR else 0.89
    return round(min(RELIABILITY.get(rule, USUAL) * sure * NAMED[min(named, 2)], 0.99), 3)
