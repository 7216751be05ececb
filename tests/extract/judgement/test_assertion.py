import pytest

from flows.extract.judgement.assertion import stated


@pytest.mark.parametrize(
    ("sentence", "assertion"),
    [
        ("The army denied that it had agreed to a truce.", "denied"),
        ("The governor accused the rebels of breaking the truce.", "alleged"),
        ("The rebels claimed that talks had been held.", "claimed"),
        ("Both sides confirmed the truce.", "confirmed"),
        ("The two armies gave conflicting accounts of the truce.", "disputed"),
        ("The truce began on Monday.", None),
    ],
)
def test_who_vouches_for_it(sentence: str, assertion: str | None) -> None:
    assert stated(sentence, "agreed") == assertion


def test_what_is_only_proposed_is_hypothetical() -> None:
    assert stated("The envoy called for a truce.", "proposed") == "hypothetical"
