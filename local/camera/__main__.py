"""`npm run camera -- --dialect NAME PHOTO...`: a camera that sends photos to the running stack, or to an address."""

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path

from PIL import UnidentifiedImageError

from local.camera.crop import plate_crop_of
from local.camera.dialects import DIALECTS
from local.camera.door import Door, door_for, send
from local.camera.errors import CameraError
from local.camera.shot import Device, Shot

_DURATIONS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_PLATE = "PB12345"


def main(arguments: Sequence[str] | None = None) -> int:
    """Send photos and print a line for each, with what the door answered.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        Exit status: 1 when something was in the way, or the door refused a photo; 0 otherwise.
    """
    options = _parse(arguments)
    try:
        photos = {name: _load(name) for name in options.photos}
        return _play(options, door_for(options.dialect, options.url), photos)
    except CameraError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="npm run camera --", description="Plays a camera that sends photos.")
    parser.add_argument("photos", nargs="+", metavar="PHOTO", help="a JPEG or PNG file")
    parser.add_argument("--dialect", required=True, choices=sorted(DIALECTS), help="whose way of writing")
    parser.add_argument(
        "--every", type=seconds, default=0.0, metavar="TIME", help="pause between photos, as 2s or 500ms"
    )
    parser.add_argument("--count", type=int, metavar="N", help="photos to send, over and over; 0: until Ctrl-C")
    parser.add_argument(
        "--as", dest="name", type=device_name, default="laptop-camera", metavar="ID", help="the device's own name"
    )
    parser.add_argument("--plate", default=_PLATE, metavar="TEXT", help="what the device says that it has read")
    parser.add_argument(
        "--twice", action="store_true", help="send each message twice, as devices do that heard nothing"
    )
    parser.add_argument("--url", help="a camera's address, instead of the running stack's demo camera")
    return parser.parse_args(arguments)


def seconds(text: str) -> float:
    """Read a pause, as ``2s``, ``500ms``, ``1m`` or ``2``."""
    unit = text.lstrip("0123456789.")
    try:
        return float(text.removesuffix(unit)) * _DURATIONS[unit or "s"]
    except (ValueError, KeyError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no time. Write it as 2s, 500ms or 1m.") from error


def device_name(text: str) -> str:
    """Read a device's name: it becomes part of file names and headers."""
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,40}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no name. Take letters, digits, dots, - and _, at most 40.")
    return text


def _load(name: str) -> tuple[bytes, bytes]:
    try:
        photo = Path(name).read_bytes()
        return photo, plate_crop_of(photo)
    except UnidentifiedImageError as error:
        raise CameraError(f"{name}: it is not a JPEG or PNG photo") from error
    except OSError as error:
        raise CameraError(f"{name}: it cannot be opened ({error.strerror or 'it is damaged'})") from error


def _shots(options: argparse.Namespace, photos: dict[str, tuple[bytes, bytes]]) -> Iterator[tuple[str, Shot]]:
    """Make the vehicles as they come: the time is that of the moment when one is asked for."""
    device, count = Device.called(options.name), len(photos) if options.count is None else options.count
    first = int(time.time())  # a device that was started anew counts on
    for number, name in enumerate(islice(cycle(photos), count or None), start=first):
        photo, crop = photos[name]
        yield name, Shot(device, photo, crop, options.plate, datetime.now().astimezone(), number)


def _play(options: argparse.Namespace, door: Door, photos: dict[str, tuple[bytes, bytes]]) -> int:
    refused = 0
    for place, (name, shot) in enumerate(_shots(options, photos)):
        message = DIALECTS[options.dialect](shot)
        for _ in range(2 if options.twice else 1):
            started = time.monotonic()
            heard = send(door, message)
            refused += heard.status >= 400
            print(f"{name}  {options.dialect}  {heard}  {time.monotonic() - started:.2f} s", flush=True)
        is_last = options.count != 0 and place + 1 == (options.count or len(photos))
        time.sleep(0 if is_last else options.every)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
