"""Files that a form sends, several under one name."""

from __future__ import annotations

from pyramid.request import Request


def uploads(request: Request, name: str, *, most: int) -> dict[str, bytes]:
    """What was chosen, by the files' names; of one name twice, each.

    Of a file longer than `most` bytes one byte more comes back, so that whoever checks sees it.
    """
    found: dict[str, bytes] = {}
    for upload in request.POST.getall(name):
        if not hasattr(upload, "file"):  # a browser sends a field without a file as empty bytes
            continue
        with upload.file:
            data = upload.file.read(most + 1)
        called = str(upload.filename)
        found[f"{len(found) + 1}-{called}" if called in found else called] = data
    return found
