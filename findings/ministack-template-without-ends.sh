#!/usr/bin/env bash
# ministack 1.5.33 (PyPI)
#
# Behaviour: CloudFormation makes a table and a bucket without what their template says of the end of what they hold
# (TimeToLiveSpecification, LifecycleConfiguration), and reports CREATE_COMPLETE. By DynamoDB's and S3's own operations
# both can be set.
# Expected: time to live and lifecycle as in the template, or a failed stack: what is to be kept for some days only is kept
# for good.
# Seen on 2026-11-28:
#   stack:     CREATE_COMPLETE
#   template:  DISABLED NoSuchLifecycleConfiguration
#   operation: ENABLED 1 rule
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
env BIND_HOST=127.0.0.1 GATEWAY_PORT="$port" IOT_MTLS_ENABLED=0 TMPDIR="$work" \
  "$work/venv/bin/python" -m ministack >"$work/log" 2>&1 &
server=$!
"$work/venv/bin/python" - "$port" <<'PYTHON'
import json, sys, time, urllib.request
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url = f"http://127.0.0.1:{sys.argv[1]}"
for _ in range(300):
    try:
        urllib.request.urlopen(f"{url}/_ministack/ready", timeout=1)
        break
    except OSError:
        time.sleep(0.1)

def client(service):
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", config=Config(proxies={}), **keys)

stacks, tables, files = client("cloudformation"), client("dynamodb"), client("s3")
ends = {"AttributeName": "ends", "Enabled": True}
rule = {"Id": "short", "Status": "Enabled", "ExpirationInDays": 7}
table = {
    "TableName": "log",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "TimeToLiveSpecification": ends,
}
bucket = {"BucketName": "photos", "LifecycleConfiguration": {"Rules": [rule]}}
template = {
    "Resources": {
        "Log": {"Type": "AWS::DynamoDB::Table", "Properties": table},
        "Photos": {"Type": "AWS::S3::Bucket", "Properties": bucket},
    }
}
stacks.create_stack(StackName="it", TemplateBody=json.dumps(template))
stacks.get_waiter("stack_create_complete").wait(StackName="it", WaiterConfig={"Delay": 1, "MaxAttempts": 60})
status = stacks.describe_stacks(StackName="it")["Stacks"][0]["StackStatus"]

def time_to_live():
    return tables.describe_time_to_live(TableName="log")["TimeToLiveDescription"]["TimeToLiveStatus"]

def lifecycle():
    try:
        return f"{len(files.get_bucket_lifecycle_configuration(Bucket='photos')['Rules'])} rule"
    except ClientError as error:
        return error.response["Error"]["Code"]

by_template = time_to_live(), lifecycle()
tables.update_time_to_live(TableName="log", TimeToLiveSpecification=ends)
same = {"ID": "short", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 7}}
files.put_bucket_lifecycle_configuration(Bucket="photos", LifecycleConfiguration={"Rules": [same]})
by_operation = time_to_live(), lifecycle()
print("stack:    ", status)
print("template: ", *by_template)
print("operation:", *by_operation)
seen = status, by_template, by_operation
sys.exit(seen != ("CREATE_COMPLETE", ("DISABLED", "NoSuchLifecycleConfiguration"), ("ENABLED", "1 rule")))
PYTHON
