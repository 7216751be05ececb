"""The ingest stage: what the sources offer and `raw` lacks."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from flows.ingest.held import Held, held_in, nothing_held
from flows.ingest.item import Offer, Trouble
from flows.ingest.offer import offers
from flows.ingest.raw_ids import RawIds
from flows.ingest.source import Source
from flows.ingest.web import web_offers
from flows.stage_run import StageRun
from flows.tables.commit import Change
from schemas import Raw, Reject

COMMIT_ITEMS = 1000
COMMIT_BYTES = 10_000_000
COMMIT_SECONDS = 10
"""A commit holds at most so many items, about so many bytes and what came in so long; more is written in several."""


def all_offers(sources: list[Source], held: Held = nothing_held) -> Iterator[Offer]:
    """Yield everything that the sources offer: files one source after the other, then what is online, all at once.

    `held`: what `raw` holds, so that it isn't fetched again.
    """
    for source in sources:
        if not source.is_online:
            yield from offers(source, datetime.now(UTC))
    if online := [source for source in sources if source.is_online]:
        yield from web_offers(online, held)


def ingest_slice(run: StageRun, stream: Iterator[Offer], size: int, known: RawIds | None = None) -> int:
    """Take up to `size` items from `stream`, commit those that `raw` lacks, and return how many were taken.

    `known`: what raw holds, kept from slice to slice; None: it is read.
    """
    taken, known = 0, RawIds(run.layout) if known is None else known
    while batch := list(_batch(stream, min(COMMIT_ITEMS, size - taken))):
        taken += len(batch)
        _commit(run, batch, known)
        run.tell(run.counts["offered"], None)
    if taken < size:
        run.tell(run.counts["offered"], run.counts["offered"])
    return taken


def _batch(stream: Iterator[Offer], items: int) -> Iterator[Offer]:
    size, begun = 0, time.monotonic()
    for offer in islice(stream, items):
        yield offer
        size += len(offer.body) if isinstance(offer, Raw) else 0
        if size > COMMIT_BYTES or time.monotonic() - begun > COMMIT_SECONDS:
            return


def _commit(run: StageRun, batch: list[Offer], known: RawIds) -> None:
    offered = {item.raw_id: item for item in batch if isinstance(item, Raw)}
    new = [item for name, item in offered.items() if name not in known]
    rejects = [_reject(run, item) for item in batch if isinstance(item, Trouble)]
    run.counts["offered"] += len(batch)
    run.counts["new"] += len(new)
    run.counts["known"] += len(offered) - len(new)
    run.commit(Change(add=[*new, *rejects]))
    known.add(item.raw_id for item in new)
    # After the commit: an entry that is not asked for again always has its reject row.
    if misses := [item.miss for item in batch if isinstance(item, Trouble) and item.miss]:
        with held_in(run.layout).visits() as visits:
            visits.misses.note(misses)


def _reject(run: StageRun, trouble: Trouble) -> Reject:
    return run.reject(
        trouble.locator,
        trouble.reason,
        trouble.detail,
        raw_id=trouble.raw_id,
        attempt=trouble.miss.attempt if trouble.miss else 1,
        retryable=trouble.retryable,
    )
