"""What golden detections are made of: one drawn picture for each rule of the reading, on invented plates."""

from handler.domain.reading.verdict import Reason
from lab.pictures.drawing import BLACK, BODY_COLOURS, WHITE, Look, Pose
from tests.support.golden_case import Case
from tests.support.scenes import Sign, Vehicle

_BURNT_IN = Look(ink=WHITE, paper=None, margin=0.05)
_ROOF_LIGHT = Look(ink=BLACK, paper=(246, 206, 40))
_CHROME = Look(ink=(204, 206, 210), paper=None, margin=0.0)
_TOW_BAR = Look(paper=(40, 42, 44))
_PAGE = Look(is_even=True)
_STICKER = Look(ink=(190, 28, 32))

_LEFT, _RIGHT = (0.0, 0.2, 0.55, 0.9), (0.45, 0.2, 1.0, 0.9)


CASES: tuple[Case, ...] = (
    Case(
        "separator",
        "A hyphen within the plate is dropped; the state and town above it are no part of it.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        refused={"SP -CAMPINAS": Reason.ORIGIN},
    ),
    Case("seal", "A seal between the groups is no character.", (Vehicle("KABC123", "de"),), ("KABC123",)),
    Case(
        "band",
        "The country's letters in the blue band are no part of the plate.",
        (Vehicle("CJ07VNE", "eu", (-0.5, -0.5, 1.5, 1.3)),),
        ("CJ07VNE",),
    ),
    Case(
        "time_stamp",
        "What the camera burnt in is no plate.",
        (Vehicle("TR83KLD"),),
        ("TR83KLD",),
        (
            Sign(("2031-05-12 06:40:12",), (0.02, 0.01, 0.34, 0.05), _BURNT_IN),
            Sign(("CAM 04",), (0.84, 0.95, 0.97, 0.99), _BURNT_IN),
        ),
        {"2031-05-1206:40:12": Reason.STAMP, "CAM 04": Reason.STAMP},
    ),
    Case(
        "split",
        "Boxes that stand on a row become one plate.",
        (Vehicle("B47NXS", "wide", (-0.4, -0.4, 1.4, 1.2)),),
        ("B47NXS",),
        expected_regions=frozenset({"ro"}),
    ),
    Case(
        "merged",
        "A plate is cut out of a line that holds the dealer's text, too.",
        (Vehicle("TR83KLD", place=(-0.3, -0.3, 1.3, 1.2)),),
        ("TR83KLD",),
        (Sign(("SALES",), (0.738, 0.68, 0.963, 0.76), Look(margin=0.0)),),
    ),
    Case(
        "two_lines",
        "The two lines of a plate are joined.",
        (Vehicle("63F751846", "vn"),),
        ("63F751846",),
    ),
    Case(
        "motorbikes",
        "Two-line plates side by side are read apart.",
        (Vehicle("63F751846", "vn", _LEFT, body=BODY_COLOURS[0]), Vehicle("47K230562", "vn", _RIGHT)),
        ("47K230562", "63F751846"),
        expected_regions=frozenset({"vn"}),
    ),
    Case(
        "tilted",
        "A plate that hangs askew by 15 degrees is read.",
        (Vehicle("TR83KLD", pose=Pose(tilt_degrees=15)),),
        ("TR83KLD",),
    ),
    Case(
        "tilted_two_lines",
        "Two lines that hang askew by 12 degrees are joined.",
        (Vehicle("47K230562", "vn", pose=Pose(tilt_degrees=-12)),),
        ("47K230562",),
    ),
    Case(
        "perspective",
        "A plate seen from the side, smaller on the right, is read.",
        (Vehicle("ZA482CK", pose=Pose(tilt_degrees=-4, lean=0.22)),),
        ("ZA482CK",),
    ),
    Case(
        "several",
        "Each vehicle has a read of its own.",
        (
            Vehicle("TR83KLD", place=(0.62, 0.30, 1.0, 0.75), body=BODY_COLOURS[2]),
            Vehicle("CJ07VNE", place=(0.0, 0.32, 0.38, 0.77), body=BODY_COLOURS[0]),
            Vehicle("B47NXS", place=(0.2, 0.25, 0.8, 1.0)),
        ),
        ("B47NXS", "CJ07VNE", "TR83KLD"),
        expected_regions=frozenset({"ro"}),
    ),
    Case(
        "stickers",
        "Stickers beside the plate are none.",
        (Vehicle("8GDP541", "us"),),
        ("8GDP541",),
        (
            Sign(("CLASS OF 2031",), (0.22, 0.57, 0.37, 0.62), _STICKER),
            Sign(("SAVE THE", "WHALES"), (0.63, 0.57, 0.78, 0.65), _STICKER),
            Sign(("26.2",), (0.68, 0.68, 0.76, 0.72), _STICKER),
        ),
        {
            "CLASS OF 2031": Reason.TOO_LONG,
            "SAVE THE": Reason.LETTERS_ONLY,
            "WHALES": Reason.LISTED,
            "26.2": Reason.WORD,
            "California": Reason.ORIGIN,
        },
        frozenset({"us"}),
    ),
    Case(
        "taxi",
        "TAXI and a telephone number are no plates.",
        (Vehicle("TR83KLD"),),
        ("TR83KLD",),
        (
            Sign(("TAXI",), (0.44, 0.10, 0.56, 0.17), _ROOF_LIGHT),
            Sign(("281-555-0134",), (0.36, 0.56, 0.64, 0.62), _STICKER),
        ),
        {"TAXI": Reason.WORD, "281-555-0134": Reason.PHONE},
    ),
    Case(
        "police",
        "POLICE is no plate, however large it is beside one.",
        (Vehicle("MH14BK4821"),),
        ("MH14BK4821",),
        (Sign(("POLICE",), (0.34, 0.44, 0.66, 0.54), _CHROME),),
        {"POLICE": Reason.WORD},
    ),
    Case(
        "state",
        "The state above the plate and the site below it tell where it is from.",
        (Vehicle("4RBN926", "us", (-0.5, -0.5, 1.5, 1.3)),),
        ("4RBN926",),
        refused={"California": Reason.ORIGIN, "dmv.ca.gov": Reason.ORIGIN},
    ),
    Case(
        "emblem",
        "An emblem that stands between the characters, as large as they are, is none of them.",
        (Vehicle("PT4M0X", "mo", (-0.5, -0.5, 1.5, 1.3)),),
        ("PT4M0X",),
        expected_regions=frozenset({"us"}),
    ),
    Case(
        "badge",
        "The names of make and model are no plates, though they mix letters and digits.",
        (Vehicle("ZA482CK"),),
        ("ZA482CK",),
        (
            Sign(("CX-5",), (0.22, 0.57, 0.32, 0.61), _CHROME),
            Sign(("MAZDA",), (0.66, 0.57, 0.78, 0.61), _CHROME),
        ),
        {"CX-5": Reason.TOO_SHORT, "MAZDA": Reason.WORD},
    ),
    Case(
        "look_alikes",
        "Where O and 0 look alike, the format decides.",
        (Vehicle("CJO5KLM", "motorbike"),),
        ("CJ05KLM",),
        expected_regions=frozenset({"ro"}),
    ),
    Case(
        "dealer",
        "A model's name on a board in the plate's place is no plate.",
        (Vehicle("", "none"),),
        (),
        (Sign(("GOLF GTI",), (0.37, 0.64, 0.63, 0.72)),),
        {"GOLF GTI": Reason.WORD},
    ),
    Case(
        "street_signs",
        "Signs on a road without a vehicle's plate give no read.",
        (Vehicle("", "none", (0.4, 0.4, 0.6, 0.6)),),
        (),
        (
            Sign(("SPEED", "LIMIT", "35"), (0.08, 0.2, 0.2, 0.48)),
            Sign(("EXIT 42B",), (0.66, 0.12, 0.92, 0.24), Look(ink=WHITE, paper=(12, 104, 62))),
        ),
        {"SPEED": Reason.WORD, "EXIT 42B": Reason.WORD},
    ),
    Case(
        "wall",
        "A text alone, in the shape of a plate, is none where what it stands on goes on above and below it.",
        (),
        (),
        (Sign(("HERO 01",), (0.1, 0.25, 0.9, 0.85), Look(margin=0.36)),),
        {"HERO 01": Reason.ON_LARGER_GROUND},
    ),
    Case(
        "year",
        "Letters with a year are an event's or an edition's.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("T 2019",), (0.62, 0.6, 0.88, 0.68), _STICKER),),
        {"T2019": Reason.YEAR},
    ),
    Case(
        "lost_end",
        "A county's code of which a tow bar hides the first letter is made whole.",
        (Vehicle("IF05KLM"),),
        ("IF05KLM",),
        (Sign((), (0.345, 0.6, 0.406, 0.8), _TOW_BAR),),
        expected_regions=frozenset({"ro"}),
    ),
    Case(
        "timetable",
        "What stands in a list is none of it a plate.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("RE 4711", "RE 4713", "IC 2045", "RE 4717", "IC 2049"), (0.02, 0.05, 0.25, 0.4), _PAGE),),
        {"RE 4713": Reason.LISTED, "RE 4717": Reason.LISTED},
    ),
    Case(
        "notice",
        "A code in running text is no plate.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (
            Sign(
                (
                    "Residents of this street who hold",
                    "a permit may park here at any time.",
                    "Visitors lay a card of type",
                    "KD 4821",
                    "behind the windscreen. What stands",
                    "in the way is towed at its owner's cost.",
                ),
                (0.02, 0.02, 0.5, 0.4),
                _PAGE,
            ),
        ),
        {"KD 4821": Reason.UNLIKE},
    ),
    Case(
        "announced",
        "What a label announces is another kind of number.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("LOT NO. 22B5",), (0.62, 0.6, 0.92, 0.67), _STICKER),),
        {"LOT NO. 22B5": Reason.ANNOUNCED},
    ),
    Case(
        "lower_case",
        "Lower-case letters are no plate's.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("kd4821h",), (0.05, 0.3, 0.25, 0.38)),),
        {"kd4821h": Reason.LOWER_CASE},
    ),
    Case(
        "apart",
        "Letters and digits that stand far apart are no plate, and digits alone hardly one.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("KD",), (0.03, 0.3, 0.1, 0.36)), Sign(("4821",), (0.25, 0.3, 0.36, 0.36))),
        {"KD": Reason.TOO_SHORT, "4821": Reason.DIGITS_ONLY},
    ),
    Case(
        "vehicle_number",
        "A number that is longer than any plate is none, nor a part of it.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("WBA3A5C50CF256",), (0.05, 0.3, 0.4, 0.38)),),
        {"WBA3A5C50CF256": Reason.TOO_LONG},
    ),
    Case(
        "at_edge",
        "What stands at the photo's edge is hardly a plate.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("KXQ482",), (0.4, 0.01, 0.6, 0.06), _STICKER),),
        {"KXQ482": Reason.AT_EDGE},
        frozenset({"br"}),
    ),
    Case(
        "no_format",
        "What follows no format is hardly a plate.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("7Q7QX",), (0.62, 0.6, 0.78, 0.66), _STICKER),),
        {"7Q7QX": Reason.NO_FORMAT},
        frozenset({"br"}),
    ),
    Case(
        "letters_only",
        "Letters alone are hardly a plate, even where they are no word.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("KXQZV",), (0.62, 0.6, 0.78, 0.66), _STICKER),),
        {"KXQZV": Reason.LETTERS_ONLY},
        frozenset({"br"}),
    ),
    Case(
        "odd_marks",
        "Brackets and asterisks are no plate's.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("KX*482(1)",), (0.62, 0.6, 0.84, 0.66), _STICKER),),
        {"KX*482(1)": Reason.ODD_MARKS},
        frozenset({"br"}),
    ),
    Case(
        "wording",
        "Letters in the order of words speak against a plate, whether or not a list has the word.",
        (Vehicle("KQD4821", "br"),),
        ("KQD4821",),
        (Sign(("GAMER 21",), (0.62, 0.6, 0.88, 0.68), _STICKER),),
        {"GAMER 21": Reason.WORD},
    ),
)
