"""Real SPARQL servers for tests, and a proxy before them that fails as networks and servers do."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

Reply = tuple[int, dict[str, str], bytes]
Handler = Callable[[int, BaseHTTPRequestHandler, Callable[[], Reply]], Reply]
"""Given the number of a request, the request, and how the server would answer it; what the client is told."""

VIRTUOSO_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 10000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def oxigraph() -> Iterator[str]:
    """The URL of an Oxigraph server in memory; the test is skipped where it is not installed."""
    program = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
    if not Path(program).exists():
        pytest.skip("the Oxigraph server is not installed: pip install oxigraph")
    port = free_port()
    with running(
        [program, "serve", "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}/query?query=ASK%20%7B%7D"
    ):
        yield f"http://127.0.0.1:{port}/query"


def virtuoso(folder: Path) -> Iterator[str]:
    """The URL of a Virtuoso server whose user dba may write; the test is skipped where it is not installed."""
    program, isql = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not program or not isql:
        pytest.skip("Virtuoso is not installed: apt install virtuoso-opensource")
    port, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(sql=sql, http=port))
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], f"http://127.0.0.1:{port}/sparql", folder):
        subprocess.run(
            [isql, str(sql), "dba", "dba", 'exec=grant SPARQL_UPDATE to "dba"'], check=True, capture_output=True
        )
        yield f"http://dba:dba@127.0.0.1:{port}/sparql-auth"


@contextmanager
def running(command: list[str], url: str, folder: Path | None = None) -> Iterator[None]:
    """A server, from when it answers at a URL."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                with suppress(OSError):
                    urllib.request.urlopen(url, timeout=10).close()
                    break
                assert server.poll() is None, "the server does not start"
                time.sleep(0.1)
            yield
        finally:
            server.kill()


@contextmanager
def proxy(url: str, handler: Handler) -> Iterator[str]:
    """A server that passes requests on to another one, or does with them what the handler does."""
    target = urlsplit(url)
    counted = iter(range(sys.maxsize))

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))

            def passed_on() -> Reply:
                with closing(http.client.HTTPConnection(target.netloc, timeout=60)) as connection:
                    connection.request("POST", self.path, body, dict(self.headers))
                    with connection.getresponse() as reply:
                        return reply.status, dict(reply.headers), reply.read()

            status, headers, content = handler(next(counted), self, passed_on)
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{target.path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
