"""The worked example of the prompt. Its places and parties are invented: none can pass for one of a real article."""

from datetime import date
from typing import Any

TITLE = "Arvenia and rebels to sit down again in Lume"
PUBLISHED = date(2031, 5, 29)
SENTENCES = (
    "Arvenia and the rebel Karsa Front will return to the table in Lume next Tuesday, the envoy of the Maritime League "
    "said on Thursday.",
    "Rain has kept the mountain roads to the city closed for most of the month.",
    "It will be their third round of talks on a prisoner exchange, and the League will chair it again.",
    "Arvenia's president called the rebels criminals in a speech to students last week.",
)

ANSWER: dict[str, Any] = {
    "events": [
        {
            "evidence": [1, 3],
            "type": "talks",
            "summary": "Arvenia and the Karsa Front will hold a third round of talks, chaired by the Maritime League.",
            "status": "scheduled",
            "assertion": "reported",
            "said_by": "the envoy of the Maritime League",
            "actors": [
                {"role": "participant", "name": "Arvenia"},
                {"role": "participant", "name": "Karsa Front"},
                {"role": "mediator", "name": "Maritime League"},
            ],
            "location": "Lume",
            "format": "third_party",
            "level": "unknown",
            "topic": "a prisoner exchange",
            "round": "third round",
            "outcome": None,
            "held": "next Tuesday",
        }
    ]
}
"""One event from two of four sentences: small models imitate the density of what they are shown."""
