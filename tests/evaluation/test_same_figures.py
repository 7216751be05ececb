"""The figures are those of the project's reference scorer, where it lies beside the repository."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from flows.evaluation.gold import GoldArticle, GoldEvent, read_gold
from flows.evaluation.scoring import Figures, score
from schemas import Mention, all_event_types, event_type

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared/tools/score.py"
GOLD, ARTICLES = ROOT / "tests/gold/bulletins.gold.jsonl", ROOT / "tests/gold/bulletins.jsonl"
TIMES = ("held", "effective", "scheduled_end", "declared", "due")

Mentioned = Callable[..., Mention]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference scorer is not here")
@pytest.mark.parametrize("carelessness", [0.0, 0.1, 0.3, 0.6, 0.9])
def test_same_figures_for_a_reader_who_errs(carelessness: float, mention: Mentioned, tmp_path: Path) -> None:
    articles = read_gold(GOLD, ARTICLES)
    reader = Reader(Random(carelessness), carelessness, mention)
    found = {item.id: reader.read(item) for item in articles}
    ours, _ = score((item.id, item.text, item.events, found[item.id]) for item in articles)
    assert flat(ours) == reference(found, tmp_path)


class Reader:
    """Knows the gold, but errs in each thing with a certain probability."""

    def __init__(self, random: Random, carelessness: float, mention: Mentioned) -> None:
        self.random = random
        self.carelessness = carelessness
        self.mention = mention

    def errs(self) -> bool:
        return self.random.random() < self.carelessness

    def read(self, article: GoldArticle) -> list[Mention]:
        found = [self.find(event, article.text) for event in article.events if not self.errs()]
        twice = [item for item in found if self.errs()]
        return [*found, *twice]

    def find(self, event: GoldEvent, text: str) -> Mention:
        kinds = [kind.type for kind in all_event_types()]
        kind = event_type(self.random.choice(kinds) if self.errs() else event.type)
        sentences = text.split("\n\n")
        quotes = [self.random.choice([*sentences, "Nobody wrote this."]) if self.errs() else q for q in event.evidence]
        actors = [
            (self.random.choice(list(kind.roles)), self.random.choice(actor.names), None if self.errs() else actor.iso3)
            for actor in event.actors
        ]
        times = {}
        if event.time:
            days = [None if self.errs() else str(day or "") or None for day in (event.time.earliest, event.time.latest)]
            times[self.random.choice(kind.time_fields)] = tuple(days)
        status = "unknown" if self.errs() or kind.type != event.type else event.status[-1]
        return self.mention(
            kind.type,
            *quotes,
            status=status,
            assertion="disputed" if self.errs() else event.assertion[0],
            actors=actors,
            **times,
        )


def reference(found: dict[str, list[Mention]], folder: Path) -> dict[str, Any]:
    predicted = folder / "predicted.jsonl"
    predicted.write_text("\n".join(lines(found)))
    command = [sys.executable, str(REFERENCE), str(GOLD), str(predicted), str(ARTICLES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def lines(found: dict[str, list[Mention]]) -> Iterable[str]:
    for name, mentions in found.items():
        events = [
            {
                "type": mention.type,
                "evidence": [evidence.quote for evidence in mention.evidence],
                "status": mention.status,
                "assertion": mention.assertion,
                "actors": [actor.model_dump() for actor in mention.actors],
                "time": [time.model_dump() for field in TIMES if (time := getattr(mention, field, None))],
            }
            for mention in mentions
        ]
        yield json.dumps({"id": name, "events": events}, default=str)


def flat(figures: Figures) -> dict[str, Any]:
    """Return our figures under the reference's names."""
    return {
        "event_p": figures.events.precision,
        "event_r": figures.events.recall,
        "event_f1": figures.events.f1,
        "actor_f1": figures.core_actors.f1,
        "status_acc": figures.status.accuracy,
        "assertion_acc": figures.assertion.accuracy,
        "time_acc": figures.time.accuracy,
        "times": figures.time.of,
        "by_type": {name: counts.f1 for name, counts in figures.by_type.items()},
        "evidence": figures.evidence,
        "ungrounded": figures.ungrounded,
        "tp": figures.events.right,
        "fp": figures.events.false,
        "fn": figures.events.missed,
    }
