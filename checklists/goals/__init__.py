"""Goals, and the measures that show whether they come nearer."""
