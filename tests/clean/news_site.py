"""Makes web pages of news sites that do not exist: an article amid navigation, scripts, adverts, comments and links.

Every page follows from its number alone, so tests and benchmarks may name one.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

PEOPLE = (
    "the minister", "a spokeswoman", "the envoy", "the mayor", "an engineer", "the union's chair", "a shopkeeper",
    "the commander", "a teacher", "the auditor", "the harbour master", "a nurse", "the head of the delegation",
)  # fmt: skip
PLACES = (
    "Lowmark", "Ostby", "the northern province", "Hallem", "the old port", "Cresk", "the valley", "Vinterholt",
    "the border town", "the capital", "Marrow Point", "the university", "Tarn", "the lake district",
)  # fmt: skip
DEEDS = (
    "signed an agreement on grain", "called off the strike", "asked for another round of talks",
    "opened a crossing for lorries", "closed two schools", "published the budget", "rejected the draft",
    "promised to repair the bridge", "counted the damage", "met residents", "suspended flights", "withdrew the offer",
    "set a time for the answer", "extended the pause in fighting", "read out a short statement",
)  # fmt: skip
REASONS = (
    "after a night of rain", "because the money had run out", "although nobody had expected it", "for the third time",
    "under pressure from neighbours", "while the council was still in session", "without giving details",
    "after weeks of silence", "in front of a small crowd", "at the request of both sides", "as the price of fuel rose",
)  # fmt: skip
THINGS = (
    "tariff", "harvest", "ferry", "census", "ceasefire", "pipeline", "railway", "election", "refinery", "orchard",
    "museum", "tunnel", "reservoir", "market", "hospital", "airport", "treaty", "quarry", "archive", "garrison",
)  # fmt: skip
SECTIONS = ("World", "Politics", "Economy", "Sport", "Culture", "Science", "Opinion", "Travel", "Weather", "Video")


@dataclass(frozen=True)
class NewsPage:
    """A page and what a careful reader would take from it."""

    url: str
    title: str
    author: str
    published: datetime
    paragraphs: tuple[str, ...]
    html: str = ""


def news_page(number: int) -> NewsPage:
    """Return page `number`, of one of four sites; 30 to 120 kB, as real ones have."""
    chance = random.Random(number)
    site = number % len(_SITES)
    page = NewsPage(
        url=f"https://site{site}.example/{chance.choice(SECTIONS).lower()}/{number}-story.html",
        title=_capital(f"{chance.choice(PEOPLE)} {chance.choice(DEEDS)} in {chance.choice(PLACES)}"),
        author=f"{chance.choice(('Ida', 'Tomas', 'Rea', 'Anselm'))} {chance.choice(('Holt', 'Marek', 'Brandvik'))}",
        published=datetime(2026, 3, 1, 5, tzinfo=UTC) + timedelta(minutes=chance.randrange(20 * 24 * 60)),
        paragraphs=tuple(paragraph(chance) for _ in range(chance.randint(4, 22))),
    )
    return replace(page, html=_SITES[site](page, chance))


def paragraph(chance: random.Random) -> str:
    """Return two to four sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(2, 4)))


def sentence(chance: random.Random) -> str:
    """Return a sentence of 10 to 25 words."""
    who, where, thing = chance.choice(PEOPLE), chance.choice(PLACES), chance.choice(THINGS)
    told = f"{who} {chance.choice(DEEDS)} in {where} {chance.choice(REASONS)}"
    forms = (
        f"{told}, and {chance.choice(PEOPLE)} {chance.choice(DEEDS)}.",
        f"on {chance.choice(('Monday', 'Tuesday', 'Friday'))} {told}.",
        f"“The {thing} is {chance.choice(('safe', 'late', 'lost'))},” {who} said in {where}.",
        f"{told}; the {thing} cost {chance.randint(2, 900)} million, twice what had been planned.",
        f"the {thing} of {where} was named in the {chance.choice(THINGS)} report of {chance.randint(1990, 2024)}.",
    )
    return _capital(chance.choice(forms))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _headline(chance: random.Random) -> str:
    return _capital(f"{chance.choice(THINGS)} {chance.choice(REASONS)}: {chance.choice(PEOPLE)} {chance.choice(DEEDS)}")


def _links(chance: random.Random, number: int) -> str:
    return "".join(
        f'<li class="card"><a href="/{chance.choice(SECTIONS).lower()}/{chance.randrange(10**6)}">'
        f'<img data-src="/i/{chance.randrange(10**6)}.jpg" alt=""><span class="t">{_headline(chance)}</span></a></li>'
        for _ in range(number)
    )


def _navigation() -> str:
    entries = "".join(
        f'<li class="menu__item"><a class="menu__link" href="/{section.lower()}/{part}">{section} {part}</a></li>'
        for section in SECTIONS
        for part in ("", "local", "abroad", "archive")
    )
    return f'<nav class="menu" aria-label="Main"><ul class="menu__list">{entries}</ul></nav>'


def _scripts(chance: random.Random) -> str:
    settings = {f"slot-{number}": {"sizes": [[300, 250], [728, 90]], "key": chance.random()} for number in range(90)}
    return f"<script>window.ads = {json.dumps(settings)};\n(function () {{ var a = 1 < 2; load(a); }})();</script>" * 3


def _comments(chance: random.Random, number: int) -> str:
    items = "".join(
        f'<li class="comment"><div class="comment-author">reader{chance.randrange(9999)}</div>'
        f'<div class="comment-body"><p>I never believed that {sentence(chance)}</p></div></li>'
        for _ in range(number)
    )
    return f'<section id="comments" class="comments"><h3>{number} comments</h3><ol class="comment-list">{items}</ol></section>'


def _body(page: NewsPage, chance: random.Random) -> str:
    """Return the paragraphs with what sites put between them."""
    parts = [f"<p>{words}</p>" for words in page.paragraphs]
    between = (
        '<div class="ad-slot" data-slot="mid"><span>Advertisement</span></div>',
        f'<aside class="related"><h4>Related</h4><ul>{_links(chance, 3)}</ul></aside>',
        f'<figure><img src="/i/1.jpg" alt="A view"><figcaption>{_headline(chance)}. Photo: Rea Holt</figcaption></figure>',
        '<div class="newsletter"><h3>Our newsletter</h3><p>Sign up for our newsletter and read us in the morning.</p>'
        '<form><input type="email"><button>Subscribe</button></form></div>',
        f"<h2>{_headline(chance)}</h2>",
    )
    for place in sorted(chance.sample(range(1, len(parts)), min(3, len(parts) - 1)), reverse=True):
        parts.insert(place, chance.choice(between[:4]))
    return "\n".join(parts)


def _head(page: NewsPage, chance: random.Random, *extra: str) -> str:
    styles = "".join(f".c{number} {{ margin: {number}px; color: #{number:06x} }}\n" for number in range(150))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{page.title} | The Example</title>'
        f'<meta name="viewport" content="width=device-width"><meta name="description" content="{page.paragraphs[0][:150]}">'
        f'<link rel="canonical" href="{page.url}"><meta property="og:title" content="{page.title}">'
        f'<meta property="og:url" content="{page.url}"><meta property="og:site_name" content="The Example">'
        f"<style>{styles}</style>{''.join(extra)}{_scripts(chance)}</head>"
    )


def _foot(chance: random.Random) -> str:
    legal = "".join(f'<li><a href="/about/{number}">Terms and notes {number}</a></li>' for number in range(30))
    return (
        f'<section class="most-read"><h2>Most read</h2><ul>{_links(chance, 25)}</ul></section>'
        f'<footer class="footer"><ul>{legal}</ul><p>© 2026 The Example. All rights reserved.</p></footer>{_scripts(chance)}'
        '<div id="cookie-banner" role="dialog"><p>We use cookies to improve our website.</p>'
        "<button>Accept all</button></div></body></html>"
    )


def _json_ld(page: NewsPage) -> str:
    thing = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.published.isoformat(),
        "dateModified": (page.published + timedelta(hours=3)).isoformat(),
        "author": [{"@type": "Person", "name": page.author}],
        "publisher": {"@type": "Organization", "name": "The Example"},
        "mainEntityOfPage": {"@type": "WebPage", "@id": page.url},
    }
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def _newspaper(page: NewsPage, chance: random.Random) -> str:
    return (
        f"{_head(page, chance, _json_ld(page))}<body>{_navigation()}<main><article class='story'><header>"
        f"<h1>{page.title}</h1><p class='byline'>By <a rel='author' href='/a'>{page.author}</a></p></header>"
        f"<div class='story-body'>{_body(page, chance)}</div></article></main>"
        f"{_comments(chance, chance.randint(0, 30))}{_foot(chance)}"
    )


def _magazine(page: NewsPage, chance: random.Random) -> str:
    metas = (
        f'<meta property="article:published_time" content="{page.published.isoformat()}">'
        f'<meta name="author" content="{page.author}">'
    )
    return (
        f"{_head(page, chance, metas)}<body>{_navigation()}<div id='content'><div class='post hentry'>"
        f"<h1 class='entry-title'>{page.title}</h1><div class='entry-content'>{_body(page, chance)}"
        f"<div class='share'><a>Facebook</a><a>Twitter</a><a>E-mail</a></div></div></div>"
        f"<div id='sidebar'><ul>{_links(chance, 20)}</ul></div></div>{_comments(chance, 12)}{_foot(chance)}"
    )


def _table_layout(page: NewsPage, chance: random.Random) -> str:
    rows = "".join(f"<tr><td><a href='/{section}'>{section}</a></td></tr>" for section in SECTIONS)
    return (
        f"{_head(page, chance)}<body bgcolor=white><table width=780><tr><td width=150><table>{rows}</table></td>"
        f"<td><font size=5><b>{page.title}</b></font><br><i>By {page.author}</i><br>"
        f"Published: {page.published:%d %B %Y}<p>{'<p>'.join(page.paragraphs)}</td>"
        f"<td><ul>{_links(chance, 15)}</ul></td></tr></table>{_foot(chance)}"
    )


def _deep_app(page: NewsPage, chance: random.Random) -> str:
    open_, close = "<div class='css-1x'><div class='css-2y'>" * 4, "</div></div>" * 4
    parts = "".join(f"{open_}<p class='css-p'><span>{words}</span></p>{close}" for words in page.paragraphs)
    state = json.dumps({"article": {"body": list(page.paragraphs), "title": page.title}, "related": _links(chance, 20)})
    return (
        f"{_head(page, chance, _json_ld(page))}<body><div id='app'>{_navigation()}{open_}<h1>{page.title}</h1>"
        f"<time datetime='{page.published.isoformat()}'>{page.published:%d %B %Y}</time>{close}{parts}</div>"
        f"<script>window.__STATE__ = {json.dumps(state)}</script>{_foot(chance)}"
    )


_SITES: tuple[Callable[[NewsPage, random.Random], str], ...] = (_newspaper, _magazine, _table_layout, _deep_app)
