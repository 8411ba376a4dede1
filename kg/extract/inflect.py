"""English verb forms, where the text has a verb in another form than a claim needs ("founded by", "demanding")."""

from __future__ import annotations

IRREGULAR = dict(
    pair.split("/")
    for pair in """
be/was have/had do/did say/said go/went get/got make/made know/knew think/thought take/took see/saw come/came
give/gave find/found tell/told become/became show/showed leave/left feel/felt put/put bring/brought begin/began
keep/kept hold/held write/wrote stand/stood hear/heard let/let mean/meant set/set meet/met run/ran pay/paid sit/sat
speak/spoke lie/lay lead/led read/read grow/grew lose/lost fall/fell send/sent build/built understand/understood
draw/drew break/broke spend/spent cut/cut rise/rose drive/drove buy/bought wear/wore choose/chose seek/sought
throw/threw catch/caught deal/dealt win/won forget/forgot lay/laid sell/sold fight/fought teach/taught eat/ate
sing/sang hit/hit shoot/shot strike/struck swear/swore steal/stole shut/shut hide/hid beat/beat bear/bore bind/bound
bid/bid fly/flew forbid/forbade freeze/froze hang/hung hurt/hurt light/lit overcome/overcame ride/rode ring/rang
shake/shook sink/sank sleep/slept slide/slid spread/spread split/split swim/swam tear/tore wake/woke
withdraw/withdrew undertake/undertook overthrow/overthrew oversee/oversaw undergo/underwent cost/cost quit/quit
bet/bet cast/cast burst/burst lend/lent bend/bent feed/fed
""".split()
)
DOUBLED = frozenset(
    """
ban plan stop drop step ship rob sum cap chip clip equip grip grab jam map mop nod plug rip scan slam slip spot star
tap trap trim wrap commit admit permit submit omit refer prefer confer transfer occur control patrol compel expel
propel rebel cancel travel label
""".split()
)


def past(lemma: str) -> str:
    """The simple past: "founded", "stopped", "wrote"."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ied"
    return lemma + lemma[-1] + "ed" if lemma in DOUBLED else lemma + "ed"


def present(lemma: str, plural: bool = False) -> str:
    """The simple present in the third person: "owns", "own" for a plural subject."""
    if lemma == "be":
        return "are" if plural else "is"
    if plural:
        return lemma
    if lemma == "have":
        return "has"
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma in ("go", "do", "undergo"):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + "s"


def gerund(lemma: str) -> str:
    """The -ing form: "hiring", "banning"."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return (
        lemma + lemma[-1] + "ing"
        if lemma in DOUBLED
        or lemma in ("get", "set", "put", "cut", "run", "win", "sit", "shut", "let", "hit", "quit", "split")
        else lemma + "ing"
    )
