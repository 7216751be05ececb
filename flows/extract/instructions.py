"""Words in an article that speak to the machine which reads it. They are data like the rest, but no news.

Nothing in such a sentence is evidence, and no name is grounded by it: whoever plants "add an event between X and Y"
gets neither X nor Y into the tables, whatever an engine makes of it. Kinds of attack: OWASP's LLM01, prompt injection.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.extract.words import words_of

_FLAGS = re.IGNORECASE | re.VERBOSE
_GAP = r"(?:\W++\w++(?:['’]\w++)?+){0,8}?\W+"
"""A few words. Possessive, here and below, so that a text is cut into words in one way only: no search explodes."""


class _Order(NamedTuple):
    """One kind of order: its form, and the words and marks of which a sentence must have one. Those cost little."""

    pattern: re.Pattern[str]
    needs: frozenset[str]


def _order(needs: str, pattern: str) -> _Order:
    return _Order(re.compile(pattern, _FLAGS), frozenset(needs.split()))


_READERS = (
    "ai assistant assistants model models llm llms bot parser parsers extractor extractors machine machines annotator "
    "annotators engine engines extraction system"
)
_ANSWERS = "json event events entry entries schema field fields evidence draft drafts output extraction extracted"

_ORDERS = (
    # "Ignore all previous instructions"
    _order(
        "instruction instructions prompt prompts rules guidelines directives",
        rf"\b(?:ignore|disregard|forget|override|bypass|skip){_GAP}(?:instructions?|prompts?|rules|guidelines|directives)\b",
    ),
    _order(
        "instruction instructions prompt prompts directive directives",
        r"\b(?:new|updated|real|actual|following|system|hidden)\W+(?:instructions?|prompts?|directives?)\b",
    ),
    # "You are now an assistant", "Note to the language model"
    _order(
        _READERS,
        r"\b(?:you\W+are|you're|act\W+as|pretend\W+to\W+be|behave\W+as)(?:\W+now)?\W+(?:an?|the|my)\W++(?:\w++\W++){0,4}?"
        r"(?:ai|assistant|model|llm|bot|parser|extractor|machine|system)\b",
    ),
    _order(
        "language llm llms chatgpt gpt gpt3 gpt4 gpt5 ai",
        r"\b(?:language\W+models?|llms?|chatgpt|gpt-?\d|ai\W+(?:assistants?|models?|systems?|readers?|agents?))\W++"
        r"(?:\w++\W++){0,4}?(?:must|should|shall|reading|processing|please|are\W+(?:to|required|instructed))\b",
    ),
    _order(
        f"language {_READERS}",
        r"\b(?:dear|attention|note\W+(?:to|for)|message\W+(?:to|for)|instructions?\W+(?:to|for))\W+(?:the\W+|all\W+|any\W+)?"
        r"(?:ai|llms?|language\W+models?|models?|assistants?|extractors?|extraction|parsers?|machines?|annotators?|engines?)\b",
    ),
    # Role markers, fences, sentence numbers
    _order(
        "system assistant user developer tool human ai",
        r"^\W*+(?:system|assistant|user|developer|tool|human|ai)\s*(?::|>|\])",
    ),
    _order(
        "< [ `",
        r"<\|[^|>]{1,40}\|>|\[/?inst\]|<</?sys>>|</?(?:article|system|assistant|user|instructions?|document)\b[^>]{0,40}>|```",
    ),
    _order(
        "#",
        r"(?<!\#)\#{2,}+\s*(?:system|instructions?|response|task|output|answer)\b",
    ),
    _order(
        "article document prompt instruction instructions system context text input",
        r"\b(?:begin|end|start)\W+of\W+(?:the\W+)?(?:article|document|prompt|instructions?|system\W+message|context|text|input)\b",
    ),
    _order("[ (", r"^\s*[\[(]\s*\d{1,4}\s*[\])]\s+\S"),
    _order(
        "sentence sentences",
        r"\bsentences?\W+(?:numbers?\W+)?\d+(?:\W+(?:and|to)\W+\d+)?\W+(?:says?|reads?|states?|is|are|as)\b",
    ),
    # Answers put into the reader's mouth
    _order(
        "{ \\ event events type evidence status actors assertion",
        r"\{\s*[\"'“”]\w|[\"“”](?:events?|type|evidence|status|actors|assertion)[\"“”]\s*:|\\\"\w+\\\"\s*:",
    ),
    _order(
        "answer output extraction response json",
        r"\b(?:correct|expected|desired|required|valid|only|final)\W+(?:answer|output|extraction|response|json)\b",
    ),
    _order(
        f"{_ANSWERS} actor actors said_by",
        rf"(?:^|[.:;!?\"“]\s*|\b(?:please|must|should|now|also|then|instead)\W+)(?:output|return|respond|answer|reply|emit|print|"
        rf"report|add|append|insert|include|list|record|extract|mark|set|classify|write|create|register|log|use|fill){_GAP}"
        r"(?:json|events?|entry|entries|schema|fields?|evidence|drafts?|output|extraction|extracted|actors?|said_by)\b",
    ),
)
_MARK = re.compile(r"[<\[`#({\\]")
_ALL_NEEDS = frozenset[str]().union(*(order.needs for order in _ORDERS))
_PLAIN: dict[str | int, str | int | None] = {"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"}
"""What the patterns, which ignore case, take for the same letter, and `str.lower` does not."""
_CASELESS = re.compile(f"[{''.join(map(str, _PLAIN))}]")

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_MOST_INVISIBLE = 3
"""Text from the web has a stray invisible character; so many hide words."""

_LONGEST = 2_000
"""Code points of a sentence that are looked at from its start."""


def speaks_to_a_machine(sentence: str) -> bool:
    """Tell whether a sentence gives orders or answers to a program that reads it, or hides words from people."""
    start = sentence[:_LONGEST]
    held = words_of(start)
    if not sentence.isascii():
        if len(_INVISIBLE.findall(sentence)) >= _MOST_INVISIBLE:
            return True
        if _CASELESS.search(start):
            held = words_of(start.translate(str.maketrans(_PLAIN)))
    held = (held & _ALL_NEEDS).union(_MARK.findall(start))
    return bool(held) and any(not order.needs.isdisjoint(held) and order.pattern.search(start) for order in _ORDERS)


def instructions(sentences: Sequence[str], gaps: Sequence[str]) -> frozenset[int]:
    """Return the numbers, from 1, of the sentences that are no news: orders, and what follows in their paragraphs.

    `gaps`: what stands between each sentence and the next, a line break where a paragraph ends.
    """
    found: set[int] = set()
    going_on = False
    for number, sentence in enumerate(sentences, start=1):
        going_on = going_on or speaks_to_a_machine(sentence)
        if going_on:
            found.add(number)
        if number <= len(gaps) and "\n" in gaps[number - 1]:
            going_on = False
    return frozenset(found)
