#!/usr/bin/env bash
# standardwebhooks 1.1.0 (PyPI)
#
# Behaviour: Webhook.sign(msg_id, timestamp, data) takes an aware time by its wall clock, as if it were UTC. So a moment
# that is written in a car park's own zone (UTC+7) is signed as one seven hours later. Who sends the true seconds since
# 1970 in `webhook-timestamp` has a signature that the library's own `verify` refuses.
# Expected: the same moment has the same signature, whichever zone it is written in.
# Seen on 2026-11-29:
#   the same signature: False
#   refused: No matching signature found
#
# Exits 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check standardwebhooks==1.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import base64
from datetime import UTC, datetime, timedelta, timezone

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

webhook = Webhook("whsec_" + base64.b64encode(b"thirty-two bytes of a test's own").decode())
body, moment = '{"type":"read.accepted"}', datetime.now(UTC)
there = moment.astimezone(timezone(timedelta(hours=7)))
assert moment == there


def is_verified(signature: str) -> bool:
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signature,
    }
    try:
        webhook.verify(body, headers)
    except WebhookVerificationError as error:
        print(f"refused: {error}")
        return False
    return True


in_utc, in_its_zone = webhook.sign("msg_1", moment, body), webhook.sign("msg_1", there, body)
print("the same signature:", in_utc == in_its_zone)
assert in_utc != in_its_zone, "changed: one moment is signed alike in every zone"
assert is_verified(in_utc), "changed: what is signed in UTC is not verified"
assert not is_verified(in_its_zone), "changed: what is signed in a zone of its own is verified"
PYTHON
echo "as written: one moment has a signature for each zone it is written in"
