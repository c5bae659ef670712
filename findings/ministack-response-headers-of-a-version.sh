#!/usr/bin/env bash
# ministack 1.5.33 (PyPI), with AUTH=true
#
# Behaviour: a presigned GET may say which headers its answer has (response-content-type and the like). They are heeded
# where the link names no version of the object, and passed over without a word where it names one; the signature holds in
# both cases.
# Expected: the same for both; S3's reference makes no difference between them.
# Seen on 2026-11-28 (Content-Type, Cache-Control, Content-Disposition):
#   without a version: image/jpeg, private, inline
#   with the version:  text/plain, None, None
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
import sys, time, urllib.request
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
config = Config(proxies={}, signature_version="s3v4")
s3 = boto3.client("s3", endpoint_url=url, region_name="us-east-1", config=config, **keys)

s3.create_bucket(Bucket="photos")
s3.put_bucket_versioning(Bucket="photos", VersioningConfiguration={"Status": "Enabled"})
version = s3.put_object(Bucket="photos", Key="gate", Body=b"x", ContentType="text/plain")["VersionId"]
wanted = {
    "ResponseContentType": "image/jpeg",
    "ResponseCacheControl": "private",
    "ResponseContentDisposition": "inline",
}

def headers(**more):
    link = s3.generate_presigned_url("get_object", Params={"Bucket": "photos", "Key": "gate", **wanted, **more})
    with urllib.request.urlopen(link, timeout=5) as answer:
        return tuple(answer.headers.get(name) for name in ("Content-Type", "Cache-Control", "Content-Disposition"))

without, with_version = headers(), headers(VersionId=version)
print("without a version:", *without)
print("with the version: ", *with_version)
sys.exit((without, with_version) != (("image/jpeg", "private", "inline"), ("text/plain", None, None)))
PYTHON
