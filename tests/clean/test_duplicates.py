import random
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from flows.clean.duplicates import CopyIndex, find_copies
from schemas import Document

WORDS = [f"{first}{last}" for first in "bcdfgklmnprstvwz" for last in ("ala", "en", "iro", "ost", "ut", "yva", "eda")]


def words(seed: int, number: int = 200) -> list[str]:
    return random.Random(seed).choices(WORDS, k=number)


def document(name: str, text: str | list[str], published: str | None = None, **others: Any) -> Document:
    text = text if isinstance(text, str) else " ".join(text)
    moment = datetime.fromisoformat(published) if published else None
    values: dict[str, Any] = {
        "document_id": f"d_{name}",
        "raw_id": f"r_{name}",
        "source_id": name,
        "source": "Example Post",
        "url": None,
        "canonical_url": None,
        "title": None,
        "author": None,
        "agency": None,
        "dateline": None,
        "published": moment,
        "published_date": moment.date() if moment else None,
        "published_basis": "unknown",
        "fetched": datetime(2025, 4, 20, tzinfo=UTC),
        "language": "en",
        "text": text,
        "text_sha256": sha256(text.encode()).hexdigest(),
        "sentences": [],
        "duplicate_of": None,
        "superseded_by": None,
    }
    return Document(**values | others)


STORY = words(1)
EARLY, LATE = "2025-04-18T08:00:00Z", "2025-04-18T20:00:00Z"


def test_a_story_cut_or_edited_is_a_copy_of_the_earliest() -> None:
    edited = [word if number % 60 else "changed" for number, word in enumerate(STORY)]
    batch = [
        document("a", STORY, LATE),
        document("b", STORY, EARLY),
        document("c", STORY[:100], LATE),
        document("d", ["Intro", *edited], LATE),
        document("e", words(2), EARLY),
    ]
    assert find_copies(batch) == {"d_a": "d_b", "d_c": "d_b", "d_d": "d_b"}
    assert find_copies(batch[::-1]) == find_copies(batch)


def test_half_new_text_is_no_copy() -> None:
    assert find_copies([document("a", STORY), document("b", STORY[:100] + words(3, 100))]) == {}


def test_unknown_publication_comes_last_and_a_day_without_a_time_at_its_end() -> None:
    only_day = document("a", STORY, None, published_date=date(2025, 4, 18))
    assert find_copies([document("0", STORY), only_day, document("z", STORY, LATE)]) == {"d_0": "d_z", "d_a": "d_z"}


def test_what_is_committed_stays_an_original_whatever_its_date() -> None:
    assert find_copies([document("a", STORY, EARLY)], [document("z", STORY, LATE)]) == {"d_a": "d_z"}


def test_a_copy_is_never_an_original() -> None:
    copy = document("y", STORY, EARLY, duplicate_of="d_z")
    assert find_copies([document("a", STORY)], [copy, document("z", STORY, LATE)]) == {"d_a": "d_z"}
    assert find_copies([document("a", STORY)], [copy]) == {}


def test_a_corrected_text_of_the_same_article_is_no_copy() -> None:
    address = {"canonical_url": "https://example.org/truce"}
    corrected = document("b", [*STORY, "corrected"], LATE, **address)
    assert find_copies([corrected], [document("a", STORY, EARLY, **address)]) == {}


def test_short_texts_are_copies_only_when_equal() -> None:
    batch = [document("a", "Both sides stop firing at noon."), document("b", "Both sides stop firing at noon.")]
    assert find_copies([*batch, document("c", "Both sides stop firing at noon today.")]) == {"d_b": "d_a"}


def test_an_index_takes_up_the_originals_of_each_batch() -> None:
    index = CopyIndex()
    assert find_copies([document("a", STORY)], index) == {}
    assert find_copies([document("b", STORY)], index) == {"d_b": "d_a"}
    assert find_copies([document("b", STORY)], index) == {"d_b": "d_a"}


def test_originals_of_days_that_are_given_up_have_no_copies_any_more() -> None:
    short, long = document("a", "Too short to compare.", EARLY), document("b", STORY, EARLY)
    index = CopyIndex([short, long])
    index.forget([short.partition()])
    assert find_copies([document("c", STORY, LATE)], index) == {}
    assert find_copies([document("d", STORY, LATE)], index) == {"d_d": "d_c"}
