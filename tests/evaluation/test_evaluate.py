"""An evaluation from files to figures, with an engine whose answers are known."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from flows.evaluation import report
from flows.evaluation.evaluate import Evaluation, evaluate
from flows.evaluation.gold import read_gold
from flows.extract.article import Article
from flows.extract.engine import Answer, Usage
from schemas import event_type
from schemas.draft import draft_model

TALKS = "Norway and Chile met in Oslo on Monday for talks on fishing."
QUIET = "Snow fell in Oslo."
ARTICLES = {
    "met": f"{TALKS} {QUIET}",
    "denied": "Peru held no talks with Chile, a spokesman in Lima said.",
    "snow": QUIET,
    "broken": "Kenya and Uganda hold talks in Nairobi today.",
    "empty": "***",
}


class KnownEngine:
    """Finds talks of Norway and Chile in the first sentence of every article, and fails on one."""

    name = "known"
    model: str | None = "a-model"
    prompt_version: str | None = None
    window = 2

    async def read(self, article: Article) -> Answer:
        usage = Usage(requests=2, reasks=1, prompt_tokens=100, cached_tokens=40, completion_tokens=10, cost_usd=0.5)
        if "Kenya" in article.document.text:
            return Answer(outcome="failed", reason="timeout", usage=usage)
        draft = draft_model(event_type("talks")).model_validate(
            {
                "evidence": [1], "type": "talks", "summary": "They met.", "status": "concluded",
                "assertion": "reported", "said_by": None, "location": None, "format": "bilateral", "level": "unknown",
                "topic": None, "round": None, "outcome": None, "held": "on Monday",
                "actors": [{"role": "participant", "name": "Norway"}, {"role": "participant", "name": "Chile"}],
            }
        )  # fmt: skip
        return Answer(drafts=[draft], usage=usage)


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    actors = [
        {"role": "participant", "names": ["Norway"], "iso3": "NOR"},
        {"role": "participant", "names": ["Chile"], "iso3": "CHL"},
    ]
    time = {"field": "held", "as_written": "on Monday", "earliest": "2025-03-03", "latest": "2025-03-03"}
    common = {"type": "talks", "assertion": ["reported"]}
    events = {
        "met": [{**common, "evidence": [TALKS], "actors": actors, "status": ["concluded"], "time": time}],
        "broken": [{**common, "evidence": [ARTICLES["broken"]], "actors": [], "status": ["ongoing"]}],
    }
    gold, articles = tmp_path / "gold.jsonl", tmp_path / "articles.jsonl"
    gold.write_text("\n".join(json.dumps({"id": name, "events": events.get(name, [])}) for name in ARTICLES))
    articles.write_text(
        "\n".join(
            json.dumps({"id": name, "title": "News", "published": "2025-03-05", "text": text})
            for name, text in ARTICLES.items()
        )
    )
    return evaluate(read_gold(gold, articles), KnownEngine())


def test_drafts_are_grounded_and_judged_before_they_are_scored(evaluation: Evaluation) -> None:
    """Norway doesn't stand in the second article, and no word of talks in the third."""
    figures = evaluation.figures
    assert (figures.events.right, figures.events.false, figures.events.missed) == (1, 1, 1)
    assert (figures.core_actors.f1, figures.status.accuracy, figures.time.accuracy) == (1, 1, 1)
    assert [(error.kind, error.article) for error in evaluation.errors] == [("false", "denied"), ("missed", "broken")]


def test_articles_by_outcome(evaluation: Evaluation) -> None:
    assert evaluation.outcomes == {"extracted": 2, "failed": 1, "no_event": 1, "not_cleaned": 1}
    assert evaluation.articles == 5


def test_what_it_took(evaluation: Evaluation) -> None:
    assert (evaluation.requests, evaluation.reasks, evaluation.cost_usd) == (8, 4, 2.0)
    assert (evaluation.prompt_tokens, evaluation.cached_tokens, evaluation.completion_tokens) == (400, 160, 40)
    assert evaluation.seconds > 0


def test_the_table_is_markdown(evaluation: Evaluation) -> None:
    console = Console(width=100)
    with console.capture() as printed:
        console.print(report.table(evaluation))
    rows = [line.split("|")[1:-1] for line in printed.get().splitlines() if line.strip()]
    cells = [[cell.strip() for cell in row] for row in rows]
    assert cells[0] == ["", "precision", "recall", "F1", "right", "false", "missed"]
    assert cells[2] == ["events", "0.500", "0.500", "0.500", "1", "1", "1"]
    assert cells[3] == ["deadline", "–", "–", "–", "0", "0", "0"]


def test_the_lines_below_it(evaluation: Evaluation) -> None:
    told = list(report.lines(evaluation))
    assert told[0] == "engine: known, a-model"
    assert told[1] == "articles: 5 (2 extracted, 1 failed, 1 no_event, 1 not_cleaned)"
    assert told[2].startswith("of matched events: status 1.000 (1 of 1)")
    assert told[5] == "requests: 8 (4 re-asks), tokens: 400 sent (160 cached), 40 received, 2.0000 US dollars"


def test_errors_with_their_sentences(evaluation: Evaluation) -> None:
    assert list(report.error_lines(evaluation))[2:] == ["missed talks in broken", f"    {ARTICLES['broken']}"]
