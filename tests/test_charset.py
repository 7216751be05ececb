import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.charset import encoding

GERMAN = "Die Außenminister fühlten vor, ob die Gespräche über den Gefangenenaustausch weitergehen können. "


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (GERMAN.encode(), "utf-8"),
        (b"\xef\xbb\xbfTalks", "utf-8-sig"),
        (GERMAN.encode("utf-16"), "utf-16"),
        (GERMAN.encode("utf-32"), "utf-32"),
        (GERMAN.encode() * 2 + b"\xe2" + GERMAN.encode(), "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_unicode_is_known(body: bytes, name: str) -> None:
    assert encoding(body) == name


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Die Außenminister fühlten vor, ob die Gespräche weitergehen können.", "cp1252"),
        ("Waffenruhe für die Küste beschlossen – Kämpfe halten an", "cp1252"),
        ("A café in Geneva.", "cp1252"),
        ("The envoy said: “It’s a truce – for now.”", "cp1252"),
        ("Forhandlingerne er udskudt til næste år efter ønske fra begge sider.", "cp1252"),
        ("Vůdce povstalců odmítl návrh na výměnu zajatců.", "cp1250"),
        ("Rozmowy w Genewie zostały zawieszone do środy, podała agencja.", "cp1250"),
        ("Görüşmeler İstanbul'da yarın yeniden başlıyor, taraflar anlaşmaya yakın.", "cp1254"),
        ("Переговоры о прекращении огня начнутся в пятницу.", "cp1251"),
        ("Переговоры о прекращении огня начнутся в пятницу.", "koi8-r"),
        ("Міністр заявив, що перемир’я почнеться у п’ятницю опівночі.", "cp1251"),
        ("双方代表团周一在日内瓦举行会谈。", "gb18030"),
        ("外務省の報道官は、停戦は金曜日の深夜に発効すると述べた。", "cp932"),
        ("외교부 대변인은 휴전이 금요일 자정에 발효된다고 말했다.", "cp949"),
    ],
)
def test_one_line_in_an_older_charset_is_read(text: str, charset: str) -> None:
    body = text.encode(charset)
    guess = encoding(body)
    assert guess is not None and body.decode(guess) == text


@pytest.mark.parametrize(
    "body",
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(1, 256)) * 9, bytes(range(128, 256)) * 4, b"\xff\xfe\0\xd8\0\0"],
)
def test_what_is_no_text_has_none(body: bytes) -> None:
    assert encoding(body) is None


@given(st.binary(max_size=100))
def test_any_bytes_can_be_decoded_by_the_name_they_are_given(body: bytes) -> None:
    name = encoding(body)
    assert name is None or isinstance(body.decode(name, "replace"), str)
