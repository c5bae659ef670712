"""The answer to a photo with text, as botocore reads it."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from botocore.session import get_session
from botocore.validate import ParamValidator
from PIL import Image
from PIL.Image import Transpose

from lab.limits import FEW_PIXELS, draw_photo
from reader.detect_text import shared_engine
from tests.contract.rekognition.conftest import LocalRekognition
from tests.support.plates import StyleName
from tests.support.scenes import jpeg_bytes, png_bytes, render_scene

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

EXIF_ORIENTATIONS = {
    1: None,
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}
"""What a camera did to the upright photo, by the EXIF orientation that says so."""


def texts(response: Mapping[str, Any], kind: str) -> list[str]:
    return [found["DetectedText"] for found in response["TextDetections"] if found["Type"] == kind]


def detection(response: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    detections: Sequence[Mapping[str, Any]] = response["TextDetections"]
    return next(found for found in detections if found["DetectedText"] == text)


@pytest.fixture(scope="module")
def response(client: "RekognitionClient") -> Mapping[str, Any]:
    return client.detect_text(Image={"Bytes": jpeg_bytes(render_scene("B123XYZ", style="eu", seed=4))})


@pytest.mark.parametrize(
    ("style", "lines"),
    [
        ("eu", {"PH 23 KTW"}),
        ("us", {"PH23KTW", "California", "dmv.ca.gov"}),
        ("br", {"PH2-3KTW"}),
        ("motorbike", {"PH2", "3KTW"}),
    ],
)
@pytest.mark.parametrize("seed", range(2))
def test_reads_the_plate_of_a_rendered_scene(
    client: "RekognitionClient", style: StyleName, lines: set[str], seed: int
) -> None:
    image = jpeg_bytes(render_scene("PH23KTW", style=style, seed=seed))
    assert lines <= set(texts(client.detect_text(Image={"Bytes": image}), "LINE"))


def test_a_scene_without_a_plate_has_no_text(client: "RekognitionClient") -> None:
    response = client.detect_text(Image={"Bytes": jpeg_bytes(render_scene("", style="none"))})
    assert response["TextDetections"] == []


@pytest.mark.parametrize("size", [(80, 80), (10_000, 80), (80, 10_000)])
def test_an_even_surface_of_any_allowed_shape_has_no_text(client: "RekognitionClient", size: tuple[int, int]) -> None:
    image = png_bytes(Image.new("RGB", size, "grey"))
    assert client.detect_text(Image={"Bytes": image})["TextDetections"] == []


def test_has_exactly_the_members_of_the_service_model(response: Mapping[str, Any]) -> None:
    output: Any = get_session().get_service_model("rekognition").operation_model("DetectText").output_shape
    answer = {name: value for name, value in response.items() if name != "ResponseMetadata"}
    assert not ParamValidator().validate(answer, output).has_errors()
    assert set(answer) == {"TextDetections", "TextModelVersion"}
    assert answer["TextModelVersion"]


def test_carries_a_request_id_and_the_protocol_s_content_type(response: Mapping[str, Any]) -> None:
    metadata = response["ResponseMetadata"]
    assert metadata["HTTPStatusCode"] == 200
    assert metadata["RequestId"] == metadata["HTTPHeaders"]["x-amzn-requestid"]
    assert metadata["HTTPHeaders"]["content-type"] == "application/x-amz-json-1.1"


def test_numbers_lines_first_and_then_words(response: Mapping[str, Any]) -> None:
    detections = response["TextDetections"]
    assert [found["Id"] for found in detections] == list(range(len(detections)))
    kinds = [found["Type"] for found in detections]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"LINE", "WORD"}


def test_words_name_their_line_and_make_it_up(response: Mapping[str, Any]) -> None:
    for line in (found for found in response["TextDetections"] if found["Type"] == "LINE"):
        words = [word["DetectedText"] for word in response["TextDetections"] if word.get("ParentId") == line["Id"]]
        assert " ".join(words) == line["DetectedText"]
        assert "ParentId" not in line
    assert {"B", "123", "XYZ"} <= set(texts(response, "WORD"))


def test_confidence_is_a_percentage(response: Mapping[str, Any]) -> None:
    confidence = detection(response, "B 123 XYZ")["Confidence"]
    assert 90 < confidence <= 100


def test_geometry_is_in_ratios_of_the_photo(response: Mapping[str, Any]) -> None:
    """The scene has its plate in the middle, with the characters' centre at 0.68 of the height."""
    geometry = detection(response, "B 123 XYZ")["Geometry"]
    box = geometry["BoundingBox"]
    assert box["Left"] + box["Width"] / 2 == pytest.approx(0.51, abs=0.02)
    assert box["Top"] + box["Height"] / 2 == pytest.approx(0.68, abs=0.01)
    assert 0.2 < box["Width"] < 0.3


def test_bounding_boxes_enclose_their_polygons(response: Mapping[str, Any]) -> None:
    for found in response["TextDetections"]:
        box, polygon = found["Geometry"]["BoundingBox"], found["Geometry"]["Polygon"]
        assert min(point["X"] for point in polygon) == pytest.approx(box["Left"])
        assert max(point["X"] for point in polygon) == pytest.approx(box["Left"] + box["Width"])
        assert min(point["Y"] for point in polygon) == pytest.approx(box["Top"])
        assert max(point["Y"] for point in polygon) == pytest.approx(box["Top"] + box["Height"])


def test_words_stand_one_after_the_other_within_their_line(response: Mapping[str, Any]) -> None:
    line = detection(response, "B 123 XYZ")["Geometry"]["BoundingBox"]
    boxes = [detection(response, word)["Geometry"]["BoundingBox"] for word in ("B", "123", "XYZ")]
    edges = [edge for box in boxes for edge in (box["Left"], box["Left"] + box["Width"])]
    assert edges == sorted(edges)
    assert edges[0] == pytest.approx(line["Left"], abs=0.005)
    assert edges[-1] == pytest.approx(line["Left"] + line["Width"], abs=0.005)


@pytest.mark.parametrize("degrees", [90, -90, 10, -10])
def test_reads_tilted_text_and_text_on_its_side(client: "RekognitionClient", degrees: int) -> None:
    scene = render_scene("PH23KTW", style="us", seed=1).rotate(degrees, expand=True)
    found = detection(client.detect_text(Image={"Bytes": jpeg_bytes(scene)}), "PH23KTW")
    start, end = found["Geometry"]["Polygon"][:2]
    run, rise = (end["X"] - start["X"]) * scene.width, (start["Y"] - end["Y"]) * scene.height
    assert (abs(run) > abs(rise)) == (abs(degrees) < 45)
    assert (rise > 0) == (degrees > 0)


def test_a_rotated_photo_is_read_upright_by_its_exif(client: "RekognitionClient") -> None:
    """Every EXIF orientation gives the text and the place that the upright photo gives."""
    upright = render_scene("PH23KTW", style="us", seed=1)
    expected = detection(client.detect_text(Image={"Bytes": jpeg_bytes(upright)}), "PH23KTW")
    for orientation, undo in EXIF_ORIENTATIONS.items():
        exif = upright.getexif()
        exif[0x0112] = orientation
        stored = upright if undo is None else upright.transpose(undo)
        found = detection(client.detect_text(Image={"Bytes": jpeg_bytes(stored, exif=exif)}), "PH23KTW")
        assert found["Geometry"]["BoundingBox"] == pytest.approx(expected["Geometry"]["BoundingBox"], abs=0.01)


@pytest.mark.parametrize(("width_px", "height_px"), [(320, 240), (4000, 3000), (960, 1280)])
def test_reads_small_large_and_upright_format_photos(
    client: "RekognitionClient", width_px: int, height_px: int
) -> None:
    scene = render_scene("PH23KTW", style="us", width_px=width_px, height_px=height_px)
    assert "PH23KTW" in texts(client.detect_text(Image={"Bytes": jpeg_bytes(scene)}), "LINE")


@pytest.mark.parametrize("plate", ["IS48RTU", "BV06ZMA", "PH71LUD"])
def test_a_small_plate_alone_in_a_large_smooth_photo_is_not_overlooked(client: "RekognitionClient", plate: str) -> None:
    photo, _ = draw_photo(plate, FEW_PIXELS, 12)
    found = texts(client.detect_text(Image={"Bytes": jpeg_bytes(photo)}), "LINE")
    assert plate in [text.replace(" ", "") for text in found]


def test_answers_several_photos_at_once(rekognition: LocalRekognition) -> None:
    plates = ["PH23KTW", "B123XYZ", "KLM4567", "WTR982H"]
    images = [jpeg_bytes(render_scene(plate, style="us")) for plate in plates]
    client = rekognition.client()
    with ThreadPoolExecutor(len(images)) as pool:
        answers = list(pool.map(lambda image: client.detect_text(Image={"Bytes": image}), images))
    assert [plate in texts(answer, "LINE") for plate, answer in zip(plates, answers, strict=True)] == [True] * 4


def test_counts_only_the_photos_that_it_has_read(rekognition: LocalRekognition, client: "RekognitionClient") -> None:
    before = rekognition.calls()
    client.detect_text(Image={"Bytes": jpeg_bytes(render_scene("PH23KTW"))})
    with pytest.raises(client.exceptions.InvalidImageFormatException):
        client.detect_text(Image={"Bytes": b"no image"})
    after = rekognition.calls()
    assert (after["detect_text"] - before["detect_text"], after["refused"] - before["refused"]) == (1, 1)


def test_says_that_it_is_well(rekognition: LocalRekognition) -> None:
    assert rekognition.get("/health") == {"status": "ok"}


@pytest.mark.parametrize(("asked", "cores"), [("", 0), ("1", 1)])  # onnxruntime's word for all is 0
def test_the_engine_takes_as_many_cores_as_it_may(monkeypatch: pytest.MonkeyPatch, asked: str, cores: int) -> None:
    monkeypatch.setenv("PLATEBOOK_OCR_THREADS", asked)
    engine = shared_engine.__wrapped__()
    options = engine._finder._model.get_session_options()
    assert options.intra_op_num_threads == cores
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"
