"""The outgoing room: every act on a document, from draft to dispatch.

Pages are laid out and stored before an act begins; inside it only decisions are made, under the
journal's lock. An act whose text changed meanwhile finds another revision than was shown, and is
refused by the aggregate.
"""

from __future__ import annotations

from documents.outgoing.acts.asking_agencies import AskingAgencies
from documents.outgoing.acts.circulating import Circulating
from documents.outgoing.acts.clearing import Clearing
from documents.outgoing.acts.drafting import Drafting
from documents.outgoing.acts.joint_sealing import JointSealing
from documents.outgoing.acts.passing_on import PassingOn
from documents.outgoing.acts.sending import Sending
from documents.outgoing.acts.transcribing import Transcribing


class Documents(
    Drafting, AskingAgencies, PassingOn, Clearing, Transcribing, Sending, JointSealing, Circulating
):
    """发文. Commands carry the same names as the aggregate's."""
