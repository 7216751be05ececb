"""Finds near-copies: the same wire story in another paper, cut, re-headed or lightly edited.

A text is a near-copy of an original when their sets of 5-word shingles have a Jaccard index of at least .7, or when .8
of its own set lies in the original's. A share of the shingles by hash value, the same for all texts (scaled MinHash:
Broder 1997; Irber et al. 2022), proposes pairs; the whole sets decide. Two rules keep a copy from hiding news:

- Containment counts one way. A long report that holds an agency's flash word for word says more than the flash, so it
  is no copy of it; the flash, which says nothing more, is one of the report. By the Jaccard index a longer text is a
  copy as long as it adds less than three sevenths to its original.
- A text that gives other figures in the same words is other news: another day's closing prices, a toll that has risen.
  So it is no copy when of its figures amid words of the original two or more, and no fewer than stay, are others.
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import NamedTuple, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from schemas.document import Document
from schemas.ids import identity

_SHINGLE = 5
_JACCARD = 0.7
_CONTAINMENT = 0.8
_FEWEST_WORDS = 20
"""A shorter text is a copy only of an equal one."""

_FEWEST_FIGURES = 2
"""One figure changes when a paper converts miles or corrects a slip."""

_SAMPLED_BELOW = np.uint32(2**30)
"""A quarter of all shingles: the 16 of the shortest texts have one among them in 99 of 100 cases, 40 always."""

_MOST_CANDIDATES = 50
"""Those that share most are compared: a feed may hold thousands of notices in the same words, none a copy."""

_MOST_PLACES = 3000
"""So many are looked at for a text, those of its rarest shingles first: what is in every notice tells none apart."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without pattern, for hashing (Knuth, The Art of Computer Programming 3, 6.4)."""

_FACTORS = _MULTIPLIER ** np.arange(1, 2 * _SHINGLE, 2, dtype=np.uint64)

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Chinese and Japanese: no space tells their words apart, so a character is a word."""

_MARKS = "’‘“”–—…\u00a0"
"""What most often keeps a text in English from being ASCII, which is split five times as fast."""

_LETTERS = bytes(
    code if code >= 128 or chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(256)
).translate(bytes.maketrans(b"sc", b"zz"))
_SAME_SPELLING = ((b"our", b"or"), (b"ll", b"l"), (b"mme", b"m"), (b"tre", b"ter"))
"""With s and c for z, American and British spellings fall together (defence, organise, labour, cancelled, programme,
centre). What else falls together with them would have to stand amid the same words to count."""

Hashes = NDArray[np.uint32]


class Text(NamedTuple):
    """What the search for copies has to know of a document."""

    document_id: str
    identity: str
    day: date
    text: str
    text_sha256: str

    @classmethod
    def of(cls, document: Document) -> Self:
        """Return what counts of `document`."""
        article = identity(document.canonical_url, document.source, document.source_id)
        return cls(document.document_id, article, document.partition(), document.text, document.text_sha256)


class _Entry(NamedTuple):
    document_id: str
    article: int
    day: int
    digest: int
    shingles: Hashes
    """Sorted."""

    def sample(self) -> Hashes:
        """Return what is looked up: shingles, and one more hash that only equal texts share."""
        sampled = self.shingles[: np.searchsorted(self.shingles, _SAMPLED_BELOW)]
        return np.concatenate((sampled, np.array([self.digest & 0xFFFFFFFF], np.uint32)))


class CopyIndex:
    """Originals, by what they say. Holds about 2.5 kB for an article of 300 words, not the article."""

    def __init__(self, originals: Iterable[Document] = ()) -> None:
        """Index `originals`; copies and superseded documents among them are passed over."""
        self._originals: dict[int, _Entry] = {}
        # Sorted by hash: which row holds it. A row may be no original (any more); `_enter` clears such rows away.
        self._hashes: Hashes = np.empty(0, np.uint32)
        self._rows: NDArray[np.int32] = np.empty(0, np.int32)
        self._sampled: NDArray[np.int32] = np.empty(0, np.int32)
        current = (item for item in originals if not item.duplicate_of and not item.superseded_by)
        self.add(map(Text.of, sorted(current, key=_age)))

    def add(self, texts: Iterable[Text]) -> None:
        """Make `texts` originals."""
        self._originals |= self._enter(list(map(_entry, texts)))

    def forget(self, days: Collection[date]) -> None:
        """Give up the originals of these days (partitions), and the memory that they take."""
        gone = {day.toordinal() for day in days}
        self._originals = {row: entry for row, entry in self._originals.items() if entry.day not in gone}

    def copies_in(self, batch: Sequence[Document]) -> dict[str, str]:
        """Return for every near-copy in `batch` its document_id and that of its original; take up the other texts."""
        waiting = deque(sorted(batch, key=_age))
        entries = self._enter([_entry(Text.of(document)) for document in waiting])
        rows = {entry.document_id: row for row, entry in entries.items()}
        documents = {rows[document.document_id]: document for document in waiting}
        copies: dict[int, int] = {}
        while waiting:
            document = waiting.popleft()
            row = rows[document.document_id]
            entry = entries[row]
            near = self._candidates(row, entry)
            original = next((one for one in near if _is_copy(document.text, entry, self._originals[one])), None)
            if original is not None:
                copies[row] = original
                continue
            held = {one for one in near if one in entries and _is_held(documents[one].text, entries[one], entry)}
            again = sorted(held | {copy for copy, original in copies.items() if original in held})
            for other in again:
                self._originals.pop(other, None)
                copies.pop(other, None)
            self._originals[row] = entry
            waiting.extendleft(documents[other] for other in reversed(again))
        return {entries[row].document_id: self._originals[original].document_id for row, original in copies.items()}

    def _enter(self, entries: list[_Entry]) -> dict[int, _Entry]:
        """Give each entry a row by which it is found; it is no original yet."""
        samples = [entry.sample() for entry in entries]
        first, sizes = len(self._sampled), np.array([len(sample) for sample in samples], np.int32)
        is_original = np.zeros(first, np.bool_)
        is_original[list(self._originals)] = True
        kept = is_original[self._rows]
        old_hashes, old_rows = self._hashes[kept], self._rows[kept]
        hashes = np.concatenate([np.empty(0, np.uint32), *samples])
        order = np.argsort(hashes, kind="stable")
        places = np.searchsorted(old_hashes, hashes[order])
        self._hashes = np.insert(old_hashes, places, hashes[order])
        rows = np.repeat(np.arange(first, first + len(entries), dtype=np.int32), sizes)
        self._rows = np.insert(old_rows, places, rows[order])
        self._sampled = np.append(self._sampled, sizes)
        return dict(enumerate(entries, first))

    def _candidates(self, row: int, entry: _Entry) -> list[int]:
        """Return the originals that share so much of the sample that they may be near, those added first in front."""
        sample = entry.sample()
        starts = np.searchsorted(self._hashes, sample, "left")
        counts = np.searchsorted(self._hashes, sample, "right") - starts
        starts, counts = starts[counts > 1], counts[counts > 1]  # `entry` itself was entered before
        rarest = np.argsort(counts, kind="stable")
        rarest = rarest[counts[rarest].cumsum() <= _MOST_PLACES]
        asked = 1 - (len(counts) - len(rarest)) / len(sample)  # the share of the sample that is looked up
        starts, counts = starts[rarest], counts[rarest]
        places = np.arange(counts.sum()) + np.repeat(starts - counts.cumsum() + counts, counts)
        rows, shared = np.unique(self._rows[places], return_counts=True)
        smaller = np.minimum(self._sampled[rows], len(sample)) * asked
        # Near texts share .8 of the smaller set, whichever measure is met; four standard deviations fewer in a sample.
        likely = shared >= _CONTAINMENT * smaller - 1.6 * np.sqrt(smaller)
        near = [
            (-share, one)
            for one, share in zip(rows[likely].tolist(), shared[likely].tolist(), strict=True)
            if (other := self._originals.get(one))
            and one != row
            and other.document_id != entry.document_id
            and other.article != entry.article
        ]
        return sorted(one for _, one in sorted(near)[:_MOST_CANDIDATES])


def find_copies(batch: Sequence[Document], known: Iterable[Document] | CopyIndex = ()) -> dict[str, str]:
    """Return for every near-copy in `batch` its document_id and that of its original, which is never a copy itself.

    Originals are the documents of `known` (already committed: they stay originals whatever their date), then the
    earliest in the batch by (published, document_id); a day without a time counts as its end, an unknown day comes
    last. A text that another of the batch holds, and much more, is a copy of that one though it be earlier. Another
    version of the same article (equal identity) is a correction and no copy. A CopyIndex given as `known` takes up the
    batch's originals.
    """
    index = known if isinstance(known, CopyIndex) else CopyIndex(known)
    return index.copies_in(batch)


def _age(document: Document) -> tuple[datetime, str]:
    day = document.published_date or date.max
    return document.published or datetime.combine(day, time.max, UTC), document.document_id


def _entry(text: Text) -> _Entry:
    shingles = np.sort(_shingles(_words(text.text)))
    shingles = np.concatenate((shingles[:1], shingles[1:][shingles[1:] != shingles[:-1]]))
    digest = crc32(text.text_sha256.encode()) << 32 | crc32(text.text_sha256[::-1].encode())
    return _Entry(text.document_id, hash(text.identity), text.day.toordinal(), digest, shingles)


def _words(text: str) -> list[bytes]:
    folded = text.casefold()
    for mark in _MARKS:
        folded = folded.replace(mark, " ")
    if not folded.isascii():
        folded = " ".join(_WORD.findall(_UNSPACED.sub(r" \g<0> ", folded)))
    letters = folded.encode().translate(_LETTERS)
    for british, american in _SAME_SPELLING:
        letters = letters.replace(british, american)
    return letters.split()


def _shingles(words: list[bytes]) -> Hashes:
    """Return the hashes of the shingles in their order, the same in every process; none for a short text."""
    if len(words) < _FEWEST_WORDS:
        return np.empty(0, np.uint32)
    hashes = np.fromiter(map(crc32, words), np.uint64, len(words))
    mixed: NDArray[np.uint64] = np.convolve(hashes, _FACTORS, "valid")
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _MULTIPLIER
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _is_copy(text: str, copy: _Entry, original: _Entry) -> bool:
    if copy.digest == original.digest:
        return True
    sizes = len(copy.shingles), len(original.shingles)
    shared = int(_in(copy.shingles, original.shingles).sum())
    near = shared >= _CONTAINMENT * sizes[0] or shared >= _JACCARD * (sum(sizes) - shared)
    return shared > 0 and near and not _has_other_figures(text, original.shingles)


def _is_held(text: str, shorter: _Entry, longer: _Entry) -> bool:
    # Only ever the shorter: so no circle of texts, each held by the next, takes each other's places for ever.
    return len(shorter.shingles) < len(longer.shingles) and _is_copy(text, shorter, longer)


def _has_other_figures(text: str, original: Hashes) -> bool:
    shingles, is_figure = _figures(text)
    same = np.zeros(len(is_figure) + _SHINGLE + 1, np.bool_)
    same[_SHINGLE : len(is_figure) + 1] = _in(shingles, original)
    # For each figure: the shingle that ends before it, the five that hold it, and the one that begins behind it.
    before, *around, after = (same[place : place + len(is_figure)][is_figure] for place in range(_SHINGLE + 2))
    kept = np.logical_or.reduce(around)
    other = ~kept & (before | after)
    return bool(other.sum() >= max(_FEWEST_FIGURES, kept.sum()))


@lru_cache(maxsize=256)
def _figures(text: str) -> tuple[Hashes, NDArray[np.bool_]]:
    """Return the hashes of a text's shingles in their order, and which of its words are figures."""
    words = _words(text)
    is_figure = np.array([word[:1].isdigit() or (not word.isascii() and word.decode()[0].isdigit()) for word in words])
    is_figure[:-1] &= ~is_figure[1:]  # of a figure's parts (7.345) the last counts, which changes first
    return _shingles(words), is_figure


def _in(hashes: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Tell for each of `hashes` whether it is among `others`, which are sorted."""
    if not len(others):
        return np.zeros(len(hashes), np.bool_)
    places = np.minimum(np.searchsorted(others, hashes), len(others) - 1)
    return np.equal(others[places], hashes)
