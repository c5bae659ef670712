#!/usr/bin/env bash
# ministack 1.5.33 (PyPI), with LAMBDA_EXECUTOR=local
#
# Behaviour: a function that fails is tried again, as Lambda does after an asynchronous invocation, but each attempt sees
# another request id (context.aws_request_id).
# Expected: the same in all attempts at an event, as on AWS, where it is what tells an attempt from another event: a lock
# that is taken in its name is free for the next attempt after a crash. Here that one finds it taken.
# Seen on 2026-11-28: attempts at one event: 3, request ids: 3
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
env BIND_HOST=127.0.0.1 GATEWAY_PORT="$port" LAMBDA_EXECUTOR=local IOT_MTLS_ENABLED=0 TMPDIR="$work" \
  "$work/venv/bin/python" -m ministack >"$work/log" 2>&1 &
server=$!
"$work/venv/bin/python" - "$port" "$work/seen" <<'PYTHON'
import io, json, pathlib, sys, time, urllib.request, zipfile
import boto3
from botocore.config import Config

url, seen = f"http://127.0.0.1:{sys.argv[1]}", pathlib.Path(sys.argv[2])
for _ in range(300):
    try:
        urllib.request.urlopen(f"{url}/_ministack/ready", timeout=1)
        break
    except OSError:
        time.sleep(0.1)

def client(service):
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", config=Config(proxies={}), **keys)

trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
role = client("iam").create_role(RoleName="function", AssumeRolePolicyDocument=document)["Role"]["Arn"]
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as package:
    package.writestr("failing.py", f"""
def handle(event, context):
    with open({str(seen)!r}, "a") as seen:
        print(context.aws_request_id, file=seen)
    raise RuntimeError("try again")
""")
functions = client("lambda")
functions.create_function(
    FunctionName="failing", Runtime="python3.11", Role=role, Handler="failing.handle", Code={"ZipFile": code.getvalue()}
)
functions.invoke(FunctionName="failing", InvocationType="Event", Payload=b"{}")

def attempts():
    return seen.read_text().splitlines() if seen.exists() else []

for _ in range(600):
    if len(attempts()) == 3:
        break
    time.sleep(0.1)
print(f"attempts at one event: {len(attempts())}, request ids: {len(set(attempts()))}")
sys.exit((len(attempts()), len(set(attempts()))) != (3, 3))
PYTHON
