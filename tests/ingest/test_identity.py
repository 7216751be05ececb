import pytest

from flows.ingest.identity import user_agent


def test_a_contact_is_given_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_CONTACT", raising=False)
    assert user_agent().startswith("Parley/") and "+" not in user_agent()
    monkeypatch.setenv("PARLEY_CONTACT", "mailto:desk@example.org")
    assert user_agent().endswith("(+mailto:desk@example.org)")


def test_a_contact_breaks_no_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_CONTACT", "desk\r\nX-Evil: é) (")
    assert user_agent().isascii() and user_agent().isprintable()
