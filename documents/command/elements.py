"""Element values given beside a text: their names, how they are checked, what they fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from documents.layout.issue import Issue, Stamp, issue_as_printed
from documents.manuscript import FORMAT_WORDS, Attendance, Format, Manuscript, Paragraph
from documents.reading.dates import normal_date
from documents.reading.minutes import with_attendance
from documents.reading.number import normal_number
from documents.reading.phrases import folded, is_date, is_name, is_signature
from documents.reading.printed import printed_elements
from office.kernel.refusals import Refused

Values = tuple[str, ...]

_URGENCIES = ("", "特急", "加急", "特提", "平急")
_MARK_ENDS = {Format.DOCUMENT: "文件", Format.ORDER: "令", Format.MINUTES: "会议纪要"}
_YES = {"yes", "true", "1", "是", "用印"}
_NO = {"no", "false", "0", "否", "不用印", ""}
_FORMATS = {
    **{str(each): each for each in Format},
    **{words: each for each, words in FORMAT_WORDS.items()},
    **{
        words.removesuffix("格式").replace("（令）", ""): each
        for each, words in FORMAT_WORDS.items()
    },
    "令": Format.ORDER,
}


@dataclass(frozen=True, slots=True)
class Name:
    """An element as it may be called: the option's name and the words of the standard."""

    option: str
    words: Values
    several: bool = False


NAMES = (
    Name("title", ("标题",)),
    Name("type", ("文种",)),
    Name("format", ("格式", "公文格式")),
    Name("issuer", ("发文机关",)),
    Name("mark", ("发文机关标志",), several=True),
    Name("number", ("发文字号", "文号")),
    Name("signer", ("签发人", "signers"), several=True),
    Name("copy-number", ("份号",)),
    Name("classification", ("密级", "密级和保密期限")),
    Name("urgency", ("紧急程度", "缓急")),
    Name("recipients", ("主送", "主送机关")),
    Name("signature", ("署名", "发文机关署名", "signatures"), several=True),
    Name("date", ("成文日期",)),
    Name("sealed", ("用印",)),
    Name("attending", ("出席", "出席人员"), several=True),
    Name("absent", ("请假", "请假人员"), several=True),
    Name("observing", ("列席", "列席人员"), several=True),
    Name("note", ("附注",)),
    Name("copies", ("抄送", "抄送机关")),
    Name("printed-by", ("印发机关",)),
    Name("printed-on", ("印发日期",)),
    Name("approved-by", ("签批盖章",)),
)
_WHERE_TITLES_STAND = 8
"""Paragraphs at the beginning of a text."""
_OPTIONS = {word: each.option for each in NAMES for word in (each.option, *each.words)}
_LISTS = {"attending": "出席", "absent": "请假", "observing": "列席"}
_SEVERAL = {each.option for each in NAMES if each.several}
_OF_MANUSCRIPT = (
    *("title", "type", "issuer", "number", "classification", "urgency", "recipients", "date"),
    *("note", "copies"),
)
_OF_ISSUE = {
    "copy-number": "copy_number",
    "printed-by": "printing_office",
    "printed-on": "print_date",
    "approved-by": "approved_by",
}


def named(given: Mapping[str, Values]) -> dict[str, Values]:
    """The values by the names of the options. Raises Refused, naming what is not known."""
    found: dict[str, Values] = {}
    unknown = []
    for word, values in given.items():
        option = _OPTIONS.get(word.strip().lower().replace("_", "-"))
        if option is None:
            unknown.append(word)
        elif option in found:
            raise Refused(f"要素“{word}”给了两次。请只保留一处。")
        else:
            found[option] = values
    if unknown:
        known = "、".join(each.words[0] for each in NAMES)
        raise Refused(f"不认识的要素：{'、'.join(unknown)}。可以使用：{known}。请改正后重试。")
    for option, values in found.items():
        if len(values) > 1 and option not in _SEVERAL:
            raise Refused(f"要素“{option}”只能有一个值，却给了 {len(values)} 个。请改正后重试。")
    return found


def filled_in(manuscript: Manuscript, elements: Mapping[str, Values]) -> tuple[Manuscript, Issue]:
    """The manuscript with these values in place of its own, and what a printed one has beside.

    `elements` are named as options are. Raises Refused for values that no element has.
    """
    one = {option: values[0] if values else "" for option, values in elements.items()}
    for option in ("date", "printed-on"):
        if one.get(option):
            one[option] = _date(one[option], option=option)
    if "number" in one:
        one["number"] = normal_number(one["number"])
    if one.get("urgency", "") not in _URGENCIES:
        raise Refused(
            f"紧急程度不能是“{one['urgency']}”：只有特急、加急，电报另有特提、平急"
            "（GB/T 9704—2012 7.2.3）。请改正后重试。"
        )
    if one.get("title") and not manuscript.title:
        manuscript = _without_line(manuscript, one["title"])
    changes = {name: one[name] for name in _OF_MANUSCRIPT if name in one}
    manuscript = replace(manuscript, **changes)  # type: ignore[arg-type] # all of them are texts
    manuscript = replace(manuscript, date=normal_date(manuscript.date) or manuscript.date)
    if "format" in one:
        manuscript = replace(manuscript, format=_format(one["format"]))
    if manuscript.format is Format.MINUTES:
        manuscript = with_attendance(manuscript)
    lists = {label: _names(elements[option]) for option, label in _LISTS.items() if option in one}
    if lists:
        others = (each for each in manuscript.attendance if each.label not in lists)
        given = (Attendance(label, names) for label, names in lists.items() if names)
        manuscript = replace(manuscript, attendance=(*others, *given))
    if "signature" in elements:
        manuscript = replace(manuscript, signature="\u3000".join(elements["signature"]))
    return manuscript, _issue(manuscript, elements, one)


def _names(values: Values) -> str:
    return "\u3000".join(filter(None, values))


def _without_line(manuscript: Manuscript, title: str) -> Manuscript:
    """Without the line that a title which is now given stands on, taken for running text."""
    for place, block in enumerate(manuscript.body[:_WHERE_TITLES_STAND]):
        if isinstance(block, Paragraph) and folded(block.text) == folded(title):
            rest = (*manuscript.body[:place], *manuscript.body[place + 1 :])
            return replace(manuscript, body=rest)
    return manuscript


def _issue(
    manuscript: Manuscript, elements: Mapping[str, Values], one: Mapping[str, str]
) -> Issue:
    issue = issue_as_printed(manuscript)
    ending = _MARK_ENDS.get(manuscript.format, "")
    issue = replace(issue, mark=f"{manuscript.issuer}{ending}" if manuscript.issuer else "")
    marks = tuple(filter(None, elements.get("mark", ())))
    if len(marks) == 1:
        issue = replace(issue, mark=marks[0])
    elif marks:
        issue = replace(issue, joint_marks=marks, mark=ending)
    changes = {field: one[option] for option, field in _OF_ISSUE.items() if option in one}
    printed = printed_elements(manuscript.unrecognised)
    issue = replace(
        issue,
        printing_office=printed.printing_office,
        print_date=normal_date(printed.print_date) or printed.print_date,
    )
    issue = replace(issue, **changes)  # type: ignore[arg-type] # all of them are texts
    return replace(
        issue,
        signers=elements.get("signer", printed.signers),
        signatures=elements.get("signature", ()),
        sealed=_truth(one.get("sealed", "")),
        stamps=_stamps(manuscript) if _truth(one.get("sealed", "")) else (),
    )


def _stamps(manuscript: Manuscript) -> tuple[Stamp, ...]:
    """The place of 签名章 where an officer signs (GB/T 9704-2012 7.3.5.3)."""
    signature = manuscript.signature.strip()
    if is_name(signature) or not is_signature(signature):
        return ()
    title, *name = signature.split()
    return (Stamp(title, "".join(name)),)


def _format(word: str) -> Format:
    found = _FORMATS.get(word.strip().lower())
    if found is None:
        raise Refused(
            f"没有“{word}”这种格式。可以使用：{'、'.join(FORMAT_WORDS.values())}，"
            f"或 {'、'.join(Format)}。请改正后重试。"
        )
    return found


def _date(text: str, *, option: str) -> str:
    """A date as printed; one whose day is still open (2026年×月×日) stays as it is."""
    bare = text.removesuffix("印发")
    if found := normal_date(bare):
        return found
    if "×" in bare and is_date(bare):
        return bare
    words = "成文日期" if option == "date" else "印发日期"
    raise Refused(
        f"{words}不能是“{text}”：应当写明年、月、日，且日历上有这一天，"
        "如 2026年11月20日（GB/T 9704—2012 7.3.5.4）。请改正后重试。"
    )


def _truth(word: str) -> bool:
    if word.lower() not in _YES | _NO:
        raise Refused(f"“用印”只能写是或否，不能写“{word}”。请改正后重试。")
    return word.lower() in _YES
