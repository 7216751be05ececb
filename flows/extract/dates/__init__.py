"""Dates: the time words of news, found in a sentence and resolved to the days that bound them. A closed grammar."""

from flows.extract.dates.duration import duration, is_vague
from flows.extract.dates.find import TimeWords, find
from flows.extract.dates.going_on import find_begun, find_days_of, find_nth_day
from flows.extract.dates.resolve import resolve

__all__ = ["TimeWords", "duration", "find", "find_begun", "find_days_of", "find_nth_day", "is_vague", "resolve"]
