"""What later acts add to a manuscript before it is printed: number, dates, printing office."""

from __future__ import annotations

from dataclasses import dataclass

from documents.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Stamp:
    """签名章: the signer's full title and name; the stamp itself takes `width` x `height` mm."""

    title: str
    name: str
    width: float = 40.0
    height: float = 20.0


@dataclass(frozen=True, slots=True)
class Issue:
    """The filled-in elements of an issued document; without one, pages say 送审稿.

    `mark`: 发文机关标志 as printed, e.g. 澜州市人民政府办公室文件. Where it names several organs
    they are `joint_marks`, the host first, and `mark` is the word to their right (文件 or none).
    `number`: 发文字号.
    `date`, `signatures`, `copies` (抄送): as printed; the manuscript's own words where empty.
    `signers`: 签发人, for upward documents only. `copy_number`: 份号. `sealed`: a seal will stand
    on signature and date (7.3.5.1), `seal_diameter` mm wide; otherwise they are placed as unsealed
    (7.3.5.2), or signed by `stamps` (7.3.5.3). `approved_by`: 签批盖章 of a telegram.
    """

    mark: str
    number: str = ""
    date: str = ""
    signatures: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    copy_number: str = ""
    copies: str = ""
    printing_office: str = ""
    print_date: str = ""
    sealed: bool = False
    seal_diameter: float = 42.0
    joint_marks: tuple[str, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    approved_by: str = ""


def issue_as_printed(manuscript: Manuscript) -> Issue:
    """The issue of a document that was already issued: mark and number from its own words."""
    return Issue(
        mark=f"{manuscript.issuer}文件" if manuscript.issuer else "", number=manuscript.number
    )
