"""Reviews wording: text and rules in, findings out. Pure, and linear in the length of the text."""
