"""How much a device may send. All of it is checked before anything is parsed."""

from __future__ import annotations

from typing import Final

MAX_BODY_BYTES: Final = 4_400_000
"""A synchronous call of a function carries 6 MB (Lambda developer guide, "Quotas"), and API Gateway hands what is no
text on in base64, which makes four bytes of three."""

MAX_PARTS: Final = 12
"""A report and ten pictures are the most that any device is known to send."""

MAX_FIELDS: Final = 64
"""Of a form without files, where a field may come once for each region."""

MAX_PART_HEADER_BYTES: Final = 8 * 1024
MAX_TEXT_BYTES: Final = 256 * 1024
"""Of XML, or of JSON without the pictures in it. Reports that were seen have 2 to 20 kB."""

MAX_REPORTS: Final = 3
"""That are read of a message, the first ones: no device is known to send more than one, and a client's form has its
`config` at most. Eleven of the longest would take all of the function's seconds."""

MAX_DEPTH: Final = 32
"""Of XML and JSON. Reports that were seen have eight levels at most."""
