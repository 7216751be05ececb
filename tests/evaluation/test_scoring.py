"""The figures, on cases small enough to count by hand."""

from collections.abc import Callable
from datetime import date

import pytest

from flows.evaluation.gold import GoldActor, GoldEvent, GoldTime
from flows.evaluation.scoring import Counts, Figures, is_time_right, score
from schemas import Mention

Mentioned = Callable[..., Mention]

MET = "Arvia and Borland met in Oslo on Monday."
TRUCE = "They agreed on a truce from Friday."
LIMIT = "Arvia has until June 1 to free the crew, Borland said."
OLD = "Earlier talks failed in 2019."
TEXT = f"Truce agreed\n\n{MET} {TRUCE} {LIMIT} {OLD}"
FRIDAY = date(2025, 4, 25)

EVENTS = [
    GoldEvent(
        type="talks",
        evidence=[MET],
        actors=[GoldActor(role="participant", names=["Arvia"]), GoldActor(role="participant", names=["Borland"])],
        status=["concluded"],
        assertion=["reported"],
    ),
    GoldEvent(
        type="moratorium",
        evidence=[TRUCE],
        actors=[GoldActor(role="party", names=["Arvia"]), GoldActor(role="party", names=["Borland"])],
        status=["agreed", "proposed"],
        assertion=["reported"],
        time=GoldTime(field="effective", as_written="Friday", earliest=FRIDAY, latest=FRIDAY),
    ),
    GoldEvent(type="deadline", evidence=[LIMIT], status=["set"], assertion=["reported"]),
    GoldEvent(type="talks", evidence=[OLD], status=["broken_off"], assertion=["reported"], optional=True),
]


def figures(found: list[Mention], events: list[GoldEvent] = EVENTS) -> Figures:
    return score([("a", TEXT, events, found)])[0]


class TestEvents:
    def test_one_right_one_false_two_missed(self, mention: Mentioned) -> None:
        counts = figures([mention("talks", MET), mention("deadline", TRUCE)]).events
        assert (counts.right, counts.false, counts.missed) == (1, 1, 2)
        assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.333, 0.4)

    def test_by_type(self, mention: Mentioned) -> None:
        by_type = figures([mention("talks", MET), mention("deadline", TRUCE)]).by_type
        assert by_type == {
            "talks": Counts(right=1),
            "deadline": Counts(false=1, missed=1),
            "moratorium": Counts(missed=1),
        }

    def test_an_optional_event_is_neither_found_nor_missed_nor_false(self, mention: Mentioned) -> None:
        counts = figures([mention("talks", OLD, status="broken_off")], EVENTS[3:]).events
        assert (counts.right, counts.false, counts.missed) == (0, 0, 0)

    def test_what_is_said_of_an_optional_event_counts(self, mention: Mentioned) -> None:
        status = figures([mention("talks", OLD, status="broken_off")]).status
        assert (status.right, status.of, status.accuracy) == (1, 1, 1.0)

    def test_events_in_an_article_without_any_are_false(self, mention: Mentioned) -> None:
        assert figures([mention("talks", MET)], []).events == Counts(false=1)

    def test_nothing_found_scores_zero(self) -> None:
        counts = figures([]).events
        assert (counts.precision, counts.recall, counts.f1, counts.missed) == (0, 0, 0, 3)


def test_any_accepted_value_is_right(mention: Mentioned) -> None:
    found = figures([mention("moratorium", TRUCE, status="proposed", assertion="claimed")])
    assert (found.status.right, found.assertion.right, found.assertion.of) == (1, 0, 1)


def test_core_actors_of_all_matched_events_together(mention: Mentioned) -> None:
    found = [
        mention("talks", MET, actors=[("participant", "Arvia", None), ("participant", "Norway", "NOR")]),
        mention("moratorium", TRUCE, actors=[("party", "Arvia", None), ("party", "Borland", None)]),
    ]
    assert figures(found).core_actors == Counts(right=3, false=1, missed=1)


class TestTime:
    GOLD = GoldTime(field="effective", as_written="Friday", earliest=FRIDAY, latest=FRIDAY)

    @pytest.mark.parametrize("field", ["effective", "scheduled_end", "declared"])
    def test_either_day_in_any_field_of_the_type(self, field: str, mention: Mentioned) -> None:
        assert is_time_right(self.GOLD, mention("moratorium", TRUCE, **{field: ("2025-04-25", "2025-04-30")}))
        assert is_time_right(self.GOLD, mention("moratorium", TRUCE, **{field: ("2025-04-20", "2025-04-25")}))
        assert not is_time_right(self.GOLD, mention("moratorium", TRUCE, **{field: ("2025-04-24", "2025-04-26")}))

    def test_no_time_and_no_days_are_wrong(self, mention: Mentioned) -> None:
        assert not is_time_right(self.GOLD, mention("moratorium", TRUCE))
        assert not is_time_right(self.GOLD, mention("moratorium", TRUCE, effective=(None, None)))

    def test_the_day_on_which_a_deadline_was_set_is_no_answer(self, mention: Mentioned) -> None:
        due = GoldTime(field="due", as_written="Friday", earliest=FRIDAY, latest=FRIDAY)
        assert not is_time_right(due, mention("deadline", LIMIT, issued=("2025-04-25", "2025-04-25")))

    def test_open_ends_agree(self, mention: Mentioned) -> None:
        since = GoldTime(field="held", as_written="since Friday", earliest=FRIDAY)
        assert is_time_right(since, mention("talks", MET, held=("2025-04-01", None)))

    def test_only_gold_with_a_day_is_counted(self, mention: Mentioned) -> None:
        found = [
            mention("talks", MET),
            mention("moratorium", TRUCE, effective=("2025-04-25", None)),
            mention("deadline", LIMIT),
        ]
        assert (figures(found).time.right, figures(found).time.of) == (1, 1)


def test_evidence_that_the_article_does_not_hold_is_ungrounded(mention: Mentioned) -> None:
    found = figures([mention("talks", MET, "They shook hands."), mention("deadline", LIMIT)])
    assert (found.evidence, found.ungrounded) == (3, 1)


def test_errors_come_with_their_sentences(mention: Mentioned) -> None:
    _, errors = score([("a", TEXT, EVENTS[:1], [mention("deadline", TRUCE, LIMIT)])])
    assert [(error.kind, error.article, error.type, error.sentences) for error in errors] == [
        ("missed", "a", "talks", [MET]),
        ("false", "a", "deadline", [TRUCE, LIMIT]),
    ]
