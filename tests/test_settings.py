"""What a run may be told to do, and what it makes of what it is not told."""

import pytest
from pydantic import ValidationError

from flows.settings import RunSettings


def test_a_model_chooses_the_engine() -> None:
    assert RunSettings().engine == "rules"
    assert RunSettings(model="m").engine == "openai"
    assert RunSettings(engine=None, model="m").engine == "openai"
    assert RunSettings(engine="rules", model="m").engine == "rules"
    assert RunSettings.model_validate_json(RunSettings(model="m").model_dump_json()).engine == "openai"


def test_openai_without_a_model_is_bad_usage() -> None:
    with pytest.raises(ValidationError, match="name one with --model"):
        RunSettings(engine="openai")


@pytest.mark.parametrize("url", ["127.0.0.1:8080/v1", "file:///etc/passwd", "http://", "https://me:key@host/v1"])
def test_a_base_url_is_plain(url: str) -> None:
    with pytest.raises(ValidationError, match="base URL"):
        RunSettings(base_url=url)


def test_a_base_url_has_one_spelling() -> None:
    assert RunSettings(base_url="http://127.0.0.1:8080/v1/").base_url == "http://127.0.0.1:8080/v1"


def test_a_batch_has_no_limit_of_cost() -> None:
    with pytest.raises(ValidationError, match="use --max-documents"):
        RunSettings(engine="batch", model="m", max_cost=1.0)
