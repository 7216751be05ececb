"""What the fork server of the cleaning processes imports once, for all of them."""

import htmldate  # noqa: F401
import py3langid  # noqa: F401
import resiliparse.extract.html2text
import resiliparse.parse.html  # noqa: F401
import trafilatura
import trafilatura.metadata  # noqa: F401

import flows.clean.document  # noqa: F401
