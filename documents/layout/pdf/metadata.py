"""What a file says of itself: PDF/A level, title, author, language (ISO 19005-2 6.6, 6.7)."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

from documents.layout.pages import Pages
from documents.layout.pdf.objects import Array, Dictionary, File, Name, Reference

PRODUCER = "文枢"


def describe(
    pdf: File, pages: Pages, *, author: str, subject: str, created: datetime | None, part: int
) -> None:
    """Write title, author, subject, date and producer, both ways that readers look for them.

    `part`: of PDF/A (level u), 0 if the file cannot claim it.
    """
    title, author, subject = plain_line(pages.title), plain_line(author), plain_line(subject)
    entries = {"Title": title, "Author": author, "Subject": subject}
    pdf.info.add(**{key: text for key, text in entries.items() if text})
    pdf.info.add(Creator=PRODUCER, Producer=PRODUCER)
    if created:
        pdf.info.add(CreationDate=pdf_date(created))
    packet = _packet(pages, author=author, subject=subject, created=created, part=part)
    metadata = pdf.stream(
        packet.encode("utf-8"), compress=False, Type=Name("Metadata"), Subtype=Name("XML")
    )
    pdf.catalogue.add(
        Metadata=metadata,
        Lang=pages.language,
        ViewerPreferences=Dictionary(DisplayDocTitle=True),
    )


def output_intents(profile: Reference) -> Array:
    """Which inks the colours are for."""
    condition = "Wenshu CMYK"
    return Array(
        [
            Dictionary(
                Type=Name("OutputIntent"),
                S=Name("GTS_PDFA1"),
                OutputConditionIdentifier=condition,
                Info=condition,
                DestOutputProfile=profile,
            )
        ]
    )


def pdf_date(moment: datetime) -> str:
    """A date as PDF writes it; a moment without a zone is taken as it stands."""
    zone = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + (f"{zone[:3]}'{zone[3:5]}'" if zone else "")


def plain_line(text: str) -> str:
    """A text without the drafter's line breaks, and without what XML or PDF cannot hold."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())


def _packet(
    pages: Pages, *, author: str, subject: str, created: datetime | None, part: int
) -> str:
    fields = [f"<dc:format>application/pdf</dc:format><dc:language>{_bag(pages.language)}"]
    fields[0] += "</dc:language>"
    if title := plain_line(pages.title):
        fields.append(f"<dc:title>{_alternative(title)}</dc:title>")
    if author:
        fields.append(f"<dc:creator><rdf:Seq>{_item(author)}</rdf:Seq></dc:creator>")
    if subject:
        fields.append(f"<dc:description>{_alternative(subject)}</dc:description>")
    if created:
        fields.append(f"<xmp:CreateDate>{created.isoformat(timespec='seconds')}</xmp:CreateDate>")
    if part:
        level = f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"
        fields.append(level)
    fields.append(f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>")
    fields.append(f"<pdf:Producer>{PRODUCER}</pdf:Producer>")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
        + "\n".join(fields)
        + '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _bag(text: str) -> str:
    return f"<rdf:Bag>{_item(text)}</rdf:Bag>"


def _item(text: str) -> str:
    return f"<rdf:li>{escape(text)}</rdf:li>"
