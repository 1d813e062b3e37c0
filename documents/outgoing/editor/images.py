"""Images of a draft that is not saved yet: they travel in its form and are stored with it."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256

from documents.reading.usable_image import LARGEST_IMAGES, usable_image
from office.kernel.refusals import Refused

FIELD = "images"
"""The hidden field of the editor that holds them."""


def packed(images: Mapping[str, bytes]) -> str:
    """The images as the text of a hidden field."""
    return " ".join(b64encode(data).decode("ascii") for data in images.values())


def unpacked(text: str) -> dict[str, bytes]:
    """The images by digest. Raises Refused for what our own form cannot have sent."""
    images: dict[str, bytes] = {}
    if len(text) > LARGEST_IMAGES * 3 // 2:
        raise Refused("插图合计过大，文稿没有保存。请缩小图片后重新导入。")
    for each in text.split():
        try:
            data = b64decode(each, validate=True)
        except binascii.Error as fault:
            raise Refused("插图没有完整送达，文稿没有保存。请重新导入后再存稿。") from fault
        if usable_image(data) != data:
            raise Refused("插图不是完整的 PNG 或 JPEG 图片，文稿没有保存。请重新导入后再存稿。")
        images[sha256(data).hexdigest()] = data
    return images
