"""What surrounds prose on pages and in files: share counts, bylines, credits, navigation, notices.

Everything here speaks of one paragraph by itself. The tests err on the side of prose: a paragraph is furniture only
if it has no sentence (`is_label`), or says outright what it is (`is_notice`).
"""

from __future__ import annotations

import re

from kg.read.layout import ENDED

_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d[\d.,:%]*")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d(?:\s?[–-]\s?(?:\d\d){1,2})?")

# Forms that are hardly ever anything but a finite verb (closed class, and irregular pasts), so that a line without a
# full stop can be told from a heading without a tagger.
_VERBS = frozenset(
    """is are was were am be been being has have had having do does did will would shall should can could may might must
    isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't cannot couldn't
    said says told tells made makes took takes gave gives went goes came comes got gets saw sees knew knows thought
    found left kept held brought bought sold built sent spent lost won met paid led ran began begun became becomes wrote
    written spoke spoken broke broken chose chosen drove driven fell fallen felt fought flew grew grown laid lay lent
    meant rose risen sat shot sang sank slept stood stole stolen struck swore taught tore threw thrown understood wore
    withdrew withdrawn owns wants seeks remains includes denies announces expects believes acquires operates employs
    produces provides sells buys sues accuses belongs consists contains exists lives
    it's that's there's he's she's i'm we're they're you're i've we've they've you've""".split()
)
_PAST = re.compile(r"[a-z]{2,}ed")
_NOT_PAST = frozenset(
    "need speed indeed exceed proceed succeed hundred seed feed breed creed greed weed sacred naked aged".split()
)
# "Microsoft buys LinkedIn": a small word in -s between capitals is the verb, unless it is one of these.
_THIRD_PERSON = re.compile(r"[A-Z][\w’']* ([a-z]{2,}s) (?:[A-Z]|(?:the|a|an|its|his|her|their|all|no)\b)")
_NOT_VERB = frozenset("as its his this us across towards versus plus less perhaps besides unless thus always".split())

# Labels: whole lines without a sentence.
_LABEL = re.compile(
    r"""(?: advert(?:isement|ising)? | sponsored(?:\ content)? | promoted
    | share(?:\ (?:this|on|via)\b.*)? | tweet | e-?mail | print | copy\ link | listen\b.* | watch(?:\ now|:.*)
    | facebook | twitter | instagram | whatsapp | linkedin | telegram | reddit | pinterest
    | comments? | leave\ a\ (?:reply|comment) | (?:follow|like|find|join)\ us\b.*
    | read\ (?:more|also|next|on)\b.* | see\ also\b.* | related\b.* | more\ (?:on|from|about)\b.*
    | continue\ reading\b.* | click\ (?:here|to)\b.* | you\ (?:may|might)\ (?:also\ )?like\b.*
    | recommended\b.* | most\ (?:read|popular|viewed)\b.* | trending\b.* | latest\ news | breaking\ news
    | (?:tags?|topics?|keywords|categor(?:y|ies)|filed\ under|posted\ (?:in|by|on))\b.*
    | (?:published|updated|last\ (?:updated|modified))\b.*
    | subscribe\b.* | sign\ (?:up|in)\b.* | log\ ?in\b.* | register | newsletter | menu | search | home
    | skip\ to\b.* | jump\ to\b.* | back\ to\ top | (?:next|previous)(?:\ (?:page|article|post|story))?
    | (?:table\ of\ )?contents | loading\b.* | \[?edit\]? | end\ of\ (?:article|story)
    | contact(?:\ us)? | about(?:\ us)? | videos? | photos? | gallery
    | (?:terms|privacy|cookies?)(?:\ (?:of|and|&|\||use|service|policy|notice|settings|conditions|terms|privacy))*
    | (?:image|photo|picture|photograph|video|audio|illustration|credit|caption|file\ photo)s?\ ?:.*
    | (?:so?ur[cs]es?|via|by|authors?|editors?|(?:reporting|writing|editing)\ by)\ ?:.*
    | \(?(?:reuters|ap|afp|getty\ images)\)? )[.:…»>→]*""",
    re.IGNORECASE | re.VERBOSE,
)
_BYLINE = re.compile(r"(?:(?:Reporting |Written |Edited )?[Bb]y|BY)(?: (?:and |AND |& )?[A-Z][\w.'’-]*,?){1,6}\.?")
_COUNTED = re.compile(
    r"""[\d.,]+\s?[km]?\+?\s(?:comments?|shares?|views?|votes?|likes?|repl(?:y|ies)|followers|reactions?|retweets?
    |reads?|ratings?|stars?|min(?:ute)?s?\sread)\b.*""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(
    r"""(?:\w+\s?:\s*)?(?:https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.]+
    | (?:[\w-]+\.)+(?:com|org|net|info|gov|edu|co\.[a-z]{2}|[a-z]{2})(?:/\S*)?)\.?""",
    re.VERBOSE,
)
_TAGS = re.compile(r"(?:[#@]\w+[\s,]*)+")
_CHOICES = re.compile(r"[^|•»›·/]{1,40}(?:\s[|•»›·/]+\s[^|•»›·/]{1,40}){2,}")
_TABLE_ROW = re.compile(r"\|.*\|")
_LABEL_WORDS = 12
_LABEL_LENGTH = 200

# Notices: sentences, but the page speaks of itself.
_NOTICE = re.compile(
    r"""(?: (?:we|(?:this|our)\ (?:web)?site)\ (?:and\ our\ partners\ )?(?:uses?|stores?)\ (?:\w+\ ){0,3}cookies
    | by\ (?:continuing|using|clicking|browsing|signing|subscribing|submitting|accessing)\b.*\byour?\b
    | (?:please\ )?(?:sign\ up|subscribe|register|log\ in|click\ here|follow\ us|like\ us)
      (?:\ (?:to|for|on|at|with|now|here|today)\b | [.!]?$)
    | (?:please\ )?(?:download|support|join)\ our\b | (?:please\ )?share\ this\b | your\ e-?mail\ address\ will\ not
    | (?:©|\(c\)|copyright\b[^a-z]*(?:©|\(c\)|\d{4})) | all\ rights\ reserved
    | (?:read\ more|read\ also|see\ also|also\ read|related|source|via|photo|image)\ ?:
    | this\ (?:article|story|post|page)\ (?:was|has\ been|is|originally)\ (?:(?:originally|first|last)\ )?
      (?:published|posted|updated|corrected|appeared|available|licensed)
    | (?:please\ )?(?:enable|turn\ on)\ javascript | (?:your|this)\ browser\ (?:does|is)\ (?:not|no)
    | have\ an?\ (?:tip|story|correction)\b.*\b(?:us|our)\b )""",
    re.IGNORECASE | re.VERBOSE,
)
_SAID = re.compile(r"[\"“”]|\b(?:said|says|told)\b")
_NOTICE_WORDS = 45

DATELINE = re.compile(
    r"[A-Z][A-Z'.-]+(?: [A-Z][A-Z'.-]+){0,3}(?:, [A-Z][A-Za-z. ]{1,20})?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
    r" ?(?:\([A-Z][A-Za-z ]{1,20}\))? ?[-–—]{1,2} "
)
"""A news agency's dateline, before the first sentence of a report."""

CREDIT = re.compile(
    r"[(\[]?\b(?:Image|Photo|Picture|Photograph|Illustration|Audio|Video|Credit)s?(?: credit| by)?\s?:"
    r" [^.:;]{1,80}\.?[)\]]?$"
)
"""Who made the picture, at the end of its caption."""


def is_sentence(text: str) -> bool:
    """Whether a paragraph ends as sentences do, and holds words."""
    return bool(ENDED.search(text)) and len(_WORD.findall(text)) >= 2


def has_verb(text: str) -> bool:
    """Whether a paragraph surely holds a finite verb, beyond its first word; false says nothing sure."""
    words = [word.strip('.,;:!?()[]"“”').replace("’", "'") for word in text.split()[1:]]
    third = _THIRD_PERSON.search(text)
    return bool(third and third[1] not in _NOT_VERB) or any(
        word in _VERBS or (_PAST.fullmatch(word) and word not in _NOT_PAST) for word in words
    )


def is_label(text: str) -> bool:
    """Whether a paragraph is no more than a label, a count, an address, a menu or a row of a table."""
    if len(text) > _LABEL_LENGTH:
        return False
    if _ADDRESS.fullmatch(text) or _TAGS.fullmatch(text) or _BYLINE.fullmatch(text):
        return True
    if _LABEL.fullmatch(text) or _COUNTED.fullmatch(text):
        return len(text.split()) <= _LABEL_WORDS and not (is_sentence(text) and has_verb(text))
    shaped = _mostly_numbers(text) or _CHOICES.fullmatch(text) or _TABLE_ROW.fullmatch(text)
    return bool(shaped) and not is_sentence(text)


def is_notice(text: str) -> bool:
    """Whether a paragraph is the page speaking of itself: cookies, rights, subscriptions, where it appeared first."""
    return bool(_NOTICE.match(text)) and len(text.split()) <= _NOTICE_WORDS and not _SAID.search(text)


def _mostly_numbers(text: str) -> bool:
    return not _YEAR.fullmatch(text) and len(_WORD.findall(text)) < max(len(_NUMBER.findall(text)), 1)
