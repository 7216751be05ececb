"""Time expressions in sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.dates import find

JUMBLE = [
    "by",
    "from",
    "to",
    "until",
    "Friday",
    "May",
    "5",
    "the",
    "of",
    "week",
    "12",
    ",",
    "-",
    "2025",
    "days",
    "ago",
    "a",
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Both teams will meet in Oslo on Friday, a spokesman said.", ["Friday"]),
        ("The truce holds until midnight on 31 December 2025.", ["until midnight on 31 December 2025"]),
        ("The rebels got 72 hours to leave the harbour.", ["72 hours"]),
        (
            "They have 24 hours, or until noon Wednesday at the latest.",
            ["24 hours", "until noon Wednesday at the latest"],
        ),
        ("The halt lasts for 30 days from 1 May.", ["for 30 days from 1 May"]),
        ("Talks stopped in April 2019 and began again in 2021.", ["April 2019", "in 2021"]),
        ("A round could open within days, possibly as early as next week.", ["within days", "as early as next week"]),
        ("Inspectors must be let in by May 9.", ["by May 9"]),
        ("It began on the 18th and ends on 5 June at 12:00 GMT.", ["on the 18th", "5 June at 12:00 GMT"]),
        ("A three-day pause from Sunday to Tuesday was agreed.", ["three-day", "from Sunday to Tuesday"]),
        ("Since October 7, 2023 the border is shut.", ["Since October 7, 2023"]),
        ("Envoys met late on Monday and again early on Tuesday.", ["late on Monday", "early on Tuesday"]),
        ("A day earlier, both leaders had spoken by phone.", ["A day earlier"]),
        ("By the end of June, both must pull back.", ["By the end of June"]),
        ("No sooner than next week, aides said.", ["No sooner than next week"]),
        ("The pause runs from 8 to 10 May.", ["from 8 to 10 May"]),
        ("May 7-11 is set aside for the second round.", ["May 7-11"]),
        ("Within 48 hours of signing, guns must be silent.", ["Within 48 hours of"]),
        ("A summit is planned for mid-July or early August.", ["mid-July or early August"]),
        ("In ten days' time the offer lapses.", ["In ten days' time"]),
        ("The first shells fell overnight into Sunday.", ["overnight into Sunday"]),
        (
            "The ministers spoke yesterday and will meet the day after tomorrow.",
            ["yesterday", "the day after tomorrow"],
        ),
        ("Before Christmas nothing will move.", ["Before Christmas"]),
        ("The border reopens in March.", ["in March"]),
        ("Answers are due soon.", ["soon"]),
        ("In the November 27 vote he lost.", ["November 27"]),
        ("Talks are scheduled for June.", ["for June"]),
        ("Between 2014 and 2016 nobody met.", ["Between 2014 and 2016"]),
        ("It ends tomorrow, 2 April, at 19:00.", ["tomorrow, 2 April, at 19:00"]),
        ("They had until ten in the evening on Wednesday.", ["until ten in the evening on Wednesday"]),
        ("He said that Friday's round had failed.", ["Friday's"]),
        ("The Monday attack broke a one-month halt.", ["Monday", "one-month"]),
        ("They meet on Wednesday the 16th.", ["Wednesday the 16th"]),
        ("Envoys met the Chinese yesterday and want an answer by Friday.", ["yesterday", "by Friday"]),
        ("A date will be named in due course.", ["in due course"]),
        ("The budget for 2024/25 and version 4.7.10 wait.", ["2024/25"]),
        ("Guns fell silent from Tuesday night through to Wednesday.", ["from Tuesday night through to Wednesday"]),
    ],
)
def test_the_longest_expression_with_its_preposition(sentence, expected):
    assert [found.words for found in find(sentence)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Theresa May said she would march on the capital.",
        "The plan was rejected by May and her cabinet.",
        "The marchers may march in the sun for a second day running.",
        "A 36-year-old fired 36 missiles at 10 targets in the second round.",
        "The 2015 deal covers 2,015 people and about 2000 soldiers.",
        "April Stone met June Carter and August Lind.",
        "He sleeps eight hours a day, five days a week, twice a month.",
        "The Sunday Times recalled Bloody Sunday.",
        "Prayers are held every Friday.",
        "The October 7 attacks changed the region.",
        "After the October 7 attacks and the 11 September attacks, nobody spoke.",
        "The March 14 Alliance and the 17 November group rejected Resolution 2735.",
        "Leaders of the Group of 7 spoke of the 1967 borders.",
        "Nobody works at the Lunar New Year.",
        "The 38th parallel is guarded by the 82nd Airborne.",
        "Sat phones and wed couples are not days of the week.",
        "The first half ended 2-1, the score was 3/4.",
        "",
    ],
)
def test_what_only_looks_like_a_time(sentence):
    assert find(sentence) == []


@settings(deadline=None)
@given(st.text(max_size=200))
def test_places_fit_any_text(text):
    last = 0
    for found in find(text):
        assert text[found.start : found.end] == found.words
        assert last <= found.start < found.end
        last = found.end


@settings(deadline=None)
@given(st.lists(st.sampled_from(JUMBLE), max_size=60))
def test_places_fit_a_jumble_of_time_words(words):
    text = " ".join(words)
    for found in find(text):
        assert text[found.start : found.end] == found.words
