"""Offices without a name: "the President", "the Secretary of State", "the mediator" are whom the text has named so."""

from flows.extract.actors.gazetteer import actor_form
from flows.extract.actors.spans import Span, from_form, merged, owners
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

_PERSONS_BACK = 8
_NEAR = 25


def find_offices(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Return `spans` with the offices that stand alone, each acting for whom the last holder named before acts for.

    With several presidents it is the one of the side spoken of right before, else the first. An office that nobody has
    been named for, written with a capital, is that of `unnamed_office` of the vocabulary; else offices of government
    are left with `canonical` "" and resolved with "the government"; others are left out.
    """
    vocab = vocabulary()
    places = tokens.places(vocab.offices)
    if not places:
        return spans
    owner = owners(spans)
    places = [place for place in places if place not in owner]
    if not places:
        return spans
    persons = {span.first: span for span in spans if span.person}
    present = {span.key for span in spans}
    holders: dict[str, dict[str, Span]] = {}
    latest: list[Span] = []
    added: list[Span] = []
    upcoming = iter(spans)
    span = next(upcoming, None)
    for position in places:
        while span is not None and span.last <= position:
            if span.person:
                latest = [*latest[1 - _PERSONS_BACK :], span]
            if span.person or span.role >= 0:
                for office in _offices(tokens.lower[span.first : span.last]):
                    holders.setdefault(office, {}).setdefault(span.key, span)
            span = next(upcoming, None)
        bounds = _bounds(tokens, owner, position)
        if bounds is None:
            continue
        word = tokens.lower[position]
        found = Span(*bounds, "name", "", "state", None, True, role=position, noun=word)
        office = "premier" if word == "minister" and tokens.word(position - 1) == "prime" else word
        held = holders.get(office, {})
        near = [person for person in latest if person.key in held and position - person.last < _NEAR]
        holder = held[near[-1].key] if near else next(iter(held.values()), None)
        opening = not spans or spans[0].first > position
        _resolve(tokens, persons, found, holder, present if not opening else None)
        if found.canonical or found.government:
            added.append(found)
            if found.canonical:
                holders.setdefault(office, {}).setdefault(found.key, found)
    return merged(spans, added)


def _offices(words: list[str]) -> set[str]:
    """Return the offices among the words; the prime minister is a premier and no mere minister."""
    offices = {*vocabulary().offices.intersection(words)}
    if "prime" in words and "minister" in offices:
        offices = offices - {"minister"} | {"premier"}
    return offices


def _bounds(tokens: Tokens, owner: dict[int, Span], position: int) -> tuple[int, int] | None:
    """Return the tokens of "the [special] envoy", "the Secretary of State" without the article; None for other uses."""
    vocab = vocabulary()
    first, last = position, position + 1
    while tokens.word(first - 1) in vocab.office_words and first - 1 not in owner:
        first -= 1
    if tokens.word(last) == "of" and tokens.word(last + 1) in ("state", "defense", "defence"):
        last += 2
    free = not any(at in owner for at in range(first, last + 1))
    named = tokens.word(last) in ("of", "-") or tokens.word(last) in vocab.titles or tokens.capitalized(last)
    alone = tokens.word(first - 1) == "the" and "former" not in tokens.lower[first:position]
    return (first, last) if alone and free and not named else None


def _resolve(
    tokens: Tokens, persons: dict[int, Span], office: Span, holder: Span | None, present: set[str] | None
) -> None:
    """Set whom the office acts for; `present` are the actors one of which a capital may mean, None for any."""
    vocab = vocabulary()
    words = " ".join(word for word in tokens.lower[office.first : office.last] if word != "-")
    unnamed = vocab.unnamed_office.get(words)
    actor = from_form(actor_form(unnamed), office.first, office.last) if unnamed is not None else None
    named = persons.get(office.last + 1) or persons.get(office.last + 2)
    if named is not None and tokens.word(office.last) == "," and named.canonical:
        office.act_for(named)  # "the mediator, former Nigerian leader X"
    elif holder is not None and (holder.canonical or holder.government):
        office.act_for(holder)
        office.government, office.telling = holder.government, holder.telling
    elif actor is not None and (present is None or actor.key in present) and tokens.capitalized(office.role):
        office.act_for(actor)
    elif office.noun in vocab.state_offices:
        office.government = True
