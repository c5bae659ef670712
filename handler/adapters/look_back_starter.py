"""Has a function look back for new entries, beside the request that added them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handler.adapters.aws_errors import translated
from handler.domain.classes.quick import quick_dataclass
from handler.service.ports.lists import AddedEntries

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient


@quick_dataclass(frozen=True, slots=True)
class LambdaLookBackStarter:
    """Hands what was added to the function that looks back; Lambda queues it, and tries it again when it fails.

    Parameters
    ----------
    client : LambdaClient
    function : str
        Name of that function.
    """

    client: LambdaClient
    function: str

    def start(self, added: AddedEntries) -> None:
        """Ask for it."""
        names = [[one.plate, one.region] for one in added.names]
        asked = {"list_id": added.list_id, "names": names, "by": added.by}
        with translated("lambda:Invoke"):
            self.client.invoke(FunctionName=self.function, InvocationType="Event", Payload=json.dumps(asked))
