"""Whether an article is of a field of news in which "truce" and "talks" are figures of speech or plain business."""

from flows.extract.article import Article
from flows.extract.rules.drafting import phrases


def is_foreign(article: Article) -> bool:
    """Tell whether sport, business, culture and the like have more words in the article than conflict and diplomacy."""
    text = f"{article.document.title or ''}\n{article.document.text}"
    foreign = sum(1 for _ in phrases("domains", "foreign").finditer(text))
    own = sum(1 for _ in phrases("domains", "own").finditer(text))
    return foreign > own
