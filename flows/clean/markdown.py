"""Markdown files as article text: no front matter, pictures, rules and marks in front of a line."""

import re
from typing import NamedTuple

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<block>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(
    r"""^(?P<name>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<quote>["']?)(?P<value>.*?)(?P=quote)[ \t]*$""", re.MULTILINE
)
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+")
_CLOSING_MARKS = re.compile(r"(?<=[ \t])#+$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*")
_NO_TEXT = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|!\[[^\]]*\]\[[^\]]*\]"  # pictures
    r"|(?:[-*_][ \t]*){3,}|={3,}"  # rules
    r"|<!--.*-->|\[[^\]]+\]:[ \t]+\S+.*"  # comments, addresses of links
    r"|(?=.*---)[ :|-]+|```.*"  # table rulings, fences
)
_QUOTED = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")


class MarkdownArticle(NamedTuple):
    """What a Markdown file holds."""

    text: str
    title: str | None
    front_matter: dict[str, str]
    """Simple `name: value` entries; names in lower case."""


def read_markdown(source: str) -> MarkdownArticle:
    """Return text, title and front matter of a Markdown file.

    The title is that of the front matter, else the first heading if no text stands above it; such a heading is no part
    of the text. Marks of headings and quotations in front of a line go; inside a line nothing changes.
    """
    front_matter: dict[str, str] = {}
    if found := _FRONT_MATTER.match(source):
        front_matter = {entry["name"].lower(): entry["value"].strip() for entry in _ENTRY.finditer(found["block"])}
        source = source[found.end() :]
    kept: list[str] = []
    heading: str | None = None
    at_top = True
    lines = source.split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        marked = _HEADING.match(line)
        if marked or (line.strip() and _UNDERLINE.fullmatch(following)):
            words = _CLOSING_MARKS.sub("", line[marked.end() if marked else 0 :].strip()).strip()
            if at_top and heading is None:
                heading = words
                continue
            kept.append(words)
        elif not (
            _NO_TEXT.fullmatch(line.strip()) or (_UNDERLINE.fullmatch(line) and number and lines[number - 1].strip())
        ):
            kept.append(line[quoted.end() :] if (quoted := _QUOTED.match(line)) else line)
        at_top = at_top and not (kept and kept[-1].strip())
    title = front_matter.get("title") or heading or None
    return MarkdownArticle(
        "\n".join(kept).strip(), title, {name: value for name, value in front_matter.items() if value}
    )
