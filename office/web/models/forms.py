"""Fields and acts: what a person may fill in and do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from office.web.models.atoms import Link
from office.web.models.commands import new_command
from office.web.models.placing import Placing
from office.web.models.slip import OpinionGroup

HINTED = 16
"""Characters of what a folded field holds that its summary shows."""


class Weight(StrEnum):
    """One primary act a screen; all others are normal or plain."""

    PRIMARY = "primary"
    NORMAL = "normal"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a select or a set of buttons. `name` is what a phrase calls it; boxes with a
    `group` stand under it, and are found by their label and the letters of `sought` too."""

    value: str
    label: str
    chosen: bool = False
    name: str = ""
    group: str = ""
    sought: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `error` is a sentence, `clause` the rule behind it; `value` is kept on refusal.

    A `seldom` field is folded away behind its name.

    `kind` is text, area, select, radios, checks, date, limit (a date that should be a working
    day), file, number, password, ink or hidden.
    What is `folded` is seldom wanted: only its label shows until it is opened. `accept`: types of
    file to be offered, `many` whether several files may be chosen, `drop` whether files are to be
    dropped on it (a large box; browsers take what is dropped on the field itself), `phrases` words
    that a text input offers. What is written into an ink field may be signed with a PIN where it
    `signs`.
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
    seldom: bool = False
    opinion: bool = False
    folded: bool = False
    accept: str = ""
    many: bool = False
    drop: bool = False
    phrases: tuple[str, ...] = ()
    signs: bool = False

    @property
    def groups(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """The choices under the groups they stand in, in their order."""
        names = dict.fromkeys(each.group for each in self.choices)
        return tuple(
            (name, tuple(each for each in self.choices if each.group == name)) for name in names
        )

    @property
    def content(self) -> str:
        """What stands in it, in words; empty where nothing was chosen or written."""
        chosen = [each.label for each in self.choices if each.chosen and each.value]
        return self.fixed or ("、".join(chosen) if self.choices else self.value.strip())

    @property
    def summary(self) -> str:
        """What it is called while it is folded away, and what stands in it."""
        content = self.content.replace("\n", " ")
        short = f"{content[:HINTED]}…" if len(content) > HINTED else content
        return f"{self.label}：{short}" if short else self.label

    @property
    def open(self) -> bool:
        """Whether a folded field shows itself, since something is chosen in it or wrong."""
        return bool(self.error) or any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Act:
    """One button. The form posts `act=name`. `key` is the shortcut; `why_not` disables it.

    `means` says what pressing it without a word is taken for (圈阅). An act `apart` is not what
    the form is for: it is folded away below the others, with the seldom fields that it needs.
    """

    name: str
    label: str
    weight: Weight = Weight.NORMAL
    key: str = ""
    why_not: str = ""
    means: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class FoundLine:
    """What a rule says about the paper, beside the act that it stops or warns of.

    `severity` is must or hint; `href` leads to the place in the editor.
    """

    severity: str
    title: str
    clause: str
    place: str
    remedy: str
    href: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence to know before one acts, with the way to see for oneself."""

    sentence: str
    way: Link


@dataclass(frozen=True, slots=True)
class ActForm:
    """What the person may do here and now.

    Posts `command` (the act's id), `seen` (the version looked at), `act` and the fields.
    `refusal` is the sentence of a refused try; the fields then hold what was typed. `warning`
    is said before anything is tried, and so are `notices` and what rules `found`. In `phrases`,
    {next} stands for whom the form hands on to. `about` are the words that are acted on, `placing`
    is the page on which a seal is put.
    """

    action: str
    heading: str
    acts: tuple[Act, ...]
    command: str = field(default_factory=new_command)
    seen: str = ""
    fields: tuple[Field, ...] = ()
    phrases: tuple[str, ...] = ()
    then: str = ""
    refusal: str = ""
    warning: str = ""
    notices: tuple[Notice, ...] = ()
    found: tuple[FoundLine, ...] = ()
    autosave: str = ""
    in_order: bool = False
    about: tuple[OpinionGroup, ...] = ()
    placing: Placing | None = None

    @property
    def next_person(self) -> str:
        """The name of whom the form, as it stands, hands the paper to; empty if nobody."""
        offered = [field.choices for field in self.fields if field.name == "to"]
        chosen = [each.name for choices in offered for each in choices if each.chosen]
        first = [choices[0].name for choices in offered if choices]
        return next(iter((*chosen, *first)), "")

    @property
    def wrong(self) -> bool:
        """Whether a field is marked, which then takes the focus instead of the refusal."""
        return any(field.error for field in self.fields)

    @property
    def with_files(self) -> bool:
        """Whether a file can be chosen in it, so that it is posted in parts."""
        return any(field.kind == "file" for field in self.fields)

    @property
    def keeps_files(self) -> bool:
        """Whether files chosen are to outlast a refusal: something else can be wrong."""
        typed = any(field.kind not in ("file", "hidden") for field in self.fields)
        return self.with_files and typed and not self.autosave


@dataclass(frozen=True, slots=True)
class FormsPage:
    """Forms one below the other (`phrases.jinja2`): what somebody sets up for later."""

    title: str
    back: Link
    forms: tuple[ActForm, ...]
    note: str = ""
