"""The extract stage against a bare client: seconds from the first request to the last commit, at a loopback endpoint.

Usage: python tests/bench/calls.py [--articles 1000] [--concurrency 20 50] [--delay 0.2]
       [--slow N] [--busy N] [--cut N]
Every N-th answer is slow (2 s), refused with 429 and Retry-After 1, or cut off in the middle of its JSON. The endpoint,
the bare client and the stage are processes of their own. Prints one line of JSON each; the tables are temporary.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from openai import AsyncOpenAI

from flows.clean.sentences import split
from flows.extract.openai.prompt import Prompt
from flows.extract.run import read_pending, read_slice
from flows.settings import RunSettings
from flows.stage_run import stage_run
from flows.tables.commit import Change, commit
from flows.tables.layout import Layout
from flows.tables.pending import DocumentReference
from flows.tables.recovery import recover
from schemas import Document, all_event_types, tables

EMPTY = json.dumps({event_type.table: [] for event_type in all_event_types()})
SLOW_SECONDS = 2.0


def document(number: int) -> Document:
    text = " ".join(
        f"The ferry number {number * 13 + line} left pier {line} with {number} bales." for line in range(12)
    )
    return Document(
        document_id=f"d_{number:05}", raw_id=f"r_{number}", source_id=str(number), source="harbour-post", url=None,
        canonical_url=None, title=f"Ferry {number}", author=None, agency=None, dateline=None, published=None,
        published_date=date(2026, 3, 1 + number % 3), published_basis="record", language="en",
        fetched=datetime(2026, 3, 4, tzinfo=UTC), text=text, text_sha256=str(number), duplicate_of=None,
        superseded_by=None,
        sentences=[{"start": start, "end": end} for start, end in split(text)],
    )  # fmt: skip


async def serve(options: argparse.Namespace) -> None:
    """Answer chat completions until killed; prints the port first. Also tells how many requests came."""
    requests = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        while head := await reader.readuntil(b"\r\n\r\n"):
            lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            await reader.readexactly(int(lengths[0].split(b":")[1]) if lengths else 0)
            if head.startswith(b"GET"):
                status, body = 200, json.dumps(requests)
            else:
                requests += 1
                status, body = await reply(requests)
            again = "Retry-After: 1\r\n" if status == 429 else ""
            kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            writer.write(f"HTTP/1.1 {status} X\r\n{kind}{again}\r\n{body}".encode())

    async def reply(number: int) -> tuple[int, str]:
        if options.busy and number % options.busy == 0:
            return 429, json.dumps({"error": {"message": "busy"}})
        await asyncio.sleep(SLOW_SECONDS if options.slow and number % options.slow == 0 else options.delay)
        content = EMPTY[:9] if options.cut and number % options.cut == 0 else EMPTY
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
        usage = {"prompt_tokens": 900, "completion_tokens": 12, "total_tokens": 912}
        return 200, json.dumps({"id": "c", "object": "chat.completion", "choices": [choice], "usage": usage})

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(quietly, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def ask(options: argparse.Namespace) -> dict[str, Any]:
    """Ask for every article with nothing but the client and a semaphore."""
    client = AsyncOpenAI(api_key="none", base_url=options.url, max_retries=5)
    gate, schema = asyncio.Semaphore(options.width), Prompt().schema
    form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}

    async def one(number: int) -> None:
        messages = [
            {"role": "system", "content": "List the events."},
            {"role": "user", "content": document(number).text},
        ]
        async with gate:
            await client.chat.completions.create(model="m", messages=messages, response_format=form)  # type: ignore[call-overload]

    await one(0)
    begun, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*map(one, range(options.articles)))
    return {"seconds": round(time.perf_counter() - begun, 2), "cpu": round(time.process_time() - used, 2)}


def stage(options: argparse.Namespace) -> dict[str, Any]:
    """Read every article in a new output folder."""
    with tempfile.TemporaryDirectory() as folder:
        layout = Layout(Path(folder))
        recover(layout, tables().values())
        commit(layout, Change(add=[document(number) for number in range(options.articles)]))
        settings = RunSettings(out=layout.out, model="m", base_url=options.url, concurrency=options.width)
        with stage_run("extract", settings, "bench") as run:
            started: list[tuple[float, float]] = []

            def read(*arguments: Any) -> list[DocumentReference]:
                started.append((time.perf_counter(), time.process_time()))
                return read_slice(*arguments)

            read_pending(run, settings, read)
            begun, used = started[0]
            figures = {"seconds": round(time.perf_counter() - begun, 2), "cpu": round(time.process_time() - used, 2)}
        return figures | dict(run.counts) | dict(run.usage)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--concurrency", type=int, nargs="+", default=[20, 50])
    parser.add_argument("--delay", type=float, default=0.2)
    for fault in ("slow", "busy", "cut"):
        parser.add_argument(f"--{fault}", type=int, default=0, metavar="N")
    parser.add_argument("--part", choices=["serve", "ask", "stage"], help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--width", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part == "serve":
        asyncio.run(serve(options))
    elif options.part:
        print(json.dumps(asyncio.run(ask(options)) if options.part == "ask" else stage(options)))
    else:
        measure(options.concurrency)


def measure(widths: Sequence[int]) -> None:
    """Measure both ways at every width, and print how many times as long the stage takes."""
    command = [sys.executable, __file__, *sys.argv[1:]]
    for width in widths:
        found = {}
        for part in ("ask", "stage"):
            with subprocess.Popen([*command, "--part", "serve"], stdout=subprocess.PIPE, text=True) as server:
                try:
                    assert server.stdout
                    url = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
                    arguments = [*command, "--part", part, "--url", url, "--width", str(width)]
                    done = subprocess.run(arguments, check=True, capture_output=True, text=True)
                finally:
                    server.kill()
            found[part] = json.loads(done.stdout)
            print(json.dumps({"part": part, "concurrency": width} | found[part]), flush=True)
        print(f"concurrency {width}: {found['stage']['seconds'] / found['ask']['seconds']:.2f} times the bare client")


if __name__ == "__main__":
    main()
