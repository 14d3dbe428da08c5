"""Reports as they are put together for a reader: which parts, what each says, and its figures as data."""
