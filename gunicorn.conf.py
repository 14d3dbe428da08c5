"""What gunicorn reads by itself when it is started here. Its logs hold no respondent's page (answering/quiet.py)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from surveys.answering.quiet import hush

hush("gunicorn.error", "gunicorn.access")
