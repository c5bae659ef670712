"""Whose a camera's secret is: one item a secret, found by its digest."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.sites import registry_items as ours
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.admission import USE_NOTED_EVERY, Credential
from handler.domain.sites.camera import Camera
from handler.domain.sites.site import Site

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# A secret that was revoked meanwhile does not come back by this.
_IS_NEWS: Final = "attribute_exists(pk) AND (attribute_not_exists(last_used_at) OR last_used_at <= :before)"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbCredentials:
    """Looks secrets up, two requests a camera that calls.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def find(self, sha256: str) -> Credential | None:
        """Get whose the secret with a digest is; None for nobody's, and from the moment on when it was revoked."""
        key = items.to_typed(ours.credential_key(sha256))
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        return ours.to_credential(items.to_plain(answer["Item"])) if "Item" in answer else None

    def camera_of(self, credential: Credential) -> tuple[Camera | None, Site | None]:
        """Get the camera that a secret is of, and its site."""
        keys = [ours.camera_key(credential.camera_id), ours.site_key(credential.site_id)]
        found = {one["sk"]: one for one in batch_get(self.client, self.table, keys)}
        camera, site = found.get("camera"), found.get("site")
        return ours.to_camera(camera) if camera else None, ours.to_site(site) if site else None

    def note_use(self, credential: Credential, now: datetime) -> None:
        """Write down that it was used, unless somebody has in the same minute, or it was revoked."""
        values = {":now": items.to_text(now), ":before": items.to_text(now - USE_NOTED_EVERY)}
        with translated("dynamodb:UpdateItem"):
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=items.to_typed(ours.credential_key(credential.secret.sha256)),
                    UpdateExpression="SET last_used_at = :now",
                    ConditionExpression=_IS_NEWS,
                    ExpressionAttributeValues=items.to_typed(values),
                )
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
