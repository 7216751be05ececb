"""Ingest: what the sources offer, as raw rows, and a trouble for whatever can't be taken."""

from flows.ingest.item import Offer, Trouble
from flows.ingest.offer import offers
from flows.ingest.source import Source, SourceError, read_sources
from flows.ingest.web import web_offers

__all__ = ["Offer", "Source", "SourceError", "Trouble", "offers", "read_sources", "web_offers"]
