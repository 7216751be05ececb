"""A web site on this machine, and a name service that says what a test wants."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, TypeAlias

import httpcore
import pytest

Answer: TypeAlias = tuple[int, Mapping[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]
"""Status, headers and body; or a function that does with the connection what it likes."""

PUBLIC = "8.8.8.8"
"""The public address at which `names` puts the site."""


@pytest.fixture
def asked() -> list[tuple[str, dict[str, str]]]:
    """Path and lower-case headers of every request, in order, but for a robots.txt that isn't there."""
    return []


@pytest.fixture
def over() -> Iterator[Event]:
    """Set when the test is over: what a stalling answer waits for."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def serve(asked: list[tuple[str, dict[str, str]]], over: Event) -> Iterator[Callable[[Mapping[str, Answer]], str]]:
    """Start a site with the answers given by path, 404 for all else; returns its address.

    A page with an ETag is answered with 304 to those who know it.
    """
    running: list[tuple[ThreadingHTTPServer, Thread]] = []

    def start(answers: Mapping[str, Answer]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path in answers or self.path != "/robots.txt":
                    asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                answer = answers.get(self.path, (404, {}, b"Nothing here."))
                if callable(answer):
                    with suppress(OSError):  # the reader has hung up, as it should
                        answer(self)
                    return
                status, headers, body = answer
                if status == 200 and "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                with suppress(OSError):
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    over.set()
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def private_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ALLOW_PRIVATE_HOSTS", "1")


@pytest.fixture
def private_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_ALLOW_PRIVATE_HOSTS", raising=False)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """From host names to the addresses that each look-up in turn gives; the last one stays.

    A connection to PUBLIC reaches this machine, at the port of the URL.
    """
    answers: dict[str, list[list[str]]] = {}
    look_up, connect = socket.getaddrinfo, httpcore.AnyIOBackend.connect_tcp

    def getaddrinfo(host: str, port: int, *args: Any, **more: Any) -> list[Any]:
        if host not in answers:
            return look_up(host, port, *args, **more)
        turn = answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0]
        return [each for address in turn for each in look_up(address, port, *args, **more)]

    async def connect_tcp(backend: httpcore.AnyIOBackend, host: str, *args: Any) -> httpcore.AsyncNetworkStream:
        return await connect(backend, "127.0.0.1" if host == PUBLIC else host, *args)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect_tcp)
    return answers
