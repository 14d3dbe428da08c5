"""For those who look after several organizations: how those stand that have agreed to be seen. See README.md."""
