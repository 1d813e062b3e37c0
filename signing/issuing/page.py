"""证书与密钥 as a page: what is held, whom the node trusts, what was taken back, and imports."""

from __future__ import annotations

from datetime import datetime

from pyramid.request import Request

from office.directory.lookup import person_of
from office.kernel.act import OPERATOR
from office.kernel.clock import office_day
from office.web import formats
from office.web.form_acts import marked, written
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    RowAct,
    Tone,
    Weight,
)
from signing.certificates.authority import is_for_testing
from signing.certificates.checking import Trust
from signing.certificates.due import Currency, currency_of, remedy
from signing.certificates.revocation import RevocationList
from signing.certificates.trusted import TrustedAuthority
from signing.issuing.application import Certificates
from signing.issuing.holders import KINDS, WORDS
from signing.issuing.states import Standing, State, state_of
from signing.keys.owners import HeldKey, OwnerKind

TITLE = "证书与密钥"
KEYS = ("证书", "算法与用途", "有效期", "签发者", "录入")
AUTHORITIES = ("机构", "作为", "有效期", "指纹（SHA-256）", "录入")
LISTS = ("签发机构", "签发", "下次更新", "吊销")
BADGES = {
    Standing.GOOD: Badge("有效", Tone.DONE, "tick"),
    Standing.ENDS_SOON: Badge("即将到期", Tone.WARNING),
    Standing.EXPIRED: Badge("已过期", Tone.RETURNED),
    Standing.REVOKED: Badge("已吊销", Tone.RETURNED),
    Standing.UNPROVEN: Badge("不能确认有效", Tone.WARNING),
    Standing.REPLACED: Badge("已换发", Tone.NEUTRAL),
    Standing.ENDED: Badge("已停用", Tone.NEUTRAL),
}
CURRENCIES = {
    Currency.CURRENT: Badge("现行", Tone.DONE, "tick"),
    Currency.ENDS_SOON: Badge("即将到期", Tone.WARNING),
    Currency.OVER: Badge("已过期", Tone.WARNING),
}
ORDER = list(BADGES)
URGENT = (Standing.EXPIRED, Standing.REVOKED, Standing.UNPROVEN, Standing.ENDS_SOON)
NOTE = (
    "私钥加密存放，任何页面、日志和导出都不显示私钥。{}"
    "名称中有“测试”的证书由本系统的测试用机构签发，不具有法律效力；"
    "正式签章应导入依法设立的电子认证服务机构签发的证书。"
)


def certificates_page(request: Request, *, refusal: str = "", wrong: str = "") -> LedgerPage:
    """What needs somebody's hand first. `wrong`: the name of the form that was refused."""
    room: Certificates = request.house.find(Certificates)
    moment, trust = now(request), room.trusted.trust()
    stated = [(each, state_of(each, trust=trust, now=moment)) for each in room.keys.held()]
    stated.sort(key=lambda pair: (_urgency(pair[1]), *_place(pair[0])))
    soon = sum(state.standing is Standing.ENDS_SOON for _, state in stated)
    lists = trust.lists
    return LedgerPage(
        title=TITLE,
        note=NOTE.format(f"有 {soon} 张证书将在 60 天内到期，请及时换发。" if soon else ""),
        refusal="" if wrong else refusal,
        ledgers=(
            Ledger(
                "本节点持有的证书",
                KEYS,
                tuple(key_row(request, *pair) for pair in stated),
                empty="还没有证书。请导入，或者用 office ca init 建立测试用机构后签发。",
            ),
            Ledger(
                "受信任的机构",
                AUTHORITIES,
                tuple(_authority(request, each) for each in room.trusted.authorities()),
                empty="还没有。没有受信任的机构，任何签章都不能确认有效。",
            ),
            Ledger(
                "证书吊销列表",
                LISTS,
                tuple(_list(each, trust=trust, moment=moment) for each in lists),
                empty="还没有。没有吊销列表，不知道证书是否已被吊销。",
            ),
        ),
        forms=(
            _bring(request, refusal if wrong == "bring" else ""),
            _know(request, refusal if wrong == "know" else ""),
        ),
    )


def _urgency(state: State) -> int:
    standing = state.standing
    return URGENT.index(standing) if standing in URGENT else len(URGENT) + ORDER.index(standing)


def _place(held: HeldKey) -> tuple[int, str, str]:
    """Agencies before people, and all certificates of one beside each other."""
    purposes = list(KINDS.values())
    return -purposes.index(held.purpose), held.certificate.organization, _whose(held)


def _whose(held: HeldKey) -> str:
    """People with their organisation: there are many of one name."""
    name, organization = held.certificate.subject, held.certificate.organization
    is_person = held.owner.kind is OwnerKind.PERSON
    return f"{name}（{organization}）" if is_person and organization else name


def key_row(request: Request, held: HeldKey, state: State) -> LedgerRow:
    """A key as its certificate says, who brought it, how it stands and who took it out of use."""
    certificate = held.certificate
    where = "，在硬件介质中" if held.token else "，有 PIN 码" if held.has_pin else ""
    return LedgerRow(
        _whose(held),
        (
            f"{held.algorithm.value.upper()}，{_purpose(held)}{where}",
            _span(certificate.begins, certificate.ends),
            certificate.issuer,
            _by(request, held.by, held.since),
        ),
        note="".join(filter(None, (state.said, _ended(request, held)))),
        state=BADGES[state.standing],
    )


def _ended(request: Request, held: HeldKey) -> str:
    """By whom and when, of what was taken out of use."""
    return f"停用：{_by(request, held.ended_by, held.ended)}。" if held.ended else ""


def _purpose(held: HeldKey) -> str:
    return WORDS.get(held.purpose.value, held.owner.kind.words)


def _authority(request: Request, each: TrustedAuthority) -> LedgerRow:
    certificate = each.certificate
    withdraw = RowAct(
        action=request.route_path("certificates.withdraw"),
        name="withdraw",
        label="撤下",
        spoken=f"撤下{certificate.subject}",
        fields=(("fingerprint", certificate.fingerprint),),
    )
    standing = each.withdrawn_at is None
    testing = is_for_testing(certificate)
    withdrawn = (
        f"撤下：{_by(request, each.withdrawn_by, each.withdrawn_at)}" if each.withdrawn_at else ""
    )
    return LedgerRow(
        certificate.subject,
        (
            _trusted_as(each),
            _span(certificate.begins, certificate.ends),
            _spaced(certificate.fingerprint),
            _by(request, each.by, each.at),
        ),
        note="；".join(filter(None, ("测试用，不具有法律效力" if testing else "", withdrawn))),
        state=Badge("受信任", Tone.DONE, "tick") if standing else Badge("已撤下", Tone.NEUTRAL),
        acts=(withdraw,) if standing else (),
    )


def _trusted_as(each: TrustedAuthority) -> str:
    if each.makes_seals:
        return "给制章者发证" if each.certificate.is_authority else "制章者"
    return "信任的起点" if each.is_anchor else "衔接上下级"


def _list(each: RevocationList, *, trust: Trust, moment: datetime) -> LedgerRow:
    known = (*trust.anchors, *trust.others, *trust.makers)
    issuers = [it for it in known if each.is_of(it)]
    currency = currency_of(each, now=moment)
    return LedgerRow(
        issuers[0].subject if issuers else each.issuer,
        (
            formats.whole_day(office_day(each.begins)),
            formats.whole_day(office_day(each.ends)) if each.ends else "未写明",
            f"{len(each.entries)} 张",
        ),
        note="" if currency is Currency.CURRENT or not issuers else remedy(issuers[0]),
        state=CURRENCIES[currency],
    )


def _bring(request: Request, refusal: str) -> ActForm:
    kind = written(request, "kind") or "person"
    kinds = tuple(Choice(key, words, chosen=key == kind) for key, words in WORDS.items())
    fields = (
        Field("file", "证书文件（.p12、.pfx）", kind="file", accept=".p12,.pfx"),
        Field("password", "文件的口令", kind="password", hint="只用来打开文件，不保存。"),
        Field("kind", "用途", kind="select", choices=kinds),
        Field(
            "whose",
            "归谁",
            value=written(request, "whose"),
            hint="个人填登录名，机关填机关代码，印章填“机关代码/印章编号”；其余不填。",
        ),
        Field(
            "pin",
            "PIN 码（可不设）",
            kind="password",
            hint="至少 6 位，由持有人设定；设后每次签名都要输入，系统不保存。",
        ),
    )
    return ActForm(
        action=request.route_path("certificates.bring"),
        heading="导入证书和私钥",
        acts=(Act("bring", "导入", Weight.PRIMARY),),
        refusal=refusal,
        fields=tuple(marked(each, request) for each in fields) if refusal else fields,
    )


KNOWN_AS = {"authority": "发证机构", "seal-maker": "制章者（外单位的电子印章）"}


def _know(request: Request, refusal: str) -> ActForm:
    kind = written(request, "known_as")
    choices = tuple(Choice(key, words, chosen=key == kind) for key, words in KNOWN_AS.items())
    return ActForm(
        action=request.route_path("certificates.know"),
        heading="导入机构证书或吊销列表",
        acts=(Act("know", "导入", Weight.NORMAL),),
        refusal=refusal,
        fields=(
            Field(
                "known",
                "文件（.crt、.cer、.pem、.crl）",
                kind="file",
                accept=".crt,.cer,.pem,.der,.crl",
                hint="根证书导入后成为信任的起点，请先与该机构公布的指纹核对；"
                "吊销列表只接受受信任的机构签发的。",
            ),
            Field(
                "known_as",
                "作为",
                kind="select",
                choices=choices,
                hint="制章者的证书没有写明制章用途的，选“制章者”：导入它自己的证书，"
                "或者专门给制章者发证的机构的证书，只用来核验印章是谁制的。吊销列表不选。",
            ),
        ),
    )


def _by(request: Request, by: str, at: datetime) -> str:
    return f"{_who(request, by)}，{formats.whole_day(office_day(at))}"


def _who(request: Request, by: str) -> str:
    """The person, or the account of the server at whose command line it was done."""
    known = person_of(by)
    if known is None:
        account = by.removeprefix(OPERATOR)
        return f"命令行（{account}）" if account else "命令行"
    return str(request.house.directory.person_name(by))


def _span(begins: datetime, ends: datetime) -> str:
    first, last = (formats.whole_day(office_day(each)) for each in (begins, ends))
    return f"{first}至{last}"


def _spaced(fingerprint: str) -> str:
    """In groups, to be compared by eye."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
