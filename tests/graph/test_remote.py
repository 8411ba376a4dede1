"""A store behind a SPARQL endpoint is the store that a folder would be, and says aloud when something fails."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers import Reply, oxigraph, proxy, virtuoso
from small_document import ACME, ADA, OWNS, claim

from kg.errors import QueryError, StoreError, UsageError
from kg.graph import remote as remote_module
from kg.graph.infer import infer
from kg.graph.store import Store
from kg.settings import Settings
from kg.types import Entity, Extraction

Renamed = Callable[..., Extraction]
LEADS = claim(ADA, "leads", ACME, property="kgo:leads")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Further tries come at once."""
    monkeypatch.setattr(remote_module, "PAUSES", (0.0, 0.01))


@pytest.fixture
def server() -> Iterator[str]:
    """An empty Oxigraph server."""
    yield from oxigraph()


@pytest.fixture(params=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty server of each kind."""
    yield from oxigraph() if request.param == "oxigraph" else virtuoso(tmp_path)


def fold(entities: tuple[Entity, ...]) -> list[tuple[str, str, str]]:
    """A finder that takes Bolt for Nimbus."""
    return [("thing/Bolt", "thing/Nimbus", "for the test")] if any(e.id == "thing/Bolt" for e in entities) else []


def filled(store: Store, extraction: Extraction, renamed: Renamed) -> Store:
    """Documents new, replaced, removed; merged, and with what follows."""
    for name in "abc":
        store.put(renamed(name))
    store.put(extraction)
    store.merge(fold)
    store.put(renamed("a", OWNS, LEADS, fingerprint="two"))
    store.remove("b")
    store.merge(fold)
    infer(store, Settings().ontology_files)
    return store


def test_it_holds_what_a_folder_would(endpoint: str, extraction: Extraction, renamed: Renamed) -> None:
    """In its named graphs, in its default graph, and for the named queries."""
    with Store.in_memory() as local, Store.open(endpoint) as store:
        filled(local, extraction, renamed)
        filled(store, extraction, renamed)
        assert store.serialize("nq") == local.serialize("nq")
        assert store.documents() == local.documents()
        assert store.has("a", "two")
        once = [] if store.backend.union else ["SELECT (COUNT(*) AS ?n) { ?a kgo:owns ?b }", "merged"]
        for question in ("owners", "documents", *once):
            assert list(store.query(question)) == list(local.query(question))
    with Store.open(endpoint, readonly=True) as again:
        assert again.has("a", "two")


def test_a_construct_an_ask_and_a_wrong_query_answer_as_they_do_elsewhere(server: str, extraction: Extraction) -> None:
    with Store.open(server) as store:
        store.put(extraction)
        assert store.query("ASK { thing:Acme kgo:owns thing:Bolt }")
        assert "owns" in store.query("CONSTRUCT { ?a kgo:owns ?b } WHERE { ?a kgo:owns ?b }").serialize("nt")
        with pytest.raises(QueryError, match=r"line 1, column 17, at “\{”"):
            store.query("SELECT ?x WHERE {\n ?x ?p ?o")


def test_rdflib_asks_it_too(server: str, extraction: Extraction) -> None:
    with Store.open(server) as store:
        store.put(extraction)
        assert len(list(store.dataset().query("SELECT ?a { ?a kgo:owns ?b }"))) == 1


@pytest.mark.parametrize("how", [{"readonly": True}, {"create": False}])
def test_an_endpoint_without_a_store_says_so(server: str, how: dict[str, bool]) -> None:
    with pytest.raises(StoreError, match="no store here"):
        Store.open(server, **how)


def test_a_server_that_is_away_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match=r"no connection.*after 3 tries") as told:
        Store.open("http://ada:secret@127.0.0.1:9/query")
    assert "secret" not in str(told.value)


def test_a_backup_is_the_servers_business(server: str, tmp_path: Path) -> None:
    with Store.open(server) as store, pytest.raises(UsageError, match="kg export"):
        store.backup(tmp_path / "copy")


def test_what_fails_for_a_while_is_tried_again_aloud(
    server: str, renamed: Renamed, caplog: pytest.LogCaptureFixture
) -> None:
    """And is then there once."""

    def busy(number: int, request: object, passed_on: Callable[[], Reply]) -> Reply:
        return (503, {"Retry-After": "0"}, b"busy") if number % 3 == 1 else passed_on()

    with proxy(server, busy) as url, Store.open(url) as store:
        store.put(renamed("a"))
    assert "503 busy; trying again" in caplog.text
    with Store.open(server, readonly=True) as store:
        assert store.documents() == ["a"]


def test_a_batch_that_fails_for_good_is_an_error_and_nothing_of_it_stays(
    server: str, renamed: Renamed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even in the next batch: what was half written is taken away, and the document counts as not there."""
    monkeypatch.setattr(remote_module, "_BATCH", 10)
    sent = iter(range(1000))
    down = False

    def breaks(number: int, request: object, passed_on: Callable[[], Reply]) -> Reply:
        return (500, {}, b"out of order") if down and next(sent) >= 2 else passed_on()

    with proxy(server, breaks) as url, Store.open(url) as store:
        store.put(renamed("a"))
        down = True
        with pytest.raises(StoreError, match=r"refused an update.*out of order"):
            store.put(renamed("b"))
    with Store.open(server) as store, Store.in_memory() as whole:
        assert not store.has("b", "one")
        whole.put(renamed("a"))
        assert store.serialize("nq") == whole.serialize("nq")
        for one in (store, whole):
            one.put(renamed("b"))
        assert store.serialize("nq") == whole.serialize("nq")
        assert len(store) == len(whole)


def test_an_answer_that_is_cut_short_is_an_error(server: str, extraction: Extraction) -> None:
    """Though its status is good."""
    with Store.open(server) as store:
        store.put(extraction)

    def cut(number: int, request: object, passed_on: Callable[[], Reply]) -> Reply:
        status, headers, content = passed_on()
        return status, headers, content[: -len(content) // 3] if number else content

    with (
        proxy(server, cut) as url,
        Store.open(url, readonly=True) as store,
        pytest.raises(QueryError, match="cut short"),
    ):
        store.query("owners")


def test_a_name_and_password_are_asked_for_and_used(
    server: str, renamed: Renamed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the environment, or a token."""
    good = "Basic " + base64.b64encode(b"ada:secret").decode()

    def guarded(number: int, request: object, passed_on: Callable[[], Reply]) -> Reply:
        given = request.headers.get("Authorization")  # type: ignore[attr-defined]
        return passed_on() if given in (good, "Bearer t0ken") else (401, {"WWW-Authenticate": "Basic"}, b"who?")

    with proxy(server, guarded) as url:
        with pytest.raises(StoreError, match="KG_STORE_USER"):
            Store.open(url)
        monkeypatch.setenv("KG_STORE_USER", "ada")
        monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
        with Store.open(url) as store:
            store.put(renamed("a"))
        monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
        with Store.open(url) as store:
            assert store.documents() == ["a"]
