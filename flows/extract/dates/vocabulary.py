"""The closed vocabulary of news time: names of days, months, units and numbers. All in lower case."""

from flows.extract.dates.calendar import Unit


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, each once."""
    return frozenset(text.split())


def _numbered(text: str, start: int = 1, factor: int = 1) -> dict[str, int]:
    return {name: number * factor for number, name in enumerate(text.split(), start)}


WEEKDAYS: dict[str, int] = _numbered("monday tuesday wednesday thursday friday saturday sunday", start=0)
WEEKDAY_ABBREVIATIONS: dict[str, int] = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
MONTHS: dict[str, int] = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTH_ABBREVIATIONS: dict[str, int] = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
NAMES = frozenset(WEEKDAYS) | frozenset(WEEKDAY_ABBREVIATIONS) | frozenset(MONTHS) | frozenset(MONTH_ABBREVIATIONS)
"""Names of the calendar, which running text writes with a capital."""
UNITS: dict[str, Unit] = {
    "hour": "hour", "hours": "hour", "hrs": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week",
    "fortnight": "fortnight", "fortnights": "fortnight", "month": "month", "months": "month", "quarter": "quarter",
    "quarters": "quarter", "year": "year", "years": "year", "decade": "decade", "decades": "decade",
    "century": "century", "centuries": "century",
}  # fmt: skip
PLURALS = frozenset(word for word in UNITS if word.endswith("s"))

SMALL_NUMBERS: dict[str, int] = _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS: dict[str, int] = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", start=2, factor=10)
ORDINALS: dict[str, int] = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
) | {"thirtieth": 30}

DAY_PARTS = word_set(
    "morning afternoon evening night noon midday midnight dawn dusk sunrise sunset sundown nightfall daybreak twilight "
    "lunchtime"
)
CLOCK_WORDS = word_set("noon midday midnight dawn dusk sunrise sunset sundown nightfall daybreak twilight")
ZONES = word_set(
    "gmt utc bst cet cest eet eest msk est edt et cst cdt ct mst mdt mt pst pdt pt ist jst kst hkt aest zulu"
)
SEASONS = word_set("spring summer autumn fall winter")

VAGUE_WORDS = word_set("soon shortly imminently eventually someday recently lately nowadays")
"""Time words that no day bounds."""

VAGUE_PHRASES = (
    ("in", "the", "near", "future"), ("in", "the", "foreseeable", "future"), ("in", "due", "course"),
    ("before", "long"), ("at", "a", "later", "date"), ("at", "a", "later", "stage"), ("as", "soon", "as", "possible"),
)  # fmt: skip

UNBOUNDED_WORDS = word_set(
    "ramadan eid passover hanukkah nowruz diwali tet lent advent sabbath shabbat immediately indefinitely "
    "forever now currently later earlier already previously formerly ago yesterday today tomorrow tonight overnight "
    "weekend weekends midweek daily weekly monthly yearly annually "
    "morning afternoon evening night noon midday midnight dawn dusk minute minutes"
)
"""Words that make a phrase a time even where the grammar can't read it."""

TIME_WORDS = (
    frozenset(WEEKDAYS)
    | {f"{name}s" for name in WEEKDAYS}
    | (frozenset(MONTHS) - {"may", "march"})
    | frozenset(UNITS)
    | SEASONS - {"fall"}
    | VAGUE_WORDS
    | UNBOUNDED_WORDS
    | {"christmas", "easter", "thanksgiving", "halloween"}
)

FUNCTION_WORDS = word_set(
    "a an the in at on to for with of when after before by and or but that this as if from is was are were will would "
    "has had have he she it they we who which while under over during until said"
)
"""Words that may follow a number that is a day or a year; any other makes it a count ("May 7 and 10 soldiers")."""

NAMED_AFTER_A_DAY = word_set(
    "attack attacks massacre agreement accord accords revolution uprising coup alliance movement group brigade "
    "brigades bloc martyrs crackdown"
)
"""Nouns that make a date without a year the name of some event ("the October 7 attacks")."""
