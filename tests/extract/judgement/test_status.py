import pytest

from flows.extract.judgement.status import judged, stated


@pytest.mark.parametrize(
    ("event_type", "sentence", "status"),
    [
        ("talks", "Mali and the rebels will meet in Algiers on Tuesday.", "scheduled"),
        ("talks", "Mali and the rebels met in Algiers on Tuesday.", "concluded"),
        ("talks", "Mali broke off the talks with the rebels.", "broken_off"),
        ("talks", "Mali has suspended its talks with the rebels.", "suspended"),
        ("talks", "Mali called for talks with the rebels.", "proposed"),
        ("talks", "Mali refused to hold talks with the rebels.", "rejected"),
        ("talks", "Mali called off the talks with the rebels.", "cancelled"),
        ("moratorium", "Mali and the rebels signed a ceasefire.", "agreed"),
        ("moratorium", "The truce took effect at noon.", "in_force"),
        ("moratorium", "They extended the truce by a month.", "extended"),
        ("moratorium", "The truce expired at midnight.", "expired"),
        ("moratorium", "Mali rejected the truce.", "rejected"),
        ("moratorium", "The ceasefire collapsed within hours.", "collapsed"),
        ("moratorium", "The rebels violated the ceasefire.", "violated"),
        ("moratorium", "The rebels called off their ceasefire.", "terminated"),
        ("moratorium", "The envoy urged both armies to agree on a truce.", "proposed"),
        ("moratorium", "Mali announced the end of a truce.", "terminated"),
        ("deadline", "Mali had until Friday to answer.", "expired"),
        ("deadline", "Niger said Mali had until Friday to answer.", "set"),
        ("deadline", "The rebels missed the deadline.", "missed"),
        ("deadline", "The council extended its deadline.", "extended"),
        ("deadline", "The rebels rejected the ultimatum.", "rejected"),
        ("deadline", "The ultimatum ran out on Sunday.", "expired"),
        ("deadline", "The council withdrew its ultimatum.", "withdrawn"),
    ],
)
def test_the_first_status_is_the_most_telling(event_type: str, sentence: str, status: str) -> None:
    assert stated(event_type, sentence)[0] == status


def test_phrases_over_the_trigger_come_first() -> None:
    sentence = "After the talks ended, the two sides will meet again in June."
    start = sentence.index("meet")
    assert stated("talks", sentence, (start, start + 4))[0] == "scheduled"


def test_a_type_without_lexicon_states_nothing() -> None:
    assert stated("inquiry", "The inquiry opened on Monday.") == ()


def test_the_engines_word_stands_where_the_evidence_bears_it_out_or_is_silent() -> None:
    assert judged("talks", "broken_off", ("Mali broke off the talks.",)) == "broken_off"
    assert judged("talks", "ongoing", ("The weather was fine.",)) == "ongoing"


def test_else_the_evidence_decides() -> None:
    assert judged("moratorium", "in_force", ("Mali rejected the truce.", "It rained.")) == "rejected"
