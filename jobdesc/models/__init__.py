"""Job descriptions and the hiring kit, by topic."""

from .description import Description, DescriptionStatus, Revision, RevisionKind
from .kit import Interview, Posting, ScoreSheet
from .own import OwnTemplate, OwnTerm, PayRule, WordingChoice
from .reviewing import MailState, Overruled, Reader, ReaderKind, Remark, Verdict
from .worksheet import Asked, Decision, Worksheet

__all__ = [
    "Asked",
    "Decision",
    "Description",
    "DescriptionStatus",
    "Interview",
    "MailState",
    "Overruled",
    "OwnTemplate",
    "OwnTerm",
    "PayRule",
    "Posting",
    "Reader",
    "ReaderKind",
    "Remark",
    "Revision",
    "RevisionKind",
    "ScoreSheet",
    "Verdict",
    "WordingChoice",
    "Worksheet",
]
