"""Offices without a name: "the President", "the Secretary of State", "the mediator" are whom the text has named so."""

from flows.extract.actors.gazetteer import actor_form
from flows.extract.actors.spans import Span, from_form
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

# Offices that a text speaks of without a name; the others ("the leader", "the official") are too many to tell.
_OFFICES = frozenset(
    "president premier minister secretary king sultan emir chancellor mediator facilitator envoy ambassador taoiseach pope".split()
)
_GOVERNMENT = frozenset("president premier minister king sultan emir chancellor".split())


def find_offices(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Return `spans` with the offices that stand alone, each acting for whom the last holder named before acts for.

    An office that nobody has been named for means the one state or body that has it (`one_actor` of the vocabulary);
    offices of government are left with canonical "" and resolved with "the government"; others are left out.
    """
    taken = {at for span in spans for at in range(span.first, span.last)}
    holders: dict[str, dict[str, Span]] = {}
    latest: list[Span] = []
    persons = {span.first: span for span in spans if span.person}
    added: list[Span] = []
    ordered = iter(spans)
    upcoming = next(ordered, None)
    for position, word in enumerate(tokens.lower):
        while upcoming is not None and upcoming.last <= position:
            _note(tokens, holders, upcoming)
            if upcoming.person:
                latest.append(upcoming)
            upcoming = next(ordered, None)
        if word not in _OFFICES or position in taken:
            continue
        held = holders.get(word, {})
        # With several presidents it is the one of the side that was last spoken of.
        holder = next((held[person.key] for person in reversed(latest[-8:]) if person.key in held), None)
        span = _office(tokens, taken, holder or next(reversed(held.values()), None), position)
        if span is not None:
            named = persons.get(span.last + 1) or persons.get(span.last + 2)
            if named is not None and tokens.word(span.last) == "," and named.canonical:
                span.act_for(named)  # "the mediator, former Nigerian leader X"
                span.government = False
            if span.government or span.canonical:
                added.append(span)
    return sorted([*spans, *added], key=lambda span: span.first) if added else spans


def _note(tokens: Tokens, holders: dict[str, dict[str, Span]], span: Span) -> None:
    if span.person or span.role >= 0:
        for at in range(span.first, span.last):
            if tokens.lower[at] in _OFFICES:
                holders.setdefault(tokens.lower[at], {})[span.key] = span


def _office(tokens: Tokens, taken: set[int], holder: Span | None, position: int) -> Span | None:
    vocab = vocabulary()
    word = tokens.lower[position]
    first = position
    while (
        tokens.word(first - 1) in vocab.title_modifiers
        and tokens.word(first - 1) not in ("of", "and")
        and first - 1 not in taken
    ):
        first -= 1
    last = position + 1
    if (
        tokens.word(last) == "of"
        and tokens.word(last + 1) in ("state", "defense", "defence", "foreign")
        and last + 1 not in taken
    ):
        last += 3 if tokens.word(last + 1) == "foreign" else 2
    if tokens.word(first - 1) != "the" or last in taken or last > len(tokens):
        return None
    if tokens.word(last) in ("of", "-") or tokens.word(last) in vocab.titles or tokens.capitalized(last):
        return None
    span = Span(first, last, "name", "", "state", None, True, role=position, noun=word)
    only = vocab.unnamed_office.get(" ".join(word for word in tokens.lower[first:last] if word != "-"))
    if holder is not None and (holder.canonical or holder.government):
        span.act_for(holder)
        span.government, span.nominal = holder.government, holder.nominal
    elif only is not None and tokens.capitalized(position):
        span.act_for(from_form(actor_form(only), first, last))
    elif word in _GOVERNMENT:
        span.government = True
    return span
