"""What surrounds a predicate, told apart: agents, times, places, circumstances, and arguments behind prepositions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.arguments import Arguments
from kg.extract.sharing import shared_agents
from kg.extract.standing import marker, refused, restates
from kg.extract.valency import GOVERNED
from kg.parse.tree import Tree
from kg.resolve.naming import ORGANISED
from kg.resolve.persons import CALLED
from kg.resolve.phrases import phrase

# prepositions that tell under what circumstances, not of what, something is said
CIRCUMSTANCE = frozenset(
    "amid amidst despite after before during since until till because following given without besides except "
    "unlike".split()
) | {"because of", "due to", "in spite of", "as well as", "instead of", "rather than", "in addition to", "as part of",
    "except for", "apart from", "aside from", "other than", "including", "prior to", "ahead of", "as with",
    "along with", "together with",
}  # fmt: skip
CAUSAL = frozenset({"because of", "due to", "despite", "in spite of"})
AFTER = frozenset(("after", verb) for verb in ("name", "rename", "christen", "model", "pattern", "take"))
AT = frozenset("in at on near outside inside across around throughout within off along".split())
DATED = AT | {"by"}  # "spoke at the fair in 2019", but "apologised for the attack in 2019"
BOUNDS = {
    "from": "since",
    "until": "until",
    "till": "until",
    "through": "until",
    "since": "since",
    "before": "before",
    "after": "after",
}
UNTIL = frozenset({"to", *(preposition for preposition, role in BOUNDS.items() if role == "until")})
# what an event beside a verb says of when it was: "sold after the war"
TEMPORAL = {preposition: BOUNDS[preposition] for preposition in ("since", "until", "till", "before", "after")} | {
    "during": "time", "following": "after", "prior to": "before", "ahead of": "before",
}  # fmt: skip
UNITS = frozenset("minute hour day week month season year decade century generation".split())
WHEN = frozenset("currently recently previously now formerly soon already".split())
ROLES = {
    "to": "recipient",
    "for": "purpose",
    "from": "source",
    "as": "role",
    "with": "with",
    "through": "means",
    "via": "means",
}
ADDRESSED = frozenset("apologise apologize appeal complain donate lie report speak talk testify write".split())
SUMS = frozenset("amount fee price sum total".split())
BENEFITING = frozenset({"kgo:Person", "kgo:Group", "kgo:Country", *ORGANISED})

# what only links sentences: "on the other hand"
DISCOURSE = frozenset(
    {("on", "hand"), ("for", "example"), ("for", "instance"), ("in", "fact"), ("of", "course"), ("in", "turn")}
    | {("for", "time"), ("over", "time"), ("at", "time"), ("in", "course"), ("in", "case"), ("in", "addition")}
    | {("in", "way"), ("around", "clock"), ("with", "exception"), ("to", "date"), ("in", "return"), ("on", "way")}
    | {("in", "view"), ("in", "opinion"), ("in", "eye"), ("in", "word"), ("by", "account")}
    | {("to", side) for side in "north south east west northeast northwest southeast southwest".split()}
    | {
        ("as", "result"),
        ("in", "order"),
        ("in", "particular"),
        ("by", "way"),
        ("at", "least"),
        ("in", "end"),
        ("in", "process"),
    }
    | {("in", word) for word in "conclusion summary essence contrast comparison brief short general practice".split()}
)

# verbs that "of" goes with; behind any other it belongs to a noun that the parse lost
OF_VERBS = frozenset(
    "absolve accuse acquit admit advise apprise approve ask assure avail bear become beget beware boast break "
    "breathe build carve cast cheat clear come complain compose comprise conceive consist construct convict "
    "convince cure defraud demand deplete deprive despair die disapprove dispose divest drain dream empty expect "
    "fashion forge form free hear inform know learn let make notify partake persuade possess purge read relieve "
    "remind repent request require rid rob say sing smell speak speed strip suspect swindle talk taste tell think "
    "tire treat warn weary weave write".split()
)

# so do these where nothing modifies them: "agreed in principle"
BARE = frozenset("part principle detail general practice theory person public private".split())

# adverbs of the sentence, not of its deed
SENTENTIAL = frozenset(
    "only additionally similarly ultimately finally firstly secondly lastly consequently accordingly furthermore "
    "moreover therefore thus hence however nevertheless nonetheless instead meanwhile overall indeed".split()
)

# verbs whose two objects do not change places: no one is "fined a million to"
EXACTING = frozenset("ask bet charge envy fine forgive save spare tax".split())
COUNTED = frozenset("vote goal point run seat game set".split())
# what these are "by" is a yardstick, unless somebody does it
SORTING = frozenset(
    "sort group organize organise arrange rank classify divide separate measure judge gauge order index".split()
)
# by what means something is done, and nobody does it
DECREED = frozenset("decree order law statute treaty charter vote ballot referendum acclamation appointment".split())
DIRECTION = re.compile("((north|south)-?)?(east|west)|north|south|inland|upstream|downstream|offshore")
JUDGING = frozenset("unfortunately fortunately luckily unluckily sadly happily crucially".split())

Marked = list[tuple[str, int]]


@dataclass(slots=True)
class Obliques:
    """The dependents of one predicate, each with its preposition."""

    plain: Marked = field(default_factory=list)
    times: Marked = field(default_factory=list)
    places: Marked = field(default_factory=list)
    around: Marked = field(default_factory=list)
    means: Marked = field(default_factory=list)
    agents: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, tree: Tree, known: Arguments, i: int, passive: bool) -> Obliques:
        """Sorts what hangs on predicate `i`; coordination is spread out."""
        found = cls()
        nominal = ["nmod"] if tree.one(i, "cop") is not None else []
        shared = shared_agents(tree, i) if passive else []
        for head in [*tree.each(i, "obl", *nominal), *shared]:
            case = tree.cases(head)
            if (
                not case.startswith("according")
                and (case, tree.lemma(head)) not in DISCOURSE
                and not (case == "in" and tree.lemma(head) in BARE and not tree.modifiers(head))
                and not refused(tree, head)
                and not open_content(tree, head)
                and not of_judgement(tree, head)
                and case != "such as"
                and marker(tree, head) not in ("while", "when", "if", "though", "although", "unless")
                and not likened(tree, head)
                and not native(tree, head, i)
                and not (case == "of" and tree.upos(i) == "VERB" and tree.lemma(i) not in OF_VERBS)
                and not (case == "to" and tree.upos(head) == "NUM" and scored(tree, i))
            ):
                for x in (x for x in tree.conjuncts(head) if not restates(tree, x)):
                    found._sort(tree, known, head, x, tree.cases(x) or case, passive)
        for preposition, x in activities(tree, known, i):
            (found.means if preposition == "by" else found.plain).append((preposition, x))
        for adverb in tree.each(i, "advmod"):
            noun = known.stands.get(adverb)
            if noun is not None and tree.lemma(adverb) == "where":
                found.places.append(("outside" if tree.cases(noun) == "outside" else "in", noun))
        found.plain += directions(tree, i)
        for o in tree.each(i, "obj", "xcomp"):  # "remains a risk due to the storm"
            found.around += [(tree.cases(n), n) for n in tree.each(o, "nmod") if tree.cases(n) in CAUSAL]
        for o in tree.each(i, "obj"):
            found.times += [(tree.cases(n), n) for n in tree.each(o, "nmod") if known.is_time(n)]
        for n in (n for o in tree.each(i, "obj") for n in tree.each(o, "nmod") if n > o):
            # "closed its office in Chengdu", but "condemned the attack in Paris"
            if tree.cases(n) in AT and known.is_place(n) and tree.one(tree[n].head, "nmod:poss") is not None:
                found.places.append((tree.cases(n), n))
        found.sums = [o for o in tree.each(i, "obj") if exacted(tree, i)]
        for o in tree.each(i, "obl"):
            inner = [n for n in tree.each(o, "nmod") if n > o and known.is_time(n) and tree.cases(o) in DATED]
            dated = known.is_time(o) or tree.cases(o) in TEMPORAL or o in (x for _, x in found.times)
            found.times += [(tree.cases(n), n) for n in inner if not dated]
        found.times += closing(tree, known, found.times)
        return found

    def _sort(self, tree: Tree, known: Arguments, head: int, x: int, preposition: str, passive: bool) -> None:
        target, verb = known.stand(x), tree.lemma(tree[head].head)
        if x != head and known.value_type(head) in ("DATE", "TIME") and not known.is_time(x):
            return  # "in 2007 and a second recently"
        if is_agent(tree, known, head, x, preposition, passive):
            self.agents.append(target)
        elif known.is_time(x):
            self.times.append((preposition, target))
        elif (
            preposition in AT and known.is_place(target) and preposition != GOVERNED.get(verb)
        ):  # "depends on the Nile"
            self.places.append((preposition, target))
        elif preposition == "with" and tree.apart(head) and commas(tree, tree[head].head, head) == 1:
            self.around.append((preposition, target))  # "was based on a tank, with some differences"
        elif preposition in CIRCUMSTANCE and (preposition, tree.lemma(tree[head].head)) not in AFTER:
            self.around.append((preposition, target))
        elif preposition:
            self.plain.append((preposition, target))

    def qualifiers(self, tree: Tree, known: Arguments, i: int) -> Iterator[tuple[str, int]]:
        """The circumstances of predicate `i`, as role and head word."""
        begins = any(preposition == "from" for preposition, _ in self.times)  # "from 1988 to 1995"
        bounds = BOUNDS | {"to": "until"} if begins else BOUNDS
        span = [x for preposition, x in self.times if preposition == "between"]
        ends = {x: ("since", "until")[k] for k, x in enumerate(span)} if len(span) == 2 else {}
        long = {x for preposition, x in self.times if preposition == "for" and lasting(tree, x)}
        for preposition, x in self.times:
            yield "duration" if x in long else ends.get(x) or bounds.get(preposition, "time"), x
        # "came under fire outside the town" is no fire in it
        yield from (("circumstance" if p == "outside" else "place", x) for p, x in self.places)
        yield from (("means", x) for _, x in self.means)
        yield from (("price", x) for x in self.sums if known.value_type(x) == "MONEY")
        for c in tree.each(i, "advmod"):
            low = tree[c].text.lower()
            if known.value_type(c) in ("DATE", "TIME") or low in WHEN:
                yield "time", c
            elif low.endswith("ly") and tree.upos(c) == "ADV" and low not in SENTENTIAL:
                yield "manner", c
        for preposition, x in self.around:
            cause = preposition in ("because of", "due to")
            yield ("cause" if cause else TEMPORAL.get(preposition, "circumstance")), x
        for preposition, x in self.plain:
            if (known.value_type(x) == "MONEY" or tree.lemma(x) in SUMS) and preposition in ("for", "at"):
                yield "price", x
            elif preposition == "for" and known.entity_type(x) in BENEFITING:
                yield "beneficiary", x
            elif preposition == "to" and (known.value_type(x) or not given(tree, i)):
                continue  # "rose from 40 to 85 percent", "fell to its lowest level"
            elif preposition in ROLES:
                yield ROLES[preposition], x


def lasting(tree: Tree, i: int) -> bool:
    """Whether a time is how long something went on: "for | six years", "for | several weeks"."""
    some = tree.each(i, "nummod", "det", "amod")
    if any(tree.has(c, "NumType=Ord") or (tree[c].text.isdigit() and len(tree[c].text) == 4) for c in some):
        return False  # "for a second year", "for the 2015 season"
    return tree.lemma(i) in UNITS and any(
        tree.rel(c) == "nummod" or tree.lemma(c) in ("several", "many", "few", "a", "some") for c in some
    )


def commas(tree: Tree, verb: int, head: int) -> int:
    """How many commas stand between a verb and a phrase behind it; two enclose something else: "competes, above all,
    with | Acme"."""
    return sum(w.text == "," for w in tree.words[verb + 1 : min(tree.subtree(head, without=("punct",)))])


def given(tree: Tree, i: int) -> bool:
    """Whether a clause has something to hand over: an object, or the subject of a passive."""
    return tree.one(i, "obj", "iobj", "nsubj:pass", "aux:pass") is not None or tree.lemma(i) in ADDRESSED


def scored(tree: Tree, i: int) -> bool:
    """Whether a verb tells how many were for it, which how many were against completes: "by 212 votes to 187"."""
    counted = (x for x in tree.each(i, "obl") if tree.lemma(x) in COUNTED and tree.one(x, "nummod") is not None)
    return any(tree.cases(x) in ("by", "with") for x in counted)


def exacted(tree: Tree, i: int) -> bool:
    """Whether a verb takes two objects of which the first is whom it befalls: "fined | the firm | a million"."""
    return tree.lemma(i) in EXACTING and tree.one(i, "iobj") is not None and tree.one(i, "obj") is not None


def open_content(tree: Tree, i: int) -> bool:
    """Whether a noun means little without the clause that tells its content: "agreed on the condition that …"."""
    return any(marker(tree, c) == "that" for c in tree.each(i, "acl"))


def of_judgement(tree: Tree, i: int) -> bool:
    """Whether a phrase belongs to an adverb that judges the sentence: "unfortunately for the leader"."""
    case = tree.each(i, "case")
    return bool(case) and case[0] > 0 and tree[case[0] - 1].text.lower() in JUDGING and tree[case[0]].text == "for"


def likened(tree: Tree, i: int) -> bool:
    """Whether a phrase but compares: "as with all fairs, it was crowded", "lasted as little as a day"."""
    case = tree.each(i, "case")
    if tree.cases(i) == "as" and any(tree[w].text.lower() == "as" for w in range(max(0, case[0] - 3), case[0])):
        return True
    return tree.cases(i).endswith("with") and case[0] > 0 and tree[case[0] - 1].text.lower() == "as"


def native(tree: Tree, head: int, verb: int) -> bool:
    """Whether a phrase tells whence somebody is, and not what she did: "Originally from Riga, she moved to Oslo"."""
    before = min(tree.subtree(head))
    return (
        tree.cases(head) == "from"
        and head < verb
        and any(tree[w].text.lower() == "originally" for w in range(max(0, before - 1), before + 1))
    )


def closing(tree: Tree, known: Arguments, times: Marked) -> Marked:
    """The ends of spans that hang on their beginnings: "from 2018 | to 2020"."""
    begun = [x for preposition, x in times if preposition == "from"]
    return [("to", n) for x in begun for n in tree.each(x, "nmod") if tree.cases(n) in UNTIL and known.is_time(n)]


def tenure(tree: Tree, known: Arguments, noun: int) -> tuple[tuple[str, int], ...]:
    """Since when and until when somebody is what a noun says, as roles: "mayor of Bonn since 2015"."""
    near = [n for w in (noun, *tree.each(noun, "nmod")) for n in tree.each(w, "nmod") if known.is_time(n)]
    times = [(tree.cases(n), n) for n in near]
    ends = closing(tree, known, times)
    # "author of a novel from 1990" has been one for longer
    times = [(p, n) for p, n in times if p != "from" or ends]
    roles = [(BOUNDS.get(p, ""), n) for p, n in times] + [("until", n) for _, n in ends]
    return tuple((role, n) for role, n in roles if role in ("since", "until"))


def activities(tree: Tree, known: Arguments, i: int) -> Marked:
    """Gerunds that a word governs with a preposition: "contributes to | reducing poverty"."""
    gerunds = [c for c in tree.each(i, "advcl") if tree.upos(c) == "VERB" and known.entity(c) is not None]
    return [
        (tree[tree.each(c, "mark")[0]].text.lower(), x)
        for c in gerunds
        if tree.each(c, "mark")
        for x in tree.conjuncts(c)
        if known.entity(x) is not None
    ]


def directions(tree: Tree, i: int) -> Marked:
    """In what direction from what something is: "lies ten miles | north-east of Riga"; how far is left out."""
    near = [i, *tree.each(i, "obl:unmarked", "advmod")]
    found = [a for n in near for a in tree.each(n, "advmod") if DIRECTION.fullmatch(tree.lemma(a))]
    first = {a: a - 2 * (a > 1 and tree[a - 1].text == "-" and tree[a - 1].end == tree[a].start) for a in found}
    return [
        (f"{tree.text(range(first[a], a + 1))} {tree.cases(x)}", x)
        for a in dict.fromkeys(found)
        for x in tree.each(a, "obl")
        if tree.cases(x) in ("of", "from")
    ]


def is_agent(tree: Tree, known: Arguments, head: int, x: int, preposition: str, passive: bool) -> bool:
    """Whether a "by" phrase names who did it; "by mail" names the way it was done."""
    agent = tree[head].deprel == "obl:agent" or (passive and preposition == "by")
    if not agent or preposition not in ("by", "") or known.is_time(x):
        return False
    if tree.lemma(tree[head].head) in SORTING and known.entity_type(head) == "kgo:Thing":
        return False  # "sorted by age and Kind", "as measured by its weight"
    if any(tree.has(w, "VerbForm=Ger") for w in (x, *tree.each(x, "compound"))):
        return False  # "reduced by cutting jobs"
    if tree.one(x, "nummod") is not None and known.entity_type(x) == "kgo:Thing":
        return False  # "won by 424 votes"
    if tree.lemma(x) in CALLED or (tree.lemma(x) in DECREED and not tree.each(x, "det", "nmod:poss", "nmod")):
        return False  # "known by her pen name", "founded by royal decree"
    return not (tree.upos(x) == "NOUN" and tree.has(x, "Number=Sing") and not tree.modifiers(x))


def compared(tree: Tree, i: int) -> bool:
    """Whether a noun is told of only in comparison, by a "than" that is no part of its phrase: "loses more water in
    summer than in winter"."""
    more = any(tree.has(c, "Degree=Cmp") for c in tree.each(i, "amod") if c < i)
    clause = tree.subtree(tree[i].head) if more else []
    return any(tree.lemma(w) == "than" and w > i for w in clause) and all(
        tree.lemma(w) != "than" for w in phrase(tree, i)
    )
