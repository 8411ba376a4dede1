"""The phrases of a sentence that refer to something: names, common noun phrases, pronouns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kg.lexicon import Lexicon
from kg.parse.tree import VALUE_TYPES, Tree
from kg.resolve.owners import related
from kg.resolve.phrases import ARTICLES, activity, is_activity, own_words, phrase, restricts
from kg.types import Mention

PRONOUNS = frozenset("he she it they him her them his hers its their theirs himself herself itself themselves".split())
FUNCTION_WORDS = PRONOUNS | frozenset(
    "i me my we us our you your who whom which that this these those one ones other others some any none all both "
    "each what there here such same so".split()
)
MAKERS = ("maker", "manufacturer")
QUANTITIES = frozenset("none some many most several few all both each much half either neither any".split())
SOUNDS = frozenset("ˈˌːəɛɪʊɔɑʃʒʁɐɒʌɜɹɾʔʎɲ")  # letters of the phonetic alphabet that no name is written with
OFFICES = frozenset({"kgo:Person", "kgo:Position"})
TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof mr. mrs. ms. dr. prof. adm. brig. capt. cmdr. col. cpl. gen. gov. lt. "
    "maj. pfc. pvt. rep. rev. sen. sgt. spc.".split()
)
LETTERS = re.compile(r"(?![IVX]+$)[A-Z]{2,4}")
NAVAL = frozenset("HMS HMAS HMCS HMNZS RMS USS USCGC USNS".split())  # before a ship's name
SHIPS = NAVAL | frozenset("INS MS MV RRS SMS SS".split())  # and of other things too: "SS Lazio"

SOME = frozenset("few half many more most several some".split())


def mentions(tree: Tree, lexicon: Lexicon) -> Iterator[Mention]:
    """Every mention of a sentence, in the order of their heads; a bare pronoun, however tagged, is never a name."""
    yield from (m for m in candidates(tree, lexicon) if m.kind == "pronoun" or worthy(m))


def worthy(m: Mention) -> bool:
    """Whether a phrase is more than a function word, a sign or a sound; "US" is no "us"."""
    if SOUNDS & set(m.text) or not normal(m.text):
        return False
    return m.text.lower() not in FUNCTION_WORDS or (m.text.isupper() and len(m.text) > 1)


def candidates(tree: Tree, lexicon: Lexicon) -> Iterator[Mention]:
    """The phrases that may be mentions."""
    for word in tree.words:
        i = word.index
        if word.upos == "PRON" and word.text.lower() in PRONOUNS:
            yield mention(tree, i, i, i, "pronoun", "kgo:Thing")
            continue
        name = tree.name_at(i)
        if word.text.lower() in TITLES and tree.rel(i) in ("nmod", "compound", "flat"):
            continue  # "Mrs Smith" is no Mrs
        if office(tree, i, name, lexicon):
            yield mention(tree, i, i, i, "nominal", common_type(tree, i, lexicon))
            continue
        if name and name[2] in VALUE_TYPES:
            if (
                name[2] in ("CARDINAL", "ORDINAL", "PERCENT", "QUANTITY")
                and i == head_of(tree, *name[:2])
                and any(tree.cases(c) == "of" for c in tree.each(i, "nmod"))
            ):
                yield mention(tree, i, i, i, "nominal", "kgo:Thing")  # "one of the founders", "20% of the voters"
            continue
        one = any(tree[d].text in ("a", "an") for d in tree.each(i, "det"))
        if (name or word.upos == "PROPN") and (one or (name is not None and name[2] == "NORP" and partial(tree, i))):
            kind = lexicon.ner.get(name[2], "kgo:Thing") if name else common_type(tree, i, lexicon)
            yield mention(tree, i, i, i, "nominal", kind)  # "a Lutheran", "many Greeks": some of them, and no name
        elif name:
            if i == head_of(tree, name[0], name[1]) and not (
                word.upos == "ADJ" and tree.rel(i) in ("amod", "compound")
            ):
                yield named(tree, name, i, lexicon)
        elif word.upos == "PROPN" and not inside_name(tree, i) and word.deprel != "nmod:desc" and not title(tree, i):
            first, last = proper_run(tree, i)
            yield mention(tree, first, last, i, "name", common_type(tree, i, lexicon))
        elif word.upos == "NOUN" and institution(tree, i, lexicon) is not None:
            yield mention(tree, institution(tree, i, lexicon) or i, i, i, "name", "kgo:Government")
        elif is_activity(tree, i):
            words = activity(tree, i)
            if len(words) == 1 and tree.rel(i) != "csubj":
                continue  # "by asserting": what, is lost
            yield Mention(
                tree.text(words), tree.span(words), tree.sentence.index, i, words[0], i, "nominal", "kgo:Thing"
            )
        elif (
            word.upos in ("NOUN", "PROPN")
            or partitive(tree, i)
            or any(restricts(tree, i, c) for c in tree.children[i])
            or (
                word.upos in ("ADJ", "NUM", "VERB")
                and tree.one(i, "det", "nummod") is not None
                and tree.rel(i) in ("nsubj", "obj", "obl", "nmod")
            )
        ):
            words = phrase(tree, i)
            if any(tree.lemma(n) in ("what", "which") and tree.cases(n) == "of" for n in tree.each(i, "nmod")):
                continue  # "several parts of what is Germany"
            asked = [c for c in tree.each(i, "nmod:poss", "det") if tree.lemma(c) in ("whose", "what", "which")]
            if any(related(tree, c) is None for c in asked):
                continue
            yield mention(tree, words[0], words[-1], i, "nominal", common_type(tree, i, lexicon))


def office(tree: Tree, i: int, name: tuple[int, int, str] | None, lexicon: Lexicon) -> bool:
    """Whether a capitalised noun is an office, though the tagger takes it for a name: "the President"."""
    if name is not None and (name[2] != "PERSON" or name[0] < name[1]):
        return False
    defined = name is None or tree.article(i) == "the"
    bare = defined and not tree.each(i, "flat", "compound") and tree.rel(i) not in ("flat", "compound")
    return tree.upos(i) == "PROPN" and bare and common_type(tree, i, lexicon) in OFFICES


def partial(tree: Tree, i: int) -> bool:
    """Whether a people's name is of so and so many of it alone: "about 100,000 Greeks", "most Americans"."""
    some = any(tree.lemma(c) in SOME for c in tree.each(i, "det", "amod"))
    return tree.has(i, "Number=Plur") and (some or tree.one(i, "nummod") is not None)


def partitive(tree: Tree, i: int) -> bool:
    """Whether a quantity stands for a part of what follows: "most of the city", "none of the directors"."""
    parts = [c for c in tree.each(i, "nmod") if tree.cases(c) == "of" and tree.upos(c) in ("NOUN", "PROPN")]
    return tree.lemma(i) in QUANTITIES and tree.upos(i) in ("PRON", "DET", "ADJ") and bool(parts)


def mention(tree: Tree, first: int, last: int, head: int, kind: str, type: str) -> Mention:
    """A mention of words first … last, articles dropped from its text."""
    words = list(range(first, last + 1))
    if kind == "nominal":
        words = own_words(tree, head)
    return Mention(tree.text(words), tree.span(words), tree.sentence.index, head, first, last, kind, type)  # type: ignore[arg-type]


def named(tree: Tree, name: tuple[int, int, str], head: int, lexicon: Lexicon) -> Mention:
    """A name's mention; leading titles and articles and a trailing possessive are no part of it."""
    first, last, kind = name
    while (
        first < last
        and first != head
        and (
            (kind == "PERSON" and titular(tree, first, head))
            or tree[first].text.lower() in TITLES
            or (kind != "WORK_OF_ART" and tree[first].text.lower() in ARTICLES and tree.upos(first) == "DET")
        )
    ):
        first += 1
    described = [i for i in range(first, head) if tree.upos(i) == "NOUN" and tree[i].text.islower()]
    if described and all(tree.upos(i) == "PROPN" for i in range(described[-1] + 1, last + 1)):
        first = described[-1] + 1  # "team Cloud9", "maker Apple"
    while kind == "PERSON" and last > first + 1 and LETTERS.fullmatch(tree[last].text):
        last -= 1  # letters after a name: OBE, FRS
    while last > first and (tree.words[last].deprel == "case" or tree.upos(last) == "ADP"):
        last -= 1
    type = "kgo:Product" if kind == "ORG" and made(tree, head) else lexicon.ner.get(kind, "kgo:Thing")
    ship = tree[first].text in SHIPS and (kind == "PRODUCT" or tree[first].text in NAVAL)
    type = "kgo:Vessel" if last > first and ship else type
    return mention(tree, first, last, head, "name", type)


def made(tree: Tree, i: int) -> bool:
    """Whether a name is of what somebody makes, and so no body: "the maker of | Skyforge", "Acme, developer of |
    Skyforge"; but the policy makers of a bank, or a developer of Google, make neither."""
    first = tree[i].head if tree.rel(i) == "conj" else i
    maker = tree[first].head
    if tree.cases(first) != "of" or tree.each(maker, "compound"):
        return False
    firm = tree.rel(maker) in ("appos", "nmod") and tree[tree[maker].head].ner.endswith("ORG")
    return tree.lemma(maker) in MAKERS or (firm and tree.lemma(maker) == "developer")


def title(tree: Tree, i: int) -> bool:
    """Whether a capitalised word is the title of the person whose name follows ("Mathematician Hermann Weyl")."""
    behind = tree.name_at(i + 1) if i + 1 < len(tree) else None
    return behind is not None and behind[2] == "PERSON" and i + 1 in tree.each(i, "flat", "appos")


def titular(tree: Tree, i: int, head: int) -> bool:
    """Whether a word of a name is, or belongs to, a title before the name proper ("US President" Donald Trump)."""
    path = [i, *tree.ancestors(i)]
    return any(tree[w].deprel == "nmod:desc" for w in (path[: path.index(head)] if head in path else ()))


def head_of(tree: Tree, first: int, last: int) -> int:
    """The word of a span that hangs highest."""
    inside = range(first, last + 1)
    return next((i for i in inside if tree[i].head not in inside or tree[i].head == i), first)


def inside_name(tree: Tree, i: int) -> bool:
    """Whether a proper noun is a lower part of a longer name without an entity tag."""
    head = tree[i].head
    return (
        head != i
        and tree.rel(i) in ("flat", "compound", "goeswith")
        and tree.upos(head) == "PROPN"
        and tree.name_at(head) is None
    )


def proper_run(tree: Tree, head: int) -> tuple[int, int]:
    """The unbroken run of words that make an untagged name of its head."""
    part = {
        i
        for i in tree.subtree(head)
        if i == head or (tree.rel(i) in ("flat", "compound", "goeswith", "nmod") and tree.upos(i) in ("PROPN", "NUM"))
    }
    part |= {i for i in tree.subtree(head) if tree[i].text in ("-", "&", "'") and i - 1 in part and i + 1 in part}
    first = last = head
    while first - 1 in part and tree.name_at(first - 1) is None:
        first -= 1
    while last + 1 in part and tree.name_at(last + 1) is None:
        last += 1
    seat = head_behind(tree, head, last)
    return first, seat if seat is not None else last


def head_behind(tree: Tree, head: int, last: int) -> int | None:
    """The last word of the "of …" that an untagged name goes on with: "the Margraviate | of Riga", "Board of Trade"."""
    behind = [n for n in tree.each(head, "nmod") if tree.cases(n) == "of" and n > last]
    if last != head or last + 2 >= len(tree) or tree[last + 1].text != "of" or not behind:
        return None
    name = tree.name_at(last + 2) or (last + 2, last + 2, "")
    inside = name[0] <= behind[0] <= name[1] and name[0] == last + 2 and tree.upos(behind[0]) == "PROPN"
    return name[1] if inside and name[2] in ("", "GPE", "LOC") else None


def institution(tree: Tree, i: int, lexicon: Lexicon) -> int | None:
    """Where the name of a government body begins that is made of a name and a common noun: "US government"."""
    if lexicon.denotes.get(tree.lemma(i)) != "kgo:Government" or tree.has(i, "Number=Plur"):
        return None
    owners = [
        c
        for c in tree.each(i, "compound", "amod")
        if c < i and (tree.upos(c) == "PROPN" or tree[c].text in lexicon.demonyms)
    ]
    return min((w for c in owners for w in tree.subtree(c)), default=None)


def common_type(tree: Tree, head: int, lexicon: Lexicon) -> str:
    """The class that a noun denotes, if the ontology says."""
    return lexicon.denotes.get(tree.lemma(head)) or lexicon.denotes.get(tree[head].text.lower()) or "kgo:Thing"


def normal(name: str) -> str:
    """A name without case, accents' encoding, article, possessive, or outer punctuation."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").strip(" .,;:'\"“”()[]-")
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"^the ", "", text)
    return text.removesuffix("'s")


def phrase_key(mention: Mention) -> str:
    """The key of a common noun phrase: it is the same thing wherever its document uses the same words."""
    return "phrase " + normal(mention.text)
