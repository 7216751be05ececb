"""Makes a stream of news: articles, their copies, and what only looks like a copy. Everything follows from the seed."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.clean.syndicated import AGENCIES, PAPERS, Cast, Story, article, copy, cut, name_made


def stories(number: int, days: int = 30, seed: int = 1) -> Iterator[Story]:
    """Yield `number` stories of so many days: 58 % articles, 30 % copies of them, 12 % that only look like copies."""
    chance = random.Random(seed)
    copied: list[Story] = []
    owed = 0.0
    looks: list[Story] = []
    for count in range(number):
        # Stories come a few at a time, so that an original and its copies lie near each other.
        owed += 0.3
        when = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=days * count / number, minutes=chance.randrange(60))
        if owed >= 1 and copied:
            owed -= 1
            yield copy(f"{count}", chance.choice(copied), chance)
        elif looks:
            yield looks.pop()
        elif chance.random() < 0.1:
            looks = [*chance.choice(LOOKALIKES)(f"{count}", when, chance)][::-1]
            yield looks.pop()
        else:
            story = article(f"{count}", when, chance)
            copied = [*copied[-60:], story] if chance.random() < 0.4 or not copied else copied
            yield story


def weather(name: str, when: datetime, chance: random.Random) -> Iterator[Story]:
    """Yield the forecasts of two days."""
    for number in range(2):
        low, day = chance.randint(-9, 15), when + timedelta(days=number)
        text = (
            f"{name_made(chance)} will see {chance.choice(('sun', 'rain', 'snow', 'fog'))} on "
            f"{day:%A}, the weather service said. Temperatures lie between {low} and {low + chance.randint(2, 12)} "
            f"degrees; in the hills it is {low - chance.randint(1, 5)} at night.",
            f"The wind blows at {chance.randint(3, 90)} kilometres an hour from the "
            f"{chance.choice(('north', 'west', 'south', 'east'))}, with gusts of up to {chance.randint(91, 140)} on "
            f"the coast. Waves reach {chance.randint(1, 9)} metres, and small boats are asked to stay in port.",
            f"The sun rises at {chance.randint(5, 7)}:{chance.randint(10, 59)} and sets at {chance.randint(17, 20)}:"
            f"{chance.randint(10, 59)}. The chance of rain is {chance.randint(1, 99)} percent. Drivers are asked to "
            "look out for wet leaves and to keep their distance. The next forecast comes at noon.",
        )
        yield _other(f"{name}.{number}", "weather", day, "Weather", text)


def market(name: str, when: datetime, chance: random.Random) -> Iterator[Story]:
    """Yield the closing prices of two days."""
    for number in range(2):
        day, change = when + timedelta(days=number), chance.choice(("rose", "fell"))
        text = (
            f"Shares {change} on {day:%A}, led by {name_made(chance)} and {name_made(chance)}. The index of the "
            f"thirty largest companies closed at {chance.randint(9000, 19000)} points, "
            f"{chance.randint(2, 300) / 100} percent from where it stood the day before.",
            f"The euro bought {chance.randint(900, 1300)} crowns at the close of trading. A barrel of crude oil for "
            f"delivery next month cost {chance.randint(5000, 9900) / 100} dollars, and an ounce of gold "
            f"{chance.randint(1900, 4000)}. The yield on bonds of ten years was "
            f"{chance.randint(100, 500) / 100} percent.",
            "Prices are those of the close of trading and are given without guarantee. The exchange is open from nine "
            "to half past five on working days.",
        )
        yield _other(f"{name}.{number}", "market", day, f"Shares {change}", text)


def match(name: str, when: datetime, chance: random.Random) -> Iterator[Story]:
    """Yield two results of one league."""
    for number in range(2):
        home, guests = name_made(chance), name_made(chance)
        text = (
            f"{home} beat {guests} {chance.randint(2, 6)}-{chance.randint(0, 1)} on {when:%A} in front of "
            f"{chance.randint(900, 60000)} spectators. {name_made(chance)} scored in minute {chance.randint(1, 44)} "
            f"and {name_made(chance)} in minute {chance.randint(45, 90)}.",
            f"{home} now has {chance.randint(20, 70)} points and is number {chance.randint(1, 9)} of the table, "
            f"while {guests} stays at {chance.randint(3, 19)}. The referee showed {chance.randint(1, 9)} yellow cards.",
            "All matches of the day begin at three in the afternoon. Tickets for the next round are on sale at the "
            "usual places and cost the same as last year.",
        )
        yield _other(f"{name}.{number}", "match", when, f"{home} beats {guests}", text)


def notice(name: str, when: datetime, chance: random.Random) -> Iterator[Story]:
    """Yield the same long notice of two days, with four other figures."""
    for number in range(2):
        day = when + timedelta(days=number)
        text = (
            f"The central bank set the reference rate of the crown at {chance.randint(7000, 8000) / 1000} to the "
            f"dollar on {day:%B} {day.day}, and at {chance.randint(8000, 9000) / 1000} to the euro.",
            "The bank sets the rate every working day at nine in the morning after it has asked the ten largest banks "
            "for their offers. It leaves out the highest and the lowest of them and takes the mean of the others. The "
            "crown may rise or fall by two percent from that rate during the day. Where it comes near the edge of that "
            "band, the bank buys or sells currency of its own, which it last did nine months ago when exporters "
            "held back their earnings.",
            f"Banks dealt in {chance.randint(100, 999)} million dollars the day before. The rates hold for customs, "
            "for the balance sheets of companies, and for contracts that name no rate of their own. Travellers change "
            "money at the rates of the bank that they go to.",
        )
        yield _other(f"{name}.{number}", "notice", day, "The rate of the crown", text)


def update(name: str, when: datetime, chance: random.Random) -> Iterator[Story]:
    """Yield two reports on one story, with other news and the same background."""
    first = article(f"{name}.0", when, chance, 180)
    cast = Cast(chance)
    background = tuple(cast.paragraphs(90))
    new = tuple(cast.paragraphs(180))
    later = when + timedelta(hours=chance.randint(1, 30))
    yield replace(first, kind="update", paragraphs=first.paragraphs + background)
    yield replace(
        first, name=f"{name}.1", root=f"{name}.1", kind="update", published=later, paragraphs=new + background
    )


def tail(name: str, when: datetime, chance: random.Random) -> Iterator[Story]:
    """Yield two short stories with one agency's standing paragraph below."""
    standing = chance.choice(STANDING)
    for number in range(2):
        story = article(f"{name}.{number}", when, chance, 120)
        yield replace(story, kind="tail", paragraphs=(*story.paragraphs, standing))


def flash(name: str, when: datetime, chance: random.Random) -> Iterator[Story]:
    """Yield a flash and the long report that holds it whole: the report is no copy of it."""
    report = article(f"{name}.1", when + timedelta(hours=chance.randint(1, 9)), chance)
    short = cut(report, 0.3).paragraphs
    yield replace(report, name=f"{name}.0", root=f"{name}.0", kind="flash", published=when, paragraphs=short)
    yield replace(report, kind="report")


LOOKALIKES: Sequence[Callable[[str, datetime, random.Random], Iterator[Story]]] = (
    weather, market, match, notice, update, tail, flash,
)  # fmt: skip
STANDING = tuple(
    f"The {_agency} news service was founded in {1900 + 7 * number} and has offices in {20 + number} countries. It "
    "belongs to newspapers and broadcasters, takes no money from governments, and corrects its mistakes in public. Its "
    f"standards and the names of its editors stand on its website. Write to the {_agency} desk with hints."
    for number, _agency in enumerate(AGENCIES)
)


def _other(name: str, kind: str, when: datetime, title: str, text: tuple[str, ...]) -> Story:
    return Story(name, kind, name, PAPERS[len(kind) % len(PAPERS)], when, title, text)
