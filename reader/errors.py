"""What Rekognition answers when it refuses a request.

RefusedRequest (400)
├── ImageTooLarge
├── IncompleteSignature
├── InternalServerError (500)
├── InvalidImageFormat
├── InvalidParameter
├── InvalidS3Object
├── InvalidSignature
├── MissingAuthenticationToken
├── RequestEntityTooLarge (413)
├── SerializationFailed
├── UnknownOperation
└── ValidationFailed
"""

from typing import ClassVar


class RefusedRequest(Exception):
    """A request that ends in an error.

    Parameters
    ----------
    message : str
        What AWS would say, and where it helps, what is wrong here. Never a part of the image's text.
    """

    code: ClassVar[str]
    http_status: ClassVar[int] = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ImageTooLarge(RefusedRequest):
    """More bytes or pixels than Rekognition takes."""

    code = "ImageTooLargeException"


class IncompleteSignature(RefusedRequest):
    """The Authorization header is not a Signature Version 4."""

    code = "IncompleteSignatureException"


class InternalServerError(RefusedRequest):
    """The fault is on this side; the client may try again."""

    code = "InternalServerError"
    http_status = 500


class InvalidImageFormat(RefusedRequest):
    """The bytes are no whole JPEG or PNG."""

    code = "InvalidImageFormatException"


class InvalidParameter(RefusedRequest):
    """A parameter has the right type, but makes no sense."""

    code = "InvalidParameterException"


class InvalidS3Object(RefusedRequest):
    """The S3 object is not there, or not for us."""

    code = "InvalidS3ObjectException"


class InvalidSignature(RefusedRequest):
    """The signature is of another service, another time, or does not match."""

    code = "InvalidSignatureException"


class MissingAuthenticationToken(RefusedRequest):
    """The request is not signed at all."""

    code = "MissingAuthenticationTokenException"


class RequestEntityTooLarge(RefusedRequest):
    """The body is larger than any valid request."""

    code = "RequestEntityTooLargeException"
    http_status = 413


class SerializationFailed(RefusedRequest):
    """The body is no JSON, or a value is of the wrong type."""

    code = "SerializationException"


class UnknownOperation(RefusedRequest):
    """No operation of that name here."""

    code = "UnknownOperationException"


class ValidationFailed(RefusedRequest):
    """A value breaks a constraint of the service's model."""

    code = "ValidationException"
