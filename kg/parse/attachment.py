"""Mends of what a parser hangs on the wrong word of a clause; each is a function on one tree, as in `kg.parse.mend`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.parse.arcs import Words, attach, children, first, has, last
from kg.parse.clauses import CLAUSES
from kg.parse.coordination import CONJUNCTS

NEAR = frozenset({"nsubj", "nsubj:pass", "obj", "obl"})
OWNED = frozenset({"nmod", "obl", "obj", "nsubj", "nsubj:pass"})
TOLD = frozenset("review article letter statement report note message essay email comment editorial sign".split())
# verbs whose past looks like their present
UNCHANGED = frozenset(
    "beat bet broadcast burst cast cost cut hit hurt put quit set shed shut split spread upset".split()
)
EVENTS = frozenset("performance concert show exhibition conference meeting fair game match ceremony".split())
NAMING = frozenset("name call appoint elect crown declare vote".split())
SHOWING = frozenset("feature star contain include depict show chronicle".split())
AGENTLESS = frozenset("at for in of on to under with".split())
GIVING = frozenset("award cede deny give grant promise".split())


def own_lemma(words: Words) -> None:
    """ "to found a city": an infinitive is its own lemma, though "found" be a form of "find"."""
    for word in words:
        low = word.text.lower()
        to = low == "found" and word.index > 0 and words[word.index - 1].upos == "PART" and word.lemma == "find"
        if word.upos == "VERB" and (to or has(word, "VerbForm=Inf")) and low.isalpha() and word.lemma != low:
            words[word.index] = replace(word, lemma=low, feats="VerbForm=Inf")


def multiple(words: Words) -> None:
    """ "for twice that sum": the multiplier is the sum's, not the verb's."""
    for word in words[:-2]:
        noun = next((w for w in words[word.index + 1 : word.index + 4] if w.upos == "NOUN"), None)
        if word.deprel != "advmod" or not has(word, "NumType=Mult") or noun is None:
            continue
        between = words[word.index + 1 : noun.index]
        if noun.head == word.head and between and all(w.head == noun.index and w.upos != "ADP" for w in between):
            attach(words, word.index, noun.index, "advmod")


def behind_subject(words: Words) -> None:
    """ "The sale of the app to Walmart was shelved": between a subject and its verb, a phrase is the subject's."""
    for word in words:
        if word.deprel != "obl" or word.upos == "NUM":
            continue
        verb = words[word.head]
        case = children(words, word.index, "case")
        subject = min(children(words, verb.index, "nsubj", "nsubj:pass"), default=word.index)
        if not subject < word.index < verb.index or len(case) != 1:
            continue
        between = words[subject + 1 : case[0]]
        joined = all(w.upos not in ("PUNCT", "ADV", "AUX", "VERB") for w in between) and words[subject].upos == "NOUN"
        if joined and word.ner[2:] not in ("DATE", "TIME") and words[case[0]].text in ("to", "for", "with", "of", "by"):
            attach(words, word.index, subject, "nmod")


def perfect(words: Words) -> None:
    """ "He's garnered praise": with an object of its own, the verb is no passive, and "'s" is "has"."""
    for word in words:
        verb = words[word.head]
        clitic = word.text.replace("’", "'") == "'s" and word.deprel == "aux:pass" and word.index < verb.index
        if clitic and children(words, verb.index, "obj") and "VerbForm=Part" in verb.feats:
            words[word.index] = replace(word, lemma="have", deprel="aux")
            for c in children(words, verb.index, "nsubj:pass"):
                words[c] = replace(words[c], deprel="nsubj")


def receiver(words: Words) -> None:
    """ "gave Savoy control": a name right behind a verb of giving is given to, no part of what is given."""
    for word in words[1:-1]:
        gift, verb = words[word.head], words[word.index - 1]
        bare = gift.index == word.index + 1 and gift.text.islower() and gift.deprel == "obj" and gift.head == verb.index
        if word.deprel == "compound" and word.ner.startswith("B-") and bare and verb.lemma in GIVING:
            attach(words, word.index, verb.index, "iobj")


def payer(words: Words) -> None:
    """ "fined Bosch 3 million euros", "lent Greece 3 million euros": a name between verb and sum gets or pays it, as no
    verb has two objects and no sum is of Greece's kind."""
    for money in words:
        if money.deprel != "obj" or not money.ner.endswith("-MONEY"):
            continue
        beside = [*children(words, money.head, "obj"), *children(words, money.index, "compound")]
        for name in (words[c] for c in beside if money.head < c < money.index):
            if name.upos in ("PROPN", "PRON") and not name.ner.endswith("-MONEY"):
                attach(words, name.index, money.head, "iobj")
                words[name.index] = replace(words[name.index], certainty=1.0)


def played_by(words: Words) -> None:
    """ "Dean (Ann Bell)": who stands in parentheses behind another plays that part, and does nothing of it."""
    for i in range(2, len(words)):
        name, before = words[i], words[i - 2]
        if words[i - 1].text != "(" or name.ner != "B-PERSON" or not before.ner.endswith("-PERSON"):
            continue
        last = next((k for k in range(i + 1, len(words)) if words[k].ner != "I-PERSON"), len(words))
        for w in words[i:last]:
            if w.head not in range(i, last) and w.deprel in ("appos", "conj", "nmod", "flat"):
                attach(words, w.index, before.index, "parataxis")


def opening_gerund(words: Words) -> None:
    """ "Henry, who beginning in 1710 published a book": what stands between "who" and its verb goes with that verb."""
    for word in words:
        between = (
            word.deprel == "acl" and "VerbForm=Ger" in word.feats and words[word.index - 1].feats == "PronType=Rel"
        )
        clause = words[words[word.index - 1].head]
        if between and clause.deprel == "acl:relcl" and clause.index > word.index and clause.head == word.head:
            attach(words, word.index, clause.index, "advcl")


def known_for(words: Words) -> None:
    """ "a historian best known for his work": known for it, and no historian for it."""
    for word in words:
        if word.deprel != "nmod":
            continue
        known = words[min(children(words, word.index, "case"), default=word.index) - 1]
        right = known.lemma in ("know", "known", "famous", "noted", "renowned") and known.head == word.head
        if right and known.index > word.head:
            attach(words, word.index, known.index, "obl")


def naming(words: Words) -> None:
    """ "The council named Bell the best chef": the council named him so, and is no chef."""
    for root in words:
        subjects = children(words, root.index, "nsubj") if root.deprel == "root" and root.upos == "NOUN" else []
        if not subjects or children(words, root.index, "cop"):
            continue
        named = [c for c in children(words, subjects[0], "acl") if words[c].lemma in NAMING and c < root.index]
        whom = children(words, named[0], "xcomp", "obj") if named else []
        if whom and named[0] < whom[0] < root.index:
            name_so(words, subjects[0], named[0], whom[0])
            words[root.index] = replace(root, head=named[0], deprel="xcomp")


def naming_root(words: Words) -> None:
    """ "The club named Bell captain.", read as a club of that name: it named him so."""
    for verb in words:
        club = words[verb.head]
        named = verb.deprel == "acl" and verb.lemma in NAMING and club.deprel == "root" and words[-1].text == "."
        told = children(words, verb.index, "xcomp") if named and club.upos == "NOUN" else []
        inside = [c for c in children(words, told[0], "compound") if words[c].ner[:1] == "B"] if told else []
        whom = told[0] if len(told) == 2 else inside[0] if inside else None
        if whom is not None and not children(words, club.index, "nsubj", "cop"):
            name_so(words, club.index, verb.index, whom)


def name_so(words: Words, subject: int, verb: int, whom: int) -> None:
    """Makes a participle of naming the sentence's verb, with its subject and whom it names."""
    root = next(w.index for w in words if w.deprel == "root")
    words[verb] = replace(words[verb], head=verb, deprel="root", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    words[subject] = replace(words[subject], head=verb, deprel="nsubj")
    words[whom] = replace(words[whom], head=verb, deprel="obj")
    for c in children(words, root, "punct"):
        words[c] = replace(words[c], head=verb)


def authored(words: Words) -> None:
    """ "stole paintings by Rowe": who made them is the paintings', not the theft's."""
    for word in words:
        if word.deprel != "obl" or not word.ner.endswith("PERSON"):
            continue
        verb = words[word.head]
        by = [c for c in children(words, word.index, "case") if words[c].text == "by"]
        objects = [o for o in children(words, verb.index, "obj") if verb.index < o < word.index]
        right = by and objects and last(words, objects[-1]) == by[0] - 1
        if right and verb.upos == "VERB" and not children(words, verb.index, "aux:pass", "nsubj:pass"):
            attach(words, word.index, objects[-1], "nmod")


def event_place(words: Words) -> None:
    """ "tuned it for a concert at the fair": the concert was there."""
    for word in words:
        if word.deprel != "obl":
            continue
        case = min(children(words, word.index, "case"), default=0)
        event = words[case - 1] if case > 1 else word
        right = event.lemma in EVENTS and event.head == word.head and event.deprel == "obl" and event.index > word.head
        purpose = any(words[c].text == "for" for c in children(words, event.index, "case"))
        if right and purpose and words[case].text in ("at", "in"):
            attach(words, word.index, event.index, "nmod")


def fronted_passive(words: Words) -> None:
    """ "Asked about it, Bell said no": what opens a sentence without a subject was done to its subject."""
    verb = words[0] if words else None
    if verb is None or verb.deprel != "advcl" or verb.upos != "VERB" or not verb.text.endswith("ed"):
        return
    if not children(words, 0, "nsubj", "obj", "aux", "mark") and has(verb, "VerbForm=Fin"):
        words[0] = replace(verb, feats="Tense=Past|VerbForm=Part|Voice=Pass")


def bare_past(words: Words) -> None:
    """ "The station broadcast it": one who does it now "broadcasts", so that is past."""
    for word in words:
        if word.text not in UNCHANGED or word.upos != "VERB":
            continue
        alone = word.deprel == "root" and has(word, "VerbForm=Inf") and not children(words, word.index, "mark")
        now = alone or has(word, "Tense=Pres", "VerbForm=Fin")
        subjects = [words[s] for s in children(words, word.index, "nsubj")]
        one = subjects and has(subjects[0], "Number=Sing") and subjects[0].upos in ("NOUN", "PROPN")
        if now and one and not children(words, word.index, "aux") and not children(words, subjects[0].index, "conj"):
            words[word.index] = replace(word, feats="Mood=Ind|Tense=Past|VerbForm=Fin")


def telling_gerund(words: Words) -> None:
    """ "was met with reviews praising the cast": right behind what tells, a gerund is what it tells."""
    for word in words[1:]:
        noun = words[word.index - 1]
        gerund = word.deprel == "advcl" and word.upos == "VERB" and word.text.endswith("ing")
        if gerund and noun.lemma in TOLD and noun.upos == "NOUN" and noun.deprel in ("obl", "obj", "nsubj:pass"):
            attach(words, word.index, noun.index, "acl")


def contact_clause(words: Words) -> None:
    """ "the five albums Gorka recorded": the name behind the noun is who recorded them."""
    for verb in words:
        noun = words[verb.head]
        finite = verb.upos == "VERB" and "Tense=Past" in verb.feats and verb.deprel.startswith("acl")
        several = noun.upos == "NOUN" and "Number=Plur" in noun.feats
        if not finite or not several or children(words, verb.index, "nsubj", "nsubj:pass", "mark", "obj", "obl:agent"):
            continue
        names_ = [w for w in words[noun.index + 1 : verb.index] if w.head == noun.index and w.upos == "PROPN"]
        near = [w for w in names_ if w.deprel in ("appos", "flat", "compound", "nmod") and w.index == noun.index + 1]
        if near and last(words, near[0].index) == verb.index - 1 and not children(words, near[0].index, "case"):
            attach(words, near[0].index, verb.index, "nsubj")
            words[verb.index] = replace(verb, deprel="acl:relcl", feats="Mood=Ind|Tense=Past|VerbForm=Fin")


def trailing_gerund(words: Words) -> None:
    """ "practised as a lawyer, specialising in trade": what follows the comma tells more of who did so."""
    for word in words:
        noun = words[word.head]
        role = noun.deprel == "obl" and any(words[c].text == "as" for c in children(words, noun.index, "case"))
        role = role or (noun.deprel == "obl:agent" and word.lemma in SHOWING)
        ing = "VerbForm=Ger" in word.feats or word.text.endswith("ing")
        if word.deprel == "acl" and ing and role and words[word.index - 1].text == ",":
            attach(words, word.index, noun.head, "advcl")


def crossing_participle(words: Words) -> None:
    """ "Her books sold well, and her death, announced in May, was mourned": a participle says nothing of a noun beyond
    another verb, but of the one before it."""
    for word in words:
        noun = words[word.head]
        if word.deprel != "acl" or noun.index > word.index or children(words, word.index, "mark", "nsubj"):
            continue
        above = noun
        while above.head != above.index and above.upos not in ("VERB", "AUX"):
            above = words[above.head]
        if not noun.index < above.index < word.index or "VerbForm=Part" not in word.feats:
            continue
        near = [w for w in words[above.index + 1 : word.index] if w.deprel in NEAR and w.upos in ("NOUN", "PROPN")]
        near = [w for w in near if not below(words, w.index, word.index)]
        if near:
            attach(words, word.index, near[-1].index, "acl")


def named_possessor(words: Words) -> None:
    """ "the Bank of Riga's head office": the possessor is the whole name, not its last word alone."""
    for clitic in words[3:-1]:
        land = words[clitic.head]
        of = next((words[c] for c in children(words, land.index, "case") if words[c].text == "of"), None)
        if clitic.text not in ("'s", "’s") or clitic.deprel != "case" or not of or not of.index == land.index - 1 > 0:
            continue
        body = words[of.index - 1]
        if body.upos != "PROPN" or not body.text[0].isupper() or body.ner.endswith("PERSON"):
            continue
        owned = next((w for w in words[clitic.index + 1 :] if w.upos in ("NOUN", "PROPN") and w.deprel in OWNED), None)
        if owned is None or (owned.head, land.head) not in ((body.index, owned.index), (body.head, body.index)):
            continue
        if owned.head == body.head and (owned.deprel != body.deprel or children(words, owned.index, "case")):
            continue
        words[owned.index] = replace(owned, head=body.head, deprel=body.deprel)
        words[body.index] = replace(body, head=owned.index, deprel="nmod:poss")
        words[land.index] = replace(land, head=body.index, deprel="nmod")
        words[clitic.index] = replace(clitic, head=body.index)
        for c in children(words, body.index, "case"):
            if c < body.index:
                attach(words, c, owned.index, "case")


def below(words: Words, i: int, top: int) -> bool:
    """Whether word `i` hangs somewhere below `top`."""
    while words[i].head != i:
        i = words[i].head
        if i == top:
            return True
    return False


def backward_apposition(words: Words) -> None:
    """ "The track 'Slow Life' is on the album": an apposition stands behind its noun, never before it."""
    for word in words:
        first = min([word.index, *children(words, word.index, "amod", "compound", "det", "punct")])
        noun = words[first - 1]
        if word.deprel == "appos" and word.head > word.index and first and noun.upos == "NOUN":
            attach(words, word.index, noun.index, "appos")


def stretch(words: Words) -> None:
    """ "a warning for the coast from Tulum to Progreso": where a stretch ends goes with where it begins."""
    for word in words:
        case = children(words, word.index, "case")
        if word.deprel != "obl" or len(case) != 1 or words[case[0]].text != "to" or not case[0]:
            continue
        start = words[case[0] - 1]
        while start.deprel in ("compound", "flat") and start.head < case[0]:
            start = words[start.head]
        opened = [words[c].text for c in children(words, start.index, "case")]
        if start.deprel == "nmod" and opened == ["from"] and start.ner[2:] == word.ner[2:]:
            attach(words, word.index, start.index, "nmod")


def glossed_list(words: Words) -> None:
    """ "aerial vehicles (UAVs), drones and satellites": what is joined behind the parenthesis goes with the noun."""
    for word in words:
        gloss = words[word.head]
        if word.deprel != "conj" or gloss.deprel != "appos" or gloss.index + 1 >= len(words):
            continue
        if words[gloss.index + 1].text == ")" and words[gloss.index - 1].text == "(":
            attach(words, word.index, gloss.head, "conj")


def one_of_them(words: Words) -> None:
    """ "One of the firms, Delta Crescent, fled": the name is the one's, not that of all."""
    for word in words:
        many = words[word.head]
        one = words[many.head]
        if word.deprel == "appos" and one.lemma == "one" and many.deprel == "nmod" and has(many, "Number=Plur"):
            if word.upos == "PROPN" and words[first(words, word.index) - 1].text == ",":
                attach(words, word.index, one.index, "appos")


def agent(words: Words) -> None:
    """ "built for Greaves": only "by" tells who did it."""
    for word in words:
        case = [words[c].text.lower() for c in children(words, word.index, "case")]
        if word.deprel == "obl:agent" and case and case[0] in AGENTLESS:
            words[word.index] = replace(word, deprel="obl")


def last_time(words: Words) -> None:
    """ "a unit last based in Riga": what stands between a noun and its participle tells when."""
    for word in words[1:-1]:
        verb = words[word.index + 1]
        near = word.text.lower() in ("last", "first") and word.head == word.index - 1
        if near and verb.deprel == "acl" and verb.head == word.head and has(verb, "VerbForm=Part", "Tense=Past"):
            words[word.index] = replace(word, head=verb.index, upos="ADV", deprel="advmod")


ATTACHMENTS: tuple[Callable[[Words], None], ...] = (
    opening_gerund,
    known_for,
    naming,
    naming_root,
    authored,
    event_place,
    fronted_passive,
    bare_past,
    telling_gerund,
    contact_clause,
    trailing_gerund,
    crossing_participle,
    named_possessor,
    backward_apposition,
    own_lemma,
    played_by,
    *CONJUNCTS,
    multiple,
    behind_subject,
    perfect,
    receiver,
    payer,
    stretch,
    glossed_list,
    one_of_them,
    last_time,
    *CLAUSES,
)
