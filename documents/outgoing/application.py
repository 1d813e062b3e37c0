"""The outgoing room: every act on a document, from draft to dispatch.

Pages are laid out and stored before an act begins; inside it only decisions are made, under the
journal's lock. An act whose text changed meanwhile finds another revision than was shown, and is
refused by the aggregate.
"""

from __future__ import annotations

from documents.outgoing.consulting import Consulting
from documents.outgoing.drafting import Drafting
from documents.outgoing.entering import Entering
from documents.outgoing.preparing import Preparing
from documents.outgoing.sending import Sending


class Documents(Drafting, Consulting, Preparing, Entering, Sending):
    """发文. Commands carry the same names as the aggregate's."""
