from pathlib import Path

import pytest

from flows.ingest.answer import Validators
from flows.ingest.visits import Visit, Visits

VISIT = Visit(Validators("https://example.org/feed", '"7"', None), frozenset({"r_1", "r_2"}), ("https://a/1",), 3)


def test_a_visit_outlives_the_run(tmp_path: Path) -> None:
    path = tmp_path / "state" / "visits.sqlite"
    with Visits(path) as visits:
        visits.keep("https://example.org/feed", "Post", Visit(Validators("x", None, "Monday")))
        visits.keep("https://example.org/feed", "Post", VISIT)
    with Visits(path) as visits:
        assert visits.all() == {("https://example.org/feed", "Post"): VISIT}


@pytest.mark.parametrize("content", [b"no database" * 1000, b""])
def test_a_broken_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "visits.sqlite"
    path.write_bytes(content)
    with Visits(path) as visits:
        assert visits.all() == {}
        visits.keep("https://example.org/feed", "", VISIT)
    with Visits(path) as visits:
        assert len(visits.all()) == 1


def test_two_runs_may_use_one_file(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite"
    with Visits(path) as one, Visits(path) as other:
        one.keep("https://example.org/a", "", VISIT)
        other.keep("https://example.org/b", "", VISIT)
        assert len(one.all()) == 2


def test_without_a_path_nothing_is_kept() -> None:
    with Visits() as visits:
        visits.keep("https://example.org/a", "", VISIT)
    with Visits() as visits:
        assert visits.all() == {}
