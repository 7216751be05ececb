from flows.clean import main_text

PARAGRAPHS = [
    "Negotiators of both republics agreed on Monday to stop firing along the river for a month, officials said.",
    "The talks in Oslo, the third round this year, had been close to failure until the last night.",
    "“We have a text and we have a date,” the Norwegian mediator told reporters in front of the town hall.",
    "Prisoners will be exchanged within ten days, and the bridges will be opened to lorries with food.",
    "The border villages have been empty since the shelling began in the spring of last year.",
]


def page(paragraphs: list[str]) -> str:
    article = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html><head><title>Guns to fall silent | Example Post</title></head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
    <div class="cookie-banner">We use cookies to improve our website. <button>Accept all</button></div>
    <article><h1>Guns to fall silent</h1>{article}<p>Sign up for our newsletter to get more in your inbox</p></article>
    <section class="comments"><p>Ann Lee: I do not believe a word of this.</p></section>
    <aside><h2>Most read</h2><a href="/x">Ten lakes to see before you die</a></aside>
    <footer>© 2025 Example Post. All rights reserved.</footer></body></html>"""


def test_the_article_remains_and_the_furniture_goes() -> None:
    text = main_text(page(PARAGRAPHS), "https://example.org/truce")
    assert text.split("\n") == PARAGRAPHS
    for furniture in ("Guns to fall", "Home", "cookies", "newsletter", "Ann Lee", "Most read", "lakes", "All rights"):
        assert furniture not in text


def test_a_short_notice_is_found_too() -> None:
    assert PARAGRAPHS[0] in main_text(page(PARAGRAPHS[:1]), None)


def test_what_is_no_page_or_an_empty_one_has_no_text() -> None:
    for html in ("", "Just a line.", '{"text": "x"}', "<html></html>", "<p></p>"):
        assert main_text(html, None) == ""


def test_a_page_that_asks_for_javascript_has_no_text() -> None:
    assert main_text("<html><body><p>Please enable JavaScript to view this page.</p></body></html>", None) == ""
