"""来文途径: by which way a paper came here."""

from __future__ import annotations

from enum import StrEnum


class Route(StrEnum):
    """The value is in events and never changes."""

    EXCHANGE = "exchange"
    PAPER = "paper"
    MAIL = "mail"
    SECRET = "secret"  # noqa: S105 (a 涉密件, of which only that it came is known here)


ROUTE_WORDS = {
    Route.EXCHANGE: "公文交换",
    Route.PAPER: "纸质",
    Route.MAIL: "电子邮件",
    Route.SECRET: "涉密渠道",
}
