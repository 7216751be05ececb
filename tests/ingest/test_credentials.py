import pytest

from flows.ingest.credentials import without_any_credentials, without_credentials


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://name:secret@example.org/feed", "https://example.org/feed"),
        ("https://name@example.org/feed", "https://example.org/feed"),
        ("https://name:se#cret@example.org/feed", "https://example.org/feed"),
        ("https://name:se/cret?@example.org/feed", "https://example.org/feed"),
        ("https://example.org:8080/people@home", "https://example.org:8080/people@home"),
        ("https://[::1]:80/a@b", "https://[::1]:80/a@b"),
        ("https://example.org/a:b@c", "https://example.org/a:b@c"),
    ],
)
def test_a_login_goes_and_the_rest_stays(url: str, kept: str) -> None:
    assert without_credentials(url) == kept
    assert without_any_credentials(f"asked for {url} twice") == f"asked for {kept} twice"
