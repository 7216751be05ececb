from datetime import UTC, date, datetime
from types import SimpleNamespace

from flows.link.events import event_from, told_order

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def test_an_event_has_the_latest_state_and_the_whole_history(make: SimpleNamespace) -> None:
    agreed = make.mention("a", "moratorium", "RUS UKR", MONDAY, status="agreed", effective=make.on(TUESDAY))
    broken = make.mention("b", "moratorium", "UKR RUS USA", TUESDAY, status="violated", assertion="alleged")
    event = event_from("e", [broken, agreed], {})
    assert (event.status, event.assertion, event.summary) == ("violated", "alleged", "summary of b")
    assert (event.first_reported, event.last_reported) == (MONDAY, TUESDAY)
    assert [(entry.mention_id, entry.status) for entry in event.history] == [("a", "agreed"), ("b", "violated")]
    assert [actor.iso3 for actor in event.actors] == ["RUS", "UKR", "USA"]
    assert event.effective == make.on(TUESDAY), "a time that the latest mention does not state stays"


def test_copies_are_articles_and_no_sources(make: SimpleNamespace) -> None:
    told = [
        make.mention("a", "talks", "FRA DEU", MONDAY, source="Hill Times"),
        make.mention("b", "talks", "FRA DEU", TUESDAY, source="Hill Times"),
        make.mention("c", "talks", "FRA DEU", TUESDAY, source="Harbour Post"),
    ]
    event = event_from("e", told, {"d-a": 3, "d-c": 1, "d-elsewhere": 9})
    assert (event.n_articles, event.n_sources) == (7, 2)


def test_the_hour_decides_within_a_day_and_unknown_days_come_first(make: SimpleNamespace) -> None:
    evening = make.mention("a", "talks", "FRA DEU", MONDAY, published=datetime(2026, 3, 2, 20, tzinfo=UTC))
    morning = make.mention("b", "talks", "FRA DEU", MONDAY, published=datetime(2026, 3, 2, 6, tzinfo=UTC))
    undated = make.mention("c", "talks", "FRA DEU", None)
    assert sorted([evening, undated, morning], key=told_order) == [undated, morning, evening]
    assert event_from("e", [evening, undated, morning], {}).first_reported == MONDAY


def test_an_event_of_articles_without_a_day(make: SimpleNamespace) -> None:
    event = event_from("e", [make.mention("a", "talks", "FRA DEU", None)], {})
    assert (event.first_reported, event.last_reported) == (None, None)
    assert event.partition() == date(1900, 1, 1)
