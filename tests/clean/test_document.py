import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean.document import CleanError, to_document
from schemas import Document, Raw, ids
from schemas.raw import Header

LEAD = "Negotiators of both republics agreed on Monday to stop firing along the river for a month, officials said."
END = "“We have a text and a date,” the mediator told reporters. Nobody else spoke in front of the town hall."
FETCHED = datetime(2025, 4, 20, 6, 0, tzinfo=UTC)


def raw(body: str | bytes, content_type: str | None, hint: str | None = None, **others: object) -> Raw:
    content = body.encode() if isinstance(body, str) else body
    headers = [Header(name="parley-hint-from", value="record" if content_type == "application/json" else "feed")]
    values: dict[str, object] = {
        "raw_id": "r_1",
        "source_id": "truce",
        "source": "Example Post",
        "url": None,
        "final_url": None,
        "fetched": FETCHED,
        "http_status": None,
        "content_type": content_type,
        "headers": headers if hint else [],
        "body": content,
        "body_sha256": sha256(content).hexdigest(),
        "published_hint": hint,
    }
    return Raw.model_validate(values | others)


def sentences(document: Document) -> list[str]:
    return [document.sentence(number + 1) for number in range(len(document.sentences))]


def test_a_record() -> None:
    body = json.dumps({"title": "Guns to fall silent", "text": f"PHOTO: AFP\nOSLO - {LEAD}\n{END} AFP"})
    url = "https://m.example.org/truce?utm_source=x"
    document, problems = to_document(raw(body, "application/json", "2025-04-18T23:30:00-04:00", url=url))
    assert problems == []
    assert document.text == f"{LEAD}\n{END}"
    assert sentences(document) == [LEAD, *END.replace(". N", ".\nN").split("\n")]
    assert (document.title, document.dateline, document.agency) == ("Guns to fall silent", "OSLO", "AFP")
    assert (document.url, document.canonical_url) == (url, "https://www.example.org/truce")
    assert document.published == datetime.fromisoformat("2025-04-19T03:30:00Z")
    assert (document.published_date, document.published_basis) == (date(2025, 4, 18), "record")
    assert document.language == "en"
    assert document.text_sha256 == sha256(document.text.encode()).hexdigest()
    assert document.document_id == ids.document_id("https://www.example.org/truce", document.text_sha256)


def test_a_record_with_html() -> None:
    body = json.dumps({"title": "T", "html": f"<p>{LEAD}</p><div class='share'>Share</div><p>{END}</p>"})
    assert to_document(raw(body, "application/json"))[0].text.split() == f"{LEAD} {END}".split()


def test_a_page() -> None:
    page = f"""<html><head><title>Guns to fall silent | Example Post</title><meta name="author" content="Ann Lee">
    <link rel="canonical" href="https://example.org/world/truce">
    <meta property="article:published_time" content="2025-04-18T10:30:00+02:00"></head><body><nav>Home</nav>
    <article><h1>Guns to fall silent</h1><p>OSLO (AFP) – {LEAD}</p><p>{END}</p><p>{LEAD.replace("Monday", "Friday")}</p>
    </article></body></html>"""
    document = to_document(raw(page, "text/html; charset=utf-8"))[0]
    assert document.text.split("\n")[:2] == [LEAD, END]
    assert (document.author, document.agency, document.dateline) == ("Ann Lee", "AFP", "OSLO")
    assert (document.published_date, document.published_basis) == (date(2025, 4, 18), "meta")
    assert document.canonical_url == "https://example.org/world/truce"


def test_a_text_file_with_its_title_on_top() -> None:
    body = f"Guns to fall silent\nBy Ann Lee\nPublished 18 April 2025\n\nOSLO - {LEAD}\n\n{END}\n"
    document = to_document(raw(body, "text/plain"))[0]
    assert (document.title, document.text) == ("Guns to fall silent", f"{LEAD}\n\n{END}")
    assert (document.published, document.published_date, document.published_basis) == (None, date(2025, 4, 18), "text")
    assert document.canonical_url is None
    assert document.document_id == ids.document_id(
        ids.identity(None, "Example Post", "truce"), sha256(document.text.encode()).hexdigest()
    )


def test_a_first_sentence_is_no_title() -> None:
    document = to_document(raw(f"{LEAD}\n\n{END}", "text/plain"))[0]
    assert (document.title, document.text) == (None, f"{LEAD}\n\n{END}")


def test_a_markdown_file() -> None:
    body = f"---\ndate: 2025-04-18\nsource: Example Wire\nurl: https://example.org/truce\n---\n# Silence\n\n{LEAD}\n"
    document = to_document(raw(body, "text/markdown"))[0]
    assert (document.title, document.text, document.source) == ("Silence", LEAD, "Example Wire")
    assert (document.published_date, document.published_basis) == (date(2025, 4, 18), "meta")
    assert document.canonical_url == "https://example.org/truce"


def test_the_day_in_a_file_name_is_the_last_resort() -> None:
    document = to_document(raw(LEAD, "text/plain", source_id="2025/04/18/truce.txt"))[0]
    assert (document.published_date, document.published_basis) == (date(2025, 4, 18), "path")


@pytest.mark.parametrize("hint", ["0001-01-01T00:00:00Z", "2031-01-01", "some day"])
def test_a_bad_date_is_told_and_the_article_kept(hint: str) -> None:
    document, problems = to_document(raw(json.dumps({"text": LEAD}), "application/json", hint))
    assert (document.published, document.published_date, document.published_basis) == (None, None, "unknown")
    assert [problem.reason for problem in problems] == ["bad_date"]


def test_a_month_is_no_day_and_no_mistake() -> None:
    document, problems = to_document(raw(json.dumps({"text": LEAD}), "application/json", "2025-04"))
    assert (document.published_date, document.published_basis, problems) == (None, "unknown", [])


def test_the_address_of_a_whole_site_names_no_article() -> None:
    document = to_document(raw(json.dumps({"text": LEAD}), "application/json", url="https://example.org/"))[0]
    assert (document.url, document.canonical_url) == ("https://example.org/", None)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        ("PHOTO: AFP\n***", "text/plain", "no_text"),
        ("<html><body><nav>Home</nav></body></html>", "text/html", "no_main_text"),
        ("{", "application/json", "invalid_json"),
        (b"\x89PNG\r\n\x1a\n\0\0\xff\xfe", "text/plain", "invalid_encoding"),
        ("%PDF-1.7", "application/pdf", "unsupported_type"),
    ],
)
def test_what_holds_no_article_is_refused_with_a_reason(body: str | bytes, content_type: str, reason: str) -> None:
    with pytest.raises(CleanError) as refused:
        to_document(raw(body, content_type))
    assert refused.value.reason == reason
    assert "truce" in refused.value.detail


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"<html><body><p>{text}</p>".encode()),
    st.sampled_from(["text/plain", "text/html", "text/markdown", None]),
)
def test_any_bytes_become_a_document_or_a_clean_error(body: bytes, content_type: str | None) -> None:
    try:
        document = to_document(raw(body, content_type))[0]
    except CleanError:
        return
    assert document.sentences
    assert all(document.text[part.start : part.end].strip() for part in document.sentences)
