"""What the sentence readers share: lexicon look-ups and filling a draft."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from flows.extract import dates
from flows.extract.actors import ActorMention
from flows.extract.dates import TimeWords
from flows.extract.phrases import Phrases, PhraseTable, read_lexicon
from flows.extract.rules.line import Line
from schemas import event_type
from schemas.draft import MAX_ACTORS, Draft, draft_model, neutral

MOST_TRIGGERS = 12
"""A sentence with more words for one type of event only repeats them."""

LEXICON = "flows.extract.rules.lexicon"


@cache
def phrases(lexicon: str, *tables: str) -> Phrases:
    """Return the phrases of one or several tables of a rules lexicon, such as `talks`, `strong`."""
    data = read_lexicon(LEXICON, lexicon)
    return Phrases([phrase for table in tables for phrase in data[table]["phrases"]], data.get("groups"))


@cache
def table(lexicon: str, *tables: str) -> PhraseTable:
    """Return several tables of a rules lexicon, to be looked for together."""
    data = read_lexicon(LEXICON, lexicon)
    return PhraseTable({name: data[name]["phrases"] for name in tables}, data.get("groups"), masked=False)


def triggers(line: Line, words: Phrases, lexicon: str) -> Iterator[re.Match[str]]:
    """Yield the first places where one of the phrases stands, save where the lexicon's `not` table rules it out."""
    ruled_out: list[tuple[int, int]] | None = None
    for match in islice(words.finditer(line.text), MOST_TRIGGERS):
        if ruled_out is None:
            ruled_out = [other.span() for other in phrases(lexicon, "not").finditer(line.text)]
        if not any(start < match.end() and match.start() < end for start, end in ruled_out):
            yield match


def time_near(line: Line, at: int, *, within: int = 120) -> TimeWords | None:
    """Return the time words nearest to a position of the sentence that name a time: no duration, no "just days"."""

    def gap(words: TimeWords) -> int:
        return min(abs(words.start - at), abs(words.end - at))

    near = sorted((words for words in line.times if gap(words) <= within), key=gap)
    return next(
        (words for words in near if not _elsewhere(line.text, at, words) and names_time(line, words.words)), None
    )


_OTHER_CLAUSE = re.compile(
    r"\b(?:after|before|when|since|who|said|says|told|announced|added|reported|while|although|because|"
    r"(?:that|which)(?! (?:\w+ ){0,3}"
    r"(?:end|begin|began|open|opened|start|started|resume|resumed|held|take|took|was|were)))"
    r"\b",
    re.IGNORECASE,
)


def _elsewhere(text: str, at: int, words: TimeWords) -> bool:
    """Tell whether a clause begins between the words at `at` and the time: then it is the time of something else."""
    between = text[words.end : at] if words.end <= at else text[at : words.start]
    if words.end <= at and "," in between and _RELATIVE_CLAUSE.search(text[: words.start]):
        return True
    return bool(_OTHER_CLAUSE.search(between))


_RELATIVE_CLAUSE = re.compile(r",\s*(?:which|who|where|whose)\b[^,]*$", re.IGNORECASE)
""" "Mali, which left in 2022, held talks": the clause is closed before the talks."""


def names_time(line: Line, words: str) -> bool:
    """Tell whether time words name a time that the article's day bounds; a mere duration or "just days" does not."""
    if is_duration(words) or (dates.is_vague(words) and not _COMING.search(words)):
        return False
    published = line.article.document.published_date
    if published is None:
        return True
    when = dates.resolve(words, published, "none")
    return bool(when and (when.earliest or when.latest))


_COMING = re.compile(r"\b(?:coming|next)\b", re.IGNORECASE)
""" "In the coming days" bounds the time from below at least."""


def is_duration(words: str) -> bool:
    """Tell whether time words only say how long ("a 72-hour", "for another two months")."""
    return bool(dates.duration(words)) and not _ANCHORED.search(words)


def is_extension(line: Line, words: TimeWords) -> bool:
    """Tell whether time words say by how much something was moved: "extended by two weeks" sets no day."""
    written = re.sub(r"^by\s+", "", words.words, flags=re.IGNORECASE)
    moved = written != words.words or bool(_BY.search(line.text[: words.start]))
    return moved and bool(dates.duration(written)) and not _ANCHORED.search(written)


_BY = re.compile(r"\bby\s+(?:up\s+to\s+)?$", re.IGNORECASE)
_ANCHORED = re.compile(
    r"\b(?:from|starting|beginning|until|till|by|within|ago|next|last|past|coming|in|since|effective|before|after|end)\b",
    re.IGNORECASE,
)


def fill(event: str, line: Line, actors: Sequence[tuple[str, ActorMention]], **values: Any) -> Draft:
    """Return a draft of this event type resting on one sentence; fields not given have their neutral values."""
    model, blank = _blank(event)
    named: dict[tuple[str, str], dict[str, str]] = {}
    for role, actor in actors:
        named.setdefault((role, actor.key), {"role": role, "name": actor.name})
    return model.model_validate(
        {
            **blank,
            "evidence": [line.number],
            "type": event,
            "summary": line.text,
            "actors": list(named.values())[:MAX_ACTORS],
            **values,
        }
    )


@cache
def _blank(event: str) -> tuple[type[Draft], dict[str, Any]]:
    """Return the model of a draft of this event type, and what it has in every field by itself."""
    kind = event_type(event)
    model = draft_model(kind)
    return model, {name: neutral(kind, name) for name in model.model_fields}


def place(line: Line, at: int) -> str | None:
    """Return the place named nearest to a position of the sentence."""
    places = [actor for actor in line.actors if actor.place]
    return min(places, key=lambda actor: abs(line.place(actor)[0] - at)).name if places else None
