"""Pages a second through cleaning on all cores, beside bare trafilatura in as many processes, turn by turn.

Usage: python tests/bench/clean.py [--pages 1000] [--rounds 3]. The pages are those of tests/clean/news_site.py;
times are wall time.
"""

import argparse
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context

import trafilatura

from flows.clean.workers import cleaning
from schemas import Raw
from tests.clean.news_site import news_page


def raw(number: int) -> Raw:
    page = news_page(number)
    return Raw(
        raw_id=f"r_{number}", source_id=page.url, source="bench", url=page.url, final_url=page.url,
        fetched=datetime(2026, 4, 1, tzinfo=UTC), http_status=200, content_type="text/html; charset=utf-8",
        headers=[], body=page.html.encode(), body_sha256="0", published_hint=None,
    )  # fmt: skip


def bare(html: str) -> str | None:
    return trafilatura.extract(html, favor_precision=True, include_comments=False)


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    rows = [raw(number) for number in range(chosen.pages)]
    pages = [row.body.decode() for row in rows]
    with (
        ProcessPoolExecutor(os.cpu_count(), get_context("forkserver")) as pool,
        cleaning(len(rows)) as clean,
    ):
        list(pool.map(bare, pages[:32])), list(clean(rows[:32]))
        for _ in range(chosen.rounds):
            theirs = seconds(lambda: list(pool.map(bare, pages, chunksize=8)))
            ours = seconds(lambda: list(clean(rows)))
            print(
                f"trafilatura {chosen.pages / theirs:.0f} pages/s, cleaning {chosen.pages / ours:.0f} pages/s, "
                f"{ours / theirs:.2f} times as long"
            )


if __name__ == "__main__":
    main()
