"""Long articles in parts: no sentence is lost, numbers lead back to the whole article."""

from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.article import Article
from flows.extract.openai.parts import LEAD_SENTENCES, parts, tokens
from schemas import Document


def article(wire: SimpleNamespace, lengths: list[int], paragraphs: set[int] = frozenset()) -> Article:  # type: ignore[assignment]
    """Return an article of sentences of so many words; those in `paragraphs` begin one."""
    text, places = "", []
    for number, length in enumerate(lengths):
        text += "\n" if number in paragraphs else " " if number else ""
        sentence = " ".join(["word"] * length) + "."
        places.append({"start": len(text), "end": len(text) + len(sentence)})
        text += sentence
    whole: Document = wire.document(text, sentences=places)
    return Article(whole)


def test_an_article_that_fits_is_sent_as_it_is(wire: SimpleNamespace) -> None:
    whole = wire.article()
    (part,) = parts(whole, 6000)
    assert part.article is whole
    assert part.numbers == tuple(range(1, len(whole.sentences) + 1))


def test_parts_end_at_paragraphs_and_repeat_the_lead(wire: SimpleNamespace) -> None:
    whole = article(wire, [20] * 12, paragraphs={2, 5, 7, 10})
    first, second = parts(whole, 240)
    assert first.numbers == (1, 2, 3, 4, 5, 6, 7)
    assert second.numbers == (1, 2, 8, 9, 10, 11, 12)
    assert second.article.sentences == tuple(whole.sentences[number - 1] for number in second.numbers)
    assert second.article.document.title == whole.document.title


def test_a_long_paragraph_is_divided_at_sentences(wire: SimpleNamespace) -> None:
    whole = article(wire, [20] * 12)
    assert [part.numbers for part in parts(whole, 240)] == [(1, 2, 3, 4, 5, 6, 7, 8), (1, 2, 9, 10, 11, 12)]


def test_a_lead_that_takes_much_of_a_request_is_not_repeated(wire: SimpleNamespace) -> None:
    whole = article(wire, [80, *[20] * 5])
    assert [part.numbers for part in parts(whole, 150)] == [(1, 2), (3, 4, 5, 6)]


def test_scripts_with_more_tokens_a_character_make_shorter_parts(wire: SimpleNamespace) -> None:
    latin, chinese = (
        wire.article(text * 40) for text in ("They met on Monday in town. ", "双方周一在城里会面谈判了很久。")
    )
    assert tokens(chinese) > len(chinese.document.text) / 2
    assert tokens(latin) < len(latin.document.text) / 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=40),
    st.sets(st.integers(1, 39)),
    st.integers(20, 400),
)
def test_every_sentence_is_in_a_part_and_none_is_cut(
    wire_once: SimpleNamespace, lengths: list[int], paragraphs: set[int], most: int
) -> None:
    whole = article(wire_once, lengths, paragraphs)
    pieces = parts(whole, most)
    seen = [number for part in pieces for number in part.numbers]
    assert set(seen) == set(range(1, len(lengths) + 1))
    repeated = {number for number in seen if seen.count(number) > 1}
    assert repeated <= set(range(1, LEAD_SENTENCES + 1))
    for part in pieces:
        assert all(one < other for one, other in pairwise(part.numbers))
        own = [number for number in part.numbers if number not in repeated]
        # A single part is the lead and one sentence that is too long beside it: nothing shows as repeated then.
        alone = len(own) == 1 or (len(pieces) == 1 and len(own) <= LEAD_SENTENCES + 1)
        assert tokens(part.article) <= most or alone


def test_numbers_of_a_part_become_those_of_the_article(wire: SimpleNamespace, make_draft: object) -> None:
    whole = article(wire, [20] * 12, paragraphs={2, 5, 7, 10})
    draft = make_draft("talks", [3, 1, 8, 0], ("participant", "France"))  # type: ignore[operator]
    (found,) = parts(whole, 240)[1].found([draft])
    assert found.evidence == [8, 1, 0, 0]
    assert found.actors == draft.actors


def test_halves_go_on_until_little_is_left(wire: SimpleNamespace) -> None:
    (whole,) = parts(article(wire, [50] * 30), 6000)
    halves = whole.halves()
    assert len(halves) > 1
    quarters = halves[1].halves()
    assert quarters[-1].numbers[-1] == halves[1].numbers[-1]
    assert {number for part in quarters for number in part.numbers} == set(halves[1].numbers)
    (small,) = parts(article(wire, [50] * 3), 6000)
    assert small.halves() == []
    (undividable,) = parts(article(wire, [3000]), 60000)
    assert undividable.halves() == []
