"""The plates of Europe by country, in the union or not: data only, in the notation of `region`."""

from __future__ import annotations

from handler.domain.formats.region import Region

_AUSTRIA = (
    "AM BA BL BM BN BR BZ DL DO EU FB FE FF FK FR G GB GD GF GM GR GS GU HA HB HE HF HL HO I IL IM JE JO JU"
    " JW K KB KF"
    " KI KL KO KR KS KU L LA LB LE LF LI LL LN LZ MA MD ME MI MT MU MZ ND NK OP OW P PE PL PT RA RE RI RO S"
    " SB SD SE SK"
    " SL SO SP SR SV SW SZ TA TU UU VB VI VK VL VO W WB WE WL WN WO WT WU WY WZ ZE ZT ZW"
)
_GERMANY = (
    (
        "A AA AB ABG AC AE AK AL AM AN ANA AÖ AP AS ASL AUR AW AZ AZE B BA BAD BAR BB BBG BC BGL BI BIR BIT"
        " BK BL BLK BM BN"
        " BO BOR BOT BRA BRB BS BT BTF BZ C CB CE CHA CLP CO COC COE CUX CW D DA DAH DAN DAU DB DD DE DEG DEL"
        " DGF DH DL DLG"
        " DM DN DO DON DU DW DZ E EA EBE ED EE EF EI EIC EL EM EMD EMS EN ER ERB ERH ERK ERZ ES ESW EU F FB"
        " FD FDS FF FFB"
        " FG FL FN FO FR FRG FRI FS FT FTL FW FZ G GAP GC GE GER GF GG GI GL GM GN GP GR GRZ GS GT GTH GW GZ"
        " H HA HAL HAM"
        " HAS HB HBN HBS HD HDH HDL HE HEF HEI HEL HER HF HG HGW HH HI HK HL HM HN HO HOL HOM HP HR HRO HS"
        " HSK HST HU HVL"
        " HWI HX HY HZ IGB IK IL IN IZ J JL JÜL K KA KB KC KE KEH KF KG KH KI KIB KL KLE KM KN KO KR KS KT KU"
        " KUS KW KYF L"
        " LA LAU LB LD LDK LDS LER LEV LG LI LIF LIP LL LM LN LÖ LOS LR LRO LSA LU LUP LWL M MA MB MD ME MEI"
        " MG MI MIL MK"
        " MKK MM MN MOL MOS MQ MR MS MSE MSH MSP MST MTK MTL MÜ MW MY MYK MZ MZG N NB ND NDH NE NEA NES NEW"
        " NF NH NI NK NL"
        " NM NMS NOH NOL NOM NOR NP NR NRW NT NU NVP NW NWM OA OAL OB OD OE OF OG OH OHA OHV OHZ OL OPR OR OS"
        " OSL OVP P PA"
        " PAF PAN PB PCH PE PF PI PIR PL PLÖ PM PN PR PS R RA RD RE REG RO ROS ROW RP RS RT RU RÜD RÜG RV RW"
        " RZ S SAD SAW"
        " SB SC SDL SE SFB SG SHA SHG SHK SHL SI SIG SIM SK SL SLF SLK SLS SM SN SO SOK SÖM SON SP SPB SPN SR"
        " ST STA STD STL"
        " SU SÜW SW SZ TBB TF TG TIR TO TÖL TR TS TÜ TUT UE UEM UH UL UM UN V VB VEC VER VG VIE VK VR VS W"
        " WAF WAK WB WE WEN"
        " WES WF WHV WI WIL WL WM WMS WN WND WO WOB WR WST WT WTM WUG WÜ WUN WW X Y Z ZE ZI ZP ZR ZW ZZ"
    )
    .replace("Ä", "A")
    .replace("Ö", "O")
    .replace("Ü", "U")
)
_POLAND_TWO = (
    "BI BL BS CB CG CT CW DB DJ DL DW EL EP ES FG FZ GA GD GS KR KN KT LB LC LU LZ OP PK PL PN PO PP RK RP RT"
    " RZ SB SC"
    " SD SG SH SI SJ SK SL SM SN SO SP SR ST SW SY SZ TK WA WB WD WE WF WH WI WJ WK WN WO WP WR WS WT WU WW"
    " WX WY WZ ZK ZS"
)
_ROMANIA = (
    "AB AG AR BC BH BN BR BT BV BZ CJ CL CS CT CV DB DJ GJ GL GR HD HR IF IL IS MH MM MS NT OT PH SB SJ SM SV"
    " TL TM TR"
    " VL VN VS"
)
_SLOVAKIA = (
    "BA BB BC BJ BL BN BR BS BT BY CA CC DK DS DT EC EE EL GA GL HC HE IL KA KE KI KK KM KN KS LC LE LM LV MA"
    " MI ML MT MY NI NM"
    " NO NR NZ PB PD PE PK PN PO PP PT PU PV RA RK RS RV SA SB SC SE SI SK SL SN SO SP SV TA TC TN TO TR TS TT TV VK"
    " VT ZA ZC ZH ZM ZV"
)
_SWISS = "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH"
_CZECH_OLD = (
    "AB AH BE BH BI BK BM BN BO BR BS BZ CB CE CH CK CL CR CV DC DO FI FM GT HB HK HO JC JE JH JI JN KA KD KH KI KL KM"
)
_CZECH_REGION = "[ABCEHJKLMPSTUZ]"

EUROPE: tuple[Region, ...] = (
    Region("al", "AA 000 AA", weight=0.2),
    Region(
        "at",
        "{code} 00000A=.5; {code} 0000A; {code} 000A=.3; {code} 000AA=2; {code} 00AA=.3; {code} 00AAA;"
        " {code} 0AAA=.3;"
        "{code} 0000AA=.5; {code} AAA0=.1",
        codes=_AUSTRIA, letters="ABCDEFGHIJKLMNOPRSTUVWXYZ", weight=0.5,
    ),
    Region("ba", "A00-A-000", letters="AEJKMOT", weight=0.2),
    Region("be", "0-AAA-000=4; AAA-000=2; 000-AAA=1", weight=0.7),
    Region("bg", "{code} 0000 AA=3; {code} 0000 A=.1",
           codes="A B BH BP BT C CA CB CC CH CM CO CT E EB EH H K KH M OB P PA PB PK PP T TX X Y",
           letters="ABCEHKMOPTXY", weight=0.4),
    Region("by", "0000 AA-0", letters="ABCEHIKMOPTX", weight=0.2),
    Region("ch", "{code} 000000=3; {code} 00000=2; {code} 0000=.7; {code} 000=.3", codes=_SWISS, weight=0.8),
    Region("cy", "AAA 000", weight=0.1),
    Region(
        "cz",
        f"0{_CZECH_REGION}0 0000=6; 0{_CZECH_REGION}A 0000=2; {{code}}A 00-00=1; {{code}}A 000=.1;"
        f" 0A0 0000=.3; 0{_CZECH_REGION}* 0000",
        codes=_CZECH_OLD, letters="ABCDEFHIJKLMNPRSTUVXYZ", weight=1,
    ),
    Region(
        "de", "{code} AA 0000=3; {code} AA 000=4; {code} AA 00=1; {code} AA 0=.3; {code} A 0000=2; {code} A 000=1.5;"
        "{code} A 00=.3; {code} A 0=.05; {code} AA 000e=.3; {code} AA 00e=.1; {code} A 000e=.1;"
        " {code} A 00h=.05; {code} AA 00h=.1",
        codes=_GERMANY, weight=2.5,
    ),
    Region("dk", "AA 00 000", weight=0.5),
    Region("ee", "000 AAA", weight=0.2),
    Region("es",
    "0000 AAA=4; A-0000-AA=.5; AA-0000-AA=.3; A-0000-A=.1", letters="BCDFGHJKLMNPRSTVWXYZAEIOU", weight=1.2),
    Region("fi", "AAA-000", weight=0.5),
    Region("fr", "AA-000-AA=8; 0000 AA 00; 000 AAA 00=.7; 000 AA 00=.2", letters="ABCDEFGHJKLMNPQRSTVWXYZ", weight=2),
    Region("gb", "AA00 AAA=8; A000 AAA=1; AAA 000A=.3; AAA 0000=.3; AAA 000=.1; A00 AAA=.2; A0 AAA=.2",
           letters="ABCDEFGHJKLMNOPRSTUVWXYZ", weight=2),
    Region("gr", "AAA-0000", letters="ABEHIKMNOPTXYZ", weight=0.5),
    Region(
        "hr", "{code} 000-AA; {code} 0000-AA; {code} 0000-A=.3; {code} 000-A=.3",
        codes="BJ BM CK DA DE DJ DU GS IM KA KC KR KT KZ MA NA NG OG OS PU PZ RI SB SI SK SL ST VK VT VU VZ ZD ZG ZU",
        weight=0.3,
    ),
    Region("hu", "AAA-000=3; AA AA-000=1.5", weight=0.6),
    Region("ie", "00[12]-A-00000; 00[12]-A-0000; 00[12]-AA-0000; 00-A-00000; 00-A-0000=.7; 00-AA-00000; 00-AA-0000;"
           "00[12]-AA-000=.3; 00-AA-000=.3; 00-A-000=.2; 00[12]-A-000=.2", letters="CDEGHKLMNORSTWXY", weight=0.4),
    Region("is", "AA A00; AA 000", weight=0.05),
    Region("it", "AA 000AA=8; AA 00000=.5", letters="ABCDEFGHJKLMNPRSTVWXYZ", weight=2),
    Region("lt", "AAA 000", weight=0.3),
    Region("lu", "AA 0000; 00000=.2; 0000=.1", weight=0.1),
    Region("lv", "AA-0000; AA-000=.2; AA-00=.1", weight=0.2),
    Region("md", "AAA 000; AA AA 000=.3", weight=0.15),
    Region("me",
    "{code} AA000", codes="AN BA BD BP BR CT DG HN KL KO MK NK PG PL PV PZ RO SN TV TZ UL ZB", weight=0.05),
    Region("mk", "AA 0000 AA; AA 000 AA=.3", weight=0.1),
    Region("mt", "AAA 000", weight=0.05),
    Region("nl",
    "00-AA-AA; 00-AAA-0=2; 0-AAA-00=2; AA-000-A=2; A-000-AA=2; AAA-00-A; AA-AA-00; AA-00-AA=.3; 0-AA-000;"
           "000-AA-0; AA-00-00=.2; 00-00-AA=.2; 00-AA-00=.3", letters="BCDFGHJKLMNPRSTVWXYZ", weight=1),
    Region("no", "AA 00000=3; AA 0000=.2", letters="ABCDEFGHIJKLNPRSTUVWXYZ", weight=0.5),
    Region(
        "pl", "{code} 00000=3; {code} 0000A=2; {code} 000AA=1.5; {code} 0A000=.5; {code} 00A00=.3; {code} A0000=.2;"
        "{code}{A} A000=1; {code}{A} 00AA=1; {code}{A} 0A00=.7; {code}{A} 00A0=.5; {code}{A} 0AA0=.5;"
        "{code}{A} AA00=.7; {code}{A} 00000=1; {code}{A} 0000A=1; {code}{A} 000AA=1; {code}{A} A00AA=.3;"
        "{code}{A} AA0=.1; [BCDEFGKLNOPRSTWZ]AA 00000=.5",
        codes=_POLAND_TWO, letters="ABCDEFGHIJKLMNOPRSTUVWXYZ", weight=1.5,
    ),
    Region("pt", "AA-00-AA; 00-AA-00; 00-00-AA=.7; AA-00-00=.3", weight=0.6),
    Region(
        "ro",
        "{code} 00 AAA=8; {b} 00 AAA=3; {b} 000 AAA=4; {code} 000000=.3; {b} 000000=.3;"
        "{code} 000 AAA=.1; {code} 00000=.1",
        codes=_ROMANIA, letters="ABCDEFGHIJKLMNOPRSTUVWXYZ", weight=1,
    ),
    Region("rs", "AA 000-AA; AA 0000-AA", weight=0.3),
    Region("ru", "A 000 AA 00; A 000 AA 000; AA 000 00=.1", letters="ABEKMHOPCTYX", weight=0.7),
    Region("se", "AAA 000=3; AAA 00A", letters="ABCDEFGHJKLMNOPRSTUWXYZ", weight=0.7),
    Region("si", "{code} AA-000; {code} 00-AAA=.5; {code} A0-000; {code} 00-A0A=.2; {code} A0-00A=.2",
           codes="CE GO KK KP KR LJ MB MS NM PO SG", weight=0.2),
    Region("sk", "{code}-000AA=8; {code}-00AAA=.1; {code}-000000=.2; AA-000AA=1", codes=_SLOVAKIA, weight=0.7),
    Region("tr",
    "{code} A 0000; {code} AA 000; {code} AA 0000=.3; {code} AAA 00; {code} AAA 000=.5; {code} A 00000=.2",
           codes=" ".join(f"{number:02}" for number in range(1, 82)), weight=0.8),
    Region("ua", "AA 0000 AA", letters="ABEIKMHOPCTX", weight=0.6),
)  # fmt: skip
