"""The printed words of 主送 and 抄送, divided into organs and groups of organs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from documents.rules.organ import Organ, relation
from office.directory.answers import Relation

_PIECES = re.compile("[^，,；;。：:\n]+")
_NAMES = re.compile("[^、]+")
_GROUP = re.compile("各|有关|所属|直属")
_WHOLE_NAME = re.compile("[府厅室委会局部院办社团署组行校站队所]$")
_PERSON = re.compile(
    "(?:同志|先生|女士|书记|[省市区县州镇乡厅局部处科院署会]长|主任|主席|总理|委员长)"
    "(?:亲?[阅收启]|阅示|审示|批示)?$"
)
_LABEL = re.compile("^[主抄][送报][：:]?")


@dataclass(frozen=True, slots=True)
class Addressee:
    """One name, or one group (各区、县人民政府), as printed, with its place in the words.

    `relation` says how it stands to the issuer: None where that could not be resolved.
    """

    name: str
    start: int
    end: int
    organ: Organ | None = None
    relation: Relation | None = None

    @property
    def is_person(self) -> bool:
        """Whether the words mean somebody, by name or by office."""
        return self.organ is None and bool(_PERSON.search(self.name[-12:]))


def names_in(words: str) -> tuple[str, ...]:
    """The names and groups that the words of 主送 or 抄送 are made of."""
    return tuple(name for name, _ in _divided(words))


def addressees(
    words: str, *, organs: Mapping[str, Organ], issuer: Organ | None
) -> tuple[Addressee, ...]:
    """The words divided, each name with the organ that it was resolved to."""
    found = []
    for name, start in _divided(words):
        organ = organs.get(name)
        standing = relation(issuer, organ) if organ and issuer else None
        found.append(Addressee(name, start, start + len(name), organ=organ, relation=standing))
    return tuple(found)


def _divided(words: str) -> Iterator[tuple[str, int]]:
    for piece in _PIECES.finditer(words):
        text = piece.group()
        parts = [text] if _GROUP.search(text) else _parts(text)
        place = piece.start()
        for part in parts:
            bare = _LABEL.sub("", part.strip())
            if bare:
                yield bare, place + part.index(bare)
            place += len(part) + 1


def _parts(text: str) -> list[str]:
    """Names between 、 are organs by themselves only if each is a whole name (市委、市政府)."""
    parts = [each.group() for each in _NAMES.finditer(text)]
    whole = all(_WHOLE_NAME.search(each.strip()) or _PERSON.search(each) for each in parts)
    return parts if whole and "、、" not in text and not text.startswith("、") else [text]
