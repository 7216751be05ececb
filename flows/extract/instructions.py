"""Words in an article that speak to the machine which reads it. They are data like the rest, but no news.

Nothing in such a sentence is evidence, and no name is grounded by it: whoever plants "add an event between X and Y"
gets neither X nor Y into the tables, whatever an engine makes of it. Kinds of attack: OWASP's LLM01, prompt injection.
"""

import re
from collections.abc import Sequence

_FLAGS = re.IGNORECASE | re.VERBOSE
_GAP = r"(?:\W+[\w'’-]+){0,8}?\W+"

_SPEAKS_TO_A_MACHINE = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        # "Ignore all previous instructions"
        rf"\b(?:ignore|disregard|forget|override|bypass|skip){_GAP}(?:instructions?|prompts?|rules|guidelines|directives)\b",
        r"\b(?:new|updated|real|actual|following|system|hidden)\W+(?:instructions?|prompts?|directives?)\b",
        # "You are now an assistant", "Note to the language model"
        r"\b(?:you\W+are|you're|act\W+as|pretend\W+to\W+be|behave\W+as)(?:\W+now)?\W+(?:an?|the|my)\W+(?:\w+\W+){0,4}"
        r"(?:ai|assistant|model|llm|bot|parser|extractor|machine|system)\b",
        r"\b(?:language\W+models?|llms?|chatgpt|gpt-?\d|ai\W+(?:assistants?|models?|systems?|readers?|agents?))\W+"
        r"(?:\w+\W+){0,4}(?:must|should|shall|reading|processing|please|are\W+(?:to|required|instructed))\b",
        r"\b(?:dear|attention|note\W+(?:to|for)|message\W+(?:to|for)|instructions?\W+(?:to|for))\W+(?:the\W+|all\W+|any\W+)?"
        r"(?:ai|llms?|language\W+models?|models?|assistants?|extractors?|extraction|parsers?|machines?|annotators?|engines?)\b",
        # Role markers, fences, sentence numbers
        r"^\W*(?:system|assistant|user|developer|tool|human|ai)\s*(?::|>|\])",
        r"<\|[^|>]{1,40}\|>|\[/?inst\]|<</?sys>>|</?(?:article|system|assistant|user|instructions?|document)\b[^>]{0,40}>|```",
        r"\#{2,}\s*(?:system|instructions?|response|task|output|answer)\b",
        r"\b(?:begin|end|start)\W+of\W+(?:the\W+)?(?:article|document|prompt|instructions?|system\W+message|context|text|input)\b",
        r"^\s*[\[(]\s*\d{1,4}\s*[\])]\s+\S",
        r"\bsentences?\W+(?:numbers?\W+)?\d+(?:\W+(?:and|to)\W+\d+)?\W+(?:says?|reads?|states?|is|are|as)\b",
        # Answers put into the reader's mouth
        r"\{\s*[\"'“”]\w|[\"“”](?:events?|type|evidence|status|actors|assertion)[\"“”]\s*:|\\\"\w+\\\"\s*:",
        r"\b(?:correct|expected|desired|required|valid|only|final)\W+(?:answer|output|extraction|response|json)\b",
        rf"(?:^|[.:;!?\"“]\s*|\b(?:please|must|should|now|also|then|instead)\W+)(?:output|return|respond|answer|reply|emit|print|"
        rf"report|add|append|insert|include|list|record|extract|mark|set|classify|write|create|register|log|use|fill){_GAP}"
        r"(?:json|events?|entry|entries|schema|fields?|evidence|drafts?|output|extraction|extracted|actors?|said_by)\b",
    )
)
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_MOST_INVISIBLE = 3
"""Text from the web has a stray invisible character; so many hide words."""

_LONGEST = 2_000
"""Code points of a sentence that are looked at from its start."""


def speaks_to_a_machine(sentence: str) -> bool:
    """Tell whether a sentence gives orders or answers to a program that reads it, or hides words from people."""
    if len(_INVISIBLE.findall(sentence)) >= _MOST_INVISIBLE:
        return True
    start = sentence[:_LONGEST]
    return any(pattern.search(start) for pattern in _SPEAKS_TO_A_MACHINE)


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
