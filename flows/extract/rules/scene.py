"""The scene: what an article has told so far, so that "the talks" and "the ministers" mean what was named before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from flows.extract.actors import ActorMention
from flows.extract.article import Article
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player
from flows.extract.words import words_of
from schemas.draft import MAX_EVIDENCE, Draft

_SIDES = (
    *("sides", "parties", "factions", "countries", "nations", "neighbours", "neighbors", "governments", "leaders"),
    *("delegations", "foes", "rivals", "forces", "groups", "presidents", "ministers", "negotiators", "envoys"),
    *("officials", "diplomats", "belligerents", "commanders", "combatants", "adversaries", "camps", "capitals"),
    "koreas",
)
_COLLECTIVE_WORDS = frozenset((*_SIDES, "they", "both", "two"))
"""A sentence without any of these has nothing for `_COLLECTIVE`."""
_COLLECTIVE = re.compile(
    r"\b(?:the|both|all|two|three|warring|opposing|rival)(?: (?:two|three|warring|opposing|rival|main|foreign|"
    rf"defen[cs]e|prime))? (?:{'|'.join(_SIDES)})\b|"
    r"\bthey\b|\bboth\b(?= (?:agreed|said|have|will))|\bthe two\b(?= (?:agreed|met|spoke|said|will|have|had|are|were))",
    re.IGNORECASE,
)
_MOST_COLLECTIVES = 3
"""Each looks through all that was named before: a sentence full of them would cost the square of the text."""
_SOON = 3
"""Sentences over which "he" or "the two sides" reaches."""
_SUBJECTS = frozenset({"taker", "speaker", "commentator"})
_TAKES_UP_SUBJECT = re.compile(
    r"(?:(?:there|then|later|earlier|afterwards)\W+)?"
    r"(?:he|she|it|his|her|its|the (?:group|movement|rebels|militia|organi[sz]ation|bloc|alliance|country|kingdom|"
    r"president|minister|envoy|diplomat|general|leader|secretary))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|we)\b(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|these|those|this|that|their|its|such|said)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)


@dataclass
class Told:
    """A draft with whom it names, by which rule it was found."""

    draft: Draft
    actors: list[ActorMention]
    """The core actors."""
    rule: str

    def support(self, line: Line) -> None:
        """Count a sentence as further evidence, up to the most that a draft may have."""
        evidence = self.draft.evidence
        if line.number not in evidence and len(evidence) < MAX_EVIDENCE:
            self.draft = self.draft.model_copy(update={"evidence": [*evidence, line.number]})

    def fill(self, field_name: str, words: str | None) -> None:
        """Give a field a value where it has none yet."""
        if words and self.draft.words(field_name) is None:
            self.draft = self.draft.model_copy(update={field_name: words})


@dataclass
class Scene:
    """What one article has told so far, in order."""

    article: Article
    told: list[Told] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    """The sentences read so far; the last is the one under analysis."""
    due: str | None = None
    """When a limit runs out of which the article has not yet told whose it is: "the deadline is 31 October"."""

    def last(self, event_type: str) -> Told | None:
        """Return the draft of this type that was told last."""
        return next((told for told in reversed(self.told) if told.draft.type == event_type), None)

    def tells(self, line: Line, event_type: str) -> bool:
        """Tell whether a draft of this type rests on the sentence."""
        return any(told.draft.type == event_type and line.number in told.draft.evidence for told in self.told)

    def takers(self, line: Line, event_type: str) -> list[Player]:
        """Return who takes part in what a sentence tells.

        "Both sides", "they", "the ministers" are those of the last draft of this type, else whom the text last named
        together.
        """
        taking = [player for player in line.players if player.part == "taker"]
        known = {player.actor.key for player in taking}
        unknown = len(known) < 2 and not _COLLECTIVE_WORDS.isdisjoint(words_of(line.text))
        for words in islice(_COLLECTIVE.finditer(line.text), _MOST_COLLECTIVES) if unknown else ():
            last = self.last(event_type)
            named = last.actors if last else self._named_together(line, words)
            taking += [Player(actor, "taker", words.start(), words.end()) for actor in named if actor.key not in known]
            known.update(player.actor.key for player in taking)
            if len(known) >= 2:
                break
        if len(taking) < 2 and (subject := self.subject(line)) and all(subject.key != p.actor.key for p in taking):
            taking.insert(0, Player(subject, "taker", 0, 0))
        return taking

    def _named_together(self, line: Line, words: re.Match[str]) -> list[ActorMention]:
        """Return whom "the two sides" means: those whom the text named last, else those whom it names soon after."""
        cast = line.article.cast
        if (found := cast.collective(words.group(), line.start + words.start())) or " " not in words.group():
            return found
        ends = [place.end for place in line.article.document.sentences[line.number : line.number + _SOON]]
        return next((later for end in ends if (later := cast.collective(words.group(), end))), [])

    def subject(self, line: Line) -> ActorMention | None:
        """Return whom "he", "it" or "the group" means with which a sentence begins: the subject of those before."""
        if not _TAKES_UP_SUBJECT.match(line.text):
            return None
        for earlier in reversed(self.lines[:-1][-_SOON:]):
            if not _TAKES_UP_SUBJECT.match(earlier.text):
                return next((player.actor for player in earlier.players if player.part in _SUBJECTS), None)
        return None

    def headline(self) -> list[ActorMention]:
        """Return the actors that the title names, places left out: what "the truce" is known for from the headline."""
        return [mention for mention in self.article.cast.title_mentions if not mention.place]

    def narrator(self, line: Line, before: int) -> list[ActorMention]:
        """Return who says "I" or "we" in front of a place in the sentence: the person whom the title names."""
        if not _FIRST_PERSON.search(line.text[:before]):
            return []
        return [mention for mention in self.article.cast.title_mentions if mention.person][:1]


def is_definite(line: Line, start: int) -> bool:
    """Tell whether the noun at a position of the sentence takes up what was told: "the talks", "their ceasefire"."""
    return bool(_DEFINITE.search(line.text[:start]))


def distinct(actors: Iterable[ActorMention]) -> list[ActorMention]:
    """Return the first mention of each actor."""
    first: dict[str, ActorMention] = {}
    for actor in actors:
        first.setdefault(actor.key, actor)
    return list(first.values())


def of_part(line: Line, part: str) -> list[ActorMention]:
    """Return the actors of a sentence that play one part."""
    return [player.actor for player in line.players if player.part == part]


def states_and_groups(actors: Sequence[ActorMention]) -> list[ActorMention]:
    """Return the actors that can be bound by a halt or a limit: no international bodies, no bystanders."""
    return [actor for actor in actors if actor.kind != "international_body"]
