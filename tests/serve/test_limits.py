"""What a query may take: its time, its size, its memory; and that others go on meanwhile."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from site_under_test import Site, fill, served

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Site:  # type: ignore[misc]
    """A server that gives a query two seconds, and has one worker."""
    with served(fill(tmp_path_factory.mktemp("hasty") / "store"), seconds=2, workers=1) as site:
        yield site


def test_query_is_stopped_when_its_time_is_up(hasty: Site) -> None:
    """With an error, and no part of an answer."""
    answer = hasty.query(ENDLESS)
    assert (answer.status, answer.type) == (500, "text/plain")
    assert "longer than 2 s" in answer.text


def test_endless_queries_stall_nobody(site: Site) -> None:
    """More of them than there are workers: others are answered while all of them run."""
    ended: list[int] = []
    threads = [threading.Thread(target=lambda: ended.append(site.query(ENDLESS).status)) for _ in range(6)]
    for thread in threads:
        thread.start()
    assert all(site.query("ASK {}").status == 200 for _ in range(10))
    for thread in threads:
        thread.join()
    assert ended == [500] * 6


def test_answer_that_is_too_large_is_an_error(site: Site) -> None:
    """Not the beginning of one."""
    for accept in ("application/json", "text/csv", "application/xml"):
        answer = site.query("SELECT * { ?a ?b ?c . ?d ?e ?f }", accept)
        assert (answer.status, answer.type) == (500, "text/plain")
        assert "100,000 bytes" in answer.text
    answer = site.query("CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }", "text/turtle")
    assert (answer.status, answer.type) == (500, "text/plain")


def test_server_goes_on_after_queries_that_ended_their_workers(hasty: Site) -> None:
    """One that grows without end, and one nested so deep that it overflows the stack."""
    grown = "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?a), STR(?i)))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    deep = "SELECT * { " + "{ " * 20_000 + "?s ?p ?o" + " }" * 20_000 + " }"
    for sparql in (grown, deep):
        headers = {"Content_Type": "application/sparql-query"}
        assert hasty.ask("POST", "/sparql", sparql, **headers).status in (400, 500)
        assert json.loads(hasty.query("ASK {}").body)["boolean"]


def test_no_process_outlives_a_killed_server(tmp_path: Path) -> None:
    """Not even one within an endless query."""
    folder = fill(tmp_path / "store")
    server = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", folder, "--workers", "1"],
        stderr=subprocess.PIPE,
    )
    assert server.stderr is not None
    address = server.stderr.readline().decode().split(" at ")[1].split()[0]

    def ask() -> None:
        with pytest.raises((OSError, http.client.HTTPException)):
            Site(address).query(ENDLESS)

    thread = threading.Thread(target=ask)
    thread.start()
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    if not children.exists():
        server.kill()
        pytest.skip("this system does not tell of a process's children")
    zygote = int(children.read_text().split()[0])
    while len(Path(f"/proc/{zygote}/task/{zygote}/children").read_text().split()) < 2:
        time.sleep(0.05)  # the endless query's worker, and the one in its place
    workers = [int(pid) for pid in Path(f"/proc/{zygote}/task/{zygote}/children").read_text().split()]
    server.kill()
    server.communicate()
    thread.join()
    for _ in range(600):
        if not any(Path(f"/proc/{pid}").exists() for pid in (zygote, *workers)):
            return
        time.sleep(0.05)
    raise AssertionError("a process lives on")
