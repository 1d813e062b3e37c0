"""What was typed into a form: read once, kept whenever it could not be accepted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import file_digest, sha256
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from office.web.models import KeptField, KeptForm

# Never shown again nor sent back: secrets, and what belongs to one try only.
SECRET = {"password", "pin", "new_pin", "new_pin_again", "csrf_token"}
HIDDEN = {"command", "seen", "act", "next"}
LABELS: Mapping[str, str] = {
    "title": "标题",
    "recipients": "主送机关",
    "body": "正文",
    "attachments": "附件",
    "enclosure": "印发件",
    "copies": "抄送",
    "opinion": "意见",
    "text": "公文全文",
    "reason": "理由",
    "remark": "备注",
}


def typed(request: Request) -> dict[str, str]:
    """The posted text fields, line ends as `\\n`; of a repeated name the last."""
    return {
        name: value.replace("\r\n", "\n")
        for name, value in request.POST.items()
        if isinstance(value, str)
    }


def form_digest(request: Request) -> str:
    """Of the form as it was posted, files and all, and of where to; without its secrets."""
    fields = [(name, _content(it)) for name, it in request.POST.items() if name not in SECRET]
    return sha256(json.dumps([request.path_qs, fields]).encode()).hexdigest()


def _content(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):  # a browser sends a file that was not chosen, without a byte
        return value.hex()
    value.file.seek(0)
    digest = file_digest(value.file, "sha256").hexdigest()
    value.file.seek(0)
    return f"{value.filename}:{digest}"


def kept_form(request: Request, *, resend: str, seen: str | None = None) -> KeptForm | None:
    """Everything that was typed, as a form that can be sent again or copied from.

    `resend` labels the button (empty offers none); `seen` replaces the version that was looked
    at. None if nothing was typed.
    """
    if request.method != "POST":
        return None
    labels = {**LABELS, **request.registry.get("office.web.field_labels", {})}
    fields = tuple(
        KeptField(
            name=name,
            label=labels.get(name, name),
            value=seen if name == "seen" and seen is not None else value.replace("\r\n", "\n"),
            hidden=name in HIDDEN or name.endswith("_id") or labels.get(name) == "",
        )
        for name, value in request.POST.items()
        if isinstance(value, str) and name not in SECRET
    )
    if not any(each.value.strip() for each in fields if not each.hidden):
        return None
    files = tuple(
        str(value.filename) for value in request.POST.values() if hasattr(value, "filename")
    )
    return KeptForm(action=request.path_qs, fields=fields, resend=resend, files=files)


def add_field_labels(config: Configurator, labels: Mapping[str, str]) -> None:
    """Directive: how a room's fields are called when an error page shows them again.

    An empty label is for what says nothing to a reader, as ids do: kept, and not shown.
    """
    known = config.registry.get("office.web.field_labels", {})
    config.registry["office.web.field_labels"] = {**known, **labels}


def includeme(config: Configurator) -> None:
    """Offer `add_field_labels`, and each request the digest of its form."""
    # Made once: whoever reads an upload may close it.
    config.add_request_method(form_digest, reify=True)
    config.add_directive("add_field_labels", add_field_labels)
