"""Where the directory of record gets its entries from, and who checks passwords."""

from __future__ import annotations

from typing import Protocol

from office.directory.entries import Entries
from office.kernel.refusals import Refused


class SourceUnavailable(Refused):
    """The source could not answer: down, too slow, not trusted, or its content is not sound."""


class DirectorySource(Protocol):
    """A directory kept elsewhere: an LDIF file, or a server that speaks LDAP."""

    def entries(self) -> Entries:
        """All entries of this moment, validated.

        Raises SourceUnavailable rather than give a part of them, and Refused (a Chinese
        sentence for each fault) when the entries contradict themselves.
        """

    def check_password(self, login: str, password: str) -> bool:
        """True if `password` is that of the one person whose login is `login`.

        False for a wrong or empty password and for an unknown login. Raises SourceUnavailable
        when nobody could be asked. Logins are compared by `entries.login_key`, passwords byte
        by byte as UTF-8.
        """
