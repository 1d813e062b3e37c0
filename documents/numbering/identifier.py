"""公文标识: the identifier of a document between systems, with its check character.

GB/T 33477-2016 itself could not be read; the structure is that of a vendor's implementation:
`OID.机关代码-内设机构-年-文种-流水-校验`. Its check character is ISO 7064 MOD 37,36 over all but
the root and the hyphens. Uncertain, therefore said by who makes one and accepted either way by
who reads one: the root of the OID, and whether the serial has 5 or 6 digits. The codes of
document types are presumed to be the standard's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from office.kernel.refusals import Refused

ROOT = "1.2.156.10"
"""The root seen in the source. The site's own is to be had from the registry of OIDs."""

NO_UNIT = "000"
"""内设机构 when the agency as a whole issues."""

TYPE_CODES = {
    "决议": "01",
    "决定": "02",
    "命令": "03",
    "公报": "04",
    "公告": "05",
    "通告": "06",
    "意见": "07",
    "通知": "08",
    "通报": "09",
    "报告": "0A",
    "请示": "0B",
    "批复": "0C",
    "议案": "0D",
    "函": "0E",
    "纪要": "0F",
}
OTHER_TYPE = "0Z"

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_ROOT = re.compile(r"[0-9]+(\.[0-9]+)*")
_ORGAN = re.compile("[0-9A-Z]{9}|[0-9A-Z]{18}")
_SHAPE = re.compile(
    r"(?P<root>[0-9]+(?:\.[0-9]+)*)\.(?P<organ>[0-9A-Z]{9}|[0-9A-Z]{18})-(?P<unit>[0-9A-Z]{3})"
    r"-(?P<year>[0-9]{4})-(?P<type>[0-9A-Z]{2})-(?P<serial>[0-9]{5,6})-(?P<check>[0-9A-Z])"
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """公文标识 in its parts.

    `organ`: 组织机构代码 (9 characters) or 统一社会信用代码 (18); `unit`: three characters;
    `type`: the code of the 文种; `digits`: of the serial, 5 or 6.
    """

    organ: str
    year: int
    type: str
    serial: int
    unit: str = NO_UNIT
    root: str = ROOT
    digits: int = 5

    @property
    def type_name(self) -> str:
        """文种, or 其他."""
        names = {code: name for name, code in TYPE_CODES.items()}
        return names.get(self.type, "其他")

    @property
    def check(self) -> str:
        """校验字符."""
        return check_character("".join(self._parts))

    def __str__(self) -> str:
        return f"{self.root}.{'-'.join((*self._parts, self.check))}"

    @property
    def _parts(self) -> tuple[str, ...]:
        return (
            self.organ,
            self.unit,
            f"{self.year:04}",
            self.type,
            f"{self.serial:0{self.digits}}",
        )


def make_identifier(  # the standard has that many parts
    *,
    organ: str,
    type: str,
    year: int,
    serial: int,
    unit: str = NO_UNIT,
    root: str = ROOT,
    digits: int = 5,
) -> str:
    """公文标识 of a document of this 文种 (by name; a name that has no code counts as other).

    Raises Refused when a part does not fit its place.
    """
    made = Identifier(
        organ=organ.upper(),
        unit=unit.upper(),
        year=year,
        type=TYPE_CODES.get(type, OTHER_TYPE),
        serial=serial,
        root=root,
        digits=digits,
    )
    if serial < 1 or not _SHAPE.fullmatch(_printable(made)):
        raise Refused(
            "公文标识的组成不合要求：机关代码应为 9 位组织机构代码或 18 位统一社会信用代码，"
            "内设机构 3 位，年份 4 位，流水号从 1 起，5 位或 6 位（GB/T 33477）。请核对后重填。"
        )
    return str(made)


def parse_identifier(text: str) -> Identifier:
    """The parts of a 公文标识 as it is written.

    Raises Refused when it has not the shape, or its check character is another one.
    """
    # Letters of other scripts may have a capital among ours (ı, ſ) and are no part of one.
    found = _SHAPE.fullmatch(text.strip().upper()) if text.isascii() else None
    if found is None:
        raise Refused(
            f"“{text}”不是公文标识。应为“OID.机关代码-内设机构-年-文种-流水-校验”（GB/T 33477），"
            f"例如 {EXAMPLE}。请对照原件核对。"
        )
    identifier = Identifier(
        organ=found["organ"],
        unit=found["unit"],
        year=int(found["year"]),
        type=found["type"],
        serial=int(found["serial"]),
        root=found["root"],
        digits=len(found["serial"]),
    )
    if identifier.check != found["check"]:
        raise Refused(
            f"公文标识“{text}”的校验字符不对：末位是“{found['check']}”，"
            f"按前面各位应为“{identifier.check}”（ISO 7064 MOD 37,36）。抄录有误，请对照原件核对。"
        )
    return identifier


def is_organ(code: str) -> bool:
    """Whether an agency's code is a 组织机构代码 or a 统一社会信用代码."""
    return _ORGAN.fullmatch(code) is not None


def must_be_root(text: str) -> str:
    """The site's OID as it is set; Refused when it is none."""
    if not _ROOT.fullmatch(text):
        raise Refused(f"设置 wenshu.identifier_root 的值“{text}”不是 OID，应当形如 {ROOT}。")
    return text


def is_identifier(text: str) -> bool:
    """Whether this is a 公文标识 whose check character is right."""
    try:
        parse_identifier(text)
    except Refused:
        return False
    return True


def check_character(text: str) -> str:
    """ISO 7064 MOD 37,36 of a text of the characters 0–9 and A–Z (ValueError for others)."""
    carried = 36
    for character in text:
        total = (carried + ALPHABET.index(character)) % 36 or 36
        carried = 2 * total % 37
    return ALPHABET[(37 - carried) % 36]


def _printable(made: Identifier) -> str:
    """The identifier with any check character, for looking at its shape."""
    return f"{made.root}.{'-'.join((*made._parts, '0'))}"  # noqa: SLF001  # of our own module


EXAMPLE = str(Identifier(organ="990100001", year=2026, type=TYPE_CODES["通知"], serial=37))
