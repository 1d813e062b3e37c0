"""发文清单 and 信封标签: what is filled into the forms that go along with copies on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.consignments.channels import CHANNEL_WORDS
from documents.distribution.distribution_list import DistributionList
from documents.distribution.line import printed_numbers
from documents.layout.forms import Value

LIST, LABELS = "dispatch_list", "envelope_labels"


def dispatch_list(
    it: DistributionList, *, agency: str, number: str, date: str, signed: Mapping[str, str]
) -> dict[str, Value]:
    """发文清单: every line, with room to sign; `signed` by key is who signed and when."""
    numbers = it.numbers
    rows: list[dict[str, Any]] = [
        {
            "recipient": line.name,
            "copies": str(line.copies),
            "numbers": printed_numbers(numbers[line.key]) if line.key in numbers else "",
            "channel": CHANNEL_WORDS[line.channel],
            "signed": signed.get(line.key, ""),
        }
        for line in it.in_order
    ]
    return {
        "agency": agency,
        "number": number,
        "date": date,
        "title": str(it.facts["title"]),
        "classification": str(it.facts["classification"]),
        "total": f"{it.copies} 份",
        "lines": rows,
    }


def envelope_labels(it: DistributionList, *, agency: str, number: str) -> dict[str, Value]:
    """信封标签: one for each line that travels on paper; cut off, each still names the sender."""
    numbers = it.numbers
    rows: list[dict[str, Any]] = []
    for line in it.in_order:
        if not line.on_paper:
            continue
        span = numbers.get(line.key)
        contents = [agency, number, f"{line.copies} 份"]
        if span:
            contents.append(f"份号 {printed_numbers(span)}")
        if it.facts["classification"]:
            contents.append(str(it.facts["classification"]))
        rows.append(
            {
                "channel": CHANNEL_WORDS[line.channel],
                "recipient": line.name,
                "address": line.address,
                "contents": "\n".join(contents),
            }
        )
    return {"agency": agency, "labels": rows}
