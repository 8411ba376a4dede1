"""Which names of a document are one's: known places by their best name, people by full name, firms without Inc."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.resolve.mentions import normal
from kg.resolve.persons import COURTESY, PARTICLES, address, aliases, bearers, parts, relatives, shortens
from kg.types import Mention

LEGAL = frozenset(
    "inc inc. corp corp. corporation ltd ltd. limited llc plc co co. company group holdings ag sa gmbh nv".split()
)
PERSONAL = ("kgo:Person", "kgo:Thing")
PLACES = ("kgo:Place", "kgo:Thing", "kgo:Organization", "kgo:Country", "kgo:Group")
ORGANISED = ("kgo:Organization", "kgo:Company", "kgo:Government")
# what a firm is called by beside its own word: "Halvard" is Halvard Energy
TRADES = frozenset(
    """
aerospace aerosystems airlines airways automotive bank banking biosciences brands brewing capital chemicals
communications electronics energy entertainment financial foods games gas global industries insurance interactive
international investments laboratories labs logistics mining motor motors networks oil petroleum pharma pharmaceuticals
publishing railways records resources retail securities semiconductors services shipping software solutions steel stores
studios systems technologies technology telecom therapeutics ventures
""".split()
)
STATE_AFFAIRS = frozenset(
    "state defense defence justice energy education health commerce agriculture transportation transport treasury "
    "labor labour interior homeland veterans housing police fire environment finance foreign war trade".split()
)
SCHOOLS = ("university", "college", "institute", "school")
Place = tuple[int, int]


def place(mention: Mention) -> Place:
    """Where a mention's head stands."""
    return mention.sentence, mention.head


def name_keys(trees: Sequence[Tree], names: Sequence[Mention], lexicon: Lexicon) -> dict[Place, str]:
    """For each name the key of its cluster."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in names:
        votes[normal(m.text)][m.type] += 1
    people = {n for n, types in votes.items() if " " in n and main_type(types) in PERSONAL}
    people = {n for n in people if n.split()[0] not in COURTESY}  # "Mr. Bell" is no full name
    firms = {n for n, types in votes.items() if main_type(types) != "kgo:Person"}
    letters = {normal(m.text) for m in names if m.text.isupper()}
    canonical = {n: spelled(n, {f for f in firms if alike(votes[n], votes[f])}) if n in letters else n for n in votes}
    canonical = {
        n: full if full != n else canonical_name(n, votes, people, firms, lexicon) for n, full in canonical.items()
    }
    canonical = {n: canonical.get(full, full) for n, full in canonical.items()}
    unknown = [n for n, full in canonical.items() if n == full]
    canonical |= {n: firm for n in unknown if (firm := short_firm(n, votes, people, firms))}
    persons = Persons(trees, [m for m in names if m.type in PERSONAL], people)
    found: dict[Place, str] = {}
    for m in names:
        known = lexicon.places.get(m.text) or lexicon.places.get(m.text.rstrip("."))
        is_place = known and main_type(votes[normal(m.text)]) in PLACES
        best = persons.surname(m) or canonical[normal(m.text)]
        if m.type == "kgo:Person" and main_type(votes[normal(m.text)]) in PLACES[:1]:
            best = persons.introduced(m, bearers(normal(m.text), people)) or best  # a man and the town of his name
        if persons.title.get(place(m)) and persons.since.get(best, place(m)) > place(m):
            best = normal(titled_name(persons.trees[m.sentence], m))  # "Lord Finch" is no Helen Finch who comes later
        found[place(m)] = f"name {normal(known.name)}" if known and is_place else f"name {best}"
    persons.first_names(found)
    places = {place(m): m for m in names}
    for one, other in (pair for tree in trees for pair in relatives(tree, places)):
        if found[one] == found[other]:  # whom the text names so less often is the other of the two
            texts = {at: normal(places[at].text) for at in (one, other)}  # or by the surname alone
            rare = min(one, other, key=lambda at: (texts[at].count(" "), votes[texts[at]].total()))
            found[rare] = f"name {normal(places[rare].text)}"
    return renamed(found, aliases(trees, places))


class Persons:
    """Whom surnames and first names mean that several bear: by the title before them, by the model's chains."""

    def __init__(self, trees: Sequence[Tree], names: Sequence[Mention], people: set[str]) -> None:
        self.trees = {tree.sentence.index: tree for tree in trees}
        self.names, self.people = names, people
        self.title = {place(m): address(self.trees[m.sentence], m) for m in names}
        self.gender: dict[str, set[str]] = defaultdict(set)
        self.linked: dict[int, list[str]] = defaultdict(list)
        for m in names:
            self.gender[normal(m.text)].add(self.title[place(m)])
            if (number := self.chain(m)) is not None:
                self.linked[number].append(normal(m.text))
        self.since: dict[str, Place] = {}
        for m in names:
            self.since[normal(m.text)] = min(place(m), self.since.get(normal(m.text), place(m)))
        self.first = next((normal(m.text) for m in names if m.type == "kgo:Person"), "")

    def chain(self, m: Mention) -> int | None:
        """The number of a mention's chain."""
        return (self.trees[m.sentence].sentence.chains or {}).get(m.head)

    def near(self, m: Mention, fit: Sequence[str]) -> str | None:
        """The one of some full names that a mention's chain has, or of several the one that the text begins with."""
        number = self.chain(m)
        found = [p for p in fit if number is not None and p in self.linked[number]]
        return found[0] if len(found) == 1 else self.first if self.first in found else None

    def introduced(self, m: Mention, fit: Sequence[str]) -> str | None:
        """The only one of some full names that the text has told before a mention."""
        found = [p for p in fit if self.since.get(p, place(m)) < place(m)]
        return found[0] if len(found) == 1 else None

    def surname(self, m: Mention) -> str | None:
        """Whom a surname means that several bear; None where nobody or one only does."""
        name, title = normal(m.text), self.title.get(place(m), "")
        both = {"he", "she"} <= self.gender[name]
        fit = [p for p in bearers(name, self.people) if not title or self.gender[p] <= {"", title}]
        told = [p for p in fit if title in self.gender[p] - {""}]
        if place(m) not in self.title or (len(fit) < 2 and not (both and title)):
            return None
        if len(told) == 1:
            return told[0]
        if both:
            return normal(titled_name(self.trees[m.sentence], m))
        return self.near(m, fit) or self.introduced(m, fit) or name

    def first_names(self, keys: dict[Place, str]) -> None:
        """A bare first name is that of the one whom the document is about, if nobody else has it, or of a stranger."""
        count = Counter(key.removeprefix("name ") for key in keys.values())
        order = [p for p in dict.fromkeys(normal(m.text) for m in self.names) if p in self.people]
        main = max(order, key=lambda p: count[p] + count[p.split()[0]], default="")
        first = main.partition(" ")[0]
        if [p for p in self.people if p.split()[0] == first and count[p]] == [main]:
            for m in self.names:
                if m.type == "kgo:Person" and keys[place(m)] == f"name {first}":
                    keys[place(m)] = f"name {main}"


def titled_name(tree: Tree, m: Mention) -> str:
    """A name with the title before it: "Mr Smith" where there is a Mrs Smith too."""
    return f"{tree[m.first - 1].text} {m.text}" if address(tree, m) else m.text


def renamed(keys: dict[Place, str], pairs: Iterable[tuple[Place, Place]]) -> dict[Place, str]:
    """The keys with those of one bearer made one: that by which the document calls them more often."""
    for one, other in pairs:
        counts = Counter(keys.values())
        rare, common = sorted((keys[other], keys[one]), key=lambda key: counts[key])
        keys = {at: common if key == rare else key for at, key in keys.items()}
    return keys


def main_type(types: Counter[str]) -> str:
    """The commonest informative type."""
    known = [(n, t) for t, n in types.items() if t != "kgo:Thing"]
    return min(known, key=lambda p: (-p[0], p[1]))[1] if known else "kgo:Thing"


def canonical_name(
    name: str, votes: Mapping[str, Counter[str]], people: set[str], firms: set[str], lexicon: Lexicon
) -> str:
    """The fullest form of a name among those of the document, if exactly one form is meant by it."""
    kind, words = main_type(votes[name]), name.split()
    if (len(words) == 1 or words[0] in PARTICLES) and kind in (*PERSONAL, "kgo:Organization", "kgo:Place"):
        full = bearers(name, people)
        order = list(votes)
        # Ford is a firm, whoever Henry Ford was; where the tagger wavers, the word is whose surname it is
        wavering = kind == "kgo:Organization" and 2 * votes[name]["kgo:Person"] >= votes[name][kind]
        if len(full) == 1 and (kind in PERSONAL or wavering):
            return full[0]
        before = [p for p in people if name in p.split()[1:-1] and order.index(p) < order.index(name)]
        inner = before if kind == "kgo:Person" and not full else []
        if len(inner) == 1 and len(name) > 2:
            return inner[0]  # "Atsu" after "Christian Atsu Twasam"
        bodies = [f for f in firms if main_type(votes[f]) in ORGANISED and stands_for(name, f, lexicon)]
        return bodies[0] if len(bodies) == 1 and kind in ORGANISED else name
    if kind == "kgo:Person":
        same = [p for p in votes if p in people and (p.startswith(f"{name} ") or name.startswith(f"{p} "))]
        order = list(votes)
        same = [p for p in same if "sr" not in (parts(p)[1], parts(name)[1])]
        same = [p for p in same if order.index(max(p, name, key=len)) < order.index(min(p, name, key=len))]
        if len(same) == 1:  # "Rachel Perry Welty" is Rachel Perry, by whichever name the text calls her
            return min((name, same[0]), key=lambda p: (-votes[p].total(), order.index(p)))
        longer = [p for p in people if shortens(name, p) and not elder(name, p, list(votes))]
        longest = [p for p in longer if not any(shortens(p, q) for q in longer)]
        turned = " ".join(reversed(words))  # "Mori Ogai" is "Ogai Mori"
        if len(words) == 2 and turned in people and (votes[turned].total(), turned) > (votes[name].total(), name):
            return turned
        return longest[0] if len(longest) == 1 else name
    if len(words) > 1 and words[-1] in LEGAL and " ".join(words[:-1]) in firms:
        return " ".join(words[:-1])
    return name


def elder(name: str, longer: str, order: Sequence[str]) -> bool:
    """Whether a name with "Sr." is another's, who has been called by the plain one before: his father's."""
    return parts(longer)[1] == "sr" and order.index(name) < order.index(longer)


def alike(one: Counter[str], other: Counter[str]) -> bool:
    """Whether two names may be of one kind: no channel is a film of its initials."""
    kinds = {main_type(one), main_type(other)}
    return "kgo:Work" not in kinds or kinds <= {"kgo:Work", "kgo:Thing"}


def short_firm(name: str, votes: Mapping[str, Counter[str]], people: set[str], firms: set[str]) -> str | None:
    """The firm that one word means as its trade is left out ("Halvard" after "Halvard Energy"), whatever the tagger
    takes the word for, but for a place; None if several or none begin so, or it is somebody's name."""
    if " " in name or main_type(votes[name]) in ("kgo:Place", "kgo:Country", "kgo:Group") or bearers(name, people):
        return None
    before = list(votes)[: list(votes).index(name)]  # in the order of the text
    found = [f for f in before if f in firms and f.startswith(f"{name} ") and TRADES.issuperset(f.split()[1:])]
    return found[0] if len(found) == 1 else None


def stands_for(short: str, full: str, lexicon: Lexicon) -> bool:
    """Whether a body may be called by one word of its name: "the Church" of a faith, "Harvard" University, a team."""
    team = short.endswith("s") and full.endswith(f" {short}")
    whole = short in lexicon.denotes and full.startswith(f"{short} of ")  # but Acme is not "Acme of America"
    return team or whole or any(full == f"{short} {kind}" for kind in SCHOOLS)


def spelled(name: str, firms: set[str]) -> str:
    """The one name of which a short one is the initials, or itself."""
    legal = any(f.startswith(f"{name} ") and LEGAL.issuperset(f.split()[1:]) for f in firms)  # "FBOP Corporation"
    short = name.isalpha() and 2 <= len(name) <= 6 and not legal
    found = [f for f in firms if initials(f) == name and f != name] if short else []
    return found[0] if len(found) == 1 else name


def initials(name: str) -> str:
    """The first letters of a name's words, small words left out."""
    words = [w for w in re.split(r"[\s-]+", name) if w not in ("of", "the", "and", "for", "in", "&")]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


def body(name: str, lexicon: Lexicon) -> str | None:
    """What kind of body a name says that it is: "Commerce Department", "Ministry of Culture"; a department of none of
    the things that states have departments for is some other body's: "Department of Linguistics"."""
    words = name.lower().split()
    noun = words[0] if "of" in words[1:] else words[-1]
    kind = lexicon.denotes.get(noun, "")
    if noun == "department" and not STATE_AFFAIRS.intersection(words):
        return None
    return kind if len(words) > 1 and lexicon.is_kind(kind, "kgo:Organization") else None
