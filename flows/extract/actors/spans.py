"""A span: one actor while the text is still being read. Every step of the reading returns spans or changes them."""

from dataclasses import dataclass
from operator import attrgetter

from flows.extract.actors.gazetteer import Form, Use
from schemas.mention import ActorKind

COUNTED = "#"
"""Among the telling words of a group: only some of its people are meant ("two gunmen"), so it is never linked."""


@dataclass(slots=True)
class Span:
    """Tokens `first` to `last` (exclusive) that name an actor; the lists of spans are sorted and do not overlap."""

    first: int
    last: int
    use: Use
    canonical: str
    kind: ActorKind
    iso3: str | None
    inferred: bool
    home: frozenset[str] = frozenset()
    """The states in which a group is at home."""
    place: bool = False
    person: bool = False
    states: tuple[str, ...] = ()
    """The iso3 of all states that the word names together ("Koreas"); `iso3` is then None."""
    plural: bool = False
    """Several actors under one noun ("two rebel groups")."""
    role: int = -1
    """Token of the office or noun of those who act ("minister" in "Russian foreign minister"); -1 for a bare name. For
    "President X" with `canonical` "", the first token of the name itself."""
    telling: frozenset[str] | None = None
    """For a group that the text describes without a name: the words that tell it from others; None for a named one."""
    noun: str = ""
    """The noun of a described group, a government or an office ("rebels", "government"), in lower case."""
    government: bool = False
    """The words name a government or office; with `canonical` "" the state is to be resolved ("the government")."""

    @property
    def key(self) -> str:
        """What two spans of one actor share."""
        return self.iso3 or self.canonical.casefold()

    def act_for(self, other: "Span") -> None:
        """Take over whom `other` means."""
        self.canonical, self.kind, self.iso3, self.home = other.canonical, other.kind, other.iso3, other.home

    def grow(self, role: int, noun: str) -> None:
        """Take in the words up to the noun at the token `role`."""
        self.last, self.role, self.noun = role + 1, role, noun


_FIRST = attrgetter("first")


def from_form(form: Form, first: int, last: int) -> Span:
    """Return the span of `form` at the tokens `first` to `last`."""
    entry = form.entry
    return Span(
        first,
        last,
        form.use,
        entry.canonical,
        entry.kind,
        entry.iso3,
        entry.metonym,
        form.home,
        form.use == "place",
        form.use == "person",
    )


def owners(spans: list[Span]) -> dict[int, Span]:
    """Return the span that holds each token."""
    return {at: span for span in spans for at in range(span.first, span.last)}


def merged(spans: list[Span], added: list[Span]) -> list[Span]:
    """Return both lists as one; where they overlap, the spans of `added` stay."""
    if not added:
        return spans
    added = sorted(added, key=_FIRST)
    both = added.copy()
    upcoming, count = 0, len(added)
    for span in spans:
        while upcoming < count and added[upcoming].last <= span.first:
            upcoming += 1
        if upcoming == count or added[upcoming].first >= span.last:
            both.append(span)
    return sorted(both, key=_FIRST)
