"""The records of an instrument that is about people: one for each person, named by initials or a code."""
