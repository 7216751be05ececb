"""Actors: who a text names, whom they act for, and which words mean the same actor."""

from flows.extract.actors.cast import ActorMention, Cast
from flows.extract.actors.gazetteer import Entry, country_of_place, lookup

__all__ = ["ActorMention", "Cast", "Entry", "country_of_place", "lookup"]
