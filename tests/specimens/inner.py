"""What a briefing and inner forms of the specimen book are filled with."""

from __future__ import annotations

from typing import Any

from documents.layout.briefings.briefing import Addressees, Briefing, Item
from documents.manuscript import Paragraph
from tests.specimens.texts import DAY, LONG, OFFICE

BRIEFING = Briefing(
    name="政务信息",
    number="第18期",
    total="总第236期",
    issuer=OFFICE,
    date=DAY,
    serial="000018",
    note="现将两地推行电子公文单轨运行的做法刊发，供各地参阅。",
    items=(
        Item("清河区三项措施推进电子公文单轨运行", (Paragraph(0, LONG),), "清河区人民政府办公室"),
        Item("望江区建立公文办理时限提醒制度", (Paragraph(0, LONG),), "望江区人民政府办公室"),
    ),
    addressees=(
        Addressees("报", "市委、市人大常委会、市政府、市政协领导同志，省政府办公厅"),
        Addressees("送", "市委各部门，市政协办公室"),
        Addressees("发", "各县（区）人民政府，市政府各部门"),
    ),
    copies=120,
)

DRAFT_SHEET: dict[str, Any] = {
    "agency": OFFICE,
    "number": "澜政办发〔2026〕16号",
    "date": DAY,
    "urgency": "加急",
    "sign_off": [{"words": "同意印发。", "who": "沈立言", "date": DAY}],
    "review": [{"words": "文种、格式无误，请审签。", "who": "陶喆堃", "date": DAY}],
    "title": f"{OFFICE}关于印发澜州市电子公文交换管理办法的通知",
    "recipients": "各县（区）人民政府，市政府各部门、各直属机构",
    "openness": "主动公开",
    "drafter": "何婉清",
}

MEETING_NOTICE: dict[str, Any] = {
    "agency": OFFICE,
    "date": DAY,
    "title": "全市电子公文单轨运行工作推进会",
    "time": "2026年11月30日（星期一）9时",
    "place": "市政府第一会议室",
    "agenda": "一、通报接入进度；二、部署明年工作。",
    "invited": "各县（区）人民政府办公室、市政府各部门分管负责同志",
    "contact": "何婉清",
    "telephone": "6010011",
}

_PROPOSAL = [{"words": "拟请市大数据局牵头办理。", "who": "何婉清", "date": DAY}]
_INSTRUCTION = [{"words": "同意，请抓紧落实。", "who": "沈立言", "date": DAY}]

HANDLING_SHEET: dict[str, Any] = {
    "agency": OFFICE,
    "number": "2026年收文第118号",
    "received_on": DAY,
    "sender": "云川省人民政府办公厅",
    "sender_number": "云政办发〔2026〕31号",
    "title": "关于做好电子公文单轨运行试点工作的通知",
    "kind": "办件",
    "proposal": _PROPOSAL,
    "instructions": _INSTRUCTION,
    "handling_unit": "市大数据局",
    "deadline": "2026年12月10日",
}

CIRCULATION_SLIP: dict[str, Any] = {
    "agency": OFFICE,
    "number": "2026年收文第119号",
    "begun_on": DAY,
    "sender": "云川省大数据局",
    "title": "关于印发数据共享工作简报的通知",
    "proposal": [{"words": "请各位领导阅。", "who": "何婉清", "date": DAY}],
    "readers": [
        {
            "who": "沈立言",
            "sent_at": "11月22日",
            "opinion": [{"words": "已阅。"}],
        },
        {"who": "孟川", "sent_at": "11月23日"},
    ],
}

APPROVAL_REQUEST: dict[str, Any] = {
    "agency": OFFICE,
    "number": "签〔2026〕12号",
    "date": DAY,
    "title": "关于采购电子印章设备的请示",
    "text": LONG,
    "unit": "信息科",
    "drafter": "何婉清",
    "review": [{"words": "情况属实，拟同意。", "who": "孟川", "date": DAY}],
    "instructions": _INSTRUCTION,
}

SUPERVISION_NOTICE: dict[str, Any] = {
    "agency": OFFICE,
    "number": "督〔2026〕7号",
    "date": DAY,
    "title": "各县（区）电子公文系统接入",
    "basis": "市政府第5次常务会议纪要",
    "instructions": _INSTRUCTION,
    "host": "市大数据局",
    "helpers": "市档案局、市应急管理局",
    "deadline": "2026年12月15日",
    "requirements": "每周五前报送进展情况，办结后报送书面报告。",
}

SEAL_REQUEST: dict[str, Any] = {
    "agency": OFFICE,
    "number": "印〔2026〕33号",
    "date": DAY,
    "unit": "综合科",
    "applicant": "何婉清",
    "seal": OFFICE,
    "title": "关于商请协助查验电子印章的函",
    "document_number": "澜政办函〔2026〕5号",
    "reason": "正式行文。",
    "office_review": [{"words": "同意用印。", "who": "陶喆堃", "date": DAY}],
}
