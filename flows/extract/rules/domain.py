"""Whether an article is of a field of news in which "truce" and "talks" are figures of speech or plain business."""

from flows.extract.article import Article
from flows.extract.rules.drafting import phrases, table

FEWEST = 2
"""One such word may stand in any article: a band plays outside the hall."""


def is_foreign(article: Article) -> bool:
    """Tell whether sport, business, culture and the like have more words in the article than conflict and diplomacy."""
    foreign_words = phrases("domains", "foreign")
    if sum(map(foreign_words.most, (article.document.title or "", *article.sentences))) < FEWEST:
        return False
    text = f"{article.document.title or ''}\n{article.document.text}"
    counts = {name: len(places) for name, places in table("domains", "foreign", "own").found(text)}
    foreign = counts.get("foreign", 0)
    return foreign >= FEWEST and foreign > counts.get("own", 0)
