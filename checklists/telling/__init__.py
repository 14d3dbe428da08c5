"""Who is told of what: weekly mail, reminders, mentions, and what a calendar program reads."""
