"""Asking again, at the next run, for what earlier runs could not have and left alone since."""

from flows.ingest.held import held_in
from flows.tables.layout import Layout
from flows.tables.locks import stage_lock


def ask_again(layout: Layout) -> int:
    """End the waits of all entries that were missed, pages that aren't there too, and return how many there were.

    Their feeds are asked for as a whole, changed or not, by the next run that reads them. The rejects stay. Raises
    StageBusy while the ingest stage runs on this folder.
    """
    with stage_lock(layout, "ingest"), held_in(layout).visits() as visits:
        return visits.misses.ask_again()
