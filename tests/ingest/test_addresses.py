from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.addresses import private_hosts_allowed, refusal


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_public_addresses_pass(address: str) -> None:
    assert refusal(address, private_allowed=False) is None


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.8.8.8", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("10.1.2.3", "private"),
        ("172.31.0.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "private"),
        ("fd12:3456::1", "private"),
    ],
)
def test_our_own_networks_pass_only_where_allowed(address: str, kind: str) -> None:
    assert refusal(address, private_allowed=False) == kind
    assert refusal(address, private_allowed=True) is None


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("169.254.169.254", "link-local"),
        ("169.254.0.1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("::ffff:169.254.169.254", "link-local"),
        ("64:ff9b::a9fe:a9fe", "link-local"),
        ("2002:a9fe:a9fe::1", "link-local"),
        ("100.100.100.200", "metadata"),
        ("168.63.129.16", "metadata"),
        ("fd00:ec2::254", "metadata"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("0.0.0.0", "reserved"),
        ("::", "reserved"),
        ("255.255.255.255", "reserved"),
        ("240.0.0.1", "reserved"),
        ("192.0.2.1", "reserved"),
        ("2001:db8::1", "reserved"),
        ("fec0::1", "reserved"),
        ("::127.0.0.1", "reserved"),
        ("2001::1", "reserved"),
    ],
)
def test_all_else_never_passes(address: str, kind: str) -> None:
    assert refusal(address, private_allowed=False) == refusal(address, private_allowed=True) == kind


@given(st.ip_addresses(v=4), st.booleans())
def test_an_address_in_disguise_is_judged_as_itself(address: IPv4Address, allowed: bool) -> None:
    number = int(address)
    disguises = [0xFFFF << 32 | number, 0x2002 << 112 | number << 80, 0x0064FF9B << 96 | number]
    assert {refusal(str(IPv6Address(each)), private_allowed=allowed) for each in disguises} == {
        refusal(str(address), private_allowed=allowed)
    }


@given(st.ip_addresses())
def test_what_is_allowed_opens_nothing_but_our_own_networks(address: IPv4Address | IPv6Address) -> None:
    refused, allowed = (refusal(str(address), private_allowed=each) for each in (False, True))
    assert refused == allowed or (refused in ("loopback", "private") and allowed is None)


def test_only_1_allows_private_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_ALLOW_PRIVATE_HOSTS", raising=False)
    assert not private_hosts_allowed()
    for value, allowed in [("1", True), ("0", False), ("", False), ("no", False)]:
        monkeypatch.setenv("PARLEY_ALLOW_PRIVATE_HOSTS", value)
        assert private_hosts_allowed() is allowed
