"""What holds for every date and every way to write it."""

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.dates import find, resolve

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
NEAR = st.integers(0, 180)
DIRECTIONS = st.sampled_from(["past", "future", "none"])

_DAY = r"\d{4}-\d{2}-\d{2}~?"
EDTF = re.compile(rf"|\d{{3}}X|\d{{4}}|\d{{4}}-\d{{2}}|{_DAY}|{_DAY}/{_DAY}|{_DAY}/\.\.|\.\./{_DAY}")
"""The part of EDTF level 1 that news needs."""

RELATIVE = """
Friday | last Friday | next Friday | this Friday | Monday morning | late on Sunday | today | yesterday | tomorrow
tonight | overnight | this week | last week | next week | this month | last month | next month | this year
earlier this week | later this month | this weekend | over the weekend | last weekend | the weekend | in June | in May
early March | late September | mid-July | May 7-11 | 30 December to 2 January | by Friday | until 31 December
by the end of June | by the end of the week | before Friday | within 30 days | 24 hours | two weeks ago
several weeks ago | a month ago | in two weeks | past two weeks | in the coming days | just days | earlier
since Tuesday | from 5 May | as early as next week | the 18th | the 31st | 29 February | Q1 | Christmas | Easter
Monday to Wednesday | from Monday through Friday | the first week of June | the last Sunday of March | next quarter
starting Monday | from midnight Friday for 30 days | after 5 May | the week of 5 May | Good Friday
the past month | the next week | the coming month | hours ago | 36 hours ago | more than a year ago | at least 30 days
it had already been a month | last June | next March | by midnight | a week from Friday | 30 days after 5 May
the second half of May | Friday the 13th | a day earlier | the following week
""".strip().replace("\n", "|")
RELATIVE_WORDS = st.sampled_from([words.strip() for words in RELATIVE.split("|")])

WAYS = [
    "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d",
    "%d %b %Y", "%d-%b-%Y", "on %A, %d %B %Y", "%A %d %B %Y, at noon", "12:00 GMT on %d %B %Y", "%Y-%m-%dT12:00:00Z",
]  # fmt: skip
WAYS_WITHOUT_YEAR = ["%d %B", "%B %d", "%A, %B %d", "%d %b.", "on %A %d %B", "%B %d at 5 p.m.", "the %dth of %B"]


@settings(deadline=None)
@given(DAYS, st.sampled_from(WAYS), DIRECTIONS, st.none() | DAYS)
def test_an_absolute_date_is_itself_from_everywhere(day, way, direction, published):
    when = resolve(day.strftime(way), published, direction)
    assert (when.earliest, when.latest, when.precision) == (day, day, "day")


@settings(deadline=None)
@given(DAYS, NEAR, st.sampled_from(WAYS_WITHOUT_YEAR), st.booleans())
def test_a_date_without_its_year_is_the_nearest_in_its_direction(published, distance, way, past):
    day = published + timedelta(days=-distance if past else distance)
    when = resolve(day.strftime(way), published, "past" if past else "future")
    assert (when.earliest, when.latest) == (day, day)


@settings(deadline=None)
@given(DAYS, st.integers(0, 6), st.sampled_from(["%A", "%A night", "late on %A", "noon %A", "%A's"]))
def test_a_past_weekday_looks_back_up_to_six_days(published, distance, way):
    day = published - timedelta(days=distance)
    assert resolve(day.strftime(way), published, "past").earliest == day


@settings(deadline=None)
@given(DAYS, st.integers(1, 7), st.sampled_from(["%A", "by %A", "next %A", "until midnight on %A"]))
def test_a_future_weekday_looks_ahead_up_to_seven_days(published, distance, way):
    day = published + timedelta(days=distance)
    when = resolve(day.strftime(way), published, "future")
    assert (when.earliest, when.latest) == (day, day)


@settings(deadline=None)
@given(RELATIVE_WORDS, DAYS, DIRECTIONS)
def test_bounds_are_in_order_on_the_right_side_and_valid_edtf(words, published, direction):
    when = resolve(words, published, direction)
    assert when is not None
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest
    if direction == "future" and when.latest:
        assert when.latest >= published
    if direction == "past" and when.earliest:
        assert when.earliest <= published
    assert EDTF.fullmatch(when.edtf), when.edtf
    assert (when.edtf == "") == (when.earliest is None and when.latest is None)


@settings(deadline=None)
@given(DAYS, st.integers(1, 400))
def test_a_limit_in_days_counts_from_publication(published, number):
    when = resolve(f"within {number} days", published, "future")
    assert when.earliest == when.latest == published + timedelta(days=number)


@settings(deadline=None)
@given(DAYS, st.integers(1, 400))
def test_a_limit_in_hours_is_rounded_up_to_days(published, number):
    when = resolve(f"{number} hours", published, "future")
    assert when.latest == published + timedelta(days=-(-number // 24))


@settings(deadline=None)
@given(st.text(max_size=80), st.none() | DAYS, DIRECTIONS)
def test_any_text_is_answered(text, published, direction):
    when = resolve(text, published, direction)
    assert when is None or when.as_written == text


@settings(deadline=None)
@given(DAYS, st.sampled_from(WAYS[:5]))
def test_what_is_found_resolves(day, way):
    sentence = f"Envoys of both sides said that a meeting was held in Oslo on {day.strftime(way)} without result."
    (found,) = find(sentence)
    assert resolve(found.words, None, "none").earliest == day
