"""AWS JSON 1.1 for DetectText: a request's body checked against the service's own model, and the answers' bodies.

The model is the one that botocore carries, as published by AWS: names, types, ranges and lengths come from it.
"""

import base64
import binascii
import json
import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NoReturn, cast

import botocore.session
from botocore.model import ListShape, Shape, StructureShape

from reader.errors import RefusedRequest, SerializationFailed, ValidationFailed

OPERATION = "DetectText"
TARGET = f"RekognitionService.{OPERATION}"
"""The ``X-Amz-Target`` header of every DetectText request."""

CONTENT_TYPE = "application/x-amz-json-1.1"

_LENGTH = "Member must have length {comparison} than or equal to {bound}"
_VALUE = "Member must have value {comparison} than or equal to {bound}"


def parse_request(body: bytes) -> dict[str, Any]:
    """Read the body of a DetectText request.

    Parameters
    ----------
    body : bytes
        JSON in UTF-8.

    Returns
    -------
    dict
        The members that DetectText knows, without those that are null; ``Image.Bytes`` decoded from Base64.

    Raises
    ------
    SerializationFailed
        The body is no JSON object, or a value has another type than in the model.
    ValidationFailed
        A required member is missing, or values are out of their range or length; the message names them all.
    """
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise SerializationFailed("The request's body is not valid JSON.") from error
    return read_request(document)


def read_request(document: object) -> dict[str, Any]:
    """Read a DetectText request that was JSON.

    Parameters
    ----------
    document : object
        What the JSON holds.

    Returns
    -------
    dict
        As of `parse_request`; raises the same.
    """
    problems: list[str] = []
    request = _read_structure(_input_shape(), document, "", problems)
    if problems:
        noun = "error" if len(problems) == 1 else "errors"
        raise ValidationFailed(f"{len(problems)} validation {noun} detected: {'; '.join(problems)}")
    return request


def error_body(error: RefusedRequest, request_id: str) -> dict[str, str]:
    """Write an error as Rekognition does."""
    return {"__type": error.code, "Code": error.code, "Logref": request_id, "Message": error.message}


@cache
def _input_shape() -> StructureShape:
    model = botocore.session.get_session().get_service_model("rekognition")
    return cast("StructureShape", model.shape_for(f"{OPERATION}Request"))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _read(shape: Shape, value: object, path: str, problems: list[str]) -> object:
    """Convert one value to what its shape says; what breaks a constraint is added to the problems."""
    match shape:
        case StructureShape():
            return _read_structure(shape, value, path, problems)
        case ListShape():
            return _read_list(shape, value, path, problems)
        case _:
            return _SCALAR_READERS[shape.type_name](shape, value, path, problems)


def _read_structure(shape: StructureShape, value: object, path: str, problems: list[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong_type(path, "an object")
    given = {name: member for name, member in value.items() if member is not None}
    missing = (name for name in shape.required_members if name not in given)
    problems.extend(_problem(_join(path, name), "Member must not be null") for name in missing)
    return {
        name: _read(member, given[name], _join(path, name), problems)
        for name, member in shape.members.items()
        if name in given
    }


def _read_list(shape: ListShape, value: object, path: str, problems: list[str]) -> list[object]:
    if not isinstance(value, list):
        raise _wrong_type(path, "a list")
    problems.extend(_out_of_bounds(shape, len(value), path, _LENGTH))
    return [
        _read(shape.member, item, f"{path}.{number}.member", problems) for number, item in enumerate(value, start=1)
    ]


def _read_string(shape: Shape, value: object, path: str, problems: list[str]) -> str:
    if not isinstance(value, str):
        raise _wrong_type(path, "a string")
    problems.extend(_out_of_bounds(shape, len(value), path, _LENGTH))
    pattern = shape.metadata.get("pattern", "")
    if pattern and not re.fullmatch(pattern, value):
        problems.append(_problem(path, f"Member must satisfy regular expression pattern: {pattern}"))
    return value


def _read_float(shape: Shape, value: object, path: str, problems: list[str]) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_type(path, "a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _wrong_type(path, "a finite number")
    problems.extend(_out_of_bounds(shape, number, path, _VALUE))
    return number


def _read_blob(shape: Shape, value: object, path: str, problems: list[str]) -> bytes:
    """Decode Base64. Too long a blob is left to the check of the image, which has an error of its own."""
    if not isinstance(value, str):
        raise _wrong_type(path, "Base64 text")
    try:
        blob = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _wrong_type(path, "Base64 text") from error
    if len(blob) < shape.metadata.get("min", 0):
        problems.append(_problem(path, _LENGTH.format(comparison="greater", bound=shape.metadata["min"])))
    return blob


_SCALAR_READERS: dict[str, Callable[[Shape, object, str, list[str]], object]] = {
    "string": _read_string,
    "float": _read_float,
    "blob": _read_blob,
}


def _out_of_bounds(shape: Shape, size: float, path: str, constraint: str) -> Iterator[str]:
    if size < shape.metadata.get("min", -math.inf):
        yield _problem(path, constraint.format(comparison="greater", bound=shape.metadata["min"]))
    if size > shape.metadata.get("max", math.inf):
        yield _problem(path, constraint.format(comparison="less", bound=shape.metadata["max"]))


def _problem(path: str, constraint: str) -> str:
    return f"Value at '{path}' failed to satisfy constraint: {constraint}"


def _wrong_type(path: str, expected: str) -> SerializationFailed:
    return SerializationFailed(f"The value at '{path or 'the top'}' is not {expected}.")


def _join(path: str, name: str) -> str:
    """AWS writes paths in camel case: image.s3Object.name."""
    return f"{path}.{name[0].lower()}{name[1:]}".lstrip(".")
