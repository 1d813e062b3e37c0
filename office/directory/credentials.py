"""What no source is ever asked about: refused before a file is read or a byte is sent."""

from __future__ import annotations

LONGEST_LOGIN = 256  # characters
LONGEST_PASSWORD = 1024  # bytes as UTF-8


def acceptable(login: str, password: str) -> bool:
    """Whether the pair may be looked up at all.

    An empty password would be an unauthenticated bind, which some servers answer with success
    (RFC 4513 5.1.2); a NUL ends a string for some servers and not for others.
    """
    return (
        0 < len(login.strip(" ")) <= LONGEST_LOGIN
        and 0 < len(password) <= LONGEST_PASSWORD
        and login.isprintable()
        and "\0" not in password
        and _is_encodable(login)
        and _is_encodable(password)
    )


def _is_encodable(text: str) -> bool:
    try:
        return len(text.encode()) <= LONGEST_PASSWORD
    except UnicodeEncodeError:  # a lone surrogate
        return False
