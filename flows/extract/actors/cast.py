"""The cast of one document: every mention of an actor, with what it means here."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from flows.extract.actors.coreference import (
    chief_state,
    join_loyal,
    resolve_governments,
    settle_brussels,
    settle_groups,
)
from flows.extract.actors.gazetteer import key, lookup
from flows.extract.actors.groups import find_groups
from flows.extract.actors.index import MentionIndex
from flows.extract.actors.mention import NOWHERE, ActorMention, mentions_of, one_of_several
from flows.extract.actors.names import find_names, sought_words
from flows.extract.actors.offices import find_offices
from flows.extract.actors.organizations import find_organizations
from flows.extract.actors.persons import find_persons
from flows.extract.actors.places import mark_places
from flows.extract.actors.rebels import link_groups, link_title
from flows.extract.actors.short_names import find_short_names
from flows.extract.actors.sides import is_collective, sides
from flows.extract.actors.tokens import tokenize
from flows.extract.actors.vocabulary import vocabulary

LONGEST = 250_000
"""Code points of a text that are read, twice what any engine reads. What is named only behind them is found when an
engine asks for it."""
_PRONOUNS = frozenset({"us", "we", "i", "he", "she", "it", "him", "her", "who", "you", "the", "our", "his", "its"})


@dataclass(frozen=True)
class Cast:
    """All actors of one document. Made by `Cast.read`; its methods answer from the mentions found once."""

    text: str
    title: str | None
    mentions: list[ActorMention]
    """Sorted by start, places included; they overlap only where one word names several states ("Koreas")."""
    title_mentions: list[ActorMention]
    """Those of the title, with offsets into it."""

    @classmethod
    def read(cls, text: str, title: str | None = None, year: int | None = None) -> "Cast":
        """Find all actors of `text` and `title`. Never raises on any text; reads up to `LONGEST`.

        `year` is the year of publication, for the list of people in office; None counts all of them.
        """
        heading = tokenize((title or "")[:LONGEST], sought_words())
        title_spans = find_groups(heading, find_names(heading, year))
        mark_places(heading, title_spans)
        tokens = tokenize(text[:LONGEST], sought_words())
        names = find_organizations(tokens, find_names(tokens, year))
        spans = find_groups(tokens, names)
        mark_places(tokens, spans)
        settle_brussels(tokens, spans)
        spans = find_persons(tokens, spans, year)
        spans = find_offices(tokens, spans)
        spans = join_loyal(tokens, spans)
        settle_groups(tokens, spans)
        chief, clear = chief_state(spans, title_spans)
        resolve_governments(spans, chief, clear)
        resolve_governments(title_spans, chief, clear)
        spans = find_short_names(tokens, link_groups(tokens, spans, chief))
        link_title(title_spans, spans)
        return cls(text, title, mentions_of(tokens, spans), mentions_of(heading, title_spans))

    def between(self, start: int, end: int) -> list[ActorMention]:
        """Return the mentions that lie wholly between the offsets `start` and `end`."""
        first = bisect_left(self.mentions, start, key=_start)
        last = bisect_left(self.mentions, end, lo=first, key=_start)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def collective(self, words: str, before: int) -> list[ActorMention]:
        """Return whom "the two sides", "both countries" or "they" mean at the offset `before`, one mention a side.

        The actors last named together in the text, else in the title; [] where neither tells. "The two Koreas" are two.
        """
        together = vocabulary().states_together
        named = next((together[word] for word in words.lower().split() if word in together), None)
        if named is not None:
            return [one_of_several(iso3) for iso3 in named]
        found = sides(self.mentions, self.text, words, before)
        if found or not self.title:
            return found
        return [mention.of_title() for mention in sides(self.title_mentions, self.title, words, len(self.title))]

    def resolve(self, name: str) -> ActorMention | None:
        """Return the actor that `name`, an answer of an engine, means in this document.

        The name must occur in the text or the title, or be another name of an actor that does ("Russia" where the text
        has "Moscow"); else, and for "both sides" and the like, None. The mention that is returned has the name as the
        text writes it; a name that only the title has gets the offsets -1. A place reading is returned only where the
        text has no other one.
        """
        wanted = key(name)
        pronoun = wanted in _PRONOUNS and not name.strip().isupper()  # "us", not "US"
        if not wanted or pronoun or is_collective(name):
            return None
        found = self._index.named(wanted)
        if found is None and (in_title := self._title_index.named(wanted)):
            found = in_title.of_title()
        if found is not None:
            acting = self._index.of_actor(found.key)
            return found._replace(place=False) if acting and not acting.place else found
        entry = lookup(name)
        if entry is not None:
            actor = entry.iso3 or entry.canonical.casefold()
            if same := self._index.of_actor(actor):
                return same
            if same := self._title_index.of_actor(actor):
                return same.of_title()
        return self._literally(name, wanted)

    @cached_property
    def _index(self) -> MentionIndex:
        return MentionIndex(self.mentions)

    @cached_property
    def _title_index(self) -> MentionIndex:
        return MentionIndex(self.title_mentions)

    def _literally(self, name: str, wanted: str) -> ActorMention | None:
        """Return a mention for words of the text that the reading did not take for an actor by itself."""
        bare = re.sub(r"^(?:the|an?)\s+", "", name.strip(), flags=re.IGNORECASE)
        place = _word_find(self.text, bare)
        if place < 0 and _word_find(self.title or "", bare) < 0:
            return self._index.within(wanted)
        known = next((mention for mention in Cast.read(bare).mentions if not mention.place), None)
        if place < 0:
            start, end, written = NOWHERE, NOWHERE, bare
        else:
            start, end = place, place + len(bare)
            known = next((mention for mention in self._over(start, end) if not mention.place), known)
            written = self.text[start:end]
        if known is not None:
            return known._replace(start=start, end=end, name=written)
        return ActorMention(start, end, written, written, "other", None, False, False, False)

    def _over(self, start: int, end: int) -> list[ActorMention]:
        """Return the mentions that share a character with the offsets `start` to `end`."""
        last = bisect_left(self.mentions, end, key=_start)
        first = bisect_right(self.mentions, start, hi=last, key=_end)
        return self.mentions[first:last]


def _start(mention: ActorMention) -> int:
    return mention.start


def _end(mention: ActorMention) -> int:
    return mention.end


def _word_find(text: str, words: str) -> int:
    """Return the offset of `words` in `text` as whole words, without regard to case; -1 if they are not there."""
    if not words:
        return -1
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?!\w)"
    match = re.search(pattern, text, flags=re.IGNORECASE)
    return match.start() if match else -1
