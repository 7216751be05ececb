from datetime import date
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from flows.tables.layout import Layout
from flows.view import WIDTH, ViewError, latest, printed
from schemas import Event, Record, tables
from schemas.event_types.talks import Talks


@pytest.fixture
def layout(pipeline: Any) -> Layout:
    """Talks on three days: of France and Germany, India and Pakistan, Russia and Ukraine."""
    pairs = (("France", "Germany"), ("India", "Pakistan"), ("Russia", "Ukraine"))
    records = [
        {
            "id": str(day), "published": f"2026-03-{day:02}T09:00:00Z", "source": f"Paper {day}",
            "text": f"{one} and {other} held talks in Geneva on Monday. Their delegates left by train at night.",
        }
        for day, (one, other) in enumerate(pairs, start=3)
    ]  # fmt: skip
    pipeline.run(pipeline.write("news.jsonl", *records))
    return Layout(pipeline.out)


def text(record: type[Record], found: Any, width: int = 250) -> str:
    screen = Console(file=StringIO(), width=width)
    screen.print(printed(record, found))
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


def days(found: list[Talks]) -> list[date | None]:
    return [row.published_date for row in found]


def test_the_latest_come_first_and_no_more_than_asked_for(layout: Layout) -> None:
    assert days(latest(layout, Talks, 2, [])) == [date(2026, 3, 5), date(2026, 3, 4)]
    assert len(latest(layout, Talks, 20, [])) == 3


@pytest.mark.parametrize(
    ("filters", "day"),
    [
        (["actors=IND"], 4),
        (["actors=india"], 4),
        (["source=Paper 5"], 5),
        (["published_date=2026-03-03"], 3),
        (["actors=RUS", "source=Paper 5"], 5),
    ],
)
def test_filters(layout: Layout, filters: list[str], day: int) -> None:
    assert days(latest(layout, Talks, 20, filters)) == [date(2026, 3, day)]


def test_filters_must_all_hold(layout: Layout) -> None:
    assert latest(layout, Talks, 20, ["actors=RUS", "source=Paper 3"]) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("colour=red", "COLUMN=VALUE"),
        ("actors", "COLUMN=VALUE"),
        ("status=ended", "concluded"),
        ("assertion=sworn", "claimed"),
    ],
)
def test_a_filter_that_nothing_could_pass_says_what_could(layout: Layout, wrong: str, words: str) -> None:
    with pytest.raises(ViewError, match=words):
        latest(layout, Talks, 20, [wrong])


def test_mentions_and_events_show_what_a_reader_looks_for(layout: Layout) -> None:
    mentions = text(Talks, latest(layout, Talks, 20, ["actors=FRA"]))
    assert mentions.splitlines()[0].split() == ["published_date", "status", "assertion", "actors", "held", "summary"]
    assert "France, Germany" in mentions
    assert "2026-03-02" in mentions, "the day on which the talks were held"
    events = text(Event, latest(layout, Event, 20, []))
    assert events.splitlines()[0].split() == [
        "last_reported", "type", "status", "assertion", "actors", "time", "n_articles", "summary",
    ]  # fmt: skip


@pytest.mark.parametrize("name", list(tables()))
def test_every_table_can_be_printed(layout: Layout, name: str) -> None:
    record = tables()[name]
    found = latest(layout, record, 20, [])
    lines = text(record, found).splitlines()
    assert len(lines) >= 1 + len(found)
    assert max(map(len, lines)) <= 250


def test_long_texts_are_cut(layout: Layout) -> None:
    (row, *_) = latest(layout, Talks, 1, [])
    long = row.model_copy(update={"summary": "word " * 200})
    assert "…" in text(Talks, [long], 400)
    assert "word " * (WIDTH // 5 + 1) not in text(Talks, [long], 400)
