"""Before launch: what is asked, of whom, and what that will be able to show."""
