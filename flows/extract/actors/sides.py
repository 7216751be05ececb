"""The sides: which actors "the two sides", "both countries" or "they" mean, by whom the text named together last."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from flows.extract.actors.vocabulary import vocabulary
from schemas.mention import ActorKind


class Mentioned(Protocol):
    """What this module needs of a mention: where it stands, and who it is."""

    @property
    def start(self) -> int:
        """Offset of the first code point."""

    @property
    def end(self) -> int:
        """Offset after the last code point."""

    @property
    def name(self) -> str:
        """The words."""

    @property
    def kind(self) -> ActorKind:
        """What sort of actor it is."""

    @property
    def place(self) -> bool:
        """Read as a place."""

    @property
    def key(self) -> str:
        """What two mentions of one actor share."""


M = TypeVar("M", bound=Mentioned)

_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s|\n")
_LINK = re.compile(r"(?:,|and|with|against|versus|vs|from|to|or|the|its|his|their|a|-|–|/)(?=\W|$)")
_OPPOSED = re.compile(r"\b(?:and|with|against|between)\b")
_DIRECT_AT_MOST = 30
_LOOSE_AT_MOST = 90
_LOOK_BACK = 40
"""Mentions: no text full of "both sides" costs the square of its length."""
_STATES = frozenset({"countries", "nations", "states", "governments", "neighbors", "neighbours"})
_COUNTS = frozenset({"the", "these", "those", "all", "both", "two", "three", "of", "warring", "rival", "opposing"})
_PRONOUNS = frozenset({"they", "them", "each", "other", "side", "party"})


def earlier(mentions: Sequence[M], before: int) -> Iterator[M]:
    """Yield the mentions that end by the offset `before`, the last one first. Few texts speak of sides long past."""
    last = bisect_right(mentions, before, key=lambda mention: mention.end)
    return reversed(mentions[max(0, last - _LOOK_BACK) : last])


def is_collective(words: str) -> bool:
    """Return whether `words` name nobody but those named before: "both sides", "the two countries", "they"."""
    nouns = [word for word in words.lower().split() if word not in _COUNTS]
    return all(word in vocabulary().collective_nouns or word in _PRONOUNS for word in nouns)


def sides(mentions: Sequence[M], text: str, words: str, before: int) -> list[M]:
    """Return the mentions that `words` mean at the offset `before`: one a side, or [] where the text tells none.

    The nearest sentence counts that joins actors by "and", "with", "against" or a hyphen; "two" and "both" ask for
    exactly two, "three" for three, "countries" for states. Mediators are no side.
    """
    asked = words.lower().split()
    count = 2 if "two" in asked or "both" in asked else 3 if "three" in asked else None
    states = any(word in _STATES for word in asked)
    sentence: list[M] = []
    following: M | None = None
    for mention in earlier(mentions, before):
        if following is not None and _SENTENCE_END.search(text, mention.end, following.start):
            found = _joined(sentence[::-1], text, count)
            if found:
                return found
            sentence = []
        following = mention
        third = any(word in vocabulary().third_parties for word in mention.name.lower().split())
        if not mention.place and not third and (mention.kind == "state" or not states):
            sentence.append(mention)
    return _joined(sentence[::-1], text, count)


def _joined(sentence: list[M], text: str, count: int | None) -> list[M]:
    """Return the last chain of distinct actors of one sentence that joining words link; `count` of them, or any."""
    for joint in (_directly, _loosely):
        chains: list[list[M]] = []
        for mention in sentence:
            previous = chains[-1][-1] if chains else None
            if previous is not None and mention.key == previous.key:
                continue
            linked = previous is not None and joint(text, previous.end, mention.start)
            if linked and all(mention.key != other.key for other in chains[-1]):
                chains[-1].append(mention)
            else:
                chains.append([mention])
        for chain in reversed(chains):
            if len(chain) == count or (count is None and len(chain) > 1):
                return chain
    return []


def _directly(text: str, start: int, end: int) -> bool:
    """Return whether nothing but "and", "with", a hyphen and the like stands between the two offsets."""
    return end - start < _DIRECT_AT_MOST and not _LINK.sub("", text[start:end]).strip()


def _loosely(text: str, start: int, end: int) -> bool:
    """Return whether the two offsets are near and "and", "with" or "against" stands between them."""
    return end - start < _LOOSE_AT_MOST and _OPPOSED.search(text, start, end) is not None
