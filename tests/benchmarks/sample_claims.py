"""A random sample of claims with their sentences, for a reader to judge.

    python tests/benchmarks/sample_claims.py FOLDER [ASSERTED [OTHERS [SEED]]]

Rubric. An asserted claim is RIGHT if, read aloud, it is something that its sentence (with its context) states as fact,
of the right parties; roughness of grammar and dropped adverbs are allowed. It is WRONG if it is false, garbled, or cut
until it means nothing, and NOT ASSERTED if the text only hopes, denies, orders, plans, quotes or supposes it. A claim
that is not asserted is RIGHT if the text says it under that standing.

Verdicts on asserted claims (36 news articles and biographies, one reader; each seed on the program of its day, whose
systematic mistakes were then mended; rule, certainty and confidence of the judged claims are in `verdicts.tsv`):

    seed    date          claims  right  wrong  not asserted
    23      2026-11-23        90     77     13       0
    4101    2026-11-26       110     92     18       0
    7302    2026-11-26       100     85     15       0
    5519    2026-11-26       100     89     10       1
    8086    2026-11-26       100     89     11       0

Of the 21 wrong in the last two, 8 were the parser's, 3 coreference, 2 names, 8 rules; the names and 6 of the rules'
have been mended since. Others (seed 23, 40 claims): 26 right, 7 wrong content, 7 wrong standing.

With model 3, a fresh reader who had mended nothing (seed 90210, 150 + 40 claims, 2026-11-26): asserted 130 right, 17
wrong, 3 not asserted; others 24 right, 5 wrong content, 11 wrong standing.
Another fresh reader, after more mending (seed 31337, 120 + 30, 2026-11-26): asserted 105 right, 13 wrong, 2 not
asserted; others 19 right, 2 wrong content, 9 wrong standing. Read generously: 108, and 22.
A third fresh reader, after more mending (seed 271828, 120 + 30, 2026-11-27): asserted 106 right, 14 wrong, none not
asserted; others 18 right, 6 wrong content, 6 wrong standing. Read generously: 114 asserted right; harshly: 96. Of
the 14, five were a property that said too much, and have been mended since.
A fourth, on what was then mended (seed 161803, 120 + 30, the same day): asserted 104 right, 15 wrong, 1 not asserted;
others 22 right, 3 wrong content, 5 wrong standing; six of the wrong have been mended since.

Then each round by three to six fresh readers who saw neither the program nor each other, 120 claims each, every round
on the program of its moment, whose systematic mistakes were mended before the next (2026-11-27; others: 15 a reader,
right in content and standing); `verdicts.tsv` has all but the first two:

    seed      claims  right          wrong  not asserted   others right
    20261127    720   622 (86.4 %)     96       2           62 of 90
    314159      480   428 (89.2 %)     49       3           44 of 60
    271801      360   322 (89.4 %)     37       1           31 of 45
    602214      360   327 (90.8 %)     28       5           31 of 45
    137035      360   327 (90.8 %)     32       1           30 of 45
    299792      360   330 (91.7 %)     30       0           30 of 45
    662607      360   333 (92.5 %)     26       1           37 of 45
    808017      360   331 (91.9 %)     27       2           35 of 45

These are figures for articles that every round reads again. On texts that nobody had read for mistakes they are lower.
Each of these rounds drew from documents that no round before had seen (Re-DocRED's training part, KnowledgeNet, for the
first three re3d too; 7373: GUM), on the program of its moment, by fresh readers, two or three a round; what was wrong
and general was mended before the next (2026-11-27; `verdicts.tsv` has them from 9091 on):

    seed      claims  right          wrong  not asserted   others right
    4411        330   255 (77.3 %)     71       4           29 of 41
    5533        330   274 (83.0 %)     56       0           28 of 41
    7171        330   266 (80.6 %)     60       4           28 of 41
    9091        330   278 (84.2 %)     51       1           24 of 41
    1212        330   277 (83.9 %)     52       1           21 of 40
    5050        330   280 (84.8 %)     50       0           25 of 41
    6161        220   172 (78.2 %)     47       1            8 of 27
    7373        220   181 (82.3 %)     32       7           16 of 27
    8181        330   289 (87.6 %)     41       0           23 of 41
    9292        330   278 (84.2 %)     47       5           27 of 41
    1717        330   274 (83.0 %)     54       2           22 of 41
    2626        330   270 (81.8 %)     58       2           29 of 41
    3535        330   282 (85.5 %)     45       3           26 of 41
    4646        330   279 (84.5 %)     51       0           21 of 41
    5757        330   279 (84.5 %)     49       2           29 of 41

Model 4 beside model 3, the same program (2026-11-27; 70 documents of Re-DocRED's development part and 25 of re3d): each
makes 1,286 asserted claims, of which 321 differ. Of 90 of these each, mixed and judged by two readers who did not know
which was whose: model 3's 68 right, model 4's 64; no difference that 180 claims could show.

    20261128    220   184 (83.6 %)     33       3           15 of 30
    20261129    220   187 (85.0 %)     31       2           20 of 30
    20261202    160   146 (91.2 %)     14       0           11 of 24
    20261203    160   131 (81.9 %)     25       4           19 of 40
    20261204    140   119 (85.0 %)     17       4           39 of 60
    20261205    160   140 (87.5 %)     18       2           27 of 40
    20261208    160   142 (88.8 %)     18       0           24 of 40

The last is of model 7 as of the end of 2026-11-28, on 60 documents of DocRED's extra part and 60 of KnowledgeNet. The
one before is of model 7, on 300 sentences of FewRel, SemEval-2010 task 8 and TekGen, which no round had seen; eight of
its faults were general and have been mended. The three before are of model 6, the last two of those of rougher texts:
web logs and newsgroups (EWT's development part), GUM, and what is left of DocRED; of their 50 faults a dozen kinds
were general and have been mended. What readers find fault with in the others of 20261202 is mostly stray quotation
marks and what people do or are "or" something else. The first two are of models 4 and 5, with weak links of
coreference left out (parties by coreference had been a sixth of what was wrong; in 20261128 they are two of 33, in
20261129 six of 31).

Four fresh readers wrote 60 paragraphs each, as authors of a kind of text would, and judged all that model 7 made of
them (2026-11-28): news of business and courts 176 of 197 asserted right, encyclopaedias and science 272 of 306,
biographies, politics and sport 244 of 258, mails, reviews and talk 110 of 125; together 802 of 886 (90.5 %), 79 wrong,
5 not asserted; others 201 of 267. Some thirty kinds of their faults, and what they missed (deeds without an object),
have been mended. A fifth, after that, on ten more kinds: 209 of 230 (90.9 %), 19 wrong, 2 not asserted; others 31 of
41.

With model 5, on the articles that every round reads (seed 20261130, 240 + 30, two fresh readers, 2026-11-28): 225
right (93.8 %), 14 wrong, 1 not asserted; others 22 of 30. With model 7 and what was mended after those four (seed
20261206, 200 + 40, two fresh readers): 185 right (92.5 %), 13 wrong, 2 not asserted; others 28 of 40. What readers
find fault with in the others is mostly what is said of participles and gerunds under plans and agreements. Of what is
wrong in the six before it, half is the parser's or the tagger's, a sixth coreference, a quarter is cut: mending by
hand has come to its end there, as each round's mistakes are new ones.

Seven more authors (2026-11-28; 60 paragraphs each, and one 344 sentences by phenomenon): business and agency news 258
of 270 asserted right (95.6 %), encyclopaedias 420 of 455 (92.3 %), investigations and judgments 228 of 249 (91.6 %),
phenomena 509 of 568 (89.6 %; 22 not asserted); and, after that was mended, science and biographies 328 of 357 (91.9
%), quotations and demands 228 of 237 (96.2 %), technology, art and memos 224 of 243 (92.2 %); others 592 of 701 (84
%). What they found, and what they missed, has been mended where it was general. Then (seed 20261207, articles of the
corpus, 200 + 40, two fresh readers): 187 right (93.5 %), 10 wrong, 3 not asserted; others 28 of 40.
"""

from __future__ import annotations

import random
import sys
from typing import Any

from kg.contract import record
from kg.pipeline import extractions
from kg.types import Extraction


def line(claim: dict[str, Any]) -> str:
    """A claim and its sentence."""
    standing = "" if claim["asserted"] else f" [{claim['polarity']}, {claim['modality']}, by {claim['attributed_to']}]"
    words = f"({claim['subject']} | {claim['relation']} | {claim['object']}) {claim['property'] or ''}{standing}"
    return (
        f"{words} {claim['rule']} {claim['confidence']}, {claim['document']}\n   {' '.join(claim['sentence'].split())}"
    )


def main() -> None:
    """Prints the sample."""
    numbers = [int(value) for value in sys.argv[2:]]
    asserted, others, seed = [*numbers, *(90, 40, 23)[len(numbers) :]]
    found = [record(c) for e in extractions([sys.argv[1]]) if isinstance(e, Extraction) for c in e.claims]
    draw = random.Random(seed)
    for is_fact, count in ((True, asserted), (False, others)):
        pool = [claim for claim in found if claim["asserted"] == is_fact]
        print(f"\n{'Asserted' if is_fact else 'Not asserted'}: {count} of {len(pool)}")
        for number, claim in enumerate(draw.sample(pool, min(count, len(pool))), 1):
            print(f"{number}. {line(claim)}")


if __name__ == "__main__":
    main()
