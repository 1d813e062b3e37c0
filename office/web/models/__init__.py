"""What the page templates are given: plain values, already decided, nothing left to look up.

A room builds one of the page models (`Desk`, `DocumentPage`, `IncomingPage`, `DraftPage`,
`Register`) and returns it as `{"page": model}` to the renderer of the same name. Moments are
aware datetimes; the templates say 今天 09:26. Addresses are local paths.
"""

from __future__ import annotations

from office.web.models.atoms import Badge, Fact, FileItem, Hint, Lamp, Link, Tone
from office.web.models.documents import (
    NO_PAGES,
    DocumentPage,
    DraftPage,
    Finding,
    IncomingPage,
    Mark,
    Neighbours,
    PageImage,
    PageSet,
    Severity,
    TimeTrack,
)
from office.web.models.errors import ErrorPage, KeptField, KeptForm
from office.web.models.forms import Act, ActForm, Choice, Field, Weight
from office.web.models.frame import Look, Member, RailGroup, RailItem
from office.web.models.lists import (
    Desk,
    EmptyState,
    Next,
    Preview,
    Register,
    RegisterRow,
    Row,
    RowGroup,
    Tab,
)
from office.web.models.login import Login, PostChoice, Posts
from office.web.models.slip import (
    ConsignmentLine,
    Happening,
    Opinion,
    OpinionGroup,
    Slip,
    Station,
    StationState,
    Step,
    StepState,
    Timeline,
)

__all__ = [
    "NO_PAGES",
    "Act",
    "ActForm",
    "Badge",
    "Choice",
    "ConsignmentLine",
    "Desk",
    "DocumentPage",
    "DraftPage",
    "EmptyState",
    "ErrorPage",
    "Fact",
    "Field",
    "FileItem",
    "Finding",
    "Happening",
    "Hint",
    "IncomingPage",
    "KeptField",
    "KeptForm",
    "Lamp",
    "Link",
    "Login",
    "Look",
    "Mark",
    "Member",
    "Neighbours",
    "Next",
    "Opinion",
    "OpinionGroup",
    "PageImage",
    "PageSet",
    "PostChoice",
    "Posts",
    "Preview",
    "RailGroup",
    "RailItem",
    "Register",
    "RegisterRow",
    "Row",
    "RowGroup",
    "Severity",
    "Slip",
    "Station",
    "StationState",
    "Step",
    "StepState",
    "Tab",
    "TimeTrack",
    "Timeline",
    "Tone",
    "Weight",
]
