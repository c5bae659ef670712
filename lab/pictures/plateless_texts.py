"""Texts that stand in photos without a plate: tables of invented data, and how to fill in their blanks.

In an entry ``#`` is any digit, ``^`` any capital, ``<name>`` an entry of another table, and ``|`` begins a new line.
Entries are told apart by ``;`` or line ends.
"""

from __future__ import annotations

import hashlib
import random
import re
import string
from collections.abc import Mapping, Sequence
from typing import Literal

Part = Literal["all", "fitted", "held-out"]

_HELD_OUT_THIRD = 3

_SOURCES: Mapping[str, str] = {
    "name": """
MILLER;KOWALSKI;SANTOS;IONESCU;NGUYEN;SCHMIDT;ROSSI;DUBOIS;NOVAK;PETERSEN;OKAFOR;TANAKA;GARCIA;SILVA;BROWN;WALSH;
HORVATH;LINDGREN;VAN DIJK;POPA;TRAN;ALMEIDA;KELLY;FISCHER;MORETTI;LAURENT;SINGH;HANSEN;COSTA;DUMITRU
""",
    "trade": """
BAKERY;COFFEE;PIZZA;FLOWERS;BOOKS;SHOES;NAILS;DENTIST;LAW OFFICE;NOTARY;GYM;YOGA;SUSHI;KEBAB;TATTOO;BARBER;OPTICS;
PHARMACY;HARDWARE;LAUNDRY;BUTCHER;TAILOR;JEWELLERY;CYCLES;PET SHOP;TOYS;WINES;FISH BAR;KEYS CUT;TRAVEL;FURNITURE;
Bistro;Kitchen;Garden;Gallery;Deli;Bike Repair;Stationery;Antiques;Ice Cream
""",
    "street": """
MAIN ST;OAK AVENUE;ELM ROAD;STR. FLORILOR;RUA DAS FLORES;HAUPTSTRASSE;RUE DU PORT;VIA ROMA;CALLE MAYOR;PARK LANE;
CHURCH STREET;LAKE DRIVE;BAHNHOFSTR.;AV. PAULISTA;PIATA UNIRII;NGUYEN HUE;MILL LANE;KING STREET;RIVER WALK;5TH AVENUE;
E ##TH ST;W ###TH ST;COUNTY ROAD ##
""",
    "place": """
Springfield;Hamburg;Lyon;Recife;Da Nang;Porto;Utrecht;Brasov;Sibiu;Leeds;Bristol;Austin;Boise;Tucson;Curitiba;Verona;
Graz;Brno;Malmo;Aarhus;Galway;Murcia;Toledo;Salem;Dayton;Bergamo;Kassel;Nantes;Hue;Pune
""",
    "country": "GERMANY;JAPAN;P.R.C.;ITALY;KOREA;TAIWAN;MEXICO;VIETNAM;POLAND;ROMANIA;BRAZIL;MALAYSIA;TURKEY",
    "slogan": """
Fresh Bread Daily;Free Wifi;Menu Today;Ask Us About Our Offers;Best In Town;Family Owned;Since 19##;EST. 19##;
Open 7 Days;Welcome;Now Hiring;Under New Management;Cash Only;Pull;Push;Closed Mondays;Buy 1 Get 1 Free;Made With Love;
Over ## Years;Voted No. 1;Quality You Can Trust;Free Estimates;Call Us Today;Licensed And Insured
""",
    "phone": """
(###) ###-####;###-###-####;+40 7## ### ###;0### #### ####;1-800-###-####;TEL 0### ### ###;0##/### ## ##;
+49 ## #######;(##) 9####-####;09# ### ####;+1 ### ### ####;Tel. ####-####;0800 ### ###;+44 #### ######
""",
    "web": """
www.<stem>.com;<stem>.de;www.<stem>.ro;<stem>.com.br;<stem>##.com;info@<stem>.com;www.<stem>.co.uk;@<stem>##;
<stem>.vn/shop;www.<stem>.eu
""",
    "stem": """
cityflowers;quickmove;bluebike;sunroof;bestbread;greenhill;millerauto;riverview;fixit;topdeal;oldtown;easyrent
""",
    "hours": """
Mo-Fr #-18;MON-FRI 0#:00-1#:00;SAT 10-1#;Sun closed;#AM - #PM;L-V 0#:00-1#:30;24 HOURS;24/7;7:30-19:30;Di-So 1#-22 Uhr;
T2-T7: 8h-1#h;Seg a Sex 8h-18h
""",
    "house": "##;###;#;##^;## A;###-###;Nr. ##;No. ###;##/#;####;#^",
    "sign": """
STOP;YIELD;ONE WAY;DO NOT|ENTER;NO PARKING|ANY TIME;SPEED|LIMIT|##;NO PARKING|#AM - #PM;2 HOUR|PARKING|#AM-#PM;
TOW AWAY|ZONE|<phone>;SCHOOL|ZONE;##|km/h;MAX #.#m;#.#t;BUS LANE|0#:00-1#:00;PRIVATE|PROPERTY;CUSTOMER|PARKING|ONLY;
PAY HERE|ZONE ####;ROAD WORK|AHEAD;DETOUR;LOADING|ZONE;DEAD END;NO|DUMPING;PERMIT ^|ONLY;<street>;<street>|##-###;
BRIDGE|##T LIMIT;KEEP|RIGHT;CAMERA|ZONE;PARCARE|CU PLATA;EINFAHRT|FREIHALTEN;ESTACIONAMENTO|ROTATIVO;SENS UNIQUE;
CAM DO XE;RESERVED|UNIT ##^;PAY BY APP|CODE #####;GARAGE|LEVEL P#
""",
    "sticker": """
BABY ON BOARD;MY OTHER CAR|IS A BIKE;PROUD PARENT;SAVE THE WHALES;I LOVE NY;COEXIST;HONK IF|YOU LOVE CATS;26.2;13.1;
VOTE 20##;CLASS OF 20##;LIFE IS GOOD;KEEP|CALM;LOCAL ###;RADIO|##.# FM;SKI|<place>;DIVE TEAM|##;STUDENT DRIVER;
TEAM ##;US ARMY;MARATHON|FINISHER;GO TIGERS;FUR MAMA;WILD & FREE;CHANNEL #;CREW ###;HOW'S MY DRIVING?|<phone>;
RN 4 LIFE;EAT SLEEP|RIDE;LAKE|<place>;UNION ###;ROUTE ##;K9 UNIT;H2O POLO
""",
    "badge": """
RAV4;CX-5;CX5;MX-5;320d;520i;A4 2.0 TDI;X5 M50i;Q7 TFSI;S-CLASS;C200;E350;GLC 300;F-150;F150;
SILVERADO 1500;RAM 2500;GT86;GTI;C4 CACTUS;208 GT;308 SW;3008;500 ABARTH;Model 3;ID.4;EQS 450;XC90 T8;V60;
CR-V;HR-V;CIVIC Type R;i30 N;IX35;KONA EV;EV6 GT;Q50S;G37;WRX STI;TLX SH-AWD;4MATIC;xDrive40i;QUATTRO;
16V TURBO;2.0 T;V8 BITURBO;HYBRID 4WD;AMG GT63;Corolla 1.8;HILUX SR5;L200;D-MAX;NP300;TRITON;TT RS;RS6;
M340i;CLS 63;R1200GS;CBR600RR;MT-07;YZF-R1;GSX-R750;Z900;LOGAN MCV;DUSTER 4X4;GOLF GTD;OCTAVIA RS;FOCUS ST-3;
TRANSIT 350;SPRINTER 316;XC60 D5;ATTO 3;LEAF 40;ZOE R135;MG4;KUGA PHEV;SWIFT 1.4;T-CROSS;PANDA 4x4
""",
    "dealer": """
<name> MOTORS;<name>|AUTO;AUTOHAUS|<name>;<name> CARS|<place>;<web>;<name>|<phone>;NEW CAR|ARRIVING SOON;TEST DRIVE|ME;
FOR SALE|<phone>;DRIVEN BY|<name>;<place>|AUTO GROUP;SOLD;YOUR AD|HERE;<badge>;<badge>;<badge>;<badge>;<badge>
""",
    "van": """
<name> & SONS|<trade>|<phone>;<name> PLUMBING|<phone>|<web>;CLEAN CARPETS|<phone>;<name>|LOGISTICS|<web>;
QUICK MOVERS|<phone>;PARCEL EXPRESS|UNIT ###;<trade>|WE DELIVER|<phone>;<name> ELECTRIC|LIC. #####|<phone>;
RENT ME|FROM $##.##/DAY;COOL FOODS|-18 C|<web>;<name> GLASS|24H|<phone>;INSTALATII|<name>|<phone>;ENTREGAS|<phone>
""",
    "event": """
SUMMER FESTIVAL|JULY ##-##;LIVE MUSIC|FRIDAY 8PM|TICKETS $##;THE MIDNIGHTS|ON TOUR 20##|<place>;SALE|UP TO ##% OFF;
GRAND OPENING|MAY ##;CIRCUS|<place>|## - ## AUG;FILM WEEK|SCREEN #|## OCT;VOTE|<name>|20##;CHESS OPEN|ROUND #;
BOOK FAIR|HALL #|STAND ^##;JAZZ NIGHT|CLUB ##|ENTRY 1# EUR;MARATHON|42K 21K 10K;LOST CAT|<phone>;
YARD SALE|SAT 9AM|## <street>;ROOM FOR RENT|$###|<phone>;EXPO 20##|<place>;5G|NOW IN|<place>;OPEN AIR|20.0# - 2#.0#
""",
    "route": "I-##;US ###;A##;E##;M##;SR ###;BR-###;B###;DN#^;D###;QL#^;HWY ##;ROUTE ##;A# (M);E## A#;N-###",
    "exit": """
EXIT ##^;EXIT ###;Ausfahrt ##;Iesire ##;Sortie ##.#;EXIT ONLY;NEXT EXIT # MILES;## km;### km;1/2 MILE;1 # 0 0 m;
TOLL PLAZA;GAS - FOOD;REST AREA # mi;SAIDA ###
""",
    "stamp": """
20##-0#-1# 1#:0#:2#;1#.0#.20## 0#:4#:1#;0#/1#/20## 1#:5#;20##/1#/0# 0#:3#:0# AM;1#-0#-20## 2#:1#:3#;
20##-1#-2#T0#:1#:4#;1#:2#:3# 0#/2#/##;NOV 0# 20## 1#:2#
""",
    "caption": """
CAM ##;CAM-0#;GATE #;CH#;Channel 0#;N##.#### W##.####;## MPH;0## km/h;FRONT;REC;4K 30FPS;IPC-^#;ENTRY LANE #;NORTH GATE;
A1M#S;DASH-##;1080P;EXT ##C;LANE 0#;PARK LOT ^
""",
    "price": """
$#.99;##,99 EUR;R$ ##,##;2 for $#;##.## lei;##.000 d;#.49/lb;EUR #,-;##% OFF;1# EUR;$##.50;#,## EUR/kg;BUY 2|PAY $#;
NOW|$##;-##%;£#.##;3 x #,50
""",
    "goods": """
APPLES;MILK 1L;RICE 5KG;EGGS X12;PASTA 500G;COFFEE 250G;BREAD;TOMATOES;OLIVE OIL;AA LR6 X4;LED E27 9W;USB-C 2M;
WATER 6X1.5L;TEA 20 BAGS;SOAP;CABLE 3X1.5;SIZE 42;OIL 5W30 4L;WD40 400ML;TYRES 205/55 R16;H7 55W;CR2032;DVD-R 4.7GB
""",
    "heading": """
Quarter;Total;Item;Qty;Unit;Price;Speed;Load;Temp;Voltage;Width;Height;Date;Name;Code;Track;Arrival;Gate;Score;Points;
Population;Max;Min;Mean
""",
    "cell": """
##.#;#,###;#.##;##%;###;-#.#;#/#;1.#E-#;Q# 20##;^#;^^-##;T#;R##;C#;x#;0x#^;#### rpm;### kg;##.## V;n/a;#:##;±#.#;^##;
IC#;DIN ###;M# x ##;# x ##
""",
    "node": """
Start;Input ^;Buffer;ADC 1#;CPU;RAM #GB;Filter;Output #;yes;no;x = ##;FIG. #.#;Step #;Pump P-10#;Valve V-2##;Tank T-3##;
Motor M#;IC# LM###;R## 4k7;C# 100nF;Server ^;API v#;Queue;DB 0#;HTTP ###;UART #;3V3;GND;TP##;HE-1##;PSV ##;Room B###
""",
    "bus": "##;###;##^;N##;^##;X##;#;M##;##E;T#",
    "destination": """
<place> CENTRAL;AIRPORT;<place> via <place>;NOT IN SERVICE;UNIVERSITY;Gara de Nord;Hauptbahnhof;CENTRO;HARBOUR;DEPOT;
STADIUM;SCHOOL BUS;HOSPITAL;BEN XE <place>
""",
    "fleet": "####;##-##;BUS ###;^####;No. ####;FLEET ###",
    "container": """
^^^U ###### #|##G1;^^^U ###### #|22G1|MAX GROSS 30 480 KG;^^^U #######|45G1;^^^U|###### #|4EG1;
^^^U ###### #|TARE # ### KG|CU.CAP. ##.# CU.M.
""",
    "label": """
MODEL ^^-###^;S/N ##^######;SN: ^^####^^##;P/N ####-###-##;LOT ^####;REV ^;MADE IN <country>;230V~ 50Hz #.#A;
FCC ID: ^##^^####;IP##;DC 12V #A;TYPE ^#^##;MAC 0#:A#:4#:##;EXP 0#/20##;ART. ###.###.##;MAX LOAD ###KG;CE 0###;
VIN ^#^##^##^##;ASSET ######;WLAN KEY ^##^^#^#;ITEM #^-####;QC PASS ##;BATCH ##^##
""",
    "sentence": """
The road bends to the left;after the old mill and climbs;into the hills for # miles;In 19## the town had ## inhabitants;
who lived from fishing;see page ### for details;Chapter ##;He opened the door and said;that nothing had changed;
Figure # shows the result;of ## measurements;between ##.# and ##.# degrees;for each of the three groups;p under 0.0#;
def total(items):;return sum(x.price);error 4##: not found;Order #######;thank you for your visit;Subtotal ##.##;
VAT ##% #.##;TABLE ## GUESTS #;Flight ^^ ###;Seat ##^;Gate ^##;Boarding 1#:#5;Dear customer,;your code is ######;
version #.#.##;Loading ##%;2 eggs, 200 g flour;bake for ## minutes
""",
}


def _entries(source: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in re.split(r"[;\n]", source) if entry.strip())


TABLES: Mapping[str, tuple[str, ...]] = {name: _entries(source) for name, source in _SOURCES.items()}

_BLANK = re.compile(r"<(\w+)>|[#^]")


class Texts:
    """Entries of the tables at random, blanks filled in.

    Parameters
    ----------
    chance : Random
        Chooses.
    part : "all", "fitted" or "held-out"
        Which entries may come: a third is held out, so that what was chosen while looking at the others can be
        measured on texts that nobody has seen.
    """

    def __init__(self, chance: random.Random, part: Part = "all") -> None:
        self._chance = chance
        self._tables = {name: _of_part(entries, part) for name, entries in TABLES.items()}

    def entries(self, table: str) -> tuple[str, ...]:
        """Give the entries of a table that may come, blanks unfilled."""
        return self._tables[table]

    def one(self, table: str) -> str:
        """Give an entry of a table on one line."""
        return self._filled(self._chance.choice(self._tables[table])).replace("|", " ")

    def lines(self, table: str) -> list[str]:
        """Give an entry as lines."""
        return self._filled(self._chance.choice(self._tables[table])).split("|")

    def some(self, table: str, count: int) -> list[str]:
        """Give some entries, each on one line and of its own kind as long as there are enough kinds."""
        entries = self._tables[table]
        chosen = self._chance.sample(entries, min(count, len(entries)))
        chosen += self._chance.choices(entries, k=count - len(chosen))
        return [self._filled(entry).replace("|", " ") for entry in chosen]

    def _filled(self, entry: str) -> str:
        return _BLANK.sub(self._blank, entry)

    def _blank(self, match: re.Match[str]) -> str:
        if match.group(1):
            return self._filled(self._chance.choice(self._tables[match.group(1)]))
        return self._chance.choice(string.digits if match.group() == "#" else string.ascii_uppercase)


def _of_part(entries: Sequence[str], part: Part) -> tuple[str, ...]:
    """Choose the entries of a part; a table too small to have one in every part gives all."""
    chosen = [entry for entry in entries if part == "all" or _is_held_out(entry) == (part == "held-out")]
    return tuple(chosen or entries)


def _is_held_out(entry: str) -> bool:
    return hashlib.sha256(entry.encode()).digest()[0] % _HELD_OUT_THIRD == 0
