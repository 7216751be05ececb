"""Which column, or JSON field, holds what of an article."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Line = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Column = Line | None


class Columns(BaseModel):
    """The columns of a source whose own names don't say it: `[source.columns]` in `sources.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[Column, Field(description="The article as plain text.")] = None
    html: Annotated[Column, Field(description="The article as a web page, where there is no text.")] = None
    title: Column = None
    id: Annotated[Column, Field(description="Its own id, which stays the same when the text is corrected.")] = None
    url: Column = None
    published: Annotated[Column, Field(description="When it was published, in any usual notation.")] = None
    author: Column = None
    source: Annotated[Column, Field(description="The outlet.")] = None


USUAL: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text", "maintext", "body_text"),
    "html": ("html", "raw_html", "body_html", "content_html"),
    "title": ("title", "headline", "heading"),
    "id": ("id", "article_id", "articleid", "doc_id", "document_id", "guid", "uuid"),
    "url": ("url", "link", "uri", "href", "web_url", "article_url"),
    "published": ("published", "published_at", "publishedat", "date", "publish_date", "published_date", "date_publish",
                  "publication_date", "date_published", "pubdate", "pub_date", "datetime"),
    "author": ("author", "authors", "byline", "creator"),
    "source": ("source", "outlet", "publisher", "newspaper", "source_name"),
}  # fmt: skip
"""What columns of news tables are usually called, the likeliest first, in lower case."""


class NoColumn(LookupError):
    """A column that was named isn't there, or none holds the article. The message says which there are."""


def table_columns(names: Sequence[str], stated: Columns | None) -> dict[str, str]:
    """Return, from the fields of a record (those of Columns), the names of the table's columns that hold them.

    Raises NoColumn for a stated column that is not among `names`, and where neither text nor html is found.
    """
    for field, name in stated or ():
        if name is not None and name not in names:
            raise NoColumn(f"[source.columns] names {name!r} for {field!r}, but the columns are {_told(names)}")
    found = found_columns(names, stated)
    if "text" not in found and "html" not in found:
        raise NoColumn(f"no column is known to hold the article; the columns are {_told(names)}")
    return found


def found_columns(names: Iterable[str], stated: Columns | None) -> dict[str, str]:
    """Return, from the fields of a record, those of `names` that hold them: stated, else with a usual name in any case.

    Where the text or the page is stated, the other is not guessed.
    """
    given = list(names)
    by_lower = {name.strip().lower(): name for name in reversed(given)}
    own = {field: name for field, name in stated or () if name is not None}
    found: dict[str, str] = {}
    for field, usual in USUAL.items():
        if field in own:
            candidates: Iterable[str] = [own[field]] if own[field] in given else []
        elif field in _ARTICLE and own.keys() & _ARTICLE:
            candidates = []
        else:
            candidates = (by_lower[each] for each in usual if each in by_lower)
        if name := next(iter(candidates), None):
            found[field] = name
    return found


_ARTICLE = frozenset(["text", "html"])


def _told(names: Sequence[str]) -> str:
    shown = [repr(name[:50]) for name in names[:20]]
    return ", ".join(shown) + (f" and {len(names) - 20} more" if len(names) > 20 else "") or "none"
