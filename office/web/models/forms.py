"""Fields and acts: what a person may fill in and do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """One primary act a screen; all others are normal or plain."""

    PRIMARY = "primary"
    NORMAL = "normal"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a select or a set of radio buttons."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `error` is a sentence, `clause` the rule behind it; `value` is kept on refusal.

    `kind` is text, area, select, radios, checks, date, file, number, password or hidden.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    error: str = ""
    clause: str = ""
    required: bool = False
    rows: int = 3
    choices: tuple[Choice, ...] = ()
    fixed: str = ""
    placeholder: str = ""
    opinion: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One button. The form posts `act=name`. `key` is the shortcut; `why_not` disables it."""

    name: str
    label: str
    weight: Weight = Weight.NORMAL
    key: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ActForm:
    """What the person may do here and now.

    Posts `command` (the act's id), `seen` (the version looked at), `act` and the fields.
    `refusal` is the sentence of a refused try; the fields then hold what was typed. `warning`
    is said before anything is tried.
    """

    action: str
    heading: str
    acts: tuple[Act, ...]
    command: str
    seen: str
    fields: tuple[Field, ...] = ()
    phrases: tuple[str, ...] = ()
    then: str = ""
    refusal: str = ""
    warning: str = ""
    autosave: str = ""
