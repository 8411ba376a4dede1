"""How a claim reads as a complement: "that Jupiter has moons", "sale of TikTok by ByteDance", "Uber to pay drivers"."""

from __future__ import annotations

from kg.extract.inflect import gerund, past, present
from kg.extract.proposition import Proposition
from kg.extract.standing import marker
from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.types import Claim, Entity, Literal

# verbs whose object is brought to do something, or told to
CAUSING = frozenset({"have", "let", "make"})
ADDRESSING = frozenset(
    "ask challenge convince dare enable encourage help inspire invite lead persuade teach tell tempt train".split()
)


def complement(
    lexicon: Lexicon, p: Proposition, relation: str, subject: Entity, target: Entity | Literal | Claim
) -> str:
    """The claim as a complement: "that Jupiter has moons", "sale of TikTok by ByteDance", "Uber to pay drivers"."""
    text = told(target)
    if p.opening in ("that", "whether", "how", "why", "when", "where"):
        form = p.lemma if relation.startswith("to ") else relation  # "that Fiat raise wages"
        return f"{p.opening} {subject.name} {form} {text}"
    if not p.lemma or p.lemma == "be" or p.rule not in ("verb_object", "passive_agent"):
        return ""
    verb, *beside = bare(p.lemma, relation).split(" ")
    noun = lexicon.nominal.get(verb) if not beside else " ".join([gerund(verb), *beside])  # "laying aside"
    if noun is None and relation.startswith(("to ", "not to ")):
        return f"{subject.name} {relation} {text}"
    denied = p.stance.polarity == "negative" and not text.startswith("no ")
    return f"{'no ' if denied else ''}{noun or gerund(verb)} of {text} by {subject.name}"


def embedded_phrase(lexicon: Lexicon, outer: Proposition, p: Proposition, claim: Claim) -> str:
    """A claim's phrase behind the proposition that it is the complement of: "taught | Meyer to play it", "made | Meyer
    play it", "denied | closing of the plant"."""
    verb = outer.lemma
    if lexicon.is_a(verb, "DenyVerb") or outer.stance.polarity == "negative":
        return claim.phrase.removeprefix("no ")
    if p.opening == "to" and verb in ADDRESSING | CAUSING and claim.phrase:
        to = "not " * (p.stance.polarity == "negative") + ("" if verb in CAUSING else "to ")
        return f"{claim.subject.name} {to}{bare(p.lemma, claim.relation)} {told(claim.object)}"
    return claim.phrase


def bare(lemma: str, relation: str) -> str:
    """The infinitive with what goes with the verb: "laid aside" -> "lay aside", "fast-tracked" -> "fast-track"."""
    first, _, rest = relation.removeprefix("to ").partition(" ")
    before, hyphen, verb = first.rpartition("-")
    simple = verb in (lemma, past(lemma), present(lemma))
    return f"{before}{hyphen}{lemma} {rest}".rstrip() if simple else lemma


def told(thing: Entity | Literal | Claim) -> str:
    """A thing's name, a value as it is written, a claim as a complement."""
    match thing:
        case Entity(name=name):
            return name
        case Literal(text=text):
            return text
        case claim:
            return claim.phrase or f"{claim.subject.name} {claim.relation} {claim.object_text}"


def opening(tree: Tree, i: int, form: str) -> str:
    """What opens a clause where it is a complement, given its verb form; "that" if nothing does and it is finite."""
    mark = marker(tree, i)
    asks = [c for c in tree.each(i, "advmod") if tree.has(c, "PronType=Int") and c < i]
    if asks:
        return tree[asks[0]].text.lower()
    if mark in ("that", "whether", "to"):
        return mark
    if mark == "if":
        return "whether"
    if form == "Inf":
        return "that" if tree.rel(i) == "ccomp" else "to"
    return "that" if form == "Fin" else ""
