"""Which language a text is written in."""

_FEWEST_LETTERS = 20
_SAMPLES = ((300, 12.0), (2000, 8.0))
"""How many characters are looked at, and by how much the likelier language must then lead the next, in logarithms of
probability. The short sample is enough for almost every text, and a fifth of the work."""


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; `und` where it is too short or too mixed to tell."""
    if sum(map(str.isalpha, text[: _SAMPLES[-1][0]])) < _FEWEST_LETTERS:
        return "und"
    import py3langid  # Takes half a second with its model, which it keeps.

    for length, clear in _SAMPLES:
        (language, likely), (_, next_likely), *_ = py3langid.rank(text[:length])
        # A sentence that is mostly foreign names passes for anything, and a wrong guess would keep it from its readers.
        if likely - next_likely >= clear:
            return str(language)
    return "und"
