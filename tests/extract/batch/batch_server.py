"""A loopback endpoint with files and batches, as OpenAI's: a batch stays in progress until a test ends it."""

import json
import re
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], tuple[int, dict[str, Any]]]
"""From a request's body to the status and the body of its answer."""


class BatchServer:
    """Files and batches in memory. `broken` counts the calls that are answered 500 from now on, by "METHOD path"."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.files: dict[str, tuple[str, bytes]] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.deleted: list[str] = []
        self.calls: list[str] = []
        self.broken: dict[str, int] = {}
        self.lost: set[str] = set()
        """Calls that are carried out and answered by a broken connection."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(handler) -> None:  # noqa: N805
                server._take(handler, "GET")

            def do_POST(handler) -> None:  # noqa: N805
                server._take(handler, "POST")

            def do_DELETE(handler) -> None:  # noqa: N805
                server._take(handler, "DELETE")

            def log_message(self, *arguments: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def end(self, status: str = "completed", answered: int | None = None) -> None:
        """End every batch: the first `answered` requests (all: None) come back, the others have expired."""
        for batch in self.batches.values():
            if batch["status"] != "in_progress":
                continue
            lines = [json.loads(line) for line in self.files[batch["input_file_id"]][1].splitlines()]
            output, errors = [], []
            for number, line in enumerate(lines):
                row = {"id": f"r{number}", "custom_id": line["custom_id"], "response": None, "error": None}
                if answered is not None and number >= answered:
                    errors.append(row | {"error": {"code": "batch_expired", "message": "not executed in time"}})
                    continue
                code, body = self.answer(line["body"])
                row["response"] = {"status_code": code, "request_id": "x", "body": body}
                (output if code == 200 else errors).append(row)
            batch["status"] = status
            # The order of a batch's answers is not that of its requests.
            batch["output_file_id"] = self._keep("output", output[::-1]) if output else None
            batch["error_file_id"] = self._keep("errors", errors) if errors else None

    def fail(self, message: str) -> None:
        """Refuse every batch as a whole."""
        for batch in self.batches.values():
            batch["status"] = "failed"
            batch["errors"] = {"object": "list", "data": [{"code": "invalid", "message": message}]}

    def requests(self) -> list[dict[str, Any]]:
        """Return the bodies of all requests in all batches."""
        return [
            json.loads(line)["body"]
            for batch in self.batches.values()
            for line in self.files[batch["input_file_id"]][1].splitlines()
        ]

    def _keep(self, name: str, rows: list[dict[str, Any]]) -> str:
        file_id = f"file-{len(self.files) + 1}"
        self.files[file_id] = (name, b"".join(json.dumps(row).encode() + b"\n" for row in rows))
        return file_id

    def _take(self, handler: BaseHTTPRequestHandler, method: str) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        path = handler.path.partition("?")[0].removeprefix("/v1")
        call = f"{method} {path}"
        self.calls.append(call)
        if self.broken.get(call, 0) > 0:
            self.broken[call] -= 1
            _send(handler, 500, {"error": {"message": "out of order"}})
            return
        status, answer = self._answer(call, body, handler.headers.get("content-type", ""))
        if call in self.lost:
            self.lost.remove(call)
            handler.close_connection = True
            return
        _send(handler, status, answer)

    def _answer(self, call: str, body: bytes, content_type: str) -> tuple[int, Any]:
        *_, name = call.partition("/")[2].partition("/")
        if call == "POST /files":
            filename, content = _uploaded(body, content_type)
            file_id = f"file-{len(self.files) + 1}"
            self.files[file_id] = (filename, content)
            return 200, _file(file_id, filename, content)
        if call == "POST /batches":
            asked = json.loads(body)
            batch_id = f"batch-{len(self.batches) + 1}"
            self.batches[batch_id] = {
                "id": batch_id, "object": "batch", "created_at": int(time.time()), "status": "in_progress", **asked
            }  # fmt: skip
            return 200, self.batches[batch_id]
        if call == "GET /batches":
            return 200, {"object": "list", "data": list(self.batches.values())[::-1], "has_more": False}
        if call.startswith("GET /batches/") and name in self.batches:
            return 200, self.batches[name]
        if call.startswith("GET /files/") and (file_id := name.removesuffix("/content")) in self.files:
            return 200, self.files[file_id][1]
        if call.startswith("DELETE /files/") and name in self.files:
            self.deleted.append(name)
            return 200, {"id": name, "object": "file", "deleted": True}
        return 404, {"error": {"message": f"no {call}"}}


def _file(file_id: str, filename: str, content: bytes) -> dict[str, Any]:
    return {
        "id": file_id, "object": "file", "bytes": len(content), "created_at": 0, "filename": filename,
        "purpose": "batch", "status": "processed",
    }  # fmt: skip


def _uploaded(body: bytes, content_type: str) -> tuple[str, bytes]:
    boundary = b"--" + content_type.partition("boundary=")[2].strip('"').encode()
    for part in body.split(boundary):
        head, _, content = part.partition(b"\r\n\r\n")
        if found := re.search(rb'name="file"; filename="([^"]+)"', head):
            return found[1].decode(), content.removesuffix(b"\r\n")
    raise ValueError("no file in the form")


def _send(handler: BaseHTTPRequestHandler, status: int, answer: Any) -> None:
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    handler.send_response(status)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
