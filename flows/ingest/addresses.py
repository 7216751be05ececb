"""Which addresses may be connected to: those of the public internet, and our own network where that is allowed.

A feed or a redirect is written by others. Without this guard it could make the machine that runs Parley ask services
that only it can reach (server-side request forgery, CWE-918).
"""

import os
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

ALLOW_PRIVATE = "PARLEY_ALLOW_PRIVATE_HOSTS"

_OWN_NETWORKS = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")))
"""RFC 1918, RFC 6598 and RFC 4193."""

_METADATA = frozenset(
    map(ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"))
)
"""Where clouds hand out credentials, beside the link-local 169.254.169.254: Alibaba, Azure, Oracle, AWS, Google."""

_NAT64 = ip_network("64:ff9b::/96")
"""IPv4 as seen from a network that has IPv6 alone (RFC 6052)."""


def private_hosts_allowed() -> bool:
    """Return whether PARLEY_ALLOW_PRIVATE_HOSTS=1 opens loopback and private addresses. The only place that asks."""
    return os.environ.get(ALLOW_PRIVATE) == "1"


def refusal(address: str, *, private_allowed: bool) -> str | None:
    """Return what kind of address this is when it must not be connected to, such as "link-local"; None when it may.

    `address`: an IPv4 or IPv6 address, a zone (`%eth0`) allowed. `private_allowed` opens loopback and private networks,
    nothing else. An IPv4 address inside an IPv6 one is judged as itself. Raises ValueError for what is no address.
    """
    ip = _inside(ip_address(address.partition("%")[0]))
    if ip in _METADATA:
        return "metadata"
    if ip.is_link_local:
        return "link-local"
    if ip.is_multicast:
        return "multicast"
    if ip.is_loopback:
        return None if private_allowed else "loopback"
    if any(ip in network for network in _OWN_NETWORKS):
        return None if private_allowed else "private"
    site_local = isinstance(ip, IPv6Address) and ip.is_site_local
    return "reserved" if ip.is_reserved or site_local or not ip.is_global else None


def _inside(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one stands for: mapped, 6to4 or NAT64. Teredo counts as reserved."""
    if isinstance(ip, IPv4Address):
        return ip
    return ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip)
