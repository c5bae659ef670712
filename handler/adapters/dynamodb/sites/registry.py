"""Sites and cameras: an item each and a copy in the listing, written together; an item for each secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import audit_inbox, items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.sites import registry_items as ours
from handler.adapters.dynamodb.sites.sign_items import signs_key, to_signs
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.sites.camera import Camera
from handler.domain.sites.secret import Secret
from handler.domain.sites.signs import Signs
from handler.domain.sites.site import Site
from handler.service.ports.sites import CameraNews, Registered

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_NEW: Final = "attribute_not_exists(pk)"
_AS_SEEN: Final = "version = :seen"
_EMPTY: Final = "(attribute_not_exists(camera_count) OR camera_count = :none)"
_STANDS: Final = "attribute_exists(pk) AND attribute_not_exists(removed_at)"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbRegistry:
    """The registry.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    audit_inbox : str
        Where it is put who did what; whoever only looks needs none.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str = ""

    def everything(self) -> Registered:
        """Get all sites and cameras, removed ones too."""
        asked = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :listing",
            "ExpressionAttributeValues": items.to_typed({":listing": ours.LISTING}),
            "ConsistentRead": True,
        }
        found = list(table.pages(self.client, asked))
        return Registered(
            [ours.to_site(one) for one in found if one["sk"].startswith("site#")],
            [ours.to_camera(one) for one in found if one["sk"].startswith("camera#")],
        )

    def signs_of(self, cameras: Sequence[Camera]) -> Mapping[str, Signs]:
        """Get what some cameras' photos tell, by the camera's id; those that sent none are left out."""
        found = batch_get(self.client, self.table, [signs_key(one.camera_id) for one in cameras])
        return {one["pk"].partition("#")[2]: to_signs(one) for one in found}

    def news_of(self, cameras: Sequence[Camera]) -> CameraNews:
        """Get what some cameras tell by calling and by their photos."""
        keys = [ours.credential_key(secret.sha256) for one in cameras for secret in one.secrets]
        credentials = map(ours.to_credential, batch_get(self.client, self.table, keys))
        last_uses = {one.secret.secret_id: one.last_used_at for one in credentials if one.last_used_at}
        return CameraNews(self.signs_of(cameras), last_uses)

    def site(self, site_id: str) -> Site | None:
        """Get a site, removed or not; None for an unknown one."""
        found = self._get(ours.site_key(site_id))
        return ours.to_site(found) if found else None

    def camera(self, camera_id: str) -> Camera | None:
        """Get a camera, removed or not; None for an unknown one."""
        found = self._get(ours.camera_key(camera_id))
        return ours.to_camera(found) if found else None

    def put_site(self, before: Site | None, after: Site, entry: AuditEntry) -> None:
        """Put a site in the place of what was seen of it, and write down who did it; all or nothing.

        Raises
        ------
        Conflict
            When it was changed since, or is removed and still has cameras.
        """
        copy = table.put_in_place(self.table, ours.listed_site_key(after.site_id) | ours.from_site(after))
        try:
            table.transact(
                self.client,
                [
                    self._site_update(before, after),
                    {"Put": copy},
                    {"Put": audit_inbox.putting(self.audit_inbox, entry)},
                ],
            )
        except table.ConditionFailed as failed:
            now = self.site(after.site_id)
            if before and now and now.version == before.version:
                raise Conflict("site_has_cameras") from failed
            raise Conflict("site_changed") from failed

    def put_camera(self, before: Camera | None, after: Camera, entry: AuditEntry) -> None:
        """Put a camera, with its secrets, in the place of what was seen of it, and write down who did it.

        Raises
        ------
        Conflict
            When it was changed since, or when the site of a new one was removed.
        """
        copy = table.put_in_place(self.table, ours.listed_camera_key(after.camera_id) | ours.from_camera(after))
        try:
            table.transact(
                self.client,
                [
                    self._camera_put(before, after),
                    *self._counting(before, after),
                    {"Put": copy},
                    {"Put": audit_inbox.putting(self.audit_inbox, entry)},
                    *self._secret_writes(before, after),
                ],
            )
        except table.ConditionFailed as failed:
            if before is None and 1 in failed.places:
                raise Conflict("site_removed") from failed
            raise Conflict("camera_changed") from failed

    def _get(self, key: dict[str, str]) -> items.Plain | None:
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=items.to_typed(key), ConsistentRead=True)
        return items.to_plain(answer["Item"]) if "Item" in answer else None

    def _site_update(self, before: Site | None, after: Site) -> TransactWriteItemTypeDef:
        """Change what people say of a site; how many cameras it has, others count at the same time."""
        change, names, values = table.changing(ours.from_site(after))
        condition, seen = _NEW, dict[str, object]()
        if before:
            condition, seen = _AS_SEEN, {":seen": before.version}
        if after.is_removed:
            condition, seen = f"{condition} AND {_EMPTY}", seen | {":none": 0}
        return self._update(ours.site_key(after.site_id), change, condition, values | seen, names)

    def _camera_put(self, before: Camera | None, after: Camera) -> TransactWriteItemTypeDef:
        item = items.to_typed(ours.camera_key(after.camera_id) | ours.from_camera(after))
        if before is None:
            return {"Put": {"TableName": self.table, "Item": item, "ConditionExpression": _NEW}}
        return {
            "Put": {
                "TableName": self.table,
                "Item": item,
                "ConditionExpression": _AS_SEEN,
                "ExpressionAttributeValues": items.to_typed({":seen": before.version}),
            }
        }

    def _counting(self, before: Camera | None, after: Camera) -> list[TransactWriteItemTypeDef]:
        """Count a camera that comes to a site that stands, or one that goes."""
        if before and not after.is_removed:
            return []
        condition, more = ("attribute_exists(pk)", -1) if before else (_STANDS, 1)
        count, names = "ADD #count :more", {"#count": "camera_count"}
        return [self._update(ours.site_key(after.site_id), count, condition, {":more": more}, names)]

    def _secret_writes(self, before: Camera | None, after: Camera) -> list[TransactWriteItemTypeDef]:
        old = {one.sha256: one for one in before.secrets} if before else {}
        new = {one.sha256: one for one in after.secrets}
        made = [ours.from_credential(after, one) for sha256, one in new.items() if sha256 not in old]
        gone = [ours.credential_key(sha256) for sha256 in old if sha256 not in new]
        ending = [one for sha256, one in new.items() if sha256 in old and one != old[sha256]]
        puts: list[TransactWriteItemTypeDef] = [{"Put": table.new(self.table, one)} for one in made]
        deletes: list[TransactWriteItemTypeDef] = [
            {"Delete": {"TableName": self.table, "Key": items.to_typed(key)}} for key in gone
        ]
        return [*puts, *deletes, *(self._secret_update(one) for one in ending)]

    def _secret_update(self, secret: Secret) -> TransactWriteItemTypeDef:
        change, names, values = table.changing(ours.ending(secret))
        return self._update(ours.credential_key(secret.sha256), change, "attribute_exists(pk)", values, names)

    def _update(
        self, key: dict[str, str], change: str, condition: str, values: dict[str, object], names: dict[str, str]
    ) -> TransactWriteItemTypeDef:
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(key),
                "UpdateExpression": change,
                "ConditionExpression": condition,
                "ExpressionAttributeNames": names,
                "ExpressionAttributeValues": items.to_typed(values),
            }
        }
