#!/usr/bin/env bash
# ministack 1.5.33 (PyPI), with AUTH=true
#
# Behaviour: iam:SimulateCustomPolicy takes ContextEntries and leaves them out of account. A statement that is bound to
# some partitions of a table by ForAllValues:StringEquals on dynamodb:LeadingKeys is "allowed" for every partition, because
# a key that is absent satisfies ForAllValues; bound by StringEquals it is denied for every partition.
# Expected: the decision for the partition that is asked about, as AWS's policy simulator gives it.
# Seen on 2026-11-28 (asked for: settings, upload):
#   ForAllValues:StringEquals settings: allowed allowed
#   StringEquals settings:              implicitDeny implicitDeny
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
server=''
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check ministack==1.5.33 boto3==1.43.106 cryptography==50.0.2
port=$("$work/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cd "$work"
env BIND_HOST=127.0.0.1 GATEWAY_PORT="$port" AUTH=true IOT_MTLS_ENABLED=0 TMPDIR="$work" \
  "$work/venv/bin/python" -m ministack >"$work/log" 2>&1 &
server=$!
"$work/venv/bin/python" - "$port" <<'PYTHON'
import json, sys, time, urllib.request
import boto3
from botocore.config import Config

url = f"http://127.0.0.1:{sys.argv[1]}"
for _ in range(300):
    try:
        urllib.request.urlopen(f"{url}/_ministack/ready", timeout=1)
        break
    except OSError:
        time.sleep(0.1)

keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
iam = boto3.client("iam", endpoint_url=url, region_name="us-east-1", config=Config(proxies={}), **keys)
table = "arn:aws:dynamodb:us-east-1:000000000000:table/log"


def decisions(operator):
    bound = {operator: {"dynamodb:LeadingKeys": ["settings"]}}
    statement = {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": table, "Condition": bound}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    found = []
    for partition in ("settings", "upload"):
        asked = {
            "ContextKeyName": "dynamodb:LeadingKeys",
            "ContextKeyType": "stringList",
            "ContextKeyValues": [partition],
        }
        answer = iam.simulate_custom_policy(
            PolicyInputList=[policy],
            ActionNames=["dynamodb:PutItem"],
            ResourceArns=[table],
            ContextEntries=[asked],
        )
        found.append(answer["EvaluationResults"][0]["EvalDecision"])
    return found

for_all, plain = decisions("ForAllValues:StringEquals"), decisions("StringEquals")
print("ForAllValues:StringEquals settings:", *for_all)
print("StringEquals settings:             ", *plain)
sys.exit((for_all, plain) != (["allowed"] * 2, ["implicitDeny"] * 2))
PYTHON
