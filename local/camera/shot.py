"""What a device has seen, before it writes it in its dialect; and what it then puts on the wire."""

import random
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Device:
    """A device that exists nowhere.

    Parameters
    ----------
    name
        As its owner calls it.
    serial, mac, ip
        Made of the name: the same name is the same device. The address is one that is kept for documents.
    """

    name: str
    serial: str
    mac: str
    ip: str
    channel: int = 1

    @classmethod
    def called(cls, name: str) -> "Device":
        """Make up a device of this name."""
        chance = random.Random(f"device {name}")  # noqa: S311 -- no secret: it is to be the same each time
        mac = ":".join(f"{byte:02x}" for byte in (0x02, *chance.randbytes(5)))  # 02: given by its owner, no maker's
        return cls(name, f"PB{chance.randrange(10**10):010}", mac, f"192.0.2.{chance.randrange(1, 255)}")


@dataclass(frozen=True)
class Shot:
    """A vehicle before a device.

    Parameters
    ----------
    photo
        A JPEG or PNG of the whole scene.
    plate_crop
        The plate cut out of it, a JPEG.
    plate
        What the device reads.
    taken_at
        Aware; devices that know no zone write its local time.
    number
        Counts the device's vehicles.
    is_retransmitted
        Sent later from the device's memory.
    """

    device: Device
    photo: bytes
    plate_crop: bytes
    plate: str
    taken_at: datetime
    number: int
    confidence: float = 0.93
    is_retransmitted: bool = False

    @property
    def event_id(self) -> str:
        """Something that is the same for the same vehicle, as devices make it up of time and chance."""
        chance = random.Random(f"{self.device.name} {self.number} {self.taken_at.isoformat()}")  # noqa: S311
        letters = "".join(chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789", k=24))
        return f"{self.taken_at:%Y%m%d%H%M%S}{letters}"


@dataclass(frozen=True)
class Posted:
    """A request, as it leaves the device.

    Parameters
    ----------
    headers
        In the order in which they are sent; `Host` and `Content-Length` come beside them.
    path
        Below the address that people typed into the device.
    query
        As it is written in the address, without the ``?``.
    """

    method: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    path: str = ""
    query: str = ""

    @property
    def content_type(self) -> str:
        """What the headers say of the body."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), "")


def image_type(picture: bytes) -> str:
    """Tell a picture's content type by its first bytes."""
    return "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"
