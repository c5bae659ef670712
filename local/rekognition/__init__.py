"""A local stand-in for Amazon Rekognition: its DetectText operation, on this machine, without an account.

The server speaks the wire protocol of Rekognition (AWS JSON 1.1 with Signature Version 4), so an AWS client needs
nothing but another endpoint. The text, the request's checks, the limits and the filters are those of our own reader
(`reader/`).

What is not like AWS:

- **Permissions.** A caller's IAM policies are not looked at, for the local AWS has no Rekognition to attach them to.
  A role without ``rekognition:DetectText`` or ``s3:GetObject`` is refused on AWS, and answered here. Check policies in
  the packaged template. S3 objects are fetched with this server's own credentials.
- **Signatures.** The key of this server's own environment must have signed correctly. Other keys (a function's
  temporary ones) are unknown here, so that only the form, scope and date of their signature are checked.
- **Throttling.** Nothing is ever throttled: calls wait for their turn.
"""
