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


def test_furniture_inside_the_article_goes() -> None:
    links = "".join(f'<li><a href="/{number}">Guns silent in district {number}</a></li>' for number in range(6))
    page = (
        "<html><body><article><h1>Both republics stop firing</h1>"
        f"<p>{PARAGRAPHS[0]}<span class='visually-hidden'>opens in a new window</span></p><ul>{links}</ul>"
        "<ul><li>The crossing at Tarn opens on Monday morning.</li><li>Prisoners go home within ten days.</li></ul>"
        f"<p>{PARAGRAPHS[1]}</p></article></body></html>"
    )
    text = main_text(page, None)
    assert "new window" not in text
    assert "district" not in text
    assert "Prisoners go home within ten days." in text


def test_the_headline_goes_with_the_kicker_above_it() -> None:
    page = (
        "<html><body><header><h1>Both republics stop firing</h1></header><article>"
        "<h2>Border conflict: Both republics stop firing</h2>"
        f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article></body></html>"
    )
    assert main_text(page, None).startswith(PARAGRAPHS[0])


def test_a_short_japanese_article_is_long_enough() -> None:
    line = "両国の政府は月曜日に国境での停戦に合意し、一か月の間すべての攻撃を止めると発表した。"
    page = f"<html><body><nav><p>{'メニュー' * 60}</p></nav><article>{f'<p>{line}</p>' * 6}</article></body></html>"
    assert main_text(page, None).split("\n") == [line] * 6
