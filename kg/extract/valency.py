"""Valency: what a verb cannot do without and still mean the same - particles, reflexive objects, fixed prepositions."""

from __future__ import annotations

from collections.abc import Sequence

from kg.parse.tree import Tree
from kg.resolve.phrases import MUTUAL, phrase

# adverbs that go with a verb as particles do: "gave lanterns away", "got it back from the bank"; some only beside it
SEPARABLE = frozenset("away back down up out off over on aside apart further".split())
DIRECTION = SEPARABLE | frozenset("in together forth forward ahead along around through backwards".split())
# verbs that say little without the adverb beside them: "went wide", "fell short", "came first"
COPULATIVE = frozenset("go fall run come stand lie remain turn stay stop play finish".split())
LOOSE = frozenset(
    "then there here now again also once twice later soon too even ever still only together directly straight instead "
    "home abroad today yesterday tomorrow ago first last before however both".split()
)
# the preposition without which the verb and its object mean something else: "treated the fire as arson"
BOUND = {
    **dict.fromkeys(
        "designate regard describe characterise characterize treat view see perceive brand label classify categorise "
        "categorize define depict portray dismiss position interpret establish list cite identify recognise "
        "recognize".split(),
        frozenset({"as"}),
    ),
    **dict.fromkeys(("turn", "transform", "convert", "make"), frozenset({"into"})),
    **dict.fromkeys(("divide", "separate", "isolate"), frozenset({"from"})),
    **dict.fromkeys(("name", "rename"), frozenset({"after"})),
    **dict.fromkeys(("prevent", "stop", "dissuade", "discourage", "deter", "prohibit"), frozenset({"from"})),
    **dict.fromkeys("deprive rid rob strip acquit absolve relieve remind convince assure".split(), frozenset({"of"})),
    **dict.fromkeys(
        "attribute owe devote dedicate ascribe confine subject raise elevate move relocate transfer deport".split(),
        frozenset({"to"}),
    ),
    **dict.fromkeys(("exchange", "swap", "substitute"), frozenset({"for"})),
    **dict.fromkeys("focus concentrate base model blame centre center".split(), frozenset({"on", "around", "upon"})),
    "compare": frozenset({"to", "with"}),
    "drive": frozenset({"out", "out of"}),
    "keep": frozenset({"from", "at", "under", "out of", "off"}),
    "mistake": frozenset({"for"}),
    "credit": frozenset({"with", "for", "as"}),
    "force": frozenset({"out", "out of", "into", "from", "off"}),
    **dict.fromkeys(("rate", "rank", "number"), frozenset({"among", "as"})),
    **dict.fromkeys(("spend", "waste"), frozenset({"in", "on", "at", "with"})),
    "take": frozenset({"to", "into", "on", "onto", "past", "beyond"}),
    "bring": frozenset({"to", "into", "onto"}),
    **dict.fromkeys(("place", "put"), frozenset({"in", "on", "onto", "at", "under", "into", "over", "near"})),
}
ROLE = 5  # words from a verb to the end of its "as …"
# the preposition that a verb without an object means something else without: "toyed with the idea on Monday"
GOVERNED = {
    **dict.fromkeys("toy cope deal collide coincide comply dispense tamper".split(), "with"),
    **dict.fromkeys("depend rely hinge insist embark rest focus concentrate".split(), "on"),
    **dict.fromkeys("relate belong adhere amount refer lead contribute resort succumb pertain equate".split(), "to"),
    **dict.fromkeys("account vouch yearn".split(), "for"),
    **dict.fromkeys("consist dispose".split(), "of"),
    "know": "as",
    "aim": "at",
    **dict.fromkeys("refrain suffer stem result derive".split(), "from"),
}
# adverbs without which a verb and its object say something else: "took the reports seriously"
WITH_ADVERB = frozenset(
    {
        ("take", "seriously"),
        ("take", "lightly"),
        ("treat", "well"),
        ("treat", "badly"),
        ("do", "well"),
        ("bode", "well"),
        ("bode", "ill"),
        ("fare", "well"),
        ("fare", "badly"),
    }
    | {(verb, "together") for verb in "keep bring hold put tie pull bind get glue sew stick".split()}
)
# verbs whose object may be how long: "spent three years in Rome"; what somebody is condemned to is one with its verb
LASTING = frozenset("serve spend face receive".split())
CONDEMNING = frozenset("sentence condemn".split())
# verbs that forbid somebody the deed that follows, not himself: "banned the firm from selling"
FORBIDDING = frozenset("ban bar block exclude forbid disqualify exempt restrain".split())
# prepositions whose phrase is what becomes of an object
BEYOND = frozenset({"into", "onto", "in favour of", "in favor of"})
# what one has or shows towards something, and how that is said: "expressed interest | in the firm"
DIRECTED_AT = frozenset(
    "interest attention access permission concern support respect control influence emphasis light doubt hope "
    "confidence trust belief faith responsibility credit".split()
)
# what one plays or makes, but where, as what or in what
SLIGHT: dict[str, set[str]] = {
    "play": {"role", "part"},
    "make": {"home", "living"},
    "earn": {"living"},
    "give": {"shape", "rise", "way", "birth", "voice"},
    "take": {"pride", "part"},
}
DRAWING = frozenset("take draw derive".split())
TOWARDS = frozenset("in to of for on over about with".split())
# verbs that nobody can be the object of, and so have no passive: "erupted in 1912"
NO_PASSIVE = frozenset(
    """
appear arise arrive come die disappear elapse emerge erupt evolve exist expire fall flourish go happen lie occur
originate perish remain rise sleep soar subside thrive vanish
""".split()
)
# beside a phrase that says where to or from, one that says where or how is a circumstance
DIRECTED = frozenset({"to", "into", "onto", "from", "toward", "towards"})
AROUND = frozenset("in at on around near across within throughout over under through amid upon by".split())


def reflexive(tree: Tree, i: int) -> bool:
    """Whether a word is "himself", "themselves": no party of its own."""
    return tree.has(i, "Reflex=Yes") or (tree.upos(i) == "PRON" and tree[i].text.lower().endswith(("self", "selves")))


def elliptic(tree: Tree, i: int) -> bool:
    """Whether a common noun is but the owner of what is left out: "kept my roommate's"."""
    clitic = any(c > i and tree[c].text in ("'s", "’s") for c in tree.each(i, "case"))
    return clitic and tree[i].deprel != "nmod:poss" and tree.upos(i) == "NOUN"


def bound(tree: Tree, verb: int) -> bool:
    """Whether a verb means what it does only with the preposition that stands beside its object."""
    return bool(binding(tree, verb))


def binding(tree: Tree, verb: int) -> frozenset[str]:
    """The prepositions beside its object of which a verb must have one to mean what it does; none where none stands."""
    wanted = BOUND.get(tree.lemma(verb), frozenset())
    if tree.lemma(verb) in FORBIDDING:
        wanted, clauses = frozenset({"from"}), tree.each(verb, "advcl", "obl")
    else:
        told_of = (c for o in tree.each(verb, "obj") for c in tree.each(o, "acl"))  # "described it as being dull"
        clauses = [*tree.each(verb, "obl", "advcl", "xcomp"), *told_of]
        clauses = [c for c in clauses if not (name := tree.name_at(c)) or name[2] not in ("DATE", "TIME")]
    if not wanted or tree.one(verb, "compound:prt") is not None:
        return frozenset()
    marks = [m for c in clauses for m in tree.each(c, "case", "mark")]
    told = any(tree[m].text.lower() in wanted and tree.upos(m) != "PART" for m in marks)  # no "to" of an infinitive
    return wanted if told else frozenset()


def complements(tree: Tree, i: int, marked: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The prepositional arguments of a verb that claims may be made of: those it governs, if it has one."""
    wanted = GOVERNED.get(tree.lemma(i))
    own = [(p, x) for p, x in marked if p == wanted and x > i]
    if not own and wanted and any(tree[m].text == wanted for c in tree.each(i, "advcl") for m in tree.each(c, "mark")):
        return []  # "a form in which one aims at rendering it"
    # "was introduced as a companion | to it"
    role = next((x for p, x in marked if p == "as" and i < x <= i + ROLE), len(tree))
    loose = ("to", "for", "of", "toward", "towards") if tree.one(i, "aux:pass") is not None else ("to", "of")
    return own or [(p, x) for p, x in marked if x <= role or p not in loose]


def slight(tree: Tree, i: int) -> bool:
    """Whether a verb says little of its object without where or in what: "had offices | in Rome", "played a part"."""
    slightest = SLIGHT.get(tree.lemma(i), set())
    parts = (
        o
        for o in tree.each(i, "obj")
        if tree.lemma(o) in slightest and (tree.one(o, "nmod") is None or tree.one(o, "nmod:poss") is not None)
    )
    return tree.lemma(i) == "have" or any(True for _ in parts)


def partial(tree: Tree, i: int, beside: Sequence[tuple[str, int]]) -> bool:
    """Whether a verb and its object alone say too little, given what stands beside them: "put Sweden": where, or how;
    "treated the fire": as what; "had a role": in what."""
    behind = slight(tree, i) and any(p in ("in", "of", "for", "as", "with", "to") and x > i for p, x in beside)
    owned = (o for o in tree.each(i, "obj") if tree.lemma(o) in SLIGHT.get(tree.lemma(i), ()) and tree.one(o, "nmod"))
    behind = behind or any(tree.one(o, "nmod:poss") is not None for o in owned)  # "made her home | in Riga"
    whose = tree.lemma(i) in DRAWING and any(tree.one(o, "nmod:poss") is not None for o in tree.each(i, "obj"))
    behind = behind or (whose and any(p == "from" and x > i for p, x in beside))  # "takes its name | from the river"
    behind = behind or any(p in BEYOND and x > i for p, x in beside)
    lone = (o for o in tree.each(i, "obj") if tree.lemma(o) in DIRECTED_AT and not tree.modifiers(o))
    behind = behind or (any(True for _ in lone) and any(p in TOWARDS and x > i for p, x in beside))
    mutual = any(tree.lemma(o) in MUTUAL for o in tree.each(i, "obj"))
    behind = behind or (mutual and any(p == "with" and x > i for p, x in beside))  # "sought closer ties | with Peru"
    made = any(tree.has(c, "VerbForm=Part") for o in tree.each(i, "obj") for c in tree.each(o, "acl") if c == o + 1)
    behind = behind or (tree.lemma(i) == "have" and made)  # "had rooms | set up": one has them made
    charge = any(tree.cases(x) == "in" and tree.lemma(x) == "charge" for x in tree.each(i, "obl"))
    behind = behind or (tree.lemma(i) == "leave" and charge)  # "left Bell | in charge"
    put = tree.lemma(i) == "put" and tree.one(i, "compound:prt") is None
    return put or behind or bound(tree, i)


def particles(tree: Tree, i: int) -> list[int]:
    """The words that a verb's meaning includes beyond its group: adverbs of direction, reflexive objects, and the
    adverb of a verb that says little without one."""
    found = [o for o in tree.each(i, "obj", "iobj") if reflexive(tree, o) and o > i]
    ends = {i, *tree.each(i, "compound:prt")}
    ends |= {max(tree.subtree(o, without=("acl", "acl:relcl"))) for o in tree.each(i, "obj") if o > i}
    adverbs = [c for c in tree.each(i, "advmod") if c > i]
    # "got the planes | back from | Dublin"
    for n in tree.each(i, "obl"):
        before = [a for a in tree.each(n, "advmod") if i < a < min(tree.each(n, "case"), default=0)]
        adverbs += [a for a in before if tree[a].text.lower() in ("back", "away")]  # not "up to a third"
    for c in sorted(adverbs):
        low = tree[c].text.lower()
        if tree.children[c] or c - 1 not in ends:
            continue
        if (tree.lemma(i), low) in WITH_ADVERB:
            found.append(c)
            ends.add(c)
            continue
        wanting = tree.lemma(i) in COPULATIVE and c == i + 1 and low not in LOOSE and not low.endswith(("ly", "ward"))
        near = c - 1 == i or c - 1 in found
        if not near and low in ("up", "down", "over", "off") and c + 1 < len(tree) and tree.upos(c + 1) == "ADP":
            continue  # "sales | up to the third week"
        if low in (DIRECTION if near else SEPARABLE) or wanting:
            found.append(c)
            ends.add(c)
    return sorted(found)


def predicative(tree: Tree, i: int) -> int | None:
    """The bare noun that, with its preposition right behind a verb, makes one predicate with it: "fell in love",
    "came to power"."""
    end = max([i, *tree.each(i, "compound:prt")])
    for n in tree.each(i, "obl"):
        case = tree.each(n, "case")
        bare = tree.upos(n) == "NOUN" and tree.has(n, "Number=Sing") and not tree.modifiers(n) and not tree.name_at(n)
        if tree.lemma(i) in CONDEMNING and tree.cases(n) == "to" and tree.one(n, "nummod") is not None:
            return n  # "sentenced to five years | in prison"
        if bare and case == [end + 1] and n == end + 2 and tree.one(n, "nmod:poss", "conj") is None:
            return n
    return None


def core_words(tree: Tree, core: int | None) -> list[str]:
    """What makes one predicate with a verb, with its preposition."""
    return [] if core is None else [tree.cases(core), tree.text(phrase(tree, core))]


def year(tree: Tree, i: int) -> bool:
    """Whether an object is but a year, in which something was begun or done: "opened 2012 | with Altoona"."""
    return tree.upos(i) == "NUM" and len(tree[i].text) == 4 and tree[i].text.isdigit() and not tree.modifiers(i)


def behind(tree: Tree, i: int, core: int) -> list[tuple[str, int]]:
    """What stands with a preposition behind the noun that makes one predicate with a verb."""
    return [(tree.cases(x), x) for x in (*tree.each(i, "obl"), *tree.each(core, "nmod")) if x > core]
