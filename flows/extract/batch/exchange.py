"""Batches on their way: sent with what was asked for, collected when the endpoint is done."""

import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import openai
from openai import OpenAI

from flows.extract.batch.ledger import Batch, Ledger, Result
from flows.extract.batch.rows import ENDPOINT, request_line, results_in
from flows.extract.engine import EngineUnavailable
from flows.extract.openai.errors import meaning
from flows.extract.openai.retry import TransientError

MAX_REQUESTS = 50_000
MAX_BYTES = 190_000_000
"""A batch holds at most so many requests, and its file at most so many bytes (200 MB less a margin)."""

RETRIES = 5
"""Of the `openai` package, for calls on files and batches: no other layer tries these again."""

CLOCKS_APART = timedelta(hours=1)
"""By how much the endpoint's clock may differ from ours when a batch is looked for after a kill."""

_ENDED = frozenset({"completed", "expired", "cancelled"})


class Exchange:
    """Takes requests, sends them as batches, and brings the results into the ledger.

    At any kill: a request file without an entry in the ledger is removed, an entry without ids is looked for at the
    endpoint by its name before it is sent again, and a batch is struck out in the transaction that keeps its results.
    """

    def __init__(self, client: OpenAI, ledger: Ledger, folder: Path, model: str) -> None:
        """Take the client, the ledger, the folder for request files and results, and the model that is asked."""
        self._client = client.with_options(max_retries=RETRIES)
        self._base_url = str(client.base_url).rstrip("/")
        self._ledger = ledger
        self._folder = folder
        self._model = model
        self._queued: dict[str, None] = {}
        self._file: Any = None
        self._name = ""
        folder.mkdir(parents=True, exist_ok=True)
        entered = ledger.names()
        for left in folder.iterdir():
            if left.stem not in entered:
                left.unlink(missing_ok=True)

    def queue(self, key: str, body: Mapping[str, Any]) -> None:
        """Put a request into the next batch, unless it is in one already. A full batch is sent at once."""
        if key in self._queued or self._ledger.is_under_way(key):
            return
        line = request_line(key, body)
        if self._file and (len(self._queued) >= MAX_REQUESTS or self._file.tell() + len(line) > MAX_BYTES):
            self.send()
        if not self._file:
            self._name = f"parley-{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
            self._file = self._path(self._name).open("wb")
        self._file.write(line)
        self._queued[key] = None

    def send(self) -> int:
        """Send what is queued as a batch, and what a killed run had not come to send; return how many requests went.

        Raises EngineUnavailable when the endpoint does not take it; the batch stays in the ledger, for the next run.
        """
        sent = len(self._queued)
        if self._file:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._ledger.begin(self._name, self._queued.keys())
            self._file, self._queued = None, {}
        for batch in self._ledger.batches():
            if batch.batch_id is None:
                with self._errors_told():
                    self._submit(batch)
        return sent

    def collect(self) -> int:
        """Bring in the results of every batch that has ended; return how many are still under way.

        Raises EngineUnavailable when the endpoint can't be asked, or has refused a batch as a whole.
        """
        for batch in self._ledger.batches():
            if batch.batch_id is None:
                continue
            with self._errors_told():
                self._look_at(batch)
        return len(self._ledger.batches())

    def wait(self, tell: Callable[[int], None], first_pause: float = 5.0, longest_pause: float = 60.0) -> None:
        """Stay until one more batch has ended; `tell` hears how many are under way."""
        pause, before = first_pause, len(self._ledger.batches())
        while (left := self.collect()) == before and left:
            tell(left)
            time.sleep(pause)
            pause = min(pause * 1.5, longest_pause)

    def _submit(self, batch: Batch) -> None:
        if found := self._find(batch):
            self._ledger.created(batch.name, found)
            return
        file_id = batch.file_id
        if file_id is None:
            if not self._path(batch.name).exists():  # somebody has cleared the folder: its requests go out anew
                self._ledger.end(batch.name, ())
                return
            with self._path(batch.name).open("rb") as lines:
                file_id = self._client.files.create(file=(f"{batch.name}.jsonl", lines), purpose="batch").id
            self._ledger.uploaded(batch.name, file_id)
        self._ledger.created(batch.name, self._create(replace(batch, file_id=file_id)))
        self._path(batch.name).unlink(missing_ok=True)

    def _create(self, batch: Batch) -> str:
        # Not the package's retries: a request that timed out may have been heard, and the batch would be paid twice.
        once = self._client.with_options(max_retries=0)
        for attempt in range(RETRIES + 1):
            try:
                return once.batches.create(
                    input_file_id=str(batch.file_id),
                    endpoint=ENDPOINT,
                    completion_window="24h",
                    metadata={"parley": batch.name},
                ).id
            except openai.OpenAIError as error:
                transient = isinstance(meaning(error, self._base_url, self._model), TransientError)
                if not transient or attempt == RETRIES:
                    raise
            time.sleep(min(0.5 * 2**attempt, 8.0))
            if found := self._find(batch):
                return found
        raise AssertionError("the last attempt returns or raises")

    def _find(self, batch: Batch) -> str | None:
        """Return the id of a batch that was created though a kill kept its id from the ledger."""
        if batch.file_id is None:
            return None
        earliest = (batch.made_at - CLOCKS_APART).timestamp()
        for known in self._client.batches.list(limit=100):
            if (known.metadata or {}).get("parley") == batch.name or known.input_file_id == batch.file_id:
                return known.id
            if known.created_at < earliest:
                break
        return None

    def _look_at(self, batch: Batch) -> None:
        try:
            self._take_over(batch)
        except openai.NotFoundError:  # the endpoint has forgotten the batch or its files: its requests go out anew
            self._ledger.end(batch.name, ())

    def _take_over(self, batch: Batch) -> None:
        state = self._client.batches.retrieve(str(batch.batch_id))
        if state.status == "failed":
            self._ledger.end(batch.name, ())
            said = "; ".join(error.message or "" for error in (state.errors and state.errors.data) or [])
            raise EngineUnavailable(
                f"{self._base_url} refused batch {state.id} as a whole ({said or 'no reason given'}): mend that, since "
                "the next run sends its articles again"
            )
        if state.status not in _ENDED:
            return
        files = [name for name in (state.output_file_id, state.error_file_id) if name]
        results = chain.from_iterable(self._results(name) for name in files)
        self._ledger.end(batch.name, results)
        # News that was sent out need not stay there; an endpoint that keeps it all the same is no fault of the run.
        for name in (batch.file_id, *files):
            with suppress(openai.OpenAIError):
                self._client.with_options(max_retries=0).files.delete(str(name))

    def _results(self, file_id: str) -> Iterator[tuple[str, Result]]:
        path = self._folder / f"{secrets.token_hex(8)}.results"
        try:
            with self._client.files.with_streaming_response.content(file_id) as answer:
                answer.stream_to_file(path)
            with path.open("rb") as lines:
                yield from results_in(lines, self._base_url, self._model)
        finally:
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.jsonl"

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except openai.OpenAIError as error:
            # Servers quote what they refuse, and messages end up in tables and logs.
            told = str(meaning(error, self._base_url, self._model)).replace(self._client.api_key, "***")
            raise EngineUnavailable(f"{told}: its batches wait, run again later") from None
