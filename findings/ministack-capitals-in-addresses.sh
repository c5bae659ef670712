#!/usr/bin/env bash
# ministack 1.5.33 (PyPI)
#
# Behaviour: a user pool with UsernameAttributes "email" and UsernameConfiguration CaseSensitive false tells capitals in an
# address apart: it gives the setting back, and looks nobody up by it.
# Expected: AdminGetUser, and a sign-in, find ann@example.com by Ann@Example.com, as Cognito's guide says of such pools.
# Seen on 2026-11-28:
#   CaseSensitive:    False
#   as signed up:     200
#   other capitals:   UserNotFoundException
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
import sys, time, urllib.request
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

cognito = boto3.client(
    "cognito-idp",
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=Config(proxies={}),
)
pool = cognito.create_user_pool(
    PoolName="it", UsernameAttributes=["email"], UsernameConfiguration={"CaseSensitive": False}
)["UserPool"]
about = {"UserPoolId": pool["Id"]}
email = "ann@example.com"
cognito.admin_create_user(**about, Username=email, UserAttributes=[{"Name": "email", "Value": email}])

def outcome(name):
    try:
        return str(cognito.admin_get_user(**about, Username=name)["ResponseMetadata"]["HTTPStatusCode"])
    except ClientError as error:
        return error.response["Error"]["Code"]

kept = cognito.describe_user_pool(**about)["UserPool"].get("UsernameConfiguration", {}).get("CaseSensitive")
same, other = outcome(email), outcome("Ann@Example.com")
print(f"CaseSensitive:    {kept}")
print(f"as signed up:     {same}")
print(f"other capitals:   {other}")
sys.exit((kept, same, other) != (False, "200", "UserNotFoundException"))
PYTHON
