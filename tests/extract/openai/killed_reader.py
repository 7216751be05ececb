"""Reads what is pending with the openai engine, until it is done or killed: killed_reader.py OUT BASE_URL."""

import asyncio
import sys
from pathlib import Path

from flows.extract.engines import engine_for
from flows.extract.stage import extract_slice
from flows.settings import RunSettings
from flows.stage_run import stage_run
from flows.tables.pending import pending_documents

settings = RunSettings(out=Path(sys.argv[1]), model="m", base_url=sys.argv[2], concurrency=8)
with stage_run("extract", settings, "run") as run:
    pending = list(pending_documents(run.layout))
    asyncio.run(extract_slice(run, engine_for(settings), pending, len(pending)))
