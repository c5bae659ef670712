"""The regions whose plates Platebook knows: data only, in the notation of `region`.

Formats follow the issuing authorities' published series as commonly known in 2026. They are used softly (to break
ties between O and 0 and the like, and to name the region), so that a missing series costs little.
"""

from __future__ import annotations

from handler.domain.formats.region import Region
from handler.domain.formats.region_table_europe import EUROPE
from handler.domain.formats.region_table_us import UNITED_STATES

BRAZIL = (Region("br", "AAA-0000=2; AAA0A00=2", weight=3),)

VIETNAM = (
    # Cars; motorbikes of both lengths; trailers and foreign firms (two letters); diplomats; the army.
    Region(
        "vn",
        "{code}A-000 00=4; {code}A-0000=2; {code}-A0 000 00=4; {code}-A0 0000=2; {code}-AA 000 00=1.5;"
        "{code}[LDKMTHR][DATKMC]-000 00=.3; {code}-nn-000 00=.1; {code}-ng-000 00=.1; {code}-qt-000 00=.05;"
        "[ABHKPQT][ABCDEGHKLMNPTV]-00 00=.3",
        codes="11 12 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 43"
        " 47 48 49 50"
        " 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86"
        " 88 89 90 92 93 94 95 97 98 99",
        letters="ABCDEFGHKLMNPRSTUVXYZ",
        weight=2,
    ),
)

INDIA = (
    Region(
        "in",
        "{code} 00 AA 0000=6; {code} 00 A 0000=2; {code} 00 AAA 0000=.5; {code} 0 AA 0000=.5; {code} 0A AA 0000=.5;"
        "{code} 00 0000=.2; 00 bh 0000 A=.2; 00 bh 0000 AA=.2",
        codes="AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ"
        " SK TN TR TS"
        " TG UK UP WB",
        weight=3,
    ),
)

ELSEWHERE = (
    Region("ca", "AAAA 000=2; AAA 000=2; AAA 0000; A00 AAA; AA0 00A; 000 AAA; AAA 00A=.5"),
    Region("mx", "AAA 000 A=2; AAA 00 00=2; A00 AAA; AA 00000=.5; 000 AAA=.5", letters="ABCDEFGHJKLMNPRSTUVWXYZ"),
    Region("ar", "AAA 000; AA 000 AA; A000 AAA=.5; 000 AAA=.3"),
    Region("cl", "AAAA 00=2; AA 00 00", weight=0.5),
    Region("co", "AAA 000=2; AAA 00A", weight=0.7),
    Region("pe", "A0A 000; AAA 000; 0000 0A=.3", weight=0.5),
    Region("za", "AA 00 AA {gp}=2; AAA 000 {gp}=2; {ca} 000 000; {ca} 00000; AA 00000=.5; {nd} 000 000", weight=0.7),
    Region("au", "AAA 000=2; AAA 00A; 000 AAA; 0AA 0AA=2; AA 00 AA; s000 AAA", weight=0.7),
    Region("nz", "AAA 000=2; AA 0000", weight=0.3),
    Region("my", "AAA 0000=2; AA 0000 A=.3; w 0000 A=.5; AA 0000=.7", weight=0.6),
    Region("th", "0AA 0000; AA 0000", weight=0.2),
    Region("cn", "A 00000; A *0000; A 0000*; A 00*00; AA 00000=.3; AA 0*000=.3", weight=0.4),
    Region("il", "00 000 00; 000 00 000", weight=0.4),
)

REGIONS: tuple[Region, ...] = UNITED_STATES + EUROPE + BRAZIL + VIETNAM + INDIA + ELSEWHERE

# What an expectation of `eu` covers: any European country, in the union or not.
EUROPEAN_COUNTRIES: frozenset[str] = frozenset(region.code for region in EUROPE)
