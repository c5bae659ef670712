"""The plates of the United States by state: data only, in the notation of `region`."""

from __future__ import annotations

from handler.domain.formats.region import Region

UNITED_STATES: tuple[Region, ...] = (
    Region("us-al", "0A00000; 00A0000; 0AA0000; 00AA000; 0A00A0A=.5", weight=0.4),
    Region("us-ak", "AAA@000", weight=0.1),
    Region("us-az", "AAA0000=2; AAA 000; A0A 0AA=.7; AA 00000=.2", weight=0.6),
    Region("us-ar", "AAA 00A=2; 000 AAA=2; AAA 000=.3", weight=0.3),
    Region("us-ca", "0AAA000=8; 0A00000=2; 00000A0=1; AAA 000=.2; 0000000=.5; 000AAA=.1; 0AA0000=.1", weight=2.5),
    Region("us-co", "AAA 000; AAA A00; 000 AAA", weight=0.5),
    Region("us-ct", "AA 00000=2; 000 AAA; 0AA AA0; AAA 000=.3; 00AA00=.2", weight=0.3),
    Region("us-dc", "AA 0000", weight=0.1),
    Region("us-de", "000000; pc 000000=.3; c00000=.3; 00000=.3", weight=0.15),
    Region("us-fl", "AAA@A00=2; A00@0AA; 000@AAA; AA0@0AA; AAA@000=.3; 00A@AAA=.5; 00AA AAA=.2", weight=1.4),
    Region("us-ga", "AAA@0000=3; AAA@000", weight=0.9),
    Region("us-hi", "AAA 000", weight=0.15),
    Region("us-id", "0A 00000; 0A A0000; A 000000; 0A 0000A; 0A AA000=.5", weight=0.2),
    Region(
        "us-il",
        "AA 00000=2; A00 0000=3; 000 0000=1; AAA 000=.2; 00000A=.5; 00000AA=.3; 000000A=.5; 0000000A=.2",
        weight=1.1,
    ),
    Region("us-in", "000A; 000AA; 000AAA=2; AAA000=.5; AA000A=.3", weight=0.6),
    Region("us-ia", "AAA 000; 000 AAA", weight=0.35),
    Region("us-ks", "000 AAA; AAA 000; 0000 AAA=.7", weight=0.3),
    Region("us-ky", "000 AAA; AAA000; A0A 000", weight=0.4),
    Region("us-la", "000@AAA; AAA@000; A000000=.5", weight=0.4),
    Region("us-me", "0000 AA; 000 AAA; 000 0AA=.3; AAA 000=.2", weight=0.15),
    Region("us-md", "0AA0000=3; 0AAA00; AAA000=.3; m000000=.3; 00A000=.3", weight=0.5),
    Region("us-ma", "0AA A00=2; 000 AA0; 000 AAA; 0000 AA; 00A A00; 0A AA00=.5", weight=0.6),
    Region("us-mi", "AAA 0000=2; 0AAA00; AAA 000=.3; AA 00000=.5", weight=0.9),
    Region("us-mn", "AAA 000=2; 000 AAA", weight=0.5),
    Region("us-ms", "AAA 0000; AAA 000", weight=0.3),
    # Cars; trucks by weight class.
    Region(
        "us-mo",
        "AA0@A0A=4; AAA@000=1; 0AA@000=2; 00A@0AA=.7; 0A0@00A=.2; AA0@A00=.3",
        letters="ABCDEFGHJKLMNPRSTUVWXYZ",
        weight=0.6,
    ),
    Region("us-mt", "0 00000A; 00 0000A; AAA000", weight=0.15),
    Region("us-ne", "AAA 000; 00-A000; 0-A0000; 00 AA00=.3", weight=0.2),
    Region("us-nv", "00A-000=2; 000 A00=2; 000 AAA; AAA 000=.3", weight=0.3),
    Region("us-nh", "000 0000; 000 000", weight=0.15),
    Region("us-nj", "A00@AAA=2; AAA@00A=1; AA 000A=.5; AAA 000=.2; AA00AA=.2", weight=0.8),
    Region("us-nm", "AAA@000; 000@AAA; AAAA00", weight=0.2),
    Region("us-ny", "AAA@0000=4; 00000 AA=1; AAA 000=.3; 000 AAA=.2", weight=1.3),
    Region("us-nc", "AAA-0000", weight=0.8),
    Region("us-nd", "000 AAA", weight=0.1),
    Region("us-oh", "AAA 0000=3; AA00AA=.5; AA000A=.3; AAA0000", weight=1.0),
    Region("us-ok", "AAA 000=2; 000 AAA; AA0 000=.3", weight=0.4),
    Region("us-or", "000@AAA=2; AAA@000; AA 00000=.3", weight=0.4),
    Region("us-pa", "AAA@0000=3; AAA000=.2; AA00000=.4; A00 00A=.3", weight=1.0),
    Region("us-ri", "000 000; AA 000; 0AA 000=.5", weight=0.1),
    Region("us-sc", "AAA@000; 000@AAA; 0000 AA=.5", weight=0.5),
    Region("us-sd", "0AA 000; 00A 000; 0A0 000=.3", weight=0.1),
    Region("us-tn", "A00 00A; 000 AAA; AAA 0000=.7; AA0 00A=.3; 0A0 0A0=.3", weight=0.6),
    Region(
        "us-tx", "AAA@0000=3; AA0@A000=1.5; AAA 000=.5; A00 AAA=.2; 00A AA0=.3; 0AA A00=.3; AA0 0000=.5", weight=2.0
    ),
    Region("us-ut", "A00@0AA; 0A0@0AA; 000@AAA; A000AA", weight=0.3),
    Region("us-vt", "AAA 000; 000A000=.3", weight=0.1),
    Region("us-va", "AAA 0000=2; AAA 000=.5; 00 000A=.2", weight=0.8),
    Region("us-wa", "AAA0000=2; 000 AAA; AAA 000=.3; A00000A=.5; A00000AA=.1", weight=0.7),
    Region("us-wv", "0AA 000; 00A 000; AAA 000=.5", weight=0.15),
    Region("us-wi", "AAA 0000; 000 AAA; AAA 000=.5; AA 0000=.5", weight=0.5),
    Region("us-wy", "0@0000; 00@0000; 0@00000; 00@00000", weight=0.1),
    # Not tied to a state: trucks, dealers, old series; and plates by wish, which may say anything.
    Region(
        "us",
        "00000; 000000; AAA00; 0000A; AA000; A0000; 00AAAA; AAA000; AAA0000; 0000AAA; *****=.2; ******=.5; *******=.8",
        weight=0.7,
    ),
)
