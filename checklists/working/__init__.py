"""Working on a plan: changing tasks, several at once, comments, and taking things back."""
