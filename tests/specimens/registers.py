"""What the forms are filled with that go along with issued documents: lists, labels, registers."""

from __future__ import annotations

from typing import Any

from tests.specimens.texts import DAY, LONG, OFFICE

NUMBER = "澜政办发〔2026〕16号"
TITLE = f"{OFFICE}关于印发澜州市电子公文交换管理办法的通知"
_EVERYBODY = "各县（区）人民政府，市政府各部门、各直属机构"

DISPATCH_LIST: dict[str, Any] = {
    "agency": OFFICE,
    "number": NUMBER,
    "date": DAY,
    "title": TITLE,
    "classification": "秘密★1年",
    "total": "42 份",
    "lines": [
        {
            "recipient": "清河区人民政府办公室",
            "copies": "4",
            "numbers": "000001–000004",
            "channel": "机要",
            "signed": "冯小满\n2026年11月23日 09:30",
        },
        {
            "recipient": "澜州经济技术开发区管理委员会综合协调办公室",
            "copies": "30",
            "numbers": "000005–000034",
            "channel": "交换",
            "signed": "龚望舒\n2026年11月23日 10:05",
        },
        {"recipient": "沈立言", "copies": "1", "numbers": "000035", "channel": "自取"},
        {
            "recipient": "云川日报社",
            "copies": "5",
            "numbers": "000036–000040",
            "channel": "邮寄",
        },
        {"recipient": "存本", "copies": "2", "numbers": "000041–000042", "channel": "留存"},
    ],
}

ENVELOPE_LABELS: dict[str, Any] = {
    "agency": OFFICE,
    "labels": [
        {
            "channel": "机要",
            "recipient": "清河区人民政府办公室",
            "address": "清河区文昌路8号",
            "contents": f"{OFFICE}\n{NUMBER}\n4 份\n份号 000001–000004\n秘密★1年",
        },
        {
            "channel": "邮寄",
            "recipient": "澜州经济技术开发区管理委员会综合协调办公室",
            "address": "澜州市高新大道东段1186号创新大厦A座21层综合收发室",
            "contents": f"{OFFICE}\n{NUMBER}\n30 份\n份号 000005–000034",
        },
        {"channel": "自取", "recipient": "沈立言", "contents": f"{OFFICE}\n{NUMBER}\n1 份"},
    ],
}

REPRINT_NOTE: dict[str, Any] = {
    "agency": "清河区人民政府办公室",
    "number": "收文〔2026〕126号",
    "sender": OFFICE,
    "sender_number": NUMBER,
    "title": TITLE,
    "organ": "清河区人民政府办公室",
    "day": "2026年11月24日",
    "scope": "各街道办事处，区政府各部门",
    "copies": "30",
    "approved_by": "邵云帆",
    "by": "冯小满",
}

ISSUE_REGISTER: dict[str, Any] = {
    "agency": OFFICE,
    "series": "澜政办发",
    "period": "2026年",
    "printed_on": DAY,
    "documents": [
        {
            "number": NUMBER,
            "registered_on": "11月20日",
            "title": TITLE,
            "type": "通知",
            "grades": "秘密★1年\n加急",
            "recipients": _EVERYBODY,
            "quantity": "120",
            "drafter": "何婉清",
            "signer": "沈立言",
            "dispatched_on": "11月21日",
        },
        {"number": "澜政办发〔2026〕17号", "remarks": "作废：误取"},
        {
            "number": "澜政办发〔2026〕18号",
            "registered_on": "11月22日",
            "title": f"{OFFICE}关于2026年第三季度电子公文办理情况的通报",
            "type": "通报",
            "recipients": _EVERYBODY,
            "quantity": "86",
            "drafter": "何婉清",
            "signer": "欧阳敏行",
            "dispatched_on": "11月22日",
            "remarks": "补发2份",
        },
        {"number": "澜政办发〔2026〕19号", "remarks": "预留：年终总结"},
    ],
}

COMMENT_SUMMARY: dict[str, Any] = {
    "agency": OFFICE,
    "title": TITLE,
    "printed_on": DAY,
    "asked": "征求意见，第1轮，4家",
    "deadline": "2026年11月18日",
    "standing": "有修改意见 2 家，无意见 1 家，逾期未复，视为无意见 1 家",
    "comments": [
        {
            "agency": "澜州市大数据局",
            "verdict": "有修改意见",
            "clause": "第三条第二款",
            "text": LONG,
            "disposal": "部分采纳",
            "reason": "接入时限放宽一个月；其余按省统一部署执行。",
        },
        {
            "agency": "澜州市大数据局",
            "verdict": "有修改意见",
            "clause": "第九条",
            "text": "建议删去“并抄送档案局”。",
            "disposal": "采纳",
        },
        {
            "agency": "澜州经济技术开发区管理委员会综合协调办公室",
            "verdict": "有修改意见",
            "clause": "全文",
            "text": "建议与省级规定的表述一致。",
            "disposal": "未采纳",
            "reason": "省级规定尚在修订。",
        },
        {"agency": "望江区人民政府办公室", "verdict": "无意见"},
        {"agency": "北屏县人民政府办公室", "verdict": "逾期未复，视为无意见"},
    ],
    "by": "何婉清",
}
