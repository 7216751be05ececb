"""What happens around the stages of a flow run, with Prefect's logger and artifacts stood in for. Without a server."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import flow_run
from flows.flow_run import only_logged, progress_shown, run_stages
from flows.progress import tell
from flows.settings import RunSettings
from flows.stage_run import stage_run
from schemas import Run


def wait_for(found: Callable[[], Any]) -> None:
    end = time.monotonic() + 10
    while not found() and time.monotonic() < end:
        time.sleep(0.01)


def gone(*_: Any, **__: Any) -> None:
    raise ConnectionError("the server is gone")


def run_link(settings: RunSettings, run_id: str) -> Run:
    with stage_run("link", settings, run_id) as run:
        run.counts["founded"] += 1
        return run.row()


def run_broken(settings: RunSettings, run_id: str) -> Run:
    with stage_run("extract", settings, run_id):
        raise RuntimeError("the endpoint is down")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a run has created in Prefect, by key."""
    created: dict[str, Any] = {}

    def create(content: Any, key: str, description: str) -> None:
        created[key] = content

    monkeypatch.setattr(flow_run, "get_run_logger", lambda: logging.getLogger("run"))
    monkeypatch.setattr(flow_run, "create_table_artifact", create)
    monkeypatch.setattr(flow_run, "create_markdown_artifact", create)
    return created


def test_stages_share_a_run_and_each_gets_a_line_of_the_log(
    tmp_path: Path, shown: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        first, second = run_stages(RunSettings(out=tmp_path), run_link, run_link)
    assert first.run_id == second.run_id
    assert [line.split(" (")[0] for line in caplog.messages] == ["link: 1 founded"] * 2
    assert shown.keys() == {"run-summary"}, "nothing was read, so no mentions are shown"


def test_a_stage_that_raises_fails_the_run_after_what_was_done_is_shown(tmp_path: Path, shown: dict[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="the endpoint is down"):
        run_stages(RunSettings(out=tmp_path), run_link, run_broken, run_link)
    assert shown["run-summary"].count("| link |") == 1, "the stage after it is not run"
    assert "| extract |" in shown["run-summary"]
    assert shown["new-mentions"] == []


def test_artifacts_that_fail_do_not_fail_the_run(
    tmp_path: Path, shown: dict[str, Any], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow_run, "create_markdown_artifact", gone)
    (done,) = run_stages(RunSettings(out=tmp_path), run_link)
    assert done.stage == "link"
    assert caplog.messages == ["The summary is not shown in Prefect: ConnectionError: the server is gone"]


def test_what_cannot_be_shown_is_a_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("WARNING"), only_logged(logging.getLogger("run"), "The summary"):
        raise ConnectionError("the server is gone")
    assert caplog.messages == ["The summary is not shown in Prefect: ConnectionError: the server is gone"]


def test_a_failing_server_does_not_stop_a_stage(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow_run, "create_progress_artifact", gone)
    monkeypatch.setattr(flow_run, "PROGRESS_SECONDS", 0.01)
    with caplog.at_level("WARNING"), progress_shown(logging.getLogger("run")):
        tell("extract", 1, 4)
        wait_for(lambda: caplog.messages)
    assert caplog.messages[0].startswith("The progress of extract is not shown")


def test_a_stage_at_work_is_shown_and_ends_full(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, float]] = []
    monkeypatch.setattr(
        flow_run, "create_progress_artifact", lambda percent, key, description: shown.append((key, percent))
    )
    monkeypatch.setattr(flow_run, "update_progress_artifact", lambda _, percent: shown.append(("update", percent)))
    monkeypatch.setattr(flow_run, "PROGRESS_SECONDS", 0.01)
    with progress_shown(logging.getLogger("run")):
        tell("extract", 1, 4)
        wait_for(lambda: shown)
        tell("extract", 4, 4)
    assert shown == [("extract-progress", 25), ("update", 100)]


def test_a_short_stage_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(*_: Any, **__: Any) -> None:
        raise AssertionError("shown")

    monkeypatch.setattr(flow_run, "create_progress_artifact", shown)
    monkeypatch.setattr(flow_run, "PROGRESS_SECONDS", 60.0)
    with progress_shown(logging.getLogger("run")):
        tell("clean", 4, 4)
