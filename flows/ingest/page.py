"""An answer of a web server as one item: a web page or a text."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from flows.charset import encoding
from flows.ingest.answer import Fetched
from flows.ingest.feed import Entry
from flows.ingest.files import with_charset
from flows.ingest.item import Offer, Trouble, raw_item
from flows.ingest.json_feed import JSON_FEED, is_json_feed
from flows.ingest.kinds import DOCUMENTS, FEED, HTML, MARKDOWN, TEXT, kind_by_content, kind_by_extension
from flows.ingest.sitemap import SITEMAP, is_sitemap

_KEPT_HEADERS = ("content-type", "content-language", "date", "etag", "last-modified")
"""What a later run may ask with, or cleaning may want to know."""
_LONGEST_HEADER = 500
"""Characters; a longer one is no use to either."""

_BY_MEDIA_TYPE = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "text/plain": TEXT,
    "text/markdown": MARKDOWN,
    "text/x-markdown": MARKDOWN,
}


def answer_kind(answer: Fetched) -> str | None:
    """Return the kind of an answer, FEED, JSON_FEED, SITEMAP or one of DOCUMENTS; None for any other.

    What the body plainly is counts more than what the server says: many serve feeds as text/html or text/plain.
    """
    if is_sitemap(answer.body):
        return SITEMAP
    if is_json_feed(answer.body):
        return JSON_FEED
    seen = kind_by_content(answer.body[:4096])
    if seen in (FEED, HTML):
        return seen
    said = answer.media_type
    if said in ("", "text/plain", "application/octet-stream") and seen is None:
        by_name = kind_by_extension(PurePosixPath(urlsplit(answer.final_url).path))
        return by_name if by_name in DOCUMENTS else TEXT
    return _BY_MEDIA_TYPE.get(said)


def page_item(
    answer: Fetched, *, source: str, source_id: str, url: str, entry: Entry | None = None, locator: str | None = None
) -> Offer:
    """Return the answer as an item, or why it can't be taken: `empty_page`, `unsupported_type`, `binary_file`.

    `url`: where the item says it is. `entry`: the feed's entry that led to it. `locator`: where to look, else `url`.
    """
    locator = locator or url
    kind = answer_kind(answer)
    if not answer.body.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n\f\v"):
        return Trouble(
            locator=locator,
            reason="empty_page",
            detail=f"{answer.final_url} is empty, a page was expected: look at it in a browser; a later run tries "
            "again.",
            retryable=True,
        )
    if kind not in DOCUMENTS:
        said = "a feed or sitemap" if kind else answer.media_type or "of an unknown type"
        return Trouble(
            locator=locator,
            reason="unsupported_type",
            detail=f"{answer.final_url} is {said}, a web page or a plain text was expected: give another address.",
        )
    content_type = _content_type(kind, answer)
    if content_type is None:
        return Trouble(
            locator=locator,
            reason="binary_file",
            detail=f"{answer.final_url} holds bytes that are no text in a known encoding, a web page or a plain text "
            "was expected: give another address.",
        )
    return raw_item(
        source=source,
        source_id=source_id,
        body=answer.body,
        content_type=content_type,
        fetched=answer.at,
        locator=locator,
        url=url,
        title=entry.title if entry else None,
        published_hint=entry.published if entry else None,
        hint_from="feed",
        updated=entry.updated if entry else None,
        final_url=answer.final_url,
        http_status=answer.status,
        headers={
            name: value for name in _KEPT_HEADERS if len(value := answer.headers.get(name, "")) <= _LONGEST_HEADER
        },
    )


def _content_type(kind: str, answer: Fetched) -> str | None:
    """Return the media type with the stated charset where the body is in it, else with what it seems to be in."""
    charset = answer.charset
    if charset and b"\0" not in answer.body:
        try:
            answer.body.decode(charset)
            return f"{kind}; charset={charset}"
        except (LookupError, ValueError):  # unknown, or not what the body is in
            pass
    return with_charset(kind, answer.body) if encoding(answer.body) else None
