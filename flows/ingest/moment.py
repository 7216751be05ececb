"""The times of JSON Feeds and sitemaps."""

from datetime import UTC, datetime


def iso_moment(words: str | None) -> datetime | None:
    """Return the moment of an ISO 8601 or RFC 3339 time as UTC, None for what is none.

    To tell new from old only: a time without a zone counts as UTC, a day as its beginning.
    """
    try:
        moment = datetime.fromisoformat((words or "").strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
