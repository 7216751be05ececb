from datetime import date

import pytest

from flows.extract.dates import find_begun, find_days_of, find_nth_day, resolve

SUNDAY = date(2024, 6, 16)


@pytest.mark.parametrize(
    ("words", "earliest"),
    [
        ("for a second day", date(2024, 6, 15)),
        ("for the third straight day", date(2024, 6, 14)),
        ("on its first day", SUNDAY),
        ("three days of talks", date(2024, 6, 14)),
        ("a week of tense negotiations", date(2024, 6, 10)),
    ],
)
def test_days_are_counted_back_from_the_one_on_which_they_are_told(words: str, earliest: date) -> None:
    when = resolve(words, SUNDAY, "past")
    assert when
    assert (when.earliest, when.latest) == (earliest, SUNDAY)


def test_what_has_begun_began_by_the_day_of_publication() -> None:
    when = resolve("has taken effect", SUNDAY, "past")
    assert when
    assert (when.earliest, when.latest, when.precision) == (None, SUNDAY, "before")


def test_without_a_day_of_publication_nothing_bounds_them() -> None:
    when = resolve("for a second day", None, "past")
    assert when
    assert (when.earliest, when.latest) == (None, None)


def test_they_are_found_in_a_sentence() -> None:
    assert find_nth_day("Envoys met for a second day in the capital.") == "for a second day"
    assert find_begun("The guerrillas have begun a truce of ten days.") == "have begun"
    assert find_days_of("They signed after 12 days of talks in Geneva.") == "12 days of talks"
    assert find_days_of("It rained for five days in Geneva.") is None
    assert find_nth_day("It was the second such daylight raid.") is None
    assert find_begun("The truce begins on Friday.") is None
