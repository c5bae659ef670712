"""Finds the address to send to, and shows it without what nobody may see."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from local.camera.door import OUTPUTS
from local.relay.errors import RelayError

VARIABLE = "PLATEBOOK_CAMERA_URL"
_NO_ADDRESS = (
    f"There is no address to send to. Name a file that holds it with --url-file, set {VARIABLE}, or start Platebook on "
    "this machine: npm start"
)
_BAD_ADDRESS = (
    "{source}: this is no camera's address. An administrator gets it on the page Cameras, as "
    "https://HOST/c/CAMERA/SECRET"
)


def address_from(url: str | None, file: Path | None) -> str:
    """Find a camera's address.

    Parameters
    ----------
    url
        As it stands on the command line, where other people of the machine can see it.
    file
        Whose first line is the address.

    Returns
    -------
    str
        That of the command line, else the file's, else the environment's, else the running stack's demo camera's.

    Raises
    ------
    RelayError
        There is none, or it is none.
    """
    if url is not None:
        return _checked(url, "--url")
    if file is not None:
        return _checked(_first_line(file), f"--url-file {file}")
    if told := os.environ.get(VARIABLE, "").strip():
        return _checked(told, VARIABLE)
    return _checked(_demo_address(), "demo_camera in .local/outputs.json")


def shown(url: str) -> str:
    """Show an address without its secret, and without a name and password in it."""
    address = urlsplit(url)
    host = address.netloc.rpartition("@")[2]
    pieces = address.path.split("/")
    camera = f"/c/{pieces[2]}/..." if pieces[1:2] == ["c"] and len(pieces) > 3 else "/..."
    return f"{address.scheme}://{host}{camera}"


def _first_line(file: Path) -> str:
    try:
        return next(iter(file.read_text(encoding="utf-8").splitlines()), "")
    except (OSError, UnicodeDecodeError) as error:
        raise RelayError(f"--url-file {file}: it cannot be read. Check its name and who may read it.") from error


def _demo_address() -> str:
    path = Path(os.environ.get("PLATEBOOK_OUTPUTS", "").strip() or OUTPUTS)
    try:
        camera = json.loads(path.read_text(encoding="utf-8")).get("demo_camera")
    except FileNotFoundError as error:
        raise RelayError(_NO_ADDRESS) from error
    if not camera:
        raise RelayError(_NO_ADDRESS)
    return str(camera["push_url"])


def _checked(text: str, source: str) -> str:
    # What stands there is not repeated: it may be a secret with a slip of the pen in it.
    url = text.strip()
    try:
        address = urlsplit(url)
        is_one = address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        is_one = False
    if not is_one or not url.isascii() or not url.isprintable() or " " in url:
        raise RelayError(_BAD_ADDRESS.format(source=source))
    return url
