"""Makes articles of agencies, and copies of them as papers really make them.

Articles share no more words in a row than real ones do: each has its own people, places and matters, and its sentences
are put together from phrases.
"""

import random
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

NOUNS = (
    "harbour", "budget", "ferry", "court", "union", "strike", "bridge", "treaty", "colour", "programme", "council",
    "grain", "shipment", "border", "crossing", "hospital", "theatre", "vaccine", "tariff", "pipeline", "ceasefire",
    "hostage", "envoy", "summit", "labour", "defence", "battalion", "orchard", "quarry", "census", "ballot",
    "licence", "refinery", "loan", "currency", "drought", "reservoir", "cathedral", "museum", "tram", "depot",
    "fishery", "fleet", "satellite", "laboratory", "patent", "archive", "prosecutor", "verdict", "appeal", "ransom",
    "curfew", "convoy", "delegation", "mediator", "truce", "corridor", "checkpoint", "artillery", "drone",
    "turbine", "dam", "neighbour", "landlord", "tenant", "pension", "wage", "subsidy", "dividend", "merger",
    "auction", "cargo", "locomotive", "tunnel", "runway", "glacier", "wildfire", "flood", "earthquake", "epidemic",
    "surgeon", "nurse", "school", "curriculum", "orchestra", "festival", "stadium", "referee", "athlete", "regatta",
    "vineyard", "bakery", "brewery", "textile", "smelter", "mine", "coal", "copper", "lithium", "wheat", "barley",
    "timber", "paper", "printer", "newspaper", "broadcaster", "senator", "chancellor", "monarch", "bishop", "imam",
    "pilgrim", "refugee", "migrant", "visa", "passport", "embassy", "consulate", "sanction", "embargo", "export",
    "import", "quota", "levy", "audit", "fraud",
)  # fmt: skip
ADJECTIVES = (
    "disputed", "northern", "southern", "ageing", "costly", "long-awaited", "temporary", "joint", "regional", "federal",
    "private", "public", "secret", "draft", "final", "interim", "ambitious", "modest", "half-built", "restored",
    "bankrupt", "profitable", "crowded", "abandoned", "coastal", "rural", "urban", "foreign", "domestic", "unpopular",
    "generous", "narrow", "sweeping", "emergency", "annual", "biennial", "medieval", "modern", "flooded", "frozen",
    "besieged", "neutral", "rival", "allied", "independent", "damaged", "spare", "leaking", "polluted", "protected",
)  # fmt: skip
VERBS = (
    "signed", "rejected", "postponed", "cancelled", "reopened", "defended", "criticised", "inspected", "financed",
    "visited", "insured", "rebuilt", "sold", "bought", "leased", "mapped", "evacuated", "guarded", "seized",
    "returned", "praised", "questioned", "suspended", "extended", "renewed", "abolished", "doubled", "halved",
    "audited", "analysed", "organised", "recognised", "nationalised", "privatised", "modernised", "painted",
    "demolished", "photographed", "surveyed", "blocked", "crossed", "shelled", "mined", "cleared", "patrolled",
    "supplied", "unloaded", "weighed", "taxed", "exempted", "fined", "sued", "acquitted", "sentenced", "pardoned",
    "appointed", "dismissed", "replaced",
)  # fmt: skip
SAYINGS = (
    "told reporters", "said on the radio", "wrote in a letter", "assured members of parliament", "conceded",
    "insisted", "said by telephone", "repeated", "explained at a hearing", "warned", "announced", "recalled",
)  # fmt: skip
TIMES = (
    "on Monday", "on Tuesday", "on Wednesday", "late on Thursday", "before dawn", "at noon", "last month", "in spring",
    "within a fortnight", "after lunch", "a year ago", "in the evening", "over the weekend", "at short notice",
)  # fmt: skip
LINKS = ("although", "because", "while", "after", "before", "since", "even though", "just as", "once", "unless")
AGENCIES = ("Reuters", "AFP", "AP", "dpa", "EFE")
PAPERS = tuple(f"{town} {kind}" for town in ("Ostby", "Tarn", "Hallem", "Cresk") for kind in ("Post", "Times", "Echo"))
AMERICAN = {
    "harbour": "harbor", "colour": "color", "programme": "program", "theatre": "theater", "labour": "labor",
    "defence": "defense", "licence": "license", "neighbour": "neighbor", "ageing": "aging", "cancelled": "canceled",
    "criticised": "criticized", "analysed": "analyzed", "organised": "organized", "recognised": "recognized",
    "nationalised": "nationalized", "privatised": "privatized", "modernised": "modernized", "metres": "meters",
    "towards": "toward", "tonnes": "tons", "centre": "center",
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """One article as one paper has it."""

    name: str
    kind: str
    """`article`, `copy: ...` for a copy, else what it looks like a copy of but isn't."""
    root: str
    """Name of the story that it copies; its own name where it copies none."""
    paper: str
    published: datetime
    title: str
    paragraphs: tuple[str, ...]
    head: str = ""
    """Byline and dateline."""
    tail: str = ""
    layout: Callable[[str], str] = field(default=str, compare=False)

    def text(self) -> str:
        """Return the text as the paper gives it."""
        return self.layout(self.head + "\n\n".join(self.paragraphs) + self.tail)

    def record(self) -> dict[str, Any]:
        """Return the line of JSON Lines."""
        return {
            "id": self.name, "title": self.title, "published": self.published.isoformat(), "source": self.paper,
            "text": self.text(),
        }  # fmt: skip


def article(name: str, when: datetime, chance: random.Random, words: int = 0) -> Story:
    """Return an article of so many words, else 200 to 400."""
    cast = Cast(chance)
    head = f"{cast.places[0].upper()}, {when:%B} {when.day} ({chance.choice(AGENCIES)}) - "
    return Story(
        name, "article", name, chance.choice(PAPERS), when, cast.headline(),
        tuple(cast.paragraphs(words or chance.randint(200, 400))), head=head,
    )  # fmt: skip


class Cast:
    """The people, places and matters of one article, and sentences about them."""

    def __init__(self, chance: random.Random) -> None:
        """Draw them."""
        self.chance = chance
        self.people = [f"{name_made(chance)} {name_made(chance)}" for _ in range(5)]
        self.places = [name_made(chance) for _ in range(4)]
        self.nouns = chance.sample(NOUNS, 40)

    def thing(self) -> str:
        """Return a noun with its attribute."""
        form = self.chance.choice(("the {a} {n}", "a {a} {n}", "the {n} of {p}", "the {n}", "its {a} {n}"))
        return form.format(
            a=self.chance.choice(ADJECTIVES), n=self.chance.choice(self.nouns), p=self.chance.choice(self.places)
        )

    def clause(self) -> str:
        """Return who did what."""
        who = self.chance.choice((*self.people, self.thing()))
        return f"{who} {self.chance.choice(VERBS)} {self.thing()}"

    def sentence(self) -> str:
        """Return a sentence of 8 to 28 words, one in four with a figure."""
        pick = self.chance
        forms = (
            f"{self.clause()} {pick.choice(LINKS)} {self.clause()} {pick.choice(TIMES)}.",
            f"{pick.choice(TIMES)}, {self.clause()}, {pick.choice(LINKS)} {self.thing()} was {pick.choice(VERBS)}.",
            f'"{self.clause().capitalize()}," {pick.choice(self.people)} {pick.choice(SAYINGS)}.',
            f"{self.clause()} for {pick.randint(2, 990)} million crowns, {pick.randint(2, 60)} metres from "
            f"{self.thing()}.",
            f"{pick.choice(self.people)} {pick.choice(SAYINGS)} that {self.clause()} {pick.choice(LINKS)} "
            f"{self.clause()}.",
            f"neither {self.thing()} nor {self.thing()} was {pick.choice(VERBS)}, {pick.choice(self.people)} "
            f"{pick.choice(SAYINGS)} in {pick.choice(self.places)}.",
            f"of {pick.randint(20, 9000)} people at {self.thing()}, {pick.randint(2, 19)} {pick.choice(VERBS)} "
            f"{self.thing()}.",
        )
        made = pick.choice(forms)
        return made[:1].upper() + made[1:]

    def paragraphs(self, words: int) -> list[str]:
        """Return paragraphs of one to three sentences with about so many words in all."""
        made: list[str] = []
        while sum(len(one.split()) for one in made) < words:
            made.append(" ".join(self.sentence() for _ in range(self.chance.randint(1, 3))))
        return made

    def headline(self) -> str:
        """Return a title."""
        return self.clause().title()


def copy(name: str, of: Story, chance: random.Random) -> Story:
    """Return the story in another paper, most often some hours later, changed in one of the ways of papers."""
    kind = chance.choice(list(CHANGES))
    later = timedelta(minutes=chance.randint(5, 2400) if chance.random() < 0.9 else -chance.randint(5, 180))
    paper = chance.choice([paper for paper in PAPERS if paper != of.paper])
    new = replace(of, name=name, kind=f"copy: {kind}", root=of.root, paper=paper, published=of.published + later)
    return CHANGES[kind](new, chance)


def _headline(story: Story, chance: random.Random) -> Story:
    return replace(story, title=Cast(chance).headline())


def _dateline(story: Story, chance: random.Random) -> Story:
    byline = f"By {name_made(chance)} {name_made(chance)}\n\n" if chance.random() < 0.5 else ""
    line = f"{name_made(chance).upper()} ({chance.choice(AGENCIES)}) — " if chance.random() < 0.5 else ""
    return replace(story, head=byline + line)


def cut(story: Story, share: float) -> Story:
    """Return the story with only about this share of its words, the first ones."""
    wanted, kept = share * sum(len(one.split()) for one in story.paragraphs), list[str]()
    for paragraph in story.paragraphs:
        if sum(len(one.split()) for one in kept) >= wanted - len(paragraph.split()) / 2:
            break
        kept.append(paragraph)
    return replace(story, paragraphs=tuple(kept))


def _inserted(story: Story, chance: random.Random) -> Story:
    place, cast = chance.randint(1, len(story.paragraphs)), Cast(chance)
    new = " ".join(cast.sentence() for _ in range(2))
    return replace(story, paragraphs=(*story.paragraphs[:place], new, *story.paragraphs[place:]))


def _dropped(story: Story, chance: random.Random) -> Story:
    place = chance.randrange(1, len(story.paragraphs))
    return replace(story, paragraphs=story.paragraphs[:place] + story.paragraphs[place + 1 :])


def _reworded(story: Story, chance: random.Random) -> Story:
    place = chance.randrange(len(story.paragraphs))
    sentences = re.split(r"(?<=[.\"]) (?=[A-Z\"])", story.paragraphs[place])
    sentences[chance.randrange(len(sentences))] = Cast(chance).sentence()
    new = " ".join(sentences)
    return replace(story, paragraphs=(*story.paragraphs[:place], new, *story.paragraphs[place + 1 :]))


def _spelling(story: Story, chance: random.Random) -> Story:
    british = re.compile(r"\b(" + "|".join(AMERICAN) + r")(?=s?\b)")
    return replace(
        story, paragraphs=tuple(british.sub(lambda found: AMERICAN[found[1]], one) for one in story.paragraphs)
    )


def _quotes(story: Story, chance: random.Random) -> Story:
    return replace(
        story, paragraphs=tuple(re.sub(r'"([^"]*)"', "“\\1”", one).replace("'", "’") for one in story.paragraphs)
    )


def _wraps(story: Story, chance: random.Random) -> Story:
    return replace(story, layout=chance.choice((_hard_wrapped, _spaced)))


def _hard_wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(one, 68) for one in text.split("\n\n"))


def _spaced(text: str) -> str:
    return text.replace(". ", ".  ").replace("\n\n", " \n\n\n  ")


def _copyright(story: Story, chance: random.Random) -> Story:
    owner = chance.choice((*AGENCIES, story.paper))
    return replace(story, tail=f"\n\n(c) 2026 {owner}. All rights reserved. This material may not be published.")


def _several(story: Story, chance: random.Random) -> Story:
    some = chance.sample((_headline, _dateline, _reworded, _spelling, _quotes, _wraps, _copyright), 3)
    for change in (*some, chance.choice((_inserted, _dropped))):
        story = change(story, chance)
    return story


CHANGES: dict[str, Callable[[Story, random.Random], Story]] = {
    "headline changed": _headline,
    "byline and dateline changed": _dateline,
    "last third cut": lambda story, chance: cut(story, 2 / 3),
    "cut to half": lambda story, chance: cut(story, 1 / 2),
    "cut to half, sentence reworded": lambda story, chance: _reworded(cut(story, 1 / 2), chance),
    "paragraph inserted": _inserted,
    "paragraph dropped": _dropped,
    "sentence reworded": _reworded,
    "American spelling": _spelling,
    "curly quotes": _quotes,
    "hard wraps and spaces": _wraps,
    "copyright line": _copyright,
    "four of these": _several,
}
"""What a paper does with an agency's story."""


def name_made(chance: random.Random) -> str:
    """Return a name of a person or place."""
    parts = ("va", "ri", "to", "men", "dal", "sko", "bre", "li", "nor", "zan", "ke", "mu", "stra", "fen", "go", "wil")
    return "".join(chance.choice(parts) for _ in range(chance.randint(2, 3))).capitalize()
