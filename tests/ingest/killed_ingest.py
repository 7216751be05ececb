"""Takes in one online source until it is killed or done. Usage: killed_ingest.py OUT URL"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from flows.ingest.held import held_in
from flows.ingest.limits import Limits
from flows.ingest.source import Source
from flows.ingest.stage import ingest_slice
from flows.ingest.web import web_offers
from flows.settings import RunSettings
from flows.stage_run import StageRun
from flows.tables.layout import Layout
from flows.tables.recovery import recover
from schemas import tables


def main(out: Path, url: str) -> None:
    """Ingest, committing every 20 items."""
    layout = Layout(out)
    recover(layout, tables().values())
    run = StageRun("run", "ingest", layout, RunSettings(out=out), datetime.now(UTC))
    stream = web_offers([Source(location=url, limits=Limits(backoff=0.1))], held_in(layout))
    while ingest_slice(run, stream, 20) == 20:
        pass
    print("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
