"""The cast of one document: every mention of an actor, with what it means here."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from flows.extract.actors.coreference import chief_state, join_loyal, resolve_governments, settle_groups
from flows.extract.actors.gazetteer import gazetteer, key, lookup
from flows.extract.actors.groups import find_groups
from flows.extract.actors.names import find_names
from flows.extract.actors.offices import find_offices
from flows.extract.actors.organizations import find_organizations
from flows.extract.actors.persons import find_persons
from flows.extract.actors.places import mark_places
from flows.extract.actors.rebels import link_groups
from flows.extract.actors.sides import is_collective, sides
from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens, tokenize
from schemas.mention import ActorKind

_NOWHERE = -1
_PRONOUNS = frozenset({"us", "we", "i", "he", "she", "it", "him", "her", "who", "you", "the", "our", "his", "its"})


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention of an actor in a text."""

    start: int
    """Offset of the first code point in the text; -1 for a name that only the title has."""
    end: int
    """Offset after the last code point; -1 for a name that only the title has."""
    name: str
    """The fullest form here, as written: `text[start:end]`, without a leading "the"."""
    canonical: str
    """The gazetteer's name of the actor, of the state for one who acts for a state; the written one if it has none."""
    kind: ActorKind
    """The kind of the actor; "person" only for someone of whom nothing tells whom he acts for."""
    iso3: str | None
    """ISO 3166-1 alpha-3 of the state; for a place, of the state in which it lies."""
    inferred: bool
    """The name only stands for the actor: a metonym, a person, "the government"."""
    place: bool
    """Read as a place ("in Washington"): never an actor."""
    person: bool
    """The name is that of a person."""

    @property
    def key(self) -> str:
        """What two mentions of one actor share: iso3, else the canonical name without case."""
        return self.iso3 or self.canonical.casefold()


@dataclass(frozen=True, slots=True)
class Cast:
    """All actors of one document. Made by `Cast.read`; its methods answer from the mentions found once."""

    text: str
    title: str | None
    mentions: list[ActorMention]
    """Sorted by start, not overlapping; places included."""
    title_mentions: list[ActorMention]
    """Those of the title, with offsets into it."""

    @classmethod
    def read(cls, text: str, title: str | None = None, year: int | None = None) -> "Cast":
        """Find all actors of `text` and `title`. Never raises on any text; linear in its length.

        `year` is the year of publication, for the list of people in office; None counts all of them.
        """
        heading = tokenize(title or "")
        title_spans = find_groups(heading, find_names(heading, year))
        mark_places(heading, title_spans)
        tokens = tokenize(text)
        names = find_organizations(tokens, find_names(tokens, year))
        spans = find_groups(tokens, names)
        mark_places(tokens, spans)
        spans = find_persons(tokens, spans, year)
        spans = find_offices(tokens, spans)
        spans = join_loyal(tokens, spans)
        settle_groups(tokens, spans)
        chief, clear = chief_state(spans, title_spans)
        resolve_governments(spans, chief, clear)
        resolve_governments(title_spans, chief, clear)
        spans = link_groups(tokens, spans, chief)
        return cls(text, title, _mentions(tokens, spans), _mentions(heading, title_spans))

    def between(self, start: int, end: int) -> list[ActorMention]:
        """Return the mentions that lie wholly between the offsets `start` and `end`."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        found: list[ActorMention] = []
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end <= end:
                found.append(mention)
        return found

    def collective(self, words: str, before: int) -> list[ActorMention]:
        """Return whom "the two sides", "both countries" or "they" mean at the offset `before`, one mention a side.

        The actors last named together in the text, else in the title; [] where neither tells. "The two Koreas" are two.
        """
        if "korea" in words.lower():
            return self._both_koreas(before)
        found = sides(self.mentions, self.text, words, before)
        return found or [
            replace(mention, start=_NOWHERE, end=_NOWHERE)
            for mention in sides(self.title_mentions, self.title or "", words, len(self.title or ""))
        ]

    def _both_koreas(self, before: int) -> list[ActorMention]:
        spoken = [mention for mention in self.mentions if mention.start <= before and "korea" in mention.name.lower()]
        start, end, name = (
            (spoken[-1].start, spoken[-1].end, spoken[-1].name) if spoken else (_NOWHERE, _NOWHERE, "Koreas")
        )
        entries = [gazetteer().states[iso3].entry for iso3 in ("PRK", "KOR")]
        return [
            ActorMention(start, end, name, entry.canonical, "state", entry.iso3, True, False, False)
            for entry in entries
        ]

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
        for mentions in (self.mentions, [_of_title(mention) for mention in self.title_mentions]):
            found = _best([mention for mention in mentions if key(mention.name) == wanted])
            found = found or _best([mention for mention in mentions if _holds(key(mention.name), wanted)])
            if found is not None:
                acts = any(mention.key == found.key and not mention.place for mention in self.mentions)
                return replace(found, place=False) if acts else found
        entry = lookup(name)
        if entry is not None:
            same = entry.iso3 or entry.canonical.casefold()
            found = _best([mention for mention in self.mentions if mention.key == same])
            found = found or _best([_of_title(mention) for mention in self.title_mentions if mention.key == same])
            if found is not None:
                return found
        return self._literally(name, wanted)

    def _literally(self, name: str, wanted: str) -> ActorMention | None:
        """Return a mention for words of the text that the reading did not take for an actor by itself."""
        bare = re.sub(r"^(?:the|an?)\s+", "", name.strip(), flags=re.IGNORECASE)
        place = _word_find(self.text, bare)
        in_title = place < 0 and _word_find(self.title or "", bare) >= 0
        if place < 0 and not in_title:
            inside = [mention for mention in self.mentions if _holds(wanted, key(mention.name)) and not mention.place]
            return _best([mention for mention in inside if len(key(mention.name)) * 2 >= len(wanted)])
        alone = [mention for mention in Cast.read(bare).mentions if not mention.place]
        known = alone[0] if alone else None
        if place >= 0:
            over = _best(
                [
                    mention
                    for mention in self.mentions
                    if mention.start < place + len(bare) and place < mention.end and not mention.place
                ]
            )
            known = over or known
            written = self.text[place : place + len(bare)]
        else:
            written = bare
        start, end = (place, place + len(bare)) if place >= 0 else (_NOWHERE, _NOWHERE)
        if known is not None:
            return replace(known, start=start, end=end, name=written)
        return ActorMention(start, end, written, written, "other", None, False, False, False)


def _of_title(mention: ActorMention) -> ActorMention:
    return replace(mention, start=_NOWHERE, end=_NOWHERE)


def _best(mentions: list[ActorMention]) -> ActorMention | None:
    """Return the first mention that is no place, else the first one."""
    return next((mention for mention in mentions if not mention.place), mentions[0] if mentions else None)


def _holds(longer: str, shorter: str) -> bool:
    """Return whether `shorter` stands in `longer` as whole words."""
    return bool(shorter) and f" {shorter} " in f" {longer} "


def _word_find(text: str, words: str) -> int:
    """Return the offset of `words` in `text` as whole words, without regard to case; -1 if they are not there."""
    if not words:
        return -1
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?!\w)"
    match = re.search(pattern, text, flags=re.IGNORECASE)
    return match.start() if match else -1


def _mentions(tokens: Tokens, spans: list[Span]) -> list[ActorMention]:
    mentions: list[ActorMention] = []
    for span in spans:
        first = span.first
        if span.kind == "person" and not span.canonical:
            span.canonical = tokens.written(max(span.role, first), span.last)
        while first < span.last - 1 and tokens.lower[first] in ("the", "a", "an"):
            first += 1
        start, end = tokens.starts[first], tokens.ends[span.last - 1]
        mentions.append(
            ActorMention(
                start,
                end,
                tokens.text[start:end],
                span.canonical or tokens.text[start:end],
                span.kind,
                span.iso3,
                span.inferred,
                span.place,
                span.person,
            )
        )
    return mentions
