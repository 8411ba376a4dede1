"""Facts inside noun phrases: "TikTok's parent company ByteDance", "US President Donald Trump", "Beijing-based".

What a noun phrase presupposes stands whether or not its clause is asserted, so these propositions are actual; inside
somebody's words they stay somebody's, and what is yet to be made is not yet anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.lists import exemplified
from kg.extract.noun_phrases import KINSHIP, NounPhrases, glossed
from kg.extract.obliques import tenure
from kg.extract.offices import OFFICES, field_of, former, full_noun, kind_of, narrowed, temporal_adverbs, told_field
from kg.extract.past import past_tense
from kg.extract.predicates import COMPANIONS, TO_SOMEBODY
from kg.extract.proposition import Argument, Proposition
from kg.extract.sharing import shared_complements
from kg.extract.wording import worded
from kg.lexicon import Sense
from kg.parse.tree import Tree
from kg.resolve.mentions import TITLES
from kg.resolve.naming import ORGANISED
from kg.resolve.persons import CALLED, KIN
from kg.resolve.phrases import QUANTITY, phrase, utmost
from kg.types import Entity

# what one may be of a country by its adjective: a "French president", but no "French author" of France
ROLES = (*OFFICES, "kgo:memberOf")
# a "Danish engineer" is from Denmark, a Danish minister is Denmark's
TRADES = frozenset(
    "analyst commander director editor employee engineer executive lawyer manager officer professor researcher "
    "scientist".split()
)
CHIEF = frozenset("main chief principal leading only".split())  # "North Korea's main news agency"
NAMING = CALLED | frozenset("word term title phrase inscription slogan motto caption message label".split())
OWN = frozenset("own favorite favourite beloved former first second third next last later".split())
HELD = frozenset("colony possession protectorate dominion dependency".split())  # a land's, and not in it
RANKS = frozenset("deputy vice assistant associate acting chief senior junior under general".split())
# what an adjective of origin tells the language of
LINGUAL = frozenset("translation version edition name word term text title language".split())
# what is somebody's and no property
UNDERTAKINGS = frozenset(
    "project program programme initiative campaign plan act bill report survey study festival award prize law".split()
)
# nouns that tell no kind by themselves: "elements such as a buyer"
EMPTY = frozenset("element factor aspect item portion part component feature".split())
# what a clause that ends in a name may be
DEEDS = frozenset("change charge claim decision feat move result step trend".split())
NO_PERSON = ("kgo:Government", "kgo:Place", "kgo:Event")
NOT_OWNED = ("kgo:Person", "kgo:Place", "kgo:Country", "kgo:Group", "kgo:Event", "kgo:Government")


class Nouns(NounPhrases):
    """Reads one tree's noun phrases into propositions."""

    def read(self) -> Iterator[Proposition]:
        """Every proposition of every noun phrase."""
        tree = self.tree
        for i in range(len(tree)):
            if tree.upos(i) not in ("NOUN", "PROPN"):
                continue
            for name, noun in self.described(i):
                yield from self.description(name, noun)
            yield from self.opening(i)
            yield from self.possessed(i)
            yield from self.origin(i)
            yield from self.participial(i)
            yield from self.examples(i)
            yield from self.located(i)

    def description(self, name: int, noun: int) -> Iterator[Proposition]:
        """What a noun says of the name beside it: what it is, and of whom ("CEO of Apple")."""
        tree = self.tree
        low = full_noun(tree, self.lexicon, noun)
        if mute(tree, noun) or sums_up(tree, name, noun):
            return
        if self.known.entity_type(name) == "kgo:Person" and self.denotes(noun) in NO_PERSON:
            return  # "Navy Capt. Ann Bell", "after the battle Bell was slain"
        if noun + 1 < name and tree[noun + 1].text == ":" and self.denotes(noun) != "kgo:Person":
            return  # "Apologies: Ann Bell" is a label
        if 1 < noun < name and tree[noun - 1].text == "-" and self.known.is_place(noun - 2):
            return  # "the Riga-area choir"
        if self.known.value_type(noun) is not None or glossed(tree, name, noun, self.odd(name, noun)):
            return
        naming = {w for c in tree.each(noun, "acl") for w in tree.subtree(c) if name in tree.subtree(c)}
        owners = {w for n in tree.each(noun, "nmod") if tree.cases(n) == "of" and n > noun for w in tree.subtree(n)}
        owners = owners if self.lexicon.noun(low) or low in COMPANIONS else set()  # "the sister of Olaf Lind"
        within = (tree.name_at(w) for w in self.phrase(noun) if w != name and w not in naming | owners)
        if any(other is not None and other[2] == "PERSON" for other in within):
            return  # a noun phrase about somebody else
        person = self.known.entity_type(name) == "kgo:Person"
        owned = tree.one(noun, "nmod:poss") is not None
        kin = any(s.property in KINSHIP for s in self.lexicon.noun(low))  # "his eldest son"
        first = owned and any(utmost(tree, w) or tree.lemma(w) in CHIEF for w in self.phrase(noun) if w < noun)
        office = any(s.property in ROLES for s in self.lexicon.noun(low))
        for whose in self.related(noun, name) if office or kin or not first else ():  # "the world's largest producer"
            yield from self.relational(name, low, whose, noun)
        if owned and self.lexicon.noun(low) and (office or kin or not first):
            return  # "X's founder Y": to be somebody's founder is no kind of thing
        if kin and not former(tree, noun):
            return  # "a daughter, Ann": nobody is a daughter but of somebody
        words = tuple(w for w in self.phrase(noun) if w != name and w not in {*naming, *temporal_adverbs(tree, noun)})
        if owned and not first:
            yield from self.somebodys(name, noun, words)
        own = OWN if owned else OWN - {"former"}  # "former finance minister Ann Bell"
        relative = any(tree[w].text.lower() in own and tree[w].head == noun for w in words)  # but "second-largest"
        relative = relative or tree.lemma(noun) in TO_SOMEBODY | KIN | {"home"}
        if relative and all(tree.cases(n) != "of" for n in tree.each(noun, "nmod")):
            return  # "his favourite song": nothing is a favourite but somebody's
        if first:
            if any(tree.upos(c) == "PRON" for c in tree.each(noun, "nmod:poss")):
                return  # "its most famous general" is not the most famous of all
            words = tuple(w for w in phrase(tree, noun) if w != name)
        words = words[:-1] if words and tree.rel(words[-1]) == "case" else words  # "the firm Acme | 's"
        initials = "".join(tree[w].text[0] for w in words).lower()
        if initials == tree[name].text.lower() and len(words) > 1:
            return  # "the source text (ST)"
        if words and not any(w in range(*self.bounds(name)) for w in words):
            kind = kind_of(self.lexicon, low, person)
            spell = tenure(tree, self.known, noun)
            past = "until" in dict(spell) or (former(tree, noun) and temporal_adverbs(tree, noun))
            be = "was" if past else "is"
            told = self.make(name, be, words, "description", 0.85, (kind,), "be", (name, *words))
            yield replace(told, qualifiers=spell)

    def opening(self, i: int) -> Iterator[Proposition]:
        """What a phrase that opens the sentence says of its subject: "A colonel in the army, he lost his post"."""
        for subject in self.opener(i):
            past = past_tense(self.tree, self.tree[i].head)
            for x in (x for x in self.tree.conjuncts(i) if self.is_noun(x)):
                for told in self.description(subject, x):
                    yield replace(told, relation=in_past(told.relation)) if past else told

    def creates(self, noun: int) -> bool:
        """Whether a noun is for who makes things."""
        return any(s.property == "kgo:created" for s in self.lexicon.noun(full_noun(self.tree, self.lexicon, noun)))

    def somebodys(self, name: int, noun: int, words: tuple[int, ...]) -> Iterator[Proposition]:
        """What a name is to somebody: "her friend Ann Rowe" is a friend of hers, and no friend by herself."""
        for owner in self.tree.each(noun, "nmod:poss"):
            whose = self.known.stand(owner)
            entity = self.known.entity(whose)
            if entity is not None and entity.named and whose != name:
                count = self.tree.each(noun, "nummod")
                said = [w for w in words if self.tree[w].text.lower() != "own" and w not in count]
                relation = f"is {worded(self.tree, said, {noun: self.tree.lemma(noun)})} of"
                predicate = f"be_{self.tree.lemma(noun)}_of"
                yield self.make(name, relation, whose, "relational_noun", 0.85, (), predicate, (name, *said, whose))

    def relational(self, name: int, noun: str, whose: Argument, at: int) -> Iterator[Proposition]:
        """A relational noun between two: "X's parent company Y" -> Y owns X."""
        tree = self.tree
        senses = self.lexicon.noun(noun)
        if not senses:
            return
        relation = self.lexicon.label.get(senses[0].property, f"is {noun} of")
        kinds = (
            self.known.entity_type(name),
            whose.type if isinstance(whose, Entity) else self.known.entity_type(whose),
        )
        if kinds[1] != "kgo:Thing" and not self.lexicon.fits(
            senses[0], *kinds
        ):  # "his native town, Ham": it is not located in him
            relation, senses = f"is {noun} of", ()
        elif not senses[0].inverse and senses[0].property in OFFICES:
            relation = f"is {noun if tree.upos(at) == 'NOUN' else tree[at].text} of"
        field = field_of(tree, self.lexicon, at)
        if field is not None and whose not in (field, None):
            noun = f"{noun} of {told_field(tree, field)}"
            relation, senses = f"is {noun} of", ()
        if narrowed(tree, at):
            noun = " ".join([*(tree[a].text for a in tree.each(at, "amod") if a < at), noun])
            relation, senses = f"is {noun} of", ()
        if former(tree, at) or former(tree, name):  # nobody is today what the property says
            relation, senses = f"was {noun} of", ()
        words = (name, at, *((whose,) if isinstance(whose, int) else ()))
        told = self.make(
            name, relation, whose, "relational_noun", 0.88, senses, f"be_{noun}_of".replace(" ", "_"), words
        )
        near = (n for w in words[1:] for n in tree.each(w, "nmod") if n > at and n not in words)
        places = tuple(("place", n) for n in near if tree.cases(n) == "in" and self.known.is_place(n))
        spell = tenure(tree, self.known, at)
        if "until" in dict(spell):
            told = replace(told, relation=in_past(told.relation))
        yield replace(told, qualifiers=(*places, *spell))  # "the head of TikTok in India since May"

    def related(self, noun: int, name: int) -> Iterator[Argument]:
        """Whose X a relational noun names: "X's", "of X", or a name or origin before it ("US president")."""
        tree = self.tree
        marked = [c for c in [*tree.each(noun, "nmod"), *shared_complements(tree, noun)] if c > noun]
        role = any(s.property in ROLES for s in self.lexicon.noun(full_noun(tree, self.lexicon, noun)))
        # "China's maker of games" makes games; "Apple's head of design" is Apple's too
        owners = tree.each(noun, "nmod:poss") if role or all(tree.cases(c) != "of" for c in marked) else []
        if tree.rel(noun) in ("nmod", "compound"):  # "Oracle's founder Ellison": the owner may hang on the name
            owners += tree.each(name, "nmod:poss")
        for c in owners:
            whose = (self.known.stand(k) for k in tree.conjuncts(c))
            yield from (x for x in whose if x != name and self.known.entity(x))
        of = [c for c in marked if tree.cases(c) == "of"] or [
            c for c in marked if tree.cases(c) in ("at", "for") and self.named(c)
        ]
        # "Secretary of State" is one title, and so is "his chief of staff"
        field = field_of(tree, self.lexicon, noun) if owners else None
        of = [c for c in of if tree.lemma(c) not in ("state", "staff") and c != field]
        for c in of:  # "professor of law and curator of the show": nobody is professor of a curator
            alike = (x for x in tree.conjuncts(c) if self.person(x) == self.person(c))
            yield from (x for x in alike if x != name and self.known.entity(x))
        before = tree.each(noun, "compound", "amod")
        if tree[noun].deprel in ("nmod:desc", "compound"):
            before += tree.each(name, "compound", "amod")
        for c in before:
            place, entity = self.lexicon.demonyms.get(tree[c].text), self.known.entity(c)
            if c >= noun:
                continue
            if (place or (entity and self.lexicon.is_kind(entity.type, "kgo:Place"))) and tree.lemma(noun) in TRADES:
                continue
            if place and any(c < k < noun for k in tree.each(noun, "compound")):
                continue  # "Australian opposition leader": of the opposition
            if place and role:
                yield Entity(place.id, place.name, place.type, True, (place.name,))
            elif tree[c].text.lower() in RANKS or (entity and self.creates(noun) and self.known.is_place(c)):
                continue  # "Deputy Secretary", "a Riga architect"
            elif entity and entity.named and entity.type != "kgo:Person" and tree[c + 1].text not in ("-", "–"):
                yield c

    def possessed(self, i: int) -> Iterator[Proposition]:
        """A name that belongs to a name: "Tencent's WeChat", "China's ByteDance", "France's Macron"."""
        tree = self.tree
        if not self.named(i):
            return
        for c in tree.each(i, "nmod:poss"):
            if next(self.described(i), None):
                continue
            for owner in (self.known.stand(x) for x in tree.conjuncts(c)):
                holder, thing = self.known.entity(owner), self.known.entity(i)
                if holder is None or thing is None or not holder.named or holder is thing:
                    continue
                owned = thing.type not in NOT_OWNED and tree.lemma(i).lower() not in UNDERTAKINGS
                if holder.type in ORGANISED and owned:
                    if self.lexicon.is_kind(self.denotes(i) or "kgo:Thing", "kgo:Organization"):  # "the firm's bank"
                        part = (Sense("kgo:partOf"),)
                        yield self.make(i, "is part of", owner, "possessive", 0.75, part, "be_part_of", (owner, i))
                        continue
                    yield self.make(owner, "owns", i, "possessive", 0.75, (Sense("kgo:owns"),), "own", (owner, i))
                elif self.lexicon.is_kind(holder.type, "kgo:Place") and not (
                    (thing.type == "kgo:Person" and self.denotes(i)) or thing.type == "kgo:Event"
                ):
                    yield self.from_place(i, owner, "possessive", (owner, i))

    def from_place(self, i: int, place: Argument, rule: str, words: tuple[int, ...]) -> Proposition:
        """Someone or something said to be of a place."""
        kind = self.known.entity_type(i)
        if kind in ORGANISED:
            return self.make(i, "is based in", place, rule, 0.8, (Sense("kgo:basedIn"),), "base_in", words)
        land = place if isinstance(place, Entity) else self.known.entity(place)
        if kind == "kgo:Person" and land is not None and land.type == "kgo:Country":  # nobody is a citizen of Europe
            return self.make(i, "is a citizen of", place, rule, 0.75, (Sense("kgo:citizenOf"),), "be_citizen_of", words)
        if self.lexicon.is_kind(kind, "kgo:Place"):
            return self.make(i, "is located in", place, rule, 0.8, (Sense("kgo:locatedIn"),), "locate_in", words)
        return self.make(i, "comes from", place, rule, 0.75, (Sense("kgo:comesFrom"),), "come_from", words)

    def hails(self, entity: Entity) -> bool:
        """Whether it is of a kind that comes from somewhere, as no degree and no language does."""
        kinds = ("kgo:Agent", "kgo:Place", "kgo:Product", "kgo:Work")
        return entity.type != "kgo:Government" and any(self.lexicon.is_kind(entity.type, kind) for kind in kinds)

    def origin(self, i: int) -> Iterator[Proposition]:
        """An adjective of nationality or origin: "Canadian online retailer Shopify", "the Chinese app"."""
        tree = self.tree
        for c in [*tree.each(i, "amod"), *tree.each(i, "compound")]:
            place = None if tree[i].text.endswith("ism") else self.lexicon.demonyms.get(tree[c].text)
            # "an American R&B singer" tells of the singer
            part = tree.rel(i) == "compound" and tree[i].head > i and not any(self.described_by(i))
            colon = tree[c + 1].text == ":" if c + 1 < len(tree) else False  # "(French: Union)" tells the language
            if (
                place is None
                or c > i
                or part
                or colon
                or tree.lemma(i) in LINGUAL | HELD
                or c in range(*self.bounds(i))
            ):
                continue  # the adjective of a name ("American Civil Liberties Union") says nothing of its origin
            if any(tree[a].text.lower() == "based" for a in tree.each(i, "amod")):
                continue  # "the London-based Irish band"
            bearer = next((name for name, noun in self.described_by(i)), i)
            entity = self.known.entity(bearer)
            title = (
                self.lexicon.noun(tree.lemma(i))
                and self.known.entity_type(bearer) == "kgo:Person"
                and any(s.property == "kgo:leads" for s in self.lexicon.noun(tree.lemma(i)))
            )
            several = bearer == i and tree.has(i, "Number=Plur")  # "Chinese Christians" are not all of them
            other = entity is not None and entity.named and entity.id != place.id and self.hails(entity)
            if other and not title and not several:
                whence = Entity(place.id, place.name, place.type, True, (place.name,))
                yield self.from_place(bearer, whence, "origin_adjective", (c, bearer))

    def participial(self, i: int) -> Iterator[Proposition]:
        """A participle with its argument before it: "Beijing-based ByteDance", "Microsoft-owned LinkedIn"."""
        tree = self.tree
        if any(tree.lemma(d) in ("any", "no", "each", "every") for d in tree.each(i, "det")):
            return
        for c in tree.each(i, "amod"):
            if not (tree.has(c, "VerbForm=Part") or tree.lemma(c) in ("based", "owned", "backed", "led")):
                continue
            lemma = tree.lemma(c) if tree.upos(c) == "VERB" else tree.lemma(c).removesuffix("d")
            for x in tree.each(c, "compound", "obl", "obl:unmarked", "obl:npmod", "nmod"):
                is_one = tree.one(i, "nsubj") if tree.one(i, "cop") is not None else None  # "X is a Riga-based band"
                bearer = next((name for name, _ in self.described_by(i)), is_one if is_one is not None else i)
                argument = self.known.entity(x) if tree[x].text not in self.lexicon.demonyms else None
                if (
                    x > c
                    or argument is None
                    or not argument.named
                    or argument.type == "kgo:Group"
                    or self.known.entity(bearer) is None
                ):
                    continue
                located = self.lexicon.verb(lemma, "in") if self.lexicon.is_kind(argument.type, "kgo:Place") else ()
                if located:
                    yield self.make(
                        bearer,
                        f"is {tree[c].text.lower()} in",
                        x,
                        "compound_participle",
                        0.9,
                        located,
                        f"{lemma}_in",
                        (x, c, bearer),
                    )
                elif self.lexicon.verb(lemma) and lemma != "nominate":  # "Oscar-nominated"
                    sense = self.lexicon.verb(lemma)
                    yield self.make(
                        x,
                        self.lexicon.label.get(sense[0].property, lemma),
                        bearer,
                        "compound_participle",
                        0.85,
                        sense,
                        lemma,
                        (x, c, bearer),
                    )

    def examples(self, i: int) -> Iterator[Proposition]:
        """Hearst patterns (Hearst 1992): "platforms such as TikTok" makes TikTok a platform."""
        tree = self.tree
        for kind, x in exemplified(tree, i):
            left = [w for w in self.phrase(kind) if w <= kind and tree.upos(w) not in ("DET", "NUM")]
            words = tuple(w for w in left if tree.lemma(w) not in QUANTITY)
            common = tree.upos(x) == "NOUN" and self.known.entity(x) is not None
            owner = tree.one(kind, "nmod:poss")
            whose = self.known.entity(owner) if owner is not None else None
            if tree.lemma(kind) in EMPTY and words == (kind,):
                continue
            if owner is not None and whose and whose.named and self.named(x):  # "his students, including Len Bell"
                noun = tree.lemma(kind)
                relation, predicate = f"is {worded(tree, words, {kind: noun})} of", f"be_{noun}_of"
                yield self.make(x, relation, owner, "such_as", 0.85, (), predicate, (x, *words, owner))
            elif common or (self.named(x) and self.denotes(kind) is not None):
                be = "are" if tree.has(x, "Number=Plur") and not self.named(x) else "is"
                yield self.make(x, be, words, "such_as", 0.85, (Sense("kgo:instanceOf"),), "be", (x, *words))

    def located(self, i: int) -> Iterator[Proposition]:
        """A place within a place: "Tulsa, Oklahoma"; "Reading in England" is left to clauses."""
        tree = self.tree
        for c in tree.each(i, "appos", "nmod:unmarked", "nmod:npmod"):
            listed = tree.each(i, "conj", "cc") or tree.each(c, "conj", "cc") or tree.rel(i) == "conj"
            places = all(self.lexicon.is_kind(self.known.entity_type(x), "kgo:Place") for x in (i, c))
            foreign = tree[tree.subtree(c)[0] - 1].text == "(" and tree[c].text not in self.lexicon.places
            foreign = foreign or tree[tree.subtree(c)[0]].text == "("  # "Lake Como (Lago di Como)": a name of the same
            if self.named(i) and self.named(c) and places and not listed and not foreign:
                yield self.make(
                    i, "is located in", c, "place_apposition", 0.85, (Sense("kgo:locatedIn"),), "locate_in", (i, c)
                )


def in_past(relation: str) -> str:
    """A relation as of the past: "is president of" -> "was president of"."""
    return re.sub(r"^is\b", "was", relation)


def mute(tree: Tree, noun: int) -> bool:
    """Whether a noun says nothing of the name beside it: "the word Riga", "Mr. Bell", "other banks"."""
    word = tree[noun]
    abbreviated = noun + 2 < len(tree) and tree[noun + 1].text == "." and word.end == tree[noun + 1].start
    other = tree.lemma(noun) in NAMING | {"other"} or any(tree.lemma(c) == "other" for c in tree.each(noun, "amod"))
    return other or len(word.text) == 1 or word.text.lower() in TITLES or word.text.endswith(".") or abbreviated


def sums_up(tree: Tree, name: int, noun: int) -> bool:
    """Whether a noun behind a comma takes up the whole clause: "Hahn alone got the prize, a decision that …"."""
    behind = noun > name and tree.article(noun) == "a" and tree.apart(noun)
    return behind and tree.lemma(noun) in DEEDS and tree.one(noun, "acl") is not None
