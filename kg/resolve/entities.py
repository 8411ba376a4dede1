"""The entities of one document: names that mean the same are one, and pronouns and "the company" join them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.resolve.coref import HE, SHE, antecedents
from kg.resolve.mentions import mentions, normal, phrase, phrase_key
from kg.resolve.persons import PARTICLES, address, aliases, bearers, shortens
from kg.types import Entity, Mention, Span

LEGAL = frozenset(
    "inc inc. corp corp. corporation ltd ltd. limited llc plc co co. company group holdings ag sa gmbh nv".split()
)
PERSONAL = ("kgo:Person", "kgo:Thing")
POINTING = ("this ", "that ", "these ", "those ")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Resolution:
    """A document's entities, and which one stands at each mention's ``(sentence, head word)``."""

    entities: tuple[Entity, ...]
    at: Mapping[Place, Entity]
    spans: Mapping[Place, Span]

    def of(self, sentence: int, word: int) -> Entity | None:
        """The entity mentioned with `word` as head."""
        return self.at.get((sentence, word))


def resolve(document: str, trees: Sequence[Tree], lexicon: Lexicon) -> Resolution:
    """Finds the mentions of a document and who they are.

    A pronoun that no rule resolves stands for no entity, so that no claim can be about it.
    """
    found = [m for tree in trees for m in mentions(tree, lexicon)]
    keys = name_keys(trees, [m for m in found if m.kind == "name"], lexicon)
    links = antecedents(trees, found, keys, lexicon)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for original, m in zip(found, spelled_out(trees, found, keys, links), strict=True):
        key = keys.get(place(m)) or links.get(place(m)) or (phrase_key(original) if m.kind == "nominal" else None)
        if key:
            groups[key].append(m)
    groups = {key: group for key, group in groups.items() if any(m.kind != "pronoun" for m in group)}
    entities = {key: entity(document, key, group, lexicon) for key, group in groups.items()}
    at = {place(m): entities[key] for key, group in groups.items() for m in group}
    spans = {place(m): m.span for m in found}
    return Resolution(tuple(sorted(entities.values(), key=lambda e: e.id)), at, spans)


def spelled_out(
    trees: Sequence[Tree], found: Sequence[Mention], keys: Mapping[Place, str], links: Mapping[Place, str]
) -> list[Mention]:
    """The mentions, with "its options" and "the app's users" told as "TikTok's …" where the owner is known by name."""
    best = {
        key: best_name(Counter(clean(m.text) for m in found if keys.get(place(m)) == key), key)
        for key in set(keys.values())
    }
    by_index = {tree.sentence.index: tree for tree in trees}
    said = []
    for m in found:
        tree = by_index[m.sentence]
        owner = next(iter(tree.each(m.head, "nmod:poss")), None) if m.kind == "nominal" else None
        if m.kind == "name" and keys[place(m)] == f"name {normal(titled_name(tree, m))}":
            m = replace(m, text=titled_name(tree, m))
        name = best.get(links.get((m.sentence, owner), "")) if owner is not None else None
        if owner is not None and name:
            whose = set(tree.subtree(owner))
            rest = [w for w in phrase(tree, m.head) if w not in whose]
            if rest and min(whose) < rest[0]:
                m = replace(m, text=f"{name}'s {tree.text(rest)}")
        said.append(m)
    return said


def place(mention: Mention) -> Place:
    """Where a mention's head stands."""
    return mention.sentence, mention.head


def name_keys(trees: Sequence[Tree], names: Sequence[Mention], lexicon: Lexicon) -> dict[Place, str]:
    """For each name the key of its cluster: known places by their best name, people by full name, firms without Inc."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in names:
        votes[normal(m.text)][m.type] += 1
    people = {n for n, types in votes.items() if " " in n and main_type(types) in ("kgo:Person", "kgo:Thing")}
    firms = {n for n, types in votes.items() if main_type(types) != "kgo:Person"}
    canonical = {name: canonical_name(name, votes, people, firms) for name in votes}
    meant = shared_surnames(trees, [m for m in names if m.type in PERSONAL], people)
    found: dict[Place, str] = {}
    for m in names:
        known = lexicon.places.get(m.text) or lexicon.places.get(m.text.rstrip("."))
        seen = votes[normal(m.text)]
        is_place = known and main_type(seen) in (
            "kgo:Place",
            "kgo:Thing",
            "kgo:Organization",
            "kgo:Country",
            "kgo:Group",
        )
        best = meant.get(place(m), canonical[normal(m.text)])
        found[place(m)] = f"name {normal(known.name)}" if known and is_place else f"name {best}"
    return renamed(found, aliases(trees, {place(m): m for m in names}))


def shared_surnames(trees: Sequence[Tree], names: Sequence[Mention], people: set[str]) -> dict[Place, str]:
    """Whom a surname means that several bear: the one whose title agrees, else the one of its chain, else nobody."""
    by_index = {tree.sentence.index: tree for tree in trees}
    titled = {place(m): address(by_index[m.sentence], m) for m in names}
    chain = {place(m): (by_index[m.sentence].sentence.chains or {}).get(m.head) for m in names}
    gender: dict[str, set[str]] = defaultdict(set)
    linked: dict[int, set[str]] = defaultdict(set)
    for m in names:
        gender[normal(m.text)].add(titled[place(m)])
        if (number := chain[place(m)]) is not None:
            linked[number].add(normal(m.text))
    found: dict[Place, str] = {}
    for m in names:
        name, title = normal(m.text), titled[place(m)]
        both = {"he", "she"} <= gender[name]
        fit = [p for p in bearers(name, people) if not title or gender[p] <= {"", title}]
        told = [p for p in fit if title in gender[p] - {""}]
        near = [p for p in fit if p in linked.get(-1 if chain[place(m)] is None else chain[place(m)] or 0, ())]
        if len(fit) > 1 or (both and title):
            one = told if len(told) == 1 else near if len(near) == 1 and not both else []
            found[place(m)] = one[0] if one else normal(titled_name(by_index[m.sentence], m)) if both else name
    return found


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


def canonical_name(name: str, votes: Mapping[str, Counter[str]], people: set[str], firms: set[str]) -> str:
    """The fullest form of a name among those of the document, if exactly one form is meant by it."""
    kind, words = main_type(votes[name]), name.split()
    if name.isalpha() and 2 <= len(name) <= 6:
        spelled = [f for f in firms if initials(f) == name and f != name]
        if len(spelled) == 1:
            return spelled[0]
    if (len(words) == 1 or words[0] in PARTICLES) and kind in (*PERSONAL, "kgo:Organization", "kgo:Place"):
        full = bearers(name, people)
        if len(full) == 1 and (kind in PERSONAL or len(name) > 3):
            return full[0]
        # a bare first name is that of the one whom the document is about, or of somebody else
        main = max(people, key=lambda p: (votes[p].total(), p), default="")
        alone = all(p == main or p.split()[0] != name or shortens(p, main) or shortens(main, p) for p in people)
        return main if kind == "kgo:Person" and not full and main.split()[:1] == words and alone else name
    if kind == "kgo:Person":
        longer = [p for p in people if shortens(name, p)]
        longest = [p for p in longer if not any(shortens(p, q) for q in longer)]
        return longest[0] if len(longest) == 1 else name
    if len(words) > 1 and words[-1] in LEGAL and " ".join(words[:-1]) in firms:
        return " ".join(words[:-1])
    return name


def initials(name: str) -> str:
    """The first letters of a name's words, small words left out."""
    words = [w for w in re.split(r"[\s-]+", name) if w not in ("of", "the", "and", "for", "in", "&")]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


def entity(document: str, key: str, group: Sequence[Mention], lexicon: Lexicon) -> Entity:
    """A cluster of mentions as an entity under its best name."""
    proper = [m for m in group if m.kind == "name"]
    surfaces = Counter(clean(m.text) for m in (proper or [m for m in group if m.kind == "nominal"] or group))
    types = Counter(m.type for m in (proper or group))
    gendered = any(m.kind == "pronoun" and m.text.lower() in HE | SHE for m in group)
    type = "kgo:Person" if gendered and "kgo:Person" in types else main_type(types)
    if not proper:
        name = min(surfaces, key=lambda s: (s.lower().startswith(POINTING), -surfaces[s], s))
        return phrase_entity(document, name, type, tuple(sorted(surfaces)), tuple(group))
    known = next((lexicon.places[s] for s in surfaces if s in lexicon.places), None)
    if known and key == f"name {normal(known.name)}":
        return Entity(known.id, known.name, known.type, True, tuple(sorted({*surfaces, known.name})), tuple(group))
    if type in ("kgo:Thing", "kgo:Organization", "kgo:Product"):
        described = Counter(m.type for m in group if m.kind == "nominal" and m.type != "kgo:Thing")
        said = main_type(described)
        # "platform TikTok": an app is often tagged as the firm that its name also is
        app = type == "kgo:Organization" and said == "kgo:Product"
        if described and (type == "kgo:Thing" or app or lexicon.is_kind(said, type)):
            type = said
    name = best_name(surfaces, key)
    family = lexicon.family.get(type, "thing")
    return Entity(f"{family}/{slug_of(name)}", name, type, True, tuple(sorted(surfaces)), tuple(group))


def phrase_entity(
    document: str, text: str, type: str, names: tuple[str, ...] = (), mentions: tuple[Mention, ...] = ()
) -> Entity:
    """The entity of a common noun phrase, which is its document's own."""
    slug = quote(normal(text).replace(" ", "_"), safe="")[:120]
    digest = hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return Entity(f"phrase/{digest}/{slug}", text, type, False, names or (text,), mentions)


def best_name(surfaces: Counter[str], key: str) -> str:
    """The commonest spelling of the form that the cluster is keyed by, else the longest form."""
    same = {s: n for s, n in surfaces.items() if f"name {normal(s)}" == key}
    pool = same or dict(surfaces)
    return min(pool, key=lambda s: (s.isupper() and len(s) > 5, -pool[s], -len(s), s))


def clean(text: str) -> str:
    """A surface form on one line, without possessive or outer quotes."""
    text = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text).strip(" ,;:-–\"“”'‘’")
    return re.sub(r"['’]s$", "", text) or text


def slug_of(name: str) -> str:
    """A name as the local part of an IRI."""
    return quote(unicodedata.normalize("NFC", name).replace(" ", "_"), safe="")[:160]
