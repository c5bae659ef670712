#!/usr/bin/env bash
# ministack 1.5.33 (PyPI), with AUTH=true
#
# Behaviour: a role that may call sqs:SendMessage on its queue is denied SendMessageBatch: a right of that name is asked
# for, which IAM does not know. And a role that may send mail as one identity is denied SES v2's SendEmail as this very
# identity: it is asked for the right on `*`.
# Expected: as on AWS, SendMessageBatch comes with sqs:SendMessage (Amazon SQS API permissions), and SendEmail is decided
# by the identity of the sender (Service Authorization Reference, Amazon SES v2).
# Seen on 2026-11-29:
#   one message: sent, ten at once: AccessDenied
#   a mail, right on the identity: AccessDeniedException, right on *: sent
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
from botocore.exceptions import ClientError

url = f"http://127.0.0.1:{sys.argv[1]}"
for _ in range(300):
    try:
        urllib.request.urlopen(f"{url}/_ministack/ready", timeout=1)
        break
    except OSError:
        time.sleep(0.1)

ROOT = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
SENDER = "gate@platebook.example"
IDENTITY = f"arn:aws:ses:us-east-1:000000000000:identity/{SENDER}"


def client(service, keys=ROOT):
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", config=Config(proxies={}), **keys)


def role_with(name, action, resource):
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}}
    document = {"Version": "2012-10-17", "Statement": [trust]}
    arn = client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(document))["Role"]["Arn"]
    document["Statement"] = [{"Effect": "Allow", "Action": action, "Resource": resource}]
    client("iam").put_role_policy(RoleName=name, PolicyName="its-own", PolicyDocument=json.dumps(document))
    made = client("sts").assume_role(RoleArn=arn, RoleSessionName="asking")["Credentials"]
    return {
        "aws_access_key_id": made["AccessKeyId"],
        "aws_secret_access_key": made["SecretAccessKey"],
        "aws_session_token": made["SessionToken"],
    }


def outcome(call, **about):
    try:
        call(**about)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "sent"


queue = client("sqs").create_queue(QueueName="calls")["QueueUrl"]
sqs = client("sqs", role_with("caller", "sqs:SendMessage", "arn:aws:sqs:us-east-1:000000000000:calls"))
one = outcome(sqs.send_message, QueueUrl=queue, MessageBody="one")
entries = [{"Id": str(number), "MessageBody": "one"} for number in range(10)]
ten = outcome(sqs.send_message_batch, QueueUrl=queue, Entries=entries)
print(f"one message: {one}, ten at once: {ten}")

client("sesv2").create_email_identity(EmailIdentity=SENDER)
content = {"Simple": {"Subject": {"Data": "A plate"}, "Body": {"Text": {"Data": "was seen"}}}}
mail = {"FromEmailAddress": SENDER, "Destination": {"ToAddresses": ["office@platebook.example"]}, "Content": content}
mails = [
    outcome(client("sesv2", role_with(name, "ses:SendEmail", resource)).send_email, **mail)
    for name, resource in (("by-identity", IDENTITY), ("by-all", "*"))
]
print(f"a mail, right on the identity: {mails[0]}, right on *: {mails[1]}")
is_so = one == "sent" and "Denied" in ten and "Denied" in mails[0] and mails[1] == "sent"
sys.exit(0 if is_so else 1)
PYTHON
