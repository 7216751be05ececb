import gc
import random
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean.duplicates import CopyIndex, find_copies
from schemas import Document
from tests.clean.news_wire import stories

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


REPORT = [*STORY, *words(5, 300)]
"""Holds the story word for word, and more than as much again."""


class TestWhatHoldsMoreIsNoCopy:
    def test_a_long_report_is_no_copy_of_the_flash_that_it_holds(self) -> None:
        assert find_copies([document("b", REPORT, LATE)], [document("a", STORY, EARLY)]) == {}

    def test_the_flash_is_a_copy_of_the_report(self) -> None:
        assert find_copies([document("a", STORY, LATE)], [document("b", REPORT, EARLY)]) == {"d_a": "d_b"}

    def test_in_one_batch_it_is_one_though_it_be_earlier(self) -> None:
        batch = [document("a", STORY, EARLY), document("b", REPORT, LATE), document("c", STORY[:150], LATE)]
        assert find_copies(batch) == {"d_a": "d_b", "d_c": "d_b"}

    def test_the_longest_of_several_is_the_original(self) -> None:
        longest = [*REPORT, *words(6, 600)]
        batch = [document("a", STORY, EARLY), document("b", REPORT, EARLY), document("c", longest, LATE)]
        assert find_copies(batch) == {"d_a": "d_c", "d_b": "d_c"}

    def test_what_copied_the_flash_and_not_the_report_stands_by_itself(self) -> None:
        edited = [*words(7, 46), *STORY[:-24]]
        assert find_copies([document("a", STORY, EARLY), document("b", edited, LATE)]) == {"d_b": "d_a"}
        batch = [
            document("a", STORY, EARLY),
            document("b", edited, LATE),
            document("c", REPORT, "2025-04-18T21:00:00Z"),
        ]
        assert find_copies(batch) == {"d_a": "d_c"}

    def test_a_committed_flash_stays_an_original(self) -> None:
        index = CopyIndex([document("a", STORY, EARLY)])
        assert find_copies([document("b", REPORT, LATE)], index) == {}
        assert find_copies([document("c", STORY, LATE), document("d", REPORT, LATE)], index) == {
            "d_c": "d_a", "d_d": "d_b",
        }  # fmt: skip

    @given(st.integers(0, 200))
    def test_a_text_may_add_less_than_three_sevenths(self, added: int) -> None:
        longer = document("b", [*STORY, *words(8, added)], LATE)
        copies = find_copies([longer], [document("a", STORY, EARLY)])
        assert copies == ({"d_b": "d_a"} if 0.7 * (196 + added) <= 196 else {})


CLOSE = (
    "The rate of the crown stood at {} to the dollar when trading ended, the bank said, and at {} to the pound. It "
    "sets both every morning after it has asked the largest banks for their offers and has left out the highest and "
    "the lowest. Dealers bought {} million dollars from it, as they do before a holiday, and the mood was calm."
)


class TestFigures:
    def test_other_figures_in_the_same_words_are_other_news(self) -> None:
        assert find_copies([document("a", CLOSE.format(3, 4, 5)), document("b", CLOSE.format(6, 7, 8))]) == {}

    def test_decimals_make_no_figure_of_their_own(self) -> None:
        monday = document("a", CLOSE.format("7.345", "9.221", "410"))
        assert find_copies([monday, document("b", CLOSE.format("7.351", "9.228", "425"))]) == {}

    def test_one_figure_corrected_is_no_news(self) -> None:
        batch = [document("a", CLOSE.format(7.3, 9.2, 410)), document("b", CLOSE.format(7.3, 9.2, 440))]
        assert find_copies(batch) == {"d_b": "d_a"}

    def test_figures_in_a_paragraph_of_its_own_make_no_news(self) -> None:
        own = [*STORY, "in", "1990", "it", "cost", "12", "and", "in", "2010", "it", "cost", "48", "crowns", "a", "head"]
        assert find_copies([document("a", STORY, EARLY), document("b", own, LATE)]) == {"d_b": "d_a"}


class TestWhatDoesNotCount:
    @given(st.lists(st.sampled_from([" ", "\n", "  ", ", ", " — ", "” “", ".\n\n"]), min_size=199, max_size=199))
    def test_spaces_lines_and_marks(self, between: list[str]) -> None:
        text = "".join(part for pair in zip(STORY, [*between, "!"], strict=True) for part in pair)
        assert find_copies([document("a", STORY, EARLY), document("b", text.upper(), LATE)]) == {"d_b": "d_a"}

    def test_american_spelling(self) -> None:
        british = (
            "The defence minister cancelled the programme of the harbour theatre. Neighbours had organised a labour "
            "day at the town's centre, analysed its colours and criticised the licence, while travellers recognised "
            "nothing."
        )
        american = (
            "The defense minister canceled the program of the harbor theater. Neighbors had organized a labor day at "
            "the town's center, analyzed its colors and criticized the license, while travelers recognized nothing."
        )
        assert find_copies([document("a", british, EARLY), document("b", american, LATE)]) == {"d_b": "d_a"}

    def test_text_without_spaces_is_compared_by_character(self) -> None:
        text = "双方代表周一上午在湖边的会议厅举行会谈讨论停火的期限和监督办法。发言人宣读了简短的声明没有回答提问。"
        other = "昨夜的暴风雨袭击了海岸两条公路上的树木倒下一座桥关闭了几个小时工人们检查桥墩是否有裂缝。"
        batch = [document("a", text, EARLY), document("b", text[:40], LATE), document("c", other, LATE)]
        assert find_copies(batch) == {"d_b": "d_a"}


def shingles(text: list[str]) -> set[tuple[str, ...]]:
    return {tuple(text[start : start + 5]) for start in range(len(text) - 4)} if len(text) >= 20 else set()


def share(text: list[str], other: list[str]) -> float:
    return len(shingles(text) & shingles(other)) / max(1, len(shingles(text)))


def are_near(copy: list[str], original: list[str]) -> bool:
    """The rule, without hashes and samples."""
    jaccard = len(shingles(copy) & shingles(original)) / max(1, len(shingles(copy) | shingles(original)))
    return copy == original or share(copy, original) >= 0.8 or jaccard >= 0.7


PIECES = st.lists(st.tuples(st.integers(10, 14), st.integers(0, 80), st.integers(5, 120)), min_size=1, max_size=3)
"""Texts as papers make them: pieces of five stories, each from a word on and so many words long."""


@settings(deadline=None)
@given(st.lists(PIECES, min_size=2, max_size=10), st.integers(0, 10), st.randoms(use_true_random=False))
def test_every_batch_keeps_to_the_rule(made: list[list[tuple[int, int, int]]], known: int, chance: Any) -> None:
    texts = {
        f"d_{number:02}": [word for story, start, length in pieces for word in words(story)[start : start + length]]
        for number, pieces in enumerate(made)
    }
    documents = [
        document(name.removeprefix("d_"), text, f"2025-04-18T{chance.randrange(24):02}:00:00Z")
        for name, text in texts.items()
    ]
    committed, batch = documents[:known], documents[known:]
    index = CopyIndex(committed)
    copies = find_copies(batch, index)
    originals = texts.keys() - copies.keys()
    assert set(copies.values()) <= originals
    assert not copies.keys() & {item.document_id for item in committed}
    for name, original in copies.items():
        assert are_near(texts[name], texts[original])
    for item in batch:
        if item.document_id in originals:
            earlier = {other.document_id for other in committed} | {
                other.document_id
                for other in batch
                if (other.published, other.document_id) < (item.published, item.document_id)
            }
            assert not [name for name in earlier & originals if are_near(texts[item.document_id], texts[name])]
    shuffled = batch[:]
    chance.shuffle(shuffled)
    assert find_copies(shuffled, CopyIndex(committed)) == copies


def test_copies_as_papers_make_them_are_found_and_nothing_else() -> None:
    told = {f"d_{story.name}": story for story in stories(1500, days=3)}
    copies = find_copies(
        [document(story.name, story.text(), story.published.isoformat(), source=story.paper) for story in told.values()]
    )
    pairs = [(told[name], told[original]) for name, original in copies.items()]
    false = [(one.name, other.name) for one, other in pairs if one.root != other.root and one.kind != "flash"]
    assert false == []
    assert all(other.kind == "report" for one, other in pairs if one.kind == "flash")
    planted = [story for story in told.values() if story.kind.startswith("copy")]
    found = [
        one
        for one in planted
        if copies.get(f"d_{one.name}", f"d_{one.name}") == copies.get(f"d_{one.root}", f"d_{one.root}")
    ]
    assert len(found) >= 0.97 * len(planted)


def test_memory_does_not_grow_with_the_days_that_are_given_up() -> None:
    index, held = CopyIndex(), list[int]()
    tracemalloc.start()
    for number in range(60):
        day = date(2025, 1, 1) + timedelta(days=number)
        texts = [document(f"{number}-{item}", words(number * 100 + item), f"{day}T08:00:00Z") for item in range(20)]
        index.forget([day - timedelta(days=3)])
        assert find_copies(texts, index) == {}
        del texts
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert held[-1] < 1.2 * held[10]
