"""The flows as deployments: prefect.yaml for workers, and what `parley serve` registers. Without a server."""

import os
import signal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow
from prefect.utilities.callables import parameter_schema

from flows import deployments as module
from flows.deployments import STAGES, BadScheduleError, chosen, deployments, parameters, serve
from flows.nightly import nightly
from flows.settings import RunSettings

ROOT = Path(__file__).parent.parent


@pytest.fixture
def prefect_yaml() -> Any:
    return yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def plain_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OUT", "ENGINE", "MODEL", "BASE_URL"):
        monkeypatch.delenv(f"PARLEY_{name}", raising=False)


def test_workers_get_every_flow_by_its_module(prefect_yaml: Any) -> None:
    found = {}
    for deployment in prefect_yaml["deployments"]:
        module, name = deployment["entrypoint"].rsplit(".", 1)
        found[deployment["name"]] = getattr(import_module(module), name)
    assert found == {flow.name: flow for flow in (nightly, *STAGES)}
    assert all(isinstance(flow, Flow) for flow in found.values())


def test_only_nightly_has_a_schedule_and_no_flow_runs_twice_at_once(prefect_yaml: Any) -> None:
    assert [item["name"] for item in prefect_yaml["deployments"] if item.get("schedules")] == ["nightly"]
    for deployment in prefect_yaml["deployments"]:
        assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def test_the_build_step_of_prefect_yaml_gives_what_its_placeholders_name(
    prefect_yaml: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (step,) = prefect_yaml["build"]
    assert list(step) == ["flows.deployments.chosen"]
    found = chosen()
    placeholders = {
        word.removeprefix("chosen.")
        for word in (ROOT / "prefect.yaml").read_text(encoding="utf-8").replace('"', " ").split()
        if word.startswith("chosen.")
    }
    assert placeholders == found.keys()
    assert (found["here"], found["out"]) == (str(tmp_path), str(tmp_path / "outputs"))


def test_relative_folders_are_those_of_the_place_of_deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_OUT", "tables")
    assert chosen()["settings"] == {"out": str(tmp_path / "tables")}
    assert chosen(out="others")["settings"] == {"out": str(tmp_path / "others")}


def test_settings_of_the_environment_give_way_to_those_of_prefect_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_MODEL", "small")
    assert chosen()["settings"]["model"] == "small"
    assert chosen(model="large")["settings"]["model"] == "large"


@pytest.mark.parametrize(
    "settings",
    [
        RunSettings(),
        RunSettings(model="m", base_url="http://127.0.0.1:8080/v1"),
        RunSettings(engine="rules", model="m", sources=["https://example.org/feed.xml"], max_documents=0),
    ],
)
def test_parameters_mean_the_same_settings_again(settings: RunSettings) -> None:
    assert RunSettings.model_validate(parameters(settings)) == settings


def test_the_engine_is_left_open_for_a_run_that_names_a_model() -> None:
    assert RunSettings.model_validate(parameters(RunSettings()) | {"model": "m"}).engine == "openai"


def test_served_deployments_carry_schedule_settings_and_limit(tmp_path: Path) -> None:
    served = {item.name: item for item in deployments(RunSettings(out=tmp_path), "15 5 * * *", "Europe/Berlin")}
    assert list(served) == ["nightly", "ingest", "clean", "extract", "link"]
    assert [name for name, item in served.items() if item.schedules] == ["nightly"]
    assert served["nightly"].schedules
    schedule = served["nightly"].schedules[0].schedule
    assert (schedule.cron, schedule.timezone) == ("15 5 * * *", "Europe/Berlin")  # type: ignore[union-attr]
    for item in served.values():
        assert item.parameters == {"settings": {"out": str(tmp_path)}}
        assert (item.concurrency_limit, item.work_pool_name) == (1, None)
        assert item.entrypoint in {"flows.nightly.nightly", f"flows.{item.name}.flow.{item.name}"}


@pytest.mark.parametrize(("cron", "timezone"), [("every night", "UTC"), ("0 25 * * *", "UTC"), ("0 4 * * *", "Mars")])
def test_a_schedule_that_is_none(cron: str, timezone: str) -> None:
    with pytest.raises(BadScheduleError, match=r"cron .* in time zone"):
        deployments(RunSettings(), cron, timezone)


def test_the_form_of_a_run_has_a_field_for_every_setting() -> None:
    schema = parameter_schema(nightly)
    assert schema.definitions["RunSettings"]["properties"].keys() == RunSettings.model_fields.keys()


def test_a_served_run_with_settings_of_its_own_keeps_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    async def start(_: Any) -> None:
        seen.append(RunSettings(max_documents=3).out)

    monkeypatch.setattr(module.StoppableRunner, "start", start)
    monkeypatch.setattr(module.StoppableRunner, "add_deployment", lambda *_: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    serve(RunSettings(out=tmp_path / "served"), "30 4 * * *", "UTC", lambda _: None)
    assert seen == [tmp_path / "served"]
    assert "PARLEY_OUT" not in os.environ
