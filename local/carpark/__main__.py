"""`npm run carpark -- --minutes 60 --speed 30`: vehicles come and go before two cameras of the running stack."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError as AwsError

from lab.carpark.plates import a_plate, countries_of
from local.camera.door import Door, Heard, send
from local.camera.errors import CameraError
from local.camera.messages import snapshot
from local.camera.shot import Device, Shot
from local.cameras import ENTRY, EXIT
from local.carpark.pictures import Camera
from local.carpark.place import administrator_of, camera_of, ensure_rules, ensure_site, secrets_of
from local.carpark.plan import Seen, drawn_plan, every_at
from scripts.client import ClientError, Json, load_outputs

LONGEST_MINUTES: Final = 24 * 60
"""Photos may be days old, and more would be too many for the cameras' quotas."""

_FASTEST: Final = 120.0
_CLOCKS: Final = (
    "The photos' times lie in the past and end now, so that the cameras' clocks are shown as off, and photos as late."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, with a line for each vehicle; Ctrl-C ends it.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        Exit status: 1 when something was in the way, or a photo was refused; 0 otherwise.
    """
    options = _parse(arguments)
    try:
        return _run(options, load_outputs())
    except KeyboardInterrupt:
        print("\nStopped. Who is inside stays there, until you say on the page of the visit that they left.")
        return 0
    except (CameraError, ClientError) as error:
        print(error, file=sys.stderr)
    except (AwsError, BotoCoreError) as error:
        print(f"Nobody could sign in as administrator ({error}). Was the password changed?", file=sys.stderr)
    return 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="npm run carpark --", description="Plays a car park on the running stack.")
    parser.add_argument("--minutes", type=_minutes, default=60.0, help="how long, by the photos' times")
    parser.add_argument("--speed", type=_speed, default=30.0, help="how many times as fast as real time")
    parser.add_argument("--seed", type=int, default=None, help="the same number draws the same vehicles")
    return parser.parse_args(arguments)


def _minutes(text: str) -> float:
    return _between(text, LONGEST_MINUTES, "minutes")


def _speed(text: str) -> float:
    if (speed := _between(text, _FASTEST, "speed")) < 1:
        raise argparse.ArgumentTypeError(f"{text} is slower than real time: give 1 to {_FASTEST:g}.")
    return speed


def _between(text: str, most: float, what: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no number.") from error
    if not 0 < number <= most:
        raise argparse.ArgumentTypeError(f"{text} {what}: give more than 0 and at most {most:g}.")
    return number


def _run(options: argparse.Namespace, outputs: Json) -> int:
    chance = Random(options.seed)  # noqa: S311 -- it draws vehicles, no secrets
    countries = countries_of(chance)
    plan = drawn_plan(options.minutes, every_at(options.speed), lambda: a_plate(countries, chance), chance)
    admin = administrator_of(outputs)
    site = ensure_site(admin)
    hint = ensure_rules(admin, site["site_id"])
    print(f"{site['name']}: {_in_words(plan, options)} Open {outputs['web_url']}/now and sign in as {admin.email}.")
    print(*[one for one in (hint, _CLOCKS if options.speed > 1 else None) if one], sep="\n", flush=True)
    with secrets_of(admin, [camera_of(site, one) for one in (ENTRY, EXIT)]) as secrets:
        url = outputs["demo_camera"]["plate_reader_url"]
        doors = [Door(url, secret) for secret in secrets]
        return _play(plan, Played(doors, begins(options), options.speed, chance))


def begins(options: argparse.Namespace) -> datetime:
    """Tell when the first photo is taken: so long ago that the last one is taken when it is sent."""
    ahead = timedelta(minutes=options.minutes)
    began_at: datetime = datetime.now(UTC) - ahead + ahead / options.speed
    return began_at


class Played:
    """The cameras, and what time it is before them.

    Parameters
    ----------
    doors : list of Door
        Of the entry's and of the exit's.
    began_at : datetime
        When the first vehicle can come, by the photos' times.
    speed : float
    chance : Random
    pause : callable
        Waits for some seconds.
    """

    def __init__(
        self,
        doors: list[Door],
        began_at: datetime,
        speed: float,
        chance: Random,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._doors, self._began_at, self._speed, self._chance, self._pause = doors, began_at, speed, chance, pause
        self._cameras = [Camera("entry"), Camera("exit")]
        self._devices = [Device.called("demo-entry"), Device.called("demo-exit")]
        self._started = time.monotonic()
        self._number = 0

    def wait_for(self, seen: Seen) -> None:
        """Wait until a vehicle passes; not at all where reading took longer."""
        due = self._started + seen.after.total_seconds() / self._speed
        self._pause(max(0.0, due - time.monotonic()))

    def taken_at(self, seen: Seen) -> datetime:
        """Tell when a vehicle passes, UTC."""
        return self._began_at + seen.after

    def sent(self, seen: Seen) -> Heard:
        """Draw a vehicle and send the photo."""
        place = 0 if seen.is_coming else 1
        photo = self._cameras[place].photo(seen.plate, self._chance, is_dirty=seen.is_dirty)
        self._number += 1
        shot = Shot(self._devices[place], photo, b"", seen.plate, self.taken_at(seen), self._number)
        return send(self._doors[place], snapshot.posted(shot))


def _play(plan: Sequence[Seen], played: Played) -> int:
    refused = 0
    for number, one in enumerate(plan, start=1):
        played.wait_for(one)
        heard = None if one.is_unseen else played.sent(one)
        refused += heard is not None and heard.status >= 400
        print(f"{number:>4}/{len(plan)}  {line(one, played.taken_at(one), heard)}", flush=True)
    told = f"{refused} photos were refused: the lines above say why." if refused else "That was all."
    print(told)
    return 1 if refused else 0


def line(seen: Seen, at: datetime, heard: Heard | None) -> str:
    """Say in a line who passed, and what became of the photo.

    Parameters
    ----------
    seen : Seen
    at : datetime
        When.
    heard : Heard or None
        The door's answer; None where no camera saw it.
    """
    what = "comes" if seen.is_coming else "leaves"
    odd = [text for text, is_so in (("dirty plate", seen.is_dirty), ("too long", seen.overstays)) if is_so]
    told = "no camera sees it" if heard is None else f"read: {heard}"
    beside = f"  ({', '.join(odd)})" if odd else ""
    return f"{at.astimezone():%H:%M:%S}  {what:6}  {seen.plate:10}  {told}{beside}"


def _in_words(plan: Sequence[Seen], options: argparse.Namespace) -> str:
    coming = sum(one.is_coming for one in plan)
    took = options.minutes / options.speed
    return f"{coming} vehicles come in {options.minutes:g} minutes, which take about {took:.1f}."


if __name__ == "__main__":
    sys.exit(main())
