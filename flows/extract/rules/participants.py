"""Participants: in a sentence that tells of talks, who sits at the table."""

import re

from flows.extract.actors import ActorMention
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player
from flows.extract.rules.scene import Scene, distinct, of_part, states_and_groups

FAR_APART = 100
"""Characters between "between" and the word for talks, as in "invited France and Germany to talks"."""
_BETWEEN = re.compile(
    r"\b(?:between|among|amongst|involving|invit\w+|brings?|bringing|brought|convened?|(?:meeting|summit|talks) of)\s+"
    r"(?:the\s+|both\s+|(?:leaders|envoys|delegations|representatives|officials)\s+(?:of|from)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_IN_OFFICE = re.compile(
    r"\b(?:envoy|mediator|representative|negotiator|general|commander|chief|president|minister|leader|ambassador|emissary)\b",
    re.IGNORECASE,
)
_OF_A_BODY = re.compile(r"(?:summit|meeting|conference|session|negotiation|talks)", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_PEACE_PROCESS = re.compile(
    r"\b(?:peace|cease-?fires?|truces?|rebels?|reconciliation|conflict|mediat\w+|civil war|separatis\w+|militants?|"
    r"dialogue|coup|junta|unrest|violence|political (?:crisis|prisoners))\b",
    re.IGNORECASE,
)
_BOTH_IN_ONE = re.compile(
    r"\b(?:warring|rival|opposing|feuding)\b.*\b(?:parties|sides|factions|generals|leaders|camps|groups|governments)$",
    re.IGNORECASE,
)


def participants(line: Line, scene: Scene, trigger: re.Match[str]) -> list[ActorMention]:
    """Return who takes part in talks that are new; who speaks or comments only where nobody else is named."""
    sitting = [player.actor for player in _sitting(line, scene, trigger) if not _is_its_own(line, trigger, player)]
    named = distinct([*scene.narrator(line, trigger.start()), *sitting])
    if len(named) < 2:
        named = distinct([*named, *of_part(line, "host")])
    if len(named) < 2:
        named = distinct([*named, *of_part(line, "speaker"), *states_and_groups(of_part(line, "commentator"))])
    return named


def are_sides(line: Line, named: list[ActorMention]) -> bool:
    """Tell whether two or more are states, groups or people in office: of others nothing tells whom they act for.

    One name may stand for both: "Burundi's warring parties". The parties of one state, or its government with them,
    are sides only where peace is made.
    """
    if len(named) == 1:
        return bool(_BOTH_IN_ONE.search(named[0].name))
    acting = [actor.kind for actor in named if actor.kind != "person" or _is_in_office(line, actor)]
    at_home = "party" in acting and len(acting) - acting.count("party") < 2 and "armed_group" not in acting
    return len(acting) >= 2 and (not at_home or bool(_PEACE_PROCESS.search(line.article.document.text)))


def _is_in_office(line: Line, person: ActorMention) -> bool:
    """Tell whether the article gives a person an office, here or elsewhere."""
    surname = person.name.split()[-1]
    return any(
        mention.person and mention.name.endswith(surname) and bool(_IN_OFFICE.search(mention.name))
        for mention in (person, *line.article.cast.mentions)
    )


def _is_its_own(line: Line, trigger: re.Match[str], player: Player) -> bool:
    """Tell whether the meeting is that of a body: "the G8 summit" is none of the G8 with somebody."""
    if player.actor.kind != "international_body" or not _OF_A_BODY.match(trigger.group()):
        return False
    if player.end <= trigger.start():
        return not line.text[player.end : trigger.start()].strip(" '’s")
    return bool(_OF.fullmatch(line.text, trigger.end(), max(trigger.end(), player.start)))


def _sitting(line: Line, scene: Scene, trigger: re.Match[str]) -> list[Player]:
    """Return who sits at the table: those named by "between ... and ...", else all who take part in the sentence."""
    taking = scene.takers(line, "talks")
    for first in taking:
        if _BETWEEN.search(line.text[: first.start]) and abs(first.start - trigger.end()) < FAR_APART:
            joined = [player for player in taking if first.start <= player.start <= first.end + 80]
            if len({player.actor.key for player in joined}) >= 2:
                return joined
    return taking
