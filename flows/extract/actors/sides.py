"""The sides: which actors "the two sides", "both countries" or "they" mean, by whom the text named together last."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from flows.extract.actors.vocabulary import vocabulary
from schemas.mention import ActorKind


class Mentioned(Protocol):
    """What this module needs of a mention."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> ActorKind: ...
    @property
    def place(self) -> bool: ...
    @property
    def key(self) -> str: ...


M = TypeVar("M", bound=Mentioned)

_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s|\n")
_JOINT = re.compile(
    r"^[\s,]*(?:(?:and|with|against|versus|vs|from|to|or|between)\b[\s,]*)?(?:the|its|his|their|a)?\s*$|^\s*[-–/]\s*$"
)
_OPPOSED = re.compile(r"\b(?:and|with|against|between)\b")
_THIRD = frozenset("mediator mediators envoy envoys facilitator facilitators monitors observers".split())
_GAP_AT_MOST = 90
_STATES_ONLY = frozenset("countries nations states governments neighbors neighbours koreas".split())


def is_collective(words: str) -> bool:
    """Return whether `words` name nobody but those named before: "both sides", "the two countries", "they"."""
    tokens = [
        word
        for word in words.lower().split()
        if word not in ("the", "these", "those", "all", "both", "two", "three", "of", "warring", "rival", "opposing")
    ]
    return not tokens or all(
        word in vocabulary().collective_nouns or word in ("they", "them", "other", "each", "side", "party")
        for word in tokens
    )


def sides(mentions: Sequence[M], text: str, words: str, before: int) -> list[M]:
    """Return the mentions that `words` mean at the offset `before`: one a side, or [] where the text tells none.

    The nearest sentence counts that joins two actors by "and", "with", "against" or a hyphen; "two" and "both" ask for
    exactly two, "countries" for states. Mediators are no side.
    """
    lowered = words.lower().split()
    pair = "two" in lowered or "both" in lowered
    three = "three" in lowered
    states = any(word in _STATES_ONLY for word in lowered)
    sentence: list[M] = []
    following: M | None = None
    for mention in reversed(mentions):
        if mention.end > before:
            continue
        if following is not None and _SENTENCE_END.search(text, mention.end, following.start):
            found = _joined(sentence, text, pair, three)
            if found:
                return found
            sentence = []
        following = mention
        third = any(word in _THIRD for word in mention.name.lower().split())
        if not mention.place and not third and (mention.kind == "state" or not states):
            sentence.insert(0, mention)
    return _joined(sentence, text, pair, three)


def _joined(sentence: list[M], text: str, pair: bool, three: bool) -> list[M]:
    """Return the last chain of distinct actors of one sentence that joining words link."""
    for joint in (_directly, _loosely):
        chains: list[list[M]] = []
        for mention in sentence:
            if (
                chains
                and mention.key not in [item.key for item in chains[-1]]
                and joint(text[chains[-1][-1].end : mention.start])
            ):
                chains[-1].append(mention)
            elif chains and mention.key == chains[-1][-1].key:
                continue
            else:
                chains.append([mention])
        for chain in reversed(chains):
            wanted = len(chain) == 2 if pair else len(chain) == 3 if three else len(chain) > 1
            if wanted:
                return chain
    return []


def _directly(gap: str) -> bool:
    return len(gap) < 30 and _JOINT.search(gap) is not None


def _loosely(gap: str) -> bool:
    return len(gap) < _GAP_AT_MOST and _OPPOSED.search(gap) is not None
