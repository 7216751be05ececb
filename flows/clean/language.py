"""Which language a text is written in."""

_FEWEST_LETTERS = 20
_LONGEST_SAMPLE = 2000
_CLEAR = 8.0
"""By how much the likelier language must lead the next, in logarithms of probability: a sentence that is mostly foreign
names passes for anything, and a wrong guess would keep it from its readers."""


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; `und` where it is too short or too mixed to tell."""
    sample = text[:_LONGEST_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return "und"
    import py3langid  # Takes half a second with its model, which it keeps.

    (language, likely), (_, next_likely), *_ = py3langid.rank(sample)
    return str(language) if likely - next_likely >= _CLEAR else "und"
