import asyncio

import httpx
import pytest

from flows.ingest.answer import Failure
from flows.ingest.hosts import Hosts
from flows.ingest.limits import Limits


def test_a_host_is_one_name_and_port() -> None:
    hosts = Hosts(Limits())
    one, same, other = (hosts.of(httpx.URL(url)) for url in ("http://a.org/1", "http://a.org/2", "http://a.org:8080/"))
    assert one is same and one is not other


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/"])
def test_this_machine_needs_no_pause(url: str) -> None:
    assert Hosts(Limits()).of(httpx.URL(url)).delay == 0
    assert Hosts(Limits()).of(httpx.URL("http://a.org/")).delay == 1


def test_a_host_that_gave_no_answer_so_often_is_left_alone() -> None:
    host = Hosts(Limits(failures=2, delay=0)).of(httpx.URL("http://a.org/"))

    async def ask() -> None:
        async with host.turn("http://a.org/1"):
            pass

    for note in (lambda: host.failed(for_good=False), host.answered, lambda: host.failed(for_good=False)):
        note()
        asyncio.run(ask())
    host.failed(for_good=False)
    with pytest.raises(Failure, match=r"http://a.org/1 was not asked for"):
        asyncio.run(ask())


def test_a_host_that_asks_for_it_is_left_alone_at_once() -> None:
    host = Hosts(Limits(delay=0)).of(httpx.URL("http://a.org/"))
    host.failed(for_good=True)

    async def ask() -> None:
        async with host.turn("http://a.org/1"):
            pass

    with pytest.raises(Failure):
        asyncio.run(ask())
