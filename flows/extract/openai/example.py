"""The worked example of the prompt. Its places and parties are invented: none can pass for one of a real article.

Small models imitate the density of what they are shown. An example with one event in four sentences, or a second one
without any, made a model of 1.5 billion parameters miss most events; code drops what is too much.
"""

from datetime import date
from typing import Any

PUBLISHED = date(2031, 5, 29)
SENTENCES = (
    "Arvenia and the rebel Karsa Front will return to the table in Lume next Tuesday.",
    "The Maritime League will chair the talks.",
    "Rain has kept the mountain roads to the city closed for most of the month.",
    "A truce between the two armies has held since April.",
    "Arvenia has given the Front until June 9 to free its hostages.",
    "Arvenia's president spoke by phone with the king of Tolland on Wednesday.",
)

ANSWER: dict[str, list[dict[str, Any]]] = {
    "deadlines": [
        {
            "evidence": [5],
            "facts": ["issuer: Arvenia", "addressee: Karsa Front", "due: until June 9", "demand: free its hostages"],
        }
    ],
    "moratoria": [{"evidence": [4], "facts": ["party: Arvenia", "party: Karsa Front", "effective: since April"]}],
    "talks": [
        {
            "evidence": [1, 2],
            "facts": [
                "participant: Arvenia",
                "participant: Karsa Front",
                "mediator: Maritime League",
                "held: next Tuesday",
            ],
        },
        {"evidence": [6], "facts": ["participant: Arvenia", "participant: Tolland", "held: on Wednesday"]},
    ],
}
