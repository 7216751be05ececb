"""The report of an evaluation: a table that goes into a README as it is, what it took, and the errors."""

from collections.abc import Iterator

from rich import box
from rich.table import Table

from flows.evaluation.evaluate import Evaluation
from flows.evaluation.scoring import Accuracy, Counts


def table(evaluation: Evaluation) -> Table:
    """Return precision, recall and F1 as a table in Markdown."""
    figures = evaluation.figures
    page = Table(box=box.MARKDOWN)
    page.add_column("")
    for name in ("precision", "recall", "F1", "right", "false", "missed"):
        page.add_column(name, justify="right")
    rows = {"events": figures.events, **figures.by_type, "core actors": figures.core_actors}
    for name, counts in rows.items():
        page.add_row(name, *_cells(counts))
    return page


def lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield what else is to be told, a line each: who read, accuracies, grounding, time, tokens."""
    figures = evaluation.figures
    named = (evaluation.engine, evaluation.model, evaluation.prompt_version)
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in evaluation.outcomes.items())
    yield f"engine: {', '.join(name for name in named if name)}"
    yield f"articles: {evaluation.articles} ({outcomes})"
    yield (
        f"of matched events: status {_told(figures.status)}, assertion {_told(figures.assertion)}, "
        f"time {_told(figures.time)}"
    )
    yield f"grounding: {figures.ungrounded} of {figures.evidence} evidence sentences are not in their article"
    yield f"time taken: {evaluation.seconds:.2f} s, {evaluation.articles_per_second:,.1f} articles a second"
    if evaluation.requests:
        cost = "" if evaluation.cost_usd is None else f", {evaluation.cost_usd:.4f} US dollars"
        yield (
            f"requests: {evaluation.requests:,} ({evaluation.reasks:,} re-asks), tokens: {evaluation.prompt_tokens:,} "
            f"sent ({evaluation.cached_tokens:,} cached), {evaluation.completion_tokens:,} received{cost}"
        )


def error_lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield a line for each event missed or false, followed by its sentences, indented."""
    for error in evaluation.errors:
        yield f"{error.kind} {error.type} in {error.article}"
        yield from (f"    {' '.join(sentence.split())}" for sentence in error.sentences)


def _cells(counts: Counts) -> list[str]:
    shares = (
        (counts.precision, counts.right + counts.false),
        (counts.recall, counts.right + counts.missed),
        (counts.f1, counts.right + counts.false + counts.missed),
    )
    told = [f"{share:.3f}" if whole else "–" for share, whole in shares]
    return [*told, str(counts.right), str(counts.false), str(counts.missed)]


def _told(accuracy: Accuracy) -> str:
    return f"{accuracy.accuracy:.3f} ({accuracy.right} of {accuracy.of})" if accuracy.of else "– (0 of 0)"
