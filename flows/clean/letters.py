"""Lines compared by their letters alone: marks, spaces, case and accents differ between statements of one headline."""

import unicodedata


def letters(words: str) -> str:
    """Return the letters and digits of `words` without case and accents: "Lula's plan – why?" is "lulasplanwhy"."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", words).casefold()))
