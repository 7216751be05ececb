"""No event is lost to triage, and most news of other things is spared."""

from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import pytest

from flows.clean.document import to_document
from flows.clean.sentences import split
from flows.evaluation.evaluate import cleaned
from flows.evaluation.gold import read_gold
from flows.extract.triage import worth_reading
from flows.ingest.item import raw_item
from schemas import Document
from schemas.document import Sentence

ROOT = Path(__file__).parents[3]
GOLD_SETS = [
    (ROOT / "tests/gold/bulletins.gold.jsonl", ROOT / "tests/gold/bulletins.jsonl"),
    (ROOT.parent / "shared/articles/dev.gold.jsonl", ROOT.parent / "shared/articles/dev.jsonl"),
    (ROOT.parent / "shared/articles/seed.gold.jsonl", ROOT.parent / "shared/articles/seed.jsonl"),
]

OTHER_NEWS = {
    "sport": [
        "City beat Rovers 3-1 on Saturday to stay top of the league. Both goalkeepers were busy, and the visitors "
        "had a penalty saved in the last minute. The manager said he would meet the board on Monday to discuss a "
        "new striker.",
        "The winger has until Friday to accept a new contract, his agent said, or talks with clubs in Italy will "
        "begin.",
        "The marathon champion will not run in Boston. She has a stress fracture and hopes to be back within six "
        "weeks.",
        "Rain stopped play after forty overs. The captains agreed to resume at noon, and the match ended in a draw.",
    ],
    "weather": [
        "A storm from the Atlantic brought gusts of 140 kilometers an hour to the coast overnight. Trains were "
        "halted until Tuesday morning, and schools stayed shut. Forecasters expect a lull before the next front "
        "arrives.",
        "The heat wave will end by Friday, forecasters said. Until then people should drink plenty of water.",
        "Snow closed the mountain road for a third day. Drivers were asked to wait until ploughs had cleared it.",
    ],
    "business": [
        "The carmaker is in talks with two suppliers about a joint battery plant. Shares rose four percent. A deal "
        "could be signed within weeks, people who know of the discussions said, unless prices move again.",
        "The airline halted the sale of tickets on nine routes after a failure of its booking system.",
        "Members of the union voted to suspend their strike at the port and return to the table with the employers.",
        "Profits at the retailer fell by a fifth. Its chief executive called the quarter a lull and kept the outlook.",
    ],
    "culture": [
        "The festival opened with a film about two sisters who meet again after thirty years. The director spoke "
        "with the audience for an hour. Tickets for the second showing were gone by noon.",
        "The band has paused its tour. The singer lost her voice in Lyon, and a doctor told her to rest until May.",
        "The museum's new wing holds letters that the painter sent to her brother until she died.",
    ],
    "technology": [
        "The company will stop selling the phone by the end of June. Owners have until March to swap faulty batteries.",
        "A flaw in the program lets strangers read messages. The maker was given 90 days to mend it and did so in 60.",
        "Engineers from both firms meet next week to agree on a common plug for chargers.",
    ],
    "health": [
        "A new vaccine halved the number of cases in a trial with 4,000 children. The researchers call for a "
        "larger one.",
        "The hospital has suspended operations on one floor after a fungus was found. Patients were moved to other "
        "wards.",
        "Doctors urge people to stop smoking before an operation: even four weeks make a difference.",
    ],
    "science": [
        "Two probes that left the Earth in spring are to meet at the asteroid in October, the agency said.",
    ],
}


def document(text: str, title: str | None = None, language: str = "en") -> Document:
    raw = raw_item(
        source="test", source_id="1", body=text.encode(), content_type="text/plain", fetched=datetime.now(UTC),
        locator="test", title=title,
    )  # fmt: skip
    return to_document(raw).document.model_copy(update={"language": language})


@pytest.mark.parametrize(("gold", "articles"), GOLD_SETS, ids=lambda path: path.name)
def test_every_article_with_an_event_passes(gold: Path, articles: Path) -> None:
    if not gold.exists():
        pytest.skip("this gold is not here")
    eventful = [item for item in read_gold(gold, articles) if item.events]
    assert [found.source_id for found in cleaned(eventful) if not worth_reading(found)] == []


@pytest.mark.parametrize("text", [text for texts in OTHER_NEWS.values() for text in texts])
def test_news_of_other_things_is_spared(text: str) -> None:
    assert not worth_reading(document(text))


def test_a_long_article_has_to_name_more_of_the_world_than_a_brief_one() -> None:
    brief = "The minister met the owners of the mill."
    long = brief + " The wheels turn again, and children come to look at them." * 10
    assert worth_reading(document(brief))
    assert not worth_reading(document(long))
    assert worth_reading(document(f"{long} An envoy of the government came with him."))


def test_half_of_what_is_made_to_mislead_is_spared() -> None:
    gold, articles = GOLD_SETS[0]
    misleading = cleaned(item for item in read_gold(gold, articles) if not item.events)
    assert sum(worth_reading(found) for found in misleading) <= len(misleading) / 2


@pytest.mark.parametrize(
    "text",
    [
        "Rebels and the government have signed a truce.",
        "Arab and African foreign ministers met in Lagos on Monday.",
        "The junta gave the ambassador 72 hours to leave.",
        "The two presidents spoke by telephone about the border.",
        "Both armies have stopped firing along the frontier, a minister said.",
        "The kidnappers said they would kill the two soldiers unless their comrades are freed by Sunday.",
        "Pyongyang will suspend missile launches while envoys confer.",
        "France and Germany agreed to hold a summit in June.",
        "Turkey withdrew its ultimatum to Greece.",
    ],
)
def test_a_sentence_is_enough(text: str) -> None:
    assert worth_reading(document(text))


def test_the_title_is_read_too() -> None:
    text = "Nothing more was known by the evening. Officials declined to comment."
    assert worth_reading(document(text, "Rebels and army agree on truce"))
    assert not worth_reading(document(text, "Harvest begins"))


@pytest.mark.parametrize("text", ["France beat Germany by two goals.", "Spain is to stop the sale of plastic bags."])
def test_states_alone_are_no_reason_to_read(text: str) -> None:
    assert not worth_reading(document(text))


def test_a_language_without_a_list_passes() -> None:
    text = "The bakery opens at six."
    assert worth_reading(document(text, language="sw"))
    assert worth_reading(document(text, language="und"))
    assert not worth_reading(document(text))


@pytest.mark.parametrize(
    "words", ["stop", "give a", "round of the", "until by midnight", "war and peace talks are", "- - "]
)
def test_no_text_makes_it_slow(words: str) -> None:
    """A megabyte of beginnings that lead nowhere; a pattern without bound would not come back."""
    text = " ".join(islice(cycle(words.split()), 200_000))
    hostile = document("A text.").model_copy(
        update={"text": text, "sentences": [Sentence(start=start, end=end) for start, end in split(text)]}
    )
    assert worth_reading(hostile) in {True, False}
