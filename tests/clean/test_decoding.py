import pytest

from flows.clean.decoding import decode, tidy

TEXT = "The envoy said: “It’s a déjà vu.”"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (TEXT.encode("utf-8-sig"), "text/plain"),
        (TEXT.encode("utf-16"), "text/plain; charset=utf-8"),
        (TEXT.encode("cp1252"), "text/plain; charset=ISO-8859-1"),
        (TEXT.encode("cp1252"), "text/plain"),
    ],
)
def test_charsets(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type) == TEXT


def test_a_page_declares_its_charset_itself() -> None:
    page = "<html><head><meta charset=windows-1251></head><body>Перемирие</body></html>"
    assert "Перемирие" in decode(page.encode("cp1251"), "text/html")


def test_an_undeclared_cyrillic_text_is_guessed() -> None:
    text = "Обе республики договорились в понедельник прекратить огонь вдоль реки."
    assert decode(text.encode("cp1251"), None) == text


def test_one_broken_byte_costs_one_character() -> None:
    assert decode(("é" * 20).encode() + b"\xff", None) == "é" * 20 + "\ufffd"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ValueError, match="no text"):
        decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\x80", None)


def test_line_ends_and_halves_of_surrogate_pairs() -> None:
    assert tidy("a\r\nb\rc\ud800d\0") == "a\nb\nc\ufffdd"
    assert tidy("\ud83d\ude42") == "🙂"
