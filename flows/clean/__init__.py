"""Turns raw rows into documents: main text, wire cruft, dates, sentences, language, near-copies."""

from flows.clean.main_text import main_text

__all__ = ["main_text"]
