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
from kg.resolve.coref import HE, SHE, antecedents
from kg.resolve.mentions import mentions, normal, phrase_key
from kg.resolve.naming import ORGANISED, body, main_type, name_keys, place, titled_name
from kg.resolve.owners import possessor, related
from kg.resolve.phrases import own_words, restricts
from kg.types import Entity, Mention, Span

MISTAKABLE = ("kgo:Person", "kgo:Product", "kgo:Work", "kgo:Event")  # for a firm, by its name
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
    """The mentions, with "its options" and "the app's users" told as "TikTok's …" where the owner is known by name, and
    "half of it" as "half of TikTok"."""
    best = {
        key: best_name(Counter(clean(m.text) for m in found if keys.get(place(m)) == key), key)
        for key in set(keys.values())
    }
    # a subject told as "its roof" would speak of any roof, so there a short phrase serves: "the museum's roof"
    called = {phrase_key(m): clean(m.text) for m in reversed(found) if m.kind == "nominal" and m.text.count(" ") < 3}
    by_index = {tree.sentence.index: tree for tree in trees}
    said = []
    for m in found:
        tree = by_index[m.sentence]
        if m.kind == "name" and keys[place(m)] == f"name {normal(titled_name(tree, m))}":
            m = replace(m, text=titled_name(tree, m))
        elif m.kind == "nominal":
            names = {w: best[key] for w in range(len(tree)) if (key := links.get((m.sentence, w))) in best}
            owner = possessor(tree, m.head)
            noun = related(tree, owner) if owner is not None else None
            if owner is not None and noun is not None:  # "Acme, whose customers …"
                names[owner] = best.get(keys.get((m.sentence, noun), "")) or tree.text(own_words(tree, noun))
            elif owner is not None and tree.rel(m.head) == "nsubj":
                short = called.get(links.get((m.sentence, owner), ""))
                names |= {owner: short} if short and owner not in names else {}
            m = replace(m, text=in_full(tree, m.head, names))
        said.append(m)
    return said


def in_full(tree: Tree, head: int, names: Mapping[int, str]) -> str:
    """A phrase with its possessor, the last word of its "of …", and the pronouns of its clauses told by `names`."""
    words, instead = own_words(tree, head), dict[int, str]()
    owner = possessor(tree, head)
    if owner is not None and owner < head and tree.upos(head) == "NOUN":
        first, *more = tree.subtree(owner)
        words = sorted({*words, first, *more})
        if owner in names:
            instead[first] = possessive(names[owner])
            words = [w for w in words if w not in more]
    clauses = {w for c in tree.each(head, "acl") if restricts(tree, head, c) for w in tree.subtree(c)}
    for w in words:
        last = w == words[-1] and tree.cases(w) == "of"
        if w in names and tree.upos(w) == "PRON" and (w in clauses or last):
            instead[w] = possessive(names[w]) if tree[w].deprel == "nmod:poss" else names[w]
    return tree.text(words, instead)


def possessive(name: str) -> str:
    """A name as the possessor of what follows."""
    return f"{name}'" if name.endswith("s") and name[0].islower() else f"{name}'s"


def entity(document: str, key: str, group: Sequence[Mention], lexicon: Lexicon) -> Entity:
    """A cluster of mentions as an entity under its best name."""
    proper = [m for m in group if m.kind == "name"]
    surfaces = Counter(clean(m.text) for m in (proper or [m for m in group if m.kind == "nominal"] or group))
    whole = [m for m in proper if " " in m.text]  # "Halvard Energy" is a firm, though "Halvard" look like a person
    body_named = any(m.type in ORGANISED for m in whole) and all(m.type != "kgo:Person" for m in whole)
    types = Counter(m.type for m in ((whole if body_named else proper) or group))
    gendered = any(m.kind == "pronoun" and m.text.lower() in HE | SHE for m in group)
    type = "kgo:Person" if gendered and "kgo:Person" in types else main_type(types)
    if not proper:
        name = min(surfaces, key=lambda s: (s.lower().startswith(POINTING), -surfaces[s], s))
        return phrase_entity(document, name, type, tuple(sorted(surfaces)), tuple(group))
    known = next((lexicon.places[s] for s in surfaces if s in lexicon.places), None)
    if known and key == f"name {normal(known.name)}":
        return Entity(known.id, known.name, known.type, True, tuple(sorted({*surfaces, known.name})), tuple(group))
    described = Counter(m.type for m in group if m.kind == "nominal" and m.type != "kgo:Thing")
    said = main_type(described)
    # "platform TikTok", "the group Kirisawa": an app is often tagged as the firm that its name also is, and a firm of
    # an unusual name as a person, a product, a work or an event
    app = type == "kgo:Organization" and said == "kgo:Product"
    vessel = type in MISTAKABLE and said == "kgo:Vessel"  # which may be "she", and named for somebody
    firm = type in MISTAKABLE and lexicon.is_kind(said, "kgo:Organization") and not gendered
    general = type in ("kgo:Thing", "kgo:Organization", "kgo:Product") and lexicon.is_kind(said, type)
    if described and (type == "kgo:Thing" or app or firm or general or vessel):
        type = said
    name = best_name(surfaces, key)
    if type == "kgo:Organization":
        type = body(name, lexicon) or type
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
    """A surface form on one line, without possessive, outer quotes or one whose other is not in it."""
    text = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text).strip(" ,;:-–\"“”'‘’")
    text = re.sub('["“”]', "", text) if len(re.findall('["“”]', text)) % 2 else text
    return re.sub(r"['’]s$", "", text) or text


def slug_of(name: str) -> str:
    """A name as the local part of an IRI."""
    return quote(unicodedata.normalize("NFC", name).replace(" ", "_"), safe="")[:160]
