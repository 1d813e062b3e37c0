"""Messages of SOAP 1.1 and 1.2, document/literal: one element in the body, or a fault."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from office.kernel.refusals import Refused
from office.outside.xml import Element, parse_xml

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MOST_TAGS = 250_000
"""More than the longest list of the contract (`known`, ten thousand times) has."""
_MOST_EQUALS = 20_000
"""More than a thousand parts in base64 and their names have; attributes have one each."""
_OF_THE_SENDER = frozenset(
    {"Client", "Sender", "VersionMismatch", "MustUnderstand", "DataEncodingUnknown"}
)
_MEND = "请对方的系统管理员按交换协议改正后重新发送。"


class Unreadable(Exception):
    """A message that cannot be read; `code` is the fault's, None the sender's in general."""

    def __init__(self, reason: str, *, code: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code


class Fault(Exception):
    """What the other side said instead of an answer."""

    def __init__(self, reason: str, *, is_the_sender_s: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_the_sender_s = is_the_sender_s


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two. `sender`, `receiver`: how it calls whoever is to blame in a fault."""

    namespace: str
    media_type: str
    sender: str
    receiver: str

    def name(self, local: str) -> str:
        """A name of this version in lxml's notation."""
        return f"{{{self.namespace}}}{local}"


SOAP_11 = Version("http://schemas.xmlsoap.org/soap/envelope/", "text/xml", "Client", "Server")
SOAP_12 = Version(
    "http://www.w3.org/2003/05/soap-envelope", "application/soap+xml", "Sender", "Receiver"
)
VERSIONS = (SOAP_11, SOAP_12)


def body_of(data: bytes | memoryview, version: Version) -> Element:
    """The element in the body. Raises Unreadable."""
    root = _parsed(bytes(data))
    if root.tag in {each.name("Envelope") for each in VERSIONS if each != version}:
        raise Unreadable("消息的 SOAP 版本与 Content-Type 不符。", code="VersionMismatch")
    if root.tag != version.name("Envelope"):
        raise Unreadable("消息不是 SOAP 信封。")
    children = list(root)
    if children and children[0].tag == version.name("Header"):
        _must_be_ignorable(children.pop(0), version)
    if len(children) != 1 or children[0].tag != version.name("Body"):
        raise Unreadable("SOAP 信封中应当有且只有一个 Body。")
    if len(children[0]) != 1:
        raise Unreadable("SOAP 的 Body 中应当有且只有一个元素。")
    return children[0][0]


def message(version: Version, body: Element) -> bytes:
    """The message with this element in its body."""
    envelope = etree.Element(version.name("Envelope"), nsmap={"soap": version.namespace})
    etree.SubElement(envelope, version.name("Body")).append(body)
    return bytes(etree.tostring(envelope, encoding="UTF-8", xml_declaration=True))


def fault(version: Version, code: str, reason: str) -> bytes:
    """The message that says who is to blame (`code`: a local name of the version) and for what."""
    element = etree.Element(version.name("Fault"), nsmap={"soap": version.namespace})
    if version is SOAP_11:
        etree.SubElement(element, "faultcode").text = f"soap:{code}"
        etree.SubElement(element, "faultstring").text = reason
    else:
        value = etree.SubElement(element, version.name("Code"))
        etree.SubElement(value, version.name("Value")).text = f"soap:{code}"
        text = etree.SubElement(element, version.name("Reason"))
        etree.SubElement(text, version.name("Text"), {_XML_LANG: "zh-CN"}).text = reason
    return message(version, element)


def fault_of(element: Element, version: Version) -> Fault:
    """The fault in an answer; whoever does not say that we are to blame is to blame."""
    if version is SOAP_11:
        code, reason = element.findtext("faultcode"), element.findtext("faultstring")
    else:
        code = element.findtext(f"{version.name('Code')}/{version.name('Value')}")
        reason = element.findtext(f"{version.name('Reason')}/{version.name('Text')}")
    blamed = (code or "").strip().rpartition(":")[2]
    return Fault(reason or "", is_the_sender_s=blamed.partition(".")[0] in _OF_THE_SENDER)


def _parsed(data: bytes) -> Element:
    # libxml2 makes some hundred bytes of every tag and attribute, however short it is.
    if data.count(b"<") > _MOST_TAGS or data.count(b"=") > _MOST_EQUALS:
        raise Unreadable(f"消息中的标记过多，不像是交换的消息。{_MEND}")
    try:
        return parse_xml(data, name="SOAP 消息", remedy=_MEND)
    except Refused as refused:
        raise Unreadable(str(refused)) from refused


def _must_be_ignorable(header: Element, version: Version) -> None:
    """We know no header; who insists that we do is told (SOAP 1.1, 4.2.3; SOAP 1.2, 5.2.3)."""
    for block in header:
        if block.get(version.name("mustUnderstand"), "").strip() in ("1", "true"):
            raise Unreadable("消息要求处理本节点不懂的 SOAP 头。", code="MustUnderstand")
