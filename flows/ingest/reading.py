"""One feed or sitemap as it is taken in: what came of its entries, and whether it may be left out next time."""

from flows.ingest.answer import Fetched
from flows.ingest.item import Offer, Trouble
from flows.ingest.visits import Visit


class Reading:
    """Gathers the raw rows that an answer led to. It is settled while no later run can get more out of it."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.settled = True
        self._raw_ids: set[str] = set()

    def note(self, offer: Offer) -> None:
        """Note what came of a part of the answer: a row, or a trouble, which may pass or not.

        A miss is looked for once more, by its reject row's being there: the run may be killed before it is.
        """
        if isinstance(offer, Trouble):
            self.settled &= not (offer.retryable or offer.miss)
        else:
            self._raw_ids.add(offer.raw_id)

    def holds(self, raw_id: str) -> None:
        """Note that raw holds a part of the answer already."""
        self._raw_ids.add(raw_id)

    def unsettle(self) -> None:
        """Note that a part was left to somebody else."""
        self.settled = False

    def visit(self, answer: Fetched, *, children: tuple[str, ...] = (), entries: int = 0) -> Visit | None:
        """Return what to keep for the next run, None where the answer is to be had as a whole again."""
        if not self.settled or answer.validators is None:
            return None
        return Visit(answer.validators, frozenset(self._raw_ids), children, entries)
