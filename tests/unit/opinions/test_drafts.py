"""What somebody typed and did not hand over is kept, for them alone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from documents.opinions.drafts import LONGEST, OpinionDrafts
from office.kernel.refusals import Missing, Refused
from tests.offices import CITY, EAST, Offices, signed_off


def test_a_draft_is_given_back_to_whoever_wrote_it_and_to_nobody_else(office: Offices) -> None:
    paper, drafts = signed_off(office), OpinionDrafts(office.node.store, clock=office.node.clock)
    drafts.keep(agency=CITY, person="a", paper=paper, text="拟同意")
    drafts.keep(agency=CITY, person="a", paper=paper, text="拟同意，\n请补附件")
    kept = drafts.of(agency=CITY, person="a", paper=paper)
    assert kept is not None
    assert (kept.text, kept.at) == ("拟同意，\n请补附件", office.node.clock.now())
    assert drafts.of(agency=CITY, person="b", paper=paper) is None
    assert drafts.of(agency=EAST, person="a", paper=paper) is None


def test_words_taken_out_again_and_words_handed_over_are_forgotten(office: Offices) -> None:
    paper, drafts = signed_off(office), OpinionDrafts(office.node.store, clock=office.node.clock)
    mine = {"agency": CITY, "person": "a", "paper": paper}
    drafts.keep(**mine, text="拟同意")
    drafts.keep(**mine, text="  \n")
    assert drafts.of(**mine) is None
    drafts.keep(**mine, text="拟同意")
    drafts.forget(**mine)
    drafts.forget(**mine)
    assert drafts.of(**mine) is None


def test_nothing_is_kept_about_what_is_no_paper_of_the_agency(office: Offices) -> None:
    paper, drafts = signed_off(office), OpinionDrafts(office.node.store, clock=office.node.clock)
    for agency, subject in ((EAST, paper), (CITY, uuid4())):
        with pytest.raises(Missing):
            drafts.keep(agency=agency, person="a", paper=subject, text="拟同意")
        assert drafts.of(agency=agency, person="a", paper=subject) is None


def test_an_endless_opinion_is_refused_and_what_was_kept_stays(office: Offices) -> None:
    paper, drafts = signed_off(office), OpinionDrafts(office.node.store, clock=office.node.clock)
    mine = {"agency": CITY, "person": "a", "paper": paper}
    drafts.keep(**mine, text="拟同意")
    with pytest.raises(Refused, match=str(LONGEST)):
        drafts.keep(**mine, text="意" * (LONGEST + 1))
    kept = drafts.of(**mine)
    assert kept is not None
    assert kept.text == "拟同意"
