"""One request and its answer, within limits."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from flows.ingest.answer import Failure, Fetched, NotModified
from flows.ingest.credentials import without_credentials
from flows.ingest.inflate import GZIP_MAGIC, Inflater, TooLarge
from flows.ingest.limits import Limits
from flows.ingest.transport import RefusedAddress

_RETRYABLE_STATUS = (408, 425, 429)
"""Beside all from 500: request time-out, too early, too many requests (RFC 9110, 8470, 6585)."""

_GZIP_TYPES = ("application/gzip", "application/x-gzip")
"""Of files that are packed themselves, as sitemaps often are."""


async def exchange(
    client: httpx.AsyncClient, url: httpx.URL, limits: Limits, headers: Mapping[str, str], cookies: httpx.Cookies
) -> Fetched | NotModified | str:
    """Return the answer to one request, or the address that it redirects to. Raises Failure, and nothing else.

    `headers`: those of this request, beside the client's. `cookies`: of the redirects before, to which its own are
    added.
    """
    shown = without_credentials(str(url))
    timeout = httpx.Timeout(limits.read, connect=limits.connect, pool=None)
    # Not in the address itself, which httpx writes into its log.
    login = (url.username, url.password) if url.userinfo else None
    try:
        sent = {**headers, **_cookie_header(cookies, shown)}
        async with (
            asyncio.timeout(limits.total),
            client.stream("GET", shown, auth=login, headers=sent, timeout=timeout) as answer,
        ):
            cookies.extract_cookies(answer)
            if answer.has_redirect_location:
                return str(answer.headers["location"])
            if answer.status_code == httpx.codes.NOT_MODIFIED and headers:
                return NotModified(shown)
            _check_status(answer, shown)
            _check_type(answer, shown)
            body = await _body(answer, shown, limits)
    except Failure:
        raise
    except RefusedAddress as error:
        raise Failure("refused_address", f"{shown}: {error}") from error
    except TooLarge as error:
        raise Failure(
            "too_large",
            f"{shown} has more than {limits.size:,} bytes, the most that one page or feed may have: give the address "
            "of a smaller one.",
        ) from error
    except (httpx.RemoteProtocolError, httpx.InvalidURL) as error:  # what httpx says of a Location
        raise Failure(
            "invalid_url", f"{shown} led to what is no web address ({error}), one was expected: look at it."
        ) from error
    except (TimeoutError, httpcore.TimeoutException) as error:
        raise Failure(
            "timeout",
            f"{shown} took too long, expected were at most {limits.connect:g} seconds to connect, {limits.read:g} "
            f"between two parts and {limits.total:g} in all: a later run tries again.",
            retryable=True,
        ) from error
    except Exception as error:  # whatever a library makes of what a server sent must not stop the others
        raise Failure(
            "unreachable",
            f"{shown} can't be read ({str(error) or type(error).__name__}), a web server was expected there: check "
            "the address; a later run tries again.",
            retryable=True,
        ) from error
    return Fetched(
        url=shown,
        final_url=shown,
        status=answer.status_code,
        headers=dict(answer.headers),
        body=body,
        at=datetime.now(UTC),
    )


def _cookie_header(cookies: httpx.Cookies, url: str) -> dict[str, str]:
    request = httpx.Request("GET", url)
    cookies.set_cookie_header(request)
    return {"cookie": request.headers["cookie"]} if "cookie" in request.headers else {}


async def _body(answer: httpx.Response, shown: str, limits: Limits) -> bytes:
    try:
        inflater = Inflater(answer.headers.get("content-encoding", ""), limits.size)
    except ValueError as error:
        raise Failure("unsupported_type", f"{shown}: {error}: give another address.") from error
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.size:
        raise TooLarge
    async for part in answer.aiter_raw():
        inflater.feed(part)
    body = inflater.end()
    if not body.startswith(GZIP_MAGIC):
        return body
    file = Inflater("gzip", limits.size)
    file.feed(body)
    return file.end()


def _check_status(answer: httpx.Response, shown: str) -> None:
    status = answer.status_code
    if answer.is_success:
        return
    retryable = status >= 500 or status in _RETRYABLE_STATUS
    advice = "a later run tries again" if retryable else "check the address, or take it off the sources"
    if status == httpx.codes.UNAUTHORIZED:
        advice = "put name:password@ before the host in its address, or take it off the sources"
    raise Failure(
        "http_status",
        f"{shown} answered {status} {answer.reason_phrase}".rstrip() + f", a page or feed was expected: {advice}.",
        retryable=retryable,
        retry_after=_seconds(answer.headers.get("retry-after", "")) if retryable else None,
        gone=status in (httpx.codes.NOT_FOUND, httpx.codes.GONE),
    )


def _seconds(retry_after: str) -> float | None:
    """Return the seconds of a Retry-After, which states them or a moment (RFC 9110, 10.2.3); None for what is neither.

    A moment that has passed is 0.
    """
    if retry_after.strip().isdecimal():
        return float(retry_after[:12])
    with suppress(ValueError):
        moment = parsedate_to_datetime(retry_after)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return None


def _check_type(answer: httpx.Response, shown: str) -> None:
    """Refuse, before it is read, what can't be text: a picture, a film, a PDF."""
    said = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    texts = ("", "application/octet-stream", "application/xml", "application/json", *_GZIP_TYPES)
    if said.startswith("text/") or said.endswith(("+xml", "+json")) or said in texts:
        return
    raise Failure(
        "unsupported_type",
        f"{shown} is {said}, a web page, plain text, a feed or a sitemap was expected: give another address.",
    )
