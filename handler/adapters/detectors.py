"""Who is asked for the text in photos: Rekognition, or our own reader where the stage has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import boto3

from handler.adapters.own_reader import OwnReader
from handler.adapters.rekognition import RekognitionDetector

if TYPE_CHECKING:
    from botocore.config import Config

Detector: TypeAlias = OwnReader | RekognitionDetector


def detector(own_reader: str, bucket: str, config: Config) -> Detector:
    """Build what finds text.

    Parameters
    ----------
    own_reader : str
        Name of the function that is our own reader; empty where Rekognition reads.
    bucket : str
        Of the photos.
    config : Config
        How long is waited for an answer, and how often it is asked.
    """
    if own_reader:
        return OwnReader(boto3.client("lambda", config=config), own_reader, bucket)
    return RekognitionDetector(boto3.client("rekognition", config=config), bucket)
