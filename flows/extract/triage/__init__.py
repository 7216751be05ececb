"""Triage: which documents an engine that costs money is to read at all."""

from flows.extract.triage.triage import worth_reading

__all__ = ["worth_reading"]
