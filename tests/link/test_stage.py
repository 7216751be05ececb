from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from flows.link.stage import copies_told
from schemas import Event, ids

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


def test_two_articles_on_one_ceasefire_are_one_event(desk: Any, make: SimpleNamespace) -> None:
    desk.put(make.mention("a", "moratorium", "RUS UKR", MONDAY), make.mention("b", "moratorium", "UKR RUS", TUESDAY))
    assert desk.link() == {"repaired": 0, "deleted": 0, "founded": 1, "joined": 1}
    (event,) = desk.events()
    assert event.event_id == ids.event_id("a") == desk.event_of("a") == desk.event_of("b")
    assert (event.n_articles, event.n_sources) == (2, 2)


def test_every_mention_gets_an_event_and_a_second_run_changes_nothing(desk: Any, make: SimpleNamespace) -> None:
    desk.put(
        make.mention("a", "moratorium", "RUS UKR", MONDAY),
        make.mention("b", "talks", "RUS UKR", MONDAY),
        make.mention("c", "deadline", "USA IRN", None),
    )
    desk.link()
    before = desk.events(), desk.mentions()
    assert len(before[0]) == 3
    assert desk.link() == {"repaired": 0, "deleted": 0}
    assert (desk.events(), desk.mentions()) == before


def test_two_mentions_of_one_article_never_join(desk: Any, make: SimpleNamespace) -> None:
    sister = make.mention("b", "talks", "FRA DEU", MONDAY, document_id="d-a")
    desk.put(make.mention("a", "talks", "FRA DEU", MONDAY), sister)
    desk.link()
    assert len(desk.events()) == 2


def test_nor_when_one_of_them_has_its_event_already(desk: Any, make: SimpleNamespace) -> None:
    desk.put(make.mention("a", "talks", "FRA DEU", MONDAY))
    desk.link()
    desk.put(make.mention("b", "talks", "FRA DEU", MONDAY, document_id="d-a"))
    desk.link()
    assert len(desk.events()) == 2


def test_sisters_of_one_article_find_two_events_of_another(desk: Any, make: SimpleNamespace) -> None:
    days = {"held": make.on(MONDAY)}, {"held": make.on(FRIDAY)}
    for article, day in (("x", MONDAY), ("y", TUESDAY)):
        desk.put(
            *(
                make.mention(f"{article}{number}", "talks", "FRA DEU", day, document_id=article, **held)
                for number, held in enumerate(days)
            )
        )
    desk.link()
    assert [event.n_articles for event in desk.events()] == [2, 2]
    assert desk.event_of("x0") == desk.event_of("y0") != desk.event_of("x1") == desk.event_of("y1")


def test_an_earlier_article_that_comes_later_moves_the_event_to_its_day(desk: Any, make: SimpleNamespace) -> None:
    desk.put(make.mention("b", "moratorium", "RUS UKR", TUESDAY))
    desk.link()
    assert desk.layout.parts(Event, TUESDAY)
    desk.put(make.mention("a", "moratorium", "RUS UKR", MONDAY))
    desk.link()
    (event,) = desk.events()
    assert (event.event_id, event.first_reported) == (ids.event_id("b"), MONDAY), "an event keeps its name"
    assert [entry.mention_id for entry in event.history] == ["a", "b"]
    assert desk.layout.parts(Event, MONDAY)
    assert not desk.layout.parts(Event, TUESDAY)


def test_an_event_follows_a_mention_that_goes(desk: Any, make: SimpleNamespace) -> None:
    first = make.mention("a", "moratorium", "RUS UKR", MONDAY)
    desk.put(first, make.mention("b", "moratorium", "RUS UKR", TUESDAY, status="violated"))
    desk.link()
    desk.remove(first)
    assert desk.link() == {"repaired": 1, "deleted": 0}
    (event,) = desk.events()
    assert (event.event_id, event.first_reported, event.n_articles) == (ids.event_id("a"), TUESDAY, 1)
    desk.remove(desk.mentions()["b"])
    assert desk.link() == {"repaired": 0, "deleted": 1}
    assert desk.events() == []


def test_an_event_follows_a_mention_that_is_read_again(desk: Any, make: SimpleNamespace) -> None:
    desk.put(make.mention("a", "talks", "FRA DEU", MONDAY))
    desk.link()
    old = desk.mentions()["a"]
    desk.remove(old)
    desk.put(old.model_copy(update={"actors": [*old.actors, make.actor("mediator", "CHE")], "held": make.on(MONDAY)}))
    desk.link()
    (event,) = desk.events()
    assert [actor.iso3 for actor in event.actors] == ["FRA", "DEU", "CHE"]
    assert event.held == make.on(MONDAY)


def test_long_events_are_repaired_across_many_days(desk: Any, make: SimpleNamespace) -> None:
    days = [MONDAY + timedelta(days=20 * number) for number in range(6)]
    told = [make.mention(f"m{number}", "moratorium", "RUS UKR", day) for number, day in enumerate(days)]
    lone = make.mention("z", "talks", "FRA DEU", days[2])
    desk.put(*told, lone)
    desk.link()
    desk.remove(desk.mentions()["m3"])
    assert desk.link() == {"repaired": 1, "deleted": 0}
    halt, talks = desk.events()
    assert [entry.mention_id for entry in halt.history] == ["m0", "m1", "m2", "m4", "m5"]
    assert talks.n_articles == 1


def test_an_article_read_again_finds_the_event_that_it_had_founded(desk: Any, make: SimpleNamespace) -> None:
    first = make.mention("a", "talks", "FRA DEU", MONDAY, held=make.on(MONDAY))
    desk.put(first, make.mention("b", "talks", "FRA DEU", TUESDAY))
    desk.link()
    desk.remove(desk.mentions()["a"])
    desk.link()
    desk.put(first)
    desk.link()
    (event,) = desk.events()
    assert [entry.mention_id for entry in event.history] == ["a", "b"]


class TestCopies:
    def test_a_copy_that_comes_later_counts_at_the_next_link(self, desk: Any, make: SimpleNamespace) -> None:
        desk.put(make.document("d-a", MONDAY), make.mention("a", "talks", "FRA DEU", MONDAY))
        desk.link()
        desk.put(make.document("copy", TUESDAY, duplicate_of="d-a"))
        assert desk.link()["repaired"] == 1
        (event,) = desk.events()
        assert (event.n_articles, event.n_sources) == (2, 1)

    @pytest.mark.parametrize(
        ("documents", "counts"),
        [
            ([("a", None, None), ("c", "a", None), ("d", "a", None)], {"a": 2}),
            ([("a", None, "b"), ("b", None, None), ("c", "a", None)], {"a": 1, "b": 1}),
            ([("a", None, "b"), ("b", None, "e"), ("e", None, None), ("c", "a", None)], {"a": 1, "b": 1, "e": 1}),
            ([("a", None, None), ("c", "a", "d"), ("d", "a", None)], {"a": 1}),
            ([("a", None, None)], {}),
        ],
        ids=["two copies", "of a corrected text", "of a text corrected twice", "a corrected copy", "none"],
    )
    def test_the_copies_of_an_article(
        self, desk: Any, make: SimpleNamespace, documents: list[tuple[str, str | None, str | None]], counts: Any
    ) -> None:
        for name, original, successor in documents:
            desk.put(make.document(name, MONDAY, duplicate_of=original, superseded_by=successor))
        assert copies_told(desk.layout) == counts
