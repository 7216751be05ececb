"""Finds near-copies: the same wire story in another paper, cut, re-headed or lightly edited.

Two texts are near-copies when their sets of 5-word shingles have a Jaccard index of at least .7, or when .8 of the
smaller set lies in the larger. MinHash (Broder 1997) with locality-sensitive hashing proposes pairs; exact sets decide.
"""

import re
from array import array
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time

from rensa import RMinHash, RMinHashLSH

from schemas.document import Document
from schemas.ids import identity

_SHINGLE = 5
_JACCARD = 0.7
_CONTAINMENT = 0.8
_FEWEST_WORDS = 20
"""A shorter text is a copy only of an equal one."""

_PERMUTATIONS = 128
_BANDS = 64
"""Two rows a band: a text cut to a third of its length (Jaccard .33) is still proposed in 999 of 1,000 cases."""

_SEED = 5


class CopyIndex:
    """Originals, by what they say. Holds about 4 kB for an article of 300 words, not the article."""

    def __init__(self, originals: Iterable[Document] = ()) -> None:
        """Index `originals`; copies and superseded documents among them are passed over."""
        self._lsh = RMinHashLSH(_JACCARD, _PERMUTATIONS, _BANDS)
        self._rows: dict[int, tuple[str, str, array[int]]] = {}
        self._days: dict[date, list[int]] = {}
        self._next = 0
        self._equal: dict[str, list[int]] = {}
        for document in sorted(originals, key=_age):
            if not document.duplicate_of and not document.superseded_by:
                self.add(document)

    def add(self, document: Document) -> None:
        """Make `document` an original."""
        shingles = _shingles(document.text)
        row, self._next = self._next, self._next + 1
        self._rows[row] = document.document_id, _identity(document), array("q", sorted(map(hash, shingles)))
        self._days.setdefault(document.partition(), []).append(row)
        self._equal.setdefault(document.text_sha256, []).append(row)
        if shingles:
            self._lsh.insert(row, _minhash(shingles))

    def forget(self, days: Collection[date]) -> None:
        """Give up the originals of these days (partitions), and the memory that they take."""
        gone = {row for day in days for row in self._days.pop(day, ())}
        for row in gone:
            del self._rows[row]
            self._lsh.remove(row)
        if gone:
            equal = ((text, [row for row in rows if row not in gone]) for text, rows in self._equal.items())
            self._equal = {text: rows for text, rows in equal if rows}

    def original_of(self, document: Document) -> str | None:
        """Return the document_id of the original added first of which `document` is a near-copy, or None.

        Another version of the same article (equal identity) is a correction and no copy.
        """
        shingles = _shingles(document.text)
        candidates = set(self._equal.get(document.text_sha256, ()))
        hashes = set(map(hash, shingles))
        if shingles:
            candidates.update(self._lsh.query(_minhash(shingles)))
        own_identity = _identity(document)
        for row in sorted(candidates):
            original_id, original_identity, original_hashes = self._rows[row]
            if original_id == document.document_id or original_identity == own_identity:
                continue
            if row in self._equal.get(document.text_sha256, ()) or _are_near(hashes, original_hashes):
                return original_id
        return None


def find_copies(batch: Sequence[Document], known: Iterable[Document] | CopyIndex = ()) -> dict[str, str]:
    """Return for every near-copy in `batch` its document_id and that of its original, which is never a copy itself.

    Originals are the documents of `known` (already committed: they stay originals whatever their date), then the
    earliest in the batch by (published, document_id); a day without a time counts as its end, an unknown day comes
    last. A CopyIndex given as `known` takes up the batch's originals.
    """
    index = known if isinstance(known, CopyIndex) else CopyIndex(known)
    copies: dict[str, str] = {}
    for document in sorted(batch, key=_age):
        original = index.original_of(document)
        if original:
            copies[document.document_id] = original
        else:
            index.add(document)
    return copies


def _age(document: Document) -> tuple[datetime, str]:
    day = document.published_date or date.max
    return document.published or datetime.combine(day, time.max, UTC), document.document_id


def _identity(document: Document) -> str:
    return identity(document.canonical_url, document.source, document.source_id)


def _shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _FEWEST_WORDS:
        return set()
    return {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}


def _minhash(shingles: set[str]) -> RMinHash:
    minhash = RMinHash(_PERMUTATIONS, _SEED)
    minhash.update(shingles)
    return minhash


def _are_near(first: set[int], second: "array[int]") -> bool:
    shared = len(first.intersection(second))
    smaller = min(len(first), len(second))
    return shared >= _JACCARD * (len(first) + len(second) - shared) or shared >= _CONTAINMENT * smaller
