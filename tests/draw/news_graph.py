"""A graph like those that kg makes of news: a true core in our own words, and as many invented reports around it as a
test asks for."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx

CLASSES = {
    "Person": "Donald Trump|Zhang Yiming|Kevin Mayer|Shou Zi Chew|Tobias Lütke|Larry Ellison",
    "Company": "ByteDance|Tencent|Oracle|Walmart|Shopify|Microsoft",
    "Country": "China|United States|Canada|India",
    "Place": "Beijing|Ottawa|Los Angeles",
    "Product": "TikTok|WeChat|Douyin",
    "Government": "Commerce Department|White House",
    "Organization": "BBC|Reuters",
    "Law": "executive order",
    "Concept": "software engineers|downloads of the app|allegations|national security|database software",
    "Position": "President of the United States|chief executive",
    "Claim": "sale of TikTok",
}
COMMON = {"executive order", "software engineers", "downloads of the app", "allegations", "national security"}
COMMON |= {"database software", "chief executive", "sale of TikTok"}
NAMES = {
    "Donald Trump": ["Trump", "President Trump", "the president"],
    "United States": ["US", "U.S.", "America"],
    "Commerce Department": ["Department of Commerce"],
    "ByteDance": ["Bytedance Ltd", "the Chinese group"],
}
BRIEFS = {
    "tiktok.txt": ("TikTok looks for a buyer", "2020-09-14"),
    "shops.md": ("A Canadian partner for short videos", "2020-10-27"),
    "chew.txt": ("Questions to a chief executive", "2023-03-23"),
}
# sentence | subject | relation | object | modality | polarity or speaker | time | document; the claims of one sentence
# follow it without repeating it, and modality, polarity, speaker and time are left out where they say nothing
CLAIMS = """
TikTok's parent company ByteDance, which has its seat in Beijing, weighs its choices.
|ByteDance|owns|TikTok||2020|tiktok.txt
Beijing-based ByteDance said nothing on Monday.
|ByteDance|is based in|Beijing||2020-09-14|tiktok.txt
ByteDance owns TikTok and a sister app, Douyin, that serves China alone.
|ByteDance|owns|Douyin|||tiktok.txt
|ByteDance|owns|TikTok|||chew.txt
|Douyin|serves|China|||tiktok.txt
Zhang Yiming founded ByteDance in 2012.
|Zhang Yiming|founded|ByteDance||2012|tiktok.txt
Tencent's WeChat is named in the second paper.
|Tencent|owns|WeChat|||tiktok.txt
US President Donald Trump signed an executive order in August.
|Donald Trump|is|President of the United States|||tiktok.txt
|Donald Trump|signs|executive order||2020-08|tiktok.txt
In August Trump ordered the sale of TikTok by its owner.
|Donald Trump|orders|sale of TikTok||2020-08|tiktok.txt
|ByteDance|sells|TikTok|ordered|2020-08|tiktok.txt
The Commerce Department could still stop downloads of the app.
|Commerce Department|bans|downloads of the app|possible||tiktok.txt
ByteDance is in talks with Oracle and with Walmart.
|ByteDance|is in talks with|Oracle|||tiktok.txt
|ByteDance|is in talks with|Walmart|||tiktok.txt
Microsoft is not buying TikTok after all.
|Microsoft|buys|TikTok|actual|negative|2020-09-13|tiktok.txt
Oracle, which sells database software, would hold a share of TikTok.
|Oracle|sells|database software|||tiktok.txt
|Oracle|holds a share of|TikTok|possible||tiktok.txt
Larry Ellison founded Oracle with two friends.
|Larry Ellison|founded|Oracle||1977|tiktok.txt
ByteDance plans to hire 3,000 software engineers, the BBC reports.
|ByteDance|hires|software engineers|planned|BBC|tiktok.txt
Both firms deny the allegations.
|ByteDance|denies|allegations|||tiktok.txt
|Tencent|denies|allegations|||tiktok.txt
According to the White House the app threatens national security.
|TikTok|threatens|national security|actual|White House|tiktok.txt
Kevin Mayer left TikTok after three months as its chief executive.
|Kevin Mayer|leaves|TikTok||2020-08-27|tiktok.txt
India banned TikTok in June 2020.
|India|bans|TikTok||2020-06|tiktok.txt
Shopify, a Canadian firm with its seat in Ottawa, joined forces with TikTok.
|Shopify|is based in|Ottawa|||shops.md
|Shopify|has a deal with|TikTok||2020-10-27|shops.md
|Shopify|is located in|Canada|||shops.md
Tobias Lütke leads Shopify.
|Tobias Lütke|leads|Shopify|||shops.md
Ottawa is the capital of Canada.
|Ottawa|is the capital of|Canada|||shops.md
Shou Zi Chew, the chief executive of TikTok, spoke in Washington for five hours.
|Shou Zi Chew|leads|TikTok||2023-03-23|chew.txt
|Shou Zi Chew|is|chief executive|||chew.txt
Reuters says that ByteDance has moved data of Americans to Oracle.
|ByteDance|moves data to|Oracle|actual|Reuters|chew.txt
Beijing is the capital of China.
|Beijing|is the capital of|China|||chew.txt
TikTok has an office in Los Angeles.
|TikTok|is located in|Los Angeles|||chew.txt
"""


def news(size: int = 0, claims: int = 0) -> nx.MultiDiGraph[Any]:
    """The core, and invented reports until there are `size` nodes or a few more, and about `claims` claims (by default
    half as many again)."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for kind, names in CLASSES.items():
        for name in names.split("|"):
            add_node(graph, name, kind, name not in COMMON)
    sentence, number = "", 0
    for row in CLAIMS.strip().splitlines():
        if not row.startswith("|"):
            sentence = row
            continue
        subject, relation, object_, modality, *rest = row[1:].split("|")
        add_claim(graph, number, sentence, (subject, relation, object_), modality or "actual", *standing(rest))
        number += 1
    if size > len(graph):
        invent(graph, size, claims or round(1.5 * size))
    return graph


def standing(rest: list[str]) -> tuple[str, str, str, str]:
    """Polarity, speaker, time and document: the fields after the modality, of which the empty ones may be missing."""
    document = rest[-1]
    time = next((field for field in rest[:-1] if field[:1].isdigit()), "")
    speaker = next((field for field in rest[:-1] if field[:1].isupper()), "")
    return ("negative" if "negative" in rest else "positive"), speaker, time, document


def add_node(graph: nx.MultiDiGraph[Any], name: str, kind: str, named: bool) -> None:
    graph.add_node(iri(name), name=name, names=[name, *NAMES.get(name, [])], type=kind, named=named)


def iri(name: str) -> str:
    return "https://w3id.org/kg/id/thing/" + name.replace(" ", "_")


def add_claim(
    graph: nx.MultiDiGraph[Any],
    number: int,
    sentence: str,
    triple: tuple[str, str, str],
    modality: str = "actual",
    polarity: str = "positive",
    speaker: str = "",
    time: str = "",
    document: str = "tiktok.txt",
    start: int = 1000,
) -> str:
    """Adds the claim and returns its IRI."""
    subject, relation, object_ = triple
    title, date = BRIEFS.get(document, ("", ""))
    said = [word for word in (subject, object_) if word in sentence] or [sentence]
    first, last = min(map(sentence.index, said)), max(sentence.index(word) + len(word) for word in said)
    key = f"https://w3id.org/kg/id/claim/{number:08x}"
    graph.add_edge(
        iri(subject), iri(object_), key=key, relation=relation, property="", modality=modality, polarity=polarity,
        asserted=(modality, polarity, speaker) == ("actual", "positive", ""), attributed_to=speaker,
        confidence=0.6 + number % 40 / 100, rule=("verb", "apposition", "possessive")[number % 3], sentence=sentence,
        start=start, end=start + len(sentence), span_start=start + first, span_end=start + last,
        document=document, title=title, date=date, time=time, qualifiers={"time": [time]} if time else {},
    )  # fmt: skip
    return key


FIRST = (
    "Ada Bela Cora Dina Emil Franz Greta Hugo Ines Jonas Klara Levin Mara Nils Olga Pavel Rosa Simon Tara Uwe".split()
)
LAST = (
    "Adler Brandt Costa Duarte Engel Fischer Garcia Haddad Ivanov Jensen Kowalski Laurent Moretti Novak Okafor".split()
)
FIRMS = "Nord Alpin Delta Orion Vega Baltic Iberia Meridian Polar Quantum Rhein Solaris Terra Union Zenith".split()
TRADES = "Energy Motors Bank Software Pharma Steel Airlines Foods Media Robotics Logistics".split()
TOWNS = "Altdorf Bergen Cadiz Dover Essen Faro Ghent Hanover Izmir Jena Krakow Lille Malmo Nantes Oslo Porto".split()
NOUNS = "merger lawsuit investigation factory strike loan contract shareholders workers regulators emissions".split()
RELATIONS = {
    ("Person", "Company"): ["leads", "works for", "invests in", "founded", "sues"],
    ("Person", "Person"): ["meets", "criticises", "is married to", "succeeds"],
    ("Company", "Company"): ["acquires", "competes with", "is a partner of", "owns", "sues"],
    ("Company", "Place"): ["is based in", "opens a plant in"],
    ("Person", "Place"): ["was born in", "visits"],
    ("Company", "Concept"): ["announces", "faces", "denies"],
    ("Person", "Concept"): ["demands", "announces"],
}


def invent(graph: nx.MultiDiGraph[Any], size: int, claims: int) -> None:
    """Adds towns' worth of people, firms and matters: clustered, with few hubs and many ends, as news is."""
    dice = random.Random(5)
    kinds: dict[str, list[str]] = {"Person": [], "Company": [], "Place": [], "Concept": []}
    wanted = {"Person": 0.38, "Company": 0.3, "Place": 0.08, "Concept": 0.24}
    for name, data in [(data["name"], data) for _, data in graph.nodes(data=True)]:
        if data["type"] in kinds and data["named"]:
            kinds[data["type"]].append(name)
    while len(graph) < size:
        kind = dice.choices(list(wanted), list(wanted.values()))[0]
        name = fresh_name(dice, kind, len(graph))
        add_node(graph, name, kind, kind != "Concept")
        kinds[kind].append(name)
    for number in range(claims):
        link(graph, dice, kinds, number)


def fresh_name(dice: random.Random, kind: str, number: int) -> str:
    return {
        "Person": f"{dice.choice(FIRST)} {dice.choice(LAST)} {number}",
        "Company": f"{dice.choice(FIRMS)} {dice.choice(TRADES)} {number}",
        "Place": f"{dice.choice(TOWNS)} {number}",
        "Concept": f"{dice.choice(NOUNS)} no. {number}",
    }[kind]


def link(graph: nx.MultiDiGraph[Any], dice: random.Random, kinds: dict[str, list[str]], number: int) -> None:
    (first, second), relations = dice.choice(list(RELATIONS.items()))
    region = dice.random()
    subject, object_ = pick(dice, kinds[first], region), pick(dice, kinds[second], region)
    if subject == object_:
        return
    modality = dice.choices(["actual", "planned", "possible"], [8, 1, 1])[0]
    relation = dice.choice(relations)
    day = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"
    sentence = f"As this paper learned on Tuesday, {subject} {relation} {object_}, two people close to the matter said."
    document = f"reports/{number % 90:03d}.txt"
    add_claim(graph, 5000 + number, sentence, (subject, relation, object_), modality, time=day, document=document)


def pick(dice: random.Random, names: list[str], region: float) -> str:
    """Mostly a name near `region` of the list, the early ones of which are met often; now and then any."""
    if dice.random() < 0.08:
        return names[int(len(names) * dice.random() ** 3)]
    near = int(len(names) * region) + int(12 * dice.random() ** 2.5) - 2
    near -= near % (1 if dice.random() < 0.5 else 8)
    return names[max(0, min(len(names) - 1, near))]
