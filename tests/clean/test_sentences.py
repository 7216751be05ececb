import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.sentences import is_hard_wrapped, split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["He met U.S. President Ann Lee in Washington, D.C.", "The talks lasted two hours."],
        ["Mr. Orban, Gen. Kell and Lt. Col. Ray signed.", "Sen. Doe, R-S.C., did not."],
        ["Ann J. Lee and J. A. Smith of the U.N. Security Council spoke.", "It was Plan B. The", "End."][:1],
        ["It was Plan B.", "The envoy left."],
        ["The meeting starts at 10 a.m. Tuesday.", "It ended at 9 p.m. Moscow time.", "At 5 p.m.", "Russia left."],
        ["Prices rose 3.5 percent to $1.2 million.", "No. 10 refused."],
        ["On Feb. 3 the truce began.", "It was broken in Feb.", "The guns were back."],
        ["“We are close,” said the envoy.", "“We need a week.”", "Nobody objected."],
        ["“We are close. ", "We need a week,” he said."],
        ['"Will it last?" Mr. Ray asked.', '"No."', "Then he left."],
        ["“Stop it!” Lee said.", "Nobody did."],
        ["He wondered… The guns fell silent."[:13], "The guns fell silent."],
        ["They will wait... Moscow must answer."],
        ["KYIV, Ukraine (AP) — The truce holds.", "ST. PETERSBURG, Jan. 18 (Reuters) - It broke."],
        ["They met (twice, in fact.)", "Both left."],
        ["1. Both sides stop firing.", "2. They exchange prisoners."],
        ["Die Feuerpause begann am 18. April um 5 Uhr.", "Sie hält."],
        ["停火协议已签署。", "双方同意。"],
        ["قال الوزير إن المحادثات بدأت.", "وأضاف أنها مستمرة؟", "نعم."],
    ],
    ids=lambda expected: expected[0][:30],
)
def test_sentence_boundaries(expected: list[str]) -> None:
    separator = "" if "。" in expected[0] else "\n" if expected[0].startswith("1.") else " "
    expected = [sentence.strip() for sentence in expected]
    assert sentences(separator.join(expected)) == expected


def test_a_line_break_ends_a_sentence_even_without_a_full_stop() -> None:
    assert sentences("Talks open in Oslo\nThe two sides met\r\n\nNobody spoke") == [
        "Talks open in Oslo",
        "The two sides met",
        "Nobody spoke",
    ]


WRAPPED = """The envoys of both republics met on Tuesday in a hotel on the lake to
discuss a truce along the river, and they agreed after some hours on
a first draft that names the date. Nobody has signed it.

The next round, to which the neighbours are invited as well, will be
held in a month.
"""


def test_hard_wrapped_text_is_read_across_its_lines() -> None:
    assert is_hard_wrapped(WRAPPED)
    assert [sentence.split()[0] for sentence in sentences(WRAPPED)] == ["The", "Nobody", "The"]


def test_paragraphs_on_one_line_each_are_not_hard_wrapped() -> None:
    assert not is_hard_wrapped("The envoys met on Tuesday in a hotel\nThey agreed on a draft.\nNobody signed it.")


@given(
    st.text(alphabet=st.sampled_from("aB1 .!?…\"'”“’)( \n\r\t\u2028。U.S-—"), max_size=80) | st.text(max_size=80),
)
def test_spans_cover_all_but_white_space_in_order(text: str) -> None:
    spans = split(text)
    covered = [False] * len(text)
    end_before = 0
    for start, end in spans:
        assert end_before <= start < end
        assert text[start:end] == text[start:end].strip()
        covered[start:end] = [True] * (end - start)
        end_before = end
    assert all(is_in or character.isspace() for is_in, character in zip(covered, text, strict=True))
