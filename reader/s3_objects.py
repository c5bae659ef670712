"""Photos that a request names instead of carrying them."""

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from reader.errors import ImageTooLarge, InternalServerError, InvalidS3Object

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MAX_OBJECT_BYTES = 15 * 1024 * 1024
"""Rekognition's "Guidelines and quotas": an image stored as an S3 object is limited to 15 MB."""

_NOT_FOR_US = "Unable to get object metadata from S3. Check object key, region and/or access permissions."


def fetch(s3: "S3Client", bucket: str, name: str, version: str | None = None) -> bytes:
    """Get a photo from S3.

    Parameters
    ----------
    s3 : S3Client
    bucket, name : str
        Which object.
    version : str, optional
        Which of its versions; by default the newest.

    Raises
    ------
    InvalidS3Object
        There is no such bucket, object or version, or S3 does not give it to us. AWS tells these not apart.
    ImageTooLarge
        The object has more than `MAX_OBJECT_BYTES`; none of it is read.
    InternalServerError
        S3 does not answer.
    """
    try:
        found = (
            s3.get_object(Bucket=bucket, Key=name, VersionId=version)
            if version
            else s3.get_object(Bucket=bucket, Key=name)
        )
        with found["Body"] as body:
            if found["ContentLength"] > MAX_OBJECT_BYTES:
                raise ImageTooLarge("Image size is too large: an S3 object may have 15 MB.")
            return body.read()
    except ParamValidationError as error:
        raise InvalidS3Object(_NOT_FOR_US) from error
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
            raise InternalServerError("S3 failed to answer. Try again.") from error
        raise InvalidS3Object(_NOT_FOR_US) from error
    except BotoCoreError as error:
        raise InternalServerError("S3 does not answer. Try again.") from error
