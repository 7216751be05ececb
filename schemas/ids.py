"""How rows are named. Every id is a hash of what makes the row itself, so that a second run names it the same."""

from hashlib import sha256


def digest(prefix: str, *parts: str | None) -> str:
    """Return `prefix` and the first 16 hexadecimal digits of a hash of `parts`; None and "" are told apart."""
    joined = "\x1f".join("\x00" if part is None else part for part in parts)
    return f"{prefix}_{sha256(joined.encode()).hexdigest()[:16]}"


def identity(canonical_url: str | None, source: str, source_id: str) -> str:
    """Return what stays the same when an article's text is corrected: its canonical URL, else its source's own id."""
    return canonical_url or f"{source}\x1e{source_id}"


def raw_id(source: str, source_id: str, body_sha256: str) -> str:
    """Name an item as a source offered it."""
    return digest("r", source, source_id, body_sha256)


def document_id(article_identity: str, text_sha256: str) -> str:
    """Name one text of one article."""
    return digest("d", article_identity, text_sha256)


def reading_id(document: str, engine: str, model: str | None, prompt_version: str | None, schema_version: str) -> str:
    """Name a reading: the same document read by the same engine, model and prompt is the same reading."""
    return digest("g", document, engine, model, prompt_version, schema_version)


def mention_id(document: str, event_type: str, first_evidence_start: int, ordinal: int) -> str:
    """Name a mention by where its first evidence starts: free of the model that found it.

    `ordinal` counts, from 0, the mentions of one type whose first evidence starts at the same place.
    """
    return digest("m", document, event_type, str(first_evidence_start), str(ordinal))


def event_id(founding_mention: str) -> str:
    """Name an event by its founding mention."""
    return digest("e", founding_mention)


def reject_id(run: str, stage: str, locator: str, reason: str, ordinal: int) -> str:
    """Name one attempt that went wrong; `ordinal` counts equal ones within a run."""
    return digest("x", run, stage, locator, reason, str(ordinal))
