from datetime import UTC, date, datetime

import pytest

from flows.clean.page import ParsedPage
from flows.clean.published import (
    Published,
    day_at_home,
    find_published,
    times_in_markup,
    times_in_page,
    times_in_path,
    times_in_text,
    times_labelled,
)

FETCHED = datetime(2025, 4, 20, 6, 0, tzinfo=UTC)
UNKNOWN = Published(None, None, "unknown")


def test_the_first_usable_statement_counts() -> None:
    statements = [("feed", "2025-04"), ("meta", "2025-04-18T23:30:00-04:00"), ("path", "2025-04-19")]
    found, problem = find_published(statements, FETCHED)
    assert found == Published(datetime.fromisoformat("2025-04-18T23:30:00-04:00"), date(2025, 4, 18), "meta")
    assert problem is None


@pytest.mark.parametrize("words", ["0001-01-01T00:00:00Z", "1899-12-31", "2025-04-22", "2025-04-21T06:00:01Z", "soon"])
def test_an_absurd_statement_of_a_record_is_told_and_leaves_no_date(words: str) -> None:
    found, problem = find_published([("record", words)], FETCHED)
    assert found == UNKNOWN
    assert problem


def test_zones_ahead_of_the_place_of_fetching_are_no_mistake() -> None:
    assert find_published([("feed", "2025-04-21")], FETCHED)[0].published_date == date(2025, 4, 21)


def test_a_page_with_one_wrong_and_one_right_statement_is_no_problem() -> None:
    found, problem = find_published([("meta", "0001-01-01"), ("meta", "2025-04-18")], FETCHED)
    assert (found.published_date, problem) == (date(2025, 4, 18), None)


def test_nothing_stated_is_unknown_and_never_the_time_of_fetching() -> None:
    assert find_published([], FETCHED) == (UNKNOWN, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 18 April 2025", date(2025, 4, 18)),
        ("First published on April 18, 2025 10:30 GMT | Updated 19 April 2025", date(2025, 4, 18)),
        ("Date: 2025-04-18", date(2025, 4, 18)),
        ("Friday, April 18, 2025", date(2025, 4, 18)),
        ("18 April 2025, 10:30 GMT", date(2025, 4, 18)),
    ],
)
def test_date_lines(line: str, day: date) -> None:
    text = f"Guns to fall silent\n{line}\n\nBoth republics stop firing."
    assert find_published(times_in_text(text), FETCHED)[0][1:] == (day, "text")


@pytest.mark.parametrize(
    "line", ["The truce of 18 April 2025 was broken.", "Updated 18 April 2025", "On April 18, 2025"]
)
def test_a_date_in_a_sentence_is_no_date_line(line: str) -> None:
    assert list(times_in_text(line)) in ([], [("text", "On April 18, 2025")])


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2025/04/18/truce", date(2025, 4, 18)),
        ("https://example.org/2025/apr/18/truce", date(2025, 4, 18)),
        ("https://example.org/news-2025-04-18-truce.html", date(2025, 4, 18)),
        ("https://example.org/20250418-truce", date(2025, 4, 18)),
        ("https://example.org/2025/04/truce", None),
        ("https://example.org/story/120250418123", None),
        (None, None),
    ],
)
def test_days_in_addresses(url: str | None, day: date | None) -> None:
    assert find_published(times_in_path(url), FETCHED)[0].published_date == day


def test_a_page_without_metadata_is_read_by_its_visible_date() -> None:
    page = ParsedPage("<html><body><p class='date'>18 April 2025</p><p>Both republics stop firing.</p></body></html>")
    found, _ = find_published([*times_in_markup(page, FETCHED), *times_in_page(page, FETCHED)], FETCHED)
    assert found.published_date == date(2025, 4, 18)


def test_a_year_in_a_page_does_not_become_its_first_of_january() -> None:
    page = ParsedPage(
        "<html><body><p>Both republics stop firing.</p><footer>© 2024 Example Post</footer></body></html>"
    )
    assert [*times_in_markup(page, FETCHED), *times_in_page(page, FETCHED)] == []


def test_an_address_in_place_of_a_page_is_not_fetched() -> None:
    page = ParsedPage("http://127.0.0.1:9/2025/04/18/<p>")
    assert {day for _, day in (*times_in_markup(page, FETCHED), *times_in_page(page, FETCHED))} <= {"2025-04-18"}


def test_a_day_that_the_page_labels_as_that_of_publication() -> None:
    page = ParsedPage(
        "<html><head><title>x</title></head><body><p>3 May 2024</p>"
        "<div><b>Published:</b> 12 March 2025, 10:30 GMT</div>"
        "<p>The council met on 1 March 2025.</p><script>var x = 'Published: 1 May 2020'</script></body></html>"
    )
    published, problem = find_published(times_labelled(page), FETCHED)
    assert (published.published_date, published.basis, problem) == (date(2025, 3, 12), "text", None)
    assert published.published == datetime(2025, 3, 12, 10, 30, tzinfo=UTC)
    for words in ("Published by the ministry in 2025", "Posted in World", "Issued on Monday"):
        assert [*times_labelled(ParsedPage(f"<html><body><p>{words}</p><p>Text.</p></body></html>"))] == []


def test_labels_that_differ_are_those_of_several_articles() -> None:
    page = "<html><body><p>Posted on 12 March 2025</p><p>Text.</p><p>Posted on 14 March 2025</p></body></html>"
    assert list(times_labelled(ParsedPage(page))) == []
    assert len(list(times_labelled(ParsedPage(page.replace("14", "12"))))) == 1


@pytest.mark.parametrize(
    ("statements", "url", "day"),
    [
        (["2025-04-19T03:30:00Z", "2025-04-18T23:30:00-04:00"], None, date(2025, 4, 18)),
        (["2025-04-19T03:30:00Z"], "https://example.org/2025/04/18/truce", date(2025, 4, 18)),
        (["2025-04-19T03:30:00Z", "2025-04-18T20:00:00-04:00"], None, date(2025, 4, 19)),
        (["2025-04-19T03:30:00Z"], "https://example.org/2025/04/12/truce", date(2025, 4, 19)),
        (["2025-04-19T03:30:00Z"], "https://example.org/2025/04/20/truce", date(2025, 4, 19)),
        (["2025-04-19T03:30:00Z"], "https://example.org/20250418-truce", date(2025, 4, 19)),
        (["2025-04-19T03:30:00Z", "yesterday"], "https://example.org/truce", date(2025, 4, 19)),
    ],
)
def test_a_moment_in_utc_has_the_day_of_the_place_where_it_was_written(
    statements: list[str], url: str | None, day: date
) -> None:
    found, _ = find_published([("meta", statements[0])], FETCHED)
    assert day_at_home(found, statements, url) == Published(found.published, day, "meta")


def test_a_stated_zone_is_left_alone() -> None:
    found, _ = find_published([("meta", "2025-04-19T03:30:00+02:00")], FETCHED)
    assert day_at_home(found, [], "https://example.org/2025/04/18/truce") == found


def test_a_long_line_of_blanks_is_read_at_once() -> None:
    assert list(times_in_text("published" + " " * 300_000 + "x")) == []
    assert list(times_labelled(ParsedPage(f"<html><body><p>Posted on{chr(160) * 300_000}x</p></body></html>"))) == []


def test_an_impossible_offset_is_a_wrong_statement() -> None:
    found, problem = find_published([("feed", "18 Apr 25 10:00:00 +99999999999999999999")], FETCHED)
    assert found == Published(None, None, "unknown")
    assert problem
