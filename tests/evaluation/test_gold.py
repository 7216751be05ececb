"""Gold is read with its articles, and what is wrong with it is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.evaluation.gold import GoldError, read_gold

ROOT = Path(__file__).parents[2]
EVENT = {"type": "talks", "evidence": ["Arvia met Borland."], "status": ["concluded"], "assertion": ["reported"]}


def write(path: Path, *rows: Any) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return path


def article(name: str, **fields: str) -> dict[str, str]:
    return {"id": name, "title": "A title", "text": "Arvia met Borland.", **fields}


def test_articles_come_in_the_order_of_the_gold_with_title_above_text(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {"id": "b", "events": [EVENT]}, "", {"id": "a", "events": []})
    articles = write(tmp_path / "articles.jsonl", article("a"), article("b"), article("c"))
    found = read_gold(gold, articles)
    assert [item.id for item in found] == ["b", "a"]
    assert found[0].text == "A title\n\nArvia met Borland."
    assert [event.type for event in found[0].events] == ["talks"]


def test_one_split_alone(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {"id": "a", "events": []}, {"id": "b", "events": []})
    articles = write(tmp_path / "articles.jsonl", article("a", split="tune"), article("b", split="test"))
    assert [item.id for item in read_gold(gold, articles, "test")] == ["b"]
    with pytest.raises(GoldError, match=r"split 'dev'; there are \['test', 'tune'\]"):
        read_gold(gold, articles, "dev")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "gold.jsonl:1: line: Invalid JSON"),
        ({"id": "a"}, "gold.jsonl:1: events: Field required"),
        ({"id": "x", "events": []}, "gold.jsonl:1: no article of articles.jsonl has the id 'x'"),
        ({"id": "a", "events": [EVENT | {"type": "siege"}]}, r"events\.0\.type: .*'siege' is no event type"),
        ({"id": "a", "events": [EVENT | {"evidence": []}]}, r"gold.jsonl:1: events\.0\.evidence"),
    ],
)
def test_wrong_gold_is_named(line: Any, message: str, tmp_path: Path) -> None:
    gold, articles = write(tmp_path / "gold.jsonl", line), write(tmp_path / "articles.jsonl", article("a"))
    with pytest.raises(GoldError, match=message):
        read_gold(gold, articles)


def test_ids_are_unique(tmp_path: Path) -> None:
    once = write(tmp_path / "once.jsonl", {"id": "a", "events": []})
    twice = write(tmp_path / "twice.jsonl", {"id": "a", "events": []}, {"id": "a", "events": []})
    articles = write(tmp_path / "articles.jsonl", article("a"))
    doubled = write(tmp_path / "doubled.jsonl", article("a"), article("a", text="Another text."))
    with pytest.raises(GoldError, match=r"twice.jsonl:2: the id 'a' comes a second time"):
        read_gold(twice, articles)
    with pytest.raises(GoldError, match=r"doubled.jsonl:2: the id 'a' comes a second time"):
        read_gold(once, doubled)


def test_missing_files_are_named(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {"id": "a", "events": []})
    articles = write(tmp_path / "articles.jsonl", article("a"))
    with pytest.raises(GoldError, match="nowhere"):
        read_gold(tmp_path / "nowhere", articles)
    with pytest.raises(GoldError, match="nowhere"):
        read_gold(gold, tmp_path / "nowhere")


def test_the_gold_that_comes_with_the_project_stands_in_its_articles() -> None:
    articles = read_gold(ROOT / "tests/gold/bulletins.gold.jsonl", ROOT / "tests/gold/bulletins.jsonl")
    quotes = [(item, quote) for item in articles for event in item.events for quote in event.evidence]
    assert len(articles) >= 60
    assert [(item.id, quote) for item, quote in quotes if quote not in item.text] == []
