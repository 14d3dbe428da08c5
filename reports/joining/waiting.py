"""How long a part is waited for. Apart from the server, which imports WeasyPrint."""

PATIENCE = 4
"""A part is waited for this many times as long as it may take of a processor: whoever steps back has to wait for one."""
