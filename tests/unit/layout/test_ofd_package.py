"""The package around the pages of an OFD file: attachments, places, facts, the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from lxml import etree

from documents.layout import Pages, compose
from documents.layout.attached import Attached
from documents.layout.ofd import write_ofd
from documents.layout.pages import Page
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.ofd_parts import (
    OFD,
    everything,
    parts,
    run,
    tree,
)
from tests.unit.layout.specimens import ISSUE, NOTICE
from tests.unit.layout.test_ofd import (
    FILES,
    NOW,
    PICTURES,
    everything_written,
    xml_parts,
)


def test_attachments_have_safe_names_inside_and_their_own_outside(drawn: Typefaces) -> None:
    odd = (Attached("../../名单.PDF", b"%PDF"), Attached("无后缀", b"1"))
    ofd = write_ofd(Pages("", (Page(1, ()),)), typefaces=drawn, attachments=odd)
    listed = tree(ofd, "Doc_0/Attachs/Attachments.xml").findall("ofd:Attachment", OFD)

    assert [each.get("Name") for each in listed] == ["../../名单.PDF", "无后缀"]
    files = [each.findtext("ofd:FileLoc", namespaces=OFD) for each in listed]
    assert files == ["attachment_1.pdf", "attachment_2.bin"]
    assert parts(ofd)["Doc_0/Attachs/attachment_1.pdf"] == b"%PDF"


def test_an_archive_says_so_and_keeps_of_attachments_what_is_text(drawn: Typefaces) -> None:
    ofd = everything_written(drawn, archive=True)
    entry = tree(ofd, "OFD.xml")
    actions = tree(ofd, "Doc_0/Document.xml").findall(".//ofd:Action/*", OFD)

    assert entry.get("DocType") == "OFD-A"
    assert len(entry.findall("ofd:DocBody", OFD)) == 1
    assert {etree.QName(each).localname for each in actions} == {"Goto"}
    assert "Doc_0/Attachs/attachment_1.xml" in parts(ofd)
    assert not [name for name in parts(ofd) if name.endswith(".docx")]
    note = entry.findtext(".//ofd:CustomData[@Name='移出的附件']", namespaces=OFD)
    assert note.startswith("资料.docx；1200 字节；SHA-256 ")


def test_every_place_that_is_named_is_in_the_file(drawn: Typefaces) -> None:
    ofd = everything_written(drawn)
    named = {"OFD.xml", "Doc_0/Document.xml"}
    folders = {"FontFile": "Res", "MediaFile": "Res"}
    for name in xml_parts(ofd):
        folder = name.rpartition("/")[0]
        for each in tree(ofd, name).iter("{*}*"):
            kind = etree.QName(each).localname
            location = each.get("BaseLoc") if kind == "Page" else None
            if kind in ("FontFile", "MediaFile", "FileLoc", "PublicRes", "DocumentRes",
                        "CustomTags", "Attachments") and each.text and not len(each):  # fmt: skip
                location = each.text
            if location:
                named.add("/".join(filter(None, [folder, folders.get(kind), location])))
    assert named == set(parts(ofd))


def test_facts_come_from_the_arguments(drawn: Typefaces) -> None:
    pages = Pages("标题", (Page(1, (run("文"),)),))
    entry = tree(
        write_ofd(pages, typefaces=drawn, author="某局", subject="通知", created=NOW), "OFD.xml"
    )

    said = {etree.QName(each).localname: each.text for each in entry.find(".//ofd:DocInfo", OFD)}
    assert said["Title"] == "标题"
    assert said["Author"] == "某局"
    assert said["Subject"] == "通知"
    assert said["CreationDate"] == said["ModDate"] == "2026-11-22"
    assert said["Creator"] == "文枢"


def test_the_number_of_the_document_follows_its_content(drawn: Typefaces) -> None:
    def number(text: str) -> str:
        pages = Pages("标题", (Page(1, (run(text),)),))
        entry = tree(write_ofd(pages, typefaces=drawn), "OFD.xml")
        return str(entry.findtext(".//ofd:DocID", namespaces=OFD))

    assert number("文") == number("文") != number("件")


def test_the_same_pages_give_the_same_bytes(drawn: Typefaces) -> None:
    assert everything_written(drawn) == everything_written(drawn)


def test_another_process_writes_the_same_bytes(site: Path, drawn: Typefaces) -> None:
    program = (
        "import sys; from pathlib import Path; from hashlib import sha256\n"
        "from documents.typefaces.finding import find_typefaces\n"
        "from documents.layout import compose; from documents.layout.ofd import write_ofd\n"
        "from tests.unit.layout.specimens import ISSUE, NOTICE\n"
        "site = Path(sys.argv[1]); faces = find_typefaces(site=site, installed=site / 'none')\n"
        "sys.stdout.buffer.write(write_ofd(compose(NOTICE, issue=ISSUE), typefaces=faces))\n"
    )
    command = [sys.executable, "-c", program, str(site)]
    root = Path(__file__).parents[3]
    other = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout

    assert other == write_ofd(compose(NOTICE, issue=ISSUE), typefaces=drawn)


def test_pages_read_back_from_json_give_the_same_file(drawn: Typefaces) -> None:
    pages = everything()
    again = Pages.from_json(pages.to_json())

    assert everything_written(drawn) == write_ofd(
        again, typefaces=drawn, pictures=PICTURES, attachments=FILES
    )
