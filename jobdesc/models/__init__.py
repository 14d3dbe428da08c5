"""Job descriptions and the hiring kit, by topic."""

from .description import Description, DescriptionStatus, Revision, RevisionKind
from .kit import Interview, Posting, ScoreSheet
from .own import OwnTemplate, OwnTerm, PayRule, WordingChoice
from .reviewing import Overruled, Reader, ReaderKind, Remark, Verdict
from .worksheet import Decision, Worksheet

__all__ = [
    "Decision",
    "Description",
    "DescriptionStatus",
    "Interview",
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
