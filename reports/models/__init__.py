"""Reports that are put together, as they were issued, and the links by which they are shared."""

from .issue import Issue, IssuePart
from .report import Report
from .share import Share

__all__ = ["Issue", "IssuePart", "Report", "Share"]
