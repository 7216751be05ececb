"""Arithmetic of the calendar."""

from datetime import date

import pytest

from flows.extract.dates.calendar import Span, add, easter, edtf, orthodox_easter, unit_of


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2000, date(2000, 4, 23), date(2000, 4, 30)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
        (2025, date(2025, 4, 20), date(2025, 4, 20)),
        (2026, date(2026, 4, 5), date(2026, 4, 12)),
        (2027, date(2027, 3, 28), date(2027, 5, 2)),
    ],
)
def test_easter(year, western, orthodox):
    assert (easter(year), orthodox_easter(year)) == (western, orthodox)


@pytest.mark.parametrize(
    ("day", "number", "unit", "expected"),
    [
        (date(2025, 1, 31), 1, "month", date(2025, 2, 28)),
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 2, 29), -1, "year", date(2023, 2, 28)),
        (date(2025, 12, 30), 72, "hour", date(2026, 1, 2)),
        (date(2025, 12, 30), 25, "hour", date(2026, 1, 1)),
        (date(2025, 12, 30), 1, "fortnight", date(2026, 1, 13)),
        (date(2025, 11, 30), 1, "quarter", date(2026, 2, 28)),
    ],
)
def test_units_are_added_to_a_day(day, number, unit, expected):
    assert add(day, number, unit) == expected


def test_a_year_outside_the_calendar_is_an_overflow():
    with pytest.raises(OverflowError):
        add(date(2025, 1, 1), 9000, "year")


def test_weeks_run_from_monday_to_sunday():
    assert unit_of(date(2026, 6, 21), "week") == Span(date(2026, 6, 15), date(2026, 6, 21), "week")
    assert unit_of(date(2026, 6, 22), "week", -1) == Span(date(2026, 6, 15), date(2026, 6, 21), "week")


def test_edtf_of_a_leap_february_is_the_month():
    assert edtf(Span(date(2024, 2, 1), date(2024, 2, 29), "month")) == "2024-02"
    assert edtf(Span(date(2024, 2, 1), date(2024, 2, 28), "range")) == "2024-02-01/2024-02-28"
