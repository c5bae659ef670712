"""Why what a device sent cannot be taken, by code: what is wrong, and what to do."""

from __future__ import annotations

from typing import Final

from handler.domain.errors import PlatebookError

SENTENCES: Final = {
    "empty": "The message has no content. Let the camera send its pictures, too.",
    "too_large": "The message is larger than 4.4 MB. Lower the picture's size or its JPEG quality in the camera.",
    "too_many_parts": "The message has too many parts. Let the camera send at most 12: its report and its pictures.",
    "headers_too_large": "A part of the message has more than 8 kB of headers. Check what sends it.",
    "text_too_large": "The report about the pictures is longer than 256 kB. Let the camera send less of it.",
    "too_deep": "The report about the pictures is nested more than 32 levels deep. Check what sends it.",
    "bad_multipart": "The message says that it has parts, but no boundary is found in it. Check what sends it.",
    "bad_json": "The report about the pictures is no JSON. Check the format that is set in the camera.",
    "bad_xml": "The report about the pictures is no XML. Check the format that is set in the camera.",
    "xml_entities": "The XML defines entities or a document type, which no camera needs. Check what sends it.",
    "cut_off": "The message ends before its picture does. Check the camera's network, and any proxy before us.",
    "no_picture": "The message has no picture. Switch on in the camera that pictures are sent, best the whole scene.",
    "two_pictures": "The message has two pictures of a scene. Send each in a message of its own.",
    "not_a_picture": "What should be the picture is no JPEG or PNG. Set one of these in the camera.",
    "base64_blanks": "The picture's base64 holds blanks: its + got lost in a form. Percent-encode it, or send a file.",
    "bad_base64": "The picture is not in base64 of the usual alphabet (A-Z a-z 0-9 + /). Encode it so, or send a file.",
    "url_not_fetched": "Pictures are not fetched from addresses. Send the picture itself as upload.",
    "unknown_message": "No camera that we know sends this. Send a JPEG or PNG, or choose a format that the docs name.",
}
"""By code: what is wrong, and what to do."""


class BadMessage(PlatebookError):
    """What a device sent cannot be taken; sending the same again would not help.

    Parameters
    ----------
    code : str
        A key of `SENTENCES`.
    message : str or None
        Its sentence, if more is known about this case than the code's own sentence says.
    """

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(code, message or SENTENCES[code])
        self.dialect: str | None = None
        """Whose way of writing it was, as far as that is known: `answer` needs it."""
