"""What most tests over HTTP begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.functional.office_app import OfficeApp, office_app


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """The demonstration's agencies at work, shared by the tests of a module; one that is to have
    an office of its own, or one set up otherwise, says so itself."""
    with office_app(tmp_path_factory.mktemp("office")) as running:
        yield running
