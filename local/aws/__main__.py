"""`python -m local.aws`: serves the laptop's AWS until SIGTERM. ministack takes its settings from the environment."""

import argparse
import asyncio
import logging
import os
import resource
from pathlib import Path

import ministack.app
from hypercorn.asyncio import serve
from hypercorn.config import Config

from local.aws.emulated import Emulated, MissedWrites, name_attempts_alike
from local.aws.guard import Guard, Known
from local.aws.quiet_log import NoAddresses
from local.aws.saving import Saver, Saving
from local.aws.snapshot import SnapshotFolder

KEEP_ALIVE_SECONDS = 75  # longer than the SDKs keep their connections


def main() -> None:
    """Serve on the loopback interface."""
    parser = argparse.ArgumentParser(prog="python -m local.aws", description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--web-url", required=True)
    arguments = parser.parse_args()
    host, port = os.environ["BIND_HOST"], os.environ["GATEWAY_PORT"]

    for handler in logging.getLogger().handlers:
        handler.addFilter(NoAddresses())
    _let_many_connect()
    name_attempts_alike()
    missed_writes = MissedWrites()
    logging.getLogger("s3").addHandler(missed_writes)
    snapshots = SnapshotFolder(Path(os.environ["STATE_DIR"]))
    known = Known(frozenset({f"{host}:{port}", f"localhost:{port}"}), arguments.web_url)

    config = Config()
    config.bind = [f"{host}:{port}"]
    config.keep_alive_timeout = KEEP_ALIVE_SECONDS
    config.errorlog = logging.getLogger("hypercorn.error")
    asyncio.run(_serve(Saver(arguments.data_dir, snapshots, Emulated(missed_writes)), known, config))


async def _serve(saver: Saver, known: Known, config: Config) -> None:
    # Saving is this program's: ministack would save only when it ends, and not say when that fails.
    ministack.app.save_all = lambda _states: None
    app = Guard(Saving(ministack.app.app, saver, known.origin), known)
    await serve(app, config, mode="asgi")


def _let_many_connect() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    main()
