import asyncio

import httpx
import pytest

from flows.ingest.answer import Failure
from flows.ingest.hosts import Hosts
from flows.ingest.limits import Limits

ADDRESS = httpx.URL("http://a.org/")
AT_ONCE = Limits(delay=0)


def test_a_host_is_one_name_and_port() -> None:
    hosts = Hosts()
    one, same, other = (
        hosts.of(httpx.URL(url), AT_ONCE) for url in ("http://a.org/1", "http://a.org/2", "http://a.org:8080/")
    )
    assert one is same and one is not other


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/"])
def test_this_machine_needs_no_pause_unless_one_is_asked_for(url: str) -> None:
    assert Hosts().of(httpx.URL(url), Limits()).delay == 0
    assert Hosts().of(httpx.URL(url), Limits(delay=0.5)).delay == 0.5
    assert Hosts().of(ADDRESS, Limits()).delay == 1


def test_of_two_sources_on_one_host_the_longer_pause_counts() -> None:
    hosts = Hosts()
    delays = [hosts.of(ADDRESS, Limits(delay=delay)).delay for delay in (0.5, 3, 0)]
    assert delays == [0.5, 3, 3]


def test_a_host_that_gave_no_answer_so_often_is_left_alone() -> None:
    host = Hosts().of(ADDRESS, AT_ONCE)

    async def ask() -> None:
        async with host.turn("http://a.org/1"):
            pass

    def fail() -> None:
        host.failed(2, for_good=False)

    for note in (fail, host.answered, fail):
        note()
        asyncio.run(ask())
    fail()
    with pytest.raises(Failure, match=r"http://a.org/1 was not asked for"):
        asyncio.run(ask())


def test_a_host_that_asks_for_it_is_left_alone_at_once() -> None:
    host = Hosts().of(ADDRESS, AT_ONCE)
    host.failed(3, for_good=True)

    async def ask() -> None:
        async with host.turn("http://a.org/1"):
            pass

    with pytest.raises(Failure):
        asyncio.run(ask())
