from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.parse_time import parse_time


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2025-04-18T23:30:00-04:00", "2025-04-18T23:30:00-04:00"),
        ("2025-04-18T10:30:00Z", "2025-04-18T10:30:00+00:00"),
        ("2025-04-18 10:30:00 +0530", "2025-04-18T10:30:00+05:30"),
        ("Fri, 18 Apr 2025 10:30:00 GMT", "2025-04-18T10:30:00+00:00"),
        ("Fri, 18 Apr 2025 23:30:00 -0500", "2025-04-18T23:30:00-05:00"),
        ("18 Apr 25 10:30:00 EST", "2025-04-18T10:30:00-05:00"),
        ("Friday, April 18, 2025 at 10:30 p.m. EDT", "2025-04-18T22:30:00-04:00"),
        ("April 18th, 2025 12 AM UTC", "2025-04-18T00:00:00+00:00"),
        ("18 April 2025, 10:30 CET", "2025-04-18T10:30:00+01:00"),
        ("10:30 GMT, 18 April 2025", "2025-04-18T10:30:00+00:00"),
        ("1744972200", "2025-04-18T10:30:00+00:00"),
        ("1744972200000", "2025-04-18T10:30:00+00:00"),
    ],
)
def test_moments_keep_the_zone_that_the_source_states(words: str, moment: str) -> None:
    expected = datetime.fromisoformat(moment)
    parsed, day = parse_time(words)
    assert parsed == expected
    assert parsed and parsed.utcoffset() == expected.utcoffset()
    assert day == expected.date()


@pytest.mark.parametrize(
    "words",
    [
        "2025-04-18",
        "20250418",
        "2025/04/18",
        "April 18, 2025",
        "Apr. 18, 2025",
        "18 April 2025",
        "18.04.2025 12:00",
        "04/18/2025",
        "18/04/2025",
        "2025-04-18T10:30:00",
        "April 18, 2025 10:30 IST",
        "18 avril 2025",
    ],
)
def test_without_a_time_and_a_known_zone_there_is_a_day_and_no_moment(words: str) -> None:
    assert parse_time(words) == (None, date(2025, 4, 18))


@pytest.mark.parametrize("words", ["2025", "2025-04", "04/2025", "April 2025", "2025-W16"])
def test_a_day_is_never_filled_in(words: str) -> None:
    assert parse_time(words) == (None, None)


@pytest.mark.parametrize("words", ["", "soon", "yesterday", "04/05/2025", "2025-02-30", "2025-04-18T25:00:00Z"])
def test_what_states_no_time_is_refused(words: str) -> None:
    with pytest.raises(ValueError):
        parse_time(words)


@given(st.datetimes(timezones=st.timezones(), min_value=datetime(1900, 1, 1)))
def test_every_iso_time_is_read_back(moment: datetime) -> None:
    fixed = datetime.fromisoformat(moment.isoformat())
    assert parse_time(moment.isoformat()) == (fixed, moment.date())
