"""The user's settings of Prefect, read without importing it, which takes two seconds; and whether their API answers."""

import http.client
import os
import tomllib
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values


class PrefectUnavailableError(RuntimeError):
    """No Prefect API to run against. The message names the URL or the log, and what to do."""


def user_settings() -> dict[str, str]:
    """Return the settings of Prefect that the user has made, by environment name.

    Sources as in https://docs.prefect.io/v3/concepts/settings-and-profiles, the first wins: the environment, `.env`,
    prefect.toml and [tool.prefect] in pyproject.toml (of these two only the API's URL), the active profile.
    """
    home = Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    profiles = read_toml(Path(os.environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml"))
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
    settings = {name: str(value) for name, value in profiles.get("profiles", {}).get(active, {}).items()}
    project = read_toml(Path("pyproject.toml")).get("tool", {}).get("prefect", {})
    for table in (project, read_toml(Path("prefect.toml"))):
        if url := table.get("api", {}).get("url"):
            settings["PREFECT_API_URL"] = url
    settings |= {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return settings | dict(os.environ)


def read_toml(path: Path) -> dict[str, Any]:
    """Return what the file holds; nothing if it is missing, or broken, of which Prefect itself tells the user."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def check_answers(url: str) -> None:
    """Raise PrefectUnavailableError unless something answers at the URL, be it with an error such as 401."""
    try:
        urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=10).close()
    except urllib.error.HTTPError as answer:
        answer.close()
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, OSError) and type(reason).__module__ == "ssl":
            return  # an answer, from a server whose certificate is known to Prefect's settings only
        raise PrefectUnavailableError(
            f"The Prefect API configured at {url} does not answer ({reason}). Start it with `prefect server start`, "
            "or unset PREFECT_API_URL (`prefect config unset PREFECT_API_URL`) to let Parley start its own."
        ) from None


def first_start(settings: Mapping[str, str]) -> str:
    """Return what to tell the user about the database when Prefect has none yet, else an empty string."""
    home = Path(settings.get("PREFECT_HOME") or "~/.prefect").expanduser()
    elsewhere = any(name.endswith("DATABASE_CONNECTION_URL") for name in settings)
    if elsewhere or (home / "prefect.db").exists():
        return ""
    return f"; this first one creates its database in {home}, once"
