"""A server in a thread, asked over a real connection."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from small_document import ACME, ADA, BOLT, DENIED, NIMBUS, ORDER, OWNS, SALE, STAFF, TEXT

from kg.graph.store import Store
from kg.types import Document, Extraction

TOKEN = "a-token"


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        return str(self.headers.get("content-type", "")).partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of SPARQL results in JSON."""
        bindings = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


class Site(NamedTuple):
    """An address that answers."""

    address: str

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """One request; an underscore in a header's name stands for a hyphen."""
        split = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(split.hostname), split.port, timeout=120)
        try:
            sent = body.encode() if isinstance(body, str) else body
            connection.request(method, path, sent, {k.replace("_", "-"): v for k, v in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def query(self, sparql: str, accept: str = "*/*", **fields: Any) -> Answer:
        return self.get("/sparql?" + urlencode({"query": sparql, **fields}, doseq=True), Accept=accept)

    def update(self, sparql: str, token: str = TOKEN, **fields: Any) -> Answer:
        headers = {"Content_Type": "application/sparql-update", "Authorization": f"Bearer {token}"}
        return self.ask("POST", "/sparql?" + urlencode(fields, doseq=True), sparql, **headers)


@contextmanager
def served(folder: Path, *, token: str | None = None, **limits: Any) -> Iterator[Site]:
    """A store behind a server on a free port."""
    from kg.serve.app import run
    from kg.serve.served import Limits

    up: threading.Event = threading.Event()
    told: list[Any] = []

    def ready(address: str, stop: Callable[[], None]) -> None:
        told.extend([address, stop])
        up.set()

    def work() -> None:
        try:
            asyncio.run(run(folder, 0, Limits(**{"workers": 2, **limits}), token=token, ready=ready))
        except BaseException as error:
            told.append(error)
            up.set()

    thread = threading.Thread(target=work)
    thread.start()
    up.wait()
    if isinstance(told[0], BaseException):
        raise told[0]
    try:
        yield Site(told[0])
    finally:
        told[1]()
        thread.join()
    assert len(told) == 2, told[2]


def fill(folder: Path) -> Path:
    """A store with the small document in it."""
    document = Document("a.txt", TEXT, "A brief <b>", date(2020, 8, 20))
    claims = (OWNS, ORDER, SALE, DENIED, STAFF)
    with Store.open(folder) as store:
        store.put(Extraction(document, (ACME, ADA, BOLT, NIMBUS), claims, "one", 18))
    return folder
