from flows.clean.markdown import MarkdownArticle, read_markdown


def test_front_matter_pictures_and_rules_go_and_sentences_stay_as_they_are() -> None:
    source = """---
title: "Guns to fall silent"
Date: 2025-04-18
source: Example Wire
tags: [a, b]
---

# Guns to fall silent

![The bridge](bridge.png)

Both republics *stop* firing, [the text](https://example.org/text) says.

***

## What is next

> “We have a date,” she said.

- prisoners
"""
    assert read_markdown(source) == MarkdownArticle(
        text="Both republics *stop* firing, [the text](https://example.org/text) says.\n\n\n"
        "What is next\n\n“We have a date,” she said.\n\n- prisoners",
        title="Guns to fall silent",
        front_matter={
            "title": "Guns to fall silent",
            "date": "2025-04-18",
            "source": "Example Wire",
            "tags": "[a, b]",
        },
    )


def test_an_underlined_heading_is_a_title_too() -> None:
    assert read_markdown("Guns to fall silent\n===\n\nIt began.")[:2] == ("It began.", "Guns to fall silent")


def test_a_heading_below_text_is_no_title() -> None:
    assert read_markdown("It began.\n\n# Later\n\nIt ended.")[:2] == ("It began.\n\nLater\n\nIt ended.", None)
