from schemas import ids


def test_an_id_is_a_prefix_and_sixteen_hexadecimal_digits() -> None:
    name = ids.document_id("https://example.org/a", "00")
    assert name.startswith("d_")
    assert len(name) == 18
    assert int(name[2:], 16) >= 0


def test_nothing_and_an_empty_text_are_told_apart() -> None:
    assert ids.reading_id("d", "rules", None, "1", "1") != ids.reading_id("d", "rules", "", "1", "1")
    assert ids.digest("x", "ab", "c") != ids.digest("x", "a", "bc")


def test_the_canonical_url_is_an_articles_identity_where_it_has_one() -> None:
    assert ids.identity("https://example.org/a", "Wire", "7") == "https://example.org/a"
    assert ids.identity(None, "Wire", "7") != ids.identity(None, "Post", "7")


def test_a_mention_is_named_by_place_and_not_by_reader() -> None:
    first = ids.mention_id("d_1", "talks", 120, 0)
    assert first == ids.mention_id("d_1", "talks", 120, 0)
    assert len({first, ids.mention_id("d_1", "talks", 120, 1), ids.mention_id("d_1", "deadline", 120, 0)}) == 3
