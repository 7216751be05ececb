"""Which language a text is written in."""

_FEWEST_LETTERS = 20
_LONGEST_SAMPLE = 5000


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; `und` where it has under twenty letters."""
    sample = text[:_LONGEST_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return "und"
    import py3langid  # Takes half a second with its model, which it keeps.

    return str(py3langid.classify(sample)[0])
