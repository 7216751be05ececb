"""Many time words from several days of publication: the table beside this file, one line a case."""

from datetime import date
from pathlib import Path

import pytest

from flows.extract.dates import find, resolve


def _cases() -> list[tuple[str, str, str, str, str]]:
    cases, published = [], ""
    for line in Path(__file__).with_name("conventions.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            published = line[1:].strip()
        elif line and not line.startswith("#"):
            words, direction, earliest, latest = (cell.strip() for cell in line.split("|"))
            cases.append((published, words, direction, earliest, latest))
    return cases


CASES = _cases()


@pytest.mark.parametrize(("published", "words", "direction", "earliest", "latest"), CASES)
def test_words_bound_the_days_that_the_conventions_say(published, words, direction, earliest, latest):
    when = resolve(words, date.fromisoformat(published), direction)
    assert when is not None
    assert (str(when.earliest or "-"), str(when.latest or "-")) == (earliest, latest)


def test_running_text_yields_the_words_and_their_days():
    """Nearly all: a bare "by May" or "the third quarter" is no time in a sentence."""
    missed = []
    for published, words, direction, earliest, latest in CASES:
        found = find(f"The envoys of both sides said that they met {words}, without a result.")
        days = {
            (str(when.earliest or "-"), str(when.latest or "-"))
            for entry in found
            if (when := resolve(entry.words, date.fromisoformat(published), direction))
        }
        if (earliest, latest) not in days and (earliest, latest) != ("-", "-"):
            missed.append(words)
    assert len(missed) <= len(CASES) * 0.05, missed


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("that evening", "2024-12-30", "2024-12-30"),
        ("that very day", "2024-12-30", "2024-12-30"),
        ("later that day", "2024-12-30", "2024-12-30"),
        ("earlier that day", "2024-12-30", "2024-12-30"),
        ("the same evening", "2024-12-30", "2024-12-30"),
        ("the next morning", "2024-12-31", "2024-12-31"),
        ("two days later", "2025-01-01", "2025-01-01"),
        ("24 hours later", "2024-12-31", "2024-12-31"),
        ("an hour later", "2024-12-30", "2024-12-31"),
        ("the following Friday", "2025-01-03", "2025-01-03"),
        ("that week", "2024-12-30", "2025-01-05"),
        ("until the following day", "2024-12-31", "2024-12-31"),
        ("within 72 hours", "2025-01-02", "2025-01-02"),
        ("that Friday", "None", "None"),
    ],
)
@pytest.mark.parametrize("direction", ["past", "future", "none"])
def test_words_told_from_another_day(words, direction, earliest, latest):
    when = resolve(words, date(2025, 1, 3), direction, anchor=date(2024, 12, 30))
    assert when is not None
    assert (str(when.earliest), str(when.latest)) == (earliest, latest)
