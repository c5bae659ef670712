"""The laptop's AWS: a launcher, a mailbox, a web server and a Rekognition-compatible server (never packaged)."""
