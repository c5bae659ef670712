"""Our own reader: the function that answers as Rekognition's DetectText does."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from handler.adapters.aws_errors import THROTTLES, translated
from handler.adapters.rekognition import FAULT_OF_PHOTO, WORD_FILTER, to_detections
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import BadPhoto, ServiceFailed, Throttled
from handler.domain.text.detection import Detection
from handler.domain.text.reader import Reader
from handler.domain.upload import UploadRef

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

OPERATION: Final = "own:DetectText"

_INVOKE_BYTES: Final = 6 * 1024 * 1024
"""What Lambda takes in a request that waits for its answer (developer guide, "Lambda quotas")."""

_ROOM_BYTES: Final = 1024
"""What the request holds beside the picture."""


@quick_dataclass(frozen=True, slots=True)
class OwnReader:
    """Finds text in photos of one bucket.

    Parameters
    ----------
    client : LambdaClient
    function : str
        Name of the function that finds it.
    bucket : str
    """

    reader: ClassVar[Reader] = Reader.OWN
    most_sent_bytes: ClassVar[int] = (_INVOKE_BYTES - _ROOM_BYTES) // 4 * 3
    """Base64 writes three bytes as four."""

    client: LambdaClient
    function: str
    bucket: str

    def detect(self, ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        """Ask for the text in a photo; the function fetches it from the bucket itself.

        Returns
        -------
        mapping
            The answer as DetectText gives it.

        Raises
        ------
        BadPhoto
            With ``unreadable``, when the photo is refused.
        Throttled, ServiceFailed
            When the function does not answer as it should.
        """
        version = {"Version": version_id} if version_id else {}
        return self._ask({"S3Object": {"Bucket": self.bucket, "Name": ref.photo_key, **version}})

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        """Ask for the text in a picture that is sent along.

        Parameters
        ----------
        picture : bytes
            A JPEG or PNG of at most `most_sent_bytes`.

        Returns
        -------
        mapping
            As of `detect`; raises the same. A picture that is larger is refused, as Rekognition would.
        """
        if len(picture) > self.most_sent_bytes:
            raise BadPhoto(FAULT_OF_PHOTO["ImageTooLargeException"])
        return self._ask({"Bytes": base64.b64encode(picture).decode("ascii")})

    def _ask(self, image: Mapping[str, object]) -> Mapping[str, object]:
        request = json.dumps({"Image": image, "Filters": WORD_FILTER})
        with translated("lambda:Invoke"):
            answered = self.client.invoke(FunctionName=self.function, Payload=request)
            answer: dict[str, object] = json.loads(answered["Payload"].read())
        if answered.get("FunctionError"):
            # What went wrong stands in that function's own log; here only of what kind it was.
            raise ServiceFailed(OPERATION, str(answer.get("errorType", "it raised")))
        if "__type" in answer:
            raise _refusal(str(answer["__type"]))
        return answer

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        """Turn an answer into text boxes; it is DetectText's."""
        return to_detections(response)


def _refusal(code: str) -> BadPhoto | Throttled | ServiceFailed:
    """Give an error of the answer as Rekognition's own would be given."""
    if code in FAULT_OF_PHOTO:
        return BadPhoto(FAULT_OF_PHOTO[code])
    return Throttled(OPERATION) if code in THROTTLES else ServiceFailed(OPERATION, code)
