from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from flows.extract.grounding import ground
from flows.extract.mentions import Provenance, mentions
from schemas import ids

TEXT = (
    "Storms are rare here. “France” and Germany held talks in Geneva on Monday. "
    "Moscow and Kyiv agreed on a ceasefire for thirty days."
)
READ = Provenance("g_1", "rules", None, "rules-1", "run-1", datetime(2026, 3, 3, tzinfo=UTC))


@pytest.fixture
def write(make_article: Callable[..., Any]) -> Callable[..., Any]:
    """Turn drafts on an article of TEXT into mentions."""

    def turn(*drafts: Any, **changes: Any) -> list[Any]:
        article = make_article(TEXT, **changes)
        return mentions([candidate for draft in drafts if (candidate := ground(draft, article)[0])], article, READ)

    return turn


def talks(make_draft: Any, evidence: list[int], **changes: Any) -> Any:
    return make_draft("talks", evidence, ("participant", "France"), ("participant", "Germany"), **changes)


def test_evidence_is_quoted_letter_by_letter(write: Any, make_draft: Any) -> None:
    (mention,) = write(talks(make_draft, [2, 1]))
    assert [TEXT[item.start : item.end] for item in mention.evidence] == [item.quote for item in mention.evidence]
    assert mention.evidence[0].quote.startswith("“France”")


def test_what_a_mention_has_from_its_document(write: Any, make_draft: Any) -> None:
    (mention,) = write(talks(make_draft, [2]), title="Calm", url="https://post.example/1")
    assert (mention.title, mention.source, mention.url) == ("Calm", "Harbour Post", "https://post.example/1")
    assert (mention.document_id, mention.published_date) == ("d_1", date(2026, 3, 2))
    assert (mention.reading_id, mention.engine, mention.run_id, mention.event_id) == ("g_1", "rules", "run-1", None)


def test_time_words_become_days_and_spans(write: Any, make_draft: Any) -> None:
    (mention,) = write(talks(make_draft, [2], held="on Monday"))
    assert (mention.held.as_written, mention.held.earliest) == ("on Monday", date(2026, 3, 2))
    (halt,) = write(make_draft("moratorium", [3], ("party", "Moscow"), ("party", "Kyiv"), duration="thirty days"))
    assert halt.duration == "P30D"


def test_without_a_day_of_publication_nothing_relative_is_resolved(write: Any, make_draft: Any) -> None:
    (mention,) = write(talks(make_draft, [2], held="on Monday"), published_date=None)
    assert (mention.held.as_written, mention.held.earliest, mention.held.latest) == ("on Monday", None, None)
    assert mention.partition() == date(1900, 1, 1)


def test_names_tell_apart_two_events_in_one_sentence_and_not_their_order_in_the_answer(
    write: Any, make_draft: Any
) -> None:
    start = TEXT.index("“France”")
    first, second = write(talks(make_draft, [2]), talks(make_draft, [2], summary="Another."))
    assert [first.mention_id, second.mention_id] == [ids.mention_id("d_1", "talks", start, n) for n in (0, 1)]
    later = make_draft("moratorium", [3], ("party", "Moscow"))
    assert [row.mention_id for row in write(later, talks(make_draft, [2]))] == [
        row.mention_id for row in write(talks(make_draft, [2]), later)
    ]


def test_inferred_names_what_the_article_does_not_say(write: Any, make_draft: Any) -> None:
    (literal,) = write(talks(make_draft, [2], topic="talks in Geneva"))
    assert literal.inferred == []
    (free,) = write(talks(make_draft, [2], topic="tariffs on wine"))
    assert free.inferred == ["topic"]
    (metonym,) = write(make_draft("moratorium", [3], ("party", "Moscow")))
    assert metonym.inferred == ["actors"]
