"""How a plan comes about: phases, dates, the tasks of lists and of results, and moving the date."""
