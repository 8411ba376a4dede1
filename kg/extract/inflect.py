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
bet/bet cast/cast burst/burst lend/lent bend/bent feed/fed flee/fled arise/arose awake/awoke bite/bit bleed/bled
blow/blew breed/bred cling/clung creep/crept dig/dug drink/drank fling/flung forgive/forgave forsake/forsook
grind/ground kneel/knelt rend/rent rid/rid shed/shed shrink/shrank sling/slung slay/slew slit/slit speed/sped spin/spun
spit/spat spring/sprang stick/stuck sting/stung stride/strode string/strung strive/strove sweep/swept swing/swung
thrust/thrust tread/trod weave/wove weep/wept wind/wound wring/wrung behold/beheld beset/beset beget/begot
broadcast/broadcast forecast/forecast wed/wed cleave/cleft
""".split()
)
PREFIXES = ("re", "un", "under", "over", "out", "mis", "fore", "with", "up", "inter", "pre", "off", "in", "co", "by")
REGULAR = frozenset({"relay", "inlay", "welcome", "relight", "behave"})
# of more than one syllable, the last of them stressed (or doubled all the same)
DOUBLED = frozenset(
    """
commit admit permit submit omit emit remit transmit acquit regret abet beget refer prefer confer transfer defer deter
infer incur occur recur concur abhor control patrol enrol compel expel propel repel dispel impel excel rebel cancel
travel label level model fuel dial signal total rival channel counsel quarrel tunnel marvel annul fulfil instil distil
equip worship kidnap handicap program unwrap outfit outwit debug unplug forget upset offset input output reset rerun
""".split()
)


def irregular(lemma: str) -> str | None:
    """An irregular past, with a prefix too: "undertook", "resold"."""
    if lemma in IRREGULAR or lemma in REGULAR:
        return IRREGULAR.get(lemma)
    first, hyphen, last = lemma.rpartition("-")
    if hyphen:
        return f"{first}-{past(last)}"
    bases = ((p, lemma.removeprefix(p)) for p in PREFIXES if lemma.startswith(p))
    return next((p + IRREGULAR[base] for p, base in bases if base in IRREGULAR and len(base) > 2), None)


def doubles(lemma: str) -> bool:
    """Whether the last consonant is doubled before an ending: "stopped", "preferring"."""
    short = len(lemma) > 1 and lemma[-2] in "aeiou" and lemma[-1] not in "aeiouwxy"
    return lemma in DOUBLED or (short and not any(c in "aeiou" for c in lemma[:-2].replace("qu", "q")))


def past(lemma: str) -> str:
    """The simple past: "founded", "stopped", "wrote"."""
    told = irregular(lemma)
    if told is not None:
        return told
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ied"
    return lemma + lemma[-1] + "ed" if doubles(lemma) else lemma + "ed"


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
    return lemma + lemma[-1] + "ing" if doubles(lemma) else lemma + "ing"
