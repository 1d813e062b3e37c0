"""Every form of the product with invented contents."""

from __future__ import annotations

from documents.layout.forms import Opinion, Value

_AGENCY = "澜州市人民政府办公室"
_TITLE = "澜州市人民政府办公室关于做好今冬明春农村公路养护工作的通知"
_INSTRUCTION = (
    "请交通运输局牵头，会同财政局、公安局抓紧研究，12月5日前提出意见报市政府。"
    "涉及资金的，按程序提请常务会议审议。"
)

_RECORD = {
    "code": "X043-WS·2014-D10-BGS-0001",
    "number": "澜政办发〔2014〕37号",
    "responsible": _AGENCY,
    "title": _TITLE,
    "date": "20141120",
    "pages": "3",
    "retention": "10年",
}
FILLED: dict[str, dict[str, Value]] = {
    "draft_sheet": {
        "agency": _AGENCY,
        "number": "澜政办发〔2026〕37号",
        "date": "2026年11月20日",
        "urgency": "加急",
        "sign_off": [Opinion("同意。", who="周怀远", date="2026年11月20日")],
        "countersign": [
            Opinion("同意。建议明确补助标准。", who="许国梁（市财政局）", date="11月19日"),
            Opinion("同意。", who="段文清（市公安局）", date="11月19日"),
        ],
        "endorse": [Opinion("请怀远同志签发。", who="何婉清", date="11月19日")],
        "review": [Opinion("已核。", who="许明", date="11月18日")],
        "title": _TITLE,
        "recipients": "各区、县人民政府，市政府各委、办、局",
        "copies": "市委办公室，市人大常委会办公室，市政协办公室",
        "attachments": "1．农村公路养护任务分解表\n2．养护资金补助标准",
        "openness": "主动公开",
        "secrecy_review": "许明　不涉密",
        "drafting_unit": "市交通运输局",
        "drafter": "江一舟",
        "telephone": "0871-5550126",
        "proofreader": "何婉清",
        "printer": "文印室",
        "quantity": "120",
    },
    "handling_sheet": {
        "agency": _AGENCY,
        "number": "上级〔2026〕318号",
        "received_on": "2026年11月18日",
        "sender": "云川省交通运输厅",
        "sender_number": "云交发〔2026〕92号",
        "sent_on": "2026年11月16日",
        "quantity": "3",
        "urgency": "加急",
        "kind": "办件",
        "title": "云川省交通运输厅关于开展农村公路冬季养护检查的通知",
        "proposal": [
            Opinion(
                "拟请市交通运输局牵头办理，公安局、财政局配合。呈怀远、婉清同志阅示。",
                who="许明",
                date="11月18日 10:12",
            )
        ],
        "instructions": [
            Opinion(_INSTRUCTION, who="周怀远", date="11月18日 16:40"),
            Opinion("按怀远同志批示办。", who="何婉清", date="11月19日 08:35"),
        ],
        "readers": [
            Opinion("已阅", who="段文清", date="11月19日"),
            Opinion("已阅", who="许国梁", date="11月19日"),
        ],
        "handling_unit": "市交通运输局",
        "deadline": "2026年12月5日",
        "result": [Opinion("已复函（澜政函〔2026〕51号）。", who="江一舟", date="12月4日")],
    },
    "receipt_register": {
        "agency": _AGENCY,
        "series": "上级",
        "period": "2026年11月1日至11月30日",
        "printed_on": "2026年12月1日",
        "papers": [
            {
                "number": "上级〔2026〕318号",
                "received_on": "11月18日",
                "sender": "云川省交通运输厅",
                "sender_number": "云交发〔2026〕92号",
                "title": "云川省交通运输厅关于开展农村公路冬季养护检查的通知",
                "grades": "加急",
                "quantity": "3",
                "track": "办件",
                "handler": "市交通运输局",
                "result": "复文：已复函（澜政函〔2026〕51号）",
                "completed_on": "12月4日",
                "remarks": "另附光盘",
            }
        ],
    },
    "circulation_slip": {
        "agency": _AGENCY,
        "number": "上级〔2026〕321号",
        "begun_on": "2026年11月19日",
        "sender": "云川省人民政府办公厅",
        "sender_number": "云政办发〔2026〕44号",
        "urgency": "平件",
        "title": "云川省人民政府办公厅关于2026年三季度政务信息工作情况的通报",
        "proposal": [Opinion("拟请各位领导传阅。", who="许明", date="11月19日")],
        "readers": [
            {
                "who": "周怀远",
                "sent_at": "11月19日",
                "opinion": [Opinion("请研究我市排名靠后的原因，提出改进措施。", who="周怀远")],
                "read_at": "11月19日",
            },
            {
                "who": "何婉清",
                "sent_at": "11月20日",
                "opinion": [Opinion("已阅")],
                "read_at": "11月20日",
            },
            {"who": "段文清", "sent_at": "11月20日"},
        ],
    },
    "approval_request": {
        "agency": "澜州市交通运输局",
        "number": "交签〔2026〕31号",
        "date": "2026年11月17日",
        "instructions": [Opinion("同意。请按程序办理。", who="周怀远", date="11月18日")],
        "countersign": [
            Opinion("同意，所需经费从年度预算中列支。", who="许国梁", date="11月17日")
        ],
        "review": [Opinion("情况属实，请局领导审批。", who="江一舟", date="11月17日")],
        "unit": "公路养护科",
        "drafter": "沈知秋",
        "telephone": "0871-5550126",
        "urgency": "加急",
        "title": "关于购置冬季除雪设备的请示",
        "text": (
            "局领导：\n入冬以来，我市北部山区连续降雪，农村公路养护任务较重。"
            "经清点，现有除雪车6台，其中2台已到报废年限，不能满足G108线以北32条、共417公里公路的"
            "除雪需要。\n为保障群众出行，拟购置中型除雪车3台、撒布机5台，预算186万元，"
            "从2026年公路养护专项资金中列支，按政府采购程序办理。\n妥否，请批示。"
        ),
        "attachments": "除雪设备购置清单及报价",
    },
    "issue_register": {
        "agency": _AGENCY,
        "series": "澜政办发",
        "period": "2026年",
        "printed_on": "2026年11月20日",
        "documents": [
            {
                "number": "澜政办发〔2026〕37号",
                "registered_on": "11月20日",
                "title": _TITLE,
                "type": "通知",
                "grades": "加急",
                "recipients": "各区、县人民政府，市政府各委、办、局",
                "quantity": "120",
                "drafter": "江一舟",
                "signer": "周怀远",
                "dispatched_on": "11月21日",
            },
            {"number": "澜政办发〔2026〕38号", "remarks": "作废"},
        ],
    },
    "comment_summary": {
        "agency": _AGENCY,
        "title": _TITLE,
        "printed_on": "2026年11月20日",
        "asked": "征求意见，第1轮，2家",
        "deadline": "2026年11月18日",
        "standing": "有修改意见 1 家，无意见 1 家",
        "comments": [
            {
                "agency": "清河区人民政府办公室",
                "verdict": "有修改意见",
                "clause": "二（一）",
                "text": "时间较紧，建议放宽到12月10日。",
                "disposal": "部分采纳",
                "reason": "放宽到12月5日。",
            },
            {"agency": "望江区人民政府办公室", "verdict": "无意见"},
        ],
        "by": "程远",
    },
    "archive_catalogue": {
        "agency": _AGENCY,
        "year": "2026",
        "printed_on": "2026年11月20日",
        "records": [
            {
                "code": "X043-WS·2026-Y-BGS-0001",
                "number": "澜政办发〔2026〕37号",
                "responsible": _AGENCY,
                "title": _TITLE,
                "date": "20261120",
                "classification": "",
                "pages": "3",
                "remarks": "",
            }
        ],
    },
    "archive_destruction_list": {
        "agency": _AGENCY,
        "drawn_up_on": "2026年11月20日",
        "count": "1件",
        "records": [_RECORD],
        "drawn_up": "段文　2026年11月20日",
        "checked": "韩霁　2026年11月20日　已逐件核对",
        "approved": "",
    },
    "archive_transfer_list": {
        "agency": _AGENCY,
        "handed_over_on": "2026年11月20日",
        "archive": "澜州市档案馆",
        "records": [_RECORD],
        "handed_over": "段文　2026年11月20日",
        "received": "",
    },
    "archive_reclaim_list": {
        "agency": _AGENCY,
        "due": "2026-12-05",
        "printed_on": "2026年11月20日",
        "title": _TITLE,
        "lines": [
            {"holder": "清河区人民政府", "copies": "2", "how": "遗失", "note": "已作检查"},
            {"holder": "望江县人民政府", "copies": "1", "how": "", "note": ""},
        ],
    },
    "archive_inspection": {
        "agency": _AGENCY,
        "code": "X043-WS·2026-Y-BGS-0001",
        "stage": "归档",
        "inspected_on": "2026年11月20日",
        "title": _TITLE,
        "items": [
            {"item": "1-1", "name": "固化信息有效", "result": "合格", "evidence": "摘要一致"},
            {"item": "2-7", "name": "内容数据齐全", "result": "不合格", "evidence": "缺定稿"},
        ],
    },
    "supervision_notice": {
        "agency": "澜州市人民政府督查室",
        "number": "澜督〔2026〕66号",
        "date": "2026年11月19日",
        "title": "农村公路冬季养护检查发现问题的整改",
        "basis": "云交发〔2026〕92号；周怀远同志11月18日批示",
        "instructions": [Opinion(_INSTRUCTION, who="周怀远", date="11月18日")],
        "host": "市交通运输局",
        "helpers": "市公安局、市财政局",
        "deadline": "2026年12月5日",
        "requirements": (
            "一、对检查发现的11处塌方、落石隐患逐一建立台账，明确责任人和完成时间。\n"
            "二、12月5日前书面报送办理情况，由主要负责同志签字并加盖公章。"
        ),
        "contact": "沈知秋",
        "telephone": "0871-5550133",
    },
    "meeting_notice": {
        "agency": _AGENCY,
        "number": "澜政会〔2026〕22号",
        "date": "2026年11月20日",
        "title": "全市农村公路冬季养护工作会议",
        "time": "2026年11月27日（星期五）9:00，会期半天",
        "place": "市政府2号楼三楼会议室",
        "chair": "何婉清",
        "reply_by": "11月25日17:00",
        "agenda": "1．通报农村公路养护检查情况；\n2．部署冬季养护工作；\n3．周怀远同志讲话。",
        "invited": "各区、县人民政府分管负责同志，市交通运输局、公安局、财政局主要负责同志",
        "papers": "石桥县、临江区作交流发言，发言材料（1500字以内）11月25日前报送",
        "contact": "沈知秋",
        "telephone": "0871-5550126",
        "reply_unit": "石桥县人民政府",
        "attendees": [
            {
                "name": "欧阳敏行",
                "sex": "男",
                "nationality": "汉",
                "post": "副县长",
                "mobile": "13900000126",
                "plate": "云Z·A0126",
                "lodging": "否",
            },
            {
                "name": "阿依木",
                "sex": "女",
                "nationality": "彝",
                "post": "县交通运输局局长",
                "mobile": "13900000127",
                "lodging": "是",
                "remarks": "代会",
            },
        ],
    },
    "dispatch_list": {
        "agency": _AGENCY,
        "number": "澜政办发〔2026〕37号",
        "date": "2026年11月20日",
        "title": _TITLE,
        "classification": "",
        "total": "16 份",
        "lines": [
            {
                "recipient": "清河区人民政府办公室",
                "copies": "4",
                "numbers": "000001–000004",
                "channel": "机要",
                "signed": "冯小满 11月21日 09:30",
            },
            {"recipient": "云川日报社", "copies": "10", "channel": "邮寄"},
            {"recipient": "存本", "copies": "2", "channel": "留存"},
        ],
    },
    "envelope_labels": {
        "agency": _AGENCY,
        "labels": [
            {
                "channel": "机要",
                "recipient": "清河区人民政府办公室",
                "address": "清河区文昌路 8 号",
                "contents": "澜政办发〔2026〕37号\n4 份\n份号 000001–000004",
            },
            {
                "channel": "邮寄",
                "recipient": "云川日报社",
                "address": "澜州市新华路 1 号",
                "contents": "澜政办发〔2026〕37号\n10 份",
            },
        ],
    },
    "reprint_note": {
        "agency": "清河区人民政府办公室",
        "number": "收文〔2026〕126号",
        "sender": _AGENCY,
        "sender_number": "澜政办发〔2026〕37号",
        "title": _TITLE,
        "organ": "清河区人民政府办公室",
        "day": "2026年11月22日",
        "scope": "各街道办事处",
        "copies": "30",
        "approved_by": "邵云帆",
        "by": "冯小满",
    },
    "seal_request": {
        "agency": _AGENCY,
        "number": "2026-118",
        "date": "2026年11月20日",
        "unit": "综合科",
        "applicant": "江一舟",
        "telephone": "0871-5550126",
        "seal": "澜州市人民政府办公室（公章）",
        "impressions": "3",
        "title": "农村公路养护目标责任书",
        "quantity": "3",
        "recipient": "石桥县、临江区、北屏县",
        "reason": "与北部三县（区）签订2026—2027年度农村公路冬季养护目标责任书，一式三份。",
        "taken_out": "否",
        "review": [Opinion("情况属实。", who="许明", date="11月20日")],
        "office_review": [Opinion("拟同意，请婉清同志审批。", who="段文清", date="11月20日")],
        "approval": [Opinion("同意。", who="何婉清", date="11月20日")],
        "sealer": "沈知秋",
        "sealed_at": "2026年11月20日15:20",
    },
}
