"""The entities of one document: names that mean the same are one, and pronouns and "the company" join them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.resolve.coref import antecedents
from kg.resolve.mentions import mentions, normal, phrase, phrase_key
from kg.types import Entity, Mention, Span

LEGAL = frozenset(
    "inc inc. corp corp. corporation ltd ltd. limited llc plc co co. company group holdings ag sa gmbh nv".split()
)
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
    keys = name_keys([m for m in found if m.kind == "name"], lexicon)
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


def name_keys(names: Sequence[Mention], lexicon: Lexicon) -> dict[Place, str]:
    """For each name the key of its cluster: known places by their best name, people by full name, firms without Inc."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in names:
        votes[normal(m.text)][m.type] += 1
    people = {n for n, types in votes.items() if " " in n and main_type(types) in ("kgo:Person", "kgo:Thing")}
    firms = {n for n, types in votes.items() if main_type(types) != "kgo:Person"}
    canonical = {name: canonical_name(name, votes, people, firms) for name in votes}
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
        found[place(m)] = f"name {normal(known.name)}" if known and is_place else f"name {canonical[normal(m.text)]}"
    return found


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
    if len(words) == 1 and kind in ("kgo:Person", "kgo:Thing", "kgo:Organization", "kgo:Place"):
        full = [p for p in people if p.split()[-1] == name]
        if len(full) == 1 and (kind in ("kgo:Person", "kgo:Thing") or len(name) > 3):
            return full[0]
        # a bare first name is that of the one whom the document is about, or of somebody else
        main = max(people, key=lambda p: (votes[p].total(), p), default="")
        return main if kind == "kgo:Person" and not full and main.split()[:1] == words else name
    if kind == "kgo:Person":
        ends = [p for p in people if p.split()[0] == words[0] and p.split()[-1] == words[-1]]
        longer = [p for p in ends if len(p.split()) > len(words)]
        return longer[0] if len(longer) == 1 else name
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
    type = main_type(Counter(m.type for m in (proper or group)))
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
