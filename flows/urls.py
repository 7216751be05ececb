"""One address for one article, whatever campaign, device or cache a link came through."""

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)|mc_[ce]id|ns_\w+|"
    r"(?:fb|g|dc|ms|tt|yc|tw|ga)clid|gbraid|wbraid|igshid|igsh|fb_(?:action|source|ref)\w*|_ga|_gl|_hs\w+|mkt_tok|"
    r"cmpid|cmp|icid|ncid|ocid|smid|smtyp|ito|xtor|wt\.mc_id|wtmc|sr_share|taid|ref_src|ref_url|referrer|spm|rss|"
    r"amp|outputtype",
    re.IGNORECASE,
)
"""Query parameters that say how a reader came. Not `ref`, `cid` or `source`: on some sites they name the page."""

_AMP_CACHE = re.compile(r"/(?:amp/|[acvi]/)(?P<secure>s/)?(?P<address>[^/]+\.[^/]+/.*)")
_AMP_PATH = re.compile(r"/amp/?$|\.amp(?=(?:\.html?)?$)|^/amp(?=/.)", re.IGNORECASE)
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "ac", "edu", "gob", "gouv", "or", "ne", "go"])


def canonical_url(url: str) -> str:
    """Return `url` in the form that all links to one article share; an address that is not http(s) stays as it is.

    Host in lower case and without credentials, default port and mobile or AMP forms; no fragment, no tracking
    parameters; the other parameters sorted. Applying it twice changes nothing more.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not host:
        return url
    if host.endswith(".cdn.ampproject.org") or re.fullmatch(r"(?:www\.)?google\.[a-z.]+", host):
        cached = _AMP_CACHE.match(parts.path)
        if cached:
            scheme = "https" if cached["secure"] else "http"
            return canonical_url(urlunsplit((scheme, *cached["address"].split("/", 1), parts.query, "")))
    scheme = parts.scheme.lower()
    host = _desktop_host(host)
    if ":" in host:
        host = f"[{host}]"
    if port and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    path = parts.path.strip()
    while path != (shorter := _AMP_PATH.sub("", path).strip()):
        path = shorter
    parameters = sorted(filter(None, map(str.strip, parts.query.split("&"))))
    query = "&".join(part for part in parameters if not _TRACKING.fullmatch(part.partition("=")[0]))
    # A fragment that begins with "!" was, in pages of one script, the path itself.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((scheme, host, path or "/", query, fragment))


def _desktop_host(host: str) -> str:
    """Return the host that serves the same pages to a desk: `m.x.org` is `www.x.org`, `en.m.x.org` is `en.x.org`."""
    labels = host.split(".")
    if labels[0] in ("m", "mobile", "amp") and len(labels) > 2:
        rest = labels[1:]
        bare = len(rest) == 2 or (len(rest) == 3 and rest[1] in _SECOND_LEVEL)
        return _desktop_host(".".join(["www", *rest] if bare else rest))
    if len(labels) > 3 and labels[1] in ("m", "mobile"):
        return ".".join([labels[0], *labels[2:]])
    return host
