"""Irregular English verbs and nouns: a verb's past and participle from its lemma, a lemma from such a form."""

from __future__ import annotations

PARTS = """
arise/arose/arisen awake/awoke/awoken bear/bore/borne beat/beat/beaten become/became/become befall/befell/befallen
beget/begot/begotten begin/began/begun behold/beheld bend/bent beset/beset bet/bet bid/bid bind/bound bite/bit/bitten
bleed/bled blow/blew/blown break/broke/broken breed/bred bring/brought broadcast/broadcast build/built burst/burst
buy/bought cast/cast catch/caught choose/chose/chosen cleave/cleft cling/clung come/came/come cost/cost creep/crept
cut/cut deal/dealt dig/dug do/did/done draw/drew/drawn drink/drank/drunk drive/drove/driven dwell/dwelt eat/ate/eaten
fall/fell/fallen feed/fed feel/felt fight/fought find/found flee/fled fling/flung fly/flew/flown
forbid/forbade/forbidden forecast/forecast forget/forgot/forgotten forgo/forwent/forgone
forgive/forgave/forgiven forsake/forsook/forsaken freeze/froze/frozen get/got/gotten
give/gave/given go/went/gone grind/ground grow/grew/grown hang/hung have/had
hear/heard hide/hid/hidden hit/hit hold/held hurt/hurt keep/kept kneel/knelt know/knew/known lay/laid lead/led
leave/left lend/lent let/let lie/lay/lain light/lit lose/lost make/made mean/meant meet/met mow/mowed/mown
overcome/overcame/overcome oversee/oversaw/overseen overthrow/overthrew/overthrown pay/paid prove/proved/proven
put/put quit/quit read/read rend/rent rid/rid ride/rode/ridden ring/rang/rung rise/rose/risen run/ran/run
saw/sawed/sawn say/said see/saw/seen seek/sought sell/sold send/sent set/set sew/sewed/sewn shake/shook/shaken
shed/shed shoot/shot show/showed/shown shrink/shrank/shrunk shut/shut sing/sang/sung sink/sank/sunk sit/sat
slay/slew/slain sleep/slept slide/slid sling/slung slink/slunk slit/slit sow/sowed/sown speak/spoke/spoken speed/sped
spend/spent spin/spun spit/spat split/split spread/spread spring/sprang/sprung stand/stood steal/stole/stolen
stick/stuck sting/stung stink/stank/stunk stride/strode/stridden strike/struck/stricken string/strung
strive/strove/striven swear/swore/sworn sweep/swept swell/swelled/swollen swim/swam/swum swing/swung take/took/taken
teach/taught tear/tore/torn tell/told think/thought throw/threw/thrown thrust/thrust tread/trod/trodden
undergo/underwent/undergone understand/understood undertake/undertook/undertaken wake/woke/woken wear/wore/worn
weave/wove/woven wed/wed weep/wept win/won wind/wound withdraw/withdrew/withdrawn wring/wrung write/wrote/written
"""
PLURALS = """
man/men woman/women child/children foot/feet tooth/teeth goose/geese mouse/mice louse/lice ox/oxen die/dice
criterion/criteria phenomenon/phenomena crisis/crises thesis/theses hypothesis/hypotheses basis/bases axis/axes
analysis/analyses diagnosis/diagnoses oasis/oases parenthesis/parentheses synthesis/syntheses bacterium/bacteria
curriculum/curricula stratum/strata alumnus/alumni fungus/fungi nucleus/nuclei stimulus/stimuli radius/radii
index/indices matrix/matrices vertex/vertices appendix/appendices larva/larvae formula/formulae vertebra/vertebrae
"""
PREFIXES = ("re", "un", "under", "over", "out", "mis", "fore", "with", "up", "inter", "pre", "off", "in", "co", "by")
REGULAR = frozenset({"relay", "inlay", "relight"})


def table(pairs: str) -> dict[str, tuple[str, ...]]:
    """A lemma's forms, from lines of ``lemma/form/form``."""
    return {lemma: tuple(forms) for lemma, *forms in (entry.split("/") for entry in pairs.split())}


VERBS = table(PARTS)
FORMS = {
    upos: {form: lemma for lemma, forms in words.items() for form in forms if form not in words}
    for upos, words in (("VERB", VERBS), ("NOUN", table(PLURALS)))
}


def past(lemma: str) -> str | None:
    """An irregular simple past, with a prefix too ("undertook", "resold"); None for a regular verb's."""
    if lemma == "be":
        return "was"
    if lemma in VERBS:
        return VERBS[lemma][0]
    if lemma in REGULAR:
        return None
    bases = ((p, lemma.removeprefix(p)) for p in PREFIXES if lemma.startswith(p))
    return next((p + VERBS[base][0] for p, base in bases if base in VERBS), None)


def lemma(form: str, upos: str, *, compounds: bool) -> str | None:
    """The lemma of an irregular form, of compounds too where asked ("mistook", "horsemen"); None for any other form."""
    forms = FORMS.get(upos, {})
    if form in forms:
        return forms[form]
    for cut in range(1, len(form) - 2 if compounds else 0):
        if form[cut:] in forms and (upos == "NOUN" or form[:cut].rstrip("-") in PREFIXES):
            return form[:cut] + forms[form[cut:]]
    return None
