import pytest

from flows.clean.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Both republics agreed on Monday to stop firing along the river.", "en"),
        ("Les deux républiques ont convenu lundi de cesser le feu le long du fleuve.", "fr"),
        ("Beide Republiken haben sich am Montag auf eine Feuerpause am Fluss geeinigt.", "de"),
        ("Обе республики договорились в понедельник прекратить огонь вдоль реки.", "ru"),
        ("Truce", "und"),
        ("Russia and Ukraine held talks in Geneva on Monday.", "und"),
        ("18.04.2025 — 10:30, 1234567890123456789012345", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect(text) == language
