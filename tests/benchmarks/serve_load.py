"""kg serve under load: eight clients, a minute of mixed queries, and one client that asks a pathological one.

    python tests/benchmarks/serve_load.py STORE [--seconds 60] [--clients 8]

STORE is a built store. Prints, for the eight, the number of requests, of errors, and the times at which half, 99 % and
all of them were answered; then how the pathological ones ended. The target: no error, 99 % within 200 ms.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from itertools import chain
from urllib.parse import urlencode, urlsplit

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MIXED = [
    {"query": "SELECT ?s { ?s skos:prefLabel 'ByteDance' }"},
    {"query": "SELECT ?a ?b { ?a kgo:owns ?b } LIMIT 100"},
    {"query": "SELECT ?n { thing:ByteDance kgo:owns/skos:prefLabel ?n }"},
    {"query": "SELECT ?c ?l { ?c rdf:subject thing:TikTok ; rdfs:label ?l } LIMIT 50"},
    {"query": "ASK { ?a kgo:ordered ?b }"},
    {"query": "CONSTRUCT { ?a kgo:leads ?b } WHERE { ?a kgo:leads ?b } LIMIT 100"},
    {"query": "SELECT ?t { ?c kg:time ?t } ORDER BY ?t LIMIT 10"},
    {"query": "DESCRIBE thing:TikTok", "format": "nt"},
]


def ask(address: str, fields: dict[str, str]) -> int:
    """The status of an answer that came whole."""
    split = urlsplit(address)
    connection = http.client.HTTPConnection(str(split.hostname), split.port, timeout=60)
    try:
        connection.request("GET", "/sparql?" + urlencode(fields))
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def client(address: str, until: float, seed: int, took: list[float], ended: Counter[int]) -> None:
    """Asks one query of the mix after another."""
    choose = random.Random(seed)
    while time.perf_counter() < until:
        began = time.perf_counter()
        ended[ask(address, choose.choice(MIXED))] += 1
        took.append(time.perf_counter() - began)


def main() -> None:
    """Starts the server and the clients, and tells."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=8)
    given = parser.parse_args()
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", given.store, "--timeout", "10"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr
        address = server.stderr.readline().split(" at ")[1].split()[0]
        until = time.perf_counter() + given.seconds
        took: list[list[float]] = [[] for _ in range(given.clients)]
        ended: list[Counter[int]] = [Counter() for _ in range(given.clients)]
        hostile: Counter[int] = Counter()

        def attack() -> None:
            while time.perf_counter() < until:
                hostile[ask(address, {"query": ENDLESS})] += 1

        threads = [threading.Thread(target=attack)]
        threads += [
            threading.Thread(target=client, args=(address, until, seed, took[seed], ended[seed]))
            for seed in range(given.clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        server.terminate()
        server.wait()
    every, statuses = sorted(chain.from_iterable(took)), sum(ended, Counter[int]())
    errors = sum(count for status, count in statuses.items() if status != 200)
    load = os.getloadavg()[0]
    print(f"{len(every)} requests of {given.clients} clients in {given.seconds:g} s, {errors} errors; load {load:.1f}")
    places = {"p50": 0.5, "p99": 0.99, "most": 1.0}
    print(", ".join(f"{k} {every[min(int(len(every) * q), len(every) - 1)] * 1000:.0f} ms" for k, q in places.items()))
    print(f"pathological queries: {dict(hostile)}")


if __name__ == "__main__":
    main()
