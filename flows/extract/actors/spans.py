"""A span: one actor while the text is still being read. Every step of the reading returns spans or changes them."""

from dataclasses import dataclass

from flows.extract.actors.gazetteer import Form, Use
from schemas.mention import ActorKind


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
    place: bool = False
    person: bool = False
    plural: bool = False
    """Several actors under one noun ("two rebel groups")."""
    role: int = -1
    """Token of the office or noun of those who act, last in the span ("minister" in "Russian foreign minister")."""
    nominal: frozenset[str] | None = None
    """For a group that the text describes without a name: the words that tell it from others; None for a named one."""
    noun: str = ""
    """The noun of a described group or government ("rebels", "government"), in lower case."""
    government: bool = False
    """The words name the government itself ("the Philippine government"), or just "the government" (canonical "")."""

    @property
    def key(self) -> str:
        """What two spans of one actor share."""
        return self.iso3 or self.canonical.casefold()

    def act_for(self, other: "Span") -> None:
        """Take over whom `other` means."""
        self.canonical, self.kind, self.iso3, self.home = other.canonical, other.kind, other.iso3, other.home


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
        place=form.use == "place",
        person=form.use == "person",
    )
