"""The closed lists of the directory: kinds of agency, levels, roles, document types."""

from __future__ import annotations

from enum import StrEnum


class AgencyKind(StrEnum):
    """What an agency is."""

    GOVERNMENT = "government"  # 政府及其部门
    PARTY_COMMITTEE = "party-committee"  # 党委及其部门
    CONGRESS = "congress"  # 人大
    CONSULTATIVE_CONFERENCE = "consultative-conference"  # 政协
    COURT = "court"  # 法院
    PROCURATORATE = "procuratorate"  # 检察院
    MASS_ORGANISATION = "mass-organisation"  # 群团组织


class Level(StrEnum):
    """The level (层级) of government to which an agency belongs, highest first."""

    NATION = "nation"  # 国家
    PROVINCE = "province"  # 省、自治区、直辖市
    CITY = "city"  # 设区的市、自治州
    COUNTY = "county"  # 县、市辖区
    TOWN = "town"  # 乡、镇、街道


class Role(StrEnum):
    """What a post entitles its holder to do with documents, or with the system.

    The last three are the three administrators (三员), each for its own area
    (GB/T 22239-2019 8.1.5).
    """

    DRAFTER = "drafter"  # 经办
    REVIEWER = "reviewer"  # 核稿
    SIGNER = "signer"  # 签发人
    CLERK = "clerk"  # 文书: recheck, number, dispatch, sign for, register
    LEADER = "leader"  # 领导: instructs and endorses
    HEAD = "head"  # 部门负责人: says who in the unit handles what the unit was given
    SYSTEM_ADMINISTRATOR = "system-administrator"  # 系统管理员
    SECURITY_ADMINISTRATOR = "security-administrator"  # 安全保密管理员
    AUDITOR = "auditor"  # 安全审计员


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})

# 《党政机关公文处理工作条例》第八条, in its order.
DOCUMENT_TYPES = (
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)

KIND_NAMES = {
    AgencyKind.GOVERNMENT: "政府",
    AgencyKind.PARTY_COMMITTEE: "党委",
    AgencyKind.CONGRESS: "人大",
    AgencyKind.CONSULTATIVE_CONFERENCE: "政协",
    AgencyKind.COURT: "法院",
    AgencyKind.PROCURATORATE: "检察院",
    AgencyKind.MASS_ORGANISATION: "群团组织",
}

LEVEL_NAMES = {
    Level.NATION: "国家级",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWN: "乡级",
}

ROLE_NAMES = {
    Role.DRAFTER: "经办",
    Role.REVIEWER: "核稿",
    Role.SIGNER: "签发人",
    Role.CLERK: "文书",
    Role.LEADER: "领导",
    Role.HEAD: "部门负责人",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全保密管理员",
    Role.AUDITOR: "安全审计员",
}
