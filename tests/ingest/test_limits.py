from importlib.resources import files
from tomllib import loads

import pytest
from pydantic import ValidationError

from flows.ingest.limits import Limits


def test_the_example_names_every_limit_with_the_value_that_holds_without_it() -> None:
    example = files("flows.samples").joinpath("sources.toml").read_text("utf-8")
    table = example[example.index("# [limits]") :].partition("\n\n")[0]
    shown = loads("\n".join(line.removeprefix("# ") for line in table.splitlines()))["limits"]
    assert Limits(**shown) == Limits(delay=1.0)
    assert shown.keys() == Limits.model_fields.keys()


@pytest.mark.parametrize("field", Limits.model_fields)
@pytest.mark.parametrize("value", [-1, 10**9, float("inf"), float("nan"), "1", True])
def test_no_limit_is_without_bounds(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Limits(**{field: value})
