"""发文稿纸 of a document that went through every step: opposed, settled, read, printed, sealed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.functional.office_app import CLERK, DRAFTER, LEADER, OfficeApp, office_app
from tests.functional.test_ways import FULL, countersigned_by, open_by


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder: Path = tmp_path_factory.mktemp("office")
    (folder / "routes.toml").write_text(FULL, "utf-8")
    with office_app(folder, routes=folder / "routes.toml") as running:
        yield running


@pytest.mark.slow
def test_every_step_stands_on_the_sheet_and_in_the_book(office: OfficeApp) -> None:
    id = countersigned_by(office, "关于走完全程的通知", CLERK, veto=False)
    clerk, leader = office.log_in(CLERK), office.log_in(LEADER)
    open_by(office, CLERK, id)
    clerk.press("countersign", verdict="dissent", opinion="依据不足。", to=office.person(LEADER))
    open_by(office, DRAFTER, id)
    office.log_in(DRAFTER).press("settle", outcome="coordinated", opinion="已补充依据。")
    open_by(office, LEADER, id)
    leader.press("sign_off", opinion="同意印发。")
    open_by(office, CLERK, id)
    clerk.press("recheck", opinion="程序完备。")
    for act in ("number", "typeset"):
        clerk.press(act)
    clerk.press("proofread", note="第二页错字已核。")
    clerk.press("proofread")
    clerk.press("print", copies="120")
    clerk.press("seal")
    clerk.press("release")

    pdf = PdfReader(BytesIO(clerk.get(f"/documents/{id}/sheet.pdf").body))
    sheet = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    for words in (
        "办公室核稿：文种、格式无误。",
        "（不同意）依据不足。",
        "协调：已补充依据。",
        "同意印发。",
        "复核：程序完备。",
        "校对：第二页错字已核。",
        "段文取号澜政办发〔2026〕1号",
        "段文校对，清样签字",
        "段文印制120份",
        "段文用印",
        "段文核发",
    ):
        assert words in sheet, words
    assert sheet.index("校对段文") < sheet.index("份数120")
    book = clerk.get("/registers/issues.csv").body.decode("utf-8-sig")
    assert "关于走完全程的通知" in book
    assert ",120," in book
