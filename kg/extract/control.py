"""Control: whose deed an infinitive or gerund behind a verb is, where it is not the subject's."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.arguments import Arguments
from kg.extract.obliques import BENEFITING
from kg.extract.proposition import Proposition, Stance
from kg.extract.standing import marker, reading
from kg.lexicon import Lexicon
from kg.parse.tree import Tree

CHOOSING = frozenset("name pick select".split())
# who "lost his right to vote" may not
FORFEITING = frozenset("lose forfeit".split())
TITLES = frozenset("right chance power licence license ability opportunity bid".split())
LONGEST = 14  # words of a wish


def addressee(tree: Tree, lexicon: Lexicon, i: int) -> int | None:
    """Who is told to do something behind a preposition: "called on X to …"."""
    lemma = tree.lemma(i)
    return next((c for c in tree.each(i, "obl") if lexicon.is_a(f"{lemma} {tree.cases(c)}", "OrderVerb")), None)


def steered(tree: Tree, lexicon: Lexicon, i: int) -> list[int]:
    """The clauses whose subject is the verb's object: what it is ordered, allowed, hired or kept from doing."""
    lemma = tree.lemma(i)
    aims = [c for c in tree.each(i, "advcl") if marker(tree, c) == "to"]
    if addressee(tree, lexicon, i) is not None:
        return [*aims, *(c for c in tree.each(i, "xcomp") if marker(tree, c) == "to")]
    if tree.one(i, "obj", "iobj") is None:
        return [c for c in aims if lexicon.is_a(reading(tree, lexicon, i, c), "ImplicativeVerb")]
    found = [c for c in tree.each(i, "xcomp") if tree.is_clause(c) or tree.upos(c) == "VERB"]
    orders = lexicon.modality(lemma) in ("ordered", "possible") and not lexicon.is_a(lemma, "LightVerb")
    # "named Bell to lead it", but "named the ship to honour him"
    chosen = lemma not in CHOOSING or any(tree.upos(o) in ("PROPN", "PRON") for o in tree.each(i, "obj"))
    if not found and (orders or (chosen and lexicon.is_a(f"{lemma} to", "PlanVerb"))):
        found = aims
    kept = [c for c in tree.each(i, "advcl") if marker(tree, c) == "from" and not found]
    return found + [c for c in kept if lexicon.is_a(reading(tree, lexicon, i, c), "DenyVerb")]


def appointed(tree: Tree, lexicon: Lexicon, i: int, c: int) -> list[int]:
    """Who succeeds somebody by participle `c`: whom verb `i` appoints, "named X chief, replacing Y"; else nobody."""
    meant = [{sense.property for sense in lexicon.verb(tree.lemma(verb))} for verb in (i, c)]
    named = "kgo:appoints" in meant[0] and "kgo:succeeds" in meant[1]
    return [x for o in tree.each(i, "obj") for x in tree.conjuncts(o)] if named else []


def works(tree: Tree, known: Arguments, i: int, c: int, subjects: Iterable[int]) -> bool:
    """Whether things do what clause `c` tells as the outcome of clause `i`: "boots leak, causing blisters"; of people
    it is the event: "he stayed, allowing us to rest"."""
    objects = tree.each(c, "obj", "iobj")
    return (
        tree.one(i, "nsubj:pass") is None
        and tree.lemma(c) != "leave"
        and all(
            tree.upos(known.stand(s)) == "NOUN"
            and known.entity_type(s) == "kgo:Thing"
            and not any(known.same(s, o) for o in objects)
            for s in subjects
        )
    )


def content(
    tree: Tree, known: Arguments, lexicon: Lexicon, i: int, doers: tuple[int, ...], stance: Stance
) -> tuple[tuple[int, ...], Stance]:
    """Whose a noun's content is ("Apple's plan to …", "made the claim that …"), and how its clause takes it; `doers`
    are the subjects of the verb whose object the noun is."""
    verb, owner = tree.lemma(tree[i].head), tree.one(i, "nmod:poss")
    if tree.rel(i) == "obj" and (lexicon.is_a(verb, "DenyVerb") or (verb in FORFEITING and tree.lemma(i) in TITLES)):
        return doers, stance.negated()
    if owner is not None:
        return (known.stand(owner),), stance
    makes = lexicon.is_a(verb, "LightVerb") or lexicon.is_a(verb, "SpeechVerb")
    return (doers if makes else ()), stance


def repaid(tree: Tree, known: Arguments, i: int, c: int, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """Who did what verb `i` is done for, or what it brings into: "fined the firm for leaking oil", "talked her into
    leaving" tell of the object, "used the saw for cutting" of the subject. Of an object that may be either, nobody."""
    held = tree.each(i, "iobj") or tree.each(i, "obj")
    objects = tuple(x for o in held for x in tree.conjuncts(known.stand(o)))
    if marker(tree, c) not in ("for", "into", "against") or not objects:
        return subjects
    if marker(tree, c) in ("into", "against") or any(
        (tree.upos(o) == "PRON" and not tree.has(o, "PronType=Rel")) or known.entity_type(o) in BENEFITING
        for o in objects
    ):
        return objects
    return () if tree.one(i, "iobj") is not None else subjects


def wished(tree: Tree, i: int, preposition: str, x: int) -> tuple[int, ...]:
    """What verb `i` is "for", where that is a deed: "called for | pens to be banned"; else nothing."""
    phrase = tree.subtree(x, without=("acl", "advcl"))
    clauses = [*tree.each(i, "advcl"), *tree.each(x, "acl", "advcl")] if preposition == "for" else []
    for c in clauses:
        below = tree.subtree(c, without=("punct", "advcl", "conj", "cc"))
        if marker(tree, c) == "to" and below[0] == phrase[-1] + 1 and len(phrase) + len(below) <= LONGEST:
            marks = {*tree.each(x, "case"), *(d for d in tree.each(x, "det") if tree.has(d, "PronType=Art"))}
            return tuple(w for w in (*phrase, *below) if w not in marks)
    return ()


def another(tree: Tree, p: Proposition) -> bool:
    """Whether somebody else than the subject is told to do something: "Ann told | her to leave" is of two."""
    if not isinstance(p.object, Proposition) or not isinstance(p.object.subject, int):
        return False
    told = tree[p.object.subject]
    return told.upos == "PRON" and told.deprel in ("obj", "iobj") and "Reflex=Yes" not in told.feats
