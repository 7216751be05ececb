from trafilatura.utils import load_html

from flows.clean.split_article import boxes_of_article

FIRST = "Negotiators of both republics agreed on Monday to stop firing along the river for a month."
SECOND = "The border villages have been empty since the shelling began in the spring of last year."
THIRD = "Nobody else spoke in front of the town hall, where the text had been signed in the morning."


def page(*boxes: str) -> str:
    return f"<html><body><main>{'<div class=ad>Buy</div>'.join(boxes)}</main></body></html>"


def box(paragraph: str, kind: str = "text wide") -> str:
    return f'<div class="{kind}"><p>{paragraph}</p></div>'


def test_boxes_of_the_same_kind_belong_to_the_article() -> None:
    tree = load_html(page(box(FIRST), box(SECOND, "text narrow"), box(THIRD)))
    whole = boxes_of_article(tree, f"{FIRST}")
    assert whole is not None
    assert [paragraph.text for paragraph in whole.iter("p")] == [FIRST, SECOND, THIRD]
    assert len(tree.findall(".//p")) == 3


def test_nothing_is_gathered_when_nothing_is_missing() -> None:
    assert boxes_of_article(load_html(page(box(FIRST), box(SECOND))), f"{FIRST}\n{SECOND}") is None


def test_boxes_of_another_kind_or_aside_are_no_part_of_it() -> None:
    aside = f"<aside>{box(SECOND)}</aside>"
    assert boxes_of_article(load_html(page(box(FIRST), box(SECOND, "teaser"), aside)), FIRST) is None


def test_without_an_extracted_text_there_is_nothing_to_go_by() -> None:
    assert boxes_of_article(load_html(page(box(FIRST), box(SECOND))), "") is None
