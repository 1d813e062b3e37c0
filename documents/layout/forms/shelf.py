"""The forms at hand: those that the product brings and the site's own, which come first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from documents.layout.forms.form import Form
from documents.layout.forms.reading import SUFFIXES, read_form
from documents.layout.forms.terms import FormRefused

SITE_FORMS = Path("var/site-forms")
"""Where a site puts its own, beside the ini file."""


_SHIPPED = Path(__file__).with_name("data")


def form_files(*, site: Path | None = None) -> dict[str, Path]:
    """The file of each form by its name (the file's, without the ending).

    A file of the site stands before the product's of the same name. Raises FormRefused when the
    site has two of one name.
    """
    found = {path.stem: path for path in _forms_in(_SHIPPED)}
    own: dict[str, Path] = {}
    for path in _forms_in(site) if site else ():
        if path.stem in own:
            raise FormRefused(
                f"{site} 中有两个名为“{path.stem}”的表单：{own[path.stem].name} 和 {path.name}。"
                "请删去或改名其中一个。"
            )
        own[path.stem] = path
    return dict(sorted({**found, **own}.items()))


def find_form(name: str, *, site: Path | None = None) -> Form:
    """The form of this name. Raises FormRefused when there is none or its file is wrong."""
    known = form_files(site=site)
    if name not in known:
        raise FormRefused(
            f"没有名为“{name}”的表单。有的是：{'、'.join(known)}。请核对名称，或在 {SITE_FORMS}"
            " 中放入它的文件。"
        )
    return read_form(known[name])


def _forms_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(each for each in folder.iterdir() if each.suffix.lower() in SUFFIXES)
