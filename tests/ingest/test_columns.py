import pytest

from flows.ingest.columns import Columns, NoColumn, found_columns, table_columns


def test_usual_names_are_known_in_any_case_and_the_likeliest_counts() -> None:
    names = ["Content", "HEADLINE", "pubDate", "Body", "words"]
    assert found_columns(names, None) == {"text": "Body", "title": "HEADLINE", "published": "pubDate"}


def test_a_stated_column_counts_more_than_a_usual_name() -> None:
    assert found_columns(["text", "title", "lead"], Columns(title="lead")) == {"text": "text", "title": "lead"}


def test_where_the_page_is_stated_no_text_is_guessed() -> None:
    assert found_columns(["text", "source_code"], Columns(html="source_code")) == {"html": "source_code"}


def test_of_two_equal_names_the_first_counts() -> None:
    assert found_columns(["Text", "text"], None) == {"text": "Text"}


def test_a_table_must_have_the_columns_that_are_stated() -> None:
    with pytest.raises(NoColumn, match=r"'Volltext' for 'text'.*'Text', 'Titel'"):
        table_columns(["Text", "Titel"], Columns(text="Volltext"))


def test_a_table_must_have_a_column_with_the_article() -> None:
    with pytest.raises(NoColumn, match="'Titel' and 5 more"):
        table_columns([*("x" * n for n in range(1, 20)), "Titel", *("y" * n for n in range(1, 6))], None)
