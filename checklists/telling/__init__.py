"""Who is told of what in a plan: calendar links, the weekly mail, reminders, and messages to those mentioned."""
