"""The clean stage: raw rows become documents; corrections and near-copies are told apart from new articles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from flows.clean.duplicates import CopyIndex, Text, find_copies
from flows.clean.workers import Failure, Outcome
from flows.stage_run import StageRun
from flows.tables.commit import Change, RowReference
from flows.tables.corrections import earlier_texts, read_in
from flows.tables.read import existing_keys, rows, scan
from schemas import Document, Raw, Reject, ids
from schemas.record import UNKNOWN_DATE

COPY_DAYS = timedelta(days=3)
"""A near-copy is looked for among articles published at most so long before or after; undated: fetched so long ago."""


@dataclass
class Originals:
    """The committed articles that a new one may copy, taken up day by day as they are needed, and given up after."""

    index: CopyIndex = field(default_factory=CopyIndex)
    days: set[date] = field(default_factory=set)

    def near(self, run: StageRun, days: Iterable[date]) -> CopyIndex:
        """Return the index, with the articles around `days` in it; earlier ones go, since slices come by day."""
        wanted = {UNKNOWN_DATE}
        for day in days:
            wanted |= {day + timedelta(days=offset) for offset in range(-COPY_DAYS.days, COPY_DAYS.days + 1)}
        passed = {day for day in self.days if day != UNKNOWN_DATE and day < min(wanted - {UNKNOWN_DATE}, default=day)}
        self.index.forget(passed)
        self.days -= passed
        stored = set(run.layout.days(Document))
        for day in sorted(wanted & stored - self.days):
            self.index.add(_originals_of(run, day))
        self.days |= wanted
        return self.index


def clean_slice(run: StageRun, cleaned: Iterable[tuple[Raw, Outcome]], originals: Originals, total: int) -> None:
    """Commit what came of a slice of raw rows, whole, so that a copy's original does not depend on when a run ended.

    `cleaned` may make the documents as it is read; `total` is what the stage has to do, for progress. With the setting
    `again`, rows that have a document give it anew: what it says of the same text is replaced, another text takes its
    place.
    """
    made: dict[str, Document] = {}
    rejects: list[Reject] = []
    for raw, outcome in cleaned:
        document, problems = _told(run, raw, outcome)
        rejects += problems
        if document and (known := made.get(document.document_id)):
            kept, spare = (document, known) if _dates(document, known) else (known, document)
            made[kept.document_id] = kept
            rejects += [] if run.settings.again else [_unchanged(run, spare)]
        elif document:
            made[document.document_id] = document
        run.counts["cleaned"] += 1
        run.tell(run.counts["cleaned"], total)
    known_texts = {text.document_id: text for text in _with_these_texts(run, made)}
    again = [(known_texts[name], made.pop(name)) for name in known_texts]
    if run.settings.again:
        _refresh(run, [(known, text) for known, text in again if known.raw_id == text.raw_id])
    else:
        _date(run, [(known, text) for known, text in again if _dates(text, known)])
        rejects += [_unchanged(run, text) for known, text in again if not _dates(text, known)]
    earlier = _earlier_texts(run, made.values())
    outdated = superseded(list(made.values()), earlier, _told_apart(run, made.values()))
    outdated |= _cleaned_anew(made.values(), earlier)
    fresh = [document for document in made.values() if document.document_id not in outdated]
    index = originals.near(run, (document.partition() for document in fresh))
    copied = find_copies(fresh, index)
    new = [
        document.model_copy(
            update={
                "superseded_by": outdated.get(document.document_id),
                "duplicate_of": copied.get(document.document_id),
            }
        )
        for document in made.values()
    ]
    old = [
        document.model_copy(update={"superseded_by": outdated[document.document_id]})
        for document in earlier
        if document.document_id in outdated
    ]
    # Nobody will read a corrected text that is a copy of another article: what the first text told goes now.
    copying = {text.document_id for text in new if text.duplicate_of}
    untold = {text.document_id: text.partition() for text in old if text.superseded_by in copying}
    mentions, readings = read_in(run.layout, untold | earlier_texts(run.layout, untold))
    run.counts.update(documents=len(new), copies=len(copied), superseded=len(outdated))
    run.commit(
        Change(add=[*new, *rejects], replace=old, remove=[RowReference.of(row) for row in (*mentions, *readings)])
    )


def superseded(new: Sequence[Document], committed: Sequence[Document], apart: set[str]) -> dict[str, str]:
    """Return which document supersedes which: the text of one article that was fetched last replaces earlier ones.

    Texts fetched at the same moment come from one file and stand side by side, as do those whose raw_id is in `apart`:
    the source itself gives them under one id.
    """
    by_identity: dict[str, list[Document]] = {}
    for document in (*committed, *new):
        name = ids.identity(document.canonical_url, document.source, document.source_id)
        by_identity.setdefault(name, []).append(document)
    replaced: dict[str, str] = {}
    for texts in by_identity.values():
        takers = [text for text in texts if text.raw_id not in apart]
        if not takers:
            continue
        last = max(takers, key=lambda text: (text.fetched, text.raw_id))
        replaced |= {text.document_id: last.document_id for text in texts if text.fetched < last.fetched}
    return replaced


_UNCHANGED = "The text is that of a document already there; nothing to do."


def _told(run: StageRun, raw: Raw, outcome: Outcome) -> tuple[Document | None, list[Reject]]:
    if isinstance(outcome, Failure):
        return None, [run.reject(raw.locator, outcome.reason, outcome.detail, raw_id=raw.raw_id)]
    document, problems = outcome
    return document, [
        run.reject(raw.locator, problem.reason, problem.detail, document_id=document.document_id)
        for problem in problems
    ]


def _unchanged(run: StageRun, document: Document) -> Reject:
    return run.reject(
        document.source_id, "unchanged", _UNCHANGED, raw_id=document.raw_id, document_id=document.document_id
    )


def _dates(new: Document, known: Document) -> bool:
    """Tell whether a source has mended the date of a text that had none: the only change that an equal text makes."""
    return known.published_date is None and new.published_date is not None


def _date(run: StageRun, mended: Sequence[tuple[Document, Document]]) -> None:
    """Put texts whose source has mended the date in place of the same texts without one, to be read again."""
    undated = [known for known, _ in mended]
    dated = [
        text.model_copy(update={"duplicate_of": known.duplicate_of, "superseded_by": known.superseded_by})
        for known, text in mended
    ]
    mentions, readings = read_in(run.layout, {known.document_id: known.partition() for known in undated})
    run.counts["dated"] += len(dated)
    run.commit(
        Change(
            add=[*dated, *(_unchanged(run, known) for known in undated)],
            remove=[RowReference.of(row) for row in (*undated, *mentions, *readings)],
        )
    )


def _refresh(run: StageRun, again: Sequence[tuple[Document, Document]]) -> None:
    """Put what is now said of a text in the place of what was said of it; one with another day is read again."""
    texts = [
        (known, text.model_copy(update={"duplicate_of": known.duplicate_of, "superseded_by": known.superseded_by}))
        for known, text in again
    ]
    changed = [(known, text) for known, text in texts if known != text]
    moved = [(known, text) for known, text in changed if known.partition() != text.partition()]
    mentions, readings = read_in(run.layout, {known.document_id: known.partition() for known, _ in moved})
    run.counts["refreshed"] += len(changed)
    run.commit(
        Change(
            add=[text for _, text in moved],
            replace=[text for known, text in changed if known.partition() == text.partition()],
            remove=[RowReference.of(row) for row in (*(known for known, _ in moved), *mentions, *readings)],
        )
    )


def _cleaned_anew(new: Iterable[Document], committed: Sequence[Document]) -> dict[str, str]:
    """Return which committed texts are superseded, since their raw rows, cleaned again, gave others."""
    texts = {text.raw_id: text.document_id for text in new}
    return {text.document_id: texts[text.raw_id] for text in committed if text.raw_id in texts}


def _originals_of(run: StageRun, day: date) -> Iterator[Text]:
    """Yield the texts of one day that may have copies; of undated ones those fetched of late, lest they add up.

    Only the columns that count are read, not whole documents.
    """
    where = pc.field("duplicate_of").is_null() & pc.field("superseded_by").is_null()
    if day == UNKNOWN_DATE:
        where &= pc.field("fetched") >= run.started - COPY_DAYS
    columns = ["document_id", "canonical_url", "source", "source_id", "text", "text_sha256"]
    found = scan(run.layout, Document, columns=columns, days=[day], where=where)
    for batch in found.to_batches(max_chunksize=200):
        for row in batch.to_pylist():
            article = ids.identity(row["canonical_url"], row["source"], row["source_id"])
            yield Text(row["document_id"], article, day, row["text"], row["text_sha256"])


def _with_these_texts(run: StageRun, documents: Iterable[str]) -> list[Document]:
    found = existing_keys(run.layout, Document, list(documents))
    return _documents(run, pc.field("document_id").isin(pa.array(found, pa.string()))) if found else []


def _earlier_texts(run: StageRun, documents: Iterable[Document]) -> list[Document]:
    """Return the committed, current documents that may be other texts of the same articles."""
    items = list(documents)
    urls = pa.array({item.canonical_url for item in items if item.canonical_url}, pa.string())
    names = pa.array({item.source_id for item in items}, pa.string())
    same = pc.field("canonical_url").isin(urls) | pc.field("source_id").isin(names)
    return _documents(run, same & pc.field("superseded_by").is_null())


def _documents(run: StageRun, where: pc.Expression) -> list[Document]:
    """Return the documents for which `where` holds; texts are read only on their days, not in the whole table."""
    found = scan(run.layout, Document, columns=["document_id", "published_date"], where=where).to_pydict()
    days = {day or UNKNOWN_DATE for day in found["published_date"]}
    names = pa.array(found["document_id"], pa.string())
    return rows(run.layout, Document, days=sorted(days), where=pc.field("document_id").isin(names)) if days else []


def _told_apart(run: StageRun, documents: Iterable[Document]) -> set[str]:
    """Return the raw_ids of records that share their id with another record of the same file."""
    return existing_keys(
        run.layout, Reject, {item.raw_id for item in documents}, "raw_id", where=pc.field("reason") == "duplicate_id"
    )
