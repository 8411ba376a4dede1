"""The words of a common noun phrase, and of a verb that is spoken of as a thing."""

from __future__ import annotations

from kg.parse.tree import QUOTES, Tree
from kg.resolve.persons import CALLED

ARTICLES = frozenset({"a", "an", "the"})
# what a phrase keeps of its head's dependents; the rest says something about the thing and is a claim of its own
KEPT = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "fixed", "nmod:poss", "nmod:desc", "goeswith", "advmod", "case"}
)
# prepositions whose gerund is an argument: "crucial to ensuring", "contributes to reducing"
GOVERNING = frozenset("to for in on at into about with of from against by".split())
# prepositions whose common noun says which is meant: "people with disabilities", "a decrease in pressure"
RESTRICTING = frozenset("as at in with from among within without between by through under".split())
# prepositions of what a superlative holds for: "the largest producer in Europe"
RANGING = frozenset("in on among within at across outside".split())
EXCEPTING = frozenset({"except", "except for", "other than", "apart from", "but"})
CONTENT, LONGER = 10, 16  # words of a clause that a phrase may hold, and one of "the only man to …"
# who or what is anyone without the participle clause behind: "people struggling with debt"
ANYONE = frozenset("people person individual thing item element object".split())
BRIEF = 6  # words of such a clause
QUANTITY = frozenset(
    "other many several numerous multiple countless various some another certain different both".split()
)
QUESTIONING = frozenset("how what why when where whether who which".split())
# what is of several together, and of none alone: "a mix of A and B", "a department of law and trade"
JOINT = frozenset(
    "combination mix mixture blend fusion meld melding merger hybrid pair marriage "
    "balance interplay intersection comparison cast ensemble "
    "trio duo quartet quintet lineup line-up collection series set variety range union coalition department "
    "ministry faculty institute committee division bureau directorate".split()
)
# one of which may be of several: "the story of Ann and Peter", but "portraits of Ann and Peter"
DEPICTIONS = frozenset("story tale legend myth portrait picture image painting photograph drawing statue".split())
# what one has with somebody
MUTUAL = frozenset("tie link relation relationship alliance cooperation collaboration peace friendship affair".split())
# what one has in something
SHARES = frozenset("participation involvement interest appearance performance portrayal success belief work".split())
# what is laid on somebody is not of him
BLAMING = frozenset({"base", "blame"})
DEGREE = frozenset("well far just right shortly soon even".split())
INNER = frozenset("- – ' ’ \" “ ” % $ / &".split())  # marks that stand within a name
DENYING = ("not", "never")  # "the first game [not] to be sold"
FOCUS = frozenset("alike respectively only also even just especially particularly mainly".split())
# words by which a noun phrase is of all, of none, or of those alone that its clause tells
SELECTING = frozenset("the any every each all no only first last very same such most few".split())
STOPS = frozenset("()[]:;–—")
RELATIVE = frozenset({"who", "that", "which"})


NUMBERED = frozenset("number no. chapter book volume part section article act page line phase round season".split())


def a_few(tree: Tree, article: int) -> bool:
    """Whether an article is that of "a few", who are not few."""
    return tree.lemma(article) == "a" and tree.lemma(article + 1) == "few"


def own_words(tree: Tree, head: int) -> list[int]:
    """The words of a common noun phrase but for its own article, or of a verb spoken of as a thing."""
    articles = [d for d in tree.each(head, "det") if tree.lemma(d) in ARTICLES and not a_few(tree, d)]
    return activity(tree, head) if is_activity(tree, head) else [w for w in phrase(tree, head) if w not in articles]


def phrase(tree: Tree, head: int) -> list[int]:
    """The words of a common noun phrase: the head with what names its kind, and its "of …"; no clause or apposition."""
    words = {head}
    for child in tree.children[head]:
        relation, base = tree[child].deprel, tree.rel(child)
        if base == "advmod" and (tree.lemma(child) in FOCUS or (child > head and tree.lemma(child) in DEGREE)):
            continue  # "a view | well beyond that"
        if base == "advmod" and child + 1 < head and tree[child + 1].text == ",":
            continue  # "[increasingly], tourism"
        if base == "advmod" and child < max((c for c in tree.each(head, "case") if c < head), default=-1):
            continue  # "[directly] into their arteries"
        if base == "advmod" and (
            tree[child].text.lower() in ("not", "n't", "n’t", "never") or tree.one(head, "cop") is not None
        ):
            continue
        if relation in KEPT or base in ("compound", "flat", "amod", "nummod", "det"):
            far = child > head and any(w.text == "," for w in tree.words[head:child])
            if (base == "case" and child < head) or (base == "compound" and far):
                continue
            if base == "amod" and child > head and (predicated(tree, head, child) or lone(tree, head, child)):
                continue
            name = tree.name_at(child)
            whole = range(name[0], name[1] + 1) if name and name[1] < head else ()  # "the All-District team"
            loose = ("acl", "parataxis") if relation == "nmod:poss" else ("acl", "appos", "parataxis")
            words |= {*tree.subtree(child, without=loose), *whole}  # "the firm Acme's", but not "a town, Riga"
        elif (base == "nmod" or partitive(tree, head, child)) and child > head and keeps(tree, head, child):
            ahead = [c for c in tree.each(child, "advmod") if c < min(tree.each(child, "case"), default=0)]
            words |= {*inner(tree, child), *tree.each(child, "case"), *ahead}  # "physicians all over Europe"
            if tree.cases(child) == "with":  # "mugs with words printed on them"
                words |= {w for c in tree.each(child, "acl") if tree.upos(c) == "VERB" for w in tree.subtree(c)}
            if tree.cases(child) == "between":
                words |= set(tree.subtree(child, without=("acl", "appos", "parataxis")))
            two = tree.cases(child) == "from" and len(tree.each(child, "conj")) == 1
            if two or tree.cases(child) in EXCEPTING or joint(tree, head):  # it takes two
                words |= {w for x in tree.each(child, "conj", "cc") for w in tree.subtree(x, without=("acl", "appos"))}
        elif child == head + 1 and tree.upos(child) == "NUM" and tree.lemma(head) in NUMBERED:
            words.add(child)  # "number 24", "Chapter two"
        elif restricts(tree, head, child) or rate(tree, head, child) or called(tree, head, child):
            words |= set(tree.subtree(child))
        elif question(tree, head, child):
            words |= set(question(tree, head, child))
        elif base == "acl" and child > head and content(tree, child):
            words |= set(own_content(tree, head, child))
        elif (relation == "punct" and tree[child].text in ("-", "–", "%", "$")) or (
            base == "advmod" and child < head and tree.upos(head) in ("NUM", "SYM")
        ):
            words |= set(tree.subtree(child))
    words = unbroken(tree, head, words - marks(tree, words))
    for i in sorted(words):
        for c in tree.each(i, "cc", "conj"):
            if tree.rel(i) in ("amod", "compound", "nummod") and c < head:
                words |= set(tree.subtree(c, without=("acl", "appos", "parataxis")))
    order = sorted(words)
    while len(order) > 1 and (tree[order[0]].text in ("-", "–", "/") or tree.upos(order[0]) == "CCONJ"):
        order = order[1:]
    while len(order) > 1 and tree.upos(order[-1]) == "PUNCT" and tree[order[-1]].text in ("-", "–", "/"):
        order = order[:-1]
    return order


def marks(tree: Tree, words: set[int]) -> set[int]:
    """The punctuation marks among a phrase's words that stand in no name and in no list."""
    conjuncts = (i for i in words if tree.rel(i) == "conj" and tree[i].head in words)
    listed = {c for i in conjuncts for c in tree.each(i, "punct") if c < i}
    loose = (i for i in words - listed if tree.upos(i) == "PUNCT" and tree[i].text not in INNER)
    return {i for i in loose if tree.name_at(i) is None}


def lone(tree: Tree, head: int, child: int) -> bool:
    """Whether an adjective behind its noun has lost what it governs: "a politician | active during the war"."""
    some = tree.upos(head) != "NOUN" or bool(selecting(tree, head)) or plain_plural(tree, head)
    return not some and tree.upos(child) == "ADJ" and len(tree.subtree(child)) == 1 and child + 1 < len(tree)


def predicated(tree: Tree, head: int, child: int) -> bool:
    """Whether an adjective behind its noun tells something more: "the queen, responsible for eggs"; "the only mammals
    capable of flight" are none without it."""
    if selecting(tree, head) - {"the"}:
        return False
    apart = tree.apart(child)
    if plain_plural(tree, head) and tree.upos(child) == "ADJ" and len(tree.subtree(child)) <= CONTENT:
        return apart  # "used | techniques more assertive than theirs"
    near = child == head + 1 and tree.article(head) == "a"
    if near and len(tree.subtree(child)) <= CONTENT and tree.one(head, "cop") is None:
        return apart  # "invested in | a mine rich in gold"
    return apart or tree.one(child, "obl", "nsubj", "mark") is not None


def unbroken(tree: Tree, head: int, words: set[int]) -> set[int]:
    """The words that reach the head without a stranger between: what a wrong arc brings from afar is left out."""
    below, kept = set(tree.subtree(head)), {head}
    for step in (-1, 1):
        at = head + step
        while 0 <= at < len(tree) and (at in below or tree.upos(at) == "PUNCT"):
            if at in words:
                kept.add(at)
            at += step
    return kept


def keeps(tree: Tree, head: int, child: int) -> bool:
    """Whether a prepositional phrase belongs to the phrase's meaning ("sale of TikTok", "role in the coup")."""
    name, case = tree.name_at(child), tree.cases(child)
    if (name and name[2] in ("DATE", "TIME") and case != "of") or tree.lemma(child) in QUESTIONING:
        return False
    if case == "on" and tree.lemma(tree[head].head) in BLAMING:
        return False  # "blamed the attack | on rebels"
    if tree.apart(child) and case != "of":
        return False  # "papers on optics, especially on lenses"
    if case == "with" and any(tree.upos(c) == "VERB" for c in tree.each(child, "acl")):
        return len(tree.subtree(child)) <= CONTENT  # "mugs with words printed on them": only as a whole
    return (
        case == "of"
        or (
            case in ("for", "on", "to", "against", "between", "about", "over", "into", "towards")
            and tree.one(head, "nmod:poss") is None
        )
        or (case in RESTRICTING and tree.upos(child) == "NOUN")
        or (case in ("in", "at") and situated(tree, head, child))
        or (case in ("in", "to", "for", "on", "at") and tree.lemma(head) in SHARES)
        or case in EXCEPTING
        or (case in ("under", "over", "above", "below") and tree.upos(child) == "NUM")  # "children under twelve"
        or (case == "by" and authored(tree, head, child))
        or (case == "with" and tree.lemma(head) in MUTUAL)
        or (case == "from" and tree.upos(child) != "PRON" and plain_plural(tree, head))
        or (case in RANGING and any(utmost(tree, w) for w in tree.each(head, "amod") if w < head))
    )


def situated(tree: Tree, head: int, child: int) -> bool:
    """Whether a place right behind a common noun tells which is meant: "a court [in Hanoi]", "factories [in Peru]"."""
    name = tree.name_at(child)
    near = tree.each(child, "case") == [head + 1] and tree.upos(head) == "NOUN"
    near = near and tree.one(head, "nmod:poss", "cop") is None  # "is a lake in Peru": a lake, and there
    near = near and tree.one(tree[head].head, "expl") is None  # "there are lakes in Peru"
    return near and name is not None and name[2] in ("GPE", "LOC", "FAC", "ORG")


def authored(tree: Tree, head: int, child: int) -> bool:
    """Whether who made them tells which of many are meant, or of which something is the first: "songs by Ann Rowe"."""
    near = tree.each(child, "case")[0] == head + 1
    return near and (tree.has(head, "Number=Plur") or any(utmost(tree, w) for w in tree.each(head, "amod")))


def partitive(tree: Tree, head: int, child: int) -> bool:
    """Whether a phrase tells of what a quantity is a part: "most [of the Bible]"."""
    return tree.rel(child) == "obl" and tree.cases(child) == "of" and tree.upos(head) in ("ADJ", "DET", "PRON", "NUM")


def plain_plural(tree: Tree, head: int) -> bool:
    """Whether a noun is a plural that nothing before it modifies: "teams [from Iran]"."""
    modifiers = tree.each(head, "det", "amod", "compound", "nummod", "nmod:poss")
    return tree.has(head, "Number=Plur") and not any(c < head for c in modifiers)


def question(tree: Tree, head: int, child: int) -> list[int]:
    """The words of a question that tells what a noun is about: "a sense [of how to build webs]"; further clauses that
    make it too long are left out."""
    if tree.rel(child) != "nmod" or tree.lemma(child) not in ("how", "why") or tree.upos(child) != "ADV":
        return []
    inner, words = tree.each(child, "acl", "advcl"), set(tree.subtree(child, without=("punct",)))
    for left_out in (("advcl", "parataxis"), ("conj", "cc")):
        if len(words) > CONTENT:
            words -= {w for c in inner for d in tree.each(c, *left_out) for w in tree.subtree(d)}
    return sorted(words) if inner and child > head and len(words) <= CONTENT else []


def restricts(tree: Tree, head: int, child: int) -> bool:
    """Whether a clause right behind a noun says which are meant, or of whom a general statement holds: "those who
    smoke", "birds that eat fish", "the way she went", "any bill featuring reforms"."""
    if tree.rel(child) != "acl":
        return False
    below = tree.subtree(child)
    first = below[0]
    near = first > head and all(head in tree.ancestors(w) and tree.upos(w) != "PUNCT" for w in range(head + 1, first))
    stops = tree[first].text == "," or any(tree[w].text in STOPS for w in below)
    # "the only man who …" is nobody without his clause, however long it is
    short = len(below) <= CONTENT or not selecting(tree, head) <= {"the"}
    if not near or stops or not short or tree.one(head, "appos") is not None:
        return False
    if tree[child].deprel != "acl:relcl":
        articles = [tree.lemma(d) for d in tree.each(head, "det")]
        lone = not set(tree.modifiers(head)) - {child, *tree.each(head, "det")} and len(below) <= BRIEF
        some = lone and (articles == ["some"] or (not articles and tree.lemma(head) in ANYONE))
        return (some or bool(selecting(tree, head))) and tree.upos(child) == "VERB" and tree.one(child, "mark") is None
    lasting = tree.rel(head) == "nsubj" or tree.has(child, "Tense=Pres")  # "books for those who read", but "had read"
    bare = lasting and tree.upos(head) == "NOUN" and tree.has(head, "Number=Plur")
    generic = bare and tree.one(head, "det", "nummod", "nmod:poss") is None and tree.lemma(first) in RELATIVE
    return generic or bool(selecting(tree, head)) or tree[head].text.lower() in ("those", "anyone", "everyone")


def rate(tree: Tree, head: int, child: int) -> bool:
    """Whether a measure is one in so much of another: "240 kilometres [an hour]", "three dollars [per barrel]"."""
    by = tree.cases(child) == "per" or (tree.article(child) == "a" and tree[child].deprel == "nmod:unmarked")
    return by and child > head and tree.rel(child) == "nmod" and tree.one(head, "nummod") is not None


def inner(tree: Tree, head: int) -> list[int]:
    """The words of a phrase inside a phrase, its whole name among them, or the name right behind its noun, without
    which the noun is anybody's: "a copy of [the novel Dark Harbour]", "photographs of [the author Ann Rowe]"."""
    behind = head + 1 < len(tree) and tree.upos(head) == "NOUN"
    name = tree.name_at(head) or (tree.name_at(head + 1) if behind else None)
    own = range(name[0], name[1] + 1) if name else range(0)
    named = head in own or any(tree[n].head == head and tree.rel(n) == "appos" for n in own)
    return sorted({*phrase(tree, head), *own}) if named else phrase(tree, head)


def called(tree: Tree, head: int, child: int) -> bool:
    """Whether an apposition is what its noun speaks of, and no name: "the word thistle", "the letter k"."""
    first = head + 1 if head + 1 < len(tree) and tree[head + 1].text not in QUOTES else head + 2
    close = first == next((w for w in tree.subtree(child) if tree[w].text not in QUOTES), None)
    the = tree.article(head) == "the" and tree.upos(child) in ("NOUN", "PROPN", "X")
    unnamed = tree.name_at(child) is None or tree.lemma(head) in CALLED  # "the name Marbles"
    return the and close and tree.rel(child) == "appos" and unnamed and tree.upos(first) != "PUNCT"


def selecting(tree: Tree, head: int) -> set[str]:
    """The words by which a noun phrase speaks of all or none, of the one or of the utmost: its clause must not be cut
    off."""
    before = [c for c in tree.each(head, "det", "amod", "nummod", "advmod") if c < head and tree.upos(head) == "NOUN"]
    if any(tree.lemma(w) in ("a", "an") for w in before):
        return set()  # "a third campaign" is one of three
    return {tree.lemma(w) for w in before if tree.lemma(w) in SELECTING or utmost(tree, w)}


def utmost(tree: Tree, i: int) -> bool:
    """Whether a word is a superlative or an ordinal: "the best", "the most widely used", "the third"."""
    ranked = tree.has(i, "Degree=Sup") or tree.has(i, "NumType=Ord")
    return ranked or any(tree.lemma(w) in ("most", "least") for w in tree.each(i, "advmod"))


def content(tree: Tree, child: int) -> bool:
    """Whether a clause tells what its noun is: "the ability [to sing]", "a role [in shaping laws]"."""
    infinitive = any(tree.has(w, "VerbForm=Inf") for w in (child, *tree.each(child, "aux")))
    marked = [tree.lemma(m) for m in tree.each(child, "mark")] == ["to"]
    return (infinitive and marked and tree.one(child, "nsubj", "ccomp") is None) or is_activity(tree, child)


def own_content(tree: Tree, head: int, child: int) -> list[int]:
    """The words of the clause that tells what a noun is, or none where it would be cut until it says something else:
    "a role in preventing the firm [from collapsing]"."""
    clauses = tree.each(child, "xcomp", "advcl")
    bound = [c for c in clauses if tree.rel(c) == "xcomp" or any(tree.lemma(m) == "from" for m in tree.each(c, "mark"))]
    told = activity(tree, child, LONGER if selecting(tree, head) - {"the"} else CONTENT + 2 * bool(bound))
    return sorted({*told, *tree.each(child, "mark")}) if all(c in told for c in bound) else []


def is_activity(tree: Tree, i: int) -> bool:
    """Whether a verb is spoken of as a thing: "[ensuring fairness] is crucial", "essential for [building trust]"."""
    if tree.upos(i) != "VERB" or tree.one(i, "nsubj", "nsubj:pass", "aux", "ccomp") is not None:
        return False
    if tree.rel(i) == "conj" and tree[i].head < i:
        return form_of(tree, i) == form_of(tree, tree[i].head) and is_activity(tree, tree[i].head)
    marks = [tree[m].text.lower() for m in tree.each(i, "mark")]
    if tree.rel(i) == "csubj":
        return form_of(tree, i) == "ing" or marks == ["to"]
    gerund = form_of(tree, i) == "ing" and tree.rel(i) in ("advcl", "acl")
    return gerund and len(marks) == 1 and marks[0] in GOVERNING


def form_of(tree: Tree, i: int) -> str:
    """ "ing" or "to": whether a verb is a gerund or an infinitive; ``""`` if neither."""
    if tree.has(i, "VerbForm=Inf"):
        return "to"
    return "ing" if tree[i].text.lower().endswith("ing") and not tree.has(i, "VerbForm=Fin") else ""


def hyphenated(tree: Tree, i: int) -> list[int]:
    """The words glued before a verb: "fast-track"."""
    first = i
    while first > 0 and tree[first - 1].end == tree[first].start and i in tree.ancestors(first - 1):
        first -= 1
    glued = tree.upos(i) == "VERB" and first < i - 1 and tree[i - 1].text == "-"
    glued = glued and not (i + 1 < len(tree) and tree[i + 1].text == "-")  # "poet-turned-writer"
    return list(range(first, i)) if glued else []


def activity(tree: Tree, i: int, longest: int = 10) -> list[int]:
    """The words of a verb spoken of as a thing, with its arguments; what makes it too long is left out."""
    below = set(tree.subtree(i, without=("acl:relcl", "parataxis")))
    joined = tree.each(i, "conj")
    shared = joined and all(c >= joined[0] for c in tree.children[i] if c > i)  # "predicting and fighting storms"
    for c in tree.each(i, "advcl", *(() if shared else ("conj", "cc"))):
        if tree.rel(c) != "advcl" or all(tree.lemma(m) != "from" for m in tree.each(c, "mark")):
            below -= set(tree.subtree(c))  # but "preventing the firm from collapsing" is one
    helpers = tree.each(i, "aux")  # "to be remembered"
    first = min((i, *helpers))
    to = [m for m in tree.each(i, "mark") if m == first - 1 and (form_of(tree, i) == "to" or helpers)]
    start = [*to, *range(min((first, *hyphenated(tree, i))), i)]
    if tree.rel(i) != "csubj":  # a denied subject denies its clause: "not paying taxes is a crime"
        start = [*(w for w in tree.each(i, "advmod") if w < min((*start, i)) and tree.lemma(w) in DENYING), *start]
    words = [*start, i]
    while words[-1] + 1 in below:
        words.append(words[-1] + 1)
    while len(words) > 1 and (
        (tree.upos(words[-1]) in ("PUNCT", "CCONJ", "ADP", "SCONJ") and tree[words[-1]].deprel != "compound:prt")
        or tree.lemma(words[-1]) in QUESTIONING
    ):
        words.pop()
    if len(words) > longest:
        parts = [*tree.each(i, "obj"), *tree.each(i, "obl")][:1]
        marks = {w for o in parts for w in tree.each(o, "case")}
        both = [x for o in parts for x in (tree.conjuncts(o) if tree.cases(o) == "between" else [o])]
        told = {w for x in both for w in (*tree.each(x, "cc"), *phrase(tree, x))}
        core = {*start, i, *tree.each(i, "compound:prt"), *marks, *told}
        words = sorted(core)
    return words if len(words) <= longest else [*start, i]


def joint(tree: Tree, i: int) -> bool:
    """Whether a noun is of several at once: "a mix of sand and clay", "the story of Ann and Peter", "a jury of seven
    women and five men", "40 mills in Chad and Mali"."""
    parts = [n for n in tree.each(i, "nmod") if tree.cases(n) == "of" and tree.one(n, "nummod") is not None]
    several = tree.has(i, "Number=Plur")
    of_each = any(tree.each(c, "nummod") for n in parts for c in tree.each(n, "conj"))
    counted = tree.one(i, "nummod") is not None if several else of_each
    return counted or tree.lemma(i) in JOINT or (tree.lemma(i) in DEPICTIONS and not several)
