"""A loopback endpoint whose answers a test writes, and small articles to read."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.clean.sentences import split
from flows.extract.article import Article
from flows.extract.openai.answers import AnswerStore
from flows.extract.openai.client import Endpoint
from flows.extract.openai.engine import OpenAIEngine
from flows.extract.openai.retry import RetryPolicy
from schemas import Document, all_event_types, event_type

TEXT = "Kenya and Somalia opened talks in Nairobi on Monday. The rains have been late. They will go on until Friday."
HASTY = RetryPolicy(attempts=3, first_delay=0.001, longest_delay=0.002)


@dataclass
class Reply:
    """What the endpoint sends back; status 0 closes the connection without a word."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


def completion(content: str | None, finish_reason: str = "stop", refusal: str | None = None) -> Reply:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return Reply(
        body={
            "id": "c", "object": "chat.completion", "created": 0, "model": "m",
            "choices": [{"index": 0, "finish_reason": finish_reason, "message": message}],
            "usage": {
                "prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110,
                "prompt_tokens_details": {"cached_tokens": 60},
            },
        }
    )  # fmt: skip


def drafts(*events: dict[str, Any]) -> Reply:
    """Return an answer with these drafts, as `flows.extract.openai.schema` has them on the wire."""
    lists: dict[str, list[dict[str, Any]]] = {event_type.table: [] for event_type in all_event_types()}
    for event in events:
        own = {name: words for name, words in event.items() if name not in {"evidence", "type", "actors"} and words}
        actors = [f"{actor['role']}: {actor['name']}" for actor in event["actors"]]
        facts = [*actors, *(f"{name}: {words}" for name, words in own.items())]
        lists[event_type(event["type"]).table].append({"evidence": event["evidence"], "facts": facts})
    return completion(json.dumps(lists))


def error(status: int, message: str = "no", headers: dict[str, str] | None = None, **more: str) -> Reply:
    return Reply(status, {"error": {"message": message, "type": "error"} | more}, headers or {})


def talks(**changes: Any) -> dict[str, Any]:
    """Return the draft of the talks in TEXT."""
    fields = {
        "evidence": [1], "type": "talks", "summary": "Kenya and Somalia opened talks.", "status": "ongoing",
        "assertion": "reported", "said_by": None, "location": "Nairobi", "format": "bilateral", "level": "unknown",
        "actors": [{"role": "participant", "name": "Kenya"}, {"role": "participant", "name": "Somalia"}],
        "topic": None, "round": None, "outcome": None, "held": "Monday",
    }  # fmt: skip
    return fields | changes


class LoopbackEndpoint:
    """Answers chat completions on 127.0.0.1 as `answer` says: it gets a request's body and its number, from 1."""

    def __init__(self, answer: Callable[[dict[str, Any], int], Reply]) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        counting = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(handler) -> None:  # noqa: N805
                body = json.loads(handler.rfile.read(int(handler.headers["content-length"])))
                with counting:
                    self.bodies.append(body)
                    self.keys.append(handler.headers["authorization"])
                    number = len(self.bodies)
                reply = answer(body, number)
                if not reply.status:
                    handler.close_connection = True
                    return
                content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                kind = "text/html" if isinstance(reply.body, bytes) else "application/json"
                handler.send_response(reply.status)
                for name, value in (
                    {"content-type": kind, "content-length": str(len(content))} | reply.headers
                ).items():
                    handler.send_header(name, value)
                handler.end_headers()
                handler.wfile.write(content)

            def log_message(self, *arguments: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *arguments: Any) -> None:
                """Say nothing of clients that were killed."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def document(text: str = TEXT, **changes: Any) -> Document:
    columns: dict[str, Any] = {
        "document_id": "d_1", "raw_id": "r_1", "source_id": "s1", "source": "harbour-post", "url": None,
        "canonical_url": None, "title": "Talks in Nairobi", "author": None, "agency": None, "dateline": None,
        "published": None, "published_date": date(2026, 3, 3), "published_basis": "feed",
        "fetched": "2026-03-03T06:00:00Z", "language": "en", "text": text, "text_sha256": "00",
        "sentences": [{"start": start, "end": end} for start, end in split(text)],
        "duplicate_of": None, "superseded_by": None,
    }  # fmt: skip
    return Document.model_validate(columns | changes)


@pytest.fixture(scope="session")
def wire_once() -> SimpleNamespace:
    """What endpoints answer, and what they are asked about."""
    return SimpleNamespace(
        Reply=Reply, completion=completion, drafts=drafts, error=error, talks=talks, document=document, text=TEXT,
        article=lambda text=TEXT, **changes: Article(document(text, **changes)),
    )  # fmt: skip


@pytest.fixture
def wire(wire_once: SimpleNamespace) -> SimpleNamespace:
    """The same, for a single test."""
    return wire_once


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[dict[str, Any], int], Reply]], LoopbackEndpoint]]:
    """A function that starts an endpoint."""
    started: list[LoopbackEndpoint] = []

    def start(answer: Callable[[dict[str, Any], int], Reply]) -> LoopbackEndpoint:
        started.append(LoopbackEndpoint(answer))
        return started[-1]

    yield start
    for endpoint in started:
        endpoint.close()


@pytest.fixture
def engine_at(tmp_path: Path) -> Iterator[Callable[..., OpenAIEngine]]:
    """A function that makes an engine for a URL; all engines of a test share one answer store."""
    with AnswerStore(tmp_path / "answers.sqlite") as store:

        def make(
            url: str,
            *,
            seconds: float = 30.0,
            policy: RetryPolicy = HASTY,
            concurrency: int = 8,
            rpm: int | None = None,
            **chosen: Any,
        ) -> OpenAIEngine:
            endpoint = Endpoint(url, seconds, policy, concurrency=concurrency, rpm=rpm)
            return OpenAIEngine(endpoint, "m", store, **chosen)

        yield make
