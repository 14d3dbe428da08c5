"""Links, mails and the jobs that send them, and what is to be seen while a survey is open."""
