"""What functions may do where a stage reads with our own reader, beside and instead of what allowed.py says."""

from __future__ import annotations

from typing import Final

OF_REKOGNITION: Final = {("rekognition:DetectText", "*")}
ASKING: Final = {("lambda:InvokeFunction", "FindingLambdaFunction")}

FINDING: Final = {("s3:GetObject", "bucket/uploads/*"), ("s3:GetObjectVersion", "bucket/uploads/*")}
"""It decodes what anybody may have sent: photos, and nothing else."""
