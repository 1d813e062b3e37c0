"""Text that anybody may have written, as XML can hold it."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no Char of XML 1.0 (fifth edition), production 2; nor the carriage return, of which
readers make a line end (2.11)."""


def sayable(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
