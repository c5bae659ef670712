"""What no function may do: a part of test_least_privilege.py."""

from __future__ import annotations

from typing import Final

from tests.e2e.attempts import (
    Attempt,
    delete,
    delete_item,
    get_item,
    invoke,
    make_somebody_operator,
    query,
    scan,
    update_item,
)

PHOTO: Final = "uploads/nobody/nothing"

FOR_NOBODY: Final[dict[str, Attempt]] = {
    "scan": scan(),
    "scan the audit": scan("audit_table"),
    "change the audit": update_item("audit_table"),
    "delete from the audit": delete_item("audit_table"),
    "get from the audit": get_item("audit_table"),
    "scan the inbox of the audit": scan("inbox"),
    "change the inbox of the audit": update_item("inbox"),
    "delete from the inbox of the audit": delete_item("inbox"),
    "get from the inbox of the audit": get_item("inbox"),
    "query the inbox of the audit": query(of="inbox"),
    "close the stream of the inbox": lambda it: it.of_table(
        "update_table", "inbox", StreamSpecification={"StreamEnabled": False}
    ),
    "be the copier": invoke("auditing"),
    "make somebody an operator": make_somebody_operator,
    "change a role": lambda it: it.aws("iam").put_role_policy(RoleName="any", PolicyName="any", PolicyDocument="{}"),
    "change a function": lambda it: it.aws("lambda").update_function_configuration(FunctionName="any", Timeout=1),
    "read the failure queue": lambda it: it.aws("sqs").purge_queue(QueueUrl="any"),
    "read the logs": lambda it: it.aws("logs").describe_log_groups(),
    "the bucket's policy": lambda it: it.s3("delete_bucket_policy"),
    "the bucket's versions": lambda it: it.s3("put_bucket_versioning", VersioningConfiguration={"Status": "Suspended"}),
    "all buckets": lambda it: it.aws("s3").list_buckets(),
    "a table": lambda it: it.aws("dynamodb").delete_table(TableName=it.audit_table),
    "hide a photo": delete(PHOTO),
}
