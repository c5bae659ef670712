"""Where a local stack lives: its folders, its ports and the addresses that follow from them."""

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
AWS_REGION = "us-east-1"
STAGE = "local"
STACK_NAME = f"platebook-{STAGE}"
API_ID = "platebook"
# The emulator's root keys (its defaults): they open nothing but the emulator on this machine.
ROOT_KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True)
class Ports:
    """The TCP ports of a stack, all on the loopback interface."""

    aws: int = 4566
    rekognition: int = 4570
    web: int = 5180


@dataclass(frozen=True)
class Stack:
    """A local stack: everything that is kept lies below `state_dir`."""

    state_dir: Path
    ports: Ports

    @property
    def endpoint_url(self) -> str:
        """Address of the local AWS."""
        return f"http://{HOST}:{self.ports.aws}"

    @property
    def rekognition_url(self) -> str:
        """Address of the Rekognition-compatible server."""
        return f"http://{HOST}:{self.ports.rekognition}"

    @property
    def web_url(self) -> str:
        """Address of the web app."""
        return f"http://{HOST}:{self.ports.web}"

    @property
    def api_url(self) -> str:
        """Address of the HTTP API."""
        return f"{self.endpoint_url}/_aws/execute-api/{API_ID}/$default"

    @property
    def data_dir(self) -> Path:
        """What the emulator keeps between runs: tables, users, functions, files."""
        return self.state_dir / "state"

    @property
    def log_dir(self) -> Path:
        """One log for each program of the stack."""
        return self.state_dir / "logs"

    @property
    def outputs_path(self) -> Path:
        """The file that tells scripts and tests where the running stack is."""
        return self.state_dir / "outputs.json"

    @property
    def temporary_dir(self) -> Path:
        """Scratch space of the stack's programs, emptied at every start."""
        return self.state_dir / "tmp"


def free_ports() -> Ports:
    """Choose three ports that no program listens on now.

    Returns
    -------
    Ports
        Distinct ports: they are all held open while they are chosen.
    """
    sockets = [socket.socket() for _ in range(3)]
    try:
        for listener in sockets:
            listener.bind((HOST, 0))
        return Ports(*(listener.getsockname()[1] for listener in sockets))
    finally:
        for listener in sockets:
            listener.close()


def is_port_taken(port: int) -> bool:
    """Tell whether a program listens on a port of the loopback interface.

    Parameters
    ----------
    port
        1 to 65535.
    """
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            return True
    with socket.socket() as listener:
        # Without it, connections of a stack that has just stopped keep the port for a minute.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return True
    return False


def project_environment(stack: Stack) -> dict[str, str]:
    """Environment of programs that talk to the local AWS as its owner.

    Nothing of the caller's own AWS settings is left in it: a forgotten profile must never send the local stage to a
    real account. Of the project's own settings, what is set to nothing is not set: osls would take it for a value.
    """
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AWS_") and (value.strip() or not name.startswith("PLATEBOOK_"))
    }
    return inherited | {
        **ROOT_KEYS,
        "AWS_REGION": AWS_REGION,
        "AWS_DEFAULT_REGION": AWS_REGION,
        "AWS_ENDPOINT_URL": stack.endpoint_url,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": f"{HOST},localhost",
        "no_proxy": f"{HOST},localhost",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
    }
