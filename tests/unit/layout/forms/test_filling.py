"""Whatever is filled in on whichever form: nothing is lost, nothing stands outside."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.layout.forms import (
    Form,
    Opinion,
    compose_form,
    find_form,
)
from documents.layout.forms.cells import Cell
from documents.layout.forms.form import Table
from documents.layout.forms.terms import Kind
from tests.quick import examples
from tests.unit.layout.forms.reading_pages import as_read
from tests.unit.layout.forms.test_composing import (
    NAMES,
    joined,
    letters,
    outside,
    texts_in,
)


def some_text() -> st.SearchStrategy[str]:
    """What people paste, and what nobody would."""
    return st.one_of(
        st.text(max_size=60),
        st.text(alphabet="同意请阅示，。（）—…12 \n", max_size=400),
        st.builds(lambda word, times: word * times, st.text(max_size=9), st.integers(0, 200)),
    )


def some_opinions() -> st.SearchStrategy[list[Opinion]]:
    return st.lists(
        st.builds(
            Opinion,
            words=some_text(),
            who=st.text(max_size=40),
            date=st.text(max_size=40),
            ink=st.one_of(st.just(0.0), st.floats(0, 60)),
        ),
        max_size=4,
    )


def contents(place: Any) -> st.SearchStrategy[Any]:
    """What may be filled into a cell or a column."""
    if place.kind is Kind.OPINIONS:
        return some_opinions()
    if place.kind is Kind.CHOICE:
        return st.lists(st.sampled_from(place.choices), max_size=3)
    return some_text()


def rows(table: Table) -> st.SearchStrategy[Any]:
    columns = {each.field: contents(each) for each in table.columns if each.field}
    row = st.fixed_dictionaries({}, optional=columns)
    return st.lists(row, max_size=25)


def fillings(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    """Any values that a form takes."""
    plain = {each.field: st.text(max_size=80) for each in form.items() if each.field}
    cells = {each.field: contents(each) for each in form.cells() if each.field}
    tables = {each.field: rows(each) for each in form.tables()}
    agency = {form.head.agency: st.text(max_size=80)} if form.head.agency else {}
    return st.fixed_dictionaries({}, optional={**agency, **plain, **cells, **tables})


@settings(max_examples=examples(12), deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_filled_in_nothing_is_lost_and_nothing_stands_outside(
    name: str, data: st.DataObject
) -> None:
    form = find_form(name)
    values = data.draw(fillings(form))

    pages = compose_form(form, values)

    assert pages.pages
    assert not outside(pages)
    ticked = {each.field for each in form.cells() if each.kind is Kind.CHOICE}
    written = {name: value for name, value in values.items() if name not in ticked}
    fields = [each.field for each in form.cells() if each.kind is Kind.TEXT and each.field]
    assert not letters("".join(texts_in(written))) - letters(pages.text())
    whole = set(joined(pages).values())
    for text in texts_in({name: written.get(name, "") for name in fields}):
        lines = ("".join(each.split()) for each in text.splitlines())
        assert all(line in whole for line in lines if line)
    read, area = as_read(pages)
    for page in read.pages:
        for rule in page.rules:
            assert rule.x >= area.left - 1e-6
            assert rule.y >= area.top - 1e-6
            end = (rule.y if rule.upright else rule.x) + rule.width
            assert end <= (area.bottom if rule.upright else area.right) + 1e-6
    for place in read.places:
        assert place.y >= area.top
        assert place.y + place.height <= area.bottom + 1e-6
        assert 0 <= place.page < len(pages.pages)


def test_cells_of_forms_have_what_the_strategies_think() -> None:
    kinds = {cell.kind for name in NAMES for cell in find_form(name).cells()}

    assert kinds == {Kind.TEXT, Kind.OPINIONS, Kind.CHOICE}
    assert isinstance(next(find_form(NAMES[0]).cells()), Cell)
