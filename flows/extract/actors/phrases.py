"""The words after a name: modifiers and nouns of those who act, as in "Israeli army officials"."""

from dataclasses import dataclass, field
from functools import cache

from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary

_MODIFIERS_AT_MOST = 5
_PORTFOLIO_AT_MOST = 9
_ALSO_VERBS = frozenset({"police", "guard", "monitor", "mission", "head", "side", "force", "state"})
_OBJECTS = frozenset({"a", "an", "the", "their", "its", "his", "them", "it"})


@dataclass(slots=True)
class Phrase:
    """What follows a name."""

    head: int = -1
    """Token of the last noun of those who act; -1 where there is none."""
    armed: bool = False
    """One of the nouns makes an armed group of it."""
    party: bool = False
    """One of the nouns makes a party of it."""
    plural: bool = False
    """The nouns mean several groups."""
    modifiers: list[str] = field(default_factory=list)


_NOTHING = Phrase()


def read_phrase(tokens: Tokens, position: int, limit: int) -> Phrase:
    """Read modifiers and nouns from the token `position` up to `limit`, ending at the last noun of those who act."""
    if position >= limit or tokens.lower[position] not in _openings():
        return _NOTHING
    phrase, vocab = Phrase(), vocabulary()
    at, since = position, 0
    while at < limit and since <= _MODIFIERS_AT_MOST:
        word, following = tokens.lower[at], tokens.word(at + 1)
        after_head = phrase.head == at - 1 and phrase.head >= 0
        if word in vocab.civil_nouns and word not in vocab.state_nouns:
            break
        if word in vocab.armed_plurals or word in vocab.group_nouns or word in vocab.party_nouns:
            armed = word not in vocab.party_nouns
            phrase.armed, phrase.party = phrase.armed or armed, phrase.party or not armed
            phrase.plural = phrase.plural or word in vocab.several_groups
            phrase.head, since = at, 0
        elif word in vocab.armed_singulars:
            phrase.armed = phrase.armed or following in vocab.member_nouns or following in vocab.titles
            phrase.modifiers.append(word)
        elif word == "heads" and following == "of" and tokens.word(at + 2) in ("state", "government"):
            at = phrase.head = at + 2
            since = 0
        elif phrase.head >= 0 and word in _ALSO_VERBS and following in _OBJECTS:
            break  # "NATO troops police an agreement"
        elif _acts(word, following, phrase):
            phrase.head, since = at, 0
        elif after_head and word in ("of", "for") and (end := _portfolio(tokens, at)):
            at = phrase.head = end
        elif after_head and word == "and" and following == "minister" and tokens.capitalized(at + 1):
            since = 0  # "Deputy Prime Minister and Minister of Foreign Affairs"
        elif word in ("of", "and", "for"):
            break
        elif word in vocab.modifiers or word in vocab.title_modifiers or word in vocab.bloc_modifiers:
            phrase.modifiers.append(word)
            since += 1
        elif word in vocab.state_heads and tokens.capitalized(at):
            phrase.head, since = at, 0
        elif tokens.hyphen(at):
            since += 1
        else:
            break
        at += 1
    phrase.armed = phrase.armed and phrase.head >= 0
    return phrase


@cache
def _openings() -> Words:
    """Return the words that a phrase can begin with."""
    vocab = vocabulary()
    nouns = vocab.state_nouns.union(vocab.titles, vocab.armed_plurals, vocab.group_nouns, vocab.party_nouns)
    nouns |= vocab.armed_singulars | vocab.state_heads
    return nouns.union(vocab.modifiers, vocab.title_modifiers, vocab.bloc_modifiers, "-") - {"of", "and", "for"} | {
        "heads"
    }


def _acts(word: str, following: str, phrase: Phrase) -> bool:
    """Return whether the word is a noun of those who act; "state" only where an office follows ("state governor")."""
    vocab = vocabulary()
    if word == "state" and phrase.head < 0:
        return following in vocab.titles or following in vocab.state_nouns
    member = (phrase.armed or phrase.party) and word in vocab.member_nouns
    return word in vocab.state_nouns or word in vocab.titles or member


def _portfolio(tokens: Tokens, position: int) -> int:
    """Return the last token of what a minister is for, from the "of" or "for" at `position`; 0 if it is none."""
    vocab = vocabulary()
    noun = tokens.word(position - 1)
    if noun == "house" and tokens.word(position + 1) in ("representatives", "commons", "lords"):
        return position + 1
    if noun not in vocab.portfolio_nouns:
        return 0
    last = 0
    for at in range(position + 1, position + _PORTFOLIO_AT_MOST):
        word = tokens.word(at)
        if word in vocab.portfolios:
            last = at
        elif not (tokens.capitalized(at) or word in ("and", "the", ",", "of") or word in vocab.title_modifiers):
            break
    return last
