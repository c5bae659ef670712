#!/usr/bin/env bash
# ministack 1.5.33 (PyPI), with AUTH=true
#
# Behaviour: S3 DeleteObjects that names a version of each object. The first object is allowed by s3:DeleteObject, all
# others by s3:DeleteObjectVersion. Who has only the right to delete versions is refused as a whole, though each single
# DeleteObject of a version is allowed.
# Expected: the same right for every object that names a version; S3's reference lists s3:DeleteObjectVersion for them.
# Seen on 2026-11-28:
#   one version by itself: 204
#   two versions at once:  AccessDenied
#   with s3:DeleteObject on the first key alone: 200
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

def client(service, **keys):
    keys = keys or {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", config=Config(proxies={}), **keys)

s3, iam, sts = client("s3"), client("iam"), client("sts")
s3.create_bucket(Bucket="photos")
s3.put_bucket_versioning(Bucket="photos", VersioningConfiguration={"Status": "Enabled"})
trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}
iam.create_role(RoleName="sweeper", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))

def allow(*statements):
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **one} for one in statements]}
    iam.put_role_policy(RoleName="sweeper", PolicyName="it", PolicyDocument=json.dumps(document))

versions_only = {"Action": "s3:DeleteObjectVersion", "Resource": "arn:aws:s3:::photos/*"}
allow(versions_only)
arn = iam.get_role(RoleName="sweeper")["Role"]["Arn"]
found = sts.assume_role(RoleArn=arn, RoleSessionName="it")["Credentials"]
names = {"aws_access_key_id": "AccessKeyId", "aws_secret_access_key": "SecretAccessKey", "aws_session_token": "SessionToken"}
sweeper = client("s3", **{name: found[key] for name, key in names.items()})

def put(key):
    return {"Key": key, "VersionId": s3.put_object(Bucket="photos", Key=key, Body=b"x")["VersionId"]}

def outcome(call):
    try:
        return str(call()["ResponseMetadata"]["HTTPStatusCode"])
    except ClientError as error:
        return error.response["Error"]["Code"]

def at_once(*objects):
    return outcome(lambda: sweeper.delete_objects(Bucket="photos", Delete={"Objects": list(objects)}))

alone = outcome(lambda: sweeper.delete_object(Bucket="photos", **put("a")))
together = at_once(put("b"), put("c"))
allow(versions_only, {"Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::photos/d"})
with_first = at_once(put("d"), put("e"))
print(f"one version by itself: {alone}")
print(f"two versions at once:  {together}")
print(f"with s3:DeleteObject on the first key alone: {with_first}")
sys.exit((alone, together, with_first) != ("204", "AccessDenied", "200"))
PYTHON
