"""The mentions of a text, to be looked up by a name, by words within a name, and by whom they mean."""

from collections.abc import Iterable, Sequence

from flows.extract.actors.gazetteer import key
from flows.extract.actors.mention import ActorMention

_LONGEST_NAME = 24
"""Words of a name; the reading of a text finds no longer ones."""


class MentionIndex:
    """Mentions by `gazetteer.key` of their names. Where several fit, the first that is no place is meant."""

    def __init__(self, mentions: Sequence[ActorMention]) -> None:
        self._by_name: dict[str, ActorMention] = {}
        self._actors_by_name: dict[str, ActorMention] = {}
        self._by_actor: dict[str, ActorMention] = {}
        self._names_with: dict[str, list[str]] = {}
        """Each word to the names that have it."""
        for mention in mentions:
            name = key(mention.name)
            if name not in self._by_name:
                for word in set(name.split()):
                    self._names_with.setdefault(word, []).append(name)
            _keep(self._by_name, name, mention)
            _keep(self._by_actor, mention.key, mention)
            if not mention.place:
                self._actors_by_name.setdefault(name, mention)

    def named(self, name: str) -> ActorMention | None:
        """Return the mention with this name, else one whose name has these words. `name` is a `gazetteer.key`."""
        if name in self._by_name:
            return self._by_name[name]
        words = name.split()
        if not words:
            return None
        rarest = min((self._names_with.get(word, []) for word in words), key=len)
        return _best(self._by_name[other] for other in rarest if f" {name} " in f" {other} ")

    def within(self, name: str) -> ActorMention | None:
        """Return the first actor whose name stands in this one and is at least half of it."""
        words = name.split()
        parts = (
            " ".join(words[first:last])
            for first in range(len(words))
            for last in range(first + 1, min(len(words), first + _LONGEST_NAME) + 1)
        )
        found = (self._actors_by_name.get(part) for part in parts if len(part) * 2 >= len(name))
        return min((mention for mention in found if mention), key=lambda mention: mention.start, default=None)

    def of_actor(self, actor: str) -> ActorMention | None:
        """Return a mention of the actor with this `ActorMention.key`."""
        return self._by_actor.get(actor)


def _keep(first: dict[str, ActorMention], name: str, mention: ActorMention) -> None:
    known = first.setdefault(name, mention)
    if known.place and not mention.place:
        first[name] = mention


def _best(mentions: Iterable[ActorMention]) -> ActorMention | None:
    return min(mentions, key=lambda mention: (mention.place, mention.start), default=None)
