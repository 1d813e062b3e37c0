"""How the exchange between nodes joins the house (entry point of the group "office.rooms")."""

from __future__ import annotations

from integrations.exchange.book.assembly import join_book
from office.house import House


def join(house: House) -> None:
    """After the rooms of documents, which bring keys and whom the node trusts."""
    join_book(house)
