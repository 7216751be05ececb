"""What the three sentence readers share: lexicon look-ups, who takes part, and filling a draft."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.extract.actors import ActorMention
from flows.extract.phrases import phrase_pattern, read_lexicon
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player, players
from schemas import event_type
from schemas.draft import MAX_ACTORS, Draft, draft_model

_COLLECTIVE = re.compile(
    r"\b(?:the|both|all|two|three|warring|opposing|rival)(?: (?:two|three|warring|opposing|rival|main))? "
    r"(?:sides|parties|factions|countries|nations|neighbou?rs|governments|leaders|delegations|foes|rivals|forces|groups|"
    r"presidents|ministers)\b|\bthey\b|\bboth\b(?= (?:agreed|said|have|will))|"
    r"\bthe two\b(?= (?:agreed|met|spoke|said|will))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A draft with the name of the rule that gave it."""

    draft: Draft
    rule: str


@cache
def phrases(lexicon: str, table: str) -> re.Pattern[str]:
    """Return the pattern of one table of a rules lexicon, such as `talks`, `strong`."""
    data = read_lexicon("flows.extract.rules.lexicon", lexicon)
    return phrase_pattern(data[table]["phrases"], data.get("groups"))


@cache
def kinds(lexicon: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns that tell an event's kind, in the order in which they are asked."""
    data = read_lexicon("flows.extract.rules.lexicon", lexicon)
    return tuple((kind, phrase_pattern(words, data.get("groups"))) for kind, words in data["kind"].items())


def kind_of(lexicon: str, sentence: str, default: str) -> str:
    """Return the first kind whose words stand in the sentence."""
    return next((kind for kind, pattern in kinds(lexicon) if pattern.search(sentence)), default)


def takers(line: Line) -> list[Player]:
    """Return who takes part in what a sentence tells, "both sides" resolved; speakers and topics left out."""
    everyone = players(line)
    taking = [player for player in everyone if player.part == "taker"]
    for words in _COLLECTIVE.finditer(line.text):
        known = {player.actor.key for player in taking}
        if len(known) >= 2:
            break
        named = line.article.cast.collective(words.group(), line.start + words.start())
        taking += [Player(actor, "taker", words.start(), words.end()) for actor in named if actor.key not in known]
    return taking


def of_part(line: Line, part: str) -> list[Player]:
    """Return the players of a sentence with one part."""
    return [player for player in players(line) if player.part == part]


def distinct(actors: Iterable[ActorMention]) -> list[ActorMention]:
    """Return the first mention of each actor."""
    return list({actor.key: actor for actor in reversed(list(actors))}.values())[::-1]


def fill(event: str, line: Line, actors: Sequence[tuple[str, ActorMention]], **values: Any) -> Draft:
    """Return a draft of this event type resting on one sentence; fields not given are null."""
    model = draft_model(event_type(event))
    named = list({(role, actor.key): {"role": role, "name": actor.name} for role, actor in reversed(actors)}.values())[
        ::-1
    ]
    given = {"evidence": [line.number], "type": event, "summary": line.text, "actors": named[:MAX_ACTORS], **values}
    return model.model_validate({name: given.get(name) for name in model.model_fields})


def place(line: Line, at: int) -> str | None:
    """Return the place named nearest to a position of the sentence."""
    places = [actor for actor in line.actors if actor.place]
    return min(places, key=lambda actor: abs(line.place(actor)[0] - at)).name if places else None
