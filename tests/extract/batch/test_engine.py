"""The batch engine over the tables, run after run, against a loopback endpoint with files and batches."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from flows.extract.run import read_pending
from flows.settings import RunSettings
from flows.stage_run import new_run_id, stage_run
from schemas import all_event_types
from tests.extract.batch.batch_server import BatchServer

TEXTS = [f"Kenya and Somalia held talks in Nairobi on Monday. It was round {number}." for number in range(4)]


def reader(answers: dict[str, str]) -> Any:
    """Answer with talks, but as `answers` says for the article of a round."""

    def answer(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        words = json.dumps(body["messages"])
        special = next((said for sign, said in answers.items() if sign in words), None)
        if special == "bad":
            return 400, {"error": {"message": "no such thing", "code": "invalid_request"}}
        if special == "format" and body["response_format"].get("json_schema", {}).get("strict"):
            return 400, {"error": {"message": "strict is unknown", "param": "response_format"}}
        entry = {"evidence": [1], "facts": ["participant: Kenya", "participant: Somalia", "status: concluded"]}
        said = {kind.table: [entry] if kind.table == "talks" else [] for kind in all_event_types()}
        content = "{" if special == "cut" and "does not fit" not in words else json.dumps(said)
        message = {"role": "assistant", "content": content}
        usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
        return 200, {"choices": [{"index": 0, "finish_reason": "stop", "message": message}], "usage": usage}

    return answer


@pytest.fixture
def served() -> Iterator[Any]:
    started: list[BatchServer] = []

    def serve(**answers: str) -> BatchServer:
        started.append(BatchServer(reader({sign.replace("_", " "): said for sign, said in answers.items()})))
        return started[-1]

    yield serve
    for server in started:
        server.close()


@pytest.fixture
def documents(pipeline: Any) -> Any:
    """An output folder with four documents that nobody has read."""
    records = [
        {"id": str(number), "published": "2026-03-03T09:00:00Z", "source": "Harbour Post", "text": text}
        for number, text in enumerate(TEXTS)
    ]
    pipeline.run(pipeline.write("news.jsonl", *records), stages=("ingest", "clean"))
    return pipeline


def extract(pipeline: Any, server: BatchServer, **settings: Any) -> dict[str, Any]:
    wanted = RunSettings(out=pipeline.out, engine="batch", model="m", base_url=server.url, **settings)
    with stage_run("extract", wanted, new_run_id()) as run:
        read_pending(run, wanted)
    return dict(run.counts) | {"tokens": run.usage["prompt_tokens"]}


def test_a_run_sends_the_next_one_waits_the_last_one_reads(documents: Any, served: Any) -> None:
    server = served()
    assert extract(documents, server) == {"waiting": 4, "tokens": 0}
    assert extract(documents, server) == {"waiting": 4, "tokens": 0}
    assert len(server.batches) == 1
    assert documents.rows("readings") == []
    server.end()
    counts = extract(documents, server)
    assert (counts["read"], counts["talks"], counts["tokens"]) == (4, 4, 400)
    assert {row.engine for row in documents.rows("readings")} == {"batch"}
    assert extract(documents, server) == {"tokens": 0}


def test_the_finished_part_of_an_expired_batch_is_kept(documents: Any, served: Any) -> None:
    server = served()
    extract(documents, server)
    server.end("expired", answered=3)
    counts = extract(documents, server)
    assert (counts["read"], counts["waiting"]) == (3, 1)
    server.end()
    assert extract(documents, server)["read"] == 1
    assert len(server.requests()) == 5


def test_an_answer_that_does_not_fit_is_asked_for_again_in_the_next_batch(documents: Any, served: Any) -> None:
    server = served(round_2="cut")
    extract(documents, server)
    server.end()
    assert extract(documents, server)["waiting"] == 1
    server.end()
    assert extract(documents, server)["talks"] == 1
    assert len(server.requests()) == 5


def test_one_refused_request_fails_its_document_alone(documents: Any, served: Any) -> None:
    server = served(round_2="bad")
    extract(documents, server)
    server.end()
    counts = extract(documents, server)
    assert (counts["extracted"], counts["failed"]) == (3, 1)
    (failed,) = [row for row in documents.rows("readings") if row.outcome == "failed"]
    assert failed.reason == "bad_request"


def test_a_format_that_is_refused_is_put_another_way_in_the_next_batch(documents: Any, served: Any) -> None:
    server = served(round="format")
    extract(documents, server)
    server.end()
    assert extract(documents, server)["waiting"] == 4
    server.end()
    assert extract(documents, server)["talks"] == 4
    assert len(server.requests()) == 8


def test_waiting_for_the_batch(documents: Any, served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server = served()
    monkeypatch.setattr("flows.extract.batch.exchange.time.sleep", lambda _: server.end())
    assert extract(documents, server, wait=True)["read"] == 4
