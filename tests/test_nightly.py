"""Whole runs over inputs that come, change, break and are mended. Without Prefect; test_cli.py has a run with it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
WHOLE_RUN = Path(__file__).with_name("whole_run.py")

TALKS = "France and Germany held talks in Geneva on Monday. The meeting lasted three hours."
CEASEFIRE = "Russia and Ukraine agreed on a ceasefire on Sunday. It is to last for thirty days."
WEATHER = "A storm crossed the coast in the night. Trees fell on two roads and a bridge was closed for hours."

STORY = (
    "France and Germany held talks in Geneva on Monday. Delegates arrived in the morning and went straight to the "
    "old assembly hall beside the lake. A spokeswoman handed out a short statement and took no questions. "
    "Outside, a brass band played for a wedding party until the police asked it to move on. "
)


def record(name: str, text: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name, "title": f"Title of {name}", "published": "2026-03-02T09:00:00Z", "source": "Harbour Post",
        "text": text,
    } | changes  # fmt: skip


def test_news_becomes_events(pipeline: Any) -> None:
    pipeline.run(pipeline.write("news.jsonl", record("1", TALKS), record("2", CEASEFIRE), record("3", WEATHER)))

    documents = {row.document_id: row for row in pipeline.rows("documents")}
    assert len(documents) == 3
    assert {reading.outcome for reading in pipeline.rows("readings")} == {"extracted", "no_event"}
    (talks,), (halt,) = pipeline.rows("talks"), pipeline.rows("moratoria")
    assert {actor.iso3 for actor in talks.actors} == {"FRA", "DEU"}
    assert {actor.iso3 for actor in halt.actors} == {"RUS", "UKR"}
    assert {event.event_id for event in pipeline.rows("events")} == {talks.event_id, halt.event_id}
    for mention in (talks, halt):
        for evidence in mention.evidence:
            assert documents[mention.document_id].text[evidence.start : evidence.end] == evidence.quote


def test_a_second_run_changes_nothing(pipeline: Any, another_pipeline: Any, differences: Any) -> None:
    news = pipeline.write("news.jsonl", record("1", TALKS), record("2", CEASEFIRE))
    once = another_pipeline("once")
    once.run(news)
    pipeline.run(news)
    before = {path: path.stat().st_mtime_ns for path in tables_of_news(pipeline.out)}
    counts = pipeline.run(news)
    assert differences(pipeline.out, once.out) == []
    assert (counts["ingest"]["new"], counts["clean"], counts["extract"]) == (0, {}, {})
    assert not any(counts["link"].values())
    assert {path: path.stat().st_mtime_ns for path in tables_of_news(pipeline.out)} == before, "a file was rewritten"


def tables_of_news(out: Path) -> list[Path]:
    return [path for path in out.rglob("*.parquet") if path.relative_to(out).parts[0] not in {"runs", "rejects"}]


def test_all_kinds_of_local_input(pipeline: Any) -> None:
    pages = pipeline.folder / "pages"
    pages.mkdir()
    (pages / "note.txt").write_text(f"{TALKS}\n", encoding="utf-8")
    (pages / "note.md").write_text(f"# Calm\n\n{CEASEFIRE}\n", encoding="utf-8")
    (pages / "page.html").write_text(
        f"<html><head><title>Storm</title></head><body><article><h1>Storm</h1><p>{WEATHER}</p></article></body></html>",
        encoding="utf-8",
    )
    (pages / "entry.html").write_text(f"<html><body><article><p>{STORY}</p></article></body></html>", encoding="utf-8")
    (pages / "feed.xml").write_text(
        '<rss version="2.0"><channel><title>Desk</title><link>https://desk.example/</link>'
        "<item><title>Talks</title><link>entry.html</link><guid>e1</guid>"
        "<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>",
        encoding="utf-8",
    )
    pipeline.run(pages)
    texts = [row.text for row in pipeline.rows("documents")]
    assert len(texts) == 4
    for words in ("lasted three hours", "thirty days", "Trees fell", "brass band"):
        assert sum(words in text for text in texts) == 1, words
    assert pipeline.rejects() == {}


def test_a_corrected_text_takes_the_place_of_the_first(pipeline: Any) -> None:
    pipeline.run(pipeline.write("news.jsonl", record("1", TALKS), record("2", CEASEFIRE)))
    (first,) = [row for row in pipeline.rows("documents") if row.source_id == "1"]
    pipeline.run(pipeline.write("news.jsonl", record("1", f"{WEATHER} {WEATHER}"), record("2", CEASEFIRE)))

    (old, new) = sorted(
        (row for row in pipeline.rows("documents") if row.source_id == "1"), key=lambda row: row.superseded_by is None
    )
    assert (old.document_id, old.superseded_by, new.superseded_by) == (first.document_id, new.document_id, None)
    assert pipeline.rows("talks") == [], "the first text's mention goes"
    assert {row.document_id for row in pipeline.rows("readings")} == {
        row.document_id for row in pipeline.rows("documents") if row.superseded_by is None
    }
    assert [event.type for event in pipeline.rows("events")] == ["moratorium"]


def test_a_slightly_corrected_text_is_a_correction_not_a_copy(pipeline: Any) -> None:
    pipeline.run(pipeline.write("news.jsonl", record("1", STORY)))
    pipeline.run(pipeline.write("news.jsonl", record("1", STORY.replace("morning", "afternoon"))))
    assert [row.duplicate_of for row in pipeline.rows("documents")] == [None, None]
    (talks,) = pipeline.rows("talks")
    (current,) = [row for row in pipeline.rows("documents") if row.superseded_by is None]
    assert talks.document_id == current.document_id
    (event,) = pipeline.rows("events")
    assert event.n_articles == 1


def test_corrections_that_come_before_the_first_one_is_read(pipeline: Any) -> None:
    pipeline.run(pipeline.write("news.jsonl", record("1", TALKS)))
    pipeline.run(pipeline.write("news.jsonl", record("1", f"{TALKS} {WEATHER}")), stages=("ingest", "clean"))
    pipeline.run(pipeline.write("news.jsonl", record("1", f"{CEASEFIRE} {WEATHER}")))
    (current,) = [row for row in pipeline.rows("documents") if row.superseded_by is None]
    assert [row.document_id for row in pipeline.rows("readings")] == [current.document_id]
    assert pipeline.rows("talks") == []
    assert [event.type for event in pipeline.rows("events")] == ["moratorium"]


def test_near_copies_count_as_articles_and_not_as_sources(pipeline: Any) -> None:
    copy = record("2", f"{STORY} Reporting by our own staff.", source="Hill Times", published="2026-03-02T12:00:00Z")
    pipeline.run(pipeline.write("news.jsonl", record("1", STORY), copy))
    original, copied = sorted(pipeline.rows("documents"), key=lambda row: row.source_id)
    assert (original.duplicate_of, copied.duplicate_of) == (None, original.document_id)
    assert [row.document_id for row in pipeline.rows("readings")] == [original.document_id]
    (event,) = pipeline.rows("events")
    assert (event.n_articles, event.n_sources) == (2, 1)


def test_a_copy_that_comes_after_its_original_was_linked_still_counts(pipeline: Any) -> None:
    pipeline.run(pipeline.write("first.jsonl", record("1", STORY)))
    pipeline.run(pipeline.write("second.jsonl", record("2", f"{STORY} End.", source="Hill Times")))
    (event,) = pipeline.rows("events")
    assert (event.n_articles, event.n_sources) == (2, 1)


def test_the_copies_of_a_corrected_text_still_count_and_a_corrected_copy_counts_once(pipeline: Any) -> None:
    copy = record("2", f"{STORY} End.", source="Hill Times")
    pipeline.run(pipeline.write("news.jsonl", record("1", STORY), copy))
    corrected = record("1", STORY.replace("morning", "afternoon"))
    pipeline.run(pipeline.write("news.jsonl", corrected, copy | {"text": f"{STORY} The End."}))
    (event,) = pipeline.rows("events")
    assert (event.n_articles, event.n_sources) == (2, 1)


def test_one_id_with_two_texts_in_one_file(pipeline: Any) -> None:
    pipeline.run(pipeline.write("news.jsonl", record("1", TALKS), record("1", CEASEFIRE)))
    assert [row.superseded_by for row in pipeline.rows("documents")] == [None, None]
    assert len(pipeline.rows("talks")) == len(pipeline.rows("moratoria")) == 1
    assert pipeline.rejects() == {"news.jsonl:2": "duplicate_id"}


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_what_a_limit_leaves_stays_pending(pipeline: Any, another_pipeline: Any, differences: Any, stop: int) -> None:
    texts = (TALKS, CEASEFIRE, WEATHER, TALKS.replace("Monday", "Tuesday").replace("Geneva", "Vienna"))
    days = (2, 4, 5, 6)
    news = pipeline.write(
        "news.jsonl",
        *(record(str(day), text, published=f"2026-03-0{day}") for day, text in zip(days, texts, strict=True)),
    )
    whole = another_pipeline("whole")
    whole.run(news)
    assert pipeline.run(news, max_documents=stop)["extract"]["read"] == stop
    assert len(pipeline.rows("readings")) == stop
    assert pipeline.run(news)["extract"]["read"] == 4 - stop
    assert differences(pipeline.out, whole.out) == []


class TestBadInput:
    """Each thing that can't be taken gets a reject row that names it, the rest is processed."""

    def test_missing_empty_and_binary_files(self, pipeline: Any) -> None:
        good = pipeline.write("good.jsonl", record("1", TALKS))
        empty, binary = pipeline.folder / "empty.txt", pipeline.folder / "binary.txt"
        empty.write_bytes(b"")
        binary.write_bytes(bytes(range(256)) * 20)
        missing = pipeline.folder / "missing.html"
        pipeline.run(missing, empty, binary, good)
        rejects = {row.reason: row for row in pipeline.rows("rejects")}
        assert rejects.keys() == {"missing_file", "empty_file", "binary_file"}
        for path, reason in ((missing, "missing_file"), (empty, "empty_file"), (binary, "binary_file")):
            assert path.name in rejects[reason].detail
        assert len(pipeline.rows("talks")) == 1

        missing.write_text(f"<html><body><article><p>{CEASEFIRE}</p></article></body></html>", encoding="utf-8")
        empty.write_text(WEATHER, encoding="utf-8")
        pipeline.run(missing, empty, binary, good)
        assert (len(pipeline.rows("documents")), len(pipeline.rows("moratoria"))) == (3, 1)

    def test_one_line_of_five_is_no_json(self, pipeline: Any) -> None:
        lines: list[Any] = [record(str(number), f"{TALKS} Number {number}.") for number in range(1, 6)]
        broken = [*lines[:2], '{"id": "3", "text": "France and', *lines[3:]]
        pipeline.run(pipeline.write("news.jsonl", *broken))
        (reject,) = pipeline.rows("rejects")
        assert (reject.locator, reject.reason) == ("news.jsonl:3", "invalid_json")
        assert {row.source_id for row in pipeline.rows("documents")} == {"1", "2", "4", "5"}
        pipeline.run(pipeline.write("news.jsonl", *lines))
        assert {row.source_id for row in pipeline.rows("documents")} == {"1", "2", "3", "4", "5"}

    def test_a_record_without_text(self, pipeline: Any) -> None:
        pipeline.run(pipeline.write("news.jsonl", {"id": "1", "title": "Nothing"}, record("2", TALKS)))
        assert pipeline.rejects() == {"news.jsonl:1": "no_text"}
        assert [row.source_id for row in pipeline.rows("documents")] == ["2"]
        pipeline.run(pipeline.write("news.jsonl", record("1", CEASEFIRE), record("2", TALKS)))
        assert len(pipeline.rows("moratoria")) == 1

    @pytest.mark.parametrize("absurd", ["0001-01-01", "2999-01-01T00:00:00Z", "the day of days"])
    def test_an_absurd_date(
        self,
        pipeline: Any,
        another_pipeline: Callable[[str], Any],
        differences: Callable[[Path, Path], list[str]],
        absurd: str,
    ) -> None:
        mended = (record("1", TALKS), record("2", CEASEFIRE))
        pipeline.run(pipeline.write("news.jsonl", record("1", TALKS, published=absurd), mended[1]))
        assert list(pipeline.rejects()) == ["news.jsonl:1"]
        (undated,) = [row for row in pipeline.rows("documents") if row.source_id == "1"]
        assert undated.published_date is None
        (talks,) = pipeline.rows("talks")
        assert talks.held is None or talks.held.earliest is None, "without a date Monday stays unresolved"

        news = pipeline.write("news.jsonl", *mended)
        pipeline.run(news)
        (talks,) = pipeline.rows("talks")
        assert talks.published_date == date(2026, 3, 2)
        assert len(pipeline.rows("documents")) == 2
        once_right = another_pipeline("right")
        once_right.run(news)
        for name in ("documents", "readings", "talks", "moratoria", "events"):
            assert len(pipeline.rows(name)) == len(once_right.rows(name)), name
        assert [line for line in differences(pipeline.out, once_right.out) if not line.startswith("raw")] == []
        assert pipeline.run(news)["clean"] == {}, "nothing is cleaned again and again"


ACTORS = ("France", "Germany", "Russia", "Ukraine", "Turkey", "Syria", "India", "Pakistan", "Egypt", "Israel")
PLACES = ("Geneva", "Vienna", "Oslo", "Doha")


def generated(count: int, seed: int) -> list[dict[str, Any]]:
    """Articles on talks and halts over two weeks, every sixth a copy of the one before it."""
    chance = random.Random(seed)
    records: list[dict[str, Any]] = []
    for number in range(count):
        day = f"2026-03-{2 + chance.randrange(14):02}T{chance.randrange(24):02}:00:00Z"
        one, other = chance.sample(ACTORS, 2)
        if number % 6 == 5:
            records.append(records[-1] | {"id": str(number), "source": "Hill Times"})
            continue
        story = " ".join(f"Paragraph {chance.random():.9f} of the report number {number}." for _ in range(6))
        lead = (
            f"{one} and {other} held talks in {chance.choice(PLACES)} on Monday."
            if number % 2
            else f"{one} and {other} agreed on a ceasefire."
        )
        records.append(record(str(number), f"{lead} {story}", published=day, source=f"Paper {number % 7}"))
    return records


def test_killed_at_any_moment_and_run_again(pipeline: Any, another_pipeline: Any, differences: Any) -> None:
    news = pipeline.write("news.jsonl", *generated(60, seed=1))
    undisturbed = another_pipeline("undisturbed")
    undisturbed.run(news)
    chance, killed_amid_the_work = random.Random(2), 0
    for attempt in range(5):
        disturbed = another_pipeline(f"disturbed-{attempt}")
        with subprocess.Popen(
            [sys.executable, WHOLE_RUN, disturbed.out, news], env=os.environ | {"PYTHONPATH": str(ROOT)}
        ) as process:
            wait_until(lambda: disturbed.out.exists() or process.poll() is not None)  # noqa: B023
            time.sleep(chance.uniform(0.0, 1.2))
            process.kill()
        killed_amid_the_work += process.returncode == -signal.SIGKILL
        disturbed.run(news)
        assert differences(disturbed.out, undisturbed.out) == []
        assert not list((disturbed.out / ".parley").rglob("*.tmp")), "what was half-written is cleared away"
    assert killed_amid_the_work


def wait_until(true: Callable[[], bool]) -> None:
    while not true():
        time.sleep(0.01)
