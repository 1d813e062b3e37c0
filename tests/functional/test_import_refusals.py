"""What the editor does not take: it says why, stores nothing, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    DRAFTER,
    LEADER,
    OFFICE,
    QINGHE_CLERK,
    REVIEWER,
    OfficeApp,
    draft,
    form_with,
    office_app,
    sentence,
    value_of,
)

pytestmark = pytest.mark.slow

SECRET_PAPERS = (
    "机密★5年\n关于安全的通知\n各区人民政府：\n特此通知。",
    "关于安全的通知\n各区人民政府：\n本件为绝密★长期，不得外传。\n特此通知。",
    "秘 密\n关于安全的通知\n各区人民政府：\n特此通知。",
)
EVERYBODY = (DRAFTER, REVIEWER, LEADER, CLERK, QINGHE_CLERK, *ADMINISTRATORS)


@pytest.fixture
def untouched(office: OfficeApp) -> Iterator[OfficeApp]:
    """Whatever happens in the test, neither journal nor content store may change."""
    events, stored = office.events(), office.stored()
    yield office
    assert office.events() == events
    assert office.stored() == stored


@pytest.mark.parametrize("login", EVERYBODY)
def test_a_classified_paper_is_refused_to_everybody_before_a_byte_is_stored(
    untouched: OfficeApp, login: str
) -> None:
    visitor = untouched.log_in(login)
    for paper, encoding in zip(SECRET_PAPERS, ("utf-8", "gb18030", "utf-16"), strict=True):
        page = visitor.upload(paper.encode(encoding), status=422)
        assert "超过本系统允许的最高密级" in sentence(page)
        page = visitor.upload(b"", text=paper, status=422)
        assert "超过本系统允许的最高密级" in sentence(page)


@pytest.mark.parametrize(
    "typed",
    [
        {"classification": "秘密★1年"},
        {"classification": "绝密"},
        {"title": "机密★5年 关于安全的通知"},
        {"body": "一段\n本件机密★10年\n一段"},
        {"body": "绝密\n特此通知。"},
        {"attachments": "附件1：名单\n秘密★6个月"},
        {"enclosure_title": "办法", "enclosure_body": "第一条\n机密★长期"},
        {"note": "秘密★1年"},
        {"copies": "绝密★30年"},
        {"recipients": "机密★1年"},
    ],
    ids=lambda typed: next(iter(typed)),
)
def test_a_classified_draft_is_refused_wherever_the_marking_stands(
    untouched: OfficeApp, typed: dict[str, str]
) -> None:
    drafter = untouched.log_in(DRAFTER)
    drafter.open("/documents/draft")
    fields = {"title": "关于安全的通知", "body": "特此通知。", "identity": OFFICE, **typed}
    page = drafter.press("save", status=422, **fields)
    assert "超过本系统允许的最高密级" in sentence(page)
    for name, text in fields.items():
        assert value_of(page, name) == text


@pytest.mark.parametrize("login", EVERYBODY)
def test_a_forged_classified_draft_is_stored_for_nobody(untouched: OfficeApp, login: str) -> None:
    visitor = untouched.log_in(login)
    fields = {
        "csrf_token": visitor.token(),
        "command": f"forged-{login}",
        "identity": OFFICE if login != QINGHE_CLERK else "990102001-M1",
        "title": "关于安全的通知",
        "body": "本件机密★10年。",
    }
    drafts = login in (DRAFTER, REVIEWER, QINGHE_CLERK)
    visitor.send("/documents/draft", list(fields.items()), status=422 if drafts else 403)


def test_a_revision_cannot_become_classified(office: OfficeApp) -> None:
    id = draft(office, "关于定密的通知")
    events, stored = office.events(), office.stored()
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}/draft")
    page = drafter.press("save", body="本件秘密★3年。", status=422)
    assert "超过本系统允许的最高密级" in sentence(page)
    assert value_of(page, "body") == "本件秘密★3年。"
    assert (office.events(), office.stored()) == (events, stored)


def test_with_an_approved_grade_that_grade_is_taken_and_a_higher_one_refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("graded")
    with office_app(folder, classification="秘密") as office:
        drafter = office.log_in(DRAFTER)
        assert value_of(drafter.upload("秘密★1年\n关于安全的通知".encode()), "classification")
        draft(office, "关于分级的通知", classification="秘密★1年")
        stored = office.stored()
        drafter.open("/documents/draft")
        fields = {"title": "关于超级的通知", "classification": "机密★1年"}
        drafter.press("save", status=422, **fields)
        assert office.stored() == stored


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片里的文字读不出来"),
        (b"PK\x03\x04" + bytes(500), "已损坏或不完整"),
        (b"%PDF-1.7\n" + bytes(100), "PDF 已损坏"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "另存为 .docx"),
        (bytes(range(256)) * 8, ""),
        ("字".encode() * 1_000_000, "文件超过 2 MB"),
        (b"", "没有可识别的文本"),
        ("\u3000\n \t\n".encode(), "没有可识别的文本"),
        ("关于安全的通知".encode()[:-1], ""),
    ],
    ids=["png", "zip", "pdf", "doc", "binary", "3 MB", "empty", "blank", "cut off"],
)
def test_a_file_that_is_no_text_is_refused_in_a_sentence(
    untouched: OfficeApp, data: bytes, words: str
) -> None:
    page = untouched.log_in(DRAFTER).upload(data, status=422)
    said = sentence(page)
    assert words in said
    assert said.endswith("。")
    assert form_with(page, "import")


def test_a_pasted_text_is_kept_when_the_file_beside_it_is_refused(untouched: OfficeApp) -> None:
    page = untouched.log_in(DRAFTER).upload(b"%PDF-1.7", text="关于粘贴的通知", status=422)
    assert "PDF 已损坏" in sentence(page)
    kept = page.html.select_one("form.kept")
    assert "关于粘贴的通知" in kept.get_text()
    assert "公文.txt" in kept.get_text()


def test_a_file_field_where_text_should_be_is_refused(untouched: OfficeApp) -> None:
    drafter = untouched.log_in(DRAFTER)
    for address in ("/documents/draft", "/documents/draft/import"):
        drafter.post(
            address,
            [("csrf_token", drafter.token()), ("command", "c")],
            upload_files=[("title", "a.txt", b"x"), ("text", "b.txt", b"x")],
            status=422,
        )


def test_an_import_lands_in_the_editor_and_nowhere_else(untouched: OfficeApp) -> None:
    text = "关于粘贴的通知\n各区人民政府：\n一、总体要求\n正文。"
    page = untouched.log_in(DRAFTER).upload(text.encode("gb18030"))
    assert value_of(page, "title") == "关于粘贴的通知"
    assert value_of(page, "recipients") == "各区人民政府"
    assert value_of(page, "body") == "一、总体要求\n正文。"


def test_what_was_not_recognised_survives_a_refused_save(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    text = "首页 > 政务公开\n澜府发〔2019〕3号\n关于续存的通知\n各区：\n正文。\n2019年3月1日"
    before = value_of(drafter.upload(text.encode()), "unrecognised")
    assert "原件文号：澜府发〔2019〕3号" in before
    page = drafter.press("save", title="", status=422)
    assert value_of(page, "unrecognised") == before
    assert "原件文号" in page.html.select_one("aside.margin").get_text()
    drafter.press("save", title="关于续存的通知", identity=OFFICE)
    id = office.outgoing("关于续存的通知")
    assert value_of(drafter.open(f"/documents/{id}/draft"), "unrecognised") == before
    drafter.press("save", unrecognised="")
    page = drafter.open(f"/documents/{id}/draft")
    assert "原件文号" not in page.text


def test_a_type_is_told_from_the_text_with_who_may_issue_it(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.upload(
        "澜州市人民政府关于增加编制的请示\n省人民政府：\n妥否，请批示。".encode()
    )

    assert value_of(page, "type") == "请示"
    assert "请示没有在附注处写明联系人姓名和电话" in page.text
