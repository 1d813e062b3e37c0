"""What the office answers when an act cannot be done, in sentences for the person who tried."""

from __future__ import annotations


class Refused(Exception):
    """A full Chinese sentence: what is wrong, which rule says so, what to do.

    `field` names what was filled in wrong, where it is one thing, so that a form leads there.
    """

    def __init__(self, sentence: str = "", *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Conflict(Refused):
    """Somebody else acted first; what was typed is kept and can be sent again after a look.

    `seen` is the version that stands now, as a form sends it.
    """

    def __init__(self, sentence: str, *, seen: int | None = None) -> None:
        super().__init__(sentence)
        self.seen = None if seen is None else str(seen)


class Missing(Refused):
    """There is no such thing, or it belongs to an agency that the person may not see."""


NOT_HERE = "没有找到这一件，或者它不在本机关。请核对地址，或从待办、发文、收文中打开。"
"""What does not exist and what belongs to another agency are told alike (404)."""


class Destroyed(Refused):
    """The content was destroyed by the act that the sentence names (design D7)."""


class Doomed(RuntimeError):
    """An error inside a write transaction was caught and the outer block went on.

    Nothing of the transaction is stored. This is a mistake in the program, not of a person.
    """
