"""What is asked of the index: terms joined by and, or."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of them; of nothing there is none."""

    parts: tuple[Wanted, ...]


Wanted = str | All | Some


def both(*parts: Wanted) -> Wanted:
    """All of these; one alone is itself."""
    return parts[0] if len(parts) == 1 else All(parts)


def either(parts: Iterable[Wanted]) -> Wanted:
    """One of these; one alone is itself."""
    given = tuple(dict.fromkeys(parts))
    return given[0] if len(given) == 1 else Some(given)


def is_nothing(wanted: Wanted) -> bool:
    """Whether no paper at all can be so."""
    if isinstance(wanted, Some):
        return all(map(is_nothing, wanted.parts))
    return isinstance(wanted, All) and any(map(is_nothing, wanted.parts))


def written(wanted: Wanted, *, both: str, either: str, quote: str) -> str:
    """As a query of a database: with its signs, terms quoted. What can never be is left out."""
    match wanted:
        case str():
            return f"{quote}{wanted}{quote}"
        case All(parts) | Some(parts):
            sign = both if isinstance(wanted, All) else either
            lines = [
                written(each, both=both, either=either, quote=quote)
                for each in parts
                if not is_nothing(each)
            ]
            return f"({sign.join(lines)})"
