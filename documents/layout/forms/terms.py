"""The words of the form language: kinds, bounds, and how what is wrong is refused."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from office.kernel.refusals import Refused


class FormRefused(Refused, ValueError):
    """A form, or what is to be filled in, is not as forms are: where, what, what to do.

    A ValueError too, so that whoever reads a form from data can add where in it.
    """


class Kind(StrEnum):
    """What is filled in: words, opinions with their names and dates, ticks, a row's number."""

    TEXT = "text"
    OPINIONS = "opinions"
    CHOICE = "choice"
    SERIAL = "serial"


class Align(StrEnum):
    """Where words stand between the left and the right of their box."""

    LEFT = "left"
    CENTRE = "centre"


STRICT = ConfigDict(extra="forbid")
"""What the language does not know is refused, or a slip of the pen would silently do nothing."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A field's name, by which it is filled in."""
NameOrNone = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{0,39})?$")]
Label = Annotated[str, Field(max_length=20)]
Words = Annotated[str, Field(max_length=500)]
Size = Annotated[float, Field(ge=9, le=26, allow_inf_nan=False)]
Width = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
Height = Annotated[float, Field(ge=6, le=200, allow_inf_nan=False)]
Space = Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)]
Share = Annotated[int, Field(ge=0, le=20)]
Span = Annotated[int, Field(ge=1, le=24)]
Choices = Annotated[tuple[Label, ...], Field(max_length=12)]

LABEL_SIZE = 12.0
CHOICE_BOX = 1.2
"""The box before a choice, in characters."""
