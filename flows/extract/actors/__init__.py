"""Actors: who a text names, whom they act for, and which words mean the same actor."""

from flows.extract.actors.cast import Cast
from flows.extract.actors.gazetteer import Entry, country_of_place, lookup
from flows.extract.actors.mention import ActorMention

__all__ = ["ActorMention", "Cast", "Entry", "country_of_place", "lookup"]
